"""Pictures of the ward's own: the file, its place on the page, its inks."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from blocks import art, plain_board, typed
from editions import edition
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from kiosk.errors import LayoutError
from kiosk.files import shipped
from kiosk.frame import Frame, Palette
from kiosk.geometry import Rect, Size
from kiosk.ink.art import ArtError, inked
from kiosk.ink.paint import paint
from kiosk.layout.png import MOST_BYTES, PngFile, beside, read_name
from kiosk.layout.regions import Sheet
from kiosk.layout.regions.image import ImageRegion
from kiosk.layout.spec import load
from kiosk.panels import catalog
from kiosk.scene import LineArt, Scene

SHEET = Sheet(edition(), plain_board(200, 200), None, "phuong.landscape.toml")
LAYOUT = """\
[page]
shape = "landscape"
rows = ["auto"]
areas = "emblem"

[region.emblem]
kind = "image"
file = "huy-hieu.png"
"""


def png(image: Image.Image, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", **options)
    return out.getvalue()


def emblem(width: int, height: int) -> ImageRegion:
    data = png(Image.new("1", (width, height)))
    return ImageRegion(name="emblem", file=PngFile("logo.png", Size(width, height), data))


def palette(name: str) -> Palette:
    panel = catalog.custom(Size(8, 8), (8, 8), name)
    return catalog.board(panel, distance_m=None, enlarge=1.0, rotate=0).palette


def ascii_art(image: Image.Image, size: Size, name: str = "mono") -> str:
    item = LineArt("emblem", Rect(0, 0, *size), "logo.png", png(image))
    inks = palette(name)
    return Frame(size, inks, inked(item, inks).tobytes()).ascii()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def header(width: int, height: int, depth: int = 8, colour: int = 0, packing: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, depth, colour, packing, 0, 0))


def made(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + chunk(b"IEND", b"")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(1, 1), (3, 5), (17, 9)])
def test_a_whole_file_is_taken_as_it_is(mode: str, size: tuple[int, int], tmp_path: Path) -> None:
    data = png(Image.new(mode, size))
    (tmp_path / "Bản đồ.PNG").write_bytes(data)
    assert beside(tmp_path, " Bản đồ.PNG ") == PngFile("Bản đồ.PNG", Size(*size), data)


def test_an_interlaced_file_has_as_many_bytes_as_its_passes(tmp_path: Path) -> None:
    # Seven passes over 3 by 2 grey pixels: 1, 0, 0, 1, 0, 1 and 3 of them; a filter for each line.
    lines = b"\0\1" + b"\0\1" + b"\0\1" + b"\0\1\1\1"
    start = chunk(b"IHDR", struct.pack(">LLBBBBB", 3, 2, 8, 0, 0, 0, 1))
    path = tmp_path / "xen.png"
    path.write_bytes(made(start, chunk(b"IDAT", zlib.compress(lines))))
    with Image.open(path) as image:
        image.load()
    assert beside(tmp_path, "xen.png").size == Size(3, 2)
    path.write_bytes(made(start, chunk(b"IDAT", zlib.compress(lines[:-1]))))
    with pytest.raises(ValueError, match="pixels are missing"):
        beside(tmp_path, "xen.png")


@pytest.mark.parametrize(
    "value", ["logo.jpg", "../logo.png", "a/logo.png", "a\\logo.png", "", ".png", 3, "a\n.png"]
)
def test_what_is_no_name_of_a_file_is_said(value: object) -> None:
    with pytest.raises(ValueError, match=r'must be a PNG file beside .* as "logo\.png"'):
        read_name(value)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "another kind of file"),
        (b"GIF89a", "another kind of file"),
        (made(), "it has no header"),
        (made(header(2, 2)), "pixels are missing"),
        (made(header(0, 2)), "it has no pixels"),
        (made(header(2, 2, depth=3)), "unknown kind"),
        (made(header(2, 2, packing=1)), "unknown kind"),
        (made(header(2, 2, colour=3), chunk(b"IDAT", b"")), "its colours are missing"),
        (made(header(1 << 16, 1 << 16)), "more than 4000000 pixels"),
        (made(header(2, 2), chunk(b"IDAT", b"no")), "no whole PNG"),
        (made(header(2, 2))[:-20], "no whole PNG"),
        (made(header(2, 2)).replace(b"IHDR", b"IHDX"), "it is damaged"),
        (b" " * (MOST_BYTES + 1), "save it smaller"),
    ],
)
def test_a_file_that_is_not_whole_is_said(data: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    with pytest.raises(ValueError, match=says):
        beside(tmp_path, "logo.png")


@given(st.data())
def test_any_torn_or_changed_file_is_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("layouts")
    whole = png(Image.linear_gradient("L").resize((9, 9)))
    at = data.draw(st.integers(8, len(whole) - 1))
    torn = data.draw(st.booleans())
    flipped = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    (folder / "logo.png").write_bytes(whole[:at] if torn else flipped)
    with pytest.raises(ValueError, match="save it"):
        beside(folder, "logo.png")


def test_a_missing_file_names_layout_region_and_key(tmp_path: Path) -> None:
    path = tmp_path / "phuong.landscape.toml"
    path.write_text(LAYOUT, encoding="utf-8")
    with pytest.raises(LayoutError, match=r"names “huy-hieu.png”, which can't be read") as caught:
        load(path)
    assert (caught.value.path, caught.value.region, caught.value.problem.line) == (
        path,
        "emblem",
        8,
    )
    assert caught.value.key == "region.emblem.file"
    (tmp_path / "huy-hieu.png").write_bytes(png(Image.new("L", (8, 4))))
    region = load(path).regions["emblem"]
    assert isinstance(region, ImageRegion)
    assert region.file.size == Size(8, 4)


@pytest.mark.parametrize(
    ("align", "valign", "picture"),
    [
        ("left", "top", "@@@@.....\n@@@@.....\n.........\n.........\n........."),
        ("center", "middle", ".........\n..@@@@...\n..@@@@...\n.........\n........."),
        ("right", "bottom", ".........\n.........\n.........\n.....@@@@\n.....@@@@"),
    ],
)
def test_a_picture_stands_whole_where_it_is_asked_to(align: str, valign: str, picture: str) -> None:
    own = PngFile("logo.png", Size(40, 20), b"")
    region = ImageRegion(name="emblem", file=own, size=2.0, align=align, valign=valign)
    drawing = region.draw(Rect(0, 0, 9, 5), SHEET)
    assert typed(Size(9, 5), *drawing.items) == picture
    assert drawing.losses == ()


def test_a_picture_that_is_lower_than_it_should_be_is_said() -> None:
    region = ImageRegion(name="emblem", file=PngFile("logo.png", Size(10, 10), b""), size=9.0)
    (said,) = region.draw(Rect(0, 0, 20, 5), SHEET).losses
    assert str(said).endswith("region emblem: shrunk: drawn 5 px high, of 9 px")
    assert (region.height(20, SHEET), region.least(20, SHEET)) == (9, 5)
    assert (region.height(3, SHEET), region.least(3, SHEET)) == (3, 3)


@given(
    width=st.integers(1, 4000), height=st.integers(1, 4000),
    box=st.tuples(st.integers(1, 300), st.integers(1, 300)),
    size=st.sampled_from([0.0, 1.0, 80.0]),
)  # fmt: skip
def test_a_picture_keeps_its_shape_and_its_area(
    width: int, height: int, box: tuple[int, int], size: float
) -> None:
    region = ImageRegion(name="emblem", file=PngFile("x.png", Size(width, height), b""), size=size)
    (item,) = region.draw(Rect(7, 9, *box), SHEET).items
    assert isinstance(item, LineArt)
    assert Rect(7, 9, *box).contains(item.rect)
    own, shown = width / height, item.rect
    # Within half a pixel of its own shape.
    assert abs(shown.width - shown.height * own) <= max(1.0, own)
    assert region.least(box[0], SHEET) <= region.height(box[0], SHEET)
    assert region.sink(box[0], SHEET) == 0


def test_in_one_bit_the_darker_half_is_black_and_nothing_is_paper() -> None:
    image = Image.new("LA", (6, 2), (0, 0))
    for x, grey in enumerate((0, 120, 140, 255)):
        image.putpixel((x, 0), (grey, 255))
    image.putpixel((4, 0), (0, 200))
    image.putpixel((5, 0), (0, 40))
    assert ascii_art(image, Size(6, 2)) == art("""
        ##..#.
        ......
    """)


def test_what_is_pale_all_over_is_seen_all_the_same() -> None:
    image = Image.new("RGB", (4, 1), (255, 255, 255))
    image.paste((150, 210, 255), (1, 0, 3, 1))
    assert ascii_art(image, Size(4, 1)) == ".##."


@pytest.mark.parametrize("name", ["mono", "spectra6"])
def test_a_line_stays_a_line_when_it_is_drawn_smaller(name: str) -> None:
    image = Image.new("RGB", (80, 80), (255, 255, 255))
    ImageDraw.Draw(image).rectangle((16, 16, 63, 63), outline=(0, 0, 0), width=8)
    assert ascii_art(image, Size(10, 10), name) == art("""
        ..........
        ..........
        ..######..
        ..#....#..
        ..#....#..
        ..#....#..
        ..#....#..
        ..######..
        ..........
        ..........
    """)


def test_colours_go_to_their_nearest_inks_and_grey_edges_never_to_one() -> None:
    image = Image.new("RGB", (6, 1), (128, 128, 128))
    for x, colour in enumerate(((218, 37, 29), (255, 224, 0), (20, 20, 20), (250, 250, 240))):
        image.putpixel((x, 0), colour)
    image.putpixel((5, 0), (90, 100, 90))
    assert ascii_art(image, Size(6, 1), "spectra6") == "RY#.##"


def test_on_grey_panels_greys_are_the_panels_own() -> None:
    grey = palette("grey16")
    ramp = Image.new("L", (16, 1))
    ramp.putdata([17 * n for n in range(16)])
    item = LineArt("emblem", Rect(0, 0, 16, 1), "logo.png", png(ramp))
    assert list(inked(item, grey).tobytes()) == list(range(16))


@pytest.mark.parametrize("data", [b"", b"rubbish", made(header(2, 2)), made(header(3000, 2000))])
def test_ink_trusts_no_file(data: bytes) -> None:
    item = LineArt("emblem", Rect(0, 0, 4, 4), "logo.png", data)
    with pytest.raises(ArtError, match=r"region emblem: the picture logo\.png can't be drawn"):
        inked(item, palette("mono"))


def test_a_picture_stands_on_the_page() -> None:
    black = LineArt("emblem", Rect(1, 1, 3, 2), "logo.png", png(Image.new("1", (6, 4))))
    board = catalog.board(
        catalog.custom(Size(5, 4), (5, 4), "mono"), distance_m=None, enlarge=1.0, rotate=0
    )
    frame = paint(Scene(board.size, (black,)), board, Path("/nowhere"), shipped("fonts"))
    assert frame.ascii() == ".....\n.###.\n.###.\n....."
