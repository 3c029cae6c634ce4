"""What `kiosk check` says before it fails later."""

import re
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy, copytree

import pytest
from editions import edition
from msgspec.structs import replace

from kiosk import checking, editing, press, proofs
from kiosk.config import Config
from kiosk.content.source import FeedSource
from kiosk.files import shipped
from kiosk.geometry import Size
from kiosk.panels import catalog

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(
        path=tmp_path / "kiosk.toml",
        state=tmp_path / "state",
        picture=tmp_path / "frame.png",
        sources=(FeedSource("http://127.0.0.1:9/feed.xml"),),
    )


def _said(config: Config, now: datetime = NOW) -> list[str]:
    return [one.says for one in checking.check(config, now)]


def test_a_board_in_order_has_nothing_said_of_it(config: Config) -> None:
    assert _said(config) == []


def test_a_clock_that_is_behind_is_told(config: Config) -> None:
    (says,) = _said(config, datetime(1970, 1, 1, tzinfo=UTC))

    assert says == "the clock says 01/01/1970, before this version was made; set it."


def test_a_broken_layout_of_the_ward_is_told_with_its_line(config: Config) -> None:
    config.layouts.mkdir()
    own = config.layouts / "news.landscape.toml"
    own.write_text('[page]\nshape = "landscap"\n', encoding="utf-8")

    (says,) = _said(config)

    assert says.startswith(f"{own}, line 2, page.shape: ")
    assert 'did you mean "landscape"?' in says


def test_missing_and_broken_fonts_are_told_each(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    copytree(shipped("fonts"), folder)
    (folder / "NotoSans-Bold.ttf").unlink()
    (folder / "BeVietnamPro-Bold.ttf").write_bytes(b"no font")
    (folder / "Signs-Bold.ttf").unlink()
    copy(folder / "NotoSans-Regular.ttf", folder / "Signs-Regular.ttf")

    said = [one.says for one in checking.fonts(folder) if one.fault]

    assert [says.removeprefix(f"{folder}/").split(":")[0] for says in said] == [
        "BeVietnamPro-Bold.ttf",
        "NotoSans-Bold.ttf",
        "Signs-Bold.ttf",
        "Signs-Regular.ttf",
    ]
    assert "lacks ☎☏" in said[-1]
    assert "replace it by a font with all of them" in said[-1]


def test_from_how_far_each_page_is_read(config: Config) -> None:
    lines = proofs.reaches(config)

    assert [line.split(":")[0] for line in lines] == ["page news", "page headlines"]
    assert all(float(line.split()[-2]) >= 0.6 for line in lines)


def test_from_how_far_a_page_is_read_by_readers_with_low_vision(config: Config) -> None:
    lines = proofs.reaches(replace(config, enlarge=1.75))
    assert all(line.endswith(" m with low vision") for line in lines)
    assert all(0.6 <= float(line.split()[-5]) < 0.7 for line in lines)


def test_how_long_each_page_is_away(config: Config) -> None:
    folder = config.path.parent / "notices"
    folder.mkdir()
    for number in range(4):
        said = "Kính mời bà con dự họp tổ dân phố lúc 19 giờ tại nhà văn hóa khu phố 3. " * 4
        words = f"Họp tổ dân phố {number}\n\n{said}\n\nHết hạn: 30/11/2026\n"
        (folder / f"{number}.txt").write_text(words, encoding="utf-8")
    noted = replace(config, notices=(folder,), pages=("notices", "closing"), dwell_s=90 * 60)

    lines = [line for line in proofs.turns(noted, NOW) if not line.startswith("advice")]

    assert lines == [
        "page notices: 4 frames of 1 h 30 min; away for 1 h 30 min at most",
        "page closing: 1 frame of 1 h 30 min; away for 6 h at most",
        "the longest wait for a page is 6 h",
    ]
    assert not config.state.exists()


def test_who_has_missed_a_frame_waits_for_it_though_no_other_page_comes(config: Config) -> None:
    folder = config.path.parent / "notices"
    folder.mkdir()
    said = "Kính mời bà con dự họp tổ dân phố lúc 19 giờ tại nhà văn hóa khu phố 3. " * 14
    words = f"Họp tổ dân phố\n\n{said}\n\nHết hạn: 30/11/2026\n"
    (folder / "hop.txt").write_text(words, encoding="utf-8")
    lines = proofs.turns(replace(config, notices=(folder,), pages=("notices",)), NOW)
    assert lines[:2] == (
        "page notices: 2 frames of 5 min",
        "the longest wait for a page is 5 min",
    )


def test_while_anything_is_urgent_no_other_page_comes(config: Config) -> None:
    folder = config.path.parent / "notices"
    folder.mkdir()
    words = "Ngừng cấp nước\n\nBà con dự trữ nước.\n\nKhẩn: có\nHết hạn: 30/11/2026\n"
    (folder / "nuoc.txt").write_text(words, encoding="utf-8")
    lines = proofs.turns(replace(config, notices=(folder,)), NOW)
    assert lines[0] == "page urgent: 1 frame of 5 min"


def test_a_board_with_nothing_to_show_makes_nobody_wait(config: Config) -> None:
    assert proofs.turns(config, NOW) == ()


def test_letters_smaller_than_preferred_are_advised_against(config: Config) -> None:
    config.layouts.mkdir()
    own = config.layouts / "closing.landscape-service.toml"
    words = (shipped("layouts") / "closing.landscape-service.toml").read_text(encoding="utf-8")
    own.write_text(re.sub(r'"headline .*"', '"headline 12 pt"', words), encoding="utf-8")

    assert (
        "advice: closing.landscape-service.toml, region words, font: 12 pt can be read, but ISO "
        "9241 prefers larger letters for what must be; 13.5 pt would be comfortable."
    ) in proofs.turns(replace(config, pages=("closing",)), NOW)


def test_a_board_too_small_for_a_storys_text_is_told_so(config: Config) -> None:
    tiny = catalog.custom(Size(264, 176), (57.3, 38.2), "mono")
    found = checking.check(replace(config, panel=tiny, pages=("story", "story")), NOW)
    (note,) = found
    assert not note.fault
    assert note.says.startswith("page story: “body” of story.landscape-small needs 80 x 50 mm")


def test_a_layout_whose_letters_nobody_sees_is_an_error(config: Config) -> None:
    config.layouts.mkdir()
    own = config.layouts / "news.landscape-own.toml"
    words = (shipped("layouts") / "news.landscape-least.toml").read_text(encoding="utf-8")
    own.write_text(words.replace('ground = "ink"', 'ground = "accent"'), encoding="utf-8")
    assert _said(config) == []
    wrong = words.replace('ground = "ink"\nink    = "paper"', 'ground = "accent"')
    assert wrong != words
    own.write_text(wrong, encoding="utf-8")
    press.layouts.cache_clear()
    assert [one.fault for one in checking.check(config, NOW)] == [True]
    assert '"ink" on "accent" is black on black on this panel' in _said(config)[0]


def test_files_that_no_page_is_made_of_are_told(config: Config) -> None:
    config.layouts.mkdir()
    words = (shipped("layouts") / "waiting.landscape.toml").read_text(encoding="utf-8")
    for name in ("new.landscape.toml", "tet.landscape.toml", "news.landscape-2.toml.txt", "a.png"):
        (config.layouts / name).write_text(words, encoding="utf-8")
    assert _said(config) == [
        f"{path}: programme.pages has no page “{page}”{near}"
        for path, page, near in (
            (config.layouts / "new.landscape.toml", "new", '; did you mean "news"?'),
            (config.layouts / "tet.landscape.toml", "tet", "; add it there, or rename the file."),
        )
    ] + [
        (
            f"{config.layouts}/news.landscape-2.toml.txt: is not read, since its name does not end "
            "in .toml; rename it."
        )
    ]


def test_what_has_no_room_today_is_noted(config: Config) -> None:
    config.layouts.mkdir()
    words = """
        [page]
        shape = "landscape"
        rows = ["1fr"]
        areas = "code"

        [region.code]
        kind = "qr"
        data = "%s"
        size = "20 mm"
        """
    own = config.layouts / "tin.landscape.toml"
    own.write_text(words % ("https://portal.example/" * 30), encoding="utf-8")
    assert proofs.turns(replace(config, pages=("tin",)), NOW)[-1] == (
        "note: tin.landscape.toml, region code: left out: its modules would be 1 px wide, too "
        "small to be read"
    )


def test_stories_that_lead_in_turn_are_told(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "edition", lambda *_: edition())
    board = replace(config, pages=("news", "waiting"), lead_stories=3, dwell_s=60)
    assert proofs.turns(board, NOW)[:4] == (
        "page news: 1 frame of 1 min; away for 1 min at most",
        "page waiting: 1 frame of 1 min; away for 1 min at most",
        "the longest wait for a page is 1 min",
        "3 stories lead in turn, each again after 5 min at most",
    )


def test_letters_that_readers_cannot_read_are_an_error(config: Config) -> None:
    config.layouts.mkdir()
    own = config.layouts / "closing.landscape.toml"
    words = (shipped("layouts") / own.name).read_text(encoding="utf-8")
    own.write_text(re.sub(r'"strong .*"', '"strong 8 pt"', words), encoding="utf-8")
    (found,) = checking.check(config, NOW)
    assert found.fault
    assert found.says.startswith("closing.landscape.toml, region masthead, font: 8 pt can be read")
