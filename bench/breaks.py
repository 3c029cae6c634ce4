"""Where lines break: ours beside first-fit, in bad breaks, broken names, lonely ends and slack.

    python bench/breaks.py [--show N] [FILE or FOLDER ...]

Takes feeds (.xml, .rss), pages (.html) and texts (.txt, a paragraph a line) in any mix, by default
the sample portal that kiosk brings along. Every text is set twice from the same glyphs: by
`kiosk.layout.paragraph.break_text`, and first-fit at spaces, as browsers do. A row a measure, each
figure ours/first-fit:

- lines: all lines;
- amounts, labels, dates, titles, marks: line ends inside an amount, a label with its number, a date
  or a time, a title with its name, or at the wrong side of a dash, a bracket, a quotation mark;
- names: line ends inside a name of two to four capitalised syllables;
- least: how many bad breaks and broken names no arrangement avoids, with any number of lines;
- lonely: last lines of one syllable;
- slack: what lines lack, squared, in thousandths of the measure's square; in text of all lines but
  the last, in headlines of what each is shorter than the longest, as they are to be even;
- short: lines filled to less than two thirds, in per cent, of the same lines.

A last row sums up each kind, with ours divided by first-fit's. What a bad break is stands in
badbreaks.py, apart from the rules that our lines are broken by. Figures of one run may be compared
with each other, and with those of another run over the same files.
"""

# ruff: noqa: INP001, T201 (a script, which prints)

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, cycle, islice
from pathlib import Path

from badbreaks import KINDS, bad_breaks
from msgspec import Struct, field
from texts import gathered

import kiosk
from kiosk.glyphs import Face, face
from kiosk.layout.paragraph import break_text
from kiosk.scene import Font

SAMPLE = Path(kiosk.__file__).parent / "sample" / "portal"
SHORT = 2 / 3
LONG_TEXT = 20_000
COLUMNS = ("lines", *KINDS, "least", "lonely", "slack", "short")


class Setting(Struct, frozen=True):
    headline: bool
    font: Font
    measure: int

    @property
    def table(self) -> Face:
        return face(self.font, smooth=False)


Way = Callable[[str, Setting], Sequence[str]]
SETTINGS = [
    Setting(headline, Font(name, size), measure)
    for headline, name, size, measures in (
        (True, "BeVietnamPro-Bold", 36, (240, 330, 480, 770, 1000, 1200)),
        (True, "BeVietnamPro-Bold", 84, (830, 1200)),
        (False, "NotoSans-Regular", 20, (150, 200, 250, 330, 420, 500, 700, 900, 1200)),
        (False, "NotoSans-Regular", 49, (480, 700, 1100)),
    )
    for measure in measures
]


class Score(Struct):
    """What a way of breaking came to."""

    lines: int = 0
    bad: Counter[str] = field(default_factory=Counter)
    least: int = 0
    lonely: int = 0
    squares: float = 0.0
    short: int = 0
    ragged: int = 0

    def add(self, other: "Score") -> None:
        self.lines += other.lines
        self.bad += other.bad
        self.least += other.least
        self.lonely += other.lonely
        self.squares += other.squares
        self.short += other.short
        self.ragged += other.ragged

    def figures(self) -> list[float]:
        ragged = max(1, self.ragged)
        kinds = [self.bad[kind] for kind in KINDS]
        slack, short = 1000 * self.squares / ragged, 100 * self.short / ragged
        return [self.lines, *kinds, self.least, self.lonely, slack, short]


def main() -> None:
    """Compare on the files of the command line, or on the sample portal."""
    asked = _asked()
    titles, paragraphs = gathered(asked.paths)
    print(f"{len(titles)} headlines, {len(paragraphs)} paragraphs; each figure ours/first-fit")
    for kind, texts in (("headline", titles), ("text", paragraphs)):
        settings = [one for one in SETTINGS if one.headline == (kind == "headline")]
        print(f"\n{kind:18}", *(f"{name:>11}" for name in COLUMNS))
        totals = Score(), Score()
        for setting in settings:
            ours, theirs = (scored(texts, setting, way) for way in (set_by_us, first_fit))
            print(
                f"{setting.font.size:3} px on {setting.measure:4} px ",
                _row(ours, theirs),
                flush=True,
            )
            totals[0].add(ours)
            totals[1].add(theirs)
            _show(texts, setting, asked.show)
        print(f"{'all':18}", _row(*totals))
        print(f"{'ours / first-fit':18}", _ratios(*totals))
    _pace(paragraphs)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, default=[SAMPLE], metavar="FILE or FOLDER")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N bad breaks a row")
    return parser.parse_args()


def _row(ours: Score, theirs: Score) -> str:
    pairs = zip(ours.figures(), theirs.figures(), COLUMNS, strict=True)
    return " ".join(f"{_cell(one, other, name):>11}" for one, other, name in pairs)


def _cell(one: float, other: float, column: str) -> str:
    if column == "least":
        return f"{one:.0f}"
    return f"{one:.1f}/{other:.1f}" if column in {"slack", "short"} else f"{one}/{other}"


def _ratios(ours: Score, theirs: Score) -> str:
    pairs = zip(ours.figures(), theirs.figures(), COLUMNS, strict=True)
    return " ".join(
        f"{'' if name == 'least' else f'{one / other:.2f}' if other else '-':>11}"
        for one, other, name in pairs
    )


def scored(texts: Sequence[str], setting: Setting, way: Way) -> Score:
    total = Score()
    for text in texts:
        total.add(score(text, way(text, setting), setting))
    return total


def score(text: str, lines: Sequence[str], setting: Setting) -> Score:
    """What the lines of one text came to."""
    bad = bad_breaks(text)
    widths = [setting.table.width(line) for line in lines]
    full = max(widths) if setting.headline else setting.measure
    ragged = widths if setting.headline else widths[:-1]
    return Score(
        lines=len(lines),
        bad=Counter(bad[at] for at in breaks_of(text, lines) if at in bad),
        least=fewest(text, setting),
        lonely=len(lines) > 1 and " " not in lines[-1],
        squares=sum(((full - width) / setting.measure) ** 2 for width in ragged),
        short=sum(width < full * SHORT for width in ragged),
        ragged=len(ragged),
    )


def set_by_us(text: str, setting: Setting) -> Sequence[str]:
    return break_text(text, setting.table, setting.measure, balance=setting.headline).lines


def first_fit(text: str, setting: Setting) -> Sequence[str]:
    """Each line takes all that fits; what fits no line is broken where the line is full."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".lstrip(" ")
        if setting.table.width(longer) <= setting.measure:
            line = longer
            continue
        *full, rest = _chopped(word, setting)
        lines += [line, *full] if line else full
        line = rest
    return [*lines, line]


def _chopped(word: str, setting: Setting) -> Iterator[str]:
    start = 0
    for end in range(1, len(word) + 1):
        if end - start > 1 and setting.table.width(word[start:end]) > setting.measure:
            yield word[start : end - 1]
            start = end - 1
    yield word[start:]


def breaks_of(text: str, lines: Sequence[str]) -> Iterator[int]:
    """Where in a text its lines end at a space."""
    at = 0
    for line in lines[:-1]:
        at += len(line)
        # Our lines lose the dot that parted what stood on one line.
        at += 2 if text.startswith(" · ", at) else 0
        if text[at] == " ":
            yield at
            at += 1


def fewest(text: str, setting: Setting) -> int:
    """How many bad breaks the best arrangement has, however many lines it takes."""
    words, bad = text.split(" "), bad_breaks(text)
    ends = list(accumulate(len(word) + 1 for word in words))
    space = setting.table.glyph(" ").advance
    widths = [setting.table.width(word) + space for word in words]
    least = [0]
    for end in range(1, len(words) + 1):
        here = end < len(words) and ends[end - 1] - 1 in bad
        least.append(
            here + min(least[first] for first in _firsts(widths, end, setting.measure + space))
        )
    return least[-1]


def _firsts(widths: Sequence[int], end: int, room: int) -> Iterator[int]:
    """Where a line may begin that ends before word `end`."""
    yield end - 1
    used = widths[end - 1]
    for first in range(end - 2, -1, -1):
        used += widths[first]
        if used > room:
            return
        yield first


def _show(texts: Sequence[str], setting: Setting, most: int) -> None:
    """The first bad breaks of either way, between the words beside them."""
    for name, way in (("ours", set_by_us), ("first-fit", first_fit)):
        found = (line for text in texts for line in _shown(text, way(text, setting)))
        for line in islice(found, most):
            print(f"    {name:10}{line}")


def _shown(text: str, lines: Sequence[str]) -> Iterator[str]:
    bad = bad_breaks(text)
    for at in breaks_of(text, lines):
        if at in bad:
            yield f"{bad[at]:8} … {text[max(0, at - 25) : at]} / {text[at + 1 : at + 25]} …"


def _pace(paragraphs: Sequence[str]) -> None:
    """How long one long text takes, a new one each time."""
    words = " ".join(paragraphs).split(" ")
    text = " ".join(islice(cycle(words), LONG_TEXT))[:LONG_TEXT].strip()
    for setting in SETTINGS[-3:]:
        started = time.perf_counter()
        set_by_us(text, setting)
        taken = time.perf_counter() - started
        print(f"{len(text)} letters at {setting.measure} px: {taken:.2f} s")


if __name__ == "__main__":
    main()
