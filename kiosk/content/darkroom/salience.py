"""What stands out in a picture without heads: by edges, by colours of its own, by skin."""

from collections.abc import Sequence
from itertools import accumulate

from PIL import Image, ImageChops, ImageFilter

from kiosk.geometry import Rect

# Picked in so many pixels, then mixed to a quarter: enough to tell things from their ground.
_PICKED_PX = 384
_MIXED = 4
# What stands out holds so much of what is above the average, in less than so much of a side;
# where it takes more, or where little is above it as in grass or a wall, nothing does.
_MASS = 0.7
_WIDEST = 0.5
_LEAST = 0.13
# Nor is it higher than lets a portrait of 2:3 fill a box of 3:2.
_HIGHEST = 4 / 9
# Without a height of its own it is taken to be above the middle, as heads are.
_UPPER = (0.1, 0.5)
_MIDDLE = (0.25, 0.75)
# Hues and saturations of skin of all kinds, of 255.
_SKIN_HUES = (*range(26), *range(244, 256))
_SKIN_COLOURS = range(40, 176)
_SKIN = 40
# At its edges a picture is as a rule less to the point than in its middle.
_EDGE = 0.2


def salient(image: Image.Image) -> Rect | None:
    """The box of `image` that holds most of what stands out, at most half as wide and as high."""
    scale = min(1.0, _PICKED_PX / max(image.size))
    size = (max(_MIXED, round(image.width * scale)), max(_MIXED, round(image.height * scale)))
    seen = image.resize(size, Image.Resampling.NEAREST).reduce(_MIXED)
    weights = _weights(seen)
    across = _span([sum(row) for row in zip(*weights, strict=True)])
    down = _span([sum(row) for row in weights])
    if across is None and down is None:
        return None
    left, right = _part(across or _MIDDLE, image.width)
    top, bottom = _part(_raised(down) if down else _UPPER, image.height)
    return Rect(left, top, right - left, bottom - top)


def _weights(seen: Image.Image) -> list[bytes]:
    """How much each pixel stands out, row by row."""
    grey = seen.convert("L")
    edges = grey.filter(ImageFilter.FIND_EDGES)
    # The filter leaves the outermost pixels as they are.
    frame = Image.new("L", seen.size)
    inner = (1, 1, seen.width - 1, seen.height - 1)
    frame.paste(edges.crop(inner), inner)
    odd = ImageChops.difference(seen, Image.new("RGB", seen.size, _mean(seen)))
    # Not by light, or the sky would stand out.
    colours = ImageChops.difference(odd, Image.merge("RGB", [odd.convert("L")] * 3)).convert("L")
    found = ImageChops.add(ImageChops.add(frame, colours), _skin(seen))
    data, width = found.tobytes(), seen.width
    return [data[at : at + width] for at in range(0, len(data), width)]


def _mean(seen: Image.Image) -> tuple[int, ...]:
    one = seen.resize((1, 1), Image.Resampling.BOX)
    return tuple(one.tobytes())


def _skin(seen: Image.Image) -> Image.Image:
    hue, colour, light = seen.convert("HSV").split()
    hues = hue.point([255 * (level in _SKIN_HUES) for level in range(256)])
    colours = colour.point([255 * (level in _SKIN_COLOURS) for level in range(256)])
    lit = light.point([255 * (level > _SKIN) for level in range(256)])
    both = ImageChops.darker(ImageChops.darker(hues, colours), lit)
    return both.point([_SKIN * level // 255 for level in range(256)])


def _span(sums: Sequence[int]) -> tuple[float, float] | None:
    """The shortest part, of 1, that holds most of what is above the average; None if it is long."""
    mean, middle = sum(sums) / len(sums), (len(sums) - 1) / 2 or 1
    above = [max(0.0, each - mean) for each in sums]
    if sum(above) <= _LEAST * sum(sums):
        return None
    central = (1 - (1 - _EDGE) * abs(at - middle) / middle for at in range(len(sums)))
    reached = [0.0, *accumulate(each * one for each, one in zip(above, central, strict=True))]
    wanted = _MASS * reached[-1]
    best, end = (0, len(sums)), 0
    for start in range(len(sums)):
        while end < len(sums) and reached[end] - reached[start] < wanted:
            end += 1
        if reached[end] - reached[start] >= wanted and end - start < best[1] - best[0]:
            best = (start, end)
    part = (best[0] / len(sums), best[1] / len(sums))
    return part if part[1] - part[0] < _WIDEST else None


def _raised(span: tuple[float, float]) -> tuple[float, float]:
    """A span of a height with what stands on it: the lamps at a tower's foot are not the tower."""
    return max(0.0, span[1] - _HIGHEST), span[1]


def _part(span: tuple[float, float], side: int) -> tuple[int, int]:
    """Where a span lies on a side in pixels."""
    first = min(int(span[0] * side), side - 1)
    return first, max(first + 1, int(span[1] * side))
