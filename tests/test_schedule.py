"""The reception schedule, as a ward writes it and as its citizens read it."""

import os
from datetime import date, timedelta
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.calendar import Workdays
from kiosk.content.folders import recurring, schedule
from kiosk.content.folders.opening import read_hours
from kiosk.content.folders.recurring import LAST, Rule
from kiosk.content.folders.schedule import upcoming
from kiosk.content.folders.timetable import Timetable
from kiosk.model import Schedule

# A Monday.
TODAY = date(2026, 11, 23)
CHAIR = """
[[row]]
day = "Thứ Năm"
hours = ["7:30-11:30", "13:00-17:00"]
room = "Phòng 2"
who = "Chủ tịch UBND phường"
"""
OFFICER = """
[[row]]
day = "các ngày làm việc"
hours = "Giờ hành chính"
room = "Phòng 1"
who = "Công chức tiếp công dân"
"""


def put(folder: Path, words: str) -> Path:
    path = folder / "lich.toml"
    path.write_text(dedent(words), encoding="utf-8")
    return path


def plan(folder: Path, words: str) -> Timetable:
    found = schedule.read(put(folder, words))
    assert found.problems == ()
    assert found.timetable is not None
    return found.timetable


def complaint(folder: Path, words: str) -> str:
    path = put(folder, words)
    found = schedule.read(path)
    assert found.timetable is None
    assert all(says.startswith(str(path)) for says in found.problems)
    return "\n".join(found.problems).replace(str(path), "")


def days(found: Schedule) -> list[str]:
    return [row.day for row in found.rows]


def test_a_row_is_a_line_of_the_table_on_each_of_its_days(tmp_path: Path) -> None:
    found = upcoming(plan(tmp_path, f'note = "Mang theo căn cước."\n{CHAIR}'), TODAY, 14)
    assert (found.title, found.note) == ("Lịch tiếp công dân", "Mang theo căn cước.")
    assert days(found) == ["Thứ Năm 26/11", "Thứ Năm 3/12"]
    first = found.rows[0]
    assert first.on == date(2026, 11, 26)
    assert first.hours == "7:30–11:30, 13:00–17:00"
    assert (first.room, first.who, first.note) == ("Phòng 2", "Chủ tịch UBND phường", "")
    assert found.changes == ()


def test_the_days_are_exactly_those_asked_for(tmp_path: Path) -> None:
    made = plan(tmp_path, CHAIR)
    thursday = date(2026, 11, 26)
    assert days(upcoming(made, thursday, 1)) == ["Thứ Năm 26/11"]
    assert days(upcoming(made, thursday + timedelta(days=1), 6)) == []
    assert days(upcoming(made, thursday + timedelta(days=1), 7)) == ["Thứ Năm 3/12"]


def test_rows_stand_in_order_of_time(tmp_path: Path) -> None:
    words = "".join(
        f'[[row]]\nday = "Thứ Năm"\nhours = "{hours}"\nwho = "{hours}"\n'
        for hours in ("13h-17h", "7:30-11:30", "10h - 11h")
    )
    found = upcoming(plan(tmp_path, words), TODAY, 7)
    assert [row.hours for row in found.rows] == ["7:30–11:30", "10:00–11:00", "13:00–17:00"]


@pytest.mark.parametrize(
    ("more", "sentence", "shown"),
    [
        (
            "closed = true\nmoved_to = 2026-11-27",
            "Thứ Năm 26/11 nghỉ, tiếp bù Thứ Sáu 27/11",
            "Thứ Sáu 27/11",
        ),
        (
            'moved_to = "27/11/2026"\nnote = "họp HĐND"',
            "Thứ Năm 26/11 nghỉ, tiếp bù Thứ Sáu 27/11 (họp HĐND)",
            "Thứ Sáu 27/11",
        ),
        (
            'moved_to = 2026-11-25\nhours = "8-11h"',
            "Thứ Năm 26/11 nghỉ, tiếp bù Thứ Tư 25/11: 8:00–11:00",
            "Thứ Tư 25/11",
        ),
        ("closed = true", "Thứ Năm 26/11 nghỉ", ""),
        ('closed = true\nnote = "họp"', "Thứ Năm 26/11 nghỉ (họp)", ""),
        (
            'who = "Phó Chủ tịch Nguyễn Hoàng Tôn Nữ Diệu Huyền"\nroom = "Phòng 3"',
            "Thứ Năm 26/11 đổi lịch: Phòng 3, Phó Chủ tịch Nguyễn Hoàng Tôn Nữ Diệu Huyền",
            "Thứ Năm 26/11",
        ),
        ('note = "lấy số trước 9 giờ"', "Thứ Năm 26/11: lấy số trước 9 giờ", "Thứ Năm 26/11"),
    ],
)
def test_an_exception(more: str, sentence: str, shown: str, tmp_path: Path) -> None:
    made = plan(tmp_path, f"{CHAIR}\n[[exception]]\ndate = 2026-11-26\n{more}\n")
    found = upcoming(made, TODAY, 7)
    assert found.changes == (sentence,)
    assert days(found) == ([shown] if shown else [])


def test_a_changed_row_has_what_is_new_and_keeps_the_rest(tmp_path: Path) -> None:
    more = '[[exception]]\ndate = 2026-11-26\nhours = "8h-9h"\nwho = "Phó Chủ tịch"\n'
    (row,) = upcoming(plan(tmp_path, CHAIR + more), TODAY, 7).rows
    assert (row.hours, row.room, row.who) == ("8:00–9:00", "Phòng 2", "Phó Chủ tịch")
    assert row.note == "đổi lịch"


def test_a_moved_row_says_for_which_day_it_stands(tmp_path: Path) -> None:
    more = "[[exception]]\ndate = 2026-11-26\nmoved_to = 2026-12-01\n"
    made = plan(tmp_path, CHAIR + more)
    (row,) = upcoming(made, date(2026, 11, 27), 5).rows
    assert (row.day, row.note) == ("Thứ Ba 1/12", "tiếp bù 26/11")
    assert upcoming(made, date(2026, 11, 27), 5).changes == ()


def test_an_exception_may_be_about_one_person(tmp_path: Path) -> None:
    more = '[[exception]]\ndate = 2026-11-26\nonly = "chủ tịch"\nclosed = true\n'
    found = upcoming(plan(tmp_path, CHAIR + OFFICER + more), TODAY, 5)
    assert found.changes == ("Thứ Năm 26/11: Chủ tịch UBND phường nghỉ",)
    assert [row.who for row in found.rows if row.on.day == 26] == ["Công chức tiếp công dân"]


def test_the_chairs_exception_is_not_the_deputys(tmp_path: Path) -> None:
    deputy = CHAIR.replace("Chủ tịch", "Phó Chủ tịch").replace("Phòng 2", "Phòng 3")
    more = '[[exception]]\ndate = 2026-11-26\nonly = "Chủ tịch"\nclosed = true\n'
    found = upcoming(plan(tmp_path, CHAIR + deputy + more), TODAY, 5)
    assert [row.who for row in found.rows] == ["Phó Chủ tịch UBND phường"]


def test_an_exception_for_either_of_two_is_for_neither(tmp_path: Path) -> None:
    two = CHAIR.replace("Chủ tịch", "Ông An, Chủ tịch") + CHAIR.replace(
        "Chủ tịch", "Bà Bé, Chủ tịch"
    )
    more = '[[exception]]\ndate = 2026-11-26\nonly = "chủ tịch"\nclosed = true\n'
    says = complaint(tmp_path, two + more)
    assert 'only: may mean "Ông An, Chủ tịch UBND phường" or "Bà Bé, Chủ tịch UBND phường"' in says
    made = plan(tmp_path, two + more.replace("chủ tịch", "An"))
    assert [row.who[:5] for row in upcoming(made, TODAY, 5).rows] == ["Bà Bé"]


def test_a_day_that_was_chosen_is_not_moved(tmp_path: Path) -> None:
    row = '[[row]]\nday = "1/1/2027"\nhours = "8-9h"\nwho = "Trực lễ"\n'
    found = upcoming(plan(tmp_path, row), date(2026, 12, 28), 9)
    assert (days(found), found.changes) == (["Thứ Sáu 1/1/2027"], ())


def test_an_exception_may_be_one_more_reception(tmp_path: Path) -> None:
    more = '[[exception]]\ndate = 2026-11-28\nhours = "7h30-11h"\nwho = "Công an phường"\n'
    found = upcoming(plan(tmp_path, CHAIR + more), TODAY, 7)
    assert days(found) == ["Thứ Năm 26/11", "Thứ Bảy 28/11"]
    assert found.rows[1].note == "tiếp thêm"
    assert found.changes == ("Thứ Bảy 28/11 tiếp thêm: 7:30–11:00, Công an phường",)


def test_several_days_in_one_exception_are_told_in_one_breath(tmp_path: Path) -> None:
    more = (
        "[[exception]]\ndate = [2026-11-24, 2026-11-25, 2026-11-27]\nclosed = true\n"
        'note = "sửa trụ sở"\n'
    )
    found = upcoming(plan(tmp_path, OFFICER + more), TODAY, 5)
    assert found.changes == (
        "Thứ Ba 24/11 – Thứ Tư 25/11 nghỉ (sửa trụ sở)",
        "Thứ Sáu 27/11 nghỉ (sửa trụ sở)",
    )
    assert days(found) == ["Thứ Hai 23/11", "Thứ Năm 26/11"]


FRIDAY = CHAIR.replace("Thứ Năm", "Thứ Sáu")


def test_a_holiday_is_made_up_for_on_the_next_working_day(tmp_path: Path) -> None:
    found = upcoming(plan(tmp_path, FRIDAY), date(2026, 12, 28), 8)
    assert days(found) == ["Thứ Hai 4/1/2027"]
    assert found.rows[0].note == "tiếp bù 1/1/2027"
    assert found.changes == ("Thứ Sáu 1/1/2027 nghỉ, tiếp bù Thứ Hai 4/1/2027 (Tết Dương lịch)",)


def test_an_office_may_work_on_saturdays(tmp_path: Path) -> None:
    made = plan(tmp_path, f"saturdays = true\n{FRIDAY}")
    assert days(upcoming(made, date(2026, 12, 28), 8)) == ["Thứ Bảy 2/1/2027"]


def test_an_office_may_make_up_for_nothing(tmp_path: Path) -> None:
    found = upcoming(plan(tmp_path, f"shift = false\n{FRIDAY}"), date(2026, 12, 28), 8)
    assert found.rows == ()
    assert found.changes == ("Thứ Sáu 1/1/2027 nghỉ (Tết Dương lịch)",)


def test_after_tet_nobody_stands_twice(tmp_path: Path) -> None:
    """The Thursday of Tết would move to the next Thursday, which has its own reception."""
    found = upcoming(plan(tmp_path, CHAIR + OFFICER), date(2027, 2, 1), 14)
    rows = [(row.on, row.who) for row in found.rows]
    assert len(rows) == len(set(rows))
    assert (date(2027, 2, 11), "Chủ tịch UBND phường") in rows
    assert found.changes == ("Thứ Năm 4/2 – Thứ Tư 10/2 nghỉ (Tết Nguyên đán)",)


def test_the_offices_own_holidays_and_workdays(tmp_path: Path) -> None:
    words = f"""
holidays = ["24/11", "31/8/2026", "25/11 đến 27/11/2026"]
workdays = [2026-08-22]
{OFFICER}"""
    made = plan(tmp_path, words)
    assert days(upcoming(made, TODAY, 7)) == ["Thứ Hai 23/11"]
    assert days(upcoming(made, date(2026, 8, 22), 10))[:2] == ["Thứ Bảy 22/8", "Thứ Hai 24/8"]
    assert "Thứ Hai 31/8" not in days(upcoming(made, date(2026, 8, 22), 10))
    assert not made.office.works(date(2031, 11, 24))


def test_a_day_of_the_month_at_a_weekend_moves_to_the_next_working_day(tmp_path: Path) -> None:
    row = '[[row]]\nday = "ngày 15 hằng tháng"\nhours = "8-11h"\nwho = "Bí thư"\n'
    found = upcoming(plan(tmp_path, row), date(2026, 11, 10), 10)
    assert days(found) == ["Thứ Hai 16/11"]
    assert found.changes == ("Chủ Nhật 15/11 nghỉ, tiếp bù Thứ Hai 16/11 (ngày nghỉ hằng tuần)",)


def test_an_exception_may_name_the_day_that_a_holiday_moved_it_to(tmp_path: Path) -> None:
    more = "[[exception]]\ndate = 2027-01-04\nmoved_to = 2027-01-05\n"
    found = upcoming(plan(tmp_path, FRIDAY + more), date(2026, 12, 28), 9)
    assert days(found) == ["Thứ Ba 5/1/2027"]


def test_an_exception_for_the_holiday_itself_comes_first(tmp_path: Path) -> None:
    more = "[[exception]]\ndate = 2027-01-01\nmoved_to = 2026-12-30\n"
    found = upcoming(plan(tmp_path, FRIDAY + more), date(2026, 12, 28), 9)
    assert days(found) == ["Thứ Tư 30/12"]


def test_after_its_end_a_schedule_is_empty(tmp_path: Path) -> None:
    made = plan(tmp_path, f"ends = 2026-11-30\n{CHAIR}")
    assert days(upcoming(made, TODAY, 30)) == ["Thứ Năm 26/11"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "row: is missing"),
        ('[[row]]\nday = "Thứ Chín"\nhours = "8-9h"', 'line 2, row[1].day: must be "Thứ Năm"'),
        ('[[row]]\nday = "Thứ Năm"', "line 1, row[1].hours: is missing"),
        ('[[row]]\nday = "Thứ Năm"\nhours = "7:30-25:00"', "line 3, row[1].hours: must be hours"),
        ('[[row]]\nday = "Thứ Năm"\nhours = "8-9h"\nwho = 5', "line 4, row[1].who: must be text"),
        ('[[row]]\nday = "Thứ Năm"\nhours = "8-9h"\nroon = "2"', 'did you mean "room"?'),
        ("row = 5", "must be written as [[row]]"),
        (f"shift = 1\n{CHAIR}", "line 1, shift: must be true or false"),
        (f'holidays = ["31/11"]\n{CHAIR}', "line 1, holidays: must be a day with its year"),
        (f'holidays = ["10/2 đến 4/2/2027"]\n{CHAIR}', "line 1, holidays: must be days"),
        (f"{CHAIR}[[exception]]\nclosed = true", "line 7, exception[1].date: is missing"),
        (f'{CHAIR}[[exception]]\ndate = "26/11"\nclosed = true', "a day with its year"),
        (f"{CHAIR}[[exception]]\ndate = 2026-11-26", "exception[1]: says nothing"),
        (
            f'{CHAIR}[[exception]]\ndate = 2026-11-26\nclosed = true\nhours = "8-9h"',
            "exception[1].closed: does not go with new hours",
        ),
        (
            f"{CHAIR}[[exception]]\ndate = 2026-11-26\nmoved_to = 2027-11-27",
            "exception[1].moved_to: is more than 92 days away",
        ),
        (
            f"{CHAIR}[[exception]]\ndate = [2026-11-26, 2026-12-03]\nmoved_to = 2026-11-27",
            "exception[1].moved_to: is one day for several",
        ),
        (
            f"{CHAIR}[[exception]]\ndate = 2026-11-27\nclosed = true",
            "line 7, exception.date: nobody receives on Thứ Sáu 27/11/2026",
        ),
        (
            CHAIR + "[[exception]]\ndate = 2026-11-26\nclosed = true\n" * 2,
            "line 10, exception.date: Thứ Năm 26/11/2026 stands in two exceptions",
        ),
        ("x = [", "this is not TOML"),
        (CHAIR * 41, "no more than 40 rows"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(words: str, says: str, tmp_path: Path) -> None:
    assert says in complaint(tmp_path, words)


def test_a_schedule_with_a_fault_in_it_is_none(tmp_path: Path) -> None:
    """Half of it would send people on the wrong day."""
    assert "did you mean" in complaint(
        tmp_path, f"{CHAIR}[[exception]]\ndate = 2026-11-26\nclose = true\nclosed = false\n"
    )


@pytest.mark.parametrize("make", ["none", "folder", "pipe", "link", "large", "word"])
def test_a_file_that_cannot_be_read(make: str, tmp_path: Path) -> None:
    path = tmp_path / "lich.toml"
    match make:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link":
            path.symlink_to("/dev/zero")
        case "large":
            path.write_bytes(b"#" * 300_000)
        case "word":
            path.write_bytes(b"PK\x03\x04")
    found = schedule.read(path)
    assert found.timetable is None
    assert found.problems[0].startswith(f"{path}: ")


OFFICE = Workdays()
THURSDAY = 3


def rule(**fields: object) -> Rule:
    sets = {key: frozenset(value) for key, value in fields.items()}  # type: ignore[call-overload]  # sets of numbers
    return Rule(**sets)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("Thứ Năm", rule(weekdays=[3])),
        ("THU NAM", rule(weekdays=[3])),
        ("thứ 5 hằng tuần", rule(weekdays=[3])),
        ("Chủ Nhật", rule(weekdays=[6])),
        ("T2, T4", rule(weekdays=[0, 2])),
        ("thứ 2, 4, 6", rule(weekdays=[0, 2, 4])),
        ("Thứ Hai, thứ Tư và thứ Sáu", rule(weekdays=[0, 2, 4])),
        ("từ thứ Hai đến thứ Sáu hàng tuần", rule(weekdays=range(5))),
        ("Thứ Hai - Thứ Năm", rule(weekdays=range(4))),
        ("Thứ Năm tuần thứ 1 và 3", rule(weekdays=[3], weeks=[1, 3])),
        ("thứ sáu tuần thứ hai và thứ tư", rule(weekdays=[4], weeks=[2, 4])),
        (
            "ngày thứ Sáu tuần thứ 2 và ngày thứ Sáu tuần thứ 4 hàng tháng",
            rule(weekdays=[4], weeks=[2, 4]),
        ),
        ("thứ sáu của tuần lễ đầu trong tháng", rule(weekdays=[4], weeks=[1])),
        ("thứ sáu của tuần lễ cuối tháng", rule(weekdays=[4], weeks=[LAST])),
        ("Thứ Năm đầu tiên của tháng", rule(weekdays=[3], weeks=[1])),
        ("ngày 15 hằng tháng", rule(days=[15])),
        ("ngày 05 và 20 hàng tháng", rule(days=[5, 20])),
        ("ngày cuối tháng", rule(days=[LAST])),
        ("các ngày làm việc trong tuần", Rule(working=True)),
        ("26/11/2026", Rule(once=date(2026, 11, 26))),
        (date(2026, 11, 26), Rule(once=date(2026, 11, 26))),
    ],
)
def test_days_that_come_round(said: object, means: Rule) -> None:
    assert recurring.read(said) == (means,)
    assert recurring.read([said, said]) == (means, means)


@pytest.mark.parametrize(
    "said",
    [
        "", "Thứ Chín", "thứ 9", "ngày 0", "ngày 32", "Thứ Năm tuần thứ 6", "26/11",
        "mùng 1 âm lịch",
        "sáng thứ Hai", "ngày làm việc cuối cùng của tháng", "Thứ Năm tuần", 5, [], [[]], ["x"],
        ["Thứ Năm"] * 99, "Thứ Năm " * 99, date(9999, 12, 31), None,
    ],
    ids=str,
)  # fmt: skip
def test_days_that_are_not_certain(said: object) -> None:
    with pytest.raises(ValueError, match="must be"):
        recurring.read(said)


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_a_month_has_four_or_five_of_a_weekday_and_one_last(day: date) -> None:
    first = day.replace(day=1)
    month = [
        first + timedelta(days=n)
        for n in range(31)
        if (first + timedelta(days=n)).month == first.month
    ]

    def count(**fields: object) -> int:
        one = rule(weekdays=[THURSDAY], **fields)
        return sum(one.falls_on(day, OFFICE) for day in month)

    assert count(weeks=[1]) == count(weeks=[2]) == count(weeks=[4]) == count(weeks=[LAST]) == 1
    assert count() == 4 + count(weeks=[5])
    assert sum(rule(days=[LAST]).falls_on(day, OFFICE) for day in month) == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("7:30-11:30", "7:30–11:30"),
        ("Từ 07h30 đến 11h30", "7:30–11:30"),
        ("Sáng 7 giờ 30 - 11 giờ 30; chiều 13g00–17g00", "Sáng 7:30–11:30; chiều 13:00–17:00"),
        ("8-11h", "8:00–11:00"),
        (["7h30-11h", "13h-17h"], "7:30–11:00, 13:00–17:00"),
        ("từ 8 giờ 00 phút đến 11 giờ 30 phút", "8:00–11:30"),
        ("Giờ hành chính", "Giờ hành chính"),
        ("7h-11h, cửa 2-3", "7:00–11:00, cửa 2-3"),
    ],
)
def test_hours(said: object, words: str) -> None:
    assert read_hours(said).words == words


@pytest.mark.parametrize(
    "said", ["7:30-25:00", "17:00-7:30", "7:75-8:00", "8:00", "7-11", "", 5, [], [5], "x" * 201]
)
def test_hours_that_no_clock_shows(said: object) -> None:
    with pytest.raises(ValueError, match="must be"):
        read_hours(said)


@given(st.dates(date(2026, 1, 1), date(2035, 12, 31)), st.integers(1, 40))
def test_no_reception_on_a_day_off_nor_outside_the_days(today: date, length: int) -> None:
    rules = recurring.read(["Thứ Năm", "ngày 5 và 20", "các ngày làm việc"])
    row = schedule.timetable.Row(rules, read_hours("8-9h"), "1", "A")
    made = Timetable("Lịch", (row,), (), OFFICE, shift=True, ends=None, note="")
    found = upcoming(made, today, length)
    assert all(OFFICE.works(row.on) for row in found.rows)
    assert all(0 <= (row.on - today).days < length for row in found.rows)
    seen = [row.on for row in found.rows]
    assert seen == sorted(set(seen))


def test_the_sample_of_the_document_says_what_the_document_says(tmp_path: Path) -> None:
    document = (Path(__file__).parent.parent / "docs" / "notices.md").read_text(encoding="utf-8")
    sample = next(block for block in document.split("```toml\n")[1:] if "[[row]]" in block)
    found = upcoming(plan(tmp_path, sample.split("```")[0]), TODAY, 7)
    (moved,) = [says for says in found.changes if "26/11" in says]
    assert f"“{moved}”" in document
    assert "Thứ Ba 24/11" not in days(found)
