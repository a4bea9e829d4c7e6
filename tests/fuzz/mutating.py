"""Changes that a fuzzer makes: to raw bytes, and within the parts of a workbook."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from random import Random
from struct import pack, unpack_from

from olefile import OleFileIO
from tests.intake.compounds import a_compound

Raw = Callable[[bytes, int], bytes]

_VALUE = re.compile(rb'="([^"<>]*)"')
_ELEMENT = re.compile(rb"<(row|c|si|sheet|mergeCell|table:table-row|table:table-cell)\b[^<>]*?"
                      rb"(?:/>|>.*?</\1>)", re.DOTALL)  # fmt: skip
_BETWEEN = re.compile(rb">([^<>]*)<")
_VALUES = (
    b"", b"0", b"-1", b"1", b"65536", b"1048577", b"4294967295", b"99999999999999999999", b"1e999",
    b"NaN", b"A1", b"XFD1048576", b"A1:XFD1048576", b"ZZZZ9", b"$A$1", b"s", b"str", b"e",
    b"inlineStr", b"b", b"d", b"x", b"rId99", b"../../x", b"true", b"&#65;", b"&amp;",
)  # fmt: skip
_INSERTS = (
    b"<!-- -->", b"<![CDATA[x]]>", b"<?x y?>", b"<!DOCTYPE x>", b"<c/>", b"<c><v>1</v></c>",
    b'<c r="XFD9" t="s"><v>7</v></c>', b"<row/>", b"<f>A1</f>", b"<v/>", b"<is><t/></is>",
    b'<mergeCell ref="A1:B9"/>', b"M\xe1\xba\xacT", b"\0", b"]]>",
    b'<table:table-cell table:number-columns-repeated="99999" office:value="1"/>',
)  # fmt: skip


def mutated(data: bytes, raw: Raw, random: Random) -> bytes:
    """``data`` changed somehow; ``raw`` changes bytes that have no form, up to a size."""
    if random.random() < 0.8:
        try:
            if data.startswith(b"PK"):
                return _changed_package(data, raw, random)
            if data.startswith(b"\xd0\xcf"):
                return _changed_compound(data, random)
        except Exception:  # no longer the archive it was
            return raw(data, len(data) + 64)
    return raw(data, len(data) + 64)


def _changed_package(data: bytes, raw: Raw, random: Random) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice(list(parts))
    choice = random.random()
    if choice < 0.85:
        for _ in range(random.randint(1, 4)):
            parts[name] = _changed_markup(parts[name], raw, random)
    elif choice < 0.9:
        del parts[name]
    elif choice < 0.95:
        parts[random.choice(list(parts))] = parts[name]
    else:
        parts[name.upper() + random.choice(["", "x", "/..", "\\"])] = parts[name]
    return _packed(parts, random)


def _packed(parts: dict[str, bytes], random: Random) -> bytes:
    target = BytesIO()
    method = random.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
    with zipfile.ZipFile(target, "w") as copy:
        for name, content in parts.items():
            copy.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return target.getvalue()


def _changed_markup(part: bytes, raw: Raw, random: Random) -> bytes:
    change = random.choice([_other_value, _other_text, _one_more, _one_less, _inserted, None])
    return change(part, random) if change else raw(part, len(part) + 32)


def _span(pattern: re.Pattern[bytes], part: bytes, random: Random, group: int) -> tuple[int, int]:
    """Where the pattern is found, from a random place on."""
    match = pattern.search(part, random.randrange(len(part) + 1)) or pattern.search(part)
    return match.span(group) if match else (0, 0)


def _other_value(part: bytes, random: Random) -> bytes:
    start, end = _span(_VALUE, part, random, 1)
    return part[:start] + random.choice(_VALUES) + part[end:]


def _other_text(part: bytes, random: Random) -> bytes:
    start, end = _span(_BETWEEN, part, random, 1)
    return part[:start] + random.choice(_VALUES) + part[end:]


def _one_more(part: bytes, random: Random) -> bytes:
    start, end = _span(_ELEMENT, part, random, 0)
    return part[:end] + part[start:end] * random.choice([1, 2, 30]) + part[end:]


def _one_less(part: bytes, random: Random) -> bytes:
    start, end = _span(_ELEMENT, part, random, 0)
    return part[:start] + part[end:]


def _inserted(part: bytes, random: Random) -> bytes:
    start, _ = _span(_ELEMENT, part, random, 0)
    return part[:start] + random.choice(_INSERTS) + part[start:]


def _changed_compound(data: bytes, random: Random) -> bytes:
    with OleFileIO(BytesIO(data)) as file, file.openstream("Workbook") as stream:
        records = list(_records(stream.read()))
    for _ in range(random.randint(1, 4)):
        _change_record(records, random)
    changed = (pack("<HH", kind, len(content)) + content for kind, content in records)
    return a_compound({"Workbook": b"".join(changed)})


def _change_record(records: list[tuple[int, bytes]], random: Random) -> None:
    at = random.randrange(len(records))
    kind, content = records[at]
    choice = random.random()
    if choice < 0.5 and content:
        place = random.randrange(len(content))
        value = random.choice([b"\0", b"\xff", b"\xff\xff", b"\0\0\0\0", b"\x01", b"\x7f"])
        records[at] = kind, content[:place] + value + content[place + len(value) :]
    elif choice < 0.6:
        records[at] = random.choice([0xFC, 0x3C, 0x06, 0xBD, 0x200, 0x85, 0x18]), content
    elif choice < 0.7:
        records[at] = kind, content[: random.randrange(len(content) + 1)]
    elif choice < 0.85:
        records.insert(at, records[random.randrange(len(records))])
    else:
        del records[at]


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, at)
        if kind or size:
            yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
