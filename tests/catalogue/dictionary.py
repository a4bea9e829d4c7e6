"""The office's data dictionary: its 100 rows, copied from the analysis of the reference resolution.

Copied by hand and not taken from ``reports/indicators``, so that a row that is lost there, or
asked for as something else, is noticed here. Types: I whole number, D decimal, P percent,
M money, T text, B yes or no, V verdict, L list. Spans: M month, C since the year's beginning,
S stock, Y year, R round («đợt»).
"""

from __future__ import annotations

from dataclasses import dataclass

# code | ★: needed for the reference resolution | types | spans
_ROWS = """
VPDU-01  | ★ | T         | M
VPDU-02  | ★ | T         | M
VPDU-03  |   | I         | M C
VPDU-04  |   | I         | M
VPDU-05  |   | I I I     | M
VPDU-06  |   | I I I     | M
BXT-01   | ★ | L         | M
BXT-02   | ★ | B         | M
BXT-03   | ★ | T         | M
BXT-04   | ★ | B         | M
BXT-05   | ★ | L         | M
BXT-06   | ★ | V         | M
BXT-07   | ★ | T         | M
BXT-08   | ★ | B         | M
BXT-09   | ★ | V         | M
BXT-10   |   | I I P     | M
BXT-11   |   | I I       | C
BXC-01   | ★ | I         | M C
BXC-02   | ★ | I         | M C
BXC-03   |   | I I I     | M
BXC-04   | ★ | T I       | M
BXC-05   | ★ | T I       | M
BXC-06   | ★ | B         | M
BXC-07   | ★ | L I       | M
BXC-08   | ★ | V         | M
BXC-09   | ★ | I         | M
BXC-10   | ★ | I         | M
BXC-11   |   | I         | M
BXC-12   | ★ | I         | S
BXC-13   | ★ | I         | S
BXC-14   | ★ | P         | S
BXC-15   | ★ | V P       | M
BXC-16   | ★ | I         | R
BXC-17   | ★ | B         | M
BXC-18   |   | I         | M C
BXC-19   |   | I I I I I | M
BXC-20   |   | I         | M
BXC-21   |   | I I P     | M
UBKT-01  | ★ | T         | M
UBKT-02  | ★ | I         | M C
UBKT-03  | ★ | I         | M C
UBKT-04  | ★ | I         | M C
UBKT-05  |   | I I       | M C
UBKT-06  |   | I         | M
UBKT-07  |   | I I       | M
UBKT-08  |   | I I       | Y
CB-01/02 | ★ | I I       | M
CB-03    |   | I I       | M
HD-01    | ★ | T         | M
HD-02    |   | I I I I   | M
HD-03    |   | I I       | M
UBNN-01  | ★ | T         | M
UBNN-02  | ★ | V         | M
UBNN-03  |   | D D       | C
UBNN-04  |   | I P I D   | M C
UBNN-05  | ★ | V         | M
UBNN-06  | ★ | T I I     | S
UBNN-07  |   | I I P     | S
UBDD-01  | ★ | T         | M
UBDD-02  | ★ | T I D M   | M
UBDD-03  | ★ | T I I     | M
UBTC-01  | ★ | M         | M
UBTC-02  | ★ | M M       | C Y
UBTC-03  | ★ | P         | C
UBTC-04  | ★ | M         | M
UBTC-05  | ★ | M M       | C Y
UBTC-06  | ★ | P         | C
UBTC-07  |   | M M P     | C
UBVX-01  | ★ | V T       | M
UBVX-02  | ★ | T         | M
UBVX-03  |   | I M       | M
UBVX-04  |   | I M       | R
UBVX-05  |   | P I I     | S C
UBYT-01  |   | I I I     | M
HCC-01   | ★ | I         | M
HCC-02   | ★ | I         | M C
HCC-03   | ★ | I         | M C
HCC-04   |   | I I P     | M
HCC-05   |   | P I       | M
CA-01    | ★ | V         | M
CA-02    |   | I I I I I | M C
CA-03    |   | I P       | C
QS-01    | ★ | T I I I   | M
QS-02    |   | V I P     | M
MT-01    | ★ | T         | M
MT-02    | ★ | T I       | M
MT-03    |   | I I       | R
MT-04    | ★ | T         | M
MT-05    | ★ | T I M     | R
MT-06    | ★ | B         | M
MT-07    | ★ | T I I M   | S
MT-08    |   | I I I I I | M C
MT-09    |   | M M       | C
MT-10    |   | I         | M C
TTCT-01  | ★ | I I       | M C
TTCT-02  | ★ | I         | M
TTCT-03  |   | I I       | M
TTCT-04  | ★ | B         | M
TTCT-05  | ★ | T         | Y
TTCT-06  | ★ | B I       | M
"""


@dataclass(frozen=True)
class Row:
    """One row of the dictionary; «CB-01/02» is one row with two codes."""

    codes: tuple[str, ...]
    core: bool
    types: str
    spans: str


def _row(line: str) -> Row:
    code, star, types, spans = (field.strip() for field in line.split("|"))
    first, *rest = code.split("/")
    prefix = first.rsplit("-", 1)[0]
    codes = (first, *(f"{prefix}-{number}" for number in rest))
    return Row(codes, star == "★", types.replace(" ", ""), spans.replace(" ", ""))


ROWS = tuple(_row(line) for line in _ROWS.strip().splitlines())
