"""Inks of panels with greys."""

from kiosk.frame import RGB, Ink
from kiosk.light import encoded, linear

# A grey's letter in ASCII pictures, after how many sixteenths of white it has.
LETTERS = "#123456789abcde."


def graded(levels: int, black: RGB, white: RGB) -> tuple[Ink, ...]:
    """Inks in equal steps of sRGB from a black to a white, as grey controllers have them."""
    top = levels - 1
    return tuple(
        Ink(
            LETTERS[step * (len(LETTERS) - 1) // top],
            {0: "black", top: "white"}.get(step, f"grey {step}"),
            _between((0, 0, 0), (255, 255, 255), step / top),
            _mixed(black, white, step / top),
        )
        for step in range(top + 1)
    )


def _between(black: RGB, white: RGB, part: float) -> RGB:
    r, g, b = (round(k + (w - k) * part) for k, w in zip(black, white, strict=True))
    return r, g, b


def _mixed(black: RGB, white: RGB, part: float) -> RGB:
    """The black and white particles that make green, which is most of brightness, so bright.

    A grey is a mixture of both, and so lies on the line between them in light.
    """
    dark, bright = linear(black[1]), linear(white[1])
    share = (linear(black[1] + (white[1] - black[1]) * part) - dark) / (bright - dark)
    r, g, b = (
        round(encoded(linear(k) + (linear(w) - linear(k)) * share))
        for k, w in zip(black, white, strict=True)
    )
    return r, g, b
