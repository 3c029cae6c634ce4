"""Region `list`: headlines of more stories, with or without photographs, whole entries only."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Annotated, Any

from msgspec import Struct
from msgspec.structs import replace

from kiosk import quantities as q
from kiosk.board import Board
from kiosk.geometry import Rect, Size
from kiosk.glyphs import Face
from kiosk.layout.copy import Template, read_template, read_words
from kiosk.layout.regions.base import Drawing, Option, Said, Sheet, said_of
from kiosk.layout.setting import Block, set_block
from kiosk.layout.teasers import Teaser, Thumb, breadth, level
from kiosk.layout.type import Type, read_type
from kiosk.model import Story
from kiosk.scene import Colour, Fill, Item, Loss

_RULE_MM = 0.2
_HEADING_GAP_MM = 1.4
_NOTE_GAP_EM = 0.6
# So many that are too high make way for later ones; then the list ends, or it would be no news.
_PASSED_OVER = 3
_THUMB_RATIO = 3 / 2
_THUMB_GAP_MM = 3.0
# Beside a photograph words keep so much of an entry's width.
_TEXT_SHARE = 0.55


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


# A teaser, the number of its column, and its y.
_Place = tuple[Teaser, int, int]


class _On(Struct, frozen=True):
    """What of a sheet an entry in given words depends on."""

    board: Board
    hang: int


class ListRegion(Struct, frozen=True, kw_only=True, cache_hash=True):
    """Headlines of the other stories, as many whole ones as fit, in one or more columns."""

    name: str
    text: Annotated[Template, Option(read_template, says="what each entry says")]
    font: Annotated[Type, Option(read_type, says="type of the entries")]
    stories: Annotated[
        tuple[int, int],
        Option(read_range, says="which stories, the page's own being 1: “2..”, “1..4”"),
    ]
    lines: Annotated[int, Option(q.whole(1, 9), says="the most lines of an entry's text")] = 3
    least_entries: Annotated[
        int, Option(q.whole(1, 9), says="with room for fewer entries another variant is tried")
    ] = 1
    heading: Annotated[str, Option(read_words, says="a heading over the list, with a rule")] = ""
    heading_font: Annotated[Type, Option(read_type, says="type of the heading")] = Type(
        "strong", 11.5, 11.5
    )
    under: Annotated[Template, Option(read_template, says="smaller words under each entry")] = (
        Template("")
    )
    under_font: Annotated[Type, Option(read_type, says="type of those words")] = Type(
        "small", 12, 12
    )
    under_lines: Annotated[int, Option(q.whole(1, 9), says="the most lines of them")] = 2
    note: Annotated[Template, Option(read_template, says="a small note at its end")] = Template(
        "{stamp}"
    )
    note_font: Annotated[Type, Option(read_type, says="type of the note")] = Type(
        "small", 11.5, 11.5
    )
    photo: Annotated[
        float,
        Option(q.length, says="the width of a small photograph beside each story that has one"),
    ] = 0.0
    gap: Annotated[float, Option(q.length, says="between entries")] = 2.0
    columns: Annotated[
        int, Option(q.whole(1, 4), says="the most columns; no more are made than entries need")
    ] = 1
    column_gap: Annotated[float, Option(q.length, says="between columns")] = 6.0
    rules: Annotated[bool, Option(q.flag, says="hairlines between entries")] = False
    ink: Annotated[Colour, Option(q.choice("ink", "accent"), says="colour of the heading")] = "ink"

    def contradictions(self) -> Iterator[Said]:
        first, last = self.stories
        count = last - first + 1
        if last and self.least_entries > count:
            says = f"asks for at least {self.least_entries} entries where “stories” names {count}"
            yield "least_entries", f"{says}; make it {count} or less."

    def least(self, width: int, sheet: Sheet) -> int:
        entries = self._entries(width, sheet)[: self.least_entries]
        if not entries:
            return 0
        below = sum(entry.height for entry in entries) + self._between(sheet) * (len(entries) - 1)
        beside = below
        if 1 < len(entries) <= self.columns:
            narrow = self._entries(self._column(width, len(entries), sheet), sheet)
            beside = max(entry.height for entry in narrow[: len(entries)])
        return self._head(width, sheet) + min(below, beside)

    def height(self, width: int, sheet: Sheet) -> int:
        entries = self._entries(self._column(width, self.columns, sheet), sheet)
        if not entries:
            return 0
        heights = [entry.height for entry in entries]
        whole = sum(heights) + self._between(sheet) * (len(heights) - 1)
        return self._head(width, sheet) + max(*heights, -(-whole // self.columns))

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        top = rect.y + self._head(rect.width, sheet)
        columns, placed = self._arranged(rect, top, sheet)
        width = self._column(rect.width, columns, sheet)
        items: list[Item] = []
        losses: list[Loss] = []
        if placed and self.heading:
            heading = self._heading(rect.width, sheet)
            items += self._headed(heading, rect, sheet)
            losses += said_of(heading, sheet.file, self.name, "the heading")
        for entry, at, y in placed:
            x = rect.x + at * (width + sheet.board.px(self.column_gap))
            if y > top and self.rules:
                middle = y - self._between(sheet) + sheet.board.px(self.gap) // 2
                items.append(Fill(self.name, Rect(x, middle, width, self._hair(sheet))))
            items += entry.draw(self.name, x, y, width)
            for block, what in entry.blocks:
                losses += said_of(block, sheet.file, self.name, what)
        losses += self._left_out([entry for entry, _, _ in placed], sheet)
        return Drawing(tuple(items), tuple(losses))

    def _left_out(self, shown: Sequence[Teaser], sheet: Sheet) -> Iterator[Loss]:
        """The entries that have no room, and what those that do are shown without."""
        count = sum(bool(sheet.fill(self.text, story)) for story in self._stories(sheet))
        bare = sum(
            bool(sheet.fill(self.under, one.story)) and not (one.under.lines or one.under.cut)
            for one in shown
        )
        unseen = sum(bool(self.photo and one.story.picture and not one.thumb) for one in shown)
        for many, says in (
            (count - len(shown), f"{count - len(shown)} of {count} entries have no room"),
            (bare, f"the words under {bare} of {len(shown)} entries have no room"),
            (unseen, f"the photographs of {unseen} of {len(shown)} entries have no room"),
        ):
            if many:
                yield Loss("left out", sheet.file, self.name, says)

    def _arranged(self, rect: Rect, top: int, sheet: Sheet) -> tuple[int, list[_Place]]:
        """The fewest columns that hold all entries, or else those that hold the most of them."""
        best: tuple[int, list[_Place]] = (1, [])
        for columns in range(1, self.columns + 1):
            entries = self._entries(self._column(rect.width, columns, sheet), sheet)
            placed = self._placed(entries, columns, top, rect.bottom, sheet)
            if len(placed) > len(best[1]):
                best = (columns, placed)
            if len(placed) == len(entries):
                break
        return best if best[1] else (1, self._cut_down(rect, top, sheet))

    def _cut_down(self, rect: Rect, top: int, sheet: Sheet) -> list[_Place]:
        """The first entry in fewer lines, where not even one is whole: a page is never empty."""
        for lines in range(self.lines - 1, 0, -1):
            shorter = replace(self, lines=lines)
            entries = ListRegion._entries(shorter, rect.width, sheet)[:1]
            if placed := self._placed(entries, 1, top, rect.bottom, sheet):
                return placed
        return []

    def _placed(
        self, entries: list[Teaser], columns: int, top: int, bottom: int, sheet: Sheet
    ) -> list[_Place]:
        """Whole entries with column and y: without what is under it, or not at all, if too high."""
        placed: list[_Place] = []
        ends = [top] * columns
        for number, entry in enumerate(entries):
            if number - len(placed) > _PASSED_OVER:
                break
            for form in entry.forms():
                at = _room(form.height, ends, top, bottom)
                if at is not None:
                    placed.append((form, at, ends[at]))
                    ends[at] += form.height + self._between(sheet)
                    break
        return placed

    def _stories(self, sheet: Sheet) -> tuple[Story, ...]:
        first, last = self.stories
        return sheet.others[first - 1 : last or None]

    def _column(self, width: int, columns: int, sheet: Sheet) -> int:
        gaps = sheet.board.px(self.column_gap) * (columns - 1)
        return max(1, (width - gaps) // columns)

    def _hair(self, sheet: Sheet) -> int:
        return max(1, sheet.board.px(_RULE_MM))

    def _between(self, sheet: Sheet) -> int:
        return sheet.board.px(self.gap) + self._ruled(sheet)

    def _ruled(self, sheet: Sheet) -> int:
        return self._hair(sheet) if self.rules else 0

    def _head(self, width: int, sheet: Sheet) -> int:
        if not self.heading:
            return 0
        return (
            self._heading(width, sheet).height + self._hair(sheet) + sheet.board.px(_HEADING_GAP_MM)
        )

    def _heading(self, width: int, sheet: Sheet) -> Block:
        return self._block(self.heading, self.heading_font, width, sheet, 1)

    def _headed(self, block: Block, rect: Rect, sheet: Sheet) -> list[Item]:
        rule = Rect(rect.x, rect.y + block.height, rect.width, self._hair(sheet))
        items: list[Item] = [Fill(self.name, rule, self.ink)]
        return [*block.texts(self.name, rect.x, rect.y, rect.width, ink=self.ink), *items]

    def _block(
        self,
        words: str,
        kind: Type,
        width: int,
        on: _On | Sheet,
        lines: int,
        tail: int = 0,
        *,
        balance: bool = False,
    ) -> Block:
        size = kind.sizes(on.board)[0]
        face = kind.face(on.board, size)
        hang = min(on.hang, on.board.px(self.column_gap) // 2)
        leading = kind.leading(size)
        return set_block(
            words, face, leading, width, lines=lines, balance=balance, tail=tail, hang=hang
        )

    def _entries(self, width: int, sheet: Sheet) -> list[Teaser]:
        return level(self._entry(story, width, sheet) for story in self._stories(sheet))

    def _entry(self, story: Story, width: int, sheet: Sheet) -> Teaser:
        said = [sheet.fill(words, story) for words in (self.text, self.note, self.under)]
        face = self.font.face(sheet.board, self.font.sizes(sheet.board)[0])
        return _teaser(self, story, *said, width, _On(sheet.board, sheet.hang), face)

    def teaser(
        self, story: Story, text: str, note_text: str, under_text: str, width: int, on: _On
    ) -> Teaser:
        """The entry of a story in these words."""
        thumb = self._thumb(story, width, on)
        measure = width - (thumb.width if thumb else 0)
        note = self._block(note_text, self.note_font, measure, on, 1)
        tail = self._tail(note, on)
        beside = tail <= measure // 2
        own = tail if beside else 0
        title = self._block(text, self.font, measure, on, self.lines, own, balance=True)
        under = self._block(under_text, self.under_font, measure, on, self.under_lines)
        gap = max(1, on.board.px(self.gap) // 3)
        return Teaser(story, title, note, beside, under, gap, thumb)

    def _thumb(self, story: Story, width: int, on: _On) -> Thumb | None:
        """The story's photograph, unless it would leave words too little room."""
        wide, gap = on.board.px(self.photo), on.board.px(_THUMB_GAP_MM)
        if not wide or story.picture is None or width - wide - gap < width * _TEXT_SHARE:
            return None
        return Thumb(story.picture, Size(wide, round(wide / _THUMB_RATIO)), gap)

    def _tail(self, note: Block, on: _On) -> int:
        """The room that a note needs at the end of a line."""
        gap = round(self.font.sizes(on.board)[0] * _NOTE_GAP_EM)
        return gap + breadth(note) if note.lines else 0


# A list is asked for its least height and drawn, and on the next page is mostly the same.
@lru_cache(maxsize=64)
def _teaser(
    region: ListRegion,
    story: Story,
    text: str,
    note: str,
    under: str,
    width: int,
    on: _On,
    face: Face,
) -> Teaser:
    del face  # where fonts were read anew, it is another one
    return region.teaser(story, text, note, under, width, on)


def _room(height: int, ends: Sequence[int], top: int, bottom: int) -> int | None:
    """The first column with room for an entry; none after which another one has begun."""
    for at, y in enumerate(ends):
        if y + height <= bottom and all(end == top for end in ends[at + 1 :]):
            return at
    return None
