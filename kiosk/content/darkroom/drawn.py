"""Whether a picture was drawn or written and not taken by a camera: chart, table, page, map, QR.

Of such a picture nothing may be cropped, for what is cut of it is a word or a number.
"""

import math

from PIL import Image, ImageChops

# Looked at in so many pixels, picked and not mixed, so that ink stays ink and paper paper; in
# cells of so many.
_SIDE_PX = 768
_CELL_PX = 16
# Between neighbours in pixels that were picked: less than that is paper, noise, a gradient; from
# there on texture; and a step that text, lines and bars have, and photographs seldom.
_TEXTURE = 24
_STEP = 56
# A cell is written in if so many of its neighbours are a step apart, no more are rough, and others
# are alike: paper, which leaves and gravel do not have.
_LEAST_STEPS = 0.06
_MOST_UNLIKE = 0.6
# So many inks are counted, each with the levels next to it: paper, ink and what JPEG made of them.
_INKS = 4
_INK_REACH = 2
# From here a difference is no noise: of the steep ones among them, see `_steepness`.
_ROUGH = 16
# A line between 145 photographs, 30 halls with letters on their walls, and 336 charts, posters,
# tables, pages, scans, maps and codes, as JPEG of qualities 35 to 95, by logistic regression, then
# moved a little: it takes two of the former for drawn, and one in thirty of the latter for
# photographs: such as are one for the larger part, and scans with much noise.
_WRITTEN_WEIGHT, _INKS_WEIGHT, _STEEP_WEIGHT, _DRAWN_FROM = 14.5, 11.4, 9.4, 11.2


def is_drawn(image: Image.Image) -> bool:
    """Whether `image` was drawn or written."""
    seen = _picked(image)
    across, down = _differences(seen)
    score = (
        _WRITTEN_WEIGHT * math.sqrt(_written(across, down))
        + _INKS_WEIGHT * _inked(seen.histogram())
        + _STEEP_WEIGHT * _steepness(across, down)
    )
    return score > _DRAWN_FROM


def _picked(image: Image.Image) -> Image.Image:
    scale = min(1.0, _SIDE_PX / max(image.size))
    size = (max(2, round(image.width * scale)), max(2, round(image.height * scale)))
    return image.resize(size, Image.Resampling.NEAREST).convert("L")


def _differences(seen: Image.Image) -> tuple[Image.Image, Image.Image]:
    """How far each pixel is from its right and from its lower neighbour."""
    width, height = seen.width - 1, seen.height - 1
    own = seen.crop((0, 0, width, height))
    right, lower = seen.crop((1, 0, width + 1, height)), seen.crop((0, 1, width, height + 1))
    return ImageChops.difference(own, right), ImageChops.difference(own, lower)


def _written(across: Image.Image, down: Image.Image) -> float:
    """The share of cells that are full of steps with nothing rough between them."""
    steps = _cells(across, down, [255 * (level >= _STEP) for level in range(256)])
    rough = _cells(across, down, [255 * (_TEXTURE <= level < _STEP) for level in range(256)])
    least, most = _LEAST_STEPS * 255, _MOST_UNLIKE * 255
    pairs = zip(steps, rough, strict=True)
    found = sum(step >= max(least, other) and step + other <= most for step, other in pairs)
    return found / len(steps)


def _cells(across: Image.Image, down: Image.Image, table: list[int]) -> bytes:
    return Image.blend(across.point(table), down.point(table), 0.5).reduce(_CELL_PX).tobytes()


def _inked(counts: list[int]) -> float:
    """The share of the few levels that most of a picture has."""
    left, found = [*counts], 0
    for _ in range(_INKS):
        spans = [slice(max(0, at - _INK_REACH), at + _INK_REACH + 1) for at in range(len(left))]
        held, most = max((sum(left[span]), at) for at, span in enumerate(spans))
        found += held
        left[spans[most]] = [0] * len(left[spans[most]])
    return found / sum(counts)


def _steepness(across: Image.Image, down: Image.Image) -> float:
    """Of all that is no noise, the share of steps."""
    counts = [one + other for one, other in zip(across.histogram(), down.histogram(), strict=True)]
    # Some of the many pixels are always rough, or a single step on an empty sheet would be all.
    return sum(counts[_STEP:]) / (sum(counts[_ROUGH:]) + sum(counts) / 500)
