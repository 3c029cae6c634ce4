"""What must be true of a board's folders after a kill or a power cut, and after the next start."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk import mishaps, press, settings
from kiosk.config import load
from kiosk.content.memory.store import Store
from kiosk.files import sweep
from kiosk.health import status
from kiosk.logbook import showings
from kiosk.panels import png, record
from kiosk.service import Service
from kiosk.showings import latest, read

BEFORE, AFTER = "UBND Phường Bến Sen", "UBND Phường Bến Nghé"
MODEL = "sim:quick at 0"


class Facts(Struct, frozen=True):
    """What a board has on its disk, as its own readers see it.

    `stories` are titles by id, newest first, `photos` the addresses of whole copies, `shown` the
    digests of the record; `digest` is what the glass is known to show, `settings` the name in those
    that are kept, `modified` what the portal will be told that the board has.
    """

    stories: dict[str, str] = field(default_factory=dict)
    photos: tuple[str, ...] = ()
    digest: str = ""
    shown: tuple[str, ...] = ()
    settings: str = ""
    notices: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    modified: str = ""

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        lists = {key: tuple(value) for key, value in told.items() if isinstance(value, list)}
        return cls(**{**told, **lists})


def facts(at: Path) -> Facts:
    """What lies in a board's folders now."""
    state = at / "state"
    stories, photos, modified = {}, [], ""
    if (state / "kiosk.db").exists():
        with Store(state) as store:
            assert not store.notices, store.notices
            modified = store.conditions(_source(at)).modified
            for entry in store.entries([_source(at)]):
                stories[entry.story.id] = entry.story.title
                photos += [one.url for one in entry.story.photos if store.cache.copy(one.url)]
    past = record.load(state / "panel.json", MODEL)
    kept = state / settings.GOOD / "kiosk.toml"
    words = kept.read_text(encoding="utf-8") if kept.exists() else ""
    return Facts(
        stories,
        tuple(sorted(photos)),
        "" if past.driving else past.digest,
        tuple(line.standing.digest for line in read(state) if line.standing),
        next((name for name in (BEFORE, AFTER) if name in words), ""),
        tuple(sorted(path.name for path in at.glob("notices/[!.]*"))),
        tuple(one.says for one in mishaps.read(state)),
        modified,
    )


def _source(at: Path) -> str:
    words = (at / "kiosk.toml").read_text(encoding="utf-8")
    return words.split('url = "')[1].split('"')[0]


def whole(at: Path) -> None:
    """No file is torn, and what is remembered of the glass is true of it."""
    state, glass = at / "state", at / "glass" / "glass.png"
    if (database := state / "kiosk.db").exists():
        with closing(sqlite3.connect(database)) as stored:
            assert stored.execute("pragma quick_check").fetchall() == [("ok",)]
    for picture in (state / "glass.png", glass):
        assert not picture.exists() or png.shown(picture), f"{picture} is torn"
    for path in (state / "panel.json", state / mishaps.FILE):
        assert not path.exists() or json.loads(path.read_bytes()), f"{path} is torn"
    past = record.load(state / "panel.json", MODEL)
    if past.digest and not past.driving:
        assert past.digest == png.shown(glass), "what is remembered is not on the glass"
    for path in at.glob("notices/[!.]*"):
        assert path.read_bytes().endswith(b"\n"), f"{path} is torn"
    for kept in state.glob(f"{settings.GOOD}/[!.]*"):
        assert _unnamed(kept) == _unnamed(at / kept.name), f"{kept} is torn"
        if kept.name == "kiosk.toml":
            load(at / kept.name, kept.parent)


def _unnamed(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace(AFTER, BEFORE)


def nothing_lost(found: Facts, done: Facts, under_way: Facts) -> None:
    """What was acknowledged is there, and nothing but what was under way beside it."""
    for name in done.stories | found.stories:
        titles = (done.stories.get(name), under_way.stories.get(name))
        assert found.stories.get(name) in titles, "a story is lost, or another's"
    assert found.modified in (done.modified, under_way.modified)
    if found.modified != done.modified:
        assert found.stories == under_way.stories, "news are lost, since nobody will ask for them"
    assert {*done.photos} <= {*found.photos} <= {*done.photos, *under_way.photos}
    assert found.digest in ("", done.digest, under_way.digest), "another page is remembered"
    assert found.shown[: len(done.shown)] == done.shown, "the record has lost a line"
    assert found.shown == under_way.shown[: len(found.shown)]
    assert found.settings in (done.settings, under_way.settings)
    assert {*done.notices} <= {*found.notices} <= {*done.notices, *under_way.notices}
    assert {*done.errors} <= {*found.errors} <= {*done.errors, *under_way.errors}


def starts_well(at: Path, done: Facts, now: datetime) -> None:
    """As `kiosk run` starts: the board's best page is on the glass, before any network."""
    last = png.shown(at / "state" / "glass.png")
    config = load(at / "kiosk.toml")
    service = Service(config, lambda: now)
    assert not settings.keep(config)
    assert len(_begun(config.state)) <= 1
    sweep(config.state, now)
    assert not _begun(config.state)
    assert not _begun(config.state / settings.GOOD)
    service.look()
    service.redraw()
    assert not service.failure
    assert service.again is None
    assert service.page != press.WAITING or not (done.stories or done.notices)
    found = facts(at)
    on = {
        found.digest,
        png.shown(at / "state" / "glass.png"),
        png.shown(at / "glass" / "glass.png"),
    }
    assert len(on) == 1, "the board does not know what is on its glass"
    assert found.shown[-1] == found.digest
    line, _ = latest(config.state)
    assert line
    assert line.standing
    if found.stories:
        assert service.page == "news"
        assert line.standing.stories[0] == next(iter(found.stories)), "old news lead"
    assert last or not done.digest, "the last good page is gone"
    *_, now_shown = showings(read(config.state))
    assert now_shown.standing == line.standing
    told = status(config, now)
    assert told.shown
    assert told.shown.stories == line.standing.stories
    assert not told.dark
    assert not told.problems


def _begun(folder: Path) -> list[Path]:
    return list(folder.glob(".*"))


def survived(at: Path, done: Facts, under_way: Facts, now: datetime) -> None:
    """All of it."""
    whole(at)
    found = facts(at)
    nothing_lost(found, done, under_way)
    starts_well(at, done, now)
    whole(at)
    again = facts(at)
    nothing_lost(replace(again, digest="", shown=found.shown), done, under_way)
    assert again.shown[: len(found.shown)] == found.shown
