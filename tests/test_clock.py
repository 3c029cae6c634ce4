"""Whether the clock can be believed, and what a page says while it can't."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from editions import edition
from msgspec.structs import replace
from portal import feed, item, serving

from kiosk import editing, press
from kiosk.clock import MADE, Belief, believed
from kiosk.config import Config
from kiosk.content.memory.store import Store
from kiosk.content.source import FeedSource
from kiosk.hours import Hours, Range
from kiosk.layout.compose import compose
from kiosk.panels.png import shown
from kiosk.scene import Text
from kiosk.service import Service

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BOOT = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
NOWHERE = Path("/nowhere/synchronized")


@pytest.mark.parametrize(
    ("now", "known", "want"),
    [
        (NOW, None, Belief(NOW, sure=True)),
        (NOW, NOW - timedelta(days=30), Belief(NOW, sure=True)),
        (NOW, NOW + timedelta(minutes=9), Belief(NOW, sure=True)),
        (NOW, NOW + timedelta(hours=1), Belief(NOW + timedelta(hours=1), sure=False)),
        (BOOT, None, Belief(MADE, sure=False)),
        (BOOT, NOW, Belief(NOW, sure=False)),
    ],
)
def test_a_clock_is_believed_unless_it_is_behind_what_has_happened(
    now: datetime, known: datetime | None, want: Belief
) -> None:
    assert believed(now, known, NOWHERE) == want


def test_a_clock_that_a_server_has_set_is_believed(tmp_path: Path) -> None:
    asked = tmp_path / "synchronized"
    asked.touch()
    ahead = NOW + timedelta(days=365)
    assert believed(NOW, ahead, asked) == Belief(NOW, sure=True)
    assert not believed(BOOT, None, asked).sure


@pytest.mark.parametrize("page", ["news", "headlines", "waiting"])
def test_a_page_without_a_sure_day_bears_none(config: Config, page: str) -> None:
    board, layouts = config.board(), press.shipped_layouts()

    def words(*, dated: bool) -> str:
        made = compose(page, replace(edition(), dated=dated), board, layouts)
        return " ".join(one.text for one in made.scenes[0].items if isinstance(one, Text))

    assert "Thứ" in words(dated=True)
    assert "Thứ" not in words(dated=False)


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    folder = tmp_path / "portal"
    folder.mkdir()
    (folder / "feed.xml").write_text(feed(item(22, "Phường Bến Sen", "Sáng 22/11.")), "utf-8")
    return folder


def test_while_the_clock_is_wrong_nothing_is_old_and_the_office_is_not_called_closed(
    config: Config, portal: Path
) -> None:
    at = NOW
    hours = Hours(weekdays=(Range(450, 690),))
    with serving(portal) as url:
        source = FeedSource(f"{url}/feed.xml")
        service = Service(replace(config, sources=(source,), hours=hours), lambda: at)
        service.poll(source)
        service.redraw()
    today = shown(config.picture)

    at = NOW - timedelta(days=8)
    with Store(config.state) as store:
        news = editing.edition(service.config, store, at)
        asked = editing.edition(service.config, store, at, asked=True)
    assert (news.dated, news.now, news.stale_since) == (False, NOW, None)
    assert asked.dated
    service.redraw()
    undated = shown(config.picture)
    assert service.page == "news"
    assert undated != today

    at = NOW + timedelta(minutes=1)
    service.redraw()
    assert shown(config.picture) == today


def test_answers_under_a_clock_that_must_be_wrong_keep_the_pace_and_the_last_known_time(
    config: Config, portal: Path
) -> None:
    at = NOW
    with serving(portal) as url:
        source = FeedSource(f"{url}/feed.xml", every_s=600)
        service = Service(replace(config, sources=(source,)), lambda: at)
        service.poll(source)
        service.redraw()
        at = BOOT
        outcome = service.poll(source)
    with Store(config.state) as store:
        news = editing.edition(service.config, store, at)

    assert outcome.next_at == BOOT + timedelta(minutes=10)
    assert (news.dated, news.now) == (False, NOW), "what ended before then has not begun anew"
