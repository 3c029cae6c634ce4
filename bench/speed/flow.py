"""Where the words of a page go, for those who draw each line themselves: the greedy way."""

# ruff: noqa: INP001 (part of a script)

from collections.abc import Callable, Iterator
from typing import Any

# How wide a text is in a style of the page, in px.
Width = Callable[[str, str], float]
# The style of a line, where its pen begins, its baseline, its words.
Line = tuple[str, float, float, str]


def placed(page: dict[str, Any], width: Width) -> Iterator[Line]:
    """Each line of the page; raises ValueError if the words do not fit."""
    left, _, wide, _ = page["body"]
    yield "strong", left, page["masthead_baseline"], page["board"]
    end = left + wide - width("small", page["date"])
    yield "small", end, page["masthead_baseline"], page["date"]
    yield "headline", left, page["headline_baseline"], page["title"]
    yield from _body(page, width)


def _body(page: dict[str, Any], width: Width) -> Iterator[Line]:
    """Paragraphs in columns, under the photograph and its caption where there is one."""
    left, top, wide, high = page["body"]
    gap, leading, px = page["column_gap"], page["leading"], page["text"]["px"]
    column = (wide - gap * (page["columns"] - 1)) / page["columns"]
    x, y = left, top + px
    if page["picture"]:
        y = top + page["picture"][1] + 1.2 * page["small"]["px"]
        yield "small", x, y, page["caption"]
        y += 1.5 * leading
    for paragraph in page["paragraphs"]:
        for indent, line in _broken(paragraph, column, px, lambda text: width("text", text)):
            if y > top + high:
                x, y = x + column + gap, top + px
            yield "text", x + indent, y, line
            y += leading
    if x > left + wide:
        raise ValueError("the words do not fit")


def _broken(
    text: str, column: float, indent: float, width: Callable[[str], float]
) -> Iterator[tuple[float, str]]:
    """Lines as long as they can be, the first of them indented."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and indent + width(longer) > column:
            yield indent, line
            line, indent = word, 0
        else:
            line = longer
    yield indent, line
