"""The words of an article, told apart: lead, paragraphs and signature."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from msgspec import Struct

from kiosk.content.articles.boilerplate import closes, is_aside
from kiosk.content.articles.byline import signed
from kiosk.content.articles.density import weight
from kiosk.content.markup.html import fragment
from kiosk.content.markup.reading import Line, Piece
from kiosk.content.words.text import LONGEST_LEAD, LONGEST_PARAGRAPH, fold, plain, without_dateline

MOST_PARAGRAPHS = 150
_SHORTEST_LEAD = 25
_SAME_BEGINNING = 40
# A heading such as "Tin khác" ends the article unless much of its text is still to come.
_MOST_AFTER_THE_END = 0.3
_LAST_LINES = 4
_LONGEST_BODY = 100_000
_LONG_ENOUGH = 400
_LONGEST_DATE = 60
# Letters: "Cập nhật: Thứ Hai, 23/11/2026 10:05 (GMT+7)" has 17.
_MOST_AROUND_A_DATE = 17
_LONGEST_NAME_LINE = 200

_LEADS = re.compile(
    r"(?<![a-z])(?:sapo|lead|leads|lede|sub-?lead|description|summary|trich(?:-?dan|-?yeu)?"
    r"|tom-?tat|standfirst|intro"
    r"|sub-?title|dek|mo-?ta|chapeau|vorspann|abstract|excerpt|sub-?head(?:line)?|deck|chapo"
    r"|ingress|manchet)(?![a-z])"
)
NAMES = re.compile(
    r"(?<![a-z])(?:authors?|tac-?gia|by-?line|writer|but-?danh|nguoi-?viet|source"
    r"|nguon(?:-?tin)?|credits?)(?![a-z])"
)
_TIMES = re.compile(
    r"(?<![a-z])(?:time|times|date|datetime|dateline|timestamp|ngay|ngay-?(?:dang|gio)"
    r"|publish(?:ed)?(?:-?(?:date|time|on))?"
    r"|pubdate|post-?(?:time|date)|meta|updated|update)(?![a-z])"
)
_DAY = re.compile(
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}:\d\d|ngày \d{1,2}"
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-z])")


class Words(Struct, frozen=True):
    """What an article says: `signature` is the name that stands under it, `sure` if set apart."""

    lead: str = ""
    paragraphs: tuple[str, ...] = ()
    signature: str = ""
    sure: bool = False


def words(
    pieces: Sequence[Piece],
    body: slice,
    captions: frozenset[int],
    titles: frozenset[str],
    told: str,
) -> Words:
    """The words in `pieces`, which begin under the headline, whose text lies in `body`.

    `captions` are pieces that stand under pictures, `titles` the page's own titles, folded, and
    `told` what the page tells machines for its lead.
    """
    shown = [
        (i, piece)
        for i, piece in enumerate(pieces[: body.stop])
        if isinstance(piece, Line) and i not in captions and not _repeats(piece.text, titles)
    ]
    lead = _lead(shown, body, told)
    text = _before_the_end([line for i, line in shown if i >= body.start and i not in lead])
    after = _signature_after(pieces[body.stop :], pieces[body][-1:])
    under = _signature([line for line in text if not is_aside(line)]) or after
    said = [line.text for line in _paragraphs(text) if line is not under]
    first = " ".join(line.text for i, line in shown if i in lead)
    if not first and said and len(said[0]) >= _SHORTEST_LEAD:
        first = said.pop(0)
    first = plain(without_dateline(first), LONGEST_LEAD)
    others = [each for each in said if not _repeats(without_dateline(each), {fold(first)})]
    return Words(
        first,
        tuple(plain(each, LONGEST_PARAGRAPH) for each in others[:MOST_PARAGRAPHS]),
        signed(under.text) if under else "",
        under is not None and _is_set_apart(under),
    )


def _repeats(text: str, known: Collection[str]) -> bool:
    """Whether `text`, folded, is among `known`; only texts of like length are folded."""
    longest = max(map(len, known), default=0)
    return len(text) <= 2 * longest and fold(text) in known


def _lead(shown: Sequence[tuple[int, Line]], body: slice, told: str) -> frozenset[int]:
    """Which pieces are the lead, where one is set apart at the beginning."""
    texts = [i for i, line in shown if i >= body.start and weight(line)]
    latest = texts[1] if len(texts) > 1 else body.stop
    early = [(i, line) for i, line in shown if i <= latest and len(line.text) >= _SHORTEST_LEAD]
    beginning = _beginning(told)
    for i, line in early:
        if beginning and _beginning(line.text).startswith(beginning):
            return frozenset({i})
    for _, line in early:
        box = next((e for e in line.path[-3:] if _LEADS.search(e.names)), None)
        if box is not None and box.said <= LONGEST_LEAD and not line.is_link:
            return frozenset(j for j, other in early if box in other.path)
    return frozenset()


def _beginning(text: str) -> str:
    return fold(without_dateline(text))[:_SAME_BEGINNING]


def _before_the_end(lines: Sequence[Line]) -> Sequence[Line]:
    letters = [weight(line) for line in lines]
    above, below = 0, sum(letters)
    for i, line in enumerate(lines):
        if closes(line) and below <= _MOST_AFTER_THE_END * above:
            return lines[:i]
        above += letters[i]
        below -= letters[i]
    return lines


def _paragraphs(lines: Sequence[Line]) -> list[Line]:
    """The author's words among `lines`; nothing but headings before the first sentence."""
    first = next((i for i, line in enumerate(lines) if weight(line)), len(lines))
    headings = [line for line in lines[:first] if line.inside("h2", "h3", "h4")]
    kept = [line for line in (*headings, *lines[first:]) if not is_aside(line)]
    return [line for line in kept if not _is_label(line)]


def _is_label(line: Line) -> bool:
    """Whether it is only a date, or stands in a box for the author or the time."""
    text = line.text
    if len(text) <= _LONGEST_DATE and _DAY.search(text):
        rest = _DAY.sub("", text)
        if sum(map(str.isalpha, rest)) <= _MOST_AROUND_A_DATE:
            return True
    # A sentence may stand in a box called "news-update"; its own name must say so.
    inner = [element.names for element in line.path[-1 if weight(line) else -2 :]]
    timed = any(map(_TIMES.search, inner)) and len(text) <= 2 * _LONGEST_DATE
    named = any(map(NAMES.search, inner)) and len(text) <= _LONGEST_NAME_LINE
    return timed or named


def _signature(lines: Sequence[Line]) -> Line | None:
    """The signature among the last short lines, if there is one."""
    short = list(takewhile(lambda line: not weight(line), reversed(lines)))[:_LAST_LINES]
    return next((line for line in reversed(short) if _is_signature(line)), None)


def _signature_after(pieces: Sequence[Piece], last: Sequence[Piece]) -> Line | None:
    """A name right under the text, in a box for the author or set apart beside the text's box."""
    near = {id(e) for piece in last for e in piece.path[-4:]}
    for line in [piece for piece in pieces[:_LAST_LINES] if isinstance(piece, Line)]:
        if is_aside(line):
            break
        beside = _is_set_apart(line) and any(id(e) in near for e in line.path)
        if beside or _is_named(line):
            return line if _is_signature(line) else None
    return None


def _is_signature(line: Line) -> bool:
    """One word is a name only where it is set apart, or letters: "PV", "T.H"."""
    name = signed(line.text)
    alone = " " not in name and "." not in name and not name.isupper()
    heading = line.path[-1].tag in ("h2", "h3", "li", "tr")
    return bool(name) and not heading and (_is_set_apart(line) or not alone)


def _is_set_apart(line: Line) -> bool:
    heavy = max(line.bold, line.slanted) >= 0.5 * line.length
    return heavy or line.right_aligned or _is_named(line)


def _is_named(line: Line) -> bool:
    return any(NAMES.search(element.names) for element in line.path[-3:])


def from_machines(body: str, lead: str) -> tuple[str, ...]:
    """The paragraphs of an article that the page tells in one text; sentences are put together.

    For pages whose own text is drawn by scripts.
    """
    lines = body[:_LONGEST_BODY].splitlines()[:MOST_PARAGRAPHS]
    blocks = [block for line in lines for block in fragment(line).blocks]
    parts = [plain(part, LONGEST_PARAGRAPH) for block in blocks for part in _split(block)]
    return tuple(part for part in parts if part and fold(part) != fold(lead))[:MOST_PARAGRAPHS]


def _split(text: str) -> Iterator[str]:
    gathered = ""
    for sentence in _SENTENCE.split(text):
        gathered = f"{gathered} {sentence}".strip()
        if len(gathered) >= _LONG_ENOUGH:
            yield gathered
            gathered = ""
    if gathered:
        yield gathered
