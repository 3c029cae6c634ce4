"""A picture's bytes."""

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.raw import raw


@given(st.sampled_from(["L", "P", "RGB", "F", "I;16"]), st.integers(1, 300), st.integers(1, 300))
def test_they_are_those_that_pillow_gives(mode: str, width: int, height: int) -> None:
    image = Image.effect_noise((width, height), 90).convert(mode)
    assert raw(image) == image.tobytes()
