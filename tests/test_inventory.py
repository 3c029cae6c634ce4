"""What `kiosk layouts` and `kiosk fonts` print."""

from pathlib import Path

from kiosk import inventory, press
from kiosk.config import Config
from kiosk.files import shipped
from kiosk.layout.type import FACES


def test_every_layout_has_a_line_with_what_it_is(tmp_path: Path) -> None:
    lines = [*inventory.layouts(Config(path=tmp_path / "kiosk.toml"))]
    assert [line.split()[0] for line in lines if line.startswith("news.landscape")][:2] == [
        "news.landscape-tall",
        "news.landscape",
    ]
    assert len(lines) == len(press.shipped_layouts())
    (tall,) = [line for line in lines if line.startswith("news.landscape-tall ")]
    assert "130 x 108 mm" in tall
    assert "photo, lead, others" in tall
    assert tall.endswith("For boards nearer to a square: more headlines under the story, in two columns.")  # fmt: skip # noqa: E501 - a sentence of the file


def test_a_wards_own_layout_is_told_from_ours(tmp_path: Path) -> None:
    config = Config(path=tmp_path / "kiosk.toml")
    config.layouts.mkdir()
    words = (shipped("layouts") / "waiting.portrait.toml").read_text(encoding="utf-8")
    (config.layouts / "waiting.portrait.toml").write_text(words, encoding="utf-8")
    lines = [line for line in inventory.layouts(config) if line.startswith("waiting.portrait")]
    assert ["the ward's" in line for line in lines] == [True, False]


def test_every_face_says_what_it_sets() -> None:
    lines = {line.split()[0]: line for line in inventory.fonts()}
    assert set(lines) >= FACES
    assert lines["BeVietnamPro-Bold"].endswith("headline from 24 px")
    assert "text, small; lends what others lack" in lines["NotoSans-Regular"]
    assert {path.stem for path in shipped("fonts").glob("*.ttf")} == set(lines)
