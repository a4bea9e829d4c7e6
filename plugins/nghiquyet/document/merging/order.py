"""Paragraphs in another order than they were generated in: they stay, and it is said."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from nghiquyet.document.merging.groups import Group
from nghiquyet.model.draft import Block

_MOVED = "Văn phòng đã chuyển chỗ đoạn này."
_REORDERED = "Thứ tự trong bản mới đã khác: đoạn này {place}; trong tệp chưa chuyển."


def order_remarks(
    groups: Sequence[Group], before: Sequence[str], after: Mapping[str, Block]
) -> Mapping[str, list[str]]:
    """What to say of each block that the office has moved or the new draft puts elsewhere.

    Args:
        groups: the passages in the order of the file.
        before: the blocks in the order of the last draft.
        after: those of the new one, in its order.
    """
    told: dict[str, list[str]] = defaultdict(list)
    was = {block: place for place, block in enumerate(before)}
    file_order = sorted(groups, key=lambda group: group.numbers)
    standing = [name for group in file_order for name in group.ids if name in was]
    for name in _strays(standing, was):
        told[name].append(_MOVED)
    names = list(after)
    for name in _strays([name for name in names if name in was], was):
        at = names.index(name)
        place = f"đứng sau đoạn “{after[names[at - 1]].text[:40]}…”" if at else "đứng đầu"
        told[name].append(_REORDERED.format(place=place))
    return told


def _strays(names: Sequence[str], places: Mapping[str, int]) -> list[str]:
    flags = out_of_order([places[name] for name in names])
    return [name for name, is_stray in zip(names, flags, strict=True) if is_stray]


def out_of_order(places: Sequence[int]) -> list[bool]:
    """Which members of a sequence stand out of order: the fewest that explain it."""
    tails: list[int] = []
    lengths = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
        lengths.append(at + 1)
    wanted = len(tails)
    result = [True] * len(places)
    last = max(places, default=0) + 1
    for at in range(len(places) - 1, -1, -1):
        if lengths[at] == wanted and places[at] < last:
            result[at] = False
            wanted, last = wanted - 1, places[at]
    return result
