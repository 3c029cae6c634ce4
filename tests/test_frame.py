"""Frames: indices, their PNG, their digest, their letters."""

import io

import pytest
from blocks import MONO, art
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from kiosk.frame import Frame, Palette
from kiosk.geometry import Size
from kiosk.panels.catalog import palette, palettes


def frames() -> st.SearchStrategy[Frame]:
    def fill(size: Size, inks: Palette) -> st.SearchStrategy[Frame]:
        count = size.width * size.height
        pixels = st.lists(st.integers(0, len(inks.inks) - 1), min_size=count, max_size=count)
        return pixels.map(lambda values: Frame(size, inks, bytes(values)))

    sizes = st.builds(Size, st.integers(1, 9), st.integers(1, 9))
    inks = st.sampled_from(palettes()).map(palette)
    return st.tuples(sizes, inks).flatmap(lambda both: fill(*both))


@given(frames())
def test_a_png_shows_every_pixel_in_its_nominal_colour(frame: Frame) -> None:
    image = Image.open(io.BytesIO(frame.png()))
    assert image.info["kiosk-digest"] == frame.digest
    shown = image.convert("RGB")
    assert shown.size == frame.size
    colours = [shown.getpixel((x, y)) for y in range(shown.height) for x in range(shown.width)]
    assert colours == [frame.palette.inks[index].nominal for index in frame.pixels]


@given(frames())
def test_as_seen_a_png_has_the_measured_colours(frame: Frame) -> None:
    shown = Image.open(io.BytesIO(frame.png(as_seen=True))).convert("RGB")
    assert shown.getpixel((0, 0)) == frame.palette.inks[frame.pixels[0]].measured


def test_the_digest_tells_size_inks_and_pixels_apart() -> None:
    frame = Frame(Size(2, 3), MONO, bytes(6))
    others = [
        replace(frame, size=Size(3, 2)),
        replace(frame, palette=palette("grey4")),
        replace(frame, pixels=bytes([0, 0, 0, 0, 0, 1])),
    ]
    assert len({frame.digest, *(other.digest for other in others)}) == 4
    assert Frame(Size(2, 3), MONO, bytes(6)).digest == frame.digest


def test_a_frame_reads_as_letters() -> None:
    frame = Frame(Size(4, 2), palette("spectra6"), bytes([1, 0, 1, 3, 2, 1, 1, 1]))
    inks = palette("spectra6").inks
    assert frame.ascii() == art(f"""
        .{inks[0].letter}.{inks[3].letter}
        {inks[2].letter}...
    """)


def test_a_frame_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="5 pixels do not make 2x3"):
        Frame(Size(2, 3), MONO, bytes(5))


@pytest.mark.parametrize(
    ("name", "accent"), [("mono", "black"), ("spectra6", "red"), ("grey16", "black")]
)
def test_a_palette_knows_what_text_is_drawn_in(name: str, accent: str) -> None:
    inks = palette(name)
    assert inks.inks[inks.ink].name == "black"
    assert inks.inks[inks.paper].name == "white"
    assert inks.inks[inks.accent].name == accent
    with pytest.raises(ValueError, match="not in list"):
        inks.named("violet")
