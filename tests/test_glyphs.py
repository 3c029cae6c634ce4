"""The glyph table of every shipped face."""

import runpy
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from shutil import copy

import pytest
from editions import edition, story
from hung import NAMES
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from PIL import Image, ImageChops, ImageDraw, ImageFont

from kiosk.board import Board
from kiosk.files import shipped
from kiosk.fontfile import FontError, coverage
from kiosk.geometry import Rect
from kiosk.glyphs import LENDERS, Face, face, pictured
from kiosk.ink.paint import paint
from kiosk.layout.compose import compose
from kiosk.layout.legibility import LEAST_PX
from kiosk.layout.library import library
from kiosk.layout.spec import Layout, load
from kiosk.layout.type import Type
from kiosk.panels import catalog
from kiosk.scene import Font, Text
from kiosk.signs import SIGNS

LETTERS_MD = Path(__file__).parent.parent / "docs" / "letters.md"
BENCH = runpy.run_path(str(Path(__file__).parent.parent / "bench" / "letters.py"))
FACES = BENCH["faces"]()
PAIRS = BENCH["pairs"]()
LETTERS = sorted({letter for pair in PAIRS for letter in pair} - {"d", "D"})
INKS = pytest.mark.parametrize("smooth", [False, True], ids=["mono", "grey"])


def boards() -> Iterator[Board]:
    for name in NAMES:
        panel = catalog.panel(name)
        yield catalog.board(panel, distance_m=None, enlarge=1.0, rotate=0)


def types() -> Iterator[Type]:
    """Every role and range of sizes that a shipped layout asks for."""
    for layout in library([shipped("layouts")]):
        for region in layout.regions.values():
            yield from (one for one in structs.asdict(region).values() if isinstance(one, Type))


def used() -> dict[str, list[int]]:
    """Sizes of each family: the least allowed, all that panels ask for to 48 px, some larger."""
    asked: dict[str, set[int]] = {family: set() for family in LEAST_PX}
    for board in boards():
        for kind in set(types()):
            sizes = kind.sizes(board)
            asked[kind.face(board, sizes[0]).font.face.partition("-")[0]].update(sizes)
    return {family: _sampled(LEAST_PX[family], sorted(found)) for family, found in asked.items()}


def _sampled(least: Mapping[str, int], found: list[int]) -> list[int]:
    large = [size for size in found if size > 48]
    some = large[:: len(large) // 2]
    return sorted({*least.values(), *(size for size in found if size <= 48), *some, found[-1]})


USED = used()


def sizes(name: str) -> list[int]:
    return USED[name.partition("-")[0]]


@cache
def table(name: str, size: int, *, smooth: bool = False) -> Face:
    return face(Font(name, size), smooth=smooth)


def sheet(size: int) -> Image.Image:
    """Paper that no letter of a size can leave."""
    return Image.new("L", (2 * size, 3 * size))


def test_there_are_146_letters() -> None:
    assert len(LETTERS) == 146
    assert len(set(PAIRS)) == 458


@pytest.mark.parametrize("name", FACES)
def test_every_face_has_every_letter(name: str) -> None:
    has = coverage(shipped("fonts") / f"{name}.ttf")
    assert [letter for letter in LETTERS if ord(letter) not in has] == []


@INKS
@pytest.mark.parametrize("name", FACES)
def test_no_letter_leaves_its_line(name: str, smooth: bool) -> None:  # noqa: FBT001 - a parameter
    for size in sizes(name):
        letters = Face(Font(name, size), smooth=smooth, folder=shipped("fonts"))
        assert letters.above == max(letters.glyph(letter).rise for letter in LETTERS), size
        assert letters.below >= max(letters.glyph(letter).drop for letter in LETTERS), size
        assert 0 < letters.cap < letters.above


@INKS
@pytest.mark.parametrize("name", FACES)
def test_every_letter_is_whole(name: str, smooth: bool) -> None:  # noqa: FBT001 - a parameter
    """What the table holds is all that FreeType draws where there is room all around."""
    for size in sizes(name)[:28:7]:
        letters = Face(Font(name, size), smooth=smooth, folder=shipped("fonts"))
        font = ImageFont.truetype(
            shipped("fonts") / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC
        )
        for letter in LETTERS:
            whole, ours = sheet(size), sheet(size)
            pen = ImageDraw.Draw(whole)
            pen.fontmode = "L" if smooth else "1"
            pen.text((size // 2, 2 * size), letter, fill=255, font=font, anchor="ls")
            glyph = letters.glyph(letter)
            mask = Image.frombytes("L", glyph.mask.size, bytes(glyph.mask))
            ours.paste(mask, (size // 2 + glyph.dx, 2 * size + glyph.dy))
            assert ours.tobytes() == whole.tobytes(), (letter, size)


@pytest.fixture(scope="module")
def measured() -> str:
    return BENCH["table"](BENCH["SIZES"])


def test_the_document_says_how_many_pairs_look_alike(measured: str) -> None:
    assert measured in LETTERS_MD.read_text(encoding="utf-8"), "run: python bench/letters.py"


@pytest.mark.parametrize("ink", ["mono", "grey"])
@pytest.mark.parametrize("family", LEAST_PX)
def test_the_least_size_is_the_first_at_which_marks_tell_letters_apart(
    family: str, ink: str, measured: str
) -> None:
    """Below it some letters of some face look alike, from it on none do, but for one size."""
    for name, of, *counts in (row.strip("| ").split(" | ") for row in measured.splitlines()[2:]):
        if (of, name.partition("-")[0]) == (ink, family):
            wrong = [px for px, count in zip(BENCH["SIZES"], counts, strict=True) if int(count)]
            late = [px for px in wrong if px >= LEAST_PX[family][ink]]
            assert late == ([24] if (name, of) == ("NotoSans-Bold", "mono") else [])
    column = BENCH["SIZES"].index(LEAST_PX[family][ink] - 1) + 2
    rows = [row.strip("| ").split(" | ") for row in measured.splitlines()]
    assert any(int(row[column]) for row in rows if row[1] == ink and row[0].startswith(family))
    assert LEAST_PX[family]["colour"] == LEAST_PX[family]["mono"]


@INKS
@pytest.mark.parametrize("name", FACES)
def test_marks_tell_larger_letters_apart(name: str, smooth: bool) -> None:  # noqa: FBT001
    for size in (25, 28, 31, 36, 41):
        letters = Face(Font(name, size), smooth=smooth, folder=shipped("fonts"))
        assert BENCH["alike"](letters, PAIRS) == [], size


def test_the_one_larger_size_at_which_letters_look_alike_is_never_set() -> None:
    bold = face(Font("NotoSans-Bold", 24), smooth=False)
    assert BENCH["alike"](bold, PAIRS) == [("ắ", "ẳ")]
    for board in boards():
        for kind in set(types()):
            if 24 in kind.sizes(board):
                assert kind.face(board, 24).font != bold.font


@pytest.mark.parametrize("name", FACES)
def test_every_sign_is_drawn(name: str) -> None:
    """By the face itself, or by one that lends it, of its weight; never as a hollow box."""
    signs = SIGNS + "₫%°m²№“”–…‰℃″′±×÷½¼¾⅓€£¥©®™§¶•·‣₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹"
    for size in (18, 25, 64):
        letters = table(name, size)
        assert letters.missing(signs) == ""
        assert all(letters.glyph(sign).mask for sign in signs)
        assert all(map(pictured, signs))


@pytest.mark.parametrize("name", FACES)
def test_no_sign_touches_what_follows(name: str) -> None:
    letters = table(name, 96)
    for sign in SIGNS + "₫%°²№“”–…‰℃±×÷½¼¾⅓⅛⅞€£¥©®™§¶•·‣₀⁹":
        glyph = letters.glyph(sign)
        assert glyph.dx + glyph.width <= glyph.advance + 4, sign


@INKS
@pytest.mark.parametrize("name", FACES)
def test_a_lent_sign_keeps_to_the_line(name: str, smooth: bool) -> None:  # noqa: FBT001
    """No line moves for it: it stands within the line box, and is no wider than two letters."""
    for size in sizes(name)[::4]:
        letters = Face(Font(name, size), smooth=smooth, folder=shipped("fonts"))
        for sign in SIGNS:
            glyph = letters.glyph(sign)
            assert glyph.rise <= letters.above, (sign, size)
            assert glyph.drop <= letters.below, (sign, size)
            assert glyph.advance <= 2 * size, (sign, size)


def test_signs_are_as_heavy_as_their_words() -> None:
    for name in FACES:
        weight = "Bold" if name.endswith(("SemiBold", "Bold")) else "Regular"
        lender = face(Font(f"Signs-{weight}", 24), smooth=False)
        assert table(name, 24).glyph("→") is lender.glyph("→")
        assert LENDERS[weight][-1] == f"Signs-{weight}"


def test_what_a_face_has_the_lenders_have() -> None:
    """So a text can be made fit to be set before its face is known."""
    for name in FACES:
        shown = map(chr, coverage(shipped("fonts") / f"{name}.ttf"))
        assert [letter for letter in shown if letter.isprintable() and not pictured(letter)] == []


@pytest.mark.parametrize("name", FACES)
def test_a_width_is_where_the_pen_ends(name: str) -> None:
    letters = table(name, 28)
    for text in ("TÀU VÀO GA", "Tỷ lệ 60,92%", "P. 12, Q. 1", "Đường Võ Văn Kiệt", ""):
        placed, end = letters.place(text)
        kerns = [letters.kern(one, two) for one, two in pairwise(text)]
        assert letters.width(text) == end
        assert end == sum(letters.glyph(letter).advance for letter in text) + sum(kerns)
        assert len(placed) == len(text)


def test_pairs_are_kerned() -> None:
    letters = table("BeVietnamPro-Bold", 40)
    assert letters.kern("A", "V") < 0
    assert letters.width("AV") == letters.width("A") + letters.width("V") + letters.kern("A", "V")
    assert letters.kern("A", "α") == 0


@given(st.text(max_size=20), st.text(max_size=20))
def test_texts_add_up(one: str, two: str) -> None:
    letters = table("NotoSans-Regular", 18)
    joint = letters.kern(one[-1], two[0]) if one and two else 0
    assert letters.width(one + two) == letters.width(one) + joint + letters.width(two)


def test_widths_are_the_same_when_many_were_measured_since() -> None:
    letters = Face(Font("NotoSans-Regular", 18), smooth=False, folder=shipped("fonts"))
    first = letters.width("Phường Bến Sen")
    for number in range(9000):
        letters.width(str(number))
    assert letters.width("Phường Bến Sen") == first


@pytest.mark.parametrize("name", ["BeVietnamPro-Bold"])
def test_a_greek_letter_is_borrowed(name: str) -> None:
    noto = "NotoSans-Bold" if name.endswith("Bold") else "NotoSans-Regular"
    letters, lender = table(name, 24), table(noto, 24)
    assert ord("Ω") not in coverage(shipped("fonts") / f"{name}.ttf")
    assert letters.glyph("Ω") is lender.glyph("Ω")
    assert letters.missing("Ωm") == ""


@pytest.mark.parametrize("smooth", [False, True])
@pytest.mark.parametrize("name", ["BeVietnamPro-Bold", "NotoSans-Regular"])
def test_a_letter_that_no_font_has_is_a_hollow_box(name: str, smooth: bool) -> None:  # noqa: FBT001
    letters = table(name, 24, smooth=smooth)
    box = letters.glyph("語")
    assert box.missing
    assert (box.rise, box.drop) == (letters.cap, 0)
    width, height = box.mask.size
    pixels = bytes(box.mask)
    rows = [pixels[y * width : (y + 1) * width] for y in range(height)]
    assert all(rows[0])
    assert all(rows[-1])
    assert all(row[0] and row[-1] for row in rows)
    assert not rows[height // 2][width // 2]
    assert letters.missing("日本 lụt 語 日") == "日本語"


@pytest.mark.parametrize("lost", ["🌊", "🏽", "🇻", "\u0301", "\u05b4", "\x07"])
def test_an_ornament_that_no_font_has_leaves_nothing(lost: str) -> None:
    letters = table("BeVietnamPro-Bold", 24)
    glyph = letters.glyph(lost)
    assert (glyph.mask, glyph.advance, glyph.missing) == (None, 0, True)
    assert letters.width(f"l{lost}ụt") <= letters.width("l") + letters.width("ụt")
    assert letters.missing(f"{lost}ụt{lost}"[: 2 * len(lost) + 2]) == lost


@pytest.mark.parametrize("smooth", [False, True])
@pytest.mark.parametrize("name", ["NotoSans-Regular", "NotoSans-Bold", "BeVietnamPro-Bold"])
def test_a_mark_stands_on_its_letter(name: str, smooth: bool) -> None:  # noqa: FBT001
    """A vowel in a tone that Unicode has no letter for is as wide as the vowel, and higher."""
    letters = table(name, 24, smooth=smooth)
    bare, marked = letters.glyph("x"), letters.glyph("x\u030c")
    assert letters.width("x\u030c") == letters.width("x") == marked.advance
    assert marked.rise > bare.rise
    assert marked.rise <= letters.above
    assert len(letters.place("x\u030cx")[0]) == 2
    assert letters.rise("x\u030c") == marked.rise
    assert letters.missing("x\u030c") == ""


def test_a_mark_on_a_letter_that_has_no_such_mark_in_any_font_is_told() -> None:
    letters = table("NotoSans-Regular", 24)
    assert letters.glyph("☎\u0301").mask == letters.glyph("☎").mask
    assert letters.missing("☎\u0301") == "\u0301"
    assert letters.missing("語\u0301") == "語\u0301"


def test_a_space_is_no_ink() -> None:
    space = table("NotoSans-Regular", 20).glyph(" ")
    assert space.mask is None
    assert space.advance > 0
    assert (space.rise, space.drop) == (0, 0)


def test_one_table_serves_all_who_ask() -> None:
    assert face(Font(FACES[0], 20), smooth=True) is face(Font(FACES[0], 20), smooth=True)


def test_a_missing_font_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FontError, match=r"Không-có\.ttf: this font can't be read .*install kiosk"):
        face(Font("Không-có", 20), smooth=False, folder=tmp_path)


@pytest.mark.parametrize("data", [b"", b"no font", bytes(400), b"\x00\x01\x00\x00\x00\xff" * 9])
def test_a_file_that_is_no_font_is_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "Rác.ttf").write_bytes(data)
    with pytest.raises(FontError, match=r"Rác\.ttf: this is no TrueType font; replace the file"):
        face(Font("Rác", 20), smooth=False, folder=tmp_path)


def test_a_torn_font_is_a_sentence(tmp_path: Path) -> None:
    """The table of characters may be whole where the rest is not."""
    path = tmp_path / "BeVietnamPro-Bold.ttf"
    copy(shipped("fonts") / path.name, path)
    data = path.read_bytes()
    for kept in range(len(data) * 9 // 10, 100, -len(data) // 12):
        path.write_bytes(data[:kept])
        coverage.cache_clear()
        with pytest.raises(FontError, match=r"Bold\.ttf: .* replace"):
            Face(Font(path.stem, 20), smooth=False, folder=tmp_path).width("Ủy ban")
    coverage.cache_clear()


ODD_TEXTS = {
    "none": "",
    "spaces": " \n\u3000 ",
    "twenty thousand letters": "ngoằn ngoèo khúc khuỷu " * 870,
    "an endless word": "ngoằnngoèo" * 2000,
    "an endless address": "https://portal.example/" + "tin-tuc-" * 2500,
    "marks": "x\u030c\u0323" * 5000 + "\u0301" * 9,
    "emoji": "🌊🏮 lụt 👨‍👩‍👧‍👦 1️⃣ 🇻🇳 👍🏽" * 900,
    "nothing but emoji": "🌊🏮 🌀" * 900,
    "right to left": "مرحبا بالعالم שלום עולם " * 800,
    "turned around": "\u202eđảo\u202c \u2067ngược\u2069 \u200fnhau",
    "control characters": "".join(map(chr, range(0xA0))) * 90,
    "Chinese": "日本語学校" * 4000,
    "dressed up": "𝗖𝗔̉𝗡𝗛 𝗕𝗔́𝗢 ＴＲＩỀＵ ①②③ ㎡ ﬁ" * 300,
    "half a character": "một \ud83c nửa",
    "everything": "".join(map(chr, range(0x20, 0x2FFFF, 47))),
}
PAGE = """
[page]
shape = "landscape"
margin = "8 mm"
gap = ["2 mm", "2 mm"]
columns = ["1fr"]
rows = ["1fr"]
areas = "words"
[region.words]
kind = "text"
text = "{title}"
font = "headline 12..30 pt"
"""


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    path = tmp_path_factory.mktemp("layouts") / "news.landscape.toml"
    path.write_text(PAGE, encoding="utf-8")
    return load(path)


@pytest.mark.parametrize("panel", ["waveshare-7in5-v2", "waveshare-10in3-it8951"])
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_any_text_draws_something_sensible(
    text: str, panel: str, page: Layout, tmp_path: Path
) -> None:
    """Nothing fails, no line is without ink, and no ink lies outside the region."""
    board = catalog.board(catalog.panel(panel), distance_m=None, enlarge=1.0, rotate=0)
    made = compose("news", edition(story(title=text)), board, [page])
    (scene,) = made.scenes
    frame = paint(scene, board, tmp_path, shipped("fonts"))
    drawn = Image.frombytes("L", frame.size, frame.pixels)
    blank = Image.new("L", frame.size, board.palette.paper)
    inked = ImageChops.difference(drawn, blank).getbbox()
    lines = [item for item in scene.items if isinstance(item, Text)]
    assert bool(inked) == bool(lines)
    for line in lines:
        assert face(line.font, smooth=board.smooth).rise(line.text) > 0, line
    if inked:
        (left, top, right, bottom), ((_, box),) = inked, scene.boxes
        hanging = board.px(2) // 2
        assert box._replace(x=box.x - hanging, width=box.width + 2 * hanging).contains(
            Rect(left, top, right - left, bottom - top)
        )
