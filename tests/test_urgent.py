"""What can't wait: the region `urgent`, and the page that it takes the whole panel with."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from blocks import art, blocks, plain_board, typed
from editions import edition, households, notice
from hung import NAMES
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.board import Board
from kiosk.files import shipped
from kiosk.geometry import Rect, Size
from kiosk.layout.compose import compose
from kiosk.layout.library import library
from kiosk.layout.regions import Drawing, Sheet
from kiosk.layout.regions.urgent import UrgentRegion
from kiosk.model import Notice
from kiosk.panels import catalog
from kiosk.scene import Fill, Item, Page, Text

BOARD = plain_board(200, 200)
ONE = blocks(1)
URGENT = UrgentRegion(
    name="urgent", font=ONE, title_font=ONE, band_font=ONE, again_font=ONE, strong_font=ONE,
    small_font=ONE, gap=1.0,
)  # fmt: skip
LAYOUTS = library([shipped("layouts")])
EVENING = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
SHORT = "Cúp nước khẩn"
FORTY = (
    "Ngừng cấp nước đêm 28/11 tại khu phố 3",
    "Từ 22 giờ ngày 28/11 đến 4 giờ ngày 29/11, ngừng cấp nước tại hẻm 262/15A và 270/3B–C.",
    "Bà con dự trữ nước, khóa van khi ra khỏi nhà. Hỏi: 028 3855 1234.",
)
STORM = "Mọi người ở trong nhà từ 18 giờ, không ra đường khi chưa có thông báo của phường."
TINY = catalog.board(
    catalog.custom(Size(264, 176), (57.0, 38.0), "mono"), distance_m=None, enlarge=1.0, rotate=0
)
WALL = catalog.custom(Size(2560, 1440), (691.0, 389.0), "mono")
WORDS = "nước phường nghiêng ngoằn ngoèo a Ủy ban quỵ trường Tiểu học sơ tán bão lũ".split()  # noqa: SIM905 - one line


def alarm(title: str = SHORT, *body: str, **changes: object) -> Notice:
    """An urgent notice until 20:00 of a Monday, as it is or changed."""
    told = {"urgent": True, "ends": EVENING, "issuer": "Phường", "body": body, **changes}
    return notice(title, **told)


def sheet(*notices: Notice, board: Board = BOARD) -> Sheet:
    return Sheet(edition(notices=notices), board, None, "urgent.landscape.toml")


def frames(size: Size, *notices: Notice, region: UrgentRegion = URGENT) -> tuple[Drawing, ...]:
    return region.frames(Rect(0, 0, *size), Rect(0, 0, *size), sheet(*notices))


def texts(items: Sequence[Item], ink: str = "ink") -> list[Text]:
    return [one for one in items if isinstance(one, Text) and one.ink == ink]


def lines(drawing: Drawing, ink: str = "ink") -> list[str]:
    return [one.text for one in texts(drawing.items, ink)]


def test_a_band_what_it_is_about_and_until_when() -> None:
    size = Size(50, 13)
    (frame,) = frames(size, alarm(SHORT, "Từ 13 giờ tại hẻm 5."))
    assert typed(size, *frame.items) == art("""
        ##################################################
        #KHẨN#############################################
        ##################################################
        ..................................................
        Cúp.nước.khẩn.....................................
        ..................................................
        Từ.13.giờ.tại.hẻm.5...............................
        ..................................................
        ..................................................
        ..................................................
        ..................................................
        ##################################################
        Hết.hạn:.20:00.ngày.23/11/2026.·.Ban.hành:.Phường.
    """)


def test_the_band_is_in_the_accent_and_its_word_in_paper() -> None:
    (frame,) = frames(Size(50, 13), alarm())
    ground, word = frame.items[:2]
    assert isinstance(ground, Fill)
    assert (ground.ink, ground.rect) == ("accent", Rect(0, 0, 50, 3))
    assert isinstance(word, Text)
    assert (word.text, word.ink) == ("KHẨN", "paper")


def test_without_an_issuer_the_last_hour_stands_alone() -> None:
    (frame,) = frames(Size(50, 13), alarm(issuer=""))
    assert lines(frame) == [SHORT, "Hết hạn: 20:00 ngày 23/11/2026"]


def test_what_is_longer_goes_on_under_a_band_with_the_title_in_it() -> None:
    told = [f"Điều {n}: bà con ở trong nhà." for n in range(20)]
    first, *others = frames(Size(52, 16), alarm(SHORT, *told, issuer=""))
    assert len(others) > 1
    assert lines(first, "paper") == ["KHẨN"]
    assert {tuple(lines(one, "paper")) for one in others} == {("KHẨN", "Cúp nước khẩn (tiếp theo)")}
    until = "Hết hạn: 20:00 ngày 23/11/2026"
    assert {lines(one)[-1] for one in (first, *others)} == {until}
    said = " ".join(line for one in (first, *others) for line in lines(one)[:-1])
    assert said == " ".join([SHORT, *told])


def test_a_title_that_has_no_room_in_the_band_is_not_said_again() -> None:
    long = alarm("Niêm yết công khai " * 4, *[STORM] * 9)
    _, *others = frames(Size(32, 24), long)
    assert {tuple(lines(one, "paper")) for one in others} == {("KHẨN", "(tiếp theo)")}
    _, *others = frames(Size(11, 90), long)
    assert {tuple(lines(one, "paper")) for one in others} == {("KHẨN",)}


def test_each_urgent_notice_has_frames_of_its_own_and_no_other_has_any() -> None:
    found = frames(Size(60, 20), alarm("Bão số 12"), notice("Họp"), alarm("Cháy chợ"))
    assert [lines(one)[0] for one in found] == ["Bão số 12", "Cháy chợ"]
    assert [lines(one, "paper") for one in found] == [["KHẨN"], ["KHẨN"]]


@pytest.mark.parametrize("notices", [(), (notice(),), (alarm("\u200b", "\ufeff"),)])
def test_without_anything_urgent_there_is_nothing(notices: tuple[Notice, ...]) -> None:
    on = sheet(*notices)
    assert (URGENT.least(60, on), URGENT.height(60, on), URGENT.sink(60, on)) == (0, 0, 0)
    assert URGENT.draw(Rect(0, 0, 60, 60), on).items == ()


def test_an_area_as_high_as_all_asks_for_no_second_frame() -> None:
    long = alarm(SHORT, *[STORM] * 9)
    height = URGENT.height(60, sheet(long))
    assert len(frames(Size(60, height), long)) == 1
    assert len(frames(Size(60, height - 1), long)) == 2


def test_all_sizes_grow_together() -> None:
    region = replace(URGENT, font=blocks(1, 3), title_font=blocks(1, 5), band_font=blocks(2, 4))
    for room, sizes in ((13, (2, 1, 1)), (18, (3, 3, 2)), (99, (4, 5, 3))):
        (frame,) = frames(Size(90, room), alarm("Bão lũ", "Tối nay."), region=region)
        drawn = [one.font.size for one in frame.items if isinstance(one, Text)]
        assert tuple(drawn[:3]) == sizes


def test_a_title_takes_a_line_less_if_that_makes_it_but_little_smaller() -> None:
    region = replace(URGENT, title_font=blocks(10, 100))
    (frame,) = frames(Size(900, 900), alarm("Nước lũ về"), region=region)
    (title, *_) = texts(frame.items)
    assert (title.text, title.font.size) == ("Nước lũ về", 82)


def test_of_several_frames_the_sizes_are_the_largest_that_ask_for_no_further_one() -> None:
    region = replace(URGENT, font=blocks(1, 9))
    long = alarm(SHORT, " ".join([STORM] * 9), issuer="")
    least, most = frames(Size(90, 20), long), frames(Size(90, 20), long, region=region)
    assert len(most) == len(least) > 1
    size = texts(most[0].items)[1].font.size
    larger = replace(region, font=blocks(size + 1))
    assert len(frames(Size(90, 20), long, region=larger)) > len(most)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=40),
    st.integers(40, 300),
    st.integers(40, 300),
)
@example(["phường"] * 3, 40, 40)
@example(["Ủy"], 40, 40)
def test_no_larger_size_would_do(words: list[str], width: int, height: int) -> None:
    told = alarm("", " ".join(words), issuer="")
    region = replace(URGENT, font=blocks(1, 40))
    found = frames(Size(width, height), told, region=region)
    size = texts(found[0].items)[0].font.size
    larger = frames(Size(width, height), told, region=replace(region, font=blocks(size + 1)))
    longest = max(map(len, words)) * (size + 1)
    assert len(larger) > len(found) or longest > width or size == 40


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), max_size=6),
    st.integers(20, 120),
    st.integers(20, 90),
)
def test_every_word_is_whole_and_in_its_place(
    title: list[str], body: list[list[str]], width: int, height: int
) -> None:
    region = replace(URGENT, font=blocks(1, 9), title_font=blocks(1, 12))
    told = alarm(" ".join(title), *map(" ".join, body), issuer="", ends=EVENING)
    found = frames(Size(width, height), told, region=region)
    shown = " ".join(" ".join(lines(one)) for one in found)
    for said in ("Hết hạn: 20:00 ngày 23/11/2026", "KHẨN:", "(tiếp theo)"):
        shown = shown.replace(said, "")
    assert shown.split() == [*title, *(word for one in body for word in one)]
    assert not any(one.losses for one in found)


def test_an_address_may_go_on_in_the_next_line_where_it_has_a_seam() -> None:
    region = replace(URGENT, font=blocks(1, 9))
    told = alarm("", "Vào https://phuong.gov.vn/so-tan ngay.", issuer="")
    (frame,) = frames(Size(72, 99), told, region=region)
    *said, _ = lines(frame)
    assert "".join(said).replace(" ", "") == "Vàohttps://phuong.gov.vn/so-tanngay."
    assert {line[-1] for line in said[1:]} <= set("/.-n")
    assert texts(frame.items)[0].font.size > 1


def test_short_entries_stand_in_columns() -> None:
    (frame,) = frames(Size(90, 99), alarm("Sơ tán các hộ", *households(12)))
    assert len({one.x for one in texts(frame.items)}) > 1


def test_a_list_has_no_columns_in_which_a_word_would_break() -> None:
    names = [f"{'n' * 30} {n}" for n in range(8)]
    (frame,) = frames(Size(60, 99), alarm("Sơ tán", *names))
    assert [line for line in lines(frame) if line in names] == names


def test_a_foot_that_takes_too_much_stands_once_after_all_else() -> None:
    long = alarm(SHORT, issuer="Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn phường")
    *others, last = frames(Size(25, 13), long)
    assert lines(others[0])[0] == SHORT
    until = " ".join(line for one in (*others, last) for line in lines(one))
    assert until.count("Hết hạn") == until.count("Ban hành") == 1
    assert lines(last)[-1].endswith("phường")


def test_where_a_band_has_no_room_its_word_stands_before_the_title() -> None:
    found = frames(Size(40, 5), alarm(SHORT, issuer=""))
    assert not any(lines(one, "paper") for one in found)
    assert lines(found[0])[0] == "KHẨN: Cúp nước khẩn"
    assert lines(frames(Size(40, 5), alarm("", "Bão."))[0])[0] == "KHẨN"


def test_on_a_board_narrower_than_the_word_there_is_no_band() -> None:
    region = replace(URGENT, band_font=blocks(5), again_font=blocks(5))
    for width, band in ((22, True), (21, False)):
        found = frames(Size(width, 60), alarm(SHORT, *[STORM] * 9), region=region)
        assert bool(lines(found[0], "paper")) is band
        assert any(lines(one, "paper") for one in found) is band


def test_where_there_is_no_width_at_all_nothing_breaks() -> None:
    for width in (0, 1, 2):
        assert URGENT.height(width, sheet(alarm())) > 0
        assert len(frames(Size(width, 60), alarm())) > 0


def test_where_band_and_foot_leave_nothing_they_are_done_without() -> None:
    region = replace(URGENT, font=blocks(5), title_font=blocks(5), gap=3.0)
    found = frames(Size(90, 12), alarm("Bão", "Tối nay."), region=region)
    said = " ".join(line for one in found for line in lines(one))
    assert said.startswith("KHẨN: Bão Tối nay. Hết hạn:")
    assert not any(one.losses for one in found)


def test_words_without_any_room_are_said_to_be_lost() -> None:
    (frame,) = frames(Size(60, 5), alarm(SHORT), region=replace(URGENT, title_font=blocks(9)))
    assert [loss.kind for loss in frame.losses] == ["left out"]


def _boards() -> list[Board]:
    made = [
        catalog.board(catalog.panel(name), distance_m=None, enlarge=1.0, rotate=rotate)
        for name in NAMES
        for rotate in (0, 90)
    ]
    walls = [
        catalog.board(WALL, distance_m=far, enlarge=1.0, rotate=rotate)
        for far in (2.0, 3.0)
        for rotate in (0, 90)
    ]
    return [*made, *walls]


def _page(board: Board, *notices: Notice) -> Page:
    return compose("urgent", edition(notices=notices), board, LAYOUTS)


@pytest.mark.parametrize("board", _boards(), ids=lambda one: f"{one.size}-{one.distance_m}")
def test_forty_words_stand_on_one_frame_of_every_panel(board: Board) -> None:
    page = _page(board, alarm(*FORTY, issuer="UBND Phường Bến Sen"))
    (scene,) = page.scenes
    sizes = [one.font.size for one in texts(scene.items) if one.region == "urgent"]
    short = _page(board, alarm())
    (largest, *_) = [one.font.size for one in texts(short.scenes[0].items) if one.text in SHORT]
    assert largest > max(sizes)


@pytest.mark.parametrize("rotate", [0, 90])
def test_a_panel_read_from_afar_tells_a_short_notice_with_its_title(rotate: int) -> None:
    panel = catalog.panel("waveshare-7in5-v2")
    board = catalog.board(panel, distance_m=1.0, enlarge=1.0, rotate=rotate)
    title = "Thông báo khẩn: triều cường đạt đỉnh tối nay"
    tide = "Đỉnh triều lên 1,68 m vào 17–19 giờ ngày 24/11. Tránh xa bờ kè."
    assert len(_page(board, alarm(title, tide)).scenes) == 1


def test_several_frames_end_about_as_far_down() -> None:
    found = frames(Size(52, 26), alarm(SHORT, " ".join([STORM] * 9), issuer=""))
    used = [len(lines(one)) for one in found]
    assert len(used) > 1
    assert max(used) - min(used) <= 2


def test_two_urgent_notices_say_that_there_is_more() -> None:
    board = _boards()[0]
    page = _page(board, alarm(*FORTY), alarm())
    turns = [
        one.text for scene in page.scenes for one in texts(scene.items) if one.region == "turn"
    ]
    assert turns == ["Xem tiếp trang sau · Trang 1/2", "Trang 2/2"]


def test_the_smallest_board_tells_all_of_it_frame_by_frame() -> None:
    page = _page(TINY, alarm(*FORTY))
    assert page.layout == "urgent.landscape-least"
    assert not page.report
    for scene in page.scenes:
        assert texts(scene.items, "paper")[0].text == "KHẨN"
    told = " ".join(one.text for scene in page.scenes for one in texts(scene.items))
    assert [word for said in FORTY for word in said.split() if word not in told.split()] == []
