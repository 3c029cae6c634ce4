"""The point of a picture that its editor chose, as pages have it; per cent from the top left.

CSS `object-position`, which WordPress, Drupal's focal_point_css, Shopify and Statamic write;
`data-object-position` (WordPress) and `data-focal-point`; `data-focal-x` and `-y`; `data-focus-x`
and `-y` of jQuery FocusPoint, which go from -1 to 1, y upwards.
"""

import re
from collections.abc import Mapping

from kiosk.model import Point

_LONGEST = 2000
_NUMBER = r"(-?\d{1,3}(?:\.\d{1,9})?|-?\.\d{1,9})"
_PAIR = re.compile(rf"\s*{_NUMBER}(%?)(?:\s*,\s*|\s+){_NUMBER}(%?)\s*", re.ASCII)
_SINGLE = re.compile(rf"\s*{_NUMBER}\s*%?\s*", re.ASCII)
_POSITION = re.compile(r"(?:^|[;\s])object-position\s*:([^;!]{1,60})", re.IGNORECASE)
_PAIRS = ("data-object-position", "data-focal-point", "data-focalpoint")
# What stands where nobody chose.
_MIDDLE = Point(50, 50)


def point(attributes: Mapping[str, str]) -> Point | None:
    """The point that an image's attributes name; None for the middle, words and nonsense.

    Words as "center top" are a template's, and stand at each of its pictures.
    """
    style = _POSITION.search(attributes.get("style", "")[:_LONGEST])
    pairs = [style[1] if style else "", *(attributes.get(key, "") for key in _PAIRS)]
    found = [_pair(said) for said in pairs]
    found += [
        _shares(attributes.get("data-focal-x", ""), attributes.get("data-focal-y", "")),
        _upwards(attributes.get("data-focus-x", ""), attributes.get("data-focus-y", "")),
    ]
    return next((each for each in found if each and each != _MIDDLE), None)


def _pair(said: str) -> Point | None:
    """Two numbers, as "62% 48%" or, as parts of one, "0.62, 0.48"."""
    found = _PAIR.fullmatch(said)
    if not found or found[2] != found[4]:
        return None
    return _point(float(found[1]), float(found[3])) if found[2] else _shares(found[1], found[3])


def _shares(x: str, y: str) -> Point | None:
    """Per cent, or parts of one if both are no more than that."""
    across, down = _single(x), _single(y)
    if across is None or down is None:
        return None
    scale = 100 if max(across, down) <= 1 else 1
    return _point(across * scale, down * scale)


def _upwards(x: str, y: str) -> Point | None:
    """From -1 at the left and at the foot to 1; beyond that it is per cent after all."""
    across, down = _single(x), _single(y)
    if across is None or down is None:
        return None
    if max(abs(across), abs(down)) > 1:
        return _point(across, down)
    return _point(50 + across * 50, 50 - down * 50)


def _single(said: str) -> float | None:
    found = _SINGLE.fullmatch(said)
    return float(found[1]) if found else None


def _point(x: float, y: float) -> Point | None:
    try:
        return Point(round(x), round(y))
    except ValueError:  # outside the picture
        return None
