"""What a board remembers: sources, stories and their pages, verdicts of the clerk, photographs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from msgspec import Struct, json
from msgspec.structs import replace

from kiosk.content.memory import record
from kiosk.content.memory.database import Database, StoreError
from kiosk.content.memory.desk import Entry, Verdict
from kiosk.content.memory.photocache import PhotoCache
from kiosk.content.values import NONE, Article, Conditions, Feed
from kiosk.content.words.identity import digest, host_of
from kiosk.model import Answered, Focus, Story

__all__ = ["PageState", "SourceState", "Store", "StoreError"]

STORIES_PER_SOURCE = 200
# A permanent redirect is believed when it was seen so often in a row.
MOVED_AFTER = 3
FORGOTTEN_AFTER = timedelta(days=30)
VERDICTS = 1000

# julianday orders moments whatever their fractions of a second look like as text.
_ENTRIES = """
SELECT s.source, p.gone, p.payload, s.payload FROM stories s
LEFT JOIN pages p USING (source, id) WHERE s.source IN (SELECT value FROM json_each(?))
ORDER BY julianday(coalesce(s.published, s.first_seen)) DESC, s.position
"""
_TRIM = """
DELETE FROM stories WHERE source = ?1
AND id NOT IN (SELECT id FROM verdicts WHERE verdict = 'pinned') AND id NOT IN (
    SELECT id FROM stories WHERE source = ?1
    ORDER BY julianday(coalesce(published, first_seen)) DESC, position LIMIT ?2)
"""
_ANSWERED = """
INSERT INTO sources (key, answered_at, next_at) VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET answered_at = excluded.answered_at, next_at = excluded.next_at,
last_error = NULL, last_error_at = NULL, wait_until = NULL, failures = 0
"""
# What was met under a clock that was ahead of this one was met by now, or it would stay the newest.
_MET = """
UPDATE stories SET first_seen = ?2
WHERE source = ?1 AND julianday(first_seen) > julianday(?2)
"""
_FAILED = """
INSERT INTO sources (key, last_error, last_error_at, next_at, wait_until, failures)
VALUES (?, ?, ?, ?, ?, 1)
ON CONFLICT (key) DO UPDATE SET last_error = excluded.last_error,
last_error_at = excluded.last_error_at, next_at = excluded.next_at,
wait_until = excluded.wait_until, failures = failures + 1
"""
_PAGE = """
INSERT INTO pages (source, id, base, payload, asked_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (source, id) DO UPDATE SET base = excluded.base, gone = 0, failures = 0,
payload = excluded.payload, asked_at = excluded.asked_at
"""
_PAGE_FAILED = """
INSERT INTO pages (source, id, base, asked_at, gone, failures) VALUES (?, ?, ?, ?, ?, 1)
ON CONFLICT (source, id) DO UPDATE SET base = excluded.base, asked_at = excluded.asked_at,
gone = excluded.gone, failures = failures + 1
"""


class SourceState(Struct, frozen=True):
    """How a source is doing.

    `failures` counts since it last answered, `next_at` is when it may be asked again, `moved_to`
    where it says that it has gone for good, and `moved_seen` how often in a row. `wait_until` is
    the pause that a failing server asked for.
    """

    name: str
    answered_at: datetime | None = None
    last_error: str | None = None
    last_error_at: datetime | None = None
    failures: int = 0
    next_at: datetime | None = None
    wait_until: datetime | None = None
    moved_to: str = ""
    moved_seen: int = 0

    @property
    def moved(self) -> bool:
        """Whether its new address is believed."""
        return self.moved_seen >= MOVED_AFTER


class PageState(Struct, frozen=True):
    """When a story's page was last asked for; `current` if the feed said then what it says now."""

    asked_at: datetime
    current: bool
    gone: bool
    failures: int


class Store:
    """kiosk.db and photos/ in `folder`; `notices` are sentences about what had to be mended.

    A context manager, for one thread; other processes may read and write at the same time.
    Raises StoreError, from every method.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._db = Database(folder)
        self.cache = PhotoCache(self._db, folder / "photos")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def notices(self) -> tuple[str, ...]:
        return self._db.notices

    @property
    def photos(self) -> Path:
        return self.cache.folder

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def save(
        self,
        source: str,
        feed: Feed,
        conditions: Conditions,
        at: datetime,
        next_at: datetime | None = None,
    ) -> bool:
        """Keep what `source` said at `at`, with its ETag; True if any story is new or changed.

        Stories that are no longer in the feed stay until newer ones push them out.
        """
        with self._db.transaction():
            self._db.run(_MET, source, at.isoformat())
            changed = [self._keep(source, n, each, at) for n, each in enumerate(feed.stories)]
            self._db.run(_TRIM, source, STORIES_PER_SOURCE)
            self._db.run(_ANSWERED, source, at.isoformat(), _text(next_at))
            self._db.run(
                "UPDATE sources SET name = ?, etag = ?, modified = ? WHERE key = ?",
                *(feed.title, conditions.etag, conditions.modified, source),
            )
        return any(changed)

    def unchanged(self, source: str, at: datetime, next_at: datetime | None = None) -> None:
        """Remember that the source answered, and had nothing new."""
        with self._db.transaction():
            self._db.run(_MET, source, at.isoformat())
            self._db.run(_ANSWERED, source, at.isoformat(), _text(next_at))

    def failed(
        self,
        source: str,
        why: str,
        at: datetime,
        next_at: datetime | None = None,
        wait_until: datetime | None = None,
    ) -> None:
        """Remember that the source failed; its stories stand."""
        times = (at.isoformat(), _text(next_at), _text(wait_until))
        with self._db.transaction():
            self._db.run(_FAILED, source, why, *times)

    def moved(self, source: str, to: str) -> None:
        """Remember that `source` said it has gone to `to` for good; "": it said no such thing."""
        before = self.state(source)
        seen = min(before.moved_seen + 1, MOVED_AFTER) if to == before.moved_to else 1
        with self._db.transaction():
            self._db.run(
                "UPDATE sources SET moved_to = ?, moved_seen = ? WHERE key = ?",
                *(to, seen if to else 0, source),
            )

    def conditions(self, source: str) -> Conditions:
        """What makes the next GET conditional; NONE without stored stories to fall back on."""
        row = self._db.row(
            "SELECT etag, modified FROM sources WHERE key = ?1"
            " AND EXISTS (SELECT 1 FROM stories WHERE source = ?1)",
            source,
        )
        return Conditions(*row) if row else NONE

    def state(self, source: str) -> SourceState:
        """How the source is doing."""
        row = self._db.row(
            "SELECT name, answered_at, last_error, last_error_at, failures, next_at, wait_until,"
            " moved_to, moved_seen FROM sources WHERE key = ?",
            source,
        )
        if row is None:
            return SourceState(host_of(source))
        name, answered, error, erred, failures, next_at, wait, moved_to, seen = row
        return SourceState(
            name or host_of(source),
            _moment(answered),
            error,
            _moment(erred),
            failures,
            _moment(next_at),
            _moment(wait),
            moved_to,
            seen,
        )

    def answered(self, sources: Sequence[str]) -> tuple[Answered, ...]:
        """When each source last gave usable news."""
        states = map(self.state, sources)
        return tuple(Answered(state.name, state.answered_at) for state in states)

    def entries(self, sources: Sequence[str]) -> Iterator[Entry]:
        """All that is stored of these sources, newest first, completed by their pages."""
        rows = self._db.rows(_ENTRIES, json.encode(list(sources)).decode())
        for source, gone, page, payload in rows:
            for story in self._readable([(payload,)]):
                yield Entry(source, _completed(story, page), bool(gone))

    def illustrated(self, story: Story, focus: Focus | None = None) -> Story:
        """`story` with our copies of its photographs, where their files are whole.

        `focus` is what is kept of each when it is cropped; None: what its editor chose, or what
        was found in it.
        """
        photos = tuple(self.cache.photo(photo, focus) for photo in story.photos)
        return replace(story, photos=photos)

    def page(self, source: str, story: Story) -> PageState | None:
        """What is known of the page of a story as its feed gave it; None if it was never asked."""
        row = self._db.row(
            "SELECT asked_at, base, gone, failures FROM pages WHERE source = ? AND id = ?",
            *(source, story.id),
        )
        if row is None:
            return None
        asked, base, gone, failures = row
        return PageState(
            datetime.fromisoformat(asked),
            base == self._base(source, story.id),
            bool(gone),
            failures,
        )

    def keep_page(self, source: str, story: Story, page: Article, at: datetime) -> None:
        """The page of a story says this."""
        from kiosk.content.work import wire  # noqa: PLC0415 - only a gather keeps pages

        base, payload = self._base(source, story.id), wire.dump(page)
        with self._db.transaction():
            self._db.run(_PAGE, source, story.id, base, payload, at.isoformat())

    def page_failed(self, source: str, story: Story, at: datetime, *, gone: bool) -> None:
        """The page of a story could not be read; `gone` if the server says that it is no more."""
        base = self._base(source, story.id)
        with self._db.transaction():
            self._db.run(_PAGE_FAILED, source, story.id, base, at.isoformat(), int(gone))

    def verdicts(self) -> dict[str, Verdict]:
        """What a person decided of stories, by their ids."""
        rows = self._db.rows("SELECT id, verdict, until FROM verdicts")
        return {name: Verdict(said, _moment(until)) for name, said, until in rows}

    def decide(self, story: str, verdict: Verdict | None, at: datetime) -> None:
        """Remember what a person decided of a story; None takes back what was decided."""
        with self._db.transaction():
            self._db.run("DELETE FROM verdicts WHERE id = ?", story)
            if verdict:
                self._db.run(
                    "INSERT INTO verdicts (id, verdict, until, at) VALUES (?, ?, ?, ?)",
                    *(story, verdict.said, _text(verdict.until), at.isoformat()),
                )

    def prune(self, now: datetime, sources: Sequence[str], posters: Sequence[str] = ()) -> None:
        """Forget what no board of these sources can show: old sources, pages, photographs.

        `posters` are addresses in the photo cache that are no story's.
        """
        old = (now - FORGOTTEN_AFTER).isoformat()
        with self._db.transaction():
            self._db.run(
                "DELETE FROM sources WHERE key NOT IN (SELECT value FROM json_each(?1)) AND"
                " julianday(max(coalesce(answered_at, ''), coalesce(last_error_at, '')))"
                " < julianday(?2)",
                *(json.encode(list(sources)).decode(), old),
            )
            self._db.run("DELETE FROM stories WHERE source NOT IN (SELECT key FROM sources)")
            self._db.run(
                "DELETE FROM pages WHERE NOT EXISTS (SELECT 1 FROM stories s"
                " WHERE s.source = pages.source AND s.id = pages.id)"
            )
            self._db.run(
                "DELETE FROM verdicts WHERE id NOT IN"
                " (SELECT id FROM verdicts ORDER BY julianday(at) DESC LIMIT ?)",
                VERDICTS,
            )
        used = [photo.url for entry in self.entries(sources) for photo in entry.story.photos]
        self.cache.prune([*posters, *used], now)

    def _keep(self, source: str, position: int, story: Story, at: datetime) -> bool:
        """Store one story; True if it is new or says something else than before."""
        row = self._db.row(
            "SELECT payload FROM stories WHERE source = ? AND id = ?", source, story.id
        )
        before = next(iter(self._readable([row])), None) if row else None
        if before and before.doubtful_date and story.doubtful_date:
            # An absurd date is the moment it was first met, or the story would stay the newest.
            story = replace(story, published=before.published)
        self._db.run(
            "INSERT INTO stories (source, id, payload, published, first_seen, position)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (source, id) DO UPDATE SET"
            " payload = excluded.payload, published = excluded.published,"
            " position = excluded.position",
            *(source, story.id, record.write(story), _text(story.published)),
            *(at.isoformat(), position),
        )
        return story != before

    def _base(self, source: str, story: str) -> str:
        """A digest of what the feed says of a story now."""
        row = self._db.row("SELECT payload FROM stories WHERE source = ? AND id = ?", source, story)
        return digest(row[0]) if row else ""

    def _readable(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[Story]:
        """The stories in rows whose last column is a payload."""
        for row in rows:
            try:
                yield record.read(row[-1])
            except (ValueError, TypeError, KeyError):
                self._db.notice("A stored story can't be read and is left out; it comes anew.")


def _completed(story: Story, page: str | None) -> Story:
    if page is None:
        return story
    from kiosk.content.articles.completion import merge  # noqa: PLC0415 - not each story has one
    from kiosk.content.work import wire  # noqa: PLC0415 - as above

    try:
        return merge(story, wire.load(page, Article))
    except wire.WireError:  # another version wrote it; it is asked for again in its turn
        return story


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
