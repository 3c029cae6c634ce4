"""The document: how it was measured, the tables, how to repeat it."""

# ruff: noqa: INP001 (part of a script)

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import machine
from cases import CASES
from contestants import BARE, INTAKE, LOADED, OTHERS, OURS
from goals import goals
from measure import Costs

_WARM = {
    "paint": "kiosk: a frame of a page laid out already",
    "same": "kiosk: from edition to frame, the story that was there before",
    "fresh": "kiosk: from edition to frame, a story whose words stand in an order never seen",
    "photo": "kiosk: a frame of a page laid out, its photograph dithered anew",
}
_METHOD = """# Performance

What a page costs, ours and others', measured in one run of `make bench`; this file is what it
wrote. A figure may be compared with others of this run, not with another machine's.

## How it was measured

- Machine: {machine}; {date}.
- Versions: {versions}.

Everybody draws the same page: board, date, headline, rule, and either 1,000 letters of text with
a photograph and its caption (news), or text alone, some 264 words in two columns and some 748 in
three. The faces are those of `fonts/`, each file given to everybody, at the sizes in px that our
layout came to; so are the places of headline, rule and columns, and the size of the photograph.
Each contestant is the short program that one would write with it, in `bench/speed/`: nobody's
page is made slower on purpose, and what may be prepared is (the HTML and the typst document are
written before the clock starts; the browser's profile is kept; Pillow is loaded while the browser
works). Others' pages become inks by Pillow's `convert("1")` or `quantize`; ours are toned and
dithered in linear light. Plain `typst` writes a PNG in full colour, which no panel takes yet.
Each PNG is checked for its size and for ink in every quarter.

- **Cold**: from the start of a process to its end, the PNG written; {rounds} rounds, in each of
  which all ways run in turns, after one run that is not counted. Time is the median; a ratio is
  the median of the ratios of each round. Bytecode is compiled, ours is in one file, as `kiosk
  install` leaves it; files are in the system's cache.
- **Memory**: the most that the process and all its children had at once, as the sum of their
  proportional set sizes, looked at every 5 ms; in runs of their own, the median of {looks}.
- **Instructions**: cachegrind's count of one cold run, in millions, with a fixed hash seed. A
  browser does not run under valgrind.
- **Photographs**: the news page's is stored and not prepared: our own copy of a 1024×576 JPEG,
  which others read, too. The 12-megapixel one (4640×2610, {megabytes:.1f} MB, of the sample's
  with grain) comes over HTTP on loopback to us, who take it in by a worker process, keep a copy
  with its heads found, and draw the page, as `kiosk once` does; others read the file itself.
- **Warm**: the median of 31 frames in one process, after some that are not counted; from the
  words to the inks, without a PNG. The browser is kept open, told over its pipe to load the page
  again, and asked for a screenshot. WeasyPrint, typst, skia and Pillow are called again.
- **Update**: a page of the sample on a 7.5" panel gets another headline, one never seen; layout,
  paint, the policy's comparison with what the glass shows, and all bytes that the driver sends,
  on wires that lead nowhere. Its photograph is prepared, as it is on a board.
- **At rest**: `kiosk run` with a simulated 7.5" panel and the sample's portal on loopback, looked
  at each second for {minutes:.0f} minutes after it has settled; pages turn, and the portal is
  asked."""
_REPEAT = """## How to repeat it

`make bench` makes an environment of its own in `.venv-bench` (the extra `compare`), installs this
kiosk in it, measures for about half an hour and writes this file. `make bench
QUICK=--quick` does a few rounds without valgrind, and only prints. A browser (chromium,
google-chrome) and valgrind are used where they are installed; rows of what is missing are left
out, and listed here.
"""
_ELSEWHERE = """\
What a day of the service writes is counted by `tests/test_day_on_disk.py`: 4.4 MB into files, of
which 1.1 MB are the database's, 1.1 MB the pictures of a hundred pages, 0.9 MB figures for
Prometheus where they are asked for, and 0.8 MB letters, on the first day alone. What a page may
call, load and hold is kept by `tests/test_budgets.py`, `test_lean.py` and `test_peak_memory.py`."""


@dataclass(slots=True)
class Figures:
    """All that was measured, by the names of cases and pages."""

    rounds: int
    looks: int
    photograph_bytes: int
    rest_s: int
    cold: dict[str, Costs] = field(default_factory=dict)
    intake: dict[str, Costs] = field(default_factory=dict)
    warm: dict[str, dict[str, float]] = field(default_factory=dict)
    updates: dict[str, dict[str, float | str]] = field(default_factory=dict)
    rest: dict[str, float] = field(default_factory=dict)


def document(figures: Figures) -> str:
    """The whole of it, in Markdown."""
    method = _METHOD.format(
        machine=machine.processor(),
        versions=", ".join(machine.versions()),
        date=f"{date.today():%d %B %Y}",  # noqa: DTZ011 - the day where it was measured
        rounds=figures.rounds,
        looks=figures.looks,
        megabytes=figures.photograph_bytes / 1e6,
        minutes=figures.rest_s / 60,
    )
    return "\n\n".join((method, tables(figures), _REPEAT))


def tables(figures: Figures) -> str:
    """The tables alone."""
    says = {case.name: case.says for case in CASES}
    parts = ["## Goals", _goals(figures), _ELSEWHERE, "## Cold"]
    for name, costs in figures.cold.items():
        parts += [f"### {says[name].capitalize()}", _cold(costs)]
    for name, costs in figures.intake.items():
        parts += [f"### A new 12-megapixel photograph, {says[name]}", _cold(costs)]
    parts += ["## Warm", _warm(figures, says), "## One headline changed", _updates(figures)]
    parts += ["## The service at rest", _rest(figures.rest)]
    parts += [f"{one.name} is left out: {why}." for one in OTHERS if (why := one.missing())]
    return "\n\n".join(parts)


def _goals(figures: Figures) -> str:
    updates = {page: float(found["ms"]) for page, found in figures.updates.items()}
    found = goals(figures.cold, figures.intake, figures.warm, updates, figures.rest)
    rows = list(found)
    table = _table(("what", "goal", "here", ""), (goal.row() for goal in rows))
    missed = "\n\n".join(goal.why for goal in rows if goal.missed and goal.why)
    whys = dict.fromkeys(filter(None, missed.split("\n\n")))
    return "\n\n".join((table, *(["What keeps the others away:"] if whys else []), *whys))


def _rest(found: dict[str, float]) -> str:
    rows = (
        ("of one processor, in all", f"{found['share']:.3%}"),
        ("of one processor, in the median second", f"{found['second']:.3%}"),
        ("resident, in the median", f"{found['median']:.1f} MiB"),
        ("resident, at most", f"{found['most']:.1f} MiB"),
        ("seconds with a worker process", f"{found['worked']:.0f}"),
    )
    return _table(("what", "figure"), rows)


def _cold(costs: Costs) -> str:
    heads = ("way", "ms", "of our time", "MiB", "of our memory", "M instructions")
    return _table(heads, _cold_rows(costs))


def _cold_rows(costs: Costs) -> Iterator[Sequence[str]]:
    mine = costs[OURS]
    for name, cost in costs.items():
        compared = name not in (OURS, INTAKE, BARE, LOADED)
        yield (
            name,
            f"{cost.ms:.0f}",
            f"{cost.times(mine):.2f} ×" if compared else "",
            f"{cost.mib:.1f}",
            f"{cost.mib / mine.mib:.2f} ×" if compared else "",
            f"{cost.instructions / 1e6:,.0f}" if cost.instructions else "",
        )


def _warm(figures: Figures, says: dict[str, str]) -> str:
    heads = ("way", *(f"{says[name]}, ms" for name in figures.warm))
    names = dict.fromkeys([*_WARM, *(one.name for one in OTHERS)])
    rows = (
        (_WARM.get(name, name), *(_ms(found.get(name)) for found in figures.warm.values()))
        for name in names
    )
    return _table(heads, (row for row in rows if any(row[1:])))


def _ms(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}" if value < 10 else f"{value:.0f}"  # noqa: PLR2004 - two digits say it


def _updates(figures: Figures) -> str:
    rows = (
        (f"`{page}`", _ms(float(found["ms"])), f"{found['bytes']:,}", str(found["how"]).lower())
        for page, found in figures.updates.items()
    )
    return _table(("page", "ms", "bytes on the wires", "refresh"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    align = ["---", *["---:"] * (len(heads) - 1)]
    lines = (heads, align, *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
