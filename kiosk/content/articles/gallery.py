"""The photographs of an article in reading order, each with the words that stand under it."""

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.content.articles.legends import alt_caption, caption_and_credit, undoubled
from kiosk.content.articles.pagephotos import address
from kiosk.content.markup import focal
from kiosk.content.markup.reading import Line, Picture, Piece
from kiosk.content.markup.tree import Element
from kiosk.content.words.identity import absolute, canonical, same_picture
from kiosk.content.words.text import fold
from kiosk.model import Photo, Point

MOST_PHOTOS = 30
# Some come twice, for scripts and without.
_MOST_SHOTS = 100
# A frame holds a picture and its caption; what says more is a part of the page.
_MOST_SAID_IN_A_FRAME = 700
_LONGEST_UNMARKED = 250

_FRAMES = re.compile(
    r"(?<![a-z])(?:wp-caption|tpl-?caption|image-?(?:box|wrap(?:per)?|container|block|caption)"
    r"|photo-?(?:box|wrap|cms)"
    r"|article-?(?:photo|image)|media-?(?:photo|image|object)|exp-?no-?edit|content-?img"
    r"|box-?img|img-?(?:wrap|box)"
    r"|picture|slide(?:show)?-?item|type-photo|photo|image)(?![a-z])"
)
_CAPTIONS = re.compile(
    r"(?<![a-z])(?:caption|figcaption|captions|chu-?thich(?:-?anh)?|cap-?anh|desc-?img"
    r"|img-?(?:desc|note|title)"
    r"|(?:image|photo|picture|pic|media)-?(?:desc(?:ription)?|note|text|title|info|legend|name"
    r"|author|credit|source)"
    r"|photocms-?(?:caption|author)|wp-caption-text|legend|credit|photographer|pimage"
    r"|ck-?legend)(?![a-z])"
    r"|^image$|^photo$|^pic$"
)
_CREDITS = re.compile(r"(?<![a-z])(?:credits?|author|source|photographer|copyright|nguon)(?![a-z])")
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif)(?:$|[?#])", re.IGNORECASE)
_SIGNS = re.compile(
    r"^\(?\s*ảnh\b|[(.,–-]\s*ảnh\s*:[^:]{2,60}$|^trong ảnh\b|^hình\s*\d", re.IGNORECASE
)


class _Shot(Struct):
    """A picture on its way to be a Photo."""

    url: str
    picture: Picture
    frame: Element | None
    words: list[str] = field(default_factory=list)
    credit: str = ""


class _Hanging(Struct):
    """The pictures found so far, frames looked at, and words that stood above their picture."""

    base: str
    shots: list[_Shot] = field(default_factory=list)
    framed: dict[int, bool] = field(default_factory=dict)
    early: dict[int, list[Line]] = field(default_factory=dict)


def gallery(
    pieces: Sequence[Piece], base: str, titles: frozenset[str]
) -> tuple[tuple[Photo, ...], frozenset[int]]:
    """The photographs among `pieces` of the page at `base`, and which pieces are their words.

    `titles` are the page's own, folded: a picture's `alt` that repeats one describes nothing.
    """
    hanging = _Hanging(base)
    words = set()
    for i, piece in enumerate(pieces):
        if isinstance(piece, Picture):
            _hang(piece, hanging)
        elif _take(piece, pieces[i - 1] if i else None, hanging):
            words.add(i)
    return _photos(hanging.shots, titles), frozenset(words)


def _hang(picture: Picture, hanging: _Hanging) -> None:
    if len(hanging.shots) >= _MOST_SHOTS:
        return
    url = address(picture.element, hanging.base)
    frame = _frame(picture, hanging)
    if not url or (frame is None and _leads_elsewhere(picture, hanging.base)):
        return
    shot = _Shot(url, picture, frame)
    for line in hanging.early.pop(id(frame), ()):
        _say(shot, line)
    hanging.shots.append(shot)


def _take(line: Line, before: Piece | None, hanging: _Hanging) -> bool:
    """Whether `line` is about a picture; it then hangs under it."""
    frame = _frame(line, hanging)
    if frame is not None and len(line.text) <= _MOST_SAID_IN_A_FRAME:
        shots = [shot for shot in hanging.shots if shot.frame is frame]
        if shots:
            _say(next((shot for shot in shots if not shot.words), shots[-1]), line)
        else:
            hanging.early.setdefault(id(frame), []).append(line)
        return True
    named = any(_CAPTIONS.search(element.names) for element in line.path[-2:])
    last = hanging.shots[-1] if hanging.shots else None
    follows = last is not None and before is last.picture
    if named and len(line.text) <= _MOST_SAID_IN_A_FRAME:
        if last is not None and (follows or not last.words or _CREDITS.search(line.path[-1].names)):
            _say(last, line)
        return True
    if last is None or not follows or not _looks_like_caption(line, last):
        return False
    _say(last, line)
    return True


def _looks_like_caption(line: Line, shot: _Shot) -> bool:
    """A line right after a picture is its caption if it is set apart, or says the same as `alt`."""
    if len(line.text) > _LONGEST_UNMARKED:
        return False
    alt = fold(" ".join(e.attributes.get("alt", "") for e in shot.picture.element.walk()))
    said = fold(undoubled(line.text))
    together = line.path and shot.picture.path and line.path[-1] is shot.picture.path[-1]
    own_block = together and line.path[-1].tag in ("p", "div", "center", "td")
    return (
        bool(_SIGNS.search(line.text))
        or (bool(said) and said == alt)
        or (line.centred and not line.inside("h2", "h3", "h4"))
        or line.slanted >= 0.8 * line.length
        or (bool(own_block) and line.path[-1].said <= _LONGEST_UNMARKED)
    )


def _say(shot: _Shot, line: Line) -> None:
    if shot.words and _CREDITS.search(line.path[-1].names) and len(line.text) <= 80:  # noqa: PLR2004 - a name
        shot.credit = shot.credit or line.text
    elif line.text not in shot.words:
        shot.words.append(line.text)


def _frame(piece: Piece, hanging: _Hanging) -> Element | None:
    """The box of a picture and its caption: the nearest <figure>, else the widest of few words."""
    frames = [e for e in piece.path[2:] if _is_frame(e, hanging.framed)]
    figures = [e for e in frames if e.tag == "figure"]
    return figures[-1] if figures else next(iter(frames), None)


def _is_frame(element: Element, known: dict[int, bool]) -> bool:
    if id(element) not in known:
        known[id(element)] = (
            (element.tag in ("figure", "table") or bool(_FRAMES.search(element.names)))
            and element.said <= _MOST_SAID_IN_A_FRAME
            and (element.tag == "figure" or element.find(_is_image) is not None)
        )
    return known[id(element)]


def _is_image(element: Element) -> bool:
    return element.tag in ("img", "amp-img")


def _leads_elsewhere(picture: Picture, base: str) -> bool:
    """Whether a click on it opens another page, as on a teaser, and not the picture itself."""
    if not picture.link or picture.link.startswith("#") or _IMAGE_FILE.search(picture.link):
        return False
    target = absolute(picture.link, base)
    return bool(target) and canonical(target) != canonical(base)


def _photos(shots: Sequence[_Shot], titles: frozenset[str]) -> tuple[Photo, ...]:
    found: dict[str, Photo] = {}
    for shot in shots:
        photo = _photo(shot, titles)
        same = same_picture(photo.url)
        first = found.setdefault(same, photo)
        if photo.caption and not first.caption:
            found[same] = replace(first, caption=photo.caption, credit=photo.credit)
    return tuple(found.values())[:MOST_PHOTOS]


def _photo(shot: _Shot, titles: frozenset[str]) -> Photo:
    caption, credit = caption_and_credit(" ".join(shot.words))
    if not caption:
        alts = (e.attributes.get("alt", "") for e in shot.picture.element.walk())
        caption, named = caption_and_credit(alt_caption(next(filter(None, alts), ""), titles))
        credit = credit or named
    credit = credit or caption_and_credit(f"Ảnh: {shot.credit}")[1]
    return Photo(shot.url, caption, credit, point=_point(shot.picture))


def _point(picture: Picture) -> Point | None:
    """The point that the picture itself names, or the box right around it."""
    elements = (*picture.element.walk(), *picture.path[-1:])
    return next(filter(None, (focal.point(each.attributes) for each in elements)), None)
