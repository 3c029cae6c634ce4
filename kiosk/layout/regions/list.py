"""Region `list`: headlines of more stories, whole entries only."""

import re
from dataclasses import dataclass
from typing import Any

from kiosk import quantities as q
from kiosk.geometry import Rect
from kiosk.layout.copy import Template, read_template
from kiosk.layout.regions.base import Drawing, Sheet, option
from kiosk.layout.setting import Block, set_block
from kiosk.layout.type import Type, read_type
from kiosk.model import Story
from kiosk.scene import Colour, Fill, Item, Loss, Text

_RULE_MM = 0.2
_HEADING_GAP_MM = 1.4
_NOTE_GAP_EM = 0.6


def read_range(value: Any) -> tuple[int, int]:
    """Which stories, counted from the page's own: "2.." or "1..4"; 0 for no end."""
    found = re.fullmatch(
        r"\s*(\d{1,3})\s*\.\.\s*(\d{0,3})\s*", value if isinstance(value, str) else ""
    )
    first, last = (int(found[1]), int(found[2] or 0)) if found else (0, 0)
    if not first or (last and last < first):
        raise ValueError(
            f'must be a range counted from 1, as "2.." or "1..4", not {q.shown(value)}'
        )
    return first, last


@dataclass(frozen=True, slots=True)
class _Entry:
    """One story of a list: its headline, what stands under it, and the small note at its end."""

    title: Block
    under: Block | None
    note: Block | None
    inline: bool  # the note stands on the title's last line
    gap: int

    @property
    def height(self) -> int:
        height = self.title.height
        if self.note and not self.inline:
            height += self.gap + self.note.height
        return height + (self.gap + self.under.height if self.under else 0)


@dataclass(frozen=True)
class ListRegion:
    """Headlines of the other stories, as many whole ones as fit, in one or more columns."""

    name: str
    text: Template = option(read_template, says="what each entry says")
    font: Type = option(read_type, says="type of the entries")
    stories: tuple[int, int] = option(
        read_range, says="which stories, the page's own being 1: “2..”, “1..4”"
    )
    lines: int = option(q.whole(1, 9), 3, says="the most lines of an entry's text")
    heading: str = option(q.text, "", says="a heading over the list, with a rule")
    heading_font: Type = option(read_type, Type("strong", 11.5, 11.5), says="type of the heading")
    under: Template = option(read_template, Template(""), says="smaller words under each entry")
    under_font: Type = option(read_type, Type("text", 12, 12), says="type of those words")
    under_lines: int = option(q.whole(1, 9), 2, says="the most lines of them")
    note: Template = option(read_template, Template("{stamp}"), says="a small note at its end")
    note_font: Type = option(read_type, Type("small", 11.5, 11.5), says="type of the note")
    gap: float = option(q.length, 2.0, says="between entries")
    columns: int = option(q.whole(1, 4), 1, says="columns, filled one after the other")
    column_gap: float = option(q.length, 6.0, says="between columns")
    rules: bool = option(q.flag, default=False, says="hairlines between entries")
    ink: Colour = option(q.choice("ink", "accent"), "ink", says="colour of the heading")

    def least(self, width: int, sheet: Sheet) -> int:
        stories = self._stories(sheet)
        if not stories:
            return 0
        first = self._entry(stories[0], self._column(width, sheet), sheet)
        return self._head(width, sheet) + first.height

    def height(self, width: int, sheet: Sheet) -> int:
        stories = self._stories(sheet)
        if not stories:
            return 0
        column = self._column(width, sheet)
        heights = [self._entry(story, column, sheet).height for story in stories]
        whole = sum(heights) + self._between(sheet) * (len(heights) - 1)
        share = whole if self.columns == 1 else max(*heights, -(-whole // self.columns))
        return self._head(width, sheet) + share

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        stories = self._stories(sheet)
        if not stories:
            return Drawing()
        column, top = self._column(rect.width, sheet), rect.y + self._head(rect.width, sheet)
        items = self._heading(rect, sheet)
        losses: list[Loss] = []
        at, y, shown = 0, top, 0
        for story in stories:
            entry = self._entry(story, column, sheet)
            if y > top and y + self._ruled(sheet) + entry.height > rect.bottom:
                at, y = at + 1, top
            if at >= self.columns or y + entry.height > rect.bottom:
                break
            x = rect.x + at * (column + sheet.board.px(self.column_gap))
            if y > top and self.rules:
                middle = y - self._between(sheet) + sheet.board.px(self.gap) // 2
                items.append(Fill(self.name, Rect(x, middle, column, self._hair(sheet))))
            items += self._texts(entry, x, y, column)
            losses += self._cuts(entry, story, sheet)
            y += entry.height + self._between(sheet)
            shown += 1
        if shown < len(stories):
            says = f"{len(stories) - shown} of {len(stories)} entries have no room"
            losses.append(Loss("left out", sheet.file, self.name, says))
        return Drawing(tuple(items) if shown else (), tuple(losses))

    def _stories(self, sheet: Sheet) -> tuple[Story, ...]:
        first, last = self.stories
        return sheet.others[first - 1 : last or None]

    def _column(self, width: int, sheet: Sheet) -> int:
        gaps = sheet.board.px(self.column_gap) * (self.columns - 1)
        return (width - gaps) // self.columns

    def _hair(self, sheet: Sheet) -> int:
        return max(1, sheet.board.px(_RULE_MM))

    def _between(self, sheet: Sheet) -> int:
        return sheet.board.px(self.gap) + self._ruled(sheet)

    def _ruled(self, sheet: Sheet) -> int:
        return self._hair(sheet) if self.rules else 0

    def _head(self, width: int, sheet: Sheet) -> int:
        if not self.heading:
            return 0
        block = self._block(self.heading, self.heading_font, width, sheet, 1)
        return block.height + self._hair(sheet) + sheet.board.px(_HEADING_GAP_MM)

    def _heading(self, rect: Rect, sheet: Sheet) -> list[Item]:
        if not self.heading:
            return []
        block = self._block(self.heading, self.heading_font, rect.width, sheet, 1)
        rule = Rect(rect.x, rect.y + block.height, rect.width, self._hair(sheet))
        items: list[Item] = [Fill(self.name, rule, self.ink)]
        return [*block.texts(self.name, rect.x, rect.y, rect.width, ink=self.ink), *items]

    def _block(self, words: str, kind: Type, width: int, sheet: Sheet, lines: int) -> Block:
        size = kind.sizes(sheet.board)[0]
        face = kind.face(sheet.board, size)
        return set_block(words, face, kind.leading(size), width, lines=lines)

    def _entry(self, story: Story, width: int, sheet: Sheet) -> _Entry:
        title = self._block(sheet.fill(self.text, story), self.font, width, sheet, self.lines)
        under = sheet.fill(self.under, story)
        noted = sheet.fill(self.note, story)
        note = self._block(noted, self.note_font, width, sheet, 1) if noted else None
        inline = bool(note and title.lines and _room_after(title, width) >= _needed(note))
        gap = max(1, sheet.board.px(self.gap) // 3)
        below = (
            self._block(under, self.under_font, width, sheet, self.under_lines) if under else None
        )
        return _Entry(title, below, note, inline, gap)

    def _texts(self, entry: _Entry, x: int, y: int, width: int) -> list[Text]:
        texts = list(entry.title.texts(self.name, x, y, width))
        y += entry.title.height
        if entry.note and entry.inline:
            note = entry.note
            pen = x + width - note.face.width(note.lines[0])
            texts.append(Text(self.name, note.lines[0], pen, texts[-1].baseline, note.face.font))
        elif entry.note:
            texts += entry.note.texts(self.name, x, y + entry.gap, width)
            y += entry.gap + entry.note.height
        if entry.under:
            texts += entry.under.texts(self.name, x, y + entry.gap, width)
        return texts

    def _cuts(self, entry: _Entry, story: Story, sheet: Sheet) -> list[Loss]:
        losses = []
        if entry.title.cut:
            losses.append(Loss("cut", sheet.file, self.name, f"“{story.title}”"))
        if entry.under and entry.under.cut:
            losses.append(Loss("cut", sheet.file, self.name, f"the lead of “{story.title}”"))
        return losses


def _room_after(title: Block, width: int) -> int:
    return width - title.face.width(title.lines[-1])


def _needed(note: Block) -> int:
    return note.face.width(note.lines[0]) + round(note.face.font.size * _NOTE_GAP_EM)
