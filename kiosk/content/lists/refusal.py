"""What came instead of a list of articles, told from the page."""

import re
from collections.abc import Iterable

from kiosk.content.lists.card import Setting
from kiosk.content.lists.grouping import Group
from kiosk.content.lists.repeats import Item
from kiosk.content.markup.tree import Element
from kiosk.errors import SourceError

_FEW = 3
_PARAGRAPH, _PROSE = 80, 1_200
_ARTICLE = re.compile(
    r'"@type"\s{0,5}:\s{0,5}\[?\s{0,5}"(?:News|Blog)?Article"|\bitemprop="articleBody"'
)
_FAILED = re.compile(
    r"\b(?:404|403|50[0-4])\b|không tìm thấy|không tồn tại|not found|access denied"
    r"|truy cập bị từ chối"
)


def refuse(root: Element, setting: Setting, source: str, text: str, found: Group) -> None:
    """Raises SourceError for what is no list of articles."""
    title = root.find(lambda each: each.tag == "title")
    if title and _FAILED.search(title.text.casefold()):
        raise SourceError(source, "an error page came, though the server called it a success")
    if (not found.items or found.beside) and root.find(_is_password):
        raise SourceError(source, "a login page came, not a list of articles")
    if not found.items:
        raise SourceError(source, _nothing(text, setting))
    few = len(found.items) < _FEW
    doubtful = few or found.beside or not found.rich or _ARTICLE.search(text)
    if doubtful and _prose(root, found.items) >= _PROSE:
        raise SourceError(source, "the page of one article came, not a list; give the section's")


def _is_password(element: Element) -> bool:
    return element.tag == "input" and element.attributes.get("type", "").lower() == "password"


def _nothing(text: str, setting: Setting) -> str:
    if not setting.anchors and "<script" in text.lower():
        return (
            "the page is put together by a script, which the board does not run; it lists nothing"
        )
    return "the page has no list of articles; is a login page in between, or does it need item = …?"


def _prose(root: Element, found: Iterable[Item]) -> int:
    """How many letters of paragraphs stand on the page outside the items."""
    inside = {each for item in found for each in item.elements}
    outside = (
        each for each in root.walk() if each not in inside and each.tag not in ("a", "title")
    )
    words = (child for each in outside for child in each.children if isinstance(child, str))
    return sum(len(said) for child in words if len(said := " ".join(child.split())) >= _PARAGRAPH)
