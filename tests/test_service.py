"""The service's jobs: their times by pure triggers, their work without a scheduler."""

import logging
import os
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image
from portal import feed, item, serving

from kiosk import atlas, editing, glyphs
from kiosk.agenda import Every, schedule
from kiosk.clerking import decide
from kiosk.config import Config
from kiosk.content.memory.desk import Verdict
from kiosk.content.memory.store import Store, StoreError
from kiosk.content.source import FeedSource
from kiosk.health import status
from kiosk.hours import Hours, Range
from kiosk.panels import png
from kiosk.programme import FIRST, Turn
from kiosk.pulse import Pulse
from kiosk.service import Service

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OFFICE = Hours(weekdays=(Range(450, 690), Range(780, 1020)))
NEWS = (
    item(22, "Phường Bến Sen khánh thành công viên ven rạch", "Sáng 22/11."),
    item(21, "Lịch tiếp công dân tháng 12", "Thứ Năm hằng tuần."),
)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = MORNING

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    folder = tmp_path / "portal"
    folder.mkdir()
    (folder / "feed.xml").write_text(feed(*NEWS), encoding="utf-8")
    return folder


NOTICE = """Cúp nước khẩn
Từ 13 giờ hôm nay tại hẻm 262/15A.
Hết hạn: 9h15 23/11/2026
"""


def _polled(config: Config, clock: Clock, url: str) -> Service:
    source = FeedSource(f"{url}/feed.xml")
    service = Service(replace(config, sources=(source,)), clock)
    assert service.poll(source)
    return service


@pytest.mark.parametrize(
    ("before", "now", "due"),
    [
        (None, 0, 5),
        (0, 1, 60),
        (0, 59, 60),
        (0, 61, 121),
        (0, 56 * 365 * 86400, 56 * 365 * 86400 + 60),
        (365 * 86400, 0, 60),
    ],
    ids=["first", "just ran", "nearly due", "late", "set 56 years on", "set a year back"],
)
def test_a_job_runs_once_whatever_the_clock_did(before: int | None, now: int, due: int) -> None:
    def at(seconds: int | None) -> datetime | None:
        return None if seconds is None else MORNING + timedelta(seconds=seconds)

    assert Every(60, first=5).get_next_fire_time(at(before), at(now)) == at(due)


@given(st.integers(1, 86400), st.integers(-(10**9), 10**9))
def test_the_next_run_is_never_past_and_never_more_than_one_pace_away(
    pace: int, moved: int
) -> None:
    now = MORNING + timedelta(seconds=moved)

    due = Every(pace).get_next_fire_time(MORNING, now)

    assert now < due <= now + timedelta(seconds=pace)


def test_every_job_has_its_time(config: Config, clock: Clock) -> None:
    sources = (FeedSource("http://a.vn/rss"), FeedSource("http://b.vn/rss", every_s=60))
    board = replace(config, sources=sources, hours=OFFICE)

    names = {job.id for job in schedule(Service(board, clock), Pulse()).scheduler.get_jobs()}

    assert names == {
        "http://a.vn/rss", "http://b.vn/rss", "look", "develop", "turn", "midnight", "upkeep",
        "beat", "report",
        "hours 07:30", "hours 11:30", "hours 13:00", "hours 17:00",
    }  # fmt: skip


def test_the_date_is_drawn_anew_at_the_wards_midnight(config: Config, clock: Clock) -> None:
    (job,) = [
        job
        for job in schedule(Service(config, clock), Pulse()).scheduler.get_jobs()
        if job.id == "midnight"
    ]

    due = job.trigger.get_next_fire_time(None, MORNING)

    assert due == datetime(2026, 11, 23, 17, 0, 1, tzinfo=UTC)


def test_the_day_in_the_masthead_changes_and_nothing_else(
    config: Config, clock: Clock, portal: Path
) -> None:
    with serving(portal) as url:
        service = _polled(config, clock, url)
    service.redraw()
    monday = png.shown(config.picture)
    service.redraw()
    again = png.shown(config.picture)
    clock.at += timedelta(hours=16)
    service.redraw()

    assert again == monday
    assert png.shown(config.picture) != monday


def test_pages_turn_and_a_new_story_leads_at_once(
    config: Config, clock: Clock, portal: Path
) -> None:
    with serving(portal) as url:
        service = _polled(config, clock, url)
        service.redraw()
        turns = []
        for _ in range(4):
            service.turn_page()
            turns.append(service.turn)
        service.turn_page()
        newer = item(23, "Cúp nước khẩn", "Từ 13 giờ.", "Mon, 23 Nov 2026 08:30:00 +0700")
        (portal / "feed.xml").write_text(feed(newer, *NEWS), encoding="utf-8")
        # Else the server would say that nothing changed within the second.
        os.utime(portal / "feed.xml", (2**31, 2**31))
        assert service.turn != FIRST
        assert service.poll(service.config.sources[0])
        service.redraw()

    assert turns == [Turn(1, 0), Turn(0, 1), Turn(1, 1), Turn(0, 0)]
    assert service.turn == FIRST


@pytest.mark.parametrize(("outside", "changes"), [("closing", True), ("last", False)])
def test_outside_office_hours_the_closing_page_stands_or_the_last_one(
    config: Config, clock: Clock, portal: Path, outside: str, *, changes: bool
) -> None:
    with serving(portal) as url:
        board = replace(config, hours=OFFICE, outside=outside)
        service = _polled(board, clock, url)
    service.redraw()
    at_work = png.shown(config.picture)
    clock.at += timedelta(hours=9)
    service.redraw()
    closed = png.shown(config.picture)
    clock.at += timedelta(days=1)
    service.redraw()

    assert (closed != at_work) is changes
    assert png.shown(config.picture) == closed


def test_news_counts_where_nothing_old_can_be_taken_off_the_disk(
    config: Config, clock: Clock, portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("kiosk.db: the disk is full")

    monkeypatch.setattr(Store, "prune", refuse)
    with serving(portal) as url:
        service = Service(config, clock)
        outcome = service.poll(FeedSource(f"{url}/feed.xml"))

    assert outcome.changed
    assert outcome.notes == ("kiosk.db: the disk is full",)


def test_a_failing_source_is_told_once_and_when_it_answers_again(
    config: Config, clock: Clock, portal: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kiosk")
    with serving(portal) as url:
        service = _polled(config, clock, url)
        port = int(url.rsplit(":", 1)[1])
    source = service.config.sources[0]
    service.poll(source)
    service.poll(source)
    with serving(portal, port):
        service.poll(source)

    said = [record.getMessage() for record in caplog.records]
    assert said == [
        "Cổng thông tin phường Bến Sen: the server refused the connection; what is stored stands",
        "Cổng thông tin phường Bến Sen: answers again",
    ]


def test_a_notice_comes_within_seconds_and_leaves_on_its_minute(
    config: Config, clock: Clock, tmp_path: Path
) -> None:
    folder = tmp_path / "notices"
    folder.mkdir()
    service = Service(replace(config, notices=(folder,)), clock)
    assert not service.look(), "what stands at the start is on the first page"
    (folder / "cup-nuoc.txt").write_text(NOTICE, encoding="utf-8")
    os.utime(folder / "cup-nuoc.txt", (MORNING.timestamp(), MORNING.timestamp()))
    assert service.look()
    assert not service.look()
    clock.at = datetime(2026, 11, 23, 2, 14, 59, tzinfo=UTC)
    assert not service.look()
    clock.at = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
    assert service.look()


def test_a_new_notice_is_shown_at_once_and_a_long_one_on_several_frames(
    config: Config, clock: Clock, portal: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "notices"
    folder.mkdir()
    pages = ("news", "notices")
    with serving(portal) as url:
        service = _polled(replace(config, notices=(folder,), pages=pages), clock, url)
    service.look()
    service.redraw()
    news = png.shown(config.picture)
    service.turn_page()
    assert service.turn == Turn(0, 1), "a page without a notice is passed over"
    (folder / "ho.txt").write_text(
        "Danh sách hộ\n" + "\n".join(f"Hộ ông Nguyễn Văn {n}, hẻm {n}/3" for n in range(40)),
        "utf-8",
    )
    os.utime(folder / "ho.txt", (MORNING.timestamp(), MORNING.timestamp()))
    assert service.look()
    service.redraw()
    assert service.turn == Turn(1, 1)
    shown = {news, png.shown(config.picture)}
    frames = service.frames
    assert frames > 1
    for _ in range(frames - 1):
        service.turn_page()
        shown.add(png.shown(config.picture))
    assert len(shown) == 1 + frames
    assert service.turn == Turn(1, 1, frames - 1)
    service.turn_page()
    assert service.turn == Turn(0, 0)


STORM = "KHẨN: Bão số 12 đổ bộ tối nay\n\nỞ trong nhà.\n\nHết hạn: 9h30 23/11/2026\n"
FIRE = "KHẨN: Cháy chợ Bến Sen\n\nTránh đường Bến Sen.\n\nHết hạn: 9h20 23/11/2026\n"


def _put(path: Path, words: str, saved: datetime = MORNING) -> None:
    path.write_text(words, encoding="utf-8")
    os.utime(path, (saved.timestamp(), saved.timestamp()))


def _shown(service: Service, *, turning: bool = False) -> str | None:
    """What the glass shows after a look and, if there is cause, a redraw."""
    if service.look() or turning:
        service.redraw(turning=turning)
    return png.shown(service.config.picture)


def test_what_is_urgent_takes_the_whole_panel_and_then_the_programme_goes_on_where_it_was(
    config: Config, clock: Clock, portal: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "notices"
    folder.mkdir()
    with serving(portal) as url:
        service = _polled(replace(config, notices=(folder,)), clock, url)
    service.look()
    service.redraw()
    service.turn_page()
    headlines, turn = png.shown(config.picture), service.turn
    _put(folder / "bao.txt", STORM)
    storm = _shown(service)
    assert storm != headlines
    assert _shown(service, turning=True) == storm, "a page of one frame stands"
    clock.at = datetime(2026, 11, 23, 2, 29, 59, tzinfo=UTC)
    assert _shown(service) == storm
    clock.at = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
    assert _shown(service, turning=True) == headlines
    assert service.turn == turn
    service.turn_page()
    assert service.turn != turn


def test_the_frames_of_what_is_urgent_turn_and_a_new_one_is_shown_at_once(
    config: Config, clock: Clock, tmp_path: Path
) -> None:
    folder = tmp_path / "notices"
    folder.mkdir()
    service = Service(replace(config, notices=(folder,)), clock)
    service.look()
    _put(folder / "bao.txt", STORM)
    alone = _shown(service)
    _put(folder / "chay.txt", FIRE, MORNING - timedelta(minutes=1))
    fire = _shown(service)
    assert service.alert is not None
    assert service.alert.frame == 1, "the older notice stands second, and is shown all the same"
    storm = _shown(service, turning=True)
    assert len({alone, fire, storm}) == 3
    assert _shown(service, turning=True) == fire
    (folder / "bao.txt").unlink()
    assert _shown(service) not in (alone, fire, storm)
    (folder / "chay.txt").unlink()
    _shown(service)
    assert service.alert is None
    assert service.page == "waiting"


@pytest.mark.parametrize("outside", ["closing", "last"])
def test_a_storm_keeps_no_office_hours(
    config: Config, clock: Clock, portal: Path, tmp_path: Path, outside: str
) -> None:
    folder = tmp_path / "notices"
    folder.mkdir()
    hours = {"hours": OFFICE, "outside": outside, "stale_after_s": 86400}
    board = replace(config, notices=(folder,), **hours)
    with serving(portal) as url:
        service = _polled(board, clock, url)
    service.look()
    service.redraw()
    clock.at += timedelta(hours=9)
    service.redraw()
    night = png.shown(config.picture)
    _put(folder / "bao.txt", STORM.replace("9h30", "21h"), clock.at)
    storm = _shown(service)
    assert storm != night
    assert _shown(service, turning=True) == storm
    clock.at = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    assert _shown(service) == night


def test_what_was_urgent_before_a_power_cut_does_not_stay(
    config: Config, clock: Clock, tmp_path: Path
) -> None:
    folder = tmp_path / "notices"
    folder.mkdir()
    _put(folder / "bao.txt", STORM)
    board = replace(config, hours=OFFICE, outside="last", notices=(folder,))
    service = Service(board, clock)
    service.redraw()
    storm = png.shown(config.picture)
    clock.at += timedelta(hours=9)
    again = Service(board, clock)
    again.redraw()
    assert png.shown(config.picture) != storm


def test_a_board_of_notices_alone_waits_while_there_is_none(
    config: Config, clock: Clock, tmp_path: Path
) -> None:
    folder = tmp_path / "notices"
    folder.mkdir()
    service = Service(replace(config, notices=(folder,), pages=("notices",)), clock)
    service.redraw()
    waits = png.shown(config.picture)
    (folder / "cup-nuoc.txt").write_text(NOTICE, encoding="utf-8")
    os.utime(folder / "cup-nuoc.txt", (MORNING.timestamp(), MORNING.timestamp()))
    service.redraw()
    assert png.shown(config.picture) != waits
    clock.at = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
    service.redraw()
    assert png.shown(config.picture) == waits


def test_a_schedule_that_is_broken_while_it_is_mended_stands_as_it_was(
    config: Config, clock: Clock, tmp_path: Path
) -> None:
    plan = tmp_path / "lich.toml"
    rows = '[[row]]\nday = "Thứ Năm"\nhours = "7:30-11:30"\nroom = "Phòng 2"\nwho = "Chủ tịch"\n'
    plan.write_text(rows, encoding="utf-8")
    service = Service(replace(config, schedule=plan, pages=("schedule",)), clock)
    service.look()
    service.redraw()
    shown = png.shown(config.picture)
    plan.write_text(rows.replace("Thứ Năm", "Thứ Nam"), encoding="utf-8")
    service.look()
    service.redraw()
    assert png.shown(config.picture) == shown
    plan.unlink()
    service.config = replace(service.config, schedule=None)
    service.look()
    service.redraw()
    assert png.shown(config.picture) != shown


def test_a_decision_is_seen(config: Config, clock: Clock, portal: Path) -> None:
    with serving(portal) as url:
        service = _polled(config, clock, url)
    service.look()
    decide(service.config, "1600000022", Verdict("hidden"), MORNING)
    assert service.look()


def test_posters_are_developed_once(config: Config, clock: Clock, tmp_path: Path) -> None:
    folder = tmp_path / "posters"
    folder.mkdir()
    Image.new("RGB", (300, 400), "white").save(folder / "tiem chung den 30-11-2026.png")
    service = Service(replace(config, posters=(folder,)), clock)
    assert service.develop()
    assert not service.develop()
    with Store(config.state) as store:
        (poster,) = editing.edition(service.config, store, MORNING).posters
    assert poster.size == (300, 400)
    (Path(os.fsdecode(bytes(folder) + b"/\xff den 30-11-2026.jpg"))).write_bytes(b"<html>")
    (folder / "hong den 30-11-2026.jpg").write_bytes(b"<html>")
    assert not service.develop()
    said = status(service.config, MORNING).problems
    assert len(said) == 2
    assert "hong den 30-11-2026.jpg: it is no JPEG, PNG, WebP or GIF picture" in said[0] + said[1]


def test_a_source_waits_after_a_restart_as_it_was_asked_to(
    config: Config, clock: Clock, portal: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(portal) as url:
        service = _polled(config, clock, url)
    source = service.config.sources[0]
    assert service.first_poll(source) == MORNING + timedelta(minutes=15)
    service.poll(source)
    assert "refused the connection" in caplog.text
    assert service.first_poll(source) == MORNING, "a network that failed may be back"
    clock.at -= timedelta(days=365)
    assert service.first_poll(source) == clock.at


def test_the_jobs_bring_news_notices_and_posters_to_the_glass(
    config: Config, portal: Path, tmp_path: Path
) -> None:
    notices, posters = tmp_path / "notices", tmp_path / "posters"
    notices.mkdir()
    posters.mkdir()
    Image.new("RGB", (300, 400), "white").save(posters / "den 30-11-2099.png")
    with serving(portal) as url:
        source = FeedSource(f"{url}/feed.xml")
        pages = ("news", "notices", "poster")
        board = replace(config, sources=(source,), notices=(notices,), posters=(posters,))
        service = Service(replace(board, pages=pages), lambda: datetime.now(UTC))
        service.look()
        service.redraw()
        waits = png.shown(config.picture)
        scheduler = schedule(service, Pulse()).scheduler
        scheduler.start()
        try:
            news = _other_than(config.picture, waits)
            job = scheduler.get_job(source.url)
            assert job.next_run_time > datetime.now(UTC) + timedelta(minutes=10)
            (notices / "cup-nuoc.txt").write_text("Cúp nước khẩn\n\nTừ 13 giờ.", "utf-8")
            assert _other_than(config.picture, news) != waits
        finally:
            # To wait here would hold the lock that a job needs which plans another one.
            scheduler.shutdown(wait=False)
            for thread in threading.enumerate():
                if thread.name.startswith("ThreadPoolExecutor"):
                    thread.join(20)
    with Store(config.state) as store:
        news_now = editing.edition(service.config, store, datetime.now(UTC))
    assert len(news_now.posters) == 1


def _other_than(picture: Path, digest: str | None) -> str | None:
    """What the glass shows once that is something else."""
    for _ in range(400):
        if png.shown(picture) != digest:
            break
        time.sleep(0.05)
    shown = png.shown(picture)
    assert shown != digest
    return shown


def test_a_service_keeps_the_letters_that_it_drew_and_others_rarely(
    config: Config, clock: Clock, portal: Path
) -> None:
    glyphs.forget()
    with serving(portal) as url:
        service = _polled(config, clock, url)
        service.redraw()
        kept = (config.state / atlas.NAME).read_bytes()
        more = item(23, "Ẵ Ẫ Ẳ Ỡ Ẽ: những chữ chưa hề có", "Q W Z.")
        (portal / "feed.xml").write_text(feed(more, *NEWS), encoding="utf-8")
        later = time.time() + 10  # HTTP tells changes by the second
        os.utime(portal / "feed.xml", (later, later))
        service.poll(FeedSource(f"{url}/feed.xml"))
        service.redraw()
    assert (config.state / atlas.NAME).read_bytes() == kept
    assert atlas.save() == ""
    assert (config.state / atlas.NAME).read_bytes() != kept


def test_a_disk_that_refuses_letters_is_told_once(
    config: Config, clock: Clock, portal: Path, caplog: pytest.LogCaptureFixture
) -> None:
    glyphs.forget()
    (config.state / atlas.NAME / "in the way").mkdir(parents=True)
    with serving(portal) as url:
        service = _polled(config, clock, url)
        service.redraw()
        service.redraw()
    told = [record.message for record in caplog.records if "letters" in record.message]
    assert len(told) == 1
    assert "letters can't be kept (Is a directory)" in told[0]
