"""The figures that kiosk is to reach, beside those that it did."""

# ruff: noqa: INP001 (part of a script)

from collections.abc import Iterator
from dataclasses import dataclass

from cases import CASES
from contestants import CHROMIUM, OURS, TYPST
from measure import Cost, Costs


@dataclass(frozen=True, slots=True)
class Goal:
    """One figure: what it is of, what it is to be at least or at most, and what it came to."""

    says: str
    wanted: float
    figure: float | None
    unit: str
    least: bool

    @property
    def reached(self) -> str:
        """A word; a contestant that was not there decides nothing."""
        if self.figure is None:
            return "not measured"
        enough = self.figure >= self.wanted if self.least else self.figure <= self.wanted
        return "reached" if enough else "**not reached**"

    def row(self) -> tuple[str, ...]:
        """For the table."""
        word = "at least" if self.least else "at most"
        figure = "" if self.figure is None else f"{self.figure:.3g} {self.unit}"
        return self.says, f"{word} {self.wanted:g} {self.unit}", figure, self.reached


def goals(
    cold: dict[str, Costs],
    intake: dict[str, Costs],
    warm: dict[str, dict[str, float]],
    updates: dict[str, float],
) -> Iterator[Goal]:
    """Each goal; costs and warm frames are by the names of cases."""
    says = {case.name: case.says for case in CASES}
    for name, costs in cold.items():
        if name.startswith("news"):
            yield _times(f"cold {says[name]}: Chromium's time to ours", 10, costs, CHROMIUM)
            yield _memory(f"cold {says[name]}: Chromium's memory to ours", 20, costs)
    for name, costs in intake.items():
        yield _times(f"with a new 12 Mpx photograph, {says[name]}: time", 6, costs, CHROMIUM)
    for name, costs in cold.items():
        if name.startswith("text"):
            yield _times(f"cold {says[name]}: typst's time to ours", 1, costs, TYPST)
    for name, most in (("text-mono", 0.6), ("text-grey", 1.5)):
        yield from _warm(says[name], most, warm.get(name, {}))
    for page, ms in updates.items():
        yield Goal(f"one headline of `{page}` changed, 800×480", 3, ms, "ms", least=False)


def _times(says: str, wanted: float, costs: Costs, other: str) -> Goal:
    theirs = costs.get(other)
    figure = theirs.times(costs[OURS]) if theirs else None
    return Goal(says, wanted, figure, "×", least=True)


def _memory(says: str, wanted: float, costs: Costs) -> Goal:
    theirs: Cost | None = costs.get(CHROMIUM)
    return Goal(says, wanted, theirs.mib / costs[OURS].mib if theirs else None, "×", least=True)


def _warm(says: str, most: float, found: dict[str, float]) -> Iterator[Goal]:
    yield Goal(f"warm {says}, laid out already", most, found.get("paint"), "ms", least=False)
    yield Goal("… with layout, the same story", 3 * most, found.get("same"), "ms", least=False)
    yield Goal("… with layout, words never seen", 3 * most, found.get("fresh"), "ms", least=False)
    browsers = found.get(CHROMIUM)
    for name, key in (("laid out already", "paint"), ("with layout, the same story", "same")):
        figure = browsers / found[key] if browsers else None
        yield Goal(f"… warm Chromium to ours, {name}", 200, figure, "×", least=True)
