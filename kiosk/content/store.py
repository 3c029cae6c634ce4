"""The only door to SQLite: what sources said, in one file that power cuts can't tear."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kiosk.content import record
from kiosk.content.answer import NONE, Conditions
from kiosk.content.feed import Feed
from kiosk.content.identity import host_of
from kiosk.errors import KioskError
from kiosk.geometry import Size
from kiosk.model import Answered, Photo, Story

APPLICATION_ID = 0x6B696F73  # "kios"
SCHEMA = 1
BUSY_TIMEOUT_S = 5.0
STORIES_PER_SOURCE = 200
PHOTO_FILES = 300
SETTLED_AFTER = timedelta(hours=1)

_TABLES = """
CREATE TABLE sources (
    key TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '', etag TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '', answered_at TEXT, last_error TEXT, last_error_at TEXT,
    failures INTEGER NOT NULL DEFAULT 0);
CREATE TABLE stories (
    source TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, published TEXT,
    first_seen TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (source, id));
CREATE TABLE photos (
    url TEXT PRIMARY KEY, key TEXT, width INTEGER, height INTEGER, fetched_at TEXT,
    failed_at TEXT);
"""
# julianday orders moments whatever their fractions of a second look like as text.
_STORIES = """
SELECT source, payload FROM stories WHERE source IN (SELECT value FROM json_each(?))
ORDER BY julianday(coalesce(published, first_seen)) DESC, position
"""
_TRIM = """
DELETE FROM stories WHERE source = ?1 AND id NOT IN (
    SELECT id FROM stories WHERE source = ?1
    ORDER BY julianday(coalesce(published, first_seen)) DESC, position LIMIT ?2)
"""


class StoreError(KioskError):
    """The store can't do what was asked; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source is doing: `failures` counts since it last answered."""

    name: str
    answered_at: datetime | None = None
    last_error: str | None = None
    last_error_at: datetime | None = None
    failures: int = 0


class Store:
    """kiosk.db and photos/ in `folder`; `notices` are sentences about what had to be mended.

    A context manager, for one thread; other processes may read and write at the same time.
    A torn database is set aside and begun anew. Where the disk can't be written, what is on it is
    read into memory, and what comes later is lost with the process.
    Raises StoreError, from every method.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.photos = folder / "photos"
        self.notices: tuple[str, ...] = ()
        self._path = folder / "kiosk.db"
        with self._told():
            self._db = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def save(self, source_key: str, feed: Feed, conditions: Conditions, at: datetime) -> bool:
        """Keep what `source_key` said at `at`, with its ETag; True if any story is new or changed.

        Stories that are no longer in the feed stay until newer ones push them out.
        """
        with self._transaction():
            changed = [self._keep(source_key, n, each, at) for n, each in enumerate(feed.stories)]
            self._db.execute(_TRIM, (source_key, STORIES_PER_SOURCE))
            self._answer(source_key, at)
            self._db.execute(
                "UPDATE sources SET name = ?, etag = ?, modified = ? WHERE key = ?",
                (feed.title, conditions.etag, conditions.modified, source_key),
            )
        return any(changed)

    def unchanged(self, source_key: str, at: datetime) -> None:
        """Remember that the source answered, and had nothing new."""
        with self._transaction():
            self._answer(source_key, at)

    def failed(self, source_key: str, why: str, at: datetime) -> None:
        """Remember that the source failed; its stories stand."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO sources (key, last_error, last_error_at, failures) VALUES (?, ?, ?, 1)"
                " ON CONFLICT (key) DO UPDATE SET last_error = excluded.last_error,"
                " last_error_at = excluded.last_error_at, failures = failures + 1",
                (source_key, why, at.isoformat()),
            )

    def conditions(self, source_key: str) -> Conditions:
        """What makes the next GET conditional; NONE without stored stories to fall back on."""
        row = self._row(
            "SELECT etag, modified FROM sources WHERE key = ?1"
            " AND EXISTS (SELECT 1 FROM stories WHERE source = ?1)",
            source_key,
        )
        return Conditions(*row) if row else NONE

    def state(self, source_key: str) -> SourceState:
        """How the source is doing."""
        row = self._row(
            "SELECT name, answered_at, last_error, last_error_at, failures"
            " FROM sources WHERE key = ?",
            source_key,
        )
        if row is None:
            return SourceState(host_of(source_key))
        name, answered, error, erred, failures = row
        named = name or host_of(source_key)
        return SourceState(named, _moment(answered), error, _moment(erred), failures)

    def answered(self, source_keys: Sequence[str]) -> tuple[Answered, ...]:
        """When each source last gave usable news."""
        states = map(self.state, source_keys)
        return tuple(Answered(state.name, state.answered_at) for state in states)

    def stories(
        self,
        source_keys: Sequence[str],
        limit: int,
        keep: Callable[[str, Story], bool] = lambda _source, _story: True,
    ) -> tuple[Story, ...]:
        """The newest `limit` stories of these sources, each article once, with our photographs.

        `keep` says of a source's key and a story whether it counts at all.
        """
        rows = self._rows(_STORIES, json.dumps(list(source_keys)))
        found = ((row[0], story) for row in rows for story in self._readable([row]))
        kept = record.one_of_each(pair for pair in found if keep(*pair))[:limit]
        return tuple(replace(story, photos=self._fetched(story)) for story in kept)

    def remember_photo(self, url: str, key: str, size: Size, at: datetime) -> None:
        """The photograph at `url` is our file `key`."""
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO photos (url, key, width, height, fetched_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (url, key, *size, at.isoformat()),
            )

    def photo_failed(self, url: str, at: datetime) -> None:
        """The photograph at `url` could not be had."""
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO photos (url, failed_at) VALUES (?, ?)",
                (url, at.isoformat()),
            )

    def photo_failed_at(self, url: str) -> datetime | None:
        """When the photograph last failed; None if it did not."""
        row = self._row("SELECT failed_at FROM photos WHERE url = ?", url)
        return _moment(row[0]) if row else None

    def prune(self, now: datetime) -> None:
        """Forget photographs that no stored story uses, and all but the 300 fetched last.

        Files of the last hour stay: another process may be about to remember them.
        """
        rows = self._rows("SELECT payload FROM stories")
        used = {photo.url for story in self._readable(rows) for photo in story.photos}
        with self._transaction():
            rows = self._rows("SELECT url, key FROM photos ORDER BY julianday(fetched_at) DESC")
            keys = list(dict.fromkeys(key for url, key in rows if key and url in used))
            kept = frozenset(keys[:PHOTO_FILES])
            lost = [(u,) for u, key in rows if u not in used or (key and key not in kept)]
            self._db.executemany("DELETE FROM photos WHERE url = ?", lost)
        with self._told():
            self._unlink_all_but(kept, (now - SETTLED_AFTER).timestamp())

    def _unlink_all_but(self, kept: frozenset[str], before: float) -> None:
        for path in self.photos.glob("*") if self.photos.is_dir() else ():
            if path.name not in kept and path.stat().st_mtime < before:
                path.unlink(missing_ok=True)

    def _keep(self, source: str, position: int, story: Story, at: datetime) -> bool:
        """Store one story; True if it is new or says something else than before."""
        row = self._row("SELECT payload FROM stories WHERE source = ? AND id = ?", source, story.id)
        before = next(iter(self._readable([row])), None) if row else None
        if before and before.doubtful_date and story.doubtful_date:
            # An absurd date is the moment it was first met, or the story would stay the newest.
            story = replace(story, published=before.published)
        published = story.published.isoformat() if story.published else None
        self._db.execute(
            "INSERT INTO stories (source, id, payload, published, first_seen, position)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (source, id) DO UPDATE SET"
            " payload = excluded.payload, published = excluded.published,"
            " position = excluded.position",
            (source, story.id, record.write(story), published, at.isoformat(), position),
        )
        return story != before

    def _answer(self, source: str, at: datetime) -> None:
        self._db.execute(
            "INSERT INTO sources (key, answered_at) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET"
            " answered_at = excluded.answered_at, last_error = NULL, last_error_at = NULL,"
            " failures = 0",
            (source, at.isoformat()),
        )

    def _fetched(self, story: Story) -> tuple[Photo, ...]:
        return tuple(map(self._with_copy, story.photos))

    def _with_copy(self, photo: Photo) -> Photo:
        row = self._row("SELECT key, width, height FROM photos WHERE url = ?", photo.url)
        if row is None or not row[0] or not (self.photos / row[0]).is_file():
            return photo
        return replace(photo, key=row[0], size=Size(row[1], row[2]))

    def _readable(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[Story]:
        """The stories in rows whose last column is a payload."""
        for row in rows:
            try:
                yield record.read(row[-1])
            except (ValueError, TypeError, KeyError):
                self._notice("A stored story can't be read and is left out; it comes anew.")

    def _row(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        return next(iter(self._rows(sql, *values)), None)

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._told():
            return self._db.execute(sql, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as fault:
            raise StoreError(f"{self._path}: {_sentence(fault)}") from fault

    def _notice(self, says: str) -> None:
        if says not in self.notices:
            self.notices += (says,)

    def _open(self) -> sqlite3.Connection:
        if not self._can_write():
            return self._in_memory()
        try:
            return _prepared(_connected(str(self._path)))
        except sqlite3.DatabaseError as fault:
            if not _is_torn(fault):
                raise
        self._set_aside()
        return _prepared(_connected(str(self._path)))

    def _can_write(self) -> bool:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        places = [self.folder, *([self._path] if self._path.exists() else [])]
        return all(os.access(place, os.W_OK, effective_ids=True) for place in places)

    def _set_aside(self) -> None:
        aside = self._path.with_name("kiosk.db.corrupt")
        self._path.replace(aside)
        self._path.with_name("kiosk.db-journal").unlink(missing_ok=True)
        self._notice(f"{self._path} was damaged; it is kept as {aside.name}, the news comes anew.")

    def _in_memory(self) -> sqlite3.Connection:
        """What the disk holds, in memory, where it can be worked with until the process ends."""
        self._notice(
            f"{self.folder} can't be written, so new stories are lost at the next start;"
            " look at the disk and at the folder's owner."
        )
        memory = _connected(":memory:")
        if self._path.is_file():
            try:
                disk = _connected(f"{self._path.absolute().as_uri()}?mode=ro")
                disk.backup(memory)
                disk.close()
                return _prepared(memory)
            except sqlite3.DatabaseError as fault:
                self._notice(f"{self._path} can't be read ({fault}); nothing stored is shown.")
                memory = _connected(":memory:")
        return _prepared(memory)


def _connected(name: str) -> sqlite3.Connection:
    uri = name.startswith("file:")
    return sqlite3.connect(name, timeout=BUSY_TIMEOUT_S, isolation_level=None, uri=uri)


def _prepared(db: sqlite3.Connection) -> sqlite3.Connection:
    """`db` checked, with its tables; closed again if it is torn, foreign or from the future."""
    try:
        db.execute("PRAGMA journal_mode = TRUNCATE")
        db.execute("PRAGMA synchronous = FULL")
        _require_whole(db)
        if db.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
            _migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def _require_whole(db: sqlite3.Connection) -> None:
    if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise _Torn


def _migrate(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA:
        raise sqlite3.NotSupportedError(
            f"it was written by a newer kiosk (schema {version}, this one knows {SCHEMA});"
            " install that version again, or move the file away"
        )
    if db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] and version < SCHEMA:
        raise sqlite3.NotSupportedError("it is no database of kiosk's; move the file away")
    if version < SCHEMA:
        for table in _TABLES.split(";"):
            db.execute(table)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA}")
    db.execute("COMMIT")


class _Torn(sqlite3.DatabaseError):
    """quick_check found fault with the file."""


def _is_torn(fault: sqlite3.Error) -> bool:
    code = getattr(fault, "sqlite_errorcode", None)
    torn = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return isinstance(fault, _Torn) or (code is not None and code & 0xFF in torn)


def _sentence(fault: sqlite3.Error | OSError) -> str:
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    return {
        sqlite3.SQLITE_BUSY: "another process has it open for writing; try again in a moment",
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_READONLY: "it can't be written; look at its owner and at the disk",
        sqlite3.SQLITE_CORRUPT: "it is damaged; kiosk sets it aside at its next start",
    }.get(code, str(fault))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
