"""`kiosk check`: everything that would fail later, said now."""

import os
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import features

from kiosk import app
from kiosk.config import Config, is_example
from kiosk.content.memory.store import Store
from kiosk.errors import KioskError
from kiosk.files import shipped
from kiosk.fontfile import coverage
from kiosk.glyphs import LENDERS
from kiosk.layout import legibility
from kiosk.layout.compose import ranked
from kiosk.layout.legibility import advice
from kiosk.layout.spec import Layout
from kiosk.layout.type import FACES
from kiosk.model import Edition
from kiosk.programme import waits
from kiosk.rehearsal import rehearse, rounds
from kiosk.signs import SIGNS

# Photographs are at most 300 files of some 0.3 MB.
LEAST_FREE_MB = 150
# This version was made then: a clock that is behind it is wrong.
MADE = datetime.fromisoformat("2026-11-01T00:00:00+00:00")

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth saying: `fault` if it must be mended, else a note."""

    fault: bool
    says: str


def check(config: Config, now: datetime) -> tuple[Finding, ...]:
    """Look at the config's layouts, letters, sizes, panel, disk and clock."""
    found = [*_sources(config), *_office(config, now), *_panel(config)]
    found += [*_disk(config), *_clock(now)]
    of_fonts = tuple(fonts(shipped("fonts")))
    try:
        variants = app.layouts_for(config, config.board())
    except KioskError as error:
        faults = (Finding(fault=True, says=line) for line in str(error).splitlines())
        return (*found, *of_fonts, *faults)
    # Sizes are measured with the fonts: without them there is nothing to measure.
    unusable = any(one.fault for one in of_fonts)
    return (*found, *of_fonts, *(() if unusable else _sizes(config, variants)))


def reaches(config: Config) -> tuple[str, ...]:
    """From how far each page of the programme can be read."""
    board = config.board()
    eyes = legibility.seen(board)
    lines = []
    for page in dict.fromkeys(config.pages):
        used = [one for one in _variants(config, page) if one.shape == board.shape]
        if used:
            metres = min(legibility.reach(layout, board) for layout in used)
            lines.append(f"page {page}: all of it can be read from {metres:.2f} m{eyes}")
    return tuple(lines)


def turns(config: Config, now: datetime) -> tuple[str, ...]:
    """How many frames each page takes now, how long it is away, and what of it is rather small.

    Raises KioskError.
    """
    board, variants = config.board(), app.layouts(config.layouts)
    played = rehearse(config, _stored(config, now), variants)
    wait = waits(rounds(config.pages, played), config.dwell_s)
    lines = []
    for one in played:
        away = wait[one.page].away
        back = f"; away for {_span(away)} at most" if away else ""
        lines.append(f"page {one.page}: {_frames(one.frames)} of {_span(config.dwell_s)}{back}")
    if played:
        longest = max(one.missed for one in wait.values())
        lines.append(f"the longest wait for a page is {_span(longest)}")
    if led := [one for one in played if one.led]:
        again = max(wait[one.page].story for one in led)
        stories = len(led[0].frames)
        lines.append(f"{stories} stories lead in turn, each again after {_span(again)} at most")
    used = (layout for one in played for layout in one.layouts)
    return (*lines, *(f"advice: {says}" for layout in used for says in advice(layout, board)))


def _frames(counts: Sequence[int]) -> str:
    """How many frames a page takes, with one story and another: “2 to 3 frames”."""
    least, most = min(counts), max(counts)
    span = f"{least} to {most}" if least < most else f"{most}"
    return f"{span} frame" if most == 1 else f"{span} frames"


def _stored(config: Config, now: datetime) -> Edition:
    """What the board would show now; nothing is written where no board has run yet."""
    if not config.state.is_dir():
        with TemporaryDirectory() as folder, Store(Path(folder)) as store:
            return app.edition(config, store, now)
    with Store(config.state) as store:
        return app.edition(config, store, now)


def _span(seconds: int) -> str:
    """A time in hours, minutes and seconds: “1 h 20 min”."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (rest, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 s"


def letters() -> tuple[str, ...]:
    """Every Vietnamese vowel with every tone, and đ, in both cases."""
    small = [unicodedata.normalize("NFC", v + tone) for v in _VOWELS for tone in _TONES] + ["đ"]
    return (*small, *(letter.upper() for letter in small))


def _variants(config: Config, page: str) -> list[Layout]:
    return ranked(page, app.layouts(config.layouts))


def _sources(config: Config) -> Iterator[Finding]:
    if config.follows_nothing:
        says = f"{config.path}: there is no [[source]], so the board will wait for ever."
        yield Finding(fault=False, says=says)
    for source in config.sources:
        if is_example(source.url):
            says = f"{source.url} is an example; write the address of your portal's feed there."
            yield Finding(fault=True, says=says)


def _office(config: Config, now: datetime) -> Iterator[Finding]:
    for says in app.office(config, now).problems:
        yield Finding(fault=True, says=says)


def fonts(folder: Path) -> Iterator[Finding]:
    """What is wrong with the faces that roles of type need, and with what lends them signs."""
    lenders = {name for names in LENDERS.values() for name in names}
    for name in sorted(FACES | lenders):
        path = folder / f"{name}.ttf"
        wanted = letters() if name in FACES else SIGNS
        try:
            missing = [letter for letter in wanted if ord(letter) not in coverage(path)]
        except KioskError as error:
            yield Finding(fault=True, says=str(error))
            continue
        if missing:
            says = f"{path}: lacks {''.join(missing)}; replace it by a font with all of them."
            yield Finding(fault=True, says=says)
    if not features.check("raqm"):
        says = "Pillow was built without Raqm, so letters are not kerned; install its wheel."
        yield Finding(fault=False, says=says)


def _panel(config: Config) -> Iterator[Finding]:
    if config.model != "png":
        says = (
            f'{config.path}, panel.model: this version can\'t drive "{config.model}" yet; '
            f'write model = "png" and like = "{config.model}".'
        )
        yield Finding(fault=True, says=says)
    elif not _writable(config.picture.parent):
        says = f"{config.picture}: can't be written; check the folder and its owner."
        yield Finding(fault=True, says=says)


def _disk(config: Config) -> Iterator[Finding]:
    if not _writable(config.state):
        says = f"{config.state}: the state folder can't be written; check its owner and the disk."
        yield Finding(fault=True, says=says)
        return
    free = shutil.disk_usage(_existing(config.state)).free // 1_000_000
    if free < LEAST_FREE_MB:
        says = f"{config.state}: {free} MB are free, and photographs may take {LEAST_FREE_MB} MB."
        yield Finding(fault=False, says=says)


def _clock(now: datetime) -> Iterator[Finding]:
    if now < MADE:
        says = f"the clock says {now:%d/%m/%Y}, before this version was made; set it."
        yield Finding(fault=False, says=says)


def _sizes(config: Config, variants: tuple[Layout, ...]) -> Iterator[Finding]:
    board = config.board()
    for layout in variants:
        if layout.shape == board.shape:
            for one in legibility.findings(layout, board):
                yield Finding(fault=True, says=str(one))


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)


def _writable(folder: Path) -> bool:
    found = _existing(folder)
    return found.is_dir() and os.access(found, os.W_OK | os.X_OK)
