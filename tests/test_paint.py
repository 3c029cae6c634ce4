"""Scenes into frames, seen as ASCII pictures."""

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.board import Board
from kiosk.files import shipped
from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.glyphs import face
from kiosk.ink.missing import PictureMissingError
from kiosk.ink.outline import outline
from kiosk.ink.paint import paint
from kiosk.model import Photo
from kiosk.panels.catalog import board, custom, palettes
from kiosk.scene import Bits, Colour, Fill, Font, Item, Picture, Scene, Text

FONTS = shipped("fonts")
NOWHERE = Path("/nowhere")
BOLD = Font("BeVietnamPro-Bold", 24)
HEADLINE = "Chủ tịch phường tiếp công dân"


def hung(size: Size, name: str = "mono") -> Board:
    mm = (size.width / 5, size.height / 5)
    return board(custom(size, mm, name), distance_m=None, enlarge=1.0, rotate=0)


def painted(size: Size, *items: Item, name: str = "mono", photos: Path = NOWHERE) -> Frame:
    return paint(Scene(size, items), hung(size, name), photos, FONTS)


def art(picture: str) -> str:
    return dedent(picture).strip()


def used(frame: Frame) -> set[str]:
    return {frame.palette.inks[index].name for index in set(frame.pixels)}


def outside(frame: Frame, rect: Rect) -> set[int]:
    """The indices that stand anywhere but in `rect`."""
    image = Image.frombytes("L", frame.size, frame.pixels)
    image.paste(255, (rect.x, rect.y, rect.right, rect.bottom))
    return set(image.tobytes()) - {255}


@pytest.mark.parametrize("name", palettes())
def test_an_empty_scene_is_paper(name: str) -> None:
    frame = painted(Size(5, 2), name=name)
    assert frame.ascii() == ".....\n....."
    assert frame.size == (5, 2)


def test_fills_and_modules_lie_in_order_on_each_other() -> None:
    frame = painted(
        Size(14, 7),
        Fill("rule", Rect(0, 0, 14, 1)),
        Fill("band", Rect(1, 2, 6, 4)),
        Fill("hole", Rect(2, 3, 2, 2), "paper"),
        Bits("qr", 8, 2, 2, ("#.#", ".#.")),
        Bits("icon", 4, 3, 1, ("#.#", "..#"), "paper"),
    )
    assert frame.ascii() == art("""
        ##############
        ..............
        .######.##..##
        .#...#..##..##
        .#..##....##..
        .######...##..
        ..............
    """)


@pytest.mark.parametrize(
    ("name", "accent"), [("mono", "#"), ("grey16", "#"), ("spectra6", "R"), ("acep7", "R")]
)
def test_the_accent_is_red_where_there_is_red(name: str, accent: str) -> None:
    frame = painted(Size(3, 1), Fill("khẩn", Rect(1, 0, 1, 1), "accent"), name=name)
    assert frame.ascii() == f".{accent}."


@given(
    st.builds(
        Rect, st.integers(-9, 30), st.integers(-9, 30), st.integers(1, 30), st.integers(1, 30)
    ),
    st.sampled_from(["ink", "accent"]),
)
def test_a_fill_stays_in_its_rectangle(rect: Rect, ink: Colour) -> None:
    frame = painted(Size(24, 18), Fill("rule", rect, ink), name="spectra6")
    assert outside(frame, _on_sheet(rect)) <= {frame.palette.paper}


def _on_sheet(rect: Rect) -> Rect:
    x, y = max(0, rect.x), max(0, rect.y)
    return Rect(x, y, max(0, rect.right - x), max(0, rect.bottom - y))


@pytest.mark.parametrize("name", ["mono", "spectra6", "acep7"])
@pytest.mark.parametrize("ink", ["ink", "accent"])
def test_text_is_one_pure_ink_on_mono_and_colour(name: str, ink: Colour) -> None:
    frame = painted(Size(420, 40), Text("title", HEADLINE, 4, 30, BOLD, ink), name=name)
    palette = frame.palette
    want = palette.ink if ink == "ink" else palette.accent
    assert set(frame.pixels) == {palette.paper, want}


@pytest.mark.parametrize("name", ["grey4", "grey16"])
def test_text_has_the_panels_own_greys_at_its_edges_on_grey(name: str) -> None:
    frame = painted(Size(420, 40), Text("title", HEADLINE, 4, 30, BOLD), name=name)
    assert set(frame.pixels) == set(range(len(frame.palette.inks)))


@pytest.mark.parametrize("name", palettes())
def test_paper_on_ink_is_ink_on_paper_turned_round(name: str) -> None:
    size = Size(420, 40)
    plain = painted(size, Text("khẩn", HEADLINE, 4, 30, BOLD), name=name)
    ground = Fill("khẩn", Rect(0, 0, *size))
    turned = painted(size, ground, Text("khẩn", HEADLINE, 4, 30, BOLD, "paper"), name=name)
    black, white = plain.palette.ink, plain.palette.paper
    for one, other in zip(plain.pixels, turned.pixels, strict=True):
        assert abs((one - black) - (white - other)) <= 1


@pytest.mark.parametrize("name", ["mono", "grey16"])
@given(st.text("ẾỘẶỴgđươ ,", min_size=1, max_size=12), st.integers(0, 60))
def test_text_stands_where_the_glyph_table_puts_it(name: str, text: str, x: int) -> None:
    size = Size(500, 60)
    table = face(BOLD, smooth=hung(size, name).smooth, folder=FONTS)
    frame = painted(size, Text("title", text, x, 40, BOLD), name=name)
    placed, _ = table.place(text)
    boxes = [
        (x + pen + g.dx, 40 - g.rise, x + pen + g.dx + g.width, 40 + g.drop)
        for g, pen in placed
        if g.mask is not None
    ]
    if not boxes:
        assert set(frame.pixels) == {frame.palette.paper}
        return
    left, top, right, bottom = zip(*boxes, strict=True)
    rect = Rect(min(left), min(top), max(right) - min(left), max(bottom) - min(top))
    assert outside(frame, _on_sheet(rect)) == {frame.palette.paper}
    image = Image.frombytes("L", frame.size, frame.pixels)
    assert image.getextrema()[0] == frame.palette.ink


def test_text_is_cut_by_the_sheet_and_nothing_else() -> None:
    whole = painted(Size(400, 40), Text("title", HEADLINE, 0, 30, BOLD))
    part = painted(Size(120, 40), Text("title", HEADLINE, -50, 30, BOLD))
    image = Image.frombytes("L", whole.size, whole.pixels).crop((50, 0, 170, 40))
    assert part.pixels == image.tobytes()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    grey = Image.linear_gradient("L")
    Image.merge("RGB", (grey, grey.rotate(90), grey.rotate(180))).save(tmp_path / "a1.jpg")
    return tmp_path


@pytest.mark.parametrize("name", palettes())
def test_a_photograph_changes_nothing_outside_its_rectangle(photos: Path, name: str) -> None:
    rect = Rect(7, 5, 41, 30)
    picture = Picture("photo", rect, Photo("u", key="a1.jpg"))
    frame = painted(Size(60, 44), picture, name=name, photos=photos)
    assert outside(frame, rect) == {frame.palette.paper}
    assert len(set(frame.pixels)) == len(frame.palette.inks)


def test_two_photographs_side_by_side_are_dithered_each_alone(photos: Path) -> None:
    left = Picture("photo", Rect(0, 0, 30, 40), Photo("u", key="a1.jpg"))
    right = Picture("photo", Rect(30, 0, 30, 40), Photo("u", key="a1.jpg"))
    both = painted(Size(60, 40), left, right, photos=photos)
    image = Image.frombytes("L", both.size, both.pixels)
    assert image.crop((0, 0, 30, 40)).tobytes() == image.crop((30, 0, 60, 40)).tobytes()


def test_text_over_a_photograph_is_still_pure(photos: Path) -> None:
    size = Size(420, 40)
    picture = Picture("photo", Rect(0, 0, *size), Photo("u", key="a1.jpg"))
    line = Text("title", HEADLINE, 4, 30, BOLD, "accent")
    alone = painted(size, line, name="acep7")
    over = painted(size, picture, line, name="acep7", photos=photos)
    red = over.palette.accent
    assert all(b == red for a, b in zip(alone.pixels, over.pixels, strict=True) if a == red)


def test_a_photograph_that_vanished_stops_the_page_with_a_sentence(tmp_path: Path) -> None:
    picture = Picture("photo", Rect(0, 0, 9, 9), Photo("u", key="a1.jpg"))
    with pytest.raises(PictureMissingError, match="fetch it again, or draw the page without it"):
        painted(Size(9, 9), picture, photos=tmp_path)


@pytest.mark.parametrize("name", palettes())
def test_the_same_scene_gives_the_same_bytes(photos: Path, name: str) -> None:
    items = (
        Text("title", HEADLINE, 4, 30, BOLD),
        Picture("photo", Rect(9, 40, 90, 50), Photo("u", key="a1.jpg"), "whole"),
    )
    size = Size(300, 100)
    one = painted(size, *items, name=name, photos=photos)
    assert one == painted(size, *items, name=name, photos=photos)


BOXES = (("headline", Rect(10, 10, 200, 60)), ("qr", Rect(270, 80, 28, 30)))


def outlined(name: str) -> tuple[Frame, Frame]:
    size = Size(300, 120)
    scene = Scene(size, (Text("headline", "Tin khác", 20, 55, BOLD),), BOXES)
    panel = hung(size, name)
    plain = paint(scene, panel, NOWHERE, FONTS)
    return plain, outline(scene, panel, plain, FONTS)


@pytest.mark.parametrize("name", palettes())
def test_an_outline_frames_each_region(name: str) -> None:
    _, frame = outlined(name)
    for _, rect in BOXES:
        edge = {frame.pixels[y * 300 + rect.right - 1] for y in range(rect.y + 20, rect.bottom)}
        foot = set(frame.pixels[(rect.bottom - 1) * 300 + rect.x :][: rect.width])
        assert edge == foot == {frame.palette.accent}


def test_an_outline_leaves_the_page_as_it_was_inside_and_outside_the_boxes() -> None:
    plain, frame = outlined("mono")
    a, b = (Image.frombytes("L", f.size, f.pixels) for f in (plain, frame))
    inside = (11, 28, 209, 69)
    assert a.crop(inside).tobytes() == b.crop(inside).tobytes()
    assert b.crop((0, 71, 150, 120)).getextrema() == (1, 1)


def test_a_name_at_the_sheets_edge_is_moved_in_not_cut() -> None:
    _, frame = outlined("spectra6")
    tag = [frame.pixels[81 * 300 + x] for x in range(300)]
    assert tag.index(frame.palette.accent) < 270
    assert used(frame) == {"black", "white", "red"}
