"""Mixtures of points, for tests of colours."""

from kiosk.ink.gamut import Point


def apart(a: Point, b: Point) -> float:
    """The squared distance."""
    return sum((p - q) ** 2 for p, q in zip(a, b, strict=True))


def mixed(parts: list[float], points: list[Point]) -> Point:
    """The mean of `points`, weighed by `parts`."""
    whole = sum(parts)
    x, y, z = (
        sum(part * point[axis] for part, point in zip(parts, points, strict=True)) / whole
        for axis in range(3)
    )
    return x, y, z
