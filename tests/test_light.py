"""Light of sRGB codes, and back."""

import pytest

from kiosk.light import LINEAR, encoded, linear, luminance


@pytest.mark.parametrize(
    ("code", "light"), [(0, 0), (255, 1), (188, 0.5029), (128, 0.2159), (10, 10 / 255 / 12.92)]
)
def test_light_of_a_code(code: int, light: float) -> None:
    assert linear(code) == pytest.approx(light, abs=1e-4)
    assert LINEAR[code] == linear(code)


@pytest.mark.parametrize("code", range(256))
def test_a_codes_light_has_that_code(code: int) -> None:
    assert encoded(linear(code)) == pytest.approx(code, abs=1e-3)


def test_light_is_what_the_eye_weighs() -> None:
    assert luminance((255, 255, 255)) == pytest.approx(1)
    assert luminance((0, 0, 0)) == 0
    assert luminance((0, 255, 0)) > luminance((255, 0, 0)) > luminance((0, 0, 255))
