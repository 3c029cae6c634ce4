"""The demo: the sample portal over real HTTP, drawn for three panels in both shapes."""

import http.client
from pathlib import Path

import pytest
from PIL import Image

from kiosk import demo
from kiosk.cli import main
from kiosk.config import Config
from kiosk.geometry import Size


def test_the_demo_draws_every_panel_in_both_shapes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["demo"]) == 0

    said = capsys.readouterr().out
    assert "pulled 9 stories and 3 photographs over HTTP" in said
    sizes = {}
    for path in (tmp_path / "kiosk-demo").glob("*.png"):
        assert f"kiosk-demo/{path.name}" in said
        with Image.open(path) as image:
            sizes[path.name] = Size(*image.size)
    # Eight pages on three panels in two shapes, the colour panel's as the glass shows them, too.
    assert len(sizes) == 8 * 3 * 2 + 8 * 2
    assert sizes["news-waveshare-7in5-v2-landscape.png"] == Size(800, 480)
    assert sizes["news-waveshare-10in3-it8951-portrait.png"] == Size(1404, 1872)
    assert sizes["news-waveshare-13in3-e6-landscape-as-seen.png"] == Size(1600, 1200)
    assert [path.name for path in tmp_path.iterdir()] == ["kiosk-demo"]


def test_the_portal_serves_its_articles_without_an_ending() -> None:
    article = next((demo.PORTAL / "tin-tuc").glob("*.html"))

    with demo.serve() as url:
        asked = http.client.HTTPConnection(url.removeprefix("http://"))
        asked.request("GET", f"/tin-tuc/{article.stem}")
        answer = asked.getresponse().read()
        asked.close()

    assert answer == article.read_bytes()


def test_the_sample_needs_no_network_and_is_of_its_own_day(tmp_path: Path) -> None:
    config = Config(path=tmp_path / "kiosk.toml", name="UBND Phường Bến Sen")

    with demo.sample(config) as (edition, photos):
        keys = [photo.key for story in edition.stories for photo in story.photos if photo.key]
        assert all((photos / key).is_file() for key in keys)

    assert edition.now == demo.SAMPLE_NOW
    assert len(edition.notices) == 4
    assert edition.schedule
    assert edition.posters
    assert all(story.paragraphs for story in edition.stories)
    assert not any(story.doubtful_date for story in edition.stories)
    assert len(keys) == 3
