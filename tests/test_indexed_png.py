"""PNG files as others read them."""

import io

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk import png
from kiosk.geometry import Size

GREYS = tuple((17 * n, 17 * n, 17 * n) for n in range(16))


@st.composite
def pictures(draw: st.DrawFn) -> tuple[Size, bytes, int]:
    size = Size(draw(st.integers(1, 40)), draw(st.integers(1, 140)))
    inks = draw(st.integers(2, 16))
    pixels = st.lists(
        st.integers(0, inks - 1), min_size=size[0] * size[1], max_size=size[0] * size[1]
    )
    return size, bytes(draw(pixels)), inks


@given(pictures())
def test_every_pixel_colour_and_note_comes_back(picture: tuple[Size, bytes, int]) -> None:
    size, pixels, inks = picture
    written = png.indexed(size, pixels, GREYS[:inks], {"kiosk-digest": "0a1b", "page": "tin"})
    with Image.open(io.BytesIO(written), formats=["PNG"]) as image:
        image.load()
        assert (image.mode, image.size, image.tobytes()) == ("P", size, pixels)
        palette = image.getpalette("RGB")
        assert palette is not None
        assert palette[: 3 * inks] == [value for grey in GREYS[:inks] for value in grey]
        assert image.info["kiosk-digest"] == "0a1b"
        assert image.info["page"] == "tin"


def test_a_pixel_takes_no_more_bits_than_it_must() -> None:
    depths = [png.indexed(Size(8, 1), bytes(8), GREYS[:inks], {})[24] for inks in (2, 3, 4, 6, 16)]
    assert depths == [1, 2, 2, 4, 4]
