"""What surrounds each pixel of a photograph."""

from PIL import Image

# How many blocks lie along the longer side: surroundings are a little larger than a head.
BLOCKS = 40


def around(grey: Image.Image) -> Image.Image:
    """The picture (L) without what is smaller than a head: the surroundings of each pixel."""
    block = max(1, max(grey.size) // BLOCKS)
    if block < 4:  # noqa: PLR2004 - nothing to win
        return grey.reduce(block).resize(grey.size, Image.Resampling.BICUBIC)
    half = grey.reduce(block).resize(
        ((grey.width + 1) // 2, (grey.height + 1) // 2), Image.Resampling.BICUBIC
    )
    return half.resize(grey.size, Image.Resampling.NEAREST)
