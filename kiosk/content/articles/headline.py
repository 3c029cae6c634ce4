"""The headline of a page: which line it is, and what it says without the site's name."""

import re
from collections.abc import Sequence

from kiosk.content.articles.structured import Told
from kiosk.content.markup.reading import Line, Piece
from kiosk.content.words.identity import host_of
from kiosk.content.words.text import LONGEST_TITLE, alike, fold, plain

_SHORTEST = 8
# Papers change some words of a headline after its feed has gone out.
_MOSTLY = 0.6
_LEAST_SCORE = 3
_LONGEST_SITE = 70
# "Tin tức - Sự kiện" has four; no section's name has seven words.
_LEAST_SPACES = 6

_NAMED = re.compile(
    r"(?<![a-z])(?:title|tieu-?de|headline|heading|tit|titre|titel|titulo)(?![a-z])"
)
_SEPARATOR = re.compile(r"\s(?:[|–—•»]|-|::|\.::)\s|\s?[|»]\s?")


def find(pieces: Sequence[Piece], told: Told, given: str, url: str) -> tuple[int | None, str]:
    """Where among `pieces` the headline stands, if it does, and the title it gives.

    `given` is what the feed called the story.
    """
    titles = (tidy(told.title, told, url), given, tidy(told.heading, told, url), told.heading)
    known = [title for title in titles if title]
    scored = [
        (_score(piece, known), -i) for i, piece in enumerate(pieces) if isinstance(piece, Line)
    ]
    score, place = max(scored, default=(0, 0))
    alone = None if score >= _LEAST_SCORE else _only_heading(pieces, sure=not known)
    if alone is not None:
        score, place = _LEAST_SCORE, -alone
    if score < _LEAST_SCORE:
        return None, tidy(told.title or told.heading, told, url) or given
    line = pieces[-place]
    return -place, plain(line.text, LONGEST_TITLE) if isinstance(line, Line) else ""


def tidy(title: str, told: Told, url: str) -> str:
    """`title` without the site's name at its end: " - Tuổi Trẻ Online", " | Báo Dân trí"."""
    parts = list(_SEPARATOR.finditer(title))
    for joint in parts:
        tail = title[joint.end() :]
        sure = "|" in joint[0] or "»" in joint[0] or "::" in joint[0]
        if len(tail) <= _LONGEST_SITE and (sure or _is_site(tail, told.site, url)):
            head = title[: joint.start()].strip()
            return plain(head, LONGEST_TITLE) if len(head) >= _SHORTEST else title
    return plain(title, LONGEST_TITLE)


def _is_mostly(one: str, other: str) -> bool:
    """Whether two titles of like length share most of their words."""
    lengths = sorted((one.count(" ") + 1, other.count(" ") + 1))
    return alike(one, other) >= _MOSTLY and lengths[0] >= _MOSTLY * lengths[1]


def _score(piece: Line, known: Sequence[str]) -> int:
    if len(piece.text) > LONGEST_TITLE or not known:
        return 0
    said = fold(piece.text)
    if len(said) < _SHORTEST:
        return 0
    folded = [fold(title) for title in known]
    named = any(_NAMED.search(element.names) for element in piece.path[-2:])
    shape = 2 * piece.inside("h1") + (named or piece.inside("h2")) + (not piece.is_link)
    if said in folded:
        return 4 + shape
    if any(title.startswith(said) for title in folded) and len(said) > 2 * _SHORTEST:
        return 3 + shape
    if not (named or piece.inside("h1")) or " " not in said:
        return 0
    return 1 + shape if any(_is_mostly(piece.text, title) for title in known) else 0


def _only_heading(pieces: Sequence[Piece], *, sure: bool) -> int | None:
    """The page's single <h1>, unless it is a link, or short as a section's name and not `sure`.

    Papers tell machines other titles than people.
    """
    found = [
        i
        for i, piece in enumerate(pieces)
        if isinstance(piece, Line) and piece.inside("h1") and not piece.is_link
    ]
    if len(found) != 1:
        return None
    line = pieces[found[0]]
    long_enough = isinstance(line, Line) and line.text.count(" ") >= _LEAST_SPACES
    return found[0] if sure or long_enough else None


def _is_site(tail: str, site: str, url: str) -> bool:
    words, own = fold(tail).replace(" ", ""), fold(site).replace(" ", "")
    host = host_of(url).removeprefix("www.").partition(".")[0]
    ascii_tail = "".join(letter for letter in words if letter.isascii())
    return bool(
        (own and (own in words or words in own))
        or (host and (host in words or ascii_tail == host))
        or re.match(
            r"(?:báo|tạp chí|trang tin|cổng|website|đài|tuổi trẻ"
            r"|vnexpress)\b",
            tail,
            re.IGNORECASE,
        )
        or re.search(r"\.(?:vn|com|net|org)\b|\bonline$", tail, re.IGNORECASE)
    )
