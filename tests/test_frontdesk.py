"""The one-stop office's file, as a ward writes it and as the board tells it."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent
from zoneinfo import ZoneInfo

import pytest

from kiosk import checking, editing
from kiosk.config import Config
from kiosk.content import office
from kiosk.content.folders import frontdesk
from kiosk.content.folders.emergency import EMERGENCY
from kiosk.content.folders.frontdesk import FrontDesk
from kiosk.content.memory.store import Store
from kiosk.content.office import Places
from kiosk.hours import Hours, Range
from kiosk.model import Contact

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# A Monday, eight in the morning.
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HERE = NOW.astimezone(ZONE)
LATER = NOW + timedelta(minutes=5)
WARD = """
title = "Trung tâm Phục vụ hành chính công"
hours = ["Thứ 2 - Thứ 6: 7h30-11h30, 13h-17h", "Thứ Bảy: 7:30-11:30"]
hotline = "028 3855 1234"
note = "Lấy số thứ tự tại quầy 1."

[[contact]]
name = "Công an phường"
number = "028 3855 4321"

[[contact]]
name = "Tổng đài thành phố"
number = 1022
note = "24/24 giờ"

[[duty]]
day = "ngày làm việc"
name = "Lê Thị Ánh Tuyết"
number = "0903 123 456"
post = "Lãnh đạo trực"
"""


def put(folder: Path, words: str) -> Path:
    path = folder / "mot-cua.toml"
    path.write_text(dedent(words), encoding="utf-8")
    return path


def desk(folder: Path, words: str) -> FrontDesk:
    found = frontdesk.read(put(folder, words), NOW)
    assert found.problems == ()
    assert found.desk is not None
    return found.desk


def complaint(folder: Path, words: str) -> str:
    path = put(folder, words)
    found = frontdesk.read(path, NOW)
    assert found.desk is None
    assert all(says.startswith(str(path)) for says in found.problems)
    return "\n".join(found.problems).replace(str(path), "")


def test_a_whole_file_says_all_that_the_board_tells(tmp_path: Path) -> None:
    told = desk(tmp_path, WARD).at(HERE)
    assert told.title == "Trung tâm Phục vụ hành chính công"
    assert told.hours == ("Thứ 2 - Thứ 6: 7:30–11:30, 13:00–17:00", "Thứ Bảy: 7:30–11:30")
    assert told.hotline == Contact("Đường dây nóng", "028 3855 1234")
    assert told.duty == (Contact("Lê Thị Ánh Tuyết", "0903 123 456", "Lãnh đạo trực"),)
    assert told.contacts == (
        Contact("Công an phường", "028 3855 4321"),
        Contact("Tổng đài thành phố", "1022", "24/24 giờ"),
        *EMERGENCY,
    )
    assert told.note == "Lấy số thứ tự tại quầy 1."


def test_an_empty_file_names_the_emergency_numbers(tmp_path: Path) -> None:
    told = desk(tmp_path, "").at(HERE)
    assert (told.title, told.contacts) == ("Bộ phận Một cửa", EMERGENCY)
    assert (told.hours, told.duty, told.hotline, told.note) == ((), (), None, "")
    assert [one.number for one in EMERGENCY] == ["113", "114", "115", "111"]


def test_an_emergency_number_that_the_office_names_stands_once(tmp_path: Path) -> None:
    words = '[[contact]]\nname = "Cấp cứu 24/24"\nnumber = "115"\n'
    numbers = [one.number for one in desk(tmp_path, words).contacts]
    assert numbers == ["115", "113", "114", "111"]


def test_an_office_may_leave_the_emergency_numbers_out(tmp_path: Path) -> None:
    assert desk(tmp_path, "emergency = false").contacts == ()


def test_a_hotline_may_have_a_name_and_a_note(tmp_path: Path) -> None:
    words = '[hotline]\nname = "Đường dây nóng UBND"\nnumber = "1900 1234"\nnote = "24/24 giờ"\n'
    assert desk(tmp_path, words).hotline == Contact("Đường dây nóng UBND", "1900 1234", "24/24 giờ")


@pytest.mark.parametrize(
    ("hours", "lines"),
    [
        ('"7:30-11:30, 13h-17h"', ("7:30–11:30, 13:00–17:00",)),
        ('"Thứ Hai: 7h-11h\\nThứ Ba: 8h-12h"', ("Thứ Hai: 7:00–11:00", "Thứ Ba: 8:00–12:00")),
        ('"Giờ hành chính"', ("Giờ hành chính",)),
        ('["Thứ Bảy: nghỉ"]', ("Thứ Bảy: nghỉ",)),
    ],
)
def test_hours_are_lines_with_their_times_spelled_one_way(
    hours: str, lines: tuple[str, ...], tmp_path: Path
) -> None:
    assert desk(tmp_path, f"hours = {hours}").hours == lines


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ('hotlin = "113"', 'line 1, hotlin: is not known here; did you mean "hotline"?'),
        ('hotline = "028 3855 123"', 'line 1, hotline: has 10 digits in "028 3855 123"'),
        ('hours = "7:30"', "line 1, hours: must be hours"),
        ("hours = []", "line 1, hours: must be 1 to 10 lines"),
        ('[[contact]]\nname = "Công an"', "line 1, contact[1].number: is missing"),
        ('[[contact]]\nnumber = "113"', "line 1, contact[1].name: is missing"),
        ('contact = "113"', "must be written as [[contact]]"),
        ('[[contact]]\nname = "A"\nnumber = "113"\n' * 31, "stands 31 times, and no more than 30"),
        ('[[duty]]\nname = "A"', "line 1, duty[1].day: is missing"),
        ('[[duty]]\nday = "Thứ Chín"\nname = "A"', 'line 2, duty[1].day: must be "Thứ Năm"'),
        ('emergency = "có"', "line 1, emergency: must be true or false"),
        ("x = [", "this is not TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(words: str, says: str, tmp_path: Path) -> None:
    assert says in complaint(tmp_path, words)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    found = frontdesk.read(tmp_path / "mot-cua.toml", NOW)
    assert (found.file, found.desk) == (None, None)
    assert found.problems[0].startswith(f"{tmp_path / 'mot-cua.toml'}: ")


def test_a_file_that_has_not_changed_is_not_read_again(tmp_path: Path) -> None:
    path = put(tmp_path, WARD)
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    first = frontdesk.read(path, LATER)
    assert frontdesk.read(path, LATER, first) is first
    put(tmp_path, WARD.replace("quầy 1", "quầy 2"))
    again = frontdesk.read(path, LATER, first)
    assert again.desk is not None
    assert again.desk.note == "Lấy số thứ tự tại quầy 2."


def test_while_a_file_is_broken_the_office_stands_as_it_was(tmp_path: Path) -> None:
    places = Places(service=put(tmp_path, WARD))
    before = office.read(places, zone=ZONE, now=NOW)
    put(tmp_path, f"{WARD}\n[[duty]]\n")
    own = office.read(places, zone=ZONE, now=LATER, before=before)
    assert own.one_stop(NOW, ZONE) == before.one_stop(NOW, ZONE)
    assert "duty[2].day: is missing" in own.problems[0]


def test_without_a_file_that_can_be_read_there_are_the_emergency_numbers(tmp_path: Path) -> None:
    own = office.read(Places(service=put(tmp_path, "x = [")), zone=ZONE, now=NOW)
    assert own.one_stop(NOW, ZONE).contacts == EMERGENCY


@pytest.fixture
def served(config: Config, tmp_path: Path) -> Config:
    hours = Hours(weekdays=(Range(450, 690),))
    return Config(
        path=config.path,
        state=config.state,
        picture=config.picture,
        service=put(tmp_path, "hours = 5"),
        pages=("service",),
        hours=hours,
    )


def test_check_and_status_name_what_is_wrong(served: Config) -> None:
    says = f"{served.service}, line 1, hours: must be 1 to 10 lines"
    assert any(one.says.startswith(says) for one in checking.check(served, NOW))
    with Store(served.state) as store:
        assert any(
            one.startswith(says) for one in editing.problems(editing.office(served, NOW), store)
        )


def test_an_office_that_names_no_hours_has_those_of_the_board(served: Config) -> None:
    with Store(served.state) as store:
        news = editing.edition(served, store, NOW)
    assert news.one_stop is not None
    assert news.one_stop.hours == ("Thứ Hai – Thứ Sáu: 7:30–11:30",)


def test_the_board_is_drawn_anew_when_another_officer_is_on_duty(
    config: Config, tmp_path: Path
) -> None:
    words = "".join(
        f'[[duty]]\nday = "{day}"\nname = "{name}"\n'
        for day, name in (("Thứ Hai", "Trần Văn Hạnh"), ("Thứ Ba", "Võ Ổi"))
    )
    put(tmp_path, words)
    own = office.read(Places(service=tmp_path / "mot-cua.toml"), zone=ZONE, now=NOW)
    night = datetime(2026, 11, 23, 23, 59, tzinfo=ZONE)
    assert editing.seen(config, own, NOW) == editing.seen(config, own, night)
    assert editing.seen(config, own, NOW) != editing.seen(config, own, night + timedelta(minutes=1))
