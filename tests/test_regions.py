"""Each kind of region, in blocks and in pixels that can be counted."""

from datetime import timedelta

import pytest
from blocks import art, block, blocks, plain_board, typed
from editions import NOW, PHOTO, edition, story
from msgspec.structs import replace

from kiosk.geometry import Rect, Size
from kiosk.layout.copy import Template
from kiosk.layout.regions import Region, Sheet
from kiosk.layout.regions.box import BoxRegion
from kiosk.layout.regions.date import DateRegion
from kiosk.layout.regions.list import ListRegion, read_range
from kiosk.layout.regions.photo import PhotoRegion, read_ratio
from kiosk.layout.regions.qr import QrRegion
from kiosk.layout.regions.rule import RuleRegion
from kiosk.layout.regions.text import TextRegion
from kiosk.layout.type import Type
from kiosk.model import Story
from kiosk.scene import Bits, Fill, Picture, Text

BOARD = plain_board(200, 200)
TITLE = Template("{title}")
ONE = blocks(1)


def sheet(*stories: Story, lead: Story | None = None, **changes: object) -> Sheet:
    news = edition(*stories, **changes)
    return Sheet(news, BOARD, lead or news.stories[0], "tin.landscape.toml")


def titled(*titles: str) -> Sheet:
    return sheet(*(story(n, title=title) for n, title in enumerate(titles)))


def drawn(region: Region, size: Size, on: Sheet) -> str:
    return typed(size, *region.draw(Rect(0, 0, *size), on).items)


def losses(region: Region, rect: Rect, on: Sheet) -> list[str]:
    return [str(loss).removeprefix("tin.landscape.toml, ") for loss in region.draw(rect, on).losses]


@pytest.mark.parametrize(
    ("align", "valign", "picture"),
    [
        ("left", "top", """
            Bến.Sen..
            .........
            họp.bàn..
            .........
            .........
         """),
        ("right", "bottom", """
            .........
            .........
            ..Bến.Sen
            .........
            ..họp.bàn
         """),
        ("center", "middle", """
            .........
            .Bến.Sen.
            .........
            .họp.bàn.
            .........
         """),
    ],
)  # fmt: skip
def test_text_stands_where_it_is_asked_to(align: str, valign: str, picture: str) -> None:
    region = TextRegion(name="lead", text=TITLE, font=ONE, align=align, valign=valign)
    assert drawn(region, Size(9, 5), titled("Bến Sen họp bàn")) == art(picture)


def test_text_on_a_ground_keeps_off_its_edges() -> None:
    region = TextRegion(name="old", text=TITLE, font=ONE, ground="ink", ink="paper")
    drawing = region.draw(Rect(10, 20, 30, 9), titled("Tin cũ"))
    assert drawing.items == (
        Fill("old", Rect(10, 20, 30, 9), "ink"),
        Text("old", "Tin cũ", 12, 23, block(1).font, "paper"),
    )
    assert region.least(30, titled("Tin cũ")) == 1 + 2 * 2


def test_of_a_range_the_fewest_lines_come_first_then_the_largest_size() -> None:
    region = TextRegion(name="headline", text=TITLE, font=blocks(2, 6), lines=2)
    on = titled("Bến Sen họp bàn")
    (line,) = region.draw(Rect(0, 0, 66, 90), on).items
    assert (line.text, line.font.size) == ("Bến Sen họp bàn", 4)
    assert losses(region, Rect(0, 0, 66, 90), on) == [
        "region headline: shrunk: set in 4 px, of 2 to 6 px"
    ]
    assert losses(region, Rect(0, 0, 90, 90), on) == []
    two = region.draw(Rect(0, 0, 16, 90), on).items
    assert [(one.text, one.font.size) for one in two] == [("Bến Sen", 2), ("họp bàn", 2)]


def test_text_that_is_cut_is_said() -> None:
    region = TextRegion(name="lead", text=TITLE, font=ONE, lines=1)
    on = titled("Bến Sen họp tổ dân phố")
    assert drawn(region, Size(9, 1), on) == "Bến.Sen…."
    assert losses(region, Rect(0, 0, 9, 1), on) == [
        "region lead: cut: “Bến Sen họp tổ dân phố” ends after 1 lines"
    ]


def test_text_without_room_for_a_line_is_left_out_and_said() -> None:
    region = TextRegion(name="lead", text=TITLE, font=blocks(4))
    on = titled("Bến Sen họp tổ dân phố và các hội đoàn thể của phường")
    drawing = region.draw(Rect(0, 0, 90, 3), on)
    assert drawing.items == ()
    assert losses(region, Rect(0, 0, 90, 3), on) == [
        "region lead: left out: no room for a line of “Bến Sen họp tổ dân phố và các hội đoàn …”"
    ]


def test_lines_give_way_to_the_room() -> None:
    region = TextRegion(name="lead", text=TITLE, font=ONE)
    items = region.draw(Rect(0, 0, 9, 3), titled("Bến Sen họp tổ dân phố")).items
    assert [line.text for line in items] == ["Bến Sen", "họp tổ…"]


def test_empty_text_takes_no_room() -> None:
    region = TextRegion(name="old", text=Template("Tin cũ từ {since}"), font=ONE, ground="ink")
    assert (region.least(90, sheet()), region.height(90, sheet())) == (0, 0)
    assert region.draw(Rect(0, 0, 90, 9), sheet()).items == ()
    assert region.least(90, sheet(stale_since=NOW - timedelta(days=1))) > 0


def test_least_lines_ask_for_less_than_all() -> None:
    region = TextRegion(name="lead", text=TITLE, font=ONE, lines=4, least_lines=2)
    on = titled("Bến Sen họp tổ dân phố cả ngày")
    assert region.least(9, on) == 3
    assert region.height(9, on) == 7
    assert replace(region, most=4.0).height(9, on) == 3


def test_a_text_shorter_than_the_shortest_asks_for_another_variant() -> None:
    region = TextRegion(name="lead", text=TITLE, font=ONE, lines=4, shortest=3)
    short, long = titled("Bến Sen họp"), titled("Bến Sen họp tổ dân phố cả ngày")
    assert region.least(9, short) > short.board.size.height
    assert region.least(9, long) == 7


def test_a_text_knows_its_sink() -> None:
    region = TextRegion(name="date", text=TITLE, font=blocks(4), valign="baseline")
    assert region.sink(90, sheet()) == 2
    assert replace(region, valign="top").sink(90, sheet()) == 0


def test_a_list_shows_whole_entries() -> None:
    region = ListRegion(name="others", text=TITLE, font=ONE, stories=(2, 0), heading="Khác",
                        heading_font=ONE, note=Template(""), gap=2.0)  # fmt: skip
    on = titled("Lead", "Bến Sen họp", "Tổ dân phố", "Khám bệnh")
    assert drawn(region, Size(11, 12), on) == art("""
        Khác.......
        ###########
        ...........
        ...........
        Bến.Sen.họp
        ...........
        ...........
        Tổ.dân.phố.
        ...........
        ...........
        Khám.bệnh..
        ...........
    """)  # fmt: skip
    assert losses(region, Rect(0, 0, 11, 9), on) == [
        "region others: left out: 1 of 3 entries have no room"
    ]
    assert region.least(11, on) == 5
    assert region.height(11, on) == 5 + 2 * 3


def test_a_list_may_ask_for_room_for_several_entries() -> None:
    region = ListRegion(name="others", text=TITLE, font=ONE, stories=(1, 0), note=Template(""),
                        gap=2.0, least_entries=2)  # fmt: skip
    on = titled("một", "hai", "ba")
    assert region.least(9, on) == 1 + 2 + 1
    assert replace(region, columns=2, column_gap=3.0).least(9, on) == 1
    assert region.least(9, titled("một")) == 1


def test_a_note_too_long_for_the_line_stands_under_its_headline() -> None:
    region = ListRegion(name="others", text=TITLE, font=ONE, stories=(2, 2), note_font=ONE,
                        gap=3.0)  # fmt: skip
    far = story(1, title="Bến Sen họp", source="Báo Bến Sen", lead="")
    on = sheet(story(), far)
    assert drawn(region, Size(20, 4), on) == art("""
        Bến.Sen.họp.........
        ....................
        22/11.·.Báo.Bến.Sen.
        ....................
    """)
    assert region.least(20, on) == 3


def test_where_no_entry_is_whole_the_first_is_cut_and_said() -> None:
    region = ListRegion(name="stories", text=TITLE, font=ONE, stories=(1, 0), note=Template(""))
    on = titled("Bến Sen họp sáng nay")
    assert drawn(region, Size(9, 3), on) == art("""
        Bến.Sen..
        .........
        họp.sáng…
    """)
    assert losses(region, Rect(0, 0, 9, 3), on) == ["region stories: cut: “Bến Sen họp sáng nay”"]


def test_a_photograph_never_asks_for_a_box_wider_than_it_may_be() -> None:
    region = PhotoRegion(name="photo", widest=2.0)
    assert (region.least(100, sheet()), replace(region, widest=0.0).least(100, sheet())) == (50, 0)


def test_a_list_notes_the_day_at_the_end_of_its_entry() -> None:
    region = ListRegion(name="others", text=TITLE, font=ONE, stories=(2, 2), note_font=ONE)
    on = titled("Lead", "Bến Sen họp")
    assert drawn(region, Size(20, 1), on) == "Bến.Sen.họp....22/11"
    assert drawn(region, Size(14, 3), on).splitlines()[-1].endswith("22/11")


def test_lists_in_columns_with_rules() -> None:
    region = ListRegion(name="others", text=TITLE, font=ONE, stories=(1, 4), note=Template(""),
                        gap=2.0, columns=2, column_gap=3.0, rules=True)  # fmt: skip
    on = titled("một", "hai", "ba", "bốn")
    assert drawn(region, Size(9, 5), on) == art("""
        một...ba.
        .........
        ###...###
        .........
        hai...bốn
    """)


def test_what_is_under_an_entry_is_cut_and_said() -> None:
    region = ListRegion(name="others", text=TITLE, font=ONE, stories=(2, 2), note=Template(""),
                        under=Template("{lead}"), under_font=ONE, under_lines=1,
                        lines=1)  # fmt: skip
    on = sheet(story(), story(1, title="Bến Sen họp", lead="Sáng nay cả phường cùng họp"))
    said = losses(region, Rect(0, 0, 9, 20), on)
    assert said[:2] == [
        "region others: cut: “Bến Sen họp”",
        "region others: cut: the words under “Bến Sen họp”",
    ]


def test_a_photograph_stands_at_the_right_of_its_entry() -> None:
    region = ListRegion(name="others", text=TITLE, font=ONE, stories=(1, 0), note=Template(""),
                        gap=2.0, photo=6.0)  # fmt: skip
    on = sheet(story(0, title="Bến Sen họp bàn"), story(1, title="Khám bệnh"))
    assert drawn(region, Size(20, 7), on) == art("""
        Bến.Sen.......@@@@@@
        ..............@@@@@@
        họp.bàn.......@@@@@@
        ..............@@@@@@
        ....................
        ....................
        Khám.bệnh...........
    """)
    assert (region.least(20, on), region.height(20, on)) == (4, 4 + 2 + 1)


def test_an_entry_too_narrow_for_a_photograph_does_without() -> None:
    region = ListRegion(name="others", text=TITLE, font=ONE, stories=(1, 1), note=Template(""),
                        photo=6.0)  # fmt: skip
    on = sheet(story(title="Bến Sen họp"))
    assert drawn(region, Size(19, 1), on) == "Bến.Sen.họp........"
    assert losses(region, Rect(0, 0, 19, 1), on) == [
        "region others: left out: the photographs of 1 of 1 entries have no room"
    ]


def test_words_under_an_entry_that_have_no_room_are_said() -> None:
    region = ListRegion(name="others", text=TITLE, font=ONE, stories=(1, 0), note=Template(""),
                        under=Template("{lead}"), under_font=ONE, gap=2.0)  # fmt: skip
    on = sheet(
        story(0, title="Bến Sen họp", lead="Sáng nay"),
        story(1, title="Khám bệnh", lead="Miễn phí"),
    )
    shown = drawn(region, Size(11, 7), on)
    assert "Sáng.nay" in shown
    assert "Miễn.phí" not in shown
    assert losses(region, Rect(0, 0, 11, 7), on) == [
        "region others: left out: the words under 1 of 2 entries have no room"
    ]
    assert losses(region, Rect(0, 0, 11, 30), on) == []


def test_a_story_without_a_headline_is_no_entry_and_no_loss() -> None:
    region = ListRegion(name="others", text=TITLE, font=ONE, stories=(1, 0), note=Template(""))
    on = titled("Bến Sen họp", "\u200b")
    assert drawn(region, Size(11, 1), on) == "Bến.Sen.họp"
    assert losses(region, Rect(0, 0, 11, 1), on) == []


def test_marks_at_the_ends_of_lines_hang_out() -> None:
    region = TextRegion(name="headline", text=TITLE, font=blocks(2))
    on = replace(titled("“Chủ nhật xanh” của phường"), hang=2)
    first = region.draw(Rect(10, 0, 90, 20), on).items[0]
    assert (first.text[:2], first.x) == ("“C", 8)
    framed = replace(region, ground="ink", ink="paper").draw(Rect(10, 0, 90, 20), on).items[1]
    assert framed.x == 10 + 2


def test_a_box_frames_its_words() -> None:
    region = BoxRegion(name="call", text=TITLE, font=ONE, heading="Gọi", heading_font=ONE,
                       pad=1.0)  # fmt: skip
    on = titled("Bến Sen họp bàn")
    assert drawn(region, Size(12, 10), on) == art("""
        ############
        #..........#
        #.Gọi......#
        #..........#
        #.Bến.Sen..#
        #..........#
        #.họp.bàn..#
        #..........#
        ############
        ............
    """)
    assert region.least(12, on) == region.height(12, on) == 9
    assert region.draw(Rect(0, 0, 12, 5), on).items == ()
    assert losses(region, Rect(0, 0, 12, 5), on) == [
        "region call: left out: no room for a line of it"
    ]


def test_a_box_with_nothing_to_say_is_not_there() -> None:
    region = BoxRegion(name="old", text=Template("Tin cũ từ {since}"), font=ONE)
    assert (region.least(90, sheet()), region.height(90, sheet())) == (0, 0)
    assert region.draw(Rect(0, 0, 90, 9), sheet()).items == ()


def test_a_list_without_stories_takes_no_room() -> None:
    region = ListRegion(name="others", text=TITLE, font=ONE, stories=(2, 0), heading="Tin khác")
    on = titled("Lead")
    assert (region.least(90, on), region.height(90, on), region.sink(90, on)) == (0, 0, 0)
    assert region.draw(Rect(0, 0, 90, 90), on).items == ()


@pytest.mark.parametrize(
    ("value", "read"), [("2..", (2, 0)), (" 1 .. 4 ", (1, 4)), ("3..3", (3, 3))]
)
def test_ranges_of_stories(value: str, read: tuple[int, int]) -> None:
    assert read_range(value) == read


@pytest.mark.parametrize("value", ["0..", "4..2", "2", "2-4", 2, "", "a..b"])
def test_what_is_no_range_is_said(value: object) -> None:
    with pytest.raises(ValueError, match=r'must be a range counted from 1, as "2\.\."'):
        read_range(value)


CAPTIONED = PhotoRegion(name="photo", ratio=1.5, caption=Template("{caption}"), font=ONE, lines=1)


def test_a_photograph_stands_over_its_caption() -> None:
    on = sheet(story(photos=(replace(PHOTO, caption="Bến Sen"),)))
    drawing = CAPTIONED.draw(Rect(5, 5, 30, 60), on)
    picture, caption = drawing.items
    assert isinstance(picture, Picture)
    assert picture.rect == Rect(5, 5, 30, 20)
    assert caption == Text("photo", "Bến Sen", 5, 5 + 20 + 1 + 1, block(1).font)
    assert CAPTIONED.height(30, on) == 20 + 1 + 1
    assert CAPTIONED.sink(30, on) == 0


def test_a_high_photograph_may_fill_a_high_box() -> None:
    high = replace(PHOTO, size=Size(600, 900), caption="", focus=None)
    (picture,) = CAPTIONED.draw(Rect(0, 0, 30, 60), sheet(story(photos=(high,)))).items
    assert picture.rect.size == Size(30, 45)


@pytest.mark.parametrize(
    ("size", "focus", "box"),
    [
        # A panorama loses no more than a third of its width.
        (Size(900, 300), None, Size(30, 15)),
        # A chart loses nothing, and a group nobody.
        (Size(900, 300), Rect(0, 0, 900, 300), Size(30, 10)),
        (Size(900, 300), Rect(50, 100, 800, 90), Size(30, 11)),
        (Size(600, 600), Rect(0, 0, 600, 600), Size(30, 30)),
    ],
)
def test_an_odd_photograph_has_a_box_that_fits_it(
    size: Size, focus: Rect | None, box: Size
) -> None:
    on = sheet(story(photos=(replace(PHOTO, caption="Bến Sen", size=size, focus=focus),)))
    picture, caption = CAPTIONED.draw(Rect(5, 5, 30, 60), on).items
    assert isinstance(picture, Picture)
    assert isinstance(caption, Text)
    assert picture.rect.size == box
    assert picture.fit == ("whole" if focus and focus.size == size else "cover")
    assert caption.baseline == picture.rect.bottom + 2
    assert CAPTIONED.height(30, on) == box.height + 2


def test_a_narrow_picture_has_its_caption_beside_it() -> None:
    said = "Bến Sen hôm nay có rất nhiều hoa"
    chart = replace(PHOTO, caption=said, size=Size(300, 600), focus=Rect(0, 0, 300, 600))
    drawing = CAPTIONED.draw(Rect(5, 5, 40, 30), sheet(story(photos=(chart,))))
    picture, *caption = drawing.items
    lines = [line for line in caption if isinstance(line, Text)]
    assert isinstance(picture, Picture)
    assert picture.rect == Rect(5, 5, 15, 30)
    # In more lines than under it, down to its foot, and nothing is cut.
    assert " ".join(line.text for line in lines) == said
    assert len(lines) > CAPTIONED.lines
    assert {line.x for line in lines} == {picture.rect.right + 3}
    assert lines[-1].baseline == picture.rect.bottom
    assert drawing.losses == ()


def test_beside_a_picture_no_caption_is_a_ladder_of_single_words() -> None:
    chart = replace(PHOTO, caption="Bến Sen", size=Size(300, 600), focus=Rect(0, 0, 300, 600))
    items = CAPTIONED.draw(Rect(5, 5, 25, 30), sheet(story(photos=(chart,)))).items
    picture, caption = items
    assert isinstance(caption, Text)
    assert isinstance(picture, Picture)
    assert caption.baseline > picture.rect.bottom


def test_a_layout_that_wants_photographs_whole_has_them_in_the_middle_of_its_area() -> None:
    high = replace(PHOTO, size=Size(300, 900), focus=None, caption="")
    region = replace(CAPTIONED, fit="whole")
    (picture,) = region.draw(Rect(5, 5, 40, 30), sheet(story(photos=(high,)))).items
    assert isinstance(picture, Picture)
    assert (picture.rect, picture.fit) == (Rect(5, 5, 40, 30), "whole")


def test_a_chart_asks_for_no_more_height_than_it_can_fill() -> None:
    chart = replace(PHOTO, size=Size(900, 300), focus=Rect(0, 0, 900, 300), caption="")
    region = replace(CAPTIONED, widest=2.0)
    assert region.least(30, sheet(story(photos=(chart,)))) == 10
    assert region.least(30, sheet(story(photos=(replace(chart, focus=None),)))) == 15


def test_a_small_photograph_in_a_list_is_whole_where_it_must_be() -> None:
    chart = replace(PHOTO, size=Size(400, 400), focus=Rect(0, 0, 400, 400))
    region = ListRegion(name="others", text=TITLE, font=ONE, stories=(1, 0), photo=15.0)
    on = sheet(story(photos=(chart,)))
    items = region.draw(Rect(0, 0, 80, 60), on).items
    (picture,) = (item for item in items if isinstance(item, Picture))
    assert (picture.rect.size, picture.rect.right, picture.fit) == (Size(10, 10), 80, "whole")


def test_a_photograph_without_room_is_left_out_and_said() -> None:
    assert losses(CAPTIONED, Rect(0, 0, 30, 2), sheet()) == [
        "region photo: left out: no room for it"
    ]
    assert CAPTIONED.least(30, sheet()) == 2
    assert replace(CAPTIONED, least_height=30.0).least(30, sheet()) == 32


def test_the_caption_is_that_of_the_photograph_that_is_shown() -> None:
    lost = replace(PHOTO, url="http://portal.example/mat.jpg", key=None, size=None, caption="Mất")
    kept = replace(PHOTO, caption="Còn")
    region = PhotoRegion(name="photo", caption=Template("{caption}"), font=ONE)
    items = region.draw(Rect(0, 0, 60, 60), sheet(story(photos=(lost, kept)))).items
    assert [item.photo.url for item in items if isinstance(item, Picture)] == [kept.url]
    assert [item.text for item in items if isinstance(item, Text)] == ["Còn"]


@pytest.mark.parametrize("photos", [(), (replace(PHOTO, key=None, size=None),)])
def test_without_a_photograph_there_is_nothing(photos: tuple[object, ...]) -> None:
    on = sheet(story(photos=photos))
    assert (CAPTIONED.least(30, on), CAPTIONED.height(30, on)) == (0, 0)
    assert CAPTIONED.draw(Rect(0, 0, 30, 30), on).items == ()


@pytest.mark.parametrize(("value", "ratio"), [("3:2", 1.5), ("1:1", 1.0), ("16:9", 16 / 9)])
def test_shapes(value: str, ratio: float) -> None:
    assert read_ratio(value) == ratio


@pytest.mark.parametrize("value", ["3", "3:0", "9:1", "1:9", "a:b", 1.5, "1:2:3", ""])
def test_what_is_no_shape_is_said(value: object) -> None:
    with pytest.raises(ValueError, match='must be a shape from 1:5 to 5:1, as "3:2"'):
        read_ratio(value)


def test_a_code_is_of_whole_modules_and_ends_flush() -> None:
    region = QrRegion(name="code", data=Template("{link}"), size=100.0)
    (bits,) = region.draw(Rect(10, 10, 150, 150), sheet()).items
    assert isinstance(bits, Bits)
    assert len(bits.rows) == len(bits.rows[0])
    assert bits.module == 100 // (len(bits.rows) + 8)
    quiet = 4 * bits.module
    assert (bits.rect.right, bits.rect.bottom) == (160 - quiet, 160 - quiet)
    (top,) = replace(region, valign="top").draw(Rect(10, 10, 150, 150), sheet()).items
    assert top.rect.y == 10 + quiet
    # Where the page's margin begins the quiet zone runs into it.
    at_edge = replace(sheet(), margin=40)
    (edge,) = region.draw(Rect(10, 10, 150, 150), at_edge).items
    assert (edge.rect.right, edge.rect.bottom) == (160, 160)
    assert (region.least(150, sheet()), region.least(60, sheet())) == (100, 60)
    assert region.sink(150, sheet()) == 0


@pytest.mark.parametrize("link", ["http://portal.example/tin", "x" * 9000])
def test_a_code_too_small_to_be_read_is_left_out_and_said(link: str) -> None:
    region = QrRegion(name="code", data=Template("{link}"), size=20.0)
    (said,) = losses(region, Rect(0, 0, 90, 90), sheet(story(link=link)))
    assert said.startswith("region code: left out: its modules would be 0 px wide")


def test_without_an_address_there_is_no_code() -> None:
    region = QrRegion(name="code", data=Template("{link}"), size=20.0)
    on = sheet(story(link=""))
    assert region.least(90, on) == 0
    assert region.draw(Rect(0, 0, 90, 90), on).items == ()


def test_a_rule_is_at_least_a_pixel() -> None:
    region = RuleRegion(name="rule", thickness=0.0, ink="accent")
    assert region.least(50, sheet()) == 1
    assert region.draw(Rect(3, 4, 50, 9), sheet()).items == (
        Fill("rule", Rect(3, 4, 50, 1), "accent"),
    )
    thick = replace(region, thickness=5.0).draw(Rect(3, 4, 50, 2), sheet()).items
    assert thick == (Fill("rule", Rect(3, 4, 50, 2), "accent"),)
    assert region.sink(50, sheet()) == 0


def test_a_rule_in_an_area_higher_than_wide_parts_columns() -> None:
    region = RuleRegion(name="fold", thickness=1.0)
    assert drawn(region, Size(3, 4), sheet()) == art("""
        .#.
        .#.
        .#.
        .#.
    """)
    assert drawn(region, Size(4, 4), sheet()) == art("""
        ####
        ....
        ....
        ....
    """)
    broad = replace(region, thickness=9.0)
    assert broad.draw(Rect(5, 6, 2, 8), sheet()).items == (Fill("fold", Rect(5, 6, 2, 8)),)


@pytest.mark.parametrize(
    ("width", "lines", "said"),
    [
        (40, 1, ["Thứ Hai, 23/11/2026 · Rằm tháng Mười"]),
        (30, 2, ["Thứ Hai, 23/11/2026", "Rằm tháng Mười"]),
        (30, 1, ["Thứ Hai, 23/11/2026"]),
        (12, 1, ["23/11/2026"]),
    ],
)
def test_the_day_is_told_as_fully_as_fits(width: int, lines: int, said: list[str]) -> None:
    region = DateRegion(name="date", font=ONE, lines=lines, align="right")
    items = region.draw(Rect(0, 0, width, 9), sheet()).items
    assert [line.text for line in items] == said
    assert all(line.x + len(line.text) == width for line in items)


def test_a_day_without_room_is_said() -> None:
    region = DateRegion(name="date", font=blocks(4), valign="baseline")
    assert region.sink(100, sheet()) == 2
    assert replace(region, valign="top").sink(100, sheet()) == 0
    assert losses(region, Rect(0, 0, 190, 3), sheet()) == [
        "region date: left out: no room for the day"
    ]
    assert losses(region, Rect(0, 0, 30, 9), sheet()) == ["region date: cut: the day"]


def test_letters_that_no_font_has_are_said() -> None:
    kind = replace(BOARD, width_mm=40.0, height_mm=40.0)
    region = TextRegion(name="lead", text=TITLE, font=Type("small", 11.5, 11.5))
    on = replace(titled("Lụt 🌊 ở Bến Sen, 日本"), board=kind)
    said = [loss for loss in region.draw(Rect(0, 0, 190, 90), on).losses if loss.kind == "no glyph"]
    assert [loss.says for loss in said] == [
        "no font has 日 (U+65E5), 本 (U+672C)",
        "no font has 🌊 (U+1F30A), which the page leaves out",
    ]


def test_of_many_letters_that_no_font_has_some_are_named() -> None:
    region = TextRegion(name="lead", text=TITLE, font=Type("small", 11.5, 11.5))
    kind = replace(BOARD, width_mm=40.0, height_mm=40.0)
    on = replace(titled(" a ".join("🌊🌀🏮🎉🎊🎈🎁🎀🏆🥇")), board=kind)
    (said,) = region.draw(Rect(0, 0, 400, 200), on).losses
    assert said.says.endswith("🎀 (U+1F380) and 2 more, which the page leaves out")
