"""The glyph table of every shipped face."""

import unicodedata
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.files import shipped
from kiosk.glyphs import Face, FontError, Glyph, coverage, face
from kiosk.scene import Font

FACES = sorted(path.stem for path in shipped("fonts").glob("*.ttf"))
SIZES = (11, 14, 16, 18, 19, 21, 24, 25, 28, 33, 41, 64, 97)
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = [[unicodedata.normalize("NFC", v + tone) for tone in TONES] for v in "aăâeêioôơuưy"]
LETTERS = [letter for row in SMALL for letter in row] + ["đ"]
LETTERS += [letter.upper() for letter in LETTERS]
# Vowels that differ in their own mark alone, and so all letters made of them.
KINDRED = ("aăâ", "eê", "oôơ", "uư")


@cache
def table(name: str, size: int, *, smooth: bool = False) -> Face:
    return face(Font(name, size), smooth=smooth)


def picture(glyph: Glyph) -> tuple[object, ...]:
    return (glyph.dx, glyph.dy, *glyph.mask.size, bytes(glyph.mask))


def pairs() -> list[tuple[str, str]]:
    """Letters that differ in their tone alone or in their vowel's mark alone, and d with đ."""
    rows = {row[0]: row for row in SMALL}
    found = [pair for row in SMALL for pair in combinations(row, 2)]
    for kin in KINDRED:
        for one, two in combinations(kin, 2):
            found += list(zip(rows[one], rows[two], strict=True))
    found.append(("d", "đ"))
    return found + [(one.upper(), two.upper()) for one, two in found]


def test_there_are_146_letters() -> None:
    assert len(set(LETTERS)) == 146
    assert len(set(pairs())) == 458


@pytest.mark.parametrize("name", FACES)
def test_every_face_has_every_letter(name: str) -> None:
    has = coverage(shipped("fonts") / f"{name}.ttf")
    assert [letter for letter in LETTERS if ord(letter) not in has] == []


@pytest.mark.parametrize("smooth", [False, True], ids=["mono", "grey"])
@pytest.mark.parametrize("name", FACES)
def test_no_letter_leaves_its_line(name: str, smooth: bool) -> None:  # noqa: FBT001 - a parameter
    for size in SIZES:
        letters = table(name, size, smooth=smooth)
        assert letters.above == max(letters.glyph(letter).rise for letter in LETTERS), size
        assert letters.below >= max(letters.glyph(letter).drop for letter in LETTERS), size
        assert 0 < letters.cap < letters.above


@pytest.mark.parametrize(
    ("name", "least", "smooth"),
    [(name, 18 if name.startswith("Noto") else 16, False) for name in FACES]
    + [(name, 12 if name.startswith("Noto") else 11, True) for name in FACES],
)
def test_marks_tell_letters_apart(name: str, least: int, smooth: bool) -> None:  # noqa: FBT001
    """From the least size that `kiosk check` allows, no two letters have the same picture."""
    for size in sorted({least, *(one for one in SIZES if one > least)}):
        letters = table(name, size, smooth=smooth)
        same = [pair for pair in pairs()
                if picture(letters.glyph(pair[0])) == picture(letters.glyph(pair[1]))]  # fmt: skip
        assert same == [], size


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


@pytest.mark.parametrize("name", ["BeVietnamPro-Bold", "BeVietnamPro-Regular"])
def test_a_greek_letter_is_borrowed(name: str) -> None:
    noto = "NotoSans-Bold" if name.endswith("Bold") else "NotoSans-Regular"
    letters, lender = table(name, 24), table(noto, 24)
    assert ord("Ω") not in coverage(shipped("fonts") / f"{name}.ttf")
    assert letters.glyph("Ω") is lender.glyph("Ω")
    assert letters.missing("Ωm") == ""


@pytest.mark.parametrize("smooth", [False, True])
@pytest.mark.parametrize("name", ["BeVietnamPro-Bold", "NotoSans-Regular"])
def test_what_no_font_has_is_a_hollow_box(name: str, smooth: bool) -> None:  # noqa: FBT001
    letters = table(name, 24, smooth=smooth)
    box = letters.glyph("🌊")
    assert box.missing
    assert (box.rise, box.drop) == (letters.cap, 0)
    width, height = box.mask.size
    pixels = bytes(box.mask)
    rows = [pixels[y * width : (y + 1) * width] for y in range(height)]
    assert all(rows[0])
    assert all(rows[-1])
    assert all(row[0] and row[-1] for row in rows)
    assert not rows[height // 2][width // 2]
    assert letters.missing("lụt 🌊 bão 🌀 🌊") == "🌊🌀"


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
