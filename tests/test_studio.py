"""What a preview says and shows of a board: the same as `kiosk render`, and nothing is written."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk import press
from kiosk.cli import main
from kiosk.config import Config, load
from kiosk.content.memory.store import Store
from kiosk.content.values import NONE, Feed
from kiosk.errors import KioskError
from kiosk.files import shipped
from kiosk.hours import Hours, Range
from kiosk.model import Story
from kiosk.preview.studio import Opening, Studio
from kiosk.preview.views import View, WishError, view

SETTINGS = """[board]
name = "UBND Phường Bến Sen"
[[source]]
kind = "feed"
url = "http://127.0.0.1:9/feed.xml"
[panel]
model = "png"
[programme]
pages = ["news", "headlines"]
"""
STORED = "http://127.0.0.1:9/feed.xml"
STORY = Story("1", "Cổng phường", "Bến Sen khánh thành công viên ven rạch", "Sáng 22/11.")


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    (tmp_path / "kiosk.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "layouts").mkdir()
    with Store(tmp_path / "state") as store:
        store.save(STORED, Feed("Cổng phường", (STORY,)), NONE, datetime.now(UTC))
    return tmp_path


@pytest.fixture
def studio(ward: Path) -> Iterator[Studio]:
    path = ward / "kiosk.toml"
    with Studio(load(path), Opening(path)) as made:
        yield made


def see(studio: Studio, **query: str) -> View:
    return view(studio.config, {"with" if key == "more" else key: at for key, at in query.items()})


def cycle(studio: Studio, seen: View) -> dict[str, Any]:
    """What a board would show, once the cycle is rehearsed to its end."""
    *_, told = studio.rehearsing(seen)
    assert told is not None
    return told


def texts(page: dict[str, object]) -> str:
    frames = page["frames"]
    assert isinstance(frames, list)
    return " ".join(line["text"] for frame in frames for line in frame["lines"])


@pytest.mark.parametrize(
    ("panel", "rotate", "seen"),
    [
        ("waveshare-7in5-v2", "0", ""),
        ("waveshare-7in3-e6", "90", "1"),
        ("waveshare-9in7-it8951", "0", ""),
    ],
)
def test_its_pictures_are_those_of_render(
    studio: Studio,
    ward: Path,
    panel: str,
    rotate: str,
    seen: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = ward / "out"
    asked = ["--all", "--sample", "--panel", panel, "--rotate", rotate, "--out", str(out)]
    config = ["--config", str(ward / "kiosk.toml")]
    assert main(["render", *asked, *config, *(["--as-seen"] if seen else [])]) == 0
    drawn = {path.name: path.read_bytes() for path in out.glob("*.png")}
    shown = {}
    for name in ("news", "headlines", "urgent"):
        page = studio.page(see(studio, news="sample", panel=panel, rotate=rotate), name, 0)
        for one in page["frames"]:
            frame = studio.frame(one["digest"])
            assert frame
            shown[one["file"]] = frame.png(as_seen=seen == "1")
    assert shown == drawn
    capsys.readouterr()


def test_what_is_stored_is_shown_and_not_touched(studio: Studio, ward: Path) -> None:
    def state() -> dict[str, tuple[bytes, int]]:
        files = (path for path in (ward / "state").rglob("*") if path.is_file())
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    before = state()
    page = studio.page(see(studio), "news", 0)
    assert STORY.title in texts(page).replace("  ", " ")
    studio.glass(see(studio), page["frames"][0]["digest"])
    assert state() == before
    assert sorted(path.name for path in ward.iterdir()) == ["kiosk.toml", "layouts", "state"]


def test_news_that_comes_meanwhile_is_shown(studio: Studio, ward: Path) -> None:
    assert "Cúp nước" not in texts(studio.page(see(studio), "news", 0))
    newer = replace(STORY, id="2", title="Cúp nước hẻm 262/15A", published=datetime.now(UTC))
    with Store(ward / "state") as store:
        store.save(STORED, Feed("Cổng phường", (newer, STORY)), NONE, datetime.now(UTC))
    assert "Cúp nước" in texts(studio.page(see(studio), "news", 0))


@pytest.mark.parametrize(
    ("variation", "page", "words"),
    [
        ("none", "news", "đang chờ"),
        ("urgent", "urgent", "Bão số 12"),
        ("old", "news", "cũ"),
        ("long", "news", "hội nghị"),
    ],
)
def test_editions_as_they_seldom_are(studio: Studio, variation: str, page: str, words: str) -> None:
    told = texts(studio.page(see(studio, news="sample", more=variation), page, 0))
    assert words.lower() in told.lower()


def test_without_photographs_another_layout_stands(studio: Studio) -> None:
    usual = studio.page(see(studio, news="sample"), "news", 0)
    bare = studio.page(see(studio, news="sample", more="no-photos"), "news", 0)
    assert "photo" in {region["name"] for region in usual["frames"][0]["regions"]}
    assert "photo" not in {region["name"] for region in bare["frames"][0]["regions"]}


def test_the_time_is_travelled_to(config: Config) -> None:
    office = Hours((Range(450, 690), Range(780, 1020)))
    with Studio(replace(config, hours=office), Opening(sample=True)) as studio:
        morning = cycle(studio, see(studio, news="sample"))
        assert (morning["why"], morning["due"]) == ("programme", "news")
        assert [one["page"] for one in morning["turns"][:2]] == ["news", "headlines"]
        assert {one["lead"] for one in morning["turns"]} == set(range(5))
        noon = cycle(studio, see(studio, news="sample", at="12:00"))
        assert (noon["why"], noon["due"], noon["says"]) == (
            "closed",
            "closing",
            "Thứ Hai 23/11/2026 12:00",
        )
        tet = cycle(studio, see(studio, news="sample", at="Tết"))
        assert (tet["why"], tet["at"][:10]) == ("closed", "2027-02-06")
        storm = cycle(studio, see(studio, news="sample", at="12:00", more="urgent"))
        assert (storm["why"], storm["due"]) == ("urgent", "urgent")
        page = studio.page(see(studio, news="sample", at="tomorrow 07:00"), "news", 0)
        assert "24/11/2026" in texts(page)


def test_lines_say_where_they_stand_and_how_small_they_are(studio: Studio, ward: Path) -> None:
    page = studio.page(see(studio, news="sample"), "news", 0)
    near = page["frames"][0]["lines"]
    title = next(line for line in near if line["region"] == "headline")
    assert title["width"] <= 760
    assert title["rise"] > 0
    assert not any(line["small"] for line in near)
    assert min(line["minutes"] for line in near) >= 16
    assert page["findings"] == []
    own = ward / "layouts" / "news.landscape.toml"
    words = (shipped("layouts") / own.name).read_text(encoding="utf-8")
    own.write_text(words.replace("small 11.5 pt", "small 7 pt"), encoding="utf-8")
    studio.bench.reload([own])
    page = studio.page(see(studio, news="sample"), "news", 0)
    small = {line["region"] for line in page["frames"][0]["lines"] if line["small"]}
    assert small == {"date", "foot"}
    assert {(one["region"], one["fault"]) for one in page["findings"]} == {
        ("date", True),
        ("foot", True),
    }


def test_what_was_lost_is_named_with_its_region(studio: Studio) -> None:
    page = studio.page(see(studio, news="sample", more="long"), "news", 0)
    assert page["losses"]
    regions = {region["name"] for frame in page["frames"] for region in frame["regions"]}
    assert {loss["region"] for loss in page["losses"]} <= regions


def test_a_broken_layout_takes_no_other_page_away_and_is_named(studio: Studio, ward: Path) -> None:
    own = ward / "layouts" / "news.landscape.toml"
    shutil.copy(shipped("layouts") / own.name, own)
    words = own.read_text(encoding="utf-8")
    own.write_text(words.replace("[region.", "[reigon.", 1), encoding="utf-8")
    studio.bench.reload([own])
    page = studio.page(see(studio, news="sample"), "news", 0)
    assert page["frames"] == []
    assert page["problem"]["file"] == "news.landscape.toml"
    assert page["problem"]["line"] > 0
    assert studio.about()["problems"] == [page["problem"]]
    assert studio.page(see(studio, news="sample"), "headlines", 0)["frames"]
    own.write_text(words, encoding="utf-8")
    studio.bench.reload([own])
    assert studio.page(see(studio, news="sample"), "news", 0)["problem"] is None
    assert studio.about()["problems"] == []


def test_broken_settings_leave_the_last_good_ones(studio: Studio, ward: Path) -> None:
    path = ward / "kiosk.toml"
    path.write_text(SETTINGS.replace("name =", "nmae ="), encoding="utf-8")
    studio.bench.reload([path])
    said = studio.about()
    assert {one["key"] for one in said["problems"]} == {"board.name", "board.nmae"}
    assert "UBND Phường Bến Sen" in texts(studio.page(see(studio), "news", 0))
    path.write_text(SETTINGS.replace("Bến Sen", "Bình Thới"), encoding="utf-8")
    studio.bench.reload([path])
    assert studio.about()["problems"] == []
    assert "UBND Phường Bình Thới" in texts(studio.page(see(studio), "news", 0))


def test_a_simulated_glass_decodes_what_is_shown(studio: Studio) -> None:
    told = []
    for name in ("news", "headlines", "headlines"):
        page = studio.page(see(studio, news="sample"), name, 0)
        digest = page["frames"][0]["digest"]
        told.append(studio.glass(see(studio, news="sample"), digest))
        assert told[-1]["decoded"] == digest
    assert [one["how"] for one in told] == ["full", "fast", ""]
    assert [one["shown"] for one in told] == [True, True, False]
    assert told[0]["seconds"] > told[1]["seconds"] > 0
    assert told[1]["before"] == told[0]["decoded"]
    studio.clear(see(studio))
    assert studio.glass(see(studio, news="sample"), digest)["how"] == "full"


def test_a_small_change_refreshes_its_place_and_leaves_a_ghost(studio: Studio, ward: Path) -> None:
    upright = {"rotate": "90"}
    first = studio.page(see(studio, **upright), "news", 0)["frames"][0]["digest"]
    studio.glass(see(studio, **upright), first)
    (ward / "kiosk.toml").write_text(SETTINGS.replace("Bến Sen", "Bến Sẻn"), encoding="utf-8")
    studio.bench.reload([])
    page = studio.page(see(studio, **upright), "news", 0)
    told = studio.glass(see(studio, **upright), page["frames"][0]["digest"])
    assert told["how"] == "partial"
    place = next(one for one in page["frames"][0]["regions"] if one["name"] == "masthead")
    x, y, width, height = told["areas"][0]
    assert y < place["y"] + place["h"]
    assert y + height > place["y"]
    assert height < 120
    assert x + width <= 480
    assert studio.ghosts(told["ghosts"].split("/")[2].removesuffix(".png"))


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"panel": "waveshare-7in5"}, "there is no panel “waveshare-7in5”; did you mean"),
        ({"rotate": "45"}, "there is no rotate “45”; known are 0, 90, 180, 270."),
        ({"news": "made-up"}, "there is no news “made-up”"),
        ({"with": "x" * 400}, "there is no with “xxx"),
        ({"at": "x" * 400}, "at has more than 200 letters."),
    ],
)
def test_what_is_not_there_is_said(studio: Studio, query: dict[str, str], says: str) -> None:
    with pytest.raises(WishError) as told:
        view(studio.config, query)
    assert str(told.value).startswith(says)


def test_a_page_or_time_that_is_none_is_said(studio: Studio) -> None:
    with pytest.raises(KioskError, match="there is no page “nwes”"):
        studio.page(see(studio), "nwes", 0)
    with pytest.raises(KioskError, match="“soon” is no time"):
        cycle(studio, see(studio, at="soon"))
    with pytest.raises(KioskError, match="made too long ago"):
        studio.glass(see(studio), "0" * 64)
    with pytest.raises(KioskError, match="no simulated chip"):
        studio.glass(see(studio, panel="inky-7in3-e6-library"), _any(studio))


def _any(studio: Studio) -> str:
    page = studio.page(see(studio, panel="inky-7in3-e6-library"), "news", 0)
    digest: str = page["frames"][0]["digest"]
    return digest


def test_only_folders_that_are_there_are_watched(studio: Studio, ward: Path) -> None:
    watched = studio.bench.folders()
    assert {ward, ward / "layouts", ward / "state", shipped("layouts"), press.fonts()} <= {*watched}
    (ward / "layouts").rmdir()
    assert ward / "layouts" not in studio.bench.folders()


def test_a_font_that_is_replaced_is_seen(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = studio.page(see(studio), "news", 0)["frames"][0]["digest"]
    fonts = tmp_path / "fonts"
    shutil.copytree(shipped("fonts"), fonts)
    monkeypatch.setattr("kiosk.glyphs.shipped", lambda _: fonts)
    monkeypatch.setattr(press, "shipped", lambda name: fonts if name == "fonts" else shipped(name))
    shutil.copy(fonts / "NotoSans-Regular.ttf", fonts / "BeVietnamPro-Bold.ttf")
    os.utime(fonts / "BeVietnamPro-Bold.ttf")
    studio.bench.reload([fonts / "BeVietnamPro-Bold.ttf"])
    assert studio.page(see(studio), "news", 0)["frames"][0]["digest"] != before
    monkeypatch.undo()
    studio.bench.reload([fonts / "BeVietnamPro-Bold.ttf"])
    assert studio.page(see(studio), "news", 0)["frames"][0]["digest"] == before
