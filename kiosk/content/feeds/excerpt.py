"""A feed's summary and content as the lead of a story and the paragraphs that follow it."""

import re
from collections.abc import Sequence

from kiosk.content.markup.html import Fragment
from kiosk.content.words.text import (
    ELLIPSIS,
    LONGEST_LEAD,
    LONGEST_PARAGRAPH,
    fold,
    plain,
    without_dateline,
)

MOST_PARAGRAPHS = 100
_MOST_BLOCKS = 500
# An article is more than its lead with a signature under it.
_CLEARLY_LONGER = 1.5
# A caption or a button is no lead.
_SHORTEST_LEAD = 40

_NO_LEAD = frozenset(
    map(fold, ("No Description", "null", "undefined", "N/A", "...", "Chưa có mô tả"))
)
_MORE = (
    r"(?:xem (?:tiếp|thêm|chi tiết)|đọc (?:tiếp|thêm|toàn văn)|chi tiết|read (?:more|the rest)"
    r"|continue reading)(?: bài viết| tại đây)?"
)
_BUTTON = re.compile(rf"\s*[\[(]?\s*{_MORE}[\s.…»>→\])]*$", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…”\"\])]\s*$")
_POST_TAIL = re.compile(
    r"\s*(?:The post .{1,300} (?:appeared first|first appeared) on .{1,200}"
    r"|Bài viết .{1,300} xuất hiện (?:đầu tiên|lần đầu)(?: tiên)? .{1,200})$"
)
_LONGEST_TAIL = 600
_RELATED = re.compile(
    r"(?:>{2,}|»)|(?:(?:các )?(?:tin|bài)(?: viết)? (?:liên quan|khác|cùng (?:chuyên mục|chủ đề))"
    r"|xem thêm|đọc thêm|mời (?:bạn đọc|quý vị) xem)\s*:?.{0,100}$",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\(?\s*(?:ảnh|nguồn(?: ảnh)?)\s*:\s*[^.!?]{2,60}\)?\.?", re.IGNORECASE)
_NEXT_SENTENCE = re.compile(r"\s*[.!?:–—-]+\s+(?=[^\W\d_a-zà-ỹ])")
_CUT = re.compile(r"\s*(?:\[\s*(?:…|\.{3}|&hellip;)\s*\]|…|\.{3})$")


def words(title: str, summary: Fragment, content: Fragment) -> tuple[str, tuple[str, ...]]:
    """The lead, and the paragraphs that follow it; neither repeats the title nor the other."""
    blocks = _said(content.blocks, title)
    lead = _lead(" ".join(_said(summary.blocks, title)), title)
    if not lead or _begins(blocks, lead):
        first = next((block for block in blocks if len(block) >= _SHORTEST_LEAD), "")
        lead = _lead(first or " ".join(blocks), title) or lead
    if sum(map(len, blocks)) < _CLEARLY_LONGER * len(lead):
        return lead, ()
    known = fold(lead)
    rest = [block for block in _after(lead, blocks) if fold(without_dateline(block)) != known]
    return lead, tuple(plain(block, LONGEST_PARAGRAPH) for block in rest[:MOST_PARAGRAPHS])


def _said(blocks: Sequence[str], title: str) -> list[str]:
    """`blocks` without the title said again, a photographer's name, and what follows the text."""
    said: list[str] = []
    known = fold(title)
    for block in blocks[:_MOST_BLOCKS]:
        if said and _RELATED.match(block):
            break
        bare = _without_title(_without_tail(block), title)
        if bare and fold(bare) != known and not _CREDIT.fullmatch(bare):
            said.append(bare)
    return said


def _without_title(text: str, title: str) -> str:
    """`text` without the title before it; a sentence that begins with its words stays whole."""
    if not title or not text.casefold().startswith(title.casefold()):
        return text
    after = _NEXT_SENTENCE.match(text, len(title))
    return text[after.end() :] if after else text


def _without_tail(text: str) -> str:
    head, tail = text[:-_LONGEST_TAIL], text[-_LONGEST_TAIL:]
    tail = _POST_TAIL.sub("", tail)
    button = _BUTTON.search(tail)
    if button and _is_button(tail, button):
        tail = tail[: button.start()].rstrip()
    return head + tail


def _is_button(text: str, found: re.Match[str]) -> bool:
    """Whether the words are a button's: by an arrow or brackets, or because a sentence ended."""
    before = text[: found.start()]
    return found[0].strip()[-1] in "»>→])" or not before or bool(_ENDED.search(before))


def _lead(text: str, title: str) -> str:
    lead = plain(without_dateline(text), LONGEST_LEAD)
    if fold(lead) in _NO_LEAD or fold(lead) in ("", fold(title)):
        return ""
    return _CUT.sub(ELLIPSIS, lead)


def _begins(blocks: Sequence[str], lead: str) -> bool:
    """Whether `lead` is only the beginning of the text, cut off somewhere."""
    if not lead.endswith(ELLIPSIS):
        return False
    text = fold(without_dateline(" ".join(blocks)[: 2 * LONGEST_LEAD]))
    return text.startswith(fold(lead.rstrip(ELLIPSIS)))


def _after(lead: str, blocks: Sequence[str]) -> Sequence[str]:
    """`blocks` without the first ones that `lead` consists of."""
    left = fold(lead) + " "
    for count, block in enumerate(blocks):
        said = fold(without_dateline(block)) + " "
        if not said.strip() or not left.startswith(said):
            return blocks[count:]
        left = left.removeprefix(said)
    return ()
