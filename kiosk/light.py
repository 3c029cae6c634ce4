"""Light and its codes, as sRGB has them (IEC 61966-2-1)."""


def linear(code: float) -> float:
    """Light, 0 to 1, of an sRGB code from 0 to 255."""
    part = code / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the standard's figures


def encoded(light: float) -> float:
    """The sRGB code, 0 to 255, of light from 0 to 1."""
    part = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004 - as above
    return part * 255


LINEAR = tuple(linear(code) for code in range(256))

# Light as the eye weighs it (ITU-R BT.709).
LUMA = (0.2126, 0.7152, 0.0722)


def luminance(rgb: tuple[int, int, int]) -> float:
    """How bright an sRGB colour is to the eye, 0 to 1."""
    return sum(part * LINEAR[code] for part, code in zip(LUMA, rgb, strict=True))
