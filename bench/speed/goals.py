"""The figures that kiosk is to reach, beside those that it did."""

# ruff: noqa: INP001 (part of a script)

from collections.abc import Iterator
from dataclasses import dataclass

from cases import CASES
from contestants import CHROMIUM, OURS, TYPST
from measure import Cost, Costs

_REACHED = "reached"
# What keeps a goal away where it is not reached, and what was tried.
_START = """\
A cold start is mostly Python's own: see the rows of Python alone and of Python with the libraries
that a page needs (values, SQLite, TOML, time zones, the command line, Pillow's core), which are
loaded there as Python does it. Of what is ours half is making the classes and functions of 120
modules, a third setting and drawing, the rest settings, database and PNG. Done: bytecode and
patterns in one file, values that are made in C, modules and readers loaded by what needs them,
letters read from the atlas, our copies decoded without Pillow's reader of foreign ones, no
collection of garbage while loading, no taking apart at the end; half a second became a sixth of
that. Weighed and left: a parser of our own for the command line (4 ms with what argparse loads),
standard modules without what a page does not use (datetime is loaded twice, once in Python), a
process that waits to be forked (no cold start, and memory all day)."""
_INKS = """\
In six inks the photograph's colours are fitted to the panel's by a table and dithered in three
bands, which takes 10 ms more than one bit; others take the nearest ink as it comes."""
_ROOM = """\
A process that draws words alone on a small board has some 16 MiB. A large page's
frame, its photograph in tones and as dots, and its PNG come on top; the PNG is packed in bands,
and the frame is drawn on its own bytes, so that neither is held twice. What is left would take
tones and dots made strip by strip."""
_TAKEN = """\
A photograph from outside is taken in by a worker process under limits, which fetches it, finds
the heads in it and keeps a copy; others read a file, and crop in the middle. The worker's start,
HTTP (requests, with TLS loaded for an address without) and numpy take more than half of the time
although they come out of the archive; decoding, heads and writing the rest. numpy is loaded while
the photograph is decoded, and the board's own modules while the worker starts. Tried and left:
BLAS for the net (a third faster, but it reserves 34 MB and breaks the worker's limit), a forked
worker (the board's secrets and threads would be in it), loading numpy while the server is waited
for, freed memory kept by the allocator (3 %). Without heads, HTTP and limits it would be a row as
plain Pillow's. It is done once for a photograph."""
_TYPST = """\
typst is one program in machine code, and writes a picture in full colour, which no panel takes:
with the step to a panel's inks, in a row of its own, it is the slower one."""
_LARGE = """\
On a large page in greys the drawing alone, some seven hundred words blended by Pillow, takes three
quarters of what is compared with the browser."""
_NEW = """\
Of words in an order never seen each line is new: paragraphs are broken by the best of all ways,
with Vietnamese words kept together. Looking first only where the fewest lines can end, and asking
a rule only of words that it can hold at, halved it twice. A page that turns or a headline that
changes has most words as they were."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One figure: what it is of, what it is to be at least or at most, and what it came to."""

    says: str
    wanted: float
    figure: float | None
    unit: str
    least: bool
    why: str = ""

    @property
    def missed(self) -> bool:
        """Whether it was measured, and is not reached."""
        return self.figure is not None and self.reached != _REACHED

    @property
    def reached(self) -> str:
        """A word; a contestant that was not there decides nothing."""
        if self.figure is None:
            return "not measured"
        enough = self.figure >= self.wanted if self.least else self.figure <= self.wanted
        return _REACHED if enough else "**not reached**"

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
    rest: dict[str, float],
) -> Iterator[Goal]:
    """Each goal; costs and warm frames are by the names of cases."""
    says = {case.name: case.says for case in CASES}
    for name, costs in cold.items():
        if name.startswith("news"):
            why = f"{_START}\n\n{_INKS}" if name == "news-inks" else _START
            yield _times(f"cold {says[name]}: Chromium's time to ours", 10, costs, CHROMIUM, why)
            yield _memory(f"cold {says[name]}: Chromium's memory to ours", 20, costs)
    for name, costs in intake.items():
        yield _times(
            *(f"with a new 12 Mpx photograph, {says[name]}: time", 6, costs, CHROMIUM, _TAKEN)
        )
    for name, costs in cold.items():
        if name.startswith("text"):
            yield _times(
                f"cold {says[name]}: typst's time to ours", 1, costs, TYPST, f"{_START}\n\n{_TYPST}"
            )
    for name, most in (("text-mono", 0.6), ("text-grey", 1.5)):
        yield from _warm(says[name], most, warm.get(name, {}))
    for page, ms in updates.items():
        yield Goal(f"one headline of `{page}` changed, 800×480", 3, ms, "ms", least=False)
    share, mb = rest.get("share"), rest.get("median")
    percent = None if share is None else 100 * share
    yield Goal("the service at rest: of a processor", 0.2, percent, "%", least=False)
    megabytes = None if mb is None else mb * 1.048576
    yield Goal("the service at rest: resident memory", 60, megabytes, "MB", least=False)


def _times(says: str, wanted: float, costs: Costs, other: str, why: str) -> Goal:
    theirs = costs.get(other)
    figure = theirs.times(costs[OURS]) if theirs else None
    return Goal(says, wanted, figure, "×", least=True, why=why)


def _memory(says: str, wanted: float, costs: Costs) -> Goal:
    theirs: Cost | None = costs.get(CHROMIUM)
    figure = theirs.mib / costs[OURS].mib if theirs else None
    return Goal(says, wanted, figure, "×", least=True, why=_ROOM)


def _warm(says: str, most: float, found: dict[str, float]) -> Iterator[Goal]:
    yield Goal(f"warm {says}, laid out already", most, found.get("paint"), "ms", least=False)
    yield Goal("… with layout, the same story", 3 * most, found.get("same"), "ms", least=False)
    yield Goal(
        "… with layout, words never seen", 3 * most, found.get("fresh"), "ms", least=False, why=_NEW
    )
    browsers = found.get(CHROMIUM)
    for name, key in (("laid out already", "paint"), ("with layout, the same story", "same")):
        figure = browsers / found[key] if browsers else None
        yield Goal(f"… warm Chromium to ours, {name}", 200, figure, "×", least=True, why=_LARGE)
