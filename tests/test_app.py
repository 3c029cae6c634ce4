"""One refresh, end to end, over real HTTP on loopback."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hung import NAMES
from msgspec.structs import replace
from portal import feed, item, serving

from kiosk import app, editing, press
from kiosk.config import Config
from kiosk.content.memory.store import Store
from kiosk.content.source import FeedSource
from kiosk.demo import OFFICE_HOURS, PORTAL, SAMPLE_NOW, sample
from kiosk.errors import ConfigError
from kiosk.layout.library import library
from kiosk.panels import catalog, png
from kiosk.panels.policy import Show, Skip
from kiosk.scene import Picture, Text

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NEWS = feed(
    item(22, "Phường Bến Sen khánh thành công viên ven rạch", "Sáng 22/11, công viên mở cửa."),
    item(21, "Lịch tiếp công dân tháng 12", "Thứ Năm hằng tuần."),
)


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    folder = tmp_path / "portal"
    folder.mkdir()
    (folder / "feed.xml").write_text(NEWS, encoding="utf-8")
    return folder


def _following(config: Config, url: str, **changes: object) -> Config:
    source = FeedSource(f"{url}/feed.xml", **changes)  # type: ignore[arg-type]  # fields by name
    return replace(config, sources=(source,))


def _words(cycle: app.Cycle) -> list[str]:
    return [one.text for one in cycle.made.page.scenes[0].items if isinstance(one, Text)]


def test_the_newest_story_gets_onto_the_glass(config: Config, portal: Path) -> None:
    with serving(portal) as url:
        cycle = app.once(_following(config, url), NOW)

    assert cycle.outcomes[0].error is None
    assert isinstance(cycle.decision, Show)
    assert png.shown(config.picture) == cycle.made.frames[0].digest
    assert png.shown(config.state / "glass.png") == cycle.made.frames[0].digest
    said = " ".join(_words(cycle))
    assert "Phường Bến Sen khánh thành công viên ven rạch" in said
    assert "Sáng 22/11, công viên mở cửa." in said
    assert "Lịch tiếp công dân tháng 12" in said
    assert "Thứ Hai, 23/11/2026 · Rằm tháng Mười" in said
    assert "Đăng 22/11 · Cổng thông tin phường Bến Sen" in said


def test_the_same_page_is_not_sent_again_even_by_another_process(
    config: Config, portal: Path
) -> None:
    with serving(portal) as url:
        app.once(_following(config, url), NOW)
        before = config.picture.stat()
        again = app.once(_following(config, url), NOW + timedelta(hours=1))

    assert isinstance(again.decision, Skip)
    assert config.picture.stat().st_mtime_ns == before.st_mtime_ns


def test_a_page_stands_when_the_portal_is_gone_and_says_its_age_in_words(
    config: Config, portal: Path
) -> None:
    with serving(portal) as url:
        following = _following(config, url)
        first = app.once(following, NOW)

    soon = app.once(following, NOW + timedelta(hours=1))
    later = app.once(following, NOW + timedelta(hours=7))

    assert soon.outcomes[0].error == "the server refused the connection"
    assert soon.made.frames[0].digest == first.made.frames[0].digest
    assert soon.edition.stale_since is None
    assert later.edition.stale_since == NOW
    said = "Tin cũ: chưa lấy được tin mới từ 09:00 thứ Hai, 23/11/2026"
    assert said in _words(later)


def test_a_login_page_replaces_nothing(config: Config, portal: Path) -> None:
    with serving(portal) as url:
        following = _following(config, url)
        app.once(following, NOW)
        (portal / "feed.xml").write_text("<html><body>Đăng nhập Wi-Fi</body></html>", "utf-8")
        # Else the server would say that nothing changed within the second.
        os.utime(portal / "feed.xml", (2**31, 2**31))
        cycle = app.once(following, NOW + timedelta(minutes=15))

    assert "an HTML page came, not a feed" in (cycle.outcomes[0].error or "")
    assert cycle.edition.stories[0].title == "Phường Bến Sen khánh thành công viên ven rạch"


def test_a_board_that_never_had_news_waits_and_is_not_empty(config: Config) -> None:
    cycle = app.once(config, NOW)

    assert cycle.made.page.name == "waiting"
    said = " ".join(_words(cycle))
    assert "UBND Phường Bến Sen" in said
    assert "đang chờ tin" in said


def _put(folder: Path, name: str, words: str) -> None:
    """A notice that was saved half an hour ago."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(words, encoding="utf-8")
    os.utime(path, (NOW.timestamp() - 1800, NOW.timestamp() - 1800))


def test_what_is_urgent_takes_the_whole_panel_until_it_has_expired(
    config: Config, portal: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "notices"
    _put(folder, "bao.txt", "KHẨN: Bão số 12 đổ bộ tối nay\n\nỞ trong nhà.\n\nHết hạn: 20h 23/11")
    with serving(portal) as url:
        warned = replace(_following(config, url), notices=(folder,))
        cycle = app.once(warned, NOW)
        after = app.once(warned, NOW + timedelta(hours=11))

    assert cycle.made.page.name == "urgent"
    assert "KHẨN" in _words(cycle)
    assert png.shown(config.picture) == after.made.frames[0].digest
    assert after.made.page.name == "news"


def test_each_urgent_notice_begins_on_a_frame_of_its_own(config: Config, tmp_path: Path) -> None:
    folder = tmp_path / "notices"
    long = "\n\n".join(["Mọi người ở trong nhà từ 18 giờ đến khi có thông báo của phường."] * 40)
    _put(folder, "a.txt", f"KHẨN: Bão số 12\n\n{long}\n\nBắt đầu: 23/11 8h30\nHết hạn: 25/11")
    _put(folder, "b.txt", "KHẨN: Cháy chợ\n\nBắt đầu: 23/11 8h20\nHết hạn: 25/11")
    _put(folder, "c.txt", "Họp tổ dân phố\n\nHết hạn: 25/11")
    warned = replace(config, notices=(folder,))
    news = app.once(warned, NOW).edition
    board = config.board()
    variants = press.layouts_for(warned, board)
    made = press.make("urgent", news, board, variants, config.state)
    storm, fire = press.alarms(news)

    assert [one.title for one in (storm, fire)] == ["Bão số 12", "Cháy chợ"]
    assert press.begins(storm, news, board, variants) == 0
    assert press.begins(fire, news, board, variants) == len(made.frames) - 1 > 1


def test_a_board_without_an_urgent_page_of_its_shape_is_told(config: Config) -> None:
    assert not press.missing("urgent", "portrait", press.layouts_for(config, config.board()))
    landscapes = [one for one in press.shipped_layouts() if one.shape == "landscape"]
    why = press.missing("urgent", "portrait", landscapes)
    assert why.endswith("write urgent.portrait.toml.")


def test_the_config_chooses_stories(config: Config, portal: Path) -> None:
    with serving(portal) as url:
        cycle = app.once(_following(config, url, exclude=("công viên",)), NOW)

    assert [story.title for story in cycle.edition.stories] == ["Lịch tiếp công dân tháng 12"]


def test_a_photograph_that_is_torn_is_done_without_until_it_is_fetched_again(
    config: Config, portal: Path
) -> None:
    photo = '<enclosure url="/anh.jpg" type="image/jpeg"/>'
    (portal / "anh.jpg").write_bytes((PORTAL / "photos" / "coffee-cc0.jpg").read_bytes())
    (portal / "feed.xml").write_text(feed(item(22, "Có ảnh", "Tin có ảnh.", more=photo)), "utf-8")
    with serving(portal) as url:
        following = _following(config, url)
        first = app.once(following, NOW)
        key = first.edition.stories[0].photos[0].key
        (config.state / "photos" / str(key)).write_bytes(b"\xff\xd8 rotten")
        with Store(config.state) as store:
            without = editing.edition(following, store, NOW)
        again = app.once(following, NOW)

    assert any(isinstance(one, Picture) for one in first.made.page.scenes[0].items)
    assert without.stories[0].picture is None
    assert any(isinstance(one, Picture) for one in again.made.page.scenes[0].items)


def test_a_photograph_that_rots_while_the_page_is_made_is_left_out_and_reported(
    config: Config, portal: Path
) -> None:
    photo = '<enclosure url="/anh.jpg" type="image/jpeg"/>'
    (portal / "anh.jpg").write_bytes((PORTAL / "photos" / "coffee-cc0.jpg").read_bytes())
    (portal / "feed.xml").write_text(feed(item(22, "Có ảnh", "Tin có ảnh.", more=photo)), "utf-8")
    with serving(portal) as url:
        following = _following(config, url)
        news = app.once(following, NOW).edition
    photos = config.state / "photos"
    (photos / str(news.stories[0].photos[0].key)).write_bytes(b"\xff\xd8 rotten")

    board = config.board()
    made = press.make("news", news, board, press.layouts_for(following, board), photos)

    assert made.page.layout == "news.landscape-text"
    assert any("can't be read" in loss.says for loss in made.page.report)


def test_a_poster_that_rots_is_left_out_and_its_page_waits(config: Config, tmp_path: Path) -> None:
    folder = tmp_path / "posters"
    folder.mkdir()
    picture = (PORTAL / "photos" / "coffee-cc0.jpg").read_bytes()
    (folder / "tiem chung den 30-11-2026.jpg").write_bytes(picture)
    hung = replace(config, posters=(folder,), pages=("poster",))
    cycle = app.once(hung, NOW)
    assert cycle.made.page.name == "poster"
    assert any(isinstance(one, Picture) for one in cycle.made.page.scenes[0].items)

    photos = config.state / "photos"
    (photos / cycle.edition.posters[0].key).write_bytes(b"\xff\xd8 rotten")
    board = config.board()
    made = press.make("poster", cycle.edition, board, press.layouts_for(hung, board), photos)

    assert made.page.name == "waiting"
    assert any("can't be read" in loss.says for loss in made.page.report)


@pytest.mark.parametrize("page", ["nws", "tin-moi"])
def test_a_page_that_no_layout_makes_is_told_before_anything_is_asked(
    config: Config, page: str
) -> None:
    with pytest.raises(ConfigError, match=f"programme.pages: there is no page “{page}”"):
        app.once(replace(config, pages=(page,)), NOW)


def test_a_page_without_the_boards_shape_names_the_file_to_write(config: Config) -> None:
    landscapes = [one for one in press.shipped_layouts() if one.shape == "landscape"]

    why = press.missing("news", "portrait", landscapes)

    assert why.endswith("write news.portrait.toml.")


def test_a_ward_has_its_own_layouts_beside_its_config(config: Config) -> None:
    config.layouts.mkdir()
    own = config.layouts / "closing.landscape.toml"
    shipped = next(one.path for one in press.shipped_layouts() if one.path.name == own.name)
    own.write_bytes(shipped.read_bytes())

    paths = [layout.path for layout in press.layouts_for(config, config.board())]

    assert own in paths
    assert shipped not in paths


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("rotate", [0, 90])
def test_every_page_is_made_for_every_panel_in_both_shapes(
    config: Config, portal: Path, name: str, rotate: int
) -> None:
    board = config.board(catalog.panel(name), rotate)
    with serving(portal) as url:
        news = app.once(_following(config, url), NOW).edition

    for page in ("news", "headlines", "waiting", "closing", "urgent"):
        made = press.make(page, news, board, press.shipped_layouts(), config.state)
        assert made.frames[0].size == board.size


def test_layouts_are_read_from_the_nearest_folder_first(tmp_path: Path) -> None:
    assert tuple(library([tmp_path])) == ()


def test_progress_is_told(config: Config, portal: Path) -> None:
    heard: list[str] = []
    with serving(portal) as url:
        app.once(_following(config, url), NOW, heard.append)

    assert any("asking for the feed" in line for line in heard)


def test_on_a_holiday_a_one_stop_office_with_hours_of_its_own_says_so_too(config: Config) -> None:
    board = replace(config, hours=OFFICE_HOURS)

    def told(now: datetime) -> tuple[str, ...]:
        with sample(board, now) as (news, _):
            assert news.one_stop is not None
            return news.one_stop.hours

    usual = told(SAMPLE_NOW)
    feast = told(datetime(2027, 2, 6, 1, 0, tzinfo=UTC))
    assert feast == ("Tết Nguyên đán: nghỉ; làm việc lại thứ Năm, 11/2/2027", *usual)
