"""`kiosk check`: everything that would fail later, said now."""

import os
import shutil
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from PIL import features

from kiosk import editing, press, proofs
from kiosk.clock import MADE
from kiosk.config import Config, is_example, rest_s
from kiosk.errors import KioskError
from kiosk.files import shipped
from kiosk.fontfile import coverage
from kiosk.glyphs import LENDERS
from kiosk.layout.type import FACES
from kiosk.mounting import PNG
from kiosk.panels import links
from kiosk.proofs import Finding
from kiosk.signs import SIGNS
from kiosk.vitals import LEAST_FREE_MB

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def check(config: Config, now: datetime) -> tuple[Finding, ...]:
    """Look at the config's layouts, letters, sizes, panel, disk and clock."""
    found = [*_sources(config), *_office(config, now), *_panel(config)]
    found += [*_disk(config), *_clock(now), *_push(config)]
    of_fonts = tuple(fonts(shipped("fonts")))
    try:
        variants = press.layouts_for(config, config.board())
    except KioskError as error:
        faults = (Finding(fault=True, says=line) for line in str(error).splitlines())
        return (*found, *of_fonts, *faults)
    # Sizes are measured with the fonts: without them there is nothing to measure.
    unusable = any(one.fault for one in of_fonts)
    return (*found, *of_fonts, *(() if unusable else proofs.layouts(config, variants)))


def letters() -> tuple[str, ...]:
    """Every Vietnamese vowel with every tone, and đ, in both cases."""
    small = [unicodedata.normalize("NFC", v + tone) for v in _VOWELS for tone in _TONES] + ["đ"]
    return (*small, *(letter.upper() for letter in small))


def _sources(config: Config) -> Iterator[Finding]:
    if config.follows_nothing:
        says = f"{config.path}: there is no [[source]], so the board will wait for ever."
        yield Finding(fault=False, says=says)
    for source in config.sources:
        if is_example(source.url):
            says = f"{source.url} is an example; write the address of your portal's feed there."
            yield Finding(fault=True, says=says)


def _push(config: Config) -> Iterator[Finding]:
    if is_example(config.push):
        says = f"{config.path}, health.push: that is an example; write the address of your monitor."
        yield Finding(fault=True, says=says)
    if config.textfile and not _writable(config.textfile.parent):
        says = f"{config.textfile}: can't be written; check the folder and its owner."
        yield Finding(fault=True, says=says)


def _office(config: Config, now: datetime) -> Iterator[Finding]:
    for says in editing.office(config, now).problems:
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
    file = config.model == PNG or config.simulated
    if file and not _writable(config.picture.parent):
        says = f"{config.picture}: can't be written; check the folder and its owner."
        yield Finding(fault=True, says=says)
    if not file:
        for says in links.missing(config.panel):
            yield Finding(fault=True, says=f"{config.path}, panel.model: {says}.")
    least_s = rest_s(config.panel, config.model)
    if config.asked_dwell_s < least_s:
        says = (
            f"{config.path}, programme.dwell: {config.panel.name} rests {least_s} s between two "
            "refreshes, so pages stand for no less."
        )
        yield Finding(fault=False, says=says)


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


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)


def _writable(folder: Path) -> bool:
    found = _existing(folder)
    return found.is_dir() and os.access(found, os.W_OK | os.X_OK)
