"""A small chart: a row of bars, one a month, the month reported on in dark."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from PIL import Image, ImageDraw

_BAR, _GAP, _HEIGHT = 10, 4, 48
_WHITE, _LIGHT, _DARK = 0, 1, 2
_COLOURS = (255, 255, 255, 157, 173, 191, 31, 56, 100)


def bars(series: Sequence[Decimal | None]) -> bytes:
    """Draw one value a month, oldest first; a month that is not known is a gap.

    Args:
        series: the values; at least one is known.

    Returns:
        A PNG. It is not compressed, so that its bytes follow from the values on any machine.
    """
    known = [value for value in series if value is not None]
    top, bottom = max(*known, Decimal(0)), min(*known, Decimal(0))
    scale = (_HEIGHT - 3) / (float(top - bottom) or 1.0)
    base = _HEIGHT - 2 + round(float(bottom) * scale)
    picture = Image.new("P", (len(series) * (_BAR + _GAP) - _GAP, _HEIGHT), _WHITE)
    picture.putpalette(_COLOURS)
    pen = ImageDraw.Draw(picture)
    for number, value in enumerate(series):
        if value is None:
            continue
        left = number * (_BAR + _GAP)
        end = base - round(float(value) * scale)
        colour = _DARK if number == len(series) - 1 else _LIGHT
        pen.rectangle((left, min(base, end), left + _BAR - 1, max(base, end)), fill=colour)
    pen.line((0, base + 1, picture.width, base + 1), fill=_LIGHT)
    buffer = BytesIO()
    picture.save(buffer, "PNG", compress_level=0, bits=2)
    return buffer.getvalue()
