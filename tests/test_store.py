"""What sources said, kept through restarts, kills, torn files and full or locked disks."""

import random
import resource
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from kiosk.content.darkroom.imprint import Imprint
from kiosk.content.darkroom.markers import commented
from kiosk.content.memory import database, record
from kiosk.content.memory.desk import Verdict
from kiosk.content.memory.schema import MIGRATIONS
from kiosk.content.memory.store import PageState, SourceState, Store, StoreError
from kiosk.content.values import NONE, Article, Conditions, Dated, Feed
from kiosk.content.work import wire
from kiosk.geometry import Rect, Size
from kiosk.model import Answered, Focus, Photo, Point, Story

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


def stories(store: Store, *keys: str) -> list[Story]:
    return [each.story for each in store.entries(keys or (PORTAL,))]


def titles(store: Store, *keys: str) -> list[str]:
    return [each.title for each in stories(store, *keys)]


def jpeg(path: Path, size: tuple[int, int] = (64, 48)) -> None:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", size, "red").save(path, "JPEG")


def test_what_was_saved_is_there_after_a_restart(tmp_path: Path) -> None:
    with Store(tmp_path) as first:
        assert first.save(PORTAL, feed(story(1), story(2)), TAG, NOW)
    with Store(tmp_path) as again:
        assert stories(again) == [story(1), story(2)]
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
    assert [each.id[-1] for each in stories(store)] == ["5", "4", "6", "7", "9"]


def test_an_undated_story_stays_where_it_was_first_met(store: Store) -> None:
    store.save(PORTAL, feed(story(1, published=None)), NONE, NOW - timedelta(hours=5))
    store.save(PORTAL, feed(story(1, published=None), story(2)), NONE, NOW)
    assert [each.id[-1] for each in stories(store)] == ["2", "1"]


@pytest.mark.parametrize("same", [False, True], ids=["a feed", "nothing new"])
def test_what_was_met_under_a_clock_far_ahead_does_not_stay_the_newest(
    store: Store, *, same: bool
) -> None:
    undated = story(1, published=None)
    store.save(PORTAL, feed(undated), NONE, NOW + timedelta(days=56 * 365))
    if same:
        store.unchanged(PORTAL, NOW)
    else:
        store.save(PORTAL, feed(undated), NONE, NOW)
    later = NOW + timedelta(hours=1)
    store.save(PORTAL, feed(story(2, published=later), undated), NONE, later)
    assert [each.id[-1] for each in stories(store)] == ["2", "1"]


def test_a_doubtful_date_is_the_moment_it_was_first_met(store: Store) -> None:
    early = NOW - timedelta(hours=5)
    store.save(PORTAL, feed(story(1, published=early, doubtful_date=True)), NONE, early)
    assert not store.save(PORTAL, feed(story(1, published=NOW, doubtful_date=True)), NONE, NOW)
    assert stories(store)[0].published == early


def test_two_sources_may_use_one_id(store: Store) -> None:
    store.save(PORTAL, feed(story(1)), NONE, NOW)
    store.save(PAPER, feed(story(1, title="Một tin khác hẳn", link="", source="Báo")), NONE, NOW)
    assert titles(store, PAPER) == ["Một tin khác hẳn"]
    assert titles(store, PORTAL) == ["Tin số 1 của phường"]


def test_two_hundred_stories_are_kept(store: Store) -> None:
    store.save(PORTAL, feed(*[story(n) for n in range(100, 300)]), NONE, NOW)
    store.save(PORTAL, feed(*[story(n) for n in range(50)]), NONE, NOW)
    ids = [int(each.id[-4:]) for each in stories(store)]
    assert ids == [*range(50), *range(100, 250)]


def test_photographs_are_filled_in_once_fetched_and_only_while_whole(store: Store) -> None:
    (photo,) = story(1).photos
    store.cache.failed(photo.url, "it is too small", NOW)
    assert store.cache.failed_at(photo.url) == NOW
    assert store.cache.failure(photo.url) == "it is too small"
    jpeg(store.photos / "abc.jpg")
    store.cache.keep(photo.url, "abc.jpg", NOW)
    assert store.cache.failed_at(photo.url) is None
    fetched = replace(photo, key="abc.jpg", size=Size(64, 48))
    assert store.illustrated(story(1)).photos == (fetched,)
    whole = (store.photos / "abc.jpg").read_bytes()
    rotten = whole[:400] + bytes([whole[400] ^ 1]) + whole[401:]
    for bad in (b"torn", b"", rotten):
        (store.photos / "abc.jpg").write_bytes(bad)
        assert store.illustrated(story(1)).photos == (photo,)
    (store.photos / "abc.jpg").unlink()
    assert store.illustrated(story(1)).photos == (photo,)


def test_photographs_that_nothing_uses_are_pruned_after_an_hour(store: Store) -> None:
    store.save(PORTAL, feed(story(1)), NONE, NOW)
    for name in ("used.jpg", "unused.jpg", "stray.jpg", ".torn.jpg.x1", "poster.jpg"):
        jpeg(store.photos / name)
    store.cache.keep(story(1).photos[0].url, "used.jpg", NOW)
    store.cache.keep("https://portal.example/old.jpg", "unused.jpg", NOW)
    store.cache.keep("file:lich.png", "poster.jpg", NOW)
    fresh = datetime.fromtimestamp(time.time(), UTC)
    store.prune(fresh, (PORTAL,), posters=("file:lich.png",))
    assert len(list(store.photos.iterdir())) == 5
    store.prune(fresh + timedelta(hours=2), (PORTAL,), posters=("file:lich.png",))
    assert sorted(path.name for path in store.photos.iterdir()) == ["poster.jpg", "used.jpg"]
    assert store.illustrated(story(1)).photos[0].key == "used.jpg"
    assert store.cache.copy("https://portal.example/old.jpg") is None


def test_the_photographs_of_the_newest_stories_outlast_the_bounds(store: Store) -> None:
    many = tuple(Photo(f"https://portal.example/{n}.jpg") for n in range(305))
    store.save(PORTAL, feed(story(1, photos=many)), NONE, NOW)
    for n, photo in enumerate(many):
        jpeg(store.photos / f"{n}.jpg", Size(8, 8))
        store.cache.keep(photo.url, f"{n}.jpg", NOW)
    store.prune(datetime.fromtimestamp(time.time(), UTC) + timedelta(hours=2), (PORTAL,))
    assert len(list(store.photos.iterdir())) == 300
    assert (store.photos / "299.jpg").exists()
    assert not (store.photos / "300.jpg").exists()


PAGE = Article(
    title="Tin số 1 của phường",
    lead="Sáng nay, hẻm 262/15A được mở rộng thêm 1,5 m sau ba tháng thi công.",
    paragraphs=("Bà con hiến 42 m2 đất.", "Lễ thông xe lúc 8 giờ."),
    byline="Long Hồ",
    published=Dated(NOW - timedelta(hours=1)),
    photos=(),
    link="",
    site="",
)


def test_a_story_is_completed_by_its_page(store: Store) -> None:
    store.save(PORTAL, feed(story(1)), NONE, NOW)
    assert store.page(PORTAL, story(1)) is None
    store.keep_page(PORTAL, story(1), PAGE, NOW)
    (whole,) = stories(store)
    assert (whole.paragraphs, whole.byline) == (PAGE.paragraphs, "Long Hồ")
    assert store.page(PORTAL, story(1)) == PageState(NOW, current=True, gone=False, failures=0)
    store.save(PORTAL, feed(story(1, lead="Đã sửa.")), NONE, NOW)
    known = store.page(PORTAL, story(1))
    assert known
    assert not known.current, "the feed says something else now, so its page may, too"


def test_a_page_that_fails_keeps_what_was_read(store: Store) -> None:
    store.save(PORTAL, feed(story(1)), NONE, NOW)
    store.keep_page(PORTAL, story(1), PAGE, NOW)
    store.page_failed(PORTAL, story(1), NOW, gone=True)
    (entry,) = store.entries((PORTAL,))
    assert entry.gone
    store.page_failed(PORTAL, story(1), NOW, gone=False)
    assert store.page(PORTAL, story(1)) == PageState(NOW, current=True, gone=False, failures=2)
    assert stories(store)[0].byline == "Long Hồ"
    store.keep_page(PORTAL, story(1), PAGE, NOW)
    assert store.page(PORTAL, story(1)) == PageState(NOW, current=True, gone=False, failures=0)


def test_a_page_in_another_versions_words_is_done_without(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.save(PORTAL, feed(story(1)), NONE, NOW)
        store.keep_page(PORTAL, story(1), PAGE, NOW)
    with plain_sqlite(tmp_path / "kiosk.db") as plain:
        plain.execute("UPDATE pages SET payload = '{}'")
    with Store(tmp_path) as store:
        assert stories(store) == [story(1)]


def test_verdicts_are_kept_replaced_and_taken_back(store: Store) -> None:
    later = NOW + timedelta(days=1)
    store.decide("a", Verdict("hidden"), NOW)
    store.decide("b", Verdict("hidden"), NOW)
    store.decide("b", Verdict("pinned", later), NOW)
    assert store.verdicts() == {"a": Verdict("hidden"), "b": Verdict("pinned", later)}
    store.decide("a", None, NOW)
    assert list(store.verdicts()) == ["b"]


def test_a_pinned_story_is_not_pushed_out_by_newer_ones(store: Store) -> None:
    store.save(PORTAL, feed(story(500)), NONE, NOW)
    store.decide(story(500).id, Verdict("pinned"), NOW)
    store.save(PORTAL, feed(*[story(n) for n in range(200)]), NONE, NOW)
    assert len(titles(store)) == 201


def test_a_redirect_for_good_is_believed_the_third_time(store: Store) -> None:
    store.save(PORTAL, feed(story(1)), NONE, NOW)
    new = "https://new.example/rss"
    for _ in range(2):
        store.moved(PORTAL, new)
    assert not store.state(PORTAL).moved
    store.moved(PORTAL, "https://other.example/rss")
    for _ in range(3):
        assert not store.state(PORTAL).moved
        store.moved(PORTAL, new)
    assert store.state(PORTAL).moved
    assert store.state(PORTAL).moved_to == new
    store.moved(PORTAL, "")
    assert not store.state(PORTAL).moved


def test_what_no_board_follows_any_more_is_forgotten_after_a_month(store: Store) -> None:
    store.save(PORTAL, feed(story(1)), NONE, NOW)
    store.save(PAPER, feed(story(2)), NONE, NOW)
    store.keep_page(PAPER, story(2), PAGE, NOW)
    store.prune(NOW + timedelta(days=29), (PORTAL,))
    assert len(titles(store, PORTAL, PAPER)) == 2
    store.prune(NOW + timedelta(days=31), (PORTAL,))
    assert titles(store, PORTAL, PAPER) == ["Tin số 1 của phường"]
    assert store.page(PAPER, story(2)) is None


def test_a_database_of_the_first_schema_is_brought_forward(tmp_path: Path) -> None:
    with plain_sqlite(tmp_path / "kiosk.db") as plain:
        for statement in MIGRATIONS[0].split(";"):
            plain.execute(statement)
        plain.execute("PRAGMA user_version = 1")
        plain.execute("INSERT INTO sources (key, name) VALUES (?, 'Quận - Huyện')", (PORTAL,))
        plain.execute(
            "INSERT INTO stories (source, id, payload, first_seen, position)"
            " VALUES (?, ?, ?, ?, 0)",
            (PORTAL, story(1).id, record.write(story(1)), NOW.isoformat()),
        )
    with Store(tmp_path) as store:
        assert stories(store) == [story(1)]
        assert store.save(PORTAL, feed(story(2)), TAG, NOW)
        assert store.state(PORTAL).moved_to == ""


def test_pages_that_the_second_schema_holds_are_still_read(tmp_path: Path) -> None:
    said = Article(
        "Tin", paragraphs=('Bảng "focus": null',), photos=(Photo("https://p.example/a"),)
    )
    older = wire.dump(said).replace(', "point": null', "")
    with plain_sqlite(tmp_path / "kiosk.db") as plain:
        for statement in ";".join(MIGRATIONS[:2]).split(";"):
            plain.execute(statement)
        plain.execute("PRAGMA user_version = 2")
        plain.execute(
            "INSERT INTO pages (source, id, base, payload, asked_at) VALUES (?, '1', '', ?, '')",
            (PORTAL, older),
        )
    Store(tmp_path).close()
    with plain_sqlite(tmp_path / "kiosk.db") as plain:
        ((payload,),) = plain.execute("SELECT payload FROM pages").fetchall()
    assert wire.load(payload, Article) == said


@pytest.mark.parametrize(
    ("wanted", "chosen", "kept"),
    [
        (None, None, Rect(4, 5, 6, 7)),
        (None, Point(50, 50), Rect(26, 18, 12, 12)),
        (Point(0, 0), Point(50, 50), Rect(0, 0, 12, 12)),
        ("whole", Point(50, 50), Rect(0, 0, 64, 48)),
    ],
)
def test_what_is_kept_of_a_photograph_says_the_config_then_its_editor_then_the_picture(
    store: Store, wanted: Focus | None, chosen: Point | None, kept: Rect
) -> None:
    told = story(1)
    (photo,) = told.photos
    jpeg(store.photos / "abc.jpg")
    imprinted = commented((store.photos / "abc.jpg").read_bytes(), bytes(Imprint(Rect(4, 5, 6, 7))))
    (store.photos / "abc.jpg").write_bytes(imprinted)
    store.cache.keep(photo.url, "abc.jpg", NOW)
    pointed = replace(told, photos=(replace(photo, point=chosen),))
    assert store.illustrated(pointed, wanted).photos[0].focus == kept


def test_durability_is_asked_of_the_disk(store: Store, tmp_path: Path) -> None:
    store.save(PORTAL, feed(story(1)), NONE, NOW)
    with plain_sqlite(tmp_path / "kiosk.db") as plain:
        assert plain.execute("PRAGMA application_id").fetchone() == (0x6B696F73,)
        assert plain.execute("PRAGMA user_version").fetchone() == (3,)
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
    with pytest.raises(StoreError, match=r"newer kiosk \(schema 7, this one knows 3\)"):
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
    with Store(unprivileged) as still:
        assert len(titles(still)) == 2, "the memory lives as long as the process"
    unprivileged.chmod(0o755)
    (unprivileged / "kiosk.db").chmod(0o644)
    with Store(unprivileged) as third:
        assert (len(titles(third)), third.notices) == (1, ())
        third.save(PORTAL, feed(story(3)), TAG, NOW)
    place.chmod(0o555 if locked == "folder" else 0o444)
    with Store(unprivileged) as refused:
        assert sorted(titles(refused)) == ["Tin số 1 của phường", "Tin số 3 của phường"]


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """A disk that takes no file beyond a size."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_disk_that_fails_costs_one_round_and_is_then_worked_without_until_it_is_well(
    tmp_path: Path,
) -> None:
    many = [story(number) for number in range(1, 120)]
    with Store(tmp_path) as first:
        first.save(PORTAL, feed(story(1)), TAG, NOW)
    with files_up_to((tmp_path / "kiosk.db").stat().st_size):
        with Store(tmp_path) as refused, pytest.raises(StoreError):
            refused.save(PORTAL, feed(*many), TAG, NOW)
        with Store(tmp_path) as again:
            assert "is on a disk that fails" in again.notices[0]
            assert again.save(PORTAL, feed(*many), TAG, NOW)
        with Store(tmp_path) as still:
            assert len(titles(still)) == 119
    with Store(tmp_path) as well:
        assert (len(titles(well)), well.notices) == (1, ())
        assert well.save(PORTAL, feed(*many), TAG, NOW)


def test_a_full_disk_is_worked_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path) as first:
        first.save(PORTAL, feed(story(1)), TAG, NOW)
    monkeypatch.setattr(database, "ROOM_BYTES", 1 << 62)
    with Store(tmp_path) as full:
        assert "is on a full disk" in full.notices[0]
        assert full.save(PORTAL, feed(story(2)), TAG, NOW)
        assert len(titles(full)) == 2
    monkeypatch.undo()
    with Store(tmp_path) as well:
        assert (len(titles(well)), well.notices) == (1, ())


def test_a_folder_that_cannot_be_made_is_worked_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Store(tmp_path / "file" / "state") as opened:
        assert opened.save(PORTAL, feed(story(1)), TAG, NOW)
        assert len(opened.notices) == 1


WRITER = """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from kiosk.content.values import Feed
    from kiosk.content.values import Conditions

    from kiosk.content.memory.store import Store
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
            kept = stories(store, "https://p.example/")
            turns = {each.title.rpartition(" ")[2] for each in kept}
            assert store.notices == ()
            assert len(kept) == 50
            assert turns == {store.conditions("https://p.example/").etag}
