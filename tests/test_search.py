"""The search for better places of dots: it only ever comes nearer, and keeps what it must."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter

from kiosk.ink.dither import dither
from kiosk.ink.search import SIGMA_PX, refine
from kiosk.light import LINEAR
from kiosk.panels.catalog import palette

MONO = palette("mono")
BITS = ((0.0,), (1.0,))
GREYS = ((0.0,), (0.12,), (0.42,), (1.0,))
# Black, white, yellow and red, as light and two differences of colour.
COLOURS = ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.8, 0.1, -0.4), (0.15, 0.3, -0.1))


def scene(width: int, height: int) -> Image.Image:
    """Tones from black to white with edges across them."""
    tones = Image.linear_gradient("L").resize((width, height)).rotate(30)
    discs = (
        Image.radial_gradient("L")
        .resize((width, height))
        .point([255 * (c > 90) for c in range(256)])
    )
    return Image.blend(tones, discs, 0.4)


def quick(grey: Image.Image) -> Image.Image:
    return dither(grey, MONO)


def found(grey: Image.Image, start: Image.Image | None = None) -> Image.Image:
    return refine(start or quick(grey), grey, (LINEAR,), BITS, keep=True)


def felt(bits: Image.Image, grey: Image.Image) -> float:
    """The mean squared error of light after the eye's blur, by Pillow's own filter of 8 bits."""
    blur = ImageFilter.GaussianBlur(SIGMA_PX)
    shown = bits.point([255 * bool(index) for index in range(256)]).filter(blur)
    meant = grey.point([round(255 * light) for light in LINEAR]).filter(blur)
    counts = ImageChops.difference(shown, meant).histogram()
    return sum(count * code**2 for code, count in enumerate(counts)) / sum(counts)


@pytest.mark.parametrize("size", [(300, 200), (601, 59), (40, 310)])
def test_an_eye_sees_much_less_of_an_error(size: tuple[int, int]) -> None:
    grey = scene(*size)
    assert felt(found(grey), grey) < 0.6 * felt(quick(grey), grey)


def test_tiles_leave_no_seam() -> None:
    grey = scene(540, 540)
    out = found(grey)
    for at in (248, 256, 496, 504):
        for box in ((at - 4, 8, at + 4, 532), (8, at - 4, 532, at + 4)):
            aside = (box[0] - 40, *box[1:2], box[2] - 40, *box[3:])
            seam = felt(out.crop(box), grey.crop(box))
            assert seam < 1.5 * felt(out.crop(aside), grey.crop(aside)) + 10


@given(st.binary(min_size=576, max_size=576), st.integers(0, 255))
@settings(max_examples=20)
def test_dots_that_are_kept_only_move(noise: bytes, code: int) -> None:
    start = Image.frombytes("L", (24, 24), bytes(byte & 1 for byte in noise))
    out = found(Image.new("L", (24, 24), code), start)
    assert out.histogram() == start.histogram()
    assert (out.mode, out.size) == ("L", (24, 24))


@pytest.mark.parametrize("inks", [BITS, GREYS, COLOURS])
def test_what_is_right_stays(inks: Sequence[Sequence[float]]) -> None:
    """Each code means the light of one ink."""
    bands = len(inks[0])
    codes = Image.effect_noise((64, 64), 90).point([code % len(inks) for code in range(256)])
    light = [[inks[code % len(inks)][band] for code in range(256)] for band in range(bands)]
    photo = codes if bands == 1 else Image.merge("RGB", [codes] * bands)
    for keep in (True, False):
        assert refine(codes, photo, light, inks, keep=keep).tobytes() == codes.tobytes()


@pytest.mark.parametrize(
    ("inks", "ink"), [(GREYS, 0), (GREYS, 3), *((COLOURS, ink) for ink in range(4))]
)
def test_a_flat_area_in_the_wrong_ink_comes_out_in_the_right_one(
    inks: Sequence[Sequence[float]], ink: int
) -> None:
    """All pixels gain the same at first, and must not all leap at once, for ever."""
    photo = Image.new("L" if len(inks[0]) == 1 else "RGB", (48, 48))
    light = [[value] * 256 for value in inks[ink]]
    out = Image.new("L", (48, 48), (ink + 1) % 4)
    out.paste(ink, (0, 0, 48, 24))
    for _ in range(14):
        before = out.histogram()[ink]
        out = refine(out, photo, light, inks, keep=False)
        assert out.histogram()[ink] >= before
    assert out.histogram()[ink] > 0.95 * 48 * 48


def test_the_same_photograph_gives_the_same_dots() -> None:
    grey = scene(90, 70)
    assert found(grey).tobytes() == found(grey).tobytes()


@pytest.mark.parametrize("size", [(1, 1), (2, 9), (9, 1), (257, 3), (256, 256)])
def test_any_size_is_searched(size: tuple[int, int]) -> None:
    grey = scene(300, 300).crop((0, 0, *size))
    assert found(grey).size == size


def test_dark_tones_keep_their_dots() -> None:
    """A dot alone in the dark is more to be seen than the tone it makes, and must stay."""
    dark = Image.new("L", (128, 128), 24)
    dots = sum(quick(dark).tobytes())
    assert dots == pytest.approx(LINEAR[24] * 128 * 128, rel=0.3)
    assert sum(found(dark).tobytes()) == dots
    assert math.isclose(felt(found(dark), dark), felt(quick(dark), dark), rel_tol=0.5)
