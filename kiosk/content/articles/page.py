"""A fetched page laid out as it is read: its headline, and the stretch of text that follows it."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from kiosk.content.articles import headline
from kiosk.content.articles.boilerplate import pruned
from kiosk.content.articles.density import region, said
from kiosk.content.articles.structured import Told, told
from kiosk.content.markup.html import Node, select
from kiosk.content.markup.reading import Line, Piece, pieces
from kiosk.content.markup.tree import Element, grow, rebuilt, renamed
from kiosk.content.values import PageSelectors
from kiosk.content.words.text import fold, plain

# If this many times more text stands elsewhere, the line was not the headline.
_MUCH_MORE = 4
# Letters: what is above a second <h1> is an article if it has so many.
_ENOUGH = 600


BODY = "kiosk-body"


class Page(Struct, frozen=True):
    """What stands `above` the headline and the `text` under it, whose slice `body` is the article.

    `headed` is whether a headline was found, `titles` are all that the page and its feed call it,
    folded; `byline` and `time` are what the site's selectors gave.
    """

    told: Told
    title: str
    titles: frozenset[str]
    above: Sequence[Piece]
    text: Sequence[Piece]
    body: slice
    headed: bool
    byline: str = ""
    time: str = ""
    asks_for_password: bool = False


def page(root: Node, selectors: PageSelectors, given: str, url: str) -> Page:
    """The page with this `root`, at `url`; `given` is the title that its feed gave."""
    says = told(root)
    shown = pieces(pruned(_marked(grow(root), _marks(root, selectors))))
    chosen = _first(root, selectors.title)
    place, title = headline.find(shown, says, chosen or given, url)
    start = 0 if place is None else place + 1
    text = _one_article(shown[start:])
    body = _chosen(text) or region(text)
    if start and _MUCH_MORE * said(text[body]) < said(shown[region(shown)]):
        start, text, body = 0, shown, _chosen(shown) or region(shown)
    titles = (title, given, says.title, headline.tidy(says.heading, says, url), chosen)
    return Page(
        told=says,
        title=chosen or title,
        titles=frozenset(fold(each) for each in titles if each),
        above=shown[:start],
        text=text,
        body=body,
        headed=start > 0,
        byline=_first(root, selectors.byline),
        time=_first(root, selectors.time, "datetime"),
        asks_for_password=bool(select(root, "input[type=password i]")),
    )


def _chosen(text: Sequence[Piece]) -> slice | None:
    """The stretch of `text` in the boxes that the site's selector for the body names."""
    inside = [i for i, piece in enumerate(text) if any(e.names == BODY for e in piece.path)]
    return slice(inside[0], inside[-1] + 1) if inside else None


def _one_article(shown: Sequence[Piece]) -> Sequence[Piece]:
    """What comes before the headline of a second article in the same page."""
    letters = 0
    for i, piece in enumerate(shown):
        if isinstance(piece, Line) and piece.inside("h1") and letters >= _ENOUGH:
            return shown[:i]
        letters += said(shown[i : i + 1])
    return shown


def _first(root: Node, css: str, attribute: str = "") -> str:
    """The words, or else the `attribute`, of the first element that `css` names."""
    found = select(root, css)[:1] if css else []
    values = [node.attributes.get(attribute) or node.text() for node in found]
    return plain(values[0], 500) if values else ""


def _marks(root: Node, selectors: PageSelectors) -> Mapping[int, str]:
    """What each chosen element is, by its mark; "" is to be dropped."""
    named = [("", css) for css in selectors.drop]
    named += [("sapo", selectors.lead), (BODY, selectors.body), ("caption", selectors.caption)]
    marks = {node.mem_id: name for name, css in named if css for node in select(root, css)}
    if selectors.photo:
        kept = {node.mem_id for node in select(root, selectors.photo)}
        marks |= {n.mem_id: "" for n in select(root, "img") if not _within(n, kept)}
    return marks


def _within(node: Node | None, marks: set[int]) -> bool:
    while node is not None:
        if node.mem_id in marks:
            return True
        node = node.parent
    return False


def _marked(element: Element, marks: Mapping[int, str]) -> Element:
    if not marks:
        return element
    kept = [
        _marked(child, marks) if isinstance(child, Element) else child
        for child in element.children
        if isinstance(child, str) or marks.get(child.mark, "-")
    ]
    whole = rebuilt(element, tuple(kept))
    return renamed(whole, marks[element.mark]) if marks.get(element.mark) else whole
