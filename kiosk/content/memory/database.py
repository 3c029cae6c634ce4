"""The only door to SQLite: one file that power cuts can't tear, and that mends itself."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kiosk.content.memory.schema import APPLICATION_ID, MIGRATIONS
from kiosk.errors import KioskError
from kiosk.files import make_folder

BUSY_TIMEOUT_S = 5.0
# A round of all sources writes less; below that the disk counts as full.
ROOM_BYTES = 2 << 20
# What a disk that failed is tried with.
_TRIED_BYTES = 1 << 19
SCHEMA = len(MIGRATIONS)


class StoreError(KioskError):
    """The store can't do what was asked; the text says why and what to do."""


class Database:
    """kiosk.db in `folder`; `notices` are sentences about what had to be mended.

    For one thread; other processes may read and write at the same time. A torn file is set aside
    and begun anew. Where the disk can't be written, what is on it is read into memory, and what
    comes later is lost with the process.
    Raises StoreError, from every method.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notices: tuple[str, ...] = ()
        self._path = folder / "kiosk.db"
        with self.told():
            self._db = self._open()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def notice(self, says: str) -> None:
        """Note what a person should know, once."""
        if says not in self.notices:
            self.notices += (says,)

    def run(self, sql: str, *values: object) -> int:
        """Run one statement inside a transaction; how many rows it touched."""
        with self.told():
            return self._db.execute(sql, values).rowcount

    def run_all(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run one statement for each row of values."""
        with self.told():
            self._db.executemany(sql, rows)

    def row(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        """The first row of an answer."""
        return next(iter(self.rows(sql, *values)), None)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of an answer."""
        with self.told():
            return self._db.execute(sql, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is run inside is kept, or nothing of it."""
        with self.told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def told(self) -> Iterator[None]:
        """What the disk or SQLite refuses, as a sentence."""
        try:
            yield
        except (sqlite3.Error, OSError) as fault:
            if _code(fault) in _DISK_FAULTS:
                _FAILED.add(self._path)
            raise StoreError(f"{self._path}: {_sentence(fault)}") from fault

    def _open(self) -> sqlite3.Connection:
        if why := self._refusal():
            return self._in_memory(why)
        # Should the disk refuse again, what it holds by then is what counts.
        if memory := _IN_MEMORY.pop(self._name_in_memory(), None):
            memory.close()
        try:
            return _prepared(_connected(str(self._path)))
        except sqlite3.DatabaseError as fault:
            if not _is_torn(fault):
                raise
        self._set_aside()
        return _prepared(_connected(str(self._path)))

    def _refusal(self) -> str:
        """Why nothing can be kept on the disk, as half a sentence; "" where it can."""
        try:
            make_folder(self.folder)
            room = os.statvfs(self.folder)
        except OSError:
            return "can't be written"
        places = [self.folder, *([self._path] if self._path.exists() else [])]
        if not all(os.access(place, os.W_OK, effective_ids=True) for place in places):
            return "can't be written"
        if room.f_bavail * room.f_frsize < ROOM_BYTES:
            return "is on a full disk"
        if self._path in _FAILED and not self._takes_again():
            return "is on a disk that fails"
        return ""

    def _takes_again(self) -> bool:
        """Whether a disk that failed takes something again."""
        from tempfile import TemporaryFile  # noqa: PLC0415 - only after a disk failed

        try:
            with TemporaryFile(dir=self.folder) as file:
                file.write(bytes(_TRIED_BYTES))
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            return False
        _FAILED.discard(self._path)
        return True

    def _set_aside(self) -> None:
        aside = self._path.with_name("kiosk.db.corrupt")
        self._path.replace(aside)
        self._path.with_name("kiosk.db-journal").unlink(missing_ok=True)
        self.notice(f"{self._path} was damaged; it is kept as {aside.name}, the news comes anew.")

    def _in_memory(self, why: str) -> sqlite3.Connection:
        """What the disk holds, in memory, where it can be worked with until the process ends."""
        self.notice(
            f"{self.folder} {why}, so new stories are lost at the next start;"
            " look at the disk and at the folder's owner."
        )
        name = self._name_in_memory()
        if name not in _IN_MEMORY:
            _IN_MEMORY[name] = self._read_into(name)
        return _prepared(_connected(name))

    def _name_in_memory(self) -> str:
        return f"file:{quote(str(self._path.absolute()), safe='')}?mode=memory&cache=shared"

    def _read_into(self, name: str) -> sqlite3.Connection:
        memory = sqlite3.connect(name, uri=True, isolation_level=None, check_same_thread=False)
        if self._path.is_file():
            try:
                disk = _connected(f"{self._path.absolute().as_uri()}?mode=ro")
                disk.backup(memory)
                disk.close()
            except sqlite3.DatabaseError as fault:
                self.notice(f"{self._path} can't be read ({fault}); nothing stored is shown.")
        return memory


# A memory lives as long as a connection to it: each board's, until its disk can be written again.
_IN_MEMORY: dict[str, sqlite3.Connection] = {}
# Files whose disk failed in this process; the next one who comes works in memory.
_FAILED: set[Path] = set()
_DISK_FAULTS = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def _connected(name: str) -> sqlite3.Connection:
    uri = name.startswith("file:")
    return sqlite3.connect(name, timeout=BUSY_TIMEOUT_S, isolation_level=None, uri=uri)


def _prepared(db: sqlite3.Connection) -> sqlite3.Connection:
    """`db` checked, with its tables; closed again if it is torn, foreign or from the future."""
    try:
        # What a poll changes is a few bytes, which are written with their page, twice. A file that
        # was begun with larger pages keeps them.
        db.execute("PRAGMA page_size = 1024")
        db.execute("PRAGMA journal_mode = TRUNCATE")
        db.execute("PRAGMA synchronous = FULL")
        # In a shared memory a reader would be turned away by a writer instead of waiting for it.
        db.execute("PRAGMA read_uncommitted = TRUE")
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
    if db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] and version == 0:
        raise sqlite3.NotSupportedError("it is no database of kiosk's; move the file away")
    for step in MIGRATIONS[version:]:
        for statement in step.split(";"):
            db.execute(statement)
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
    return {
        sqlite3.SQLITE_BUSY: "another process has it open for writing; try again in a moment",
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_READONLY: "it can't be written; look at its owner and at the disk",
        sqlite3.SQLITE_CORRUPT: "it is damaged; kiosk sets it aside at its next start",
    }.get(_code(fault), str(fault))


def _code(fault: sqlite3.Error | OSError) -> int:
    code: int = getattr(fault, "sqlite_errorcode", 0)
    return code & 0xFF


def copy(folder: Path, into: Path) -> None:
    """Copy kiosk.db as it is now from one folder into another, without a change to the first.

    Raises StoreError.
    """
    path = folder / "kiosk.db"
    if not path.is_file():
        return
    try:
        with (
            closing(_connected(f"{path.absolute().as_uri()}?mode=ro")) as disk,
            closing(_connected(str(into / path.name))) as ours,
        ):
            disk.backup(ours)
    except sqlite3.Error as fault:
        raise StoreError(f"{path}: {_sentence(fault)}") from fault
