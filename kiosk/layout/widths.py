"""How a table's width is divided among its columns, so that its rows come out lowest."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import product

from kiosk.geometry import share
from kiosk.glyphs import Face
from kiosk.layout.vietnamese import faults, prices

# So many lines of a cell are weighed against the width that fewer would take.
_MOST_LINES = 5
# A column whose cells stay whole may have so many even shares of the width.
_WHOLE = 1.5

# What a cell has to say, each part in its face.
Words = tuple[tuple[str, Face], ...]


def widths(
    width: int, columns: Sequence[Sequence[Words]], whole: Collection[int] = ()
) -> list[int]:
    """Divide `width` px among columns of words so that the rows come out lowest, breaking well.

    Of each column are tried the widths at which none of its cells has more than one line, two
    lines and so on; what is left is shared by all that the columns have to say. No column is
    narrower than its head, the first of its cells, or than its longest word, unless that takes
    more than an even share of the width; those of `whole` not than the first part of any cell,
    unless that takes half as much more. A name or an amount that has no room in a line counts as a
    line.
    """
    leasts = _leasts(width, columns, whole)
    steps = [_steps(column, least, width) for column, least in zip(columns, leasts, strict=True)]
    tried = [one for one in product(*steps) if sum(one) <= width]
    lines = [
        {step: [_count(cell, step) for cell in column] for step in own}
        for column, own in zip(columns, steps, strict=True)
    ]

    parted = [
        {step: sum(_parted(cell, step) for cell in column) for step in own}
        for column, own in zip(columns, steps, strict=True)
    ]

    def height(one: tuple[int, ...]) -> tuple[int, int, int]:
        counts = [lines[at][step] for at, step in enumerate(one)]
        bad = sum(parted[at][step] for at, step in enumerate(one))
        return sum(map(max, zip(*counts, strict=True))) + bad, sum(map(sum, counts)), sum(one)

    best = min(tried, key=height)
    spare = share(
        width - sum(best), [1.0 + sum(own[step]) for own, step in zip(lines, best, strict=True)]
    )
    return [own + more for own, more in zip(best, spare, strict=True)]


def _leasts(
    width: int, columns: Sequence[Sequence[Words]], whole: Collection[int]
) -> Sequence[int]:
    """What each column needs, if there is so much."""
    even = width // len(columns)
    needed = [_least(one, whole=at in whole) for at, one in enumerate(columns)]
    most = [round(even * _WHOLE) if at in whole else even for at in range(len(columns))]
    for limits in (most, [even] * len(columns)):
        leasts = [max(1, min(pair)) for pair in zip(needed, limits, strict=True)]
        if sum(leasts) <= width:
            break
    return leasts


def _least(column: Sequence[Words], *, whole: bool) -> int:
    unbroken = [cell[0] for cell in column if cell] if whole else column[0]
    parts = [face.width(words) for words, face in unbroken]
    return max([1, *parts, *map(_longest, column)])


def _steps(column: Sequence[Words], least: int, width: int) -> list[int]:
    """The least widths at which no cell has more than so many lines, the widest first."""
    steps: list[int] = []
    for most in range(1, _MOST_LINES + 1):
        low, high = least, width
        while low < high:
            middle = (low + high) // 2
            fits = all(_count(cell, middle) <= max(most, len(cell)) for cell in column)
            low, high = (low, middle) if fits else (middle + 1, high)
        steps.append(low)
    units = max(
        face.width(unit) for cell in column for words, face in cell for unit in _units(words)
    )
    return list(dict.fromkeys([*steps, max(least, min(units, width)), least]))


def _longest(cell: Words) -> int:
    return max((face.width(word) for words, face in cell for word in words.split(" ")), default=0)


def _parted(cell: Words, width: int) -> int:
    """How many names, amounts and the like of a cell are wider than its column."""
    return sum(
        " " in unit and face.width(unit) > width for words, face in cell for unit in _units(words)
    )


def _count(cell: Words, width: int) -> int:
    """How many lines the words of a cell take."""
    return sum(_lines(words, face, width) for words, face in cell)


@lru_cache(maxsize=512)
def _lines(words: str, face: Face, width: int) -> int:
    """How many lines words take when each takes all that fits, without a bad break."""
    space, count, used = face.width(" "), 1, 0
    units = (part for unit in _units(words) for part in _fitting(unit, face, width))
    for unit in units:
        wide = face.width(unit)
        if used and used + space + wide > width:
            count, used = count + 1, 0
        used += wide + (space if used else 0)
        if used > width:
            count, used = count + (used - 1) // width, (used - 1) % width + 1
    return count


def _fitting(unit: str, face: Face, width: int) -> list[str]:
    return [unit] if face.width(unit) <= width else unit.split(" ")


@lru_cache(maxsize=256)
def _units(words: str) -> tuple[str, ...]:
    """Words, those between which a break would be bad as one."""
    first, *others = words.split(" ")
    units = [first]
    for price, word in zip(prices(words), others, strict=True):
        if faults(price):
            units[-1] += f" {word}"
        else:
            units.append(word)
    return tuple(units)
