"""The regions of what the office itself has to say: notices, the schedule, posters."""

from datetime import UTC, datetime

import pytest
from blocks import art, blocks, plain_board, typed
from editions import POSTER, SCHEDULE, ZONE, edition, notice, reception
from msgspec.structs import replace

from kiosk.geometry import Rect, Size
from kiosk.layout.regions import Sheet
from kiosk.layout.regions.notices import NoticesRegion, validity
from kiosk.layout.regions.poster import PosterRegion
from kiosk.layout.regions.table import TableRegion, read_columns
from kiosk.layout.saying import announces
from kiosk.layout.widths import widths
from kiosk.model import Notice, Reception, Schedule
from kiosk.scene import Fill, Picture, Text

BOARD = plain_board(200, 200)
ONE = blocks(1)
NOTICES = NoticesRegion(
    name="notices", font=ONE, title_font=ONE, small_font=ONE, strong_font=ONE, gap=1.0
)
TABLE = TableRegion(
    name="table", font=ONE, title_font=ONE, small_font=ONE, strong_font=ONE, gap=1.0
)


def sheet(**changes: object) -> Sheet:
    return Sheet(edition(**changes), BOARD, None, "phuong.landscape.toml")


def announced(*notices: Notice) -> Sheet:
    return sheet(notices=notices)


def planned(*rows: Reception, **changes: object) -> Sheet:
    plan = Schedule("", rows)
    return sheet(schedule=replace(plan, **changes))  # type: ignore[arg-type]  # fields by name


def frames(region: NoticesRegion | TableRegion, size: Size, on: Sheet) -> list[str]:
    return [
        typed(size, *one.items) for one in region.frames(Rect(0, 0, *size), Rect(0, 0, *size), on)
    ]


def lines(region: NoticesRegion | TableRegion, size: Size, on: Sheet) -> list[list[str]]:
    found = region.frames(Rect(0, 0, *size), Rect(0, 0, *size), on)
    return [[one.text for one in frame.items if isinstance(one, Text)] for frame in found]


def test_a_notice_says_its_title_its_last_day_its_issuer_and_its_words() -> None:
    on = announced(notice("Họp tổ 12", "Lúc 19 giờ.", issuer="Khu phố 3"))
    assert frames(NOTICES, Size(45, 4), on) == [
        art("""
            Họp.tổ.12....................................
            Đến.hết.ngày.30/11/2026.·.Ban.hành:.Khu.phố.3
            .............................................
            Lúc.19.giờ...................................
        """)
    ]


def test_on_a_narrow_board_the_issuer_stands_under_the_last_day() -> None:
    on = announced(notice("Họp tổ 12", "Lúc 19 giờ.", issuer="Khu phố 3"))
    assert lines(NOTICES, Size(25, 20), on) == [
        ["Họp tổ 12", "Đến hết ngày 30/11/2026", "Ban hành: Khu phố 3", "Lúc 19 giờ."]
    ]


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (datetime(2026, 12, 1, 0, 0, tzinfo=ZONE), "Đến hết ngày 30/11/2026"),
        (datetime(2026, 11, 30, 23, 59, tzinfo=ZONE), "Đến hết ngày 30/11/2026"),
        (datetime(2027, 1, 1, 0, 0, tzinfo=ZONE), "Đến hết ngày 31/12/2026"),
        (datetime(2026, 11, 30, 17, 0, tzinfo=ZONE), "Hết hạn: 17:00 ngày 30/11/2026"),
        (datetime(2026, 11, 30, 7, 5, tzinfo=ZONE), "Hết hạn: 7:05 ngày 30/11/2026"),
    ],
)
def test_the_last_day_in_words(ends: datetime, said: str) -> None:
    until = notice(ends=ends.astimezone(UTC))
    assert validity(until, edition()) == said


def test_an_urgent_notice_bears_a_label_in_the_accent() -> None:
    on = announced(notice("Cúp nước", urgent=True))
    (frame,) = NOTICES.frames(Rect(0, 0, 60, 60), Rect(0, 0, 60, 60), on)
    ground, label, title = frame.items[:3]
    assert isinstance(ground, Fill)
    assert (ground.ink, ground.rect.x, ground.rect.width) == ("accent", 0, 4 + 2)
    assert isinstance(label, Text)
    assert (label.text, label.ink, label.x) == ("KHẨN", "paper", 1)
    assert isinstance(title, Text)
    assert (title.text, title.x, title.baseline) == ("Cúp nước", 6 + 2, label.baseline)


def test_where_a_label_would_make_the_title_a_ladder_it_is_a_word() -> None:
    on = announced(notice("Cúp nước", urgent=True))
    assert lines(NOTICES, Size(15, 90), on)[0][:2] == ["KHẨN: Cúp nước", "Đến hết"]


def test_notices_are_parted_by_a_rule_and_go_on_whole() -> None:
    short = [notice(f"Tin {n}", "Một dòng.", issuer="") for n in range(3)]
    on = announced(*short)
    first, second = frames(NOTICES, Size(25, 11), on)
    assert first == art("""
        Tin.0....................
        Đến.hết.ngày.30/11/2026..
        .........................
        Một.dòng.................
        .........................
        #########################
        .........................
        Tin.1....................
        Đến.hết.ngày.30/11/2026..
        .........................
        Một.dòng.................
    """)
    assert second.startswith("Tin.2")
    assert "#" not in second


def test_what_is_longer_than_a_frame_goes_on_under_its_title() -> None:
    long = notice("Danh sách", *(f"Hộ số {n} ở hẻm {n}/{n}A" for n in range(20)), issuer="")
    on = announced(long)
    shown = lines(NOTICES, Size(25, 20), on)
    assert len(shown) > 2
    assert [frame[0] for frame in shown] == [
        "Danh sách",
        *["Danh sách (tiếp theo)"] * (len(shown) - 1),
    ]
    entries = [line for frame in shown for line in frame if line.startswith("Hộ")]
    assert entries == list(long.body)


def test_a_title_too_long_to_be_said_again_is_not() -> None:
    long = notice(
        "Niêm yết " * 12, *("Một hai ba bốn năm sáu bảy tám." for _ in range(9)), issuer=""
    )
    shown = lines(NOTICES, Size(25, 24), announced(long))
    assert {frame[0] for frame in shown[1:]} == {"(tiếp theo)"}


def test_notices_fill_columns_one_after_the_other() -> None:
    region = replace(NOTICES, columns=2, column_gap=2.0)
    on = announced(*(notice(f"Tin {n}", "Một dòng.", issuer="") for n in range(3)))
    (first, second) = region.frames(Rect(0, 0, 52, 5), Rect(0, 0, 52, 5), on)
    titles = [(one.text, one.x) for one in first.items if isinstance(one, Text)]
    assert titles[0] == ("Tin 0", 0)
    assert titles[3] == ("Tin 1", 27)
    assert isinstance(second.items[0], Text)
    assert (second.items[0].text, second.items[0].x) == ("Tin 2", 0)


def test_where_one_frame_holds_all_sizes_grow() -> None:
    region = replace(NOTICES, font=blocks(1, 3), title_font=blocks(1, 5))
    on = announced(notice("Họp", "Tối nay."))
    for room, sizes in ((4, (1, 1)), (40, (5, 3))):
        (frame,) = region.frames(Rect(0, 0, 60, room), Rect(0, 0, 60, room), on)
        texts = [one for one in frame.items if isinstance(one, Text)]
        assert (texts[0].font.size, texts[-1].font.size) == sizes


def test_without_a_notice_there_is_nothing() -> None:
    for on in (announced(), announced(notice("\u200b", "\ufeff"))):
        assert (NOTICES.least(60, on), NOTICES.height(60, on)) == (0, 0)
        (nothing,) = NOTICES.frames(Rect(0, 0, 60, 60), Rect(0, 0, 60, 60), on)
        assert nothing.items == ()
    assert not announces(notice(" ", "\u200b"))


def test_a_notice_without_a_title_is_called_a_notice() -> None:
    assert lines(NOTICES, Size(60, 20), announced(notice("")))[0][0] == "Thông báo"


def test_words_without_any_room_are_said_to_be_lost() -> None:
    region = replace(NOTICES, font=blocks(9))
    (frame,) = region.frames(
        Rect(0, 0, 60, 5), Rect(0, 0, 60, 5), announced(notice("Họp", "Tối nay."))
    )
    assert [loss.kind for loss in frame.losses] == ["left out"]


def test_receptions_stand_in_rows_under_their_heads() -> None:
    on = planned(
        reception(24, room="P. 2", who="Chủ tịch"),
        reception(24, "13:00–17:00", room="P. 2", who="Công an"),
    )
    assert frames(TABLE, Size(60, 12), on) == [
        art("""
            ............................................................
            ..Ngày.............Giờ.............Nơi.tiếp....Người.tiếp...
            ............................................................
            ############################################################
            ............................................................
            ..Thứ.Ba.24/11.....7:30–11:30......P..2........Chủ.tịch.....
            ............................................................
            .................###########################################
            ............................................................
            ...................13:00–17:00.....P..2........Công.an......
            ............................................................
            ............................................................
        """)
    ]


def test_the_day_that_is_today_is_inverted() -> None:
    (frame,) = TABLE.frames(
        Rect(0, 0, 90, 30), Rect(0, 0, 90, 30), planned(reception(23), reception(24))
    )
    grounds = [one.rect for one in frame.items if isinstance(one, Fill) and one.rect.height > 1]
    assert len(grounds) == 1
    inverted = [one.text for one in frame.items if isinstance(one, Text) and one.ink == "paper"]
    assert inverted == ["Thứ Hai 23/11"]


def test_only_the_days_own_lines_are_inverted_in_a_high_row() -> None:
    on = planned(reception(23, who="Chủ tịch Ủy ban nhân dân phường", note="đổi lịch"))
    ((frame,),) = [TABLE.frames(Rect(0, 0, 60, 30), Rect(0, 0, 60, 30), on)]
    (ground,) = [one.rect for one in frame.items if isinstance(one, Fill) and one.rect.height > 1]
    said = {one.text: one for one in frame.items if isinstance(one, Text)}
    assert ground.contains(Rect(said["Thứ Hai 23/11"].x, said["Thứ Hai 23/11"].baseline, 13, 0))
    assert said["đổi lịch"].ink == "ink"
    assert said["đổi lịch"].baseline > ground.bottom + 1


def test_on_each_frame_header_and_day_are_said_again() -> None:
    on = planned(*(reception(24, f"{n}:00–{n}:30", who="Công an") for n in range(7, 12)))
    shown = lines(TABLE, Size(70, 14), on)
    assert len(shown) == 3
    for frame in shown:
        assert frame[:5] == ["Ngày", "Giờ", "Nơi tiếp", "Người tiếp", "Thứ Ba 24/11"]
        assert frame.count("Thứ Ba 24/11") == 1
    hours = [line for frame in shown for line in frame if "–" in line]
    assert hours == [f"{n}:00–{n}:30" for n in range(7, 12)]


def test_a_day_in_no_column_stands_over_its_rows() -> None:
    region = replace(TABLE, columns=(("hours", "room"), ("who",)))
    rows = [reception(24, f"{n}:00–{n}:30", who="Công an") for n in (7, 8, 9)]
    shown = lines(region, Size(40, 18), planned(*rows))
    head = ["Giờ, nơi tiếp", "Người tiếp", "Thứ Ba 24/11"]
    assert [frame[:3] for frame in shown] == [head, head]
    assert shown[0][3:] == ["7:00–7:30", "Phòng 2", "Công an", "8:00–8:30", "Phòng 2", "Công an"]


def test_what_is_not_as_usual_is_told_before_the_rows_and_the_note_after() -> None:
    on = planned(reception(24, note="đổi lịch"), changes=("Thứ Năm 26/11 nghỉ.",), note="Hết.")
    (shown,) = lines(TABLE, Size(90, 30), on)
    assert shown[0] == "Thứ Năm 26/11 nghỉ."
    assert shown[-1] == "Hết."


def test_what_holds_for_a_whole_day_stands_under_it_and_else_under_who_receives() -> None:
    both = [reception(24, hours, note="tiếp bù 19/11") for hours in ("7:30–11:30", "13:00–17:00")]
    (shown,) = lines(TABLE, Size(90, 30), planned(*both))
    assert shown[4:6] == ["Thứ Ba 24/11", "tiếp bù 19/11"]
    assert shown.count("tiếp bù 19/11") == 1
    (shown,) = lines(TABLE, Size(90, 30), planned(both[0], replace(both[1], note="")))
    assert shown[shown.index("tiếp bù 19/11") - 1] == both[0].who
    over = replace(TABLE, columns=(("hours", "room"), ("who",)))
    (shown,) = lines(over, Size(90, 30), planned(*both))
    assert shown[2] == "Thứ Ba 24/11: tiếp bù 19/11"


def test_narrow_columns_stand_where_the_others_take_more_frames_or_part_names() -> None:
    region = replace(TABLE, narrow=(("hours", "room"), ("who",)))
    on = planned(
        reception(24, room="Phòng tiếp công dân, tầng trệt", who="Huỳnh Thị Kim Tiến, Chủ tịch")
    )
    heads = [lines(region, Size(width, 40), on)[0][:2] for width in (120, 50)]
    assert heads == [["Ngày", "Giờ"], ["Giờ, nơi tiếp", "Người tiếp"]]
    assert lines(TABLE, Size(50, 40), on)[0][:2] == ["Ngày", "Giờ"]


def test_sizes_grow_until_a_row_would_take_a_line_more() -> None:
    region = replace(TABLE, font=blocks(1, 3), strong_font=blocks(1, 3))
    on = planned(reception(24, room="P. 2", who="Chủ tịch"))
    sizes = {}
    for width in (60, 110, 200):
        (frame,) = region.frames(Rect(0, 0, width, 80), Rect(0, 0, width, 80), on)
        texts = [one for one in frame.items if isinstance(one, Text)]
        assert [one.text for one in texts[4:]] == ["Thứ Ba 24/11", "7:30–11:30", "P. 2", "Chủ tịch"]
        sizes[width] = texts[-1].font.size
    assert sizes == {60: 1, 110: 2, 200: 3}


def test_the_rows_of_a_day_stay_together_where_a_frame_holds_more() -> None:
    rows = [reception(day, hours) for day in (24, 25, 26) for hours in ("7:30–9:00", "9:00–11:30")]
    shown = lines(TABLE, Size(90, 21), planned(*rows))
    days = [[line for line in frame if line.startswith("Thứ")] for frame in shown]
    assert days == [["Thứ Ba 24/11", "Thứ Tư 25/11"], ["Thứ Năm 26/11"]]


def test_frames_end_about_as_far_down_as_each_other() -> None:
    rows = [reception(day) for day in (23, 24, 25, 26, 27)]
    shown = lines(TABLE, Size(90, 20), planned(*rows))
    assert [sum(line.startswith("Thứ") for line in frame) for frame in shown] == [3, 2]


def test_a_header_that_comes_first_on_a_frame_stands_there_once() -> None:
    changes = tuple(f"Thứ Năm {n}/11 nghỉ." for n in range(1, 7))
    shown = lines(TABLE, Size(90, 12), planned(reception(24), changes=changes))
    assert shown[-1].count("Ngày") == 1


def test_the_note_does_not_stand_alone_on_the_last_frame() -> None:
    rows = [reception(day) for day in (24, 25)]
    for room in range(9, 20):
        shown = lines(TABLE, Size(90, room), planned(*rows, note="Hết."))
        assert len(shown[-1]) > 1, room


def test_a_row_too_high_for_a_frame_is_shown_all_the_same() -> None:
    long = " ".join(f"w{n}" for n in range(60))
    shown = lines(TABLE, Size(60, 20), planned(reception(24, who=long)))
    words = [word for frame in shown for line in frame for word in line.split() if word[0] == "w"]
    assert words == long.split()


def test_a_schedule_without_receptions_tells_its_changes() -> None:
    (shown,) = lines(TABLE, Size(90, 20), planned(changes=("Tuần này nghỉ.",)))
    assert shown == ["Tuần này nghỉ."]


@pytest.mark.parametrize("plan", [None, Schedule("Lịch", ()), Schedule("Lịch", (), ("\u200b",))])
def test_without_receptions_or_changes_there_is_nothing(plan: Schedule | None) -> None:
    on = sheet(schedule=plan)
    assert (TABLE.least(60, on), TABLE.height(60, on)) == (0, 0)
    assert TABLE.draw(Rect(0, 0, 60, 60), on).items == ()


def test_an_area_as_high_as_all_asks_for_no_second_frame() -> None:
    for region, on in ((NOTICES, announced(notice(), notice())), (TABLE, sheet(schedule=SCHEDULE))):
        height = region.height(60, on)
        assert len(region.frames(Rect(0, 0, 60, height), Rect(0, 0, 60, height), on)) == 1
        assert len(region.frames(Rect(0, 0, 60, height - 1), Rect(0, 0, 60, height - 1), on)) == 2
        assert region.sink(60, on) == 0


def test_columns_by_what_stands_in_them() -> None:
    assert read_columns(["day", "hours", " who+room "]) == (("day",), ("hours",), ("who", "room"))


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("day", r'must be columns as \["day", "hours", "who \+ room"\], not "day"'),
        ([], "must be columns as"),
        (["day", "hour", "room", "who"], 'did you mean "hours"'),
        (["day", "hours"], "add room, who"),
    ],
)
def test_what_are_no_columns_is_said(value: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_columns(value)


def test_columns_are_divided_so_that_rows_come_out_lowest() -> None:
    face = ONE.face(BOARD, 1)
    narrow = [(("a", face),), (("bb", face),)]
    wide = [(("a", face),), (("bốn năm sáu bảy", face),)]
    assert widths(20, [narrow, wide]) == [4, 16]
    assert sum(widths(9, [narrow, wide])) == 9
    assert widths(4, [wide, wide]) == [2, 2]
    days = [(("a", face),), (("bb bb", face),)]
    assert widths(11, [days, wide]) == [3, 8]
    assert widths(11, [days, wide], whole=[0]) == [6, 5]


def test_a_table_narrower_than_its_columns_is_drawn_all_the_same() -> None:
    for width in range(1, 12):
        assert TABLE.frames(Rect(0, 0, width, 90), Rect(0, 0, width, 90), planned(reception(24)))


def test_each_poster_has_a_frame_and_is_whole() -> None:
    on = sheet(posters=(POSTER, replace(POSTER, key="1f.jpg", size=Size(1600, 900))))
    region = PosterRegion(name="poster", least_height=10.0)
    shown = region.frames(Rect(5, 6, 70, 80), Rect(5, 6, 70, 80), on)
    pictures = [one for frame in shown for one in frame.items if isinstance(one, Picture)]
    assert [(one.photo.key, one.fit, one.rect) for one in pictures] == [
        (key, "whole", Rect(5, 6, 70, 80)) for key in ("0d4e5f.jpg", "1f.jpg")
    ]
    assert region.draw(Rect(5, 6, 70, 80), replace(on, frame=2)) == shown[1]
    assert (region.least(70, on), region.height(70, on), region.sink(70, on)) == (10, 99, 0)


def test_without_a_poster_there_is_nothing() -> None:
    region = PosterRegion(name="poster")
    assert (region.least(70, sheet()), region.height(70, sheet())) == (0, 0)
    assert region.draw(Rect(0, 0, 70, 70), sheet()).items == ()
