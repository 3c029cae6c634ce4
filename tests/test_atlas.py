"""Letters that an earlier process has drawn are drawn as it did, without FreeType."""

import json
import subprocess
import sys
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import atlas, glyphs
from kiosk.content.memory.store import Store
from kiosk.content.values import NONE, Feed
from kiosk.drawn import Drawn, Glyph, Table
from kiosk.files import shipped
from kiosk.glyphs import Face, face, pictured
from kiosk.model import Story
from kiosk.scene import Font

TEXT = "Ủy ban nhân dân Phường Bến Sen: TÀU VÀO GA, “lụt” → 60,92% 語 x\u030c ½ 🌊"
FONTS = [
    (Font("NotoSans-Regular", 16), False),
    (Font("NotoSans-Bold", 21), True),
    (Font("BeVietnamPro-Bold", 32), False),
    (Font("BeVietnamPro-Bold", 63), True),
]


@pytest.fixture(autouse=True)
def unknown_letters() -> Iterator[None]:
    """Begin, and leave, as a process does that has drawn nothing."""
    glyphs.forget()
    yield
    glyphs.forget()


def of(glyph: Glyph) -> tuple[object, ...]:
    mask: Any = glyph.mask
    pixels = None if mask is None else (mask.mode, mask.size, bytes(mask))
    return (pixels, *msgspec.structs.astuple(glyph)[1:])


def told(letters: Face, text: str) -> tuple[object, ...]:
    """All that layout and paint may ask a face about a text."""
    placed, width = letters.place(text)
    return (
        [(of(glyph), pen) for glyph, pen in placed],
        (width, letters.width(text), letters.rise(text), letters.drop(text)),
        (letters.missing(text), letters.above, letters.below, letters.cap),
    )


def kept(folder: Path, text: str = TEXT) -> list[tuple[object, ...]]:
    """What each face tells in a process that keeps its letters in a folder."""
    glyphs.forget()
    with atlas.kept_in(folder):
        assert pictured("Ủ")
        return [told(face(font, smooth=smooth), text) for font, smooth in FONTS]


def drawing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The letters that are drawn anew from now on."""
    drawn: list[str] = []
    original = Face._draw  # noqa: SLF001 - where every letter that is not known comes by

    def draw(self: Face, letter: str) -> Glyph:
        drawn.append(letter)
        return original(self, letter)

    monkeypatch.setattr(Face, "_draw", draw)
    return drawn


@settings(max_examples=12)  # each opens its fonts five times
@given(
    text=st.text("Phường Bến Sen ẨỆ 語→\u030c\u0301½🌊 \u00a0", max_size=30) | st.text(max_size=20)
)
def test_a_face_from_the_atlas_tells_and_draws_what_one_without_does(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("state")
    glyphs.forget()
    plain = [told(face(font, smooth=smooth), text) for font, smooth in FONTS]
    assert kept(folder, text) == plain
    assert kept(folder, text) == plain
    assert kept(folder, text + TEXT)[0] != plain[0]
    assert kept(folder, text) == plain


def test_a_letter_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept(tmp_path)
    drawn = drawing(monkeypatch)
    assert kept(tmp_path) == first
    assert drawn == []
    kept(tmp_path, TEXT + "Q")
    assert set(drawn) == {"Q"}


def test_what_is_known_is_not_written_again(tmp_path: Path) -> None:
    kept(tmp_path)
    state = (tmp_path / atlas.NAME).stat()
    kept(tmp_path)
    assert (tmp_path / atlas.NAME).stat() == state


# Ways in which a file may be no atlas.
HOW = (
    "empty", "cut", "one bit", "longer", "much too long", "foreign", "of another version",
    "of another shape", "parts that are none", "parts that are others", "parts that burst",
    "parts cut", "a glyph without its pixels", "a glyph far away",
)  # fmt: skip


def damaged(data: bytes) -> dict[str, bytes]:
    table = Table({"P": Drawn(b"\xff", 0, 0, 4000, 4000, 9, missing=False)}, {})
    (whole, parts) = msgspec.msgpack.decode(data[4:])
    huge = zlib.compress(bytes(2**26))

    def sealed(made_with: object, parts: object) -> bytes:
        body = msgspec.msgpack.encode((made_with, parts))
        return zlib.crc32(body).to_bytes(4, "big") + body

    return {
        "empty": b"",
        "cut": data[: len(data) // 2],
        "one bit": data[:900] + bytes((data[900] ^ 1,)) + data[901:],
        "longer": data + b"\0",
        "much too long": data + bytes(2**22),
        "foreign": b"\x89PNG\r\n" * 90,
        "of another version": sealed("0" + whole, parts),
        "of another shape": sealed(whole, 7),
        "parts that are none": sealed(whole, dict.fromkeys(parts, b"none")),
        "parts that are others": sealed(whole, dict.fromkeys(parts, zlib.compress(b"\xc0"))),
        "parts that burst": sealed(whole, dict.fromkeys(parts, huge)),
        "parts cut": sealed(whole, {name: part[:-9] for name, part in parts.items()}),
        "a glyph without its pixels": sealed(
            whole, dict.fromkeys(parts, zlib.compress(msgspec.msgpack.encode(table)))
        ),
        "a glyph far away": sealed(
            whole,
            dict.fromkeys(
                parts,
                zlib.compress(msgspec.msgpack.encode([{"P": [b"", 2**40, 0, 0, 0, 0, 0]}, {}])),
            ),
        ),
    }


@pytest.mark.parametrize("how", HOW)
def test_a_file_that_can_not_be_believed_is_as_none(tmp_path: Path, how: str) -> None:
    first = kept(tmp_path)
    path = tmp_path / atlas.NAME
    path.write_bytes(damaged(path.read_bytes())[how])
    assert kept(tmp_path) == first
    assert kept(tmp_path) == first


def test_another_font_file_is_drawn_anew(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    for name in ("NotoSans-Regular", "NotoSans-Bold", "Signs-Regular", "Signs-Bold"):
        copy(shipped("fonts") / f"{name}.ttf", fonts)

    def width() -> int:
        glyphs.forget()
        with atlas.kept_in(tmp_path):
            return face(Font("NotoSans-Regular", 40), smooth=False, folder=fonts).width(TEXT)

    regular = width()
    copy(fonts / "NotoSans-Bold.ttf", fonts / "NotoSans-Regular.ttf")
    assert width() > regular


def test_the_file_is_bounded(tmp_path: Path) -> None:
    for size in range(20, 140, 3):
        glyphs.forget()
        with atlas.kept_in(tmp_path):
            face(Font("BeVietnamPro-Bold", size), smooth=True).width(TEXT * 2 + glyphs.TALLEST)
    assert 100_000 < (tmp_path / atlas.NAME).stat().st_size <= atlas.MOST_BYTES


def test_letters_that_come_later_are_written_rarely(tmp_path: Path) -> None:
    atlas.keep_in(tmp_path)
    letters = face(*FONTS[0][:1], smooth=False)
    letters.width("Phường")
    assert atlas.save(rarely=True) == ""
    first = (tmp_path / atlas.NAME).read_bytes()
    letters.width("Bến Sen")
    assert atlas.save(rarely=True) == ""
    assert (tmp_path / atlas.NAME).read_bytes() == first
    assert atlas.save() == ""
    assert (tmp_path / atlas.NAME).read_bytes() != first


@pytest.fixture
def font() -> Iterator[Path]:
    """A folder with one face that everybody may read, wherever this checkout lies."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        copy(shipped("fonts") / "NotoSans-Regular.ttf", folder)
        copy(shipped("fonts") / "Signs-Regular.ttf", folder)
        yield folder


def test_a_disk_that_refuses_is_a_sentence_and_no_hindrance(font: Path, unprivileged: Path) -> None:
    state = unprivileged / "state"
    state.mkdir(mode=0o500)
    atlas.keep_in(state)
    letters = face(Font("NotoSans-Regular", 16), smooth=False, folder=font)
    assert letters.width("Phường") > 0
    assert "letters can't be kept (Permission denied)" in atlas.save()
    state.chmod(0o700)
    assert atlas.save() == ""


def test_no_state_folder_is_made_for_it(tmp_path: Path) -> None:
    kept(tmp_path / "state")
    assert not (tmp_path / "state").exists()


SETTINGS = """[board]
name = "UBND Phường Bến Sen"
[[source]]
kind = "feed"
url = "http://127.0.0.1:9/feed.xml"
[panel]
model = "png"
"""
DRAW = """
import json, sys
from kiosk.cli import main
assert main(["render", "--out", "out", "--at", "2026-11-23 07:00"]) == 0
print(json.dumps(sorted(sys.modules)))
"""


def test_a_second_process_loads_no_freetype_and_draws_the_same(tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text(SETTINGS, encoding="utf-8")
    story = Story("1", "Cổng phường", "Bến Sen khánh thành công viên ven rạch", TEXT)
    with Store(tmp_path / "state") as store:
        feed = Feed("Cổng phường", (story,))
        store.save("http://127.0.0.1:9/feed.xml", feed, NONE, datetime(2026, 11, 22, tzinfo=UTC))
    loaded, drawn = [], []
    for _ in range(2):
        command = [sys.executable, "-c", DRAW]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        loaded.append(set(json.loads(done.stdout.splitlines()[-1])))
        drawn.append([path.read_bytes() for path in sorted((tmp_path / "out").iterdir())])
    assert drawn[0] == drawn[1]
    assert {"PIL.ImageFont", "PIL._imagingft"} <= loaded[0]
    assert not {"PIL.ImageFont", "PIL._imagingft", "PIL.ImageDraw", "kiosk.pen"} & loaded[1]
