"""What sources said, kept through restarts, kills, torn files and full or locked disks."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.content.feed import Feed
from kiosk.content.http import NONE, Conditions
from kiosk.content.store import PHOTO_FILES, SourceState, Store, StoreError
from kiosk.geometry import Size
from kiosk.model import Answered, Photo, Story

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PORTAL, PAPER = "https://portal.example/rss", "https://paper.example/rss"
TAG = Conditions('"v1"', "Mon, 23 Nov 2026 01:00:00 GMT")


def story(number: int, **fields: object) -> Story:
    base = Story(
        id=f"149188{number:04}",
        source="Quận - Huyện",
        title=f"Tin số {number} của phường",
        lead="Sáng nay, hẻm 262/15A.",
        published=NOW - timedelta(hours=number),
        link=f"https://portal.example/tin-149188{number:04}",
        photos=(Photo(f"https://portal.example/{number}.jpg", "Ảnh", "Long Hồ"),),
    )
    return replace(base, **fields)


def feed(*stories: Story) -> Feed:
    return Feed("Quận - Huyện", stories)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        yield opened


def plain_sqlite(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path, isolation_level=None))


def titles(store: Store, *keys: str, limit: int = 99) -> list[str]:
    return [each.title for each in store.stories(keys or (PORTAL,), limit)]


def test_what_was_saved_is_there_after_a_restart(tmp_path: Path) -> None:
    with Store(tmp_path) as first:
        assert first.save(PORTAL, feed(story(1), story(2)), TAG, NOW)
    with Store(tmp_path) as again:
        assert again.stories((PORTAL,), 9) == (story(1), story(2))
        assert again.conditions(PORTAL) == TAG
        assert again.answered((PORTAL, PAPER)) == (
            Answered("Quận - Huyện", NOW),
            Answered("paper.example", None),
        )
        assert again.notices == ()


def test_save_tells_whether_anything_is_new(store: Store) -> None:
    assert store.save(PORTAL, feed(story(1)), NONE, NOW)
    assert not store.save(PORTAL, feed(story(1)), TAG, NOW)
    assert store.save(PORTAL, feed(story(1, title="Tin số 1, đã sửa")), TAG, NOW)
    assert titles(store) == ["Tin số 1, đã sửa"]
    assert store.save(PORTAL, feed(story(2)), TAG, NOW)
    assert len(titles(store)) == 2


def test_conditions_are_none_without_stories_to_fall_back_on(store: Store) -> None:
    store.unchanged(PORTAL, NOW)
    assert store.conditions(PORTAL) == NONE
    store.save(PORTAL, feed(), TAG, NOW)
    assert store.conditions(PORTAL) == NONE
    store.save(PORTAL, feed(story(1)), TAG, NOW)
    assert store.conditions(PORTAL) == TAG


def test_failures_are_counted_until_the_source_answers(store: Store) -> None:
    store.save(PORTAL, feed(story(1)), TAG, NOW)
    for minute in (1, 2):
        store.failed(PORTAL, "the server refused the connection", NOW + timedelta(minutes=minute))
    assert store.state(PORTAL) == SourceState(
        "Quận - Huyện", NOW, "the server refused the connection", NOW + timedelta(minutes=2), 2
    )
    assert titles(store) == ["Tin số 1 của phường"]
    store.unchanged(PORTAL, NOW + timedelta(minutes=3))
    assert store.state(PORTAL) == SourceState("Quận - Huyện", NOW + timedelta(minutes=3))


def test_stories_stand_newest_first_then_as_in_the_feed(store: Store) -> None:
    same = [story(n, published=NOW) for n in (5, 4, 6)]
    undated = story(7, published=None)
    store.save(PORTAL, feed(story(9), undated, *same), NONE, NOW - timedelta(minutes=1))
    assert [each.id[-1] for each in store.stories((PORTAL,), 9)] == ["5", "4", "6", "7", "9"]
    assert len(store.stories((PORTAL,), 2)) == 2


def test_an_undated_story_stays_where_it_was_first_met(store: Store) -> None:
    store.save(PORTAL, feed(story(1, published=None)), NONE, NOW - timedelta(hours=5))
    store.save(PORTAL, feed(story(1, published=None), story(2)), NONE, NOW)
    assert [each.id[-1] for each in store.stories((PORTAL,), 9)] == ["2", "1"]


def test_a_doubtful_date_is_the_moment_it_was_first_met(store: Store) -> None:
    early = NOW - timedelta(hours=5)
    store.save(PORTAL, feed(story(1, published=early, doubtful_date=True)), NONE, early)
    assert not store.save(PORTAL, feed(story(1, published=NOW, doubtful_date=True)), NONE, NOW)
    assert store.stories((PORTAL,), 1)[0].published == early


def test_one_article_in_two_sources_is_shown_once(store: Store) -> None:
    twin = story(1, source="Báo", link="https://paper.example/khac-1491880001", id="x")
    retold = story(8, source="Báo", title="TIN SỐ 2 CỦA PHƯỜNG", published=NOW)
    store.save(PORTAL, feed(story(1), story(2)), NONE, NOW)
    store.save(PAPER, feed(twin, retold), NONE, NOW)
    assert titles(store, PORTAL, PAPER) == ["TIN SỐ 2 CỦA PHƯỜNG", "Tin số 1 của phường"]
    assert len(titles(store, PAPER)) == 2
    assert titles(store, "https://nobody.example/") == []


def test_two_sources_may_use_one_id(store: Store) -> None:
    store.save(PORTAL, feed(story(1)), NONE, NOW)
    store.save(PAPER, feed(story(1, title="Một tin khác hẳn", link="", source="Báo")), NONE, NOW)
    assert titles(store, PAPER) == ["Một tin khác hẳn"]
    assert titles(store, PORTAL) == ["Tin số 1 của phường"]


def test_two_hundred_stories_are_kept(store: Store) -> None:
    store.save(PORTAL, feed(*[story(n) for n in range(100, 300)]), NONE, NOW)
    store.save(PORTAL, feed(*[story(n) for n in range(50)]), NONE, NOW)
    ids = [int(each.id[-4:]) for each in store.stories((PORTAL,), 999)]
    assert ids == [*range(50), *range(100, 250)]


def test_photographs_are_filled_in_once_fetched(store: Store) -> None:
    store.save(PORTAL, feed(story(1)), NONE, NOW)
    (photo,) = story(1).photos
    store.photo_failed(photo.url, NOW)
    assert store.photo_failed_at(photo.url) == NOW
    store.remember_photo(photo.url, "abc.jpg", Size(640, 480), NOW)
    assert store.photo_failed_at(photo.url) is None
    assert store.stories((PORTAL,), 1)[0].photos == (photo,), "the file is not there"
    store.photos.mkdir()
    (store.photos / "abc.jpg").write_bytes(b"jpeg")
    fetched = replace(photo, key="abc.jpg", size=Size(640, 480))
    assert store.stories((PORTAL,), 1)[0].photos == (fetched,)


def test_photographs_that_nothing_uses_are_pruned_after_an_hour(store: Store) -> None:
    store.save(PORTAL, feed(story(1)), NONE, NOW)
    store.photos.mkdir()
    for name in ("used.jpg", "unused.jpg", "stray.jpg", ".torn.jpg.x1"):
        (store.photos / name).write_bytes(b"jpeg")
    store.remember_photo(story(1).photos[0].url, "used.jpg", Size(1, 1), NOW)
    store.remember_photo("https://portal.example/old.jpg", "unused.jpg", Size(1, 1), NOW)
    fresh = datetime.fromtimestamp(time.time(), UTC)
    store.prune(fresh)
    assert len(list(store.photos.iterdir())) == 4
    store.prune(fresh + timedelta(hours=2))
    assert [path.name for path in store.photos.iterdir()] == ["used.jpg"]
    assert store.stories((PORTAL,), 1)[0].photos[0].key == "used.jpg"


def test_no_more_than_three_hundred_photographs_are_kept(store: Store) -> None:
    many = tuple(Photo(f"https://portal.example/{n}.jpg") for n in range(PHOTO_FILES + 5))
    store.save(PORTAL, feed(story(1, photos=many)), NONE, NOW)
    store.photos.mkdir()
    for n, photo in enumerate(many):
        (store.photos / f"{n}.jpg").write_bytes(b"jpeg")
        store.remember_photo(photo.url, f"{n}.jpg", Size(1, 1), NOW + timedelta(seconds=n))
    store.prune(datetime.fromtimestamp(time.time(), UTC) + timedelta(hours=2))
    assert len(list(store.photos.iterdir())) == PHOTO_FILES
    assert not (store.photos / "4.jpg").exists()


def test_durability_is_asked_of_the_disk(store: Store, tmp_path: Path) -> None:
    store.save(PORTAL, feed(story(1)), NONE, NOW)
    with plain_sqlite(tmp_path / "kiosk.db") as plain:
        assert plain.execute("PRAGMA application_id").fetchone() == (0x6B696F73,)
        assert plain.execute("PRAGMA user_version").fetchone() == (1,)
    assert (tmp_path / "kiosk.db-journal").stat().st_size == 0


@pytest.mark.parametrize("damage", ["rubbish", "half", "page", "header"])
def test_a_torn_database_is_set_aside_and_begun_anew(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "kiosk.db"
    with Store(tmp_path) as first:
        first.save(PORTAL, feed(*[story(n) for n in range(100)]), TAG, NOW)
    whole = path.read_bytes()
    torn = {
        "rubbish": b"<html>" * 1000,
        "half": whole[: len(whole) // 2],
        "page": whole[:8192] + bytes(4096) + random.Random(1).randbytes(8192) + whole[20_480:],
        "header": random.Random(2).randbytes(200) + whole[200:],
    }[damage]
    path.write_bytes(torn)
    with Store(tmp_path) as again:
        (notice,) = again.notices
        assert "was damaged; it is kept as kiosk.db.corrupt" in notice
        assert (tmp_path / "kiosk.db.corrupt").read_bytes() == torn
        assert (titles(again), again.conditions(PORTAL)) == ([], NONE)
        assert again.save(PORTAL, feed(story(1)), TAG, NOW)
    with Store(tmp_path) as third:
        assert (len(titles(third)), third.notices) == (1, ())


def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    (tmp_path / "kiosk.db").touch()
    with Store(tmp_path) as opened:
        assert opened.save(PORTAL, feed(story(1)), TAG, NOW)


def test_one_rotten_row_costs_one_story(tmp_path: Path) -> None:
    with Store(tmp_path) as first:
        first.save(PORTAL, feed(story(1), story(2)), TAG, NOW)
    with plain_sqlite(tmp_path / "kiosk.db") as plain:
        plain.execute("UPDATE stories SET payload = '{' WHERE id = ?", (story(1).id,))
    with Store(tmp_path) as again:
        assert titles(again) == ["Tin số 2 của phường"]
        assert "can't be read" in again.notices[0]
        assert again.save(PORTAL, feed(story(1)), TAG, NOW)
        assert len(titles(again)) == 2


def test_a_database_from_the_future_is_refused_and_left_alone(tmp_path: Path) -> None:
    Store(tmp_path).close()
    with plain_sqlite(tmp_path / "kiosk.db") as plain:
        plain.execute("PRAGMA user_version = 7")
    before = (tmp_path / "kiosk.db").read_bytes()
    with pytest.raises(StoreError, match=r"newer kiosk \(schema 7, this one knows 1\)"):
        Store(tmp_path)
    assert (tmp_path / "kiosk.db").read_bytes() == before


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    with plain_sqlite(tmp_path / "kiosk.db") as plain:
        plain.execute("CREATE TABLE gia_pha (ten TEXT)")
    with pytest.raises(StoreError, match="no database of kiosk's; move the file away"):
        Store(tmp_path)


def test_reading_goes_on_while_another_writes(tmp_path: Path) -> None:
    with Store(tmp_path) as writer, Store(tmp_path) as reader:
        writer.save(PORTAL, feed(story(1)), NONE, NOW)
        with plain_sqlite(tmp_path / "kiosk.db") as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE sources SET name = 'khác'")
            assert titles(reader) == ["Tin số 1 của phường"]
            with Store(tmp_path) as third:
                assert third.state(PORTAL).name == "Quận - Huyện"
            other.execute("ROLLBACK")


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder, and a process that may not write everywhere, as root may."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() != 0:
            yield folder
            return
        folder.chmod(0o755)
        nobody = 65534
        os.chown(folder, nobody, nobody)
        os.seteuid(nobody)
        try:
            yield folder
        finally:
            os.seteuid(0)


@pytest.mark.parametrize("locked", ["folder", "file"])
def test_a_disk_that_cannot_be_written_is_read_and_worked_with_in_memory(
    unprivileged: Path, locked: str
) -> None:
    with Store(unprivileged) as first:
        first.save(PORTAL, feed(story(1)), TAG, NOW)
    place = unprivileged if locked == "folder" else unprivileged / "kiosk.db"
    place.chmod(0o555 if locked == "folder" else 0o444)
    with Store(unprivileged) as again:
        assert "can't be written" in again.notices[0]
        assert titles(again) == ["Tin số 1 của phường"]
        assert again.save(PORTAL, feed(story(2)), TAG, NOW)
        assert len(titles(again)) == 2
    unprivileged.chmod(0o755)
    (unprivileged / "kiosk.db").chmod(0o644)
    with Store(unprivileged) as third:
        assert (len(titles(third)), third.notices) == (1, ())


def test_a_folder_that_cannot_be_made_is_worked_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Store(tmp_path / "file" / "state") as opened:
        assert opened.save(PORTAL, feed(story(1)), TAG, NOW)
        assert len(opened.notices) == 1


WRITER = """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from kiosk.content.feed import Feed
    from kiosk.content.http import Conditions
    from kiosk.content.store import Store
    from kiosk.model import Story
    now = datetime(2026, 11, 23, tzinfo=UTC)
    with Store(Path(sys.argv[1])) as store:
        for turn in range(10_000):
            stories = tuple(
                Story(f"149188{n:04}", "P", f"Tin {n} lần {turn}", published=now) for n in range(50)
            )
            store.save("https://p.example/", Feed("P", stories), Conditions(f"{turn}"), now)
            print("saved", flush=True)
"""


def test_a_kill_at_any_moment_leaves_stories_and_etag_of_one_answer(tmp_path: Path) -> None:
    for delay in (0.02, 0.05, 0.11):
        writer = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(tmp_path)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        with writer.stdout:
            writer.stdout.readline()
            time.sleep(delay)
            writer.send_signal(signal.SIGKILL)
            writer.wait()
        with Store(tmp_path) as store:
            stories = store.stories(("https://p.example/",), 99)
            turns = {each.title.rpartition(" ")[2] for each in stories}
            assert store.notices == ()
            assert len(stories) == 50
            assert turns == {store.conditions("https://p.example/").etag}
