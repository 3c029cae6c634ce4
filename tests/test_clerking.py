"""`kiosk story`: what a person reads of the stored stories, and decides of them."""

import json
from pathlib import Path

import pytest
from portal import feed, item, serving

from kiosk.cli import main

NEWS = feed(
    item(22, "Phường Bến Sen khánh thành công viên ven rạch", "Sáng 22/11, công viên mở cửa."),
    item(21, "Lịch tiếp công dân tháng 12", "Thứ Năm hằng tuần."),
    item(20, "Lịch tiêm chủng tháng 12", date="rubbish"),
)
CONFIG = """
[board]
name = "UBND Phường Bến Sen"
[[source]]
kind = "feed"
url = "{url}/feed.xml"
{more}
[panel]
model = "png"
"""


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)
    return tmp_path


def pulled(ward: Path, more: str = "") -> None:
    """A board that has pulled the news once."""
    (ward / "portal").mkdir()
    (ward / "portal" / "feed.xml").write_text(NEWS, encoding="utf-8")
    with serving(ward / "portal") as url:
        (ward / "kiosk.toml").write_text(CONFIG.format(url=url, more=more), encoding="utf-8")
        main(["once"])


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["story", "list", "--json"]) == 0
    told: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return told


def states(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    return {str(one["id"]): one["state"] for one in listed(capsys)}


def test_what_is_stored_is_told_whole_newest_first(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pulled(ward)
    first = {str(one["id"]): one for one in listed(capsys)}["1600000022"]
    assert first == {
        "id": "1600000022",
        "source": "Cổng thông tin phường Bến Sen",
        "title": "Phường Bến Sen khánh thành công viên ven rạch",
        "lead": "Sáng 22/11, công viên mở cửa.",
        "paragraphs": [],
        "byline": "",
        "published": "2026-11-22T01:00:00Z",
        "doubtful_date": False,
        "link": "http://127.0.0.1/tin-tuc/tin-1600000022",
        "photos": [],
        "categories": [],
        "state": "shown",
    }


def test_a_line_names_state_date_id_and_title(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pulled(ward)
    capsys.readouterr()
    assert main(["story", "list"]) == 0
    assert (
        "shown    22/11/2026 08:00  1600000022  Phường Bến Sen khánh thành công viên ven rạch"
        in capsys.readouterr().out.splitlines()
    )


def test_a_story_is_hidden_pinned_and_let_alone_again(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pulled(ward)
    assert main(["story", "hide", "1600000022"]) == 0
    assert "is hidden and leaves the board" in capsys.readouterr().out
    assert main(["story", "pin", "lịch tiếp"]) == 0
    assert states(capsys) == {"1600000022": "hidden", "1600000021": "pinned", "1600000020": "shown"}
    assert main(["story", "reset", "0022"]) == 0
    assert states(capsys)["1600000022"] == "shown"
    assert (ward / "state" / "nudge").exists()


def test_a_pin_ends_at_its_time(ward: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pulled(ward)
    assert main(["story", "pin", "1600000021", "--until", "2020-01-01 08:00"]) == 0
    assert states(capsys)["1600000021"] == "shown"


def test_held_stories_wait_for_a_person(ward: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pulled(ward, "approve = true")
    assert set(states(capsys).values()) == {"held"}
    assert main(["story", "approve", "1600000021"]) == 0
    assert states(capsys)["1600000021"] == "shown"
    assert main(["render", "--out", str(ward / "out")]) == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Lịch", "may mean 2 stories: 1600000020 (Lịch tiêm chủng tháng 12); 1600000021"),
        ("cháy chợ", "there is no story “cháy chợ”; `kiosk story list` names them all"),
        ("", "there is no story “”"),
    ],
)
def test_words_that_mean_no_single_story_are_told(
    ward: Path, words: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pulled(ward)
    assert main(["story", "hide", words]) == 1
    assert says in capsys.readouterr().err
