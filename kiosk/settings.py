"""kiosk.toml and what lies beside it: read, watched, and kept as they were when they were good."""

import os
import re
from pathlib import Path

from kiosk import press
from kiosk.config import OWN_PANELS, Config, load
from kiosk.errors import ConfigError, LayoutError
from kiosk.files import write_whole

# In the state folder: the files that were last found good.
GOOD = "good"
_STATE = re.compile(r"^\s*state\s*=\s*[\"']([^\"']+)[\"']", re.MULTILINE)
_LAYOUTS = "layouts"

Stamp = tuple[tuple[str, int, int], ...]


def fresh(path: Path) -> Config:
    """The settings as they stand in their files now.

    Raises ConfigError, LayoutError.
    """
    return _loaded(path)


def opened(path: Path) -> tuple[Config, str]:
    """The settings, or where their files are broken, those that were last good; and what is broken.

    Raises ConfigError or LayoutError where none were ever good.
    """
    try:
        return fresh(path), ""
    except (ConfigError, LayoutError) as error:
        kept = kept_for(path)
        if not (kept / path.name).exists():
            raise
        return _loaded(path, kept), f"{error}; the settings that were last good are used"


def keep(config: Config) -> str:
    """Keep the files of settings that are good; a sentence where the disk refuses, else "".

    Those that are kept already are not written again.
    """
    into = config.state / GOOD
    wanted = {}
    try:
        for path in _files(config):
            if path.exists():
                layout = path.parent.name == _LAYOUTS and path.parent.parent == config.path.parent
                wanted[into / (f"{_LAYOUTS}/{path.name}" if layout else path.name)] = path
        # kiosk.toml last: what it names is there before it.
        for kept, path in sorted(wanted.items(), key=lambda pair: pair[1] == config.path):
            data = path.read_bytes()
            if not kept.exists() or kept.read_bytes() != data:
                write_whole(kept, data)
        for old in (*into.glob("*"), *(into / _LAYOUTS).glob("*")):
            if old.is_file() and old not in wanted:
                old.unlink()
    except OSError as error:
        return f"{into}: good settings can't be kept ({error.strerror or error}); check the disk"
    return ""


def kept_for(path: Path) -> Path:
    """Where the good settings of a board lie whose kiosk.toml may be broken."""
    if systems := os.environ.get("STATE_DIRECTORY"):
        return Path(systems) / GOOD
    try:
        words = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        words = ""
    named = _STATE.search(words)
    return path.absolute().parent / (named[1] if named else "state") / GOOD


def stamp(config: Config) -> Stamp:
    """What tells whether any file of the settings has changed."""
    found = []
    for path in _files(config):
        try:
            about = path.stat()
        except OSError:  # it is not there, which is a state like others
            continue
        found.append((str(path), about.st_mtime_ns, about.st_size))
    return tuple(found)


def _loaded(path: Path, kept: Path | None = None) -> Config:
    press.layouts.cache_clear()
    config = load(path, kept)
    press.layouts_for(config, config.board())
    return config


def _files(config: Config) -> list[Path]:
    """All that settings are read from, as it lies beside kiosk.toml."""
    folder = config.path.parent
    own = [config.path, folder / OWN_PANELS]
    inks = [config.inks] if config.inks else []
    try:
        layouts = sorted(path for path in (folder / _LAYOUTS).iterdir() if path.is_file())
    except OSError:  # most wards have no layouts of their own
        layouts = []
    return [*own, *inks, *layouts]
