"""What a region is to the page that it stands on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeGuard, runtime_checkable

from msgspec import NODEFAULT, Struct

from kiosk.board import Board
from kiosk.geometry import Rect
from kiosk.glyphs import leaves_a_box
from kiosk.layout.copy import Template, story_words, turn_words, words_for
from kiosk.layout.readable import is_latin
from kiosk.layout.setting import Block
from kiosk.model import Edition, Story
from kiosk.quantities import Reader
from kiosk.scene import Item, Loss

# Of the characters that no font has the report names so many.
_MOST_NAMED = 8


class Option(Struct, frozen=True):
    """Of a region's field that a layout file may set how it is read, and what it is.

    `beside` reads one that names a file, given the folder of the layout file.
    """

    read: Reader[Any]
    says: str
    beside: Callable[[Path, Any], Any] | None = None


def options(kind: type[Any]) -> dict[str, tuple[Option, Any]]:
    """The options of a kind of region, each with its default; NODEFAULT where a file must say."""
    names, defaults = kind.__struct_fields__, kind.__struct_defaults__
    given = dict(zip(reversed(names), reversed(defaults), strict=False))
    return {
        name: (note.__metadata__[0], given.get(name, NODEFAULT))
        for name, note in kind.__annotations__.items()
        if hasattr(note, "__metadata__")
    }


class Sheet(Struct, frozen=True, dict=True):
    """What a region may know while its page is made: the edition, the page's story, the board.

    `frame` counts the page's frames from 1 to `frames`; `hang` is how far, in pixels, punctuation
    may hang out of its area; `margin` px around the page nothing is drawn.
    """

    edition: Edition
    board: Board
    story: Story | None
    file: str
    frame: int = 1
    frames: int = 1
    hang: int = 0
    margin: int = 0

    @property
    def beyond(self) -> int:
        """A least height that no area has: what asks for it has another variant tried."""
        return self.board.size.height + 1

    @cached_property
    def words(self) -> Mapping[str, str]:
        turn = turn_words(self.frame, self.frames)
        return {**words_for(self.edition, self.story), **turn}

    def fill(self, template: Template, story: Story | None = None) -> str:
        """A template filled for the page's story, or for another."""
        if story is None or story is self.story:
            return template.fill(self.words)
        if story.id not in self._told:
            self._told[story.id] = {**self.words, **story_words(self.edition, story)}
        return template.fill(self._told[story.id])

    @cached_property
    def _told(self) -> dict[str, Mapping[str, str]]:
        """The words of the other stories, each found once for a page."""
        return {}

    @cached_property
    def others(self) -> tuple[Story, ...]:
        """The edition's stories in order, the page's own first."""
        if self.story is None:
            return self.edition.stories
        rest = (one for one in self.edition.stories if one is not self.story)
        return (self.story, *rest)


class Drawing(Struct, frozen=True):
    """What a region puts on the page, and what it lost."""

    items: tuple[Item, ...] = ()
    losses: tuple[Loss, ...] = ()


def said_of(block: Block, file: str, region: str, what: str) -> tuple[Loss, ...]:
    """What a block of text lost: words that were cut, letters and ornaments that no font has."""
    losses = [Loss("cut", file, region, what)] if block.cut and block.lines else []
    if block.cut and not block.lines:
        size = block.face.font.size
        says = f"{what}, whose letters of {size} px are wider than the room there"
        losses.append(Loss("left out", file, region, says))
    letters = "".join(block.lines)
    missing = "" if is_latin(letters) else block.face.missing(letters)
    boxed = [letter for letter in missing if leaves_a_box(letter)]
    silent = [letter for letter in missing if letter not in boxed]
    if boxed:
        losses.append(Loss("no glyph", file, region, f"no font has {_points(boxed)}"))
    if silent:
        says = f"no font has {_points(silent)}, which the page leaves out"
        losses.append(Loss("no glyph", file, region, says))
    return tuple(losses)


def _points(letters: Sequence[str]) -> str:
    named = [f"{letter} (U+{ord(letter):04X})" for letter in letters[:_MOST_NAMED]]
    more = len(letters) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


# The key of a layout file that something is wrong with, and what to do.
Said = tuple[str, str]


class Region(Protocol):
    """One area of a layout; heights and widths are in pixels."""

    @property
    def name(self) -> str: ...

    def least(self, width: int, sheet: Sheet) -> int:
        """The height below which the page needs another variant; 0 if it has nothing to show."""
        ...

    def height(self, width: int, sheet: Sheet) -> int:
        """The height at which it shows everything at its best."""
        ...

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        """What it shows in `rect`, never outside."""
        ...

    def sink(self, width: int, sheet: Sheet) -> int:
        """How far its last baseline stands above its bottom, to align rows; 0 if it has none."""
        ...


@runtime_checkable
class Continued(Region, Protocol):
    """A region that goes on, on the page's next frame, where it is not yet at its end."""

    def frames(self, first: Rect, rest: Rect, sheet: Sheet) -> tuple[Drawing, ...]:
        """What it shows frame by frame: in `first` on the first one, in `rest` on the others."""
        ...


def goes_on(region: Region) -> TypeGuard[Continued]:
    """Whether a region is one that goes on; a look at all that a protocol has takes far longer."""
    return hasattr(region, "frames")


@runtime_checkable
class Contradictory(Protocol):
    """A region of whose options some may be right by themselves, and wrong together."""

    def contradictions(self) -> Iterator[Said]:
        """What is wrong."""
        ...
