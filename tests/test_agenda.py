"""When things happen: sources spread out, pages for their own time, plans that are given up."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from msgspec.structs import replace
from portal import feed, item, serving

from kiosk.agenda import Agenda, Every, schedule
from kiosk.config import Config
from kiosk.content.gather import Outcome
from kiosk.content.source import FeedSource
from kiosk.pulse import Pulse
from kiosk.service import Service

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SCHEDULE = '[[row]]\nday = "thứ Hai"\nhours = "7:30-11:30"\nroom = "P. 1"\nwho = "Chủ tịch"\n'


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    folder = tmp_path / "portal"
    folder.mkdir()
    (folder / "feed.xml").write_text(feed(item(22, "Phường Bến Sen", "Sáng 22/11.")), "utf-8")
    return folder


@pytest.fixture
def paused() -> Iterator[BackgroundScheduler]:
    """A scheduler that plans and does nothing."""
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.start(paused=True)
    yield scheduler
    scheduler.shutdown()


def agenda(service: Service, scheduler: BackgroundScheduler, chance: float = 0) -> Agenda:
    scheduler.remove_all_jobs()
    made = Agenda(service, scheduler, Pulse(), lambda: chance)
    made.fill()
    return made


def due(made: Agenda, name: str) -> datetime:
    (job,) = [job for job in made.scheduler.get_jobs() if job.id == name]
    found: datetime = job.next_run_time
    return found


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_the_boards_of_a_city_do_not_ask_all_at_once(
    config: Config, portal: Path, paused: BackgroundScheduler, chance: float
) -> None:
    with serving(portal) as url:
        source = FeedSource(f"{url}/feed.xml", every_s=600)
        service = Service(replace(config, sources=(source,)), lambda: MORNING)
        first = agenda(service, paused, chance)
        assert due(first, source.url) == MORNING, "a new board has nothing to show yet"
        first.ask(source)
        assert due(first, source.url) == MORNING + timedelta(seconds=600 + chance * 60)
        service.now = lambda: MORNING + timedelta(hours=1)
        after_a_restart = agenda(service, paused, chance)
    assert due(after_a_restart, source.url) == MORNING + timedelta(hours=1, seconds=chance * 60)


def test_a_disk_that_refuses_does_not_hurry_a_source(
    config: Config, paused: BackgroundScheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = FeedSource("http://127.0.0.1:9/feed.xml", every_s=600)
    service = Service(replace(config, sources=(source,)), lambda: MORNING)
    made = agenda(service, paused)
    full = Outcome(source, "Cổng phường", "kiosk.db: the disk is full")
    monkeypatch.setattr(service, "poll", lambda _: full)
    made.ask(source)
    assert due(made, source.url) == MORNING + timedelta(seconds=600)


def test_each_page_stands_for_its_own_time(
    config: Config, tmp_path: Path, paused: BackgroundScheduler
) -> None:
    notices = tmp_path / "notices"
    notices.mkdir()
    (notices / "a.txt").write_text("Cúp nước\n\nTại hẻm 262.\n\nHết hạn: 31/12/2026\n", "utf-8")
    os.utime(notices / "a.txt", (MORNING.timestamp(), MORNING.timestamp()))
    (tmp_path / "lich.toml").write_text(SCHEDULE, encoding="utf-8")
    board = replace(
        config,
        notices=(notices,),
        schedule=tmp_path / "lich.toml",
        pages=("notices", "schedule"),
        dwells={"schedule": 900},
    )
    service = Service(board, lambda: MORNING)
    service.look()
    service.redraw()
    made = agenda(service, paused)

    def stands() -> float:
        (job,) = [job for job in made.scheduler.get_jobs() if job.id == "turn"]
        assert isinstance(job.trigger, Every)
        return job.trigger.pace.total_seconds()

    assert (service.page, stands()) == ("notices", 300)
    made.turn()
    assert (service.page, stands()) == ("schedule", 900)
    made.turn()
    assert (service.page, stands()) == ("notices", 300)


def test_what_has_retired_plans_nothing_more(config: Config) -> None:
    service = Service(config, lambda: MORNING)
    made = schedule(service, Pulse())
    made.retire()
    made.soon(made.redraw, "news", "show")
    service.again = 5.0
    made.wait()
    made.turn()
    assert made.scheduler.get_jobs() == []
