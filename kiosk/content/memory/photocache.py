"""Our own copies of photographs: which address is which file, bounded in bytes and count."""

import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.content.memory.database import Database
from kiosk.model import Focus, Photo

if TYPE_CHECKING:
    from kiosk.content.darkroom.kept import Kept

SETTLED_AFTER = timedelta(hours=1)


@lru_cache(maxsize=1024)
def _stored(path: Path, _mtime_ns: int, _bytes: int, crc: int | None) -> "Kept | None":
    """Our copy, if its file holds what was written; looked at once for each state of it."""
    from kiosk.content.darkroom.kept import stored  # noqa: PLC0415 - not each board has photographs

    return stored(path) if crc in (None, zlib.crc32(path.read_bytes())) else None


class PhotoCache:
    """The photo folder and the table that goes with it.

    Raises StoreError, from every method.
    """

    def __init__(self, db: Database, folder: Path) -> None:
        self.folder = folder
        self._db = db

    def keep(self, url: str, key: str, at: datetime) -> None:
        """The photograph at `url` is our file `key`."""
        with self._db.told():
            crc = zlib.crc32((self.folder / key).read_bytes())
        with self._db.transaction():
            self._db.run(
                "INSERT OR REPLACE INTO photos (url, key, crc, fetched_at) VALUES (?, ?, ?, ?)",
                *(url, key, crc, at.isoformat()),
            )
            # The file may have been written anew, and other addresses may lead to it.
            self._db.run("UPDATE photos SET crc = ? WHERE key = ?", crc, key)

    def failed(self, url: str, why: str, at: datetime) -> None:
        """The photograph at `url` could not be had."""
        with self._db.transaction():
            self._db.run(
                "INSERT OR REPLACE INTO photos (url, why, failed_at) VALUES (?, ?, ?)",
                *(url, why, at.isoformat()),
            )

    def failure(self, url: str) -> str:
        """Why the photograph could not be had when it was last asked for; "" if it was."""
        row = self._db.row("SELECT why FROM photos WHERE url = ?", url)
        return row[0] if row and row[0] else ""

    def failed_at(self, url: str) -> datetime | None:
        """When the photograph last failed; None if it did not."""
        row = self._db.row("SELECT failed_at FROM photos WHERE url = ?", url)
        return datetime.fromisoformat(row[0]) if row and row[0] else None

    def photo(self, photo: Photo, focus: Focus | None = None) -> Photo:
        """`photo` with our copy, where its file is whole.

        Its focus is `focus`, else what its editor chose, else what was found in the picture.
        """
        found = self.copy(photo.url)
        if found is None:
            return photo
        box, heads = found.focus, found.heads
        if said := focus or photo.point:
            from kiosk.content.darkroom.wished import wished  # noqa: PLC0415 - as above

            box, heads = wished(said, found.size, found.heads), ()
        return replace(photo, key=found.key, size=found.size, focus=box, heads=heads)

    def copy(self, url: str) -> "Kept | None":
        """Our copy of what lies at `url`; None without a whole one."""
        row = self._db.row("SELECT key, crc FROM photos WHERE url = ? AND key IS NOT NULL", url)
        if row is None:
            return None
        key, crc = row
        try:
            state = (self.folder / key).stat()
            return _stored(self.folder / key, state.st_mtime_ns, state.st_size, crc)
        except OSError:  # missing, or on a card that can't be read
            return None

    def prune(self, preferred: Iterable[str], now: datetime) -> None:
        """Forget all but the `preferred` addresses, and the last of those beyond the bounds.

        Files of the last hour stay: another process may be about to remember them.
        """
        wanted = dict.fromkeys(preferred)
        keys = dict(self._db.rows("SELECT url, key FROM photos"))
        named = list(dict.fromkeys(keys[url] for url in wanted if keys.get(url)))
        with self._db.told():
            from kiosk.content.darkroom.kept import bounded  # noqa: PLC0415 - as above

            kept = bounded(self.folder, named, (now - SETTLED_AFTER).timestamp())
        lost = [url for url, key in keys.items() if url not in wanted or (key and key not in kept)]
        with self._db.transaction():
            self._db.run_all("DELETE FROM photos WHERE url = ?", [(url,) for url in lost])
