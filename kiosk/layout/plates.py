"""Photographs that fill a frame of their own, in even rows with their captions.

Heights and widths are in pixels.
"""

import math
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kiosk.geometry import Rect, Size, share
from kiosk.layout.floats import LADDER_EM, Float, Style
from kiosk.layout.framing import boxed, shape, shapes
from kiosk.model import Photo

# What is flatter or higher than this loses its ends.
_FLATTEST = 3.0
_HIGHEST = 0.6
# So much of its height a photograph may lose before its row is narrower than the frame.
_CROPPED = 0.25
# Rows that are too high together are made lower, and again by this much, so often.
_LOWER = 0.96
_STEPS = 12
# On one frame, each at least so many lines of text high.
_MOST = 6
_LEAST_LINES = 3


def plates(photos: Sequence[Photo], columns: Sequence[Rect], style: Style) -> tuple[Float, ...]:
    """As many of the first of `photos` as can be looked at on one frame, as large as they can be.

    Empty, if not even one has room with its caption.
    """
    frame = columns[0]._replace(width=columns[-1].right - columns[0].x)
    for count in range(min(len(photos), _MOST), 0, -1):
        tried = [_fitted(rows, frame, style) for rows in _rows(photos[:count])]
        able = [floats for floats in tried if floats and _seen(floats, style)]
        if able:
            return max(able, key=_shown)
    return ()


def _rows(photos: Sequence[Photo]) -> Iterator[tuple[Sequence[Photo], ...]]:
    """Every way to stand in rows, in order."""
    for first in range(1, len(photos)):
        for others in _rows(photos[first:]):
            yield (photos[:first], *others)
    yield (photos,)


def _shown(floats: Sequence[Float]) -> float:
    """How large photographs are together; rather two of one size than a large and a small one."""
    return sum(math.sqrt(one.rect.width * one.rect.height) for one in floats)


def _seen(floats: Sequence[Float], style: Style) -> bool:
    """Whether each is large enough to be looked at; one alone may be small."""
    lines = _LEAST_LINES if len(floats) > 1 else 1
    high = all(one.rect.height >= lines * style.grid.step for one in floats)
    wide = all(one.rect.width >= one.caption.face.font.size * LADDER_EM for one in floats)
    return high and (wide or len(floats) == 1) and not any(one.caption.cut for one in floats)


def _fitted(rows: Sequence[Sequence[Photo]], frame: Rect, style: Style) -> tuple[Float, ...]:
    """Rows under each other, as high as they can be together; (): no room."""
    full = _stacked(rows, frame, style, 1)
    over = full[-1].bottom - frame.bottom
    pictures = sum(row[0].rect.height for row in _of(full, rows))
    part = min(1, max(0, pictures - over) / pictures)
    for step in range(_STEPS):
        floats = _stacked(rows, frame, style, part * _LOWER**step)
        if floats[-1].bottom <= frame.bottom:
            return floats
    return ()


def _of(floats: Sequence[Float], rows: Sequence[Sequence[Photo]]) -> Iterator[Sequence[Float]]:
    begin = 0
    for row in rows:
        yield floats[begin : begin + len(row)]
        begin += len(row)


def _stacked(
    rows: Sequence[Sequence[Photo]], frame: Rect, style: Style, part: float
) -> tuple[Float, ...]:
    """Rows under each other, of `part` of the height that fills their width."""
    floats: list[Float] = []
    y = frame.y + style.top
    for photos in rows:
        row = _row(photos, frame._replace(y=y), style, part)
        floats += row
        y = row[-1].bottom + style.apart
    return tuple(floats)


def _row(photos: Sequence[Photo], frame: Rect, style: Style, part: float) -> list[Float]:
    able = [shapes(photo) for photo in photos]
    usual = [min(_FLATTEST, max(_HIGHEST, shape(photo))) for photo in photos]
    wished = [one.nearest(best) for one, best in zip(able, usual, strict=True)]
    whole = frame.width - style.apart * (len(photos) - 1)
    high = whole / sum(wished) * part
    flatter = min(1 / part, 1 / (1 - _CROPPED)) if part else 1
    flat = [min(best * flatter, one.flattest) for one, best in zip(able, wished, strict=True)]
    wide = min(whole, round(sum(flat) * high))
    x = frame.x + (whole - wide) // 2
    floats: list[Float] = []
    for photo, width in zip(photos, share(max(wide, len(photos)), flat), strict=True):
        caption = style.captioned(photo, width)
        rect = Rect(x, frame.y, *boxed(photo, Size(width, max(1, round(high)))))
        under = rect.bottom + style.under(caption)
        floats.append(Float(photo, rect, caption, x, rect.bottom + style.gap, 0, 1, under))
        x += width + style.apart
    end = max(one.bottom for one in floats)
    return [replace(one, bottom=end) for one in floats]
