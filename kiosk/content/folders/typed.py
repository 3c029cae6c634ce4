"""A notice as a clerk types it: title, text, and labels in its first or last lines."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

from kiosk.content.folders.labels import Label, is_date, label

_ITEM = re.compile(r"[-*+•·–—o]\s|\d{1,3}[.)/]\s|[a-zđ][.)]\s", re.IGNORECASE)
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "…", "./.")
# A line of text that was broken by a narrow window or a PDF has at least half of 80 letters.
_BROKEN_LINE = 40
_FULL_LINE = 60


class Said(NamedTuple):
    """What a label says, and the line on which it stands, from 1."""

    line: int
    says: str


class Typed(Struct, frozen=True):
    """A notice's own words; `labels` by kind, and the lines that say otherwise than one before.

    Besides the kinds of labels there is "lasts": the days of which the text tells.
    """

    title: str
    body: tuple[str, ...]
    labels: dict[str, Said]
    twice: tuple[int, ...] = ()


def read(words: str) -> Typed:
    """The notice in `words`; its title is "" if there is none.

    A line that says when the notice ends counts wherever it stands, if it is the only one: what
    hangs too long is worse than what ends too early. It is text then, as well.
    """
    lines = [line.strip() for line in words.splitlines()]
    found = {at: one for at, line in enumerate(lines) if (one := label(line))}
    filled = [at for at, line in enumerate(lines) if line]
    head = _run(filled, found)
    title = next(iter(filled[len(head) :]), len(lines))
    below = filled[len(head) + 1 :]
    under_title = _run(below, found)
    tail = _run(below[: len(under_title) - 1 if under_title else None : -1], found)
    taken = {*head, *under_title, *tail}
    # A notice has one link; more addresses are text.
    taken -= set(sorted(at for at in taken if found[at].kind == "link")[1:])
    body = [line if at not in taken else "" for at, line in enumerate(lines)][title + 1 :]
    labels, twice = _by_kind((at, found[at]) for at in sorted(taken))
    if not labels.keys() & {"ends", "holds"}:
        labels |= _end_in_text(filled, found, taken)
    return Typed(lines[title] if title < len(lines) else "", paragraphs(body), labels, twice)


def paragraphs(lines: Iterable[str]) -> tuple[str, ...]:
    """The paragraphs in `lines`: an empty line ends one, and so does a line that is complete.

    Only a line that was broken in the middle of a sentence goes on in the next.
    """
    made: list[str] = []
    last = ""
    for line in lines:
        if last and line and _goes_on(last, line):
            made[-1] += f" {line}"
        elif line:
            made.append(line)
        last = line
    return tuple(made)


def _goes_on(last: str, line: str) -> bool:
    if last.endswith(_SENTENCE_ENDS) or _ITEM.match(line):
        return False
    if line[0].islower():
        return last.endswith(",") or len(last) >= _BROKEN_LINE
    return len(last) >= _FULL_LINE


def _run(order: list[int], found: dict[int, Label]) -> list[int]:
    """The labels that `order` begins with.

    "Từ ngày 1/12" without a colon is one only beside another: alone it may say when water is cut,
    and the notice would be hidden until then.
    """
    run: list[int] = []
    for place, at in enumerate(order):
        one = found.get(at)
        if one is None or one.is_period:
            break
        follows = found.get(order[place + 1]) if place + 1 < len(order) else None
        alone = not run and (follows is None or follows.is_period)
        if one.kind == "starts" and not one.colon and alone:
            break
        run.append(at)
    return run


def _by_kind(found: Iterable[tuple[int, Label]]) -> tuple[dict[str, Said], tuple[int, ...]]:
    labels: dict[str, Said] = {}
    twice = []
    for at, one in found:
        said = labels.setdefault(one.kind, Said(at + 1, one.says))
        if said.says != one.says:
            twice.append(at + 1)
    return labels, tuple(twice)


def _end_in_text(filled: list[int], found: dict[int, Label], taken: set[int]) -> dict[str, Said]:
    """The one line of the text that says when the notice, or what it tells of, ends."""
    text = [at for at in filled if at not in taken]
    ends = [
        at
        for at in text
        if at in found
        and (
            (found[at].kind == "ends" and found[at].sure and is_date(found[at].says))
            or (found[at].is_period and at in (text[1:2] + text[-1:]))
        )
    ]
    if len({found[at].says for at in ends}) != 1:
        return {}
    kind = "lasts" if found[ends[0]].is_period else "ends"
    return {kind: Said(ends[0] + 1, found[ends[0]].says)}
