"""What `kiosk check` says before it fails later."""

from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from kiosk import checking
from kiosk.config import Config
from kiosk.content.source import FeedSource
from kiosk.files import shipped

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

    said = [one.says for one in checking.fonts(folder) if one.fault]

    assert [says.removeprefix(f"{folder}/").split(":")[0] for says in said] == [
        "BeVietnamPro-Bold.ttf",
        "NotoSans-Bold.ttf",
    ]


def test_from_how_far_each_page_is_read(config: Config) -> None:
    lines = checking.reaches(config)

    assert [line.split(":")[0] for line in lines] == ["page news", "page headlines"]
    assert all(float(line.split()[-2]) >= 0.6 for line in lines)
