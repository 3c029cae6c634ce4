# ruff: noqa: INP001, T201 - a script, part of no package
"""Print the table of kiosk/moons.py: each lunar month from 1900 to 2100, as lunar-vn counts it."""

from datetime import date, timedelta
from itertools import groupby

from lunar_vn import solar_to_lunar

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
LONG = 30


def main() -> None:
    """Print it, ninety-six months a line."""
    days = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    found = map(solar_to_lunar, days)
    months = [
        ("mM" if leap else "-+")[len(list(same)) == LONG]
        for (_, _, leap), same in groupby(found, lambda one: (one.year, one.month, bool(one.leap)))
    ]
    # The last month has a day within the table's years, and is as long as it is afterwards.
    row = "".join(months)
    for at in range(0, len(row), 96):
        print(f'    "{row[at : at + 96]}"')


if __name__ == "__main__":
    main()
