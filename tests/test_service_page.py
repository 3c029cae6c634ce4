"""The page of the one-stop office: hours and numbers whole, in columns, on any board."""

import re

import pytest
from blocks import art, blocks, plain_board, typed
from editions import ONE_STOP, edition
from msgspec.structs import replace

from kiosk.files import shipped
from kiosk.geometry import Rect, Size
from kiosk.glyphs import face
from kiosk.layout.compose import compose
from kiosk.layout.frontdesk import listed, serves
from kiosk.layout.library import library
from kiosk.layout.needs import has_content
from kiosk.layout.numerals import set_figures, widest
from kiosk.layout.regions import Sheet
from kiosk.layout.regions.service import ServiceRegion, read_parts
from kiosk.layout.type import Type
from kiosk.model import Contact, OneStop
from kiosk.panels import catalog
from kiosk.scene import Page, Scene, Text

LAYOUTS = library([shipped("layouts")])
BOARD = plain_board(200, 200)
ONE = blocks(1)
REGION = ServiceRegion(
    name="desk",
    font=ONE,
    figure_font=ONE,
    large_font=blocks(2),
    title_font=ONE,
    strong_font=ONE,
    small_font=ONE,
    gap=1.0,
)
PANELS = ("waveshare-7in5-v2", "waveshare-7in3-e6", "waveshare-10in3-it8951", "waveshare-13in3-e6")
TINY = catalog.custom(Size(264, 176), (57.3, 38.2), "mono")
LONG = "028 3855 1234, máy lẻ 102"
CROWD = tuple(
    Contact(f"Nguyễn Hoàng Tôn Nữ Diệu Huyền {n}, Phó Chủ tịch HĐND", f"028 3855 {4300 + n}")
    for n in range(30)
)


def sheet(office: OneStop | None) -> Sheet:
    return Sheet(edition(one_stop=office), BOARD, None, "phuong.landscape.toml")


def drawn(office: OneStop, width: int, height: int, *parts: str) -> list[str]:
    region = replace(REGION, parts=parts or REGION.parts)
    box = Rect(0, 0, width, height)
    frames = region.frames(box, box, sheet(office))
    return [typed(Size(width, height), *one.items) for one in frames]


def called(*contacts: Contact) -> OneStop:
    return OneStop(contacts=contacts)


def made(office: OneStop, panel: str = PANELS[0], rotate: int = 0) -> Page:
    known = TINY if panel == "tiny" else catalog.panel(panel)
    board = catalog.board(known, distance_m=None, enlarge=1.0, rotate=rotate)
    news = edition(one_stop=office, board="UBND Phường Bến Sen")
    return compose("service", news, board, LAYOUTS)


def texts(page: Page) -> list[Text]:
    return [one for scene in page.scenes for one in scene.items if isinstance(one, Text)]


def test_names_stand_left_and_numbers_right_under_each_other() -> None:
    office = called(Contact("Công an", "028 12345"), Contact("Y tế", "3855 1", "24/24"))
    assert drawn(office, 26, 10, "contacts") == [
        art("""
            Liên.hệ...................
            ..........................
            Công.an..........028.12345
            ..........................
            ##########################
            ..........................
            Y.tế................3855.1
            ..........................
            24/24.....................
            ..........................
        """)
    ]


def test_hours_too_long_to_stand_beside_their_days_stand_under_them() -> None:
    office = OneStop(hours=ONE_STOP.hours)
    assert drawn(office, 34, 10, "hours") == [
        art("""
            Giờ.làm.việc......................
            ..................................
            Thứ.Hai.–.Thứ.Sáu.................
            ..................................
            ...........7:30–11:30,.13:00–17:00
            ..................................
            ##################################
            ..................................
            Thứ.Bảy.................7:30–11:30
            ..................................
        """)
    ]


def test_the_hotline_is_large_under_its_name() -> None:
    office = OneStop(hotline=Contact("Đường dây nóng", "028 38"))
    assert drawn(office, 20, 6, "hotline") == [
        art("""
            Đường.dây.nóng......
            ....................
            ....................
            ....................
            0.2.8...3.8.........
            ....................
        """)
    ]


def test_emergency_numbers_stand_large_over_their_names() -> None:
    office = called(
        Contact("Công an", "113"), Contact("Cấp cứu", "115", "24/24"), Contact("Tổng đài", "1022")
    )
    assert drawn(office, 38, 8, "emergency") == [
        art("""
            ......................................
            ......................................
            1.1.3..........1.1.5..........1.0.2.2.
            ......................................
            Công.an........Cấp.cứu........Tổng.đài
            ......................................
            ...............24/24..................
            ......................................
        """)
    ]


def test_where_there_is_no_room_for_large_figures_emergency_numbers_are_a_list() -> None:
    office = called(Contact("Công an", "113"), Contact("Cấp cứu", "115"))
    assert drawn(office, 12, 8, "emergency") == [
        art("""
            Số.khẩn.cấp.
            ............
            Công.an..113
            ............
            ############
            ............
            Cấp.cứu..115
            ............
        """)
    ]


def test_what_has_no_room_goes_on_under_its_heading() -> None:
    office = called(*(Contact(f"Khu phố {n}", f"3855 {n}") for n in range(1, 6)))
    first, second, third = drawn(office, 26, 10, "contacts")
    assert second.startswith("Liên.hệ.(tiếp.theo)")
    shown = re.findall(r"3855\.\d", first + second + third)
    assert shown == [f"3855.{n}" for n in range(1, 6)]


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        (LONG, 25, (LONG,)),
        (LONG, 24, ("028 3855 1234", "máy lẻ 102")),
        ("028 3855 1234 (máy lẻ 102)", 20, ("028 3855 1234", "(máy lẻ 102)")),
        ("028 3855 1234 – 0903 123 456", 20, ("028 3855 1234", "0903 123 456")),
        ("113, 114, 115", 8, ("113, 114", "115")),
        ("7:30–11:30, 13:00–17:00", 12, ("7:30–11:30", "13:00–17:00")),
        ("028 3855 1234/35", 16, ("028 3855 1234/35",)),
        ("028 3855 1234", 8, ("028 3855", "1234")),
        ("113, 114 –", 9, ("113, 114",)),
        ("113, 114 –", 10, ("113, 114 –",)),
    ],
)
def test_a_line_ends_between_numbers_and_within_one_only_if_it_must(
    words: str, width: int, lines: tuple[str, ...]
) -> None:
    table = ONE.face(BOARD, 1)
    assert set_figures(words, table, 2, width).lines == lines
    assert max(map(table.width, lines)) <= width


def test_how_wide_a_number_is_at_most() -> None:
    table = ONE.face(BOARD, 1)
    assert [widest("028 1234 (máy lẻ 2), 0903 1", table, depth) for depth in (0, 1, 2)] == [
        27,
        19,
        10,
    ]


@pytest.mark.parametrize("smooth", [True, False])
def test_figures_have_one_width_in_every_size(smooth: bool) -> None:  # noqa: FBT001 - two ways of drawing
    kind = Type("figures", 11.5, 64)
    board = plain_board(200, 200)
    for size in (12, 16, 20, 24, 40, 80, 140):
        table = face(kind.face(board, size).font, smooth=smooth)
        assert len({table.glyph(figure).advance for figure in "0123456789"}) == 1
        assert {table.kern(a, b) for a in "0123456789" for b in "0123456789"} == {0}


def test_numbers_of_three_or_four_figures_are_those_for_emergencies() -> None:
    assert [one.number for one in listed(ONE_STOP, "emergency")] == [
        "1022",
        "113",
        "114",
        "115",
        "111",
    ]
    assert [one.name for one in listed(ONE_STOP, "contacts")] == ["Công an phường", "Trạm Y tế"]


def test_hours_are_days_and_times() -> None:
    office = OneStop(hours=("Thứ Bảy: 7:30–11:30", "Giờ hành chính", "7:30–11:30"))
    assert [(one.name, one.number) for one in listed(office, "hours")] == [
        ("Thứ Bảy", "7:30–11:30"),
        ("", "Giờ hành chính"),
        ("", "7:30–11:30"),
    ]


@pytest.mark.parametrize("office", [None, OneStop("Một cửa"), OneStop(note="\u200b")])
def test_without_anything_to_come_or_call_for_there_is_no_page(office: OneStop | None) -> None:
    assert not has_content("service", edition(one_stop=office), "landscape", LAYOUTS)
    assert office is None or not serves(office)


def test_a_region_without_anything_to_say_takes_no_room() -> None:
    for office in (None, OneStop()):
        assert (REGION.least(60, sheet(office)), REGION.height(60, sheet(office))) == (0, 0)
        assert REGION.draw(Rect(0, 0, 60, 60), sheet(office)).items == ()


def test_an_area_as_high_as_all_asks_for_no_second_frame() -> None:
    on = sheet(ONE_STOP)
    height = REGION.height(60, on)
    assert replace(REGION, whole=True).least(60, on) == height
    assert len(REGION.frames(Rect(0, 0, 60, height), Rect(0, 0, 60, height), on)) == 1
    assert len(REGION.frames(Rect(0, 0, 60, height - 1), Rect(0, 0, 60, height - 1), on)) == 2
    assert REGION.sink(60, on) == 0


def test_parts_are_named_once_each() -> None:
    assert read_parts(["hotline", "hours"]) == ("hotline", "hours")
    for value, says in (
        (["hours", "hours"], "each once"),
        ([], "must be a list of"),
        ("hours", "must be a list"),
        (["hour"], 'did you mean "hours"'),
    ):
        with pytest.raises(ValueError, match=says):
            read_parts(value)


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("office", [ONE_STOP, replace(ONE_STOP, contacts=CROWD)])
def test_numbers_end_at_one_edge_and_none_is_broken(
    office: OneStop, panel: str, rotate: int
) -> None:
    lines = [one.text for one in texts(made(office, panel, rotate))]
    for one in (*office.duty, *office.contacts):
        assert one.number in lines or not one.number
    rights = {
        one.x + face(one.font, smooth=panel == PANELS[2]).width(one.text)
        for one in texts(made(office, panel, rotate))
        if re.fullmatch(r"028 3855 [49]\d{3}", one.text)
    }
    assert len(rights) == 1


def test_the_hotline_has_the_largest_figures_of_its_column() -> None:
    sizes = {one.text: one.font.size for one in texts(made(ONE_STOP))}
    assert sizes["028 3855 1234"] > sizes["028 3855 4321"] > 0


@pytest.mark.parametrize("panel", PANELS)
def test_an_office_as_a_ward_has_it_fits_one_frame_of_a_landscape(panel: str) -> None:
    assert len(made(ONE_STOP, panel).scenes) == 1


def test_what_is_at_its_end_stays_while_the_rest_goes_on() -> None:
    page = made(replace(ONE_STOP, contacts=(*CROWD, *ONE_STOP.contacts)))
    assert len(page.scenes) > 3
    for scene in page.scenes:
        shown = [one.text for one in scene.items if isinstance(one, Text)]
        assert {"028 3855 1234", "113", "114", "115", "111", "1022"} <= set(shown)


@pytest.mark.parametrize("rotate", [0, 90])
def test_emergency_numbers_alone_are_larger_than_beside_others(rotate: int) -> None:
    alone = made(replace(OneStop(), contacts=ONE_STOP.contacts[3:]), rotate=rotate)
    beside = made(ONE_STOP, rotate=rotate)
    sizes = [
        next(one.font.size for one in texts(page) if one.text == "113") for page in (alone, beside)
    ]
    assert sizes[0] > 1.5 * sizes[1]


@pytest.mark.parametrize("rotate", [0, 90])
def test_on_the_smallest_board_everything_is_said_frame_by_frame(rotate: int) -> None:
    office = replace(ONE_STOP, hotline=Contact("Đường dây nóng", LONG))
    page = made(office, "tiny", rotate)
    assert page.layout.endswith("-least")
    lines = [one.text for one in texts(page)]
    for number in ("028 3855 1234", "máy lẻ 102", "0283 855 1234", "113", "1022", "7:30–11:30"):
        assert number in lines
    said = " ".join(lines)
    for words in ("Lê Thị Ánh Tuyết", "24/24 giờ", "Trung tâm", "căn cước."):
        assert words in said
    assert not page.report


BUSY = OneStop(
    "Trung tâm Phục vụ hành chính công phường Bến Sen",
    ("Thứ Hai – Thứ Sáu: 7:30–11:30, 13:00–17:00", "Thứ Bảy: 7:30–11:30 (trừ ngày lễ)"),
    (
        Contact("Nguyễn Hoàng Diệu Huyền", "090 000 0148", "Phó Giám đốc, lãnh đạo trực"),
        Contact("Huỳnh Văn Mười", "", "Cán bộ trực, 7:30–17:00"),
        Contact("Đặng Thị Ngọc Ánh", "091 222 3344", "Cán bộ tiếp nhận hồ sơ đất đai"),
    ),
    Contact("Đường dây nóng", "028 3855 1234, máy lẻ 12"),
    (
        Contact("Công an phường", "028 3855 4321", "Trực ban 24/24 giờ"),
        Contact("Trạm Y tế phường Bến Sen", "028 3855 9999", "Cấp cứu 24/24 giờ"),
        Contact("Ban Chỉ huy Quân sự phường", "028 3855 7777"),
        Contact("Điện lực, báo mất điện", "1900 545 454"),
        *ONE_STOP.contacts[2:],
    ),
    "Lấy số thứ tự tại quầy 1. Mang theo căn cước và bản chính giấy tờ. Nộp hồ sơ trực tuyến tại "
    "dichvucong.gov.vn để được giảm 50% lệ phí.",
)


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("panel", PANELS)
def test_hours_and_the_hotline_stand_on_one_frame(panel: str, rotate: int) -> None:
    frames = [" ".join(_lines(scene)) for scene in made(BUSY, panel, rotate).scenes]
    whole = [
        frame
        for frame in frames
        if all(word in frame for word in ("Thứ Hai", "17:00", "Thứ Bảy", "(trừ", "máy lẻ 12"))
    ]
    assert whole
    assert not [frame for frame in frames if "Giờ làm việc (tiếp theo)" in frame]


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("panel", PANELS)
def test_whom_to_call_is_never_left_out(panel: str, rotate: int) -> None:
    said = " ".join(line for scene in made(BUSY, panel, rotate).scenes for line in _lines(scene))
    for one in (*BUSY.duty, *BUSY.contacts):
        assert one.number in said


@pytest.mark.parametrize("panel", PANELS)
def test_no_upright_frame_says_far_less_than_another(panel: str) -> None:
    counts = [
        len([line for line in _lines(scene) if re.search(r"\d \d{3} \d{3,4}$", line)])
        for scene in made(replace(BUSY, hours=(), hotline=None), panel, 90).scenes
    ]
    assert max(counts) - min(counts) <= 2


def test_numbers_of_all_who_can_be_called_stand_in_one_column() -> None:
    office = OneStop(
        duty=(Contact("Lê Thị Ánh Tuyết", "0903"),), contacts=(Contact("Y tế", "028 3855 1234"),)
    )
    for width in (40, 20):
        (shown,) = drawn(office, width, 20, "duty", "contacts")
        numbers = [line for line in shown.splitlines() if "0903" in line or "028" in line]
        assert [len(line.rstrip(".")) for line in numbers] == [width, width]


def test_where_a_number_would_break_another_variant_is_tried() -> None:
    region = replace(REGION, parts=("hotline",))
    on = sheet(OneStop(hotline=Contact("Nóng", "028 3855 1234, máy lẻ 12")))
    assert [region.least(width, on) > BOARD.size.height for width in (25, 26)] == [True, False]


def _lines(scene: Scene) -> list[str]:
    return [one.text for one in scene.items if isinstance(one, Text)]
