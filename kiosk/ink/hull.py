"""The hull of a few inks, which is all that a mixture of them can look like."""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

# Shares and spans nearer to nothing than this are nothing.
_TINY = 1e-9


def nearest(points: Points, corners: Points) -> Points:
    """The point of the convex hull of `corners`, (k, 3), nearest to each of `points`, (n, 3).

    Exact: it lies within one of the tetrahedra, triangles, edges and corners that they span, and
    is the foot of the point on it.
    """
    best = np.full(len(points), np.inf)
    found = np.zeros(points.shape)
    for count in (4, 3, 2, 1):
        for chosen in combinations(range(len(corners)), count):
            origin, edges = corners[chosen[0]], corners[list(chosen[1:])] - corners[chosen[0]]
            if np.linalg.matrix_rank(edges, tol=_TINY) < count - 1:
                continue  # flat: it has no inside
            shares = (points - origin) @ np.linalg.pinv(edges)
            foot = origin + shares @ edges
            apart = ((foot - points) ** 2).sum(axis=1)
            inside = (shares > -_TINY).all(axis=1) & (shares.sum(axis=1) < 1 + _TINY)
            better = inside & (apart < best)
            best[better], found[better] = apart[better], foot[better]
    return found
