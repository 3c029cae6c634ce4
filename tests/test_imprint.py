"""Our own copy says in its file what of it must stay."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shots import coded, picture, scene

from kiosk.content.darkroom import imprint, markers
from kiosk.content.darkroom.imprint import Imprint
from kiosk.content.darkroom.pictures import Kept, PictureError, look, stored
from kiosk.geometry import Rect, Size

WIDE = Size(2560, 1440)


@st.composite
def parts(draw: st.DrawFn) -> Rect:
    x, y = draw(st.integers(0, WIDE.width - 1)), draw(st.integers(0, WIDE.height - 1))
    width = draw(st.integers(1, WIDE.width - x))
    return Rect(x, y, width, draw(st.integers(1, WIDE.height - y)))


@given(st.none() | parts(), st.lists(parts(), max_size=imprint.MOST_HEADS).map(tuple))
def test_what_is_written_is_read(focus: Rect | None, heads: tuple[Rect, ...]) -> None:
    said = Imprint(focus, heads)
    assert imprint.read(bytes(said), WIDE) == said
    assert len(bytes(said)) < markers.HEAD_BYTES / 2


@pytest.mark.parametrize(
    "comment",
    [
        b"",
        b"kiosk focus 0: none",
        b"kiosk focus 1:",
        b"kiosk focus 1: 0 0 10",
        b"kiosk focus 1: 0 0 10 10 ",
        b"kiosk focus 1: 0 0 0 10",
        b"kiosk focus 1: 2000 0 1000 10",
        b"kiosk focus 1: -1 0 10 10",
        b"kiosk focus 1: 00000 0 10 10",
        b"kiosk focus 1: 00 0 10 10",
        b"kiosk focus 1: 0 0 10 10, 0 0 10 10",
        b"kiosk focus 1: 0 0 10 10; heads:",
        b"kiosk focus 1: 0 0 10 10; heads: none",
        b"kiosk focus 1: 0 0 10 10; heads: 0 0 9",
        b"kiosk focus 1: 0 0 10 10; heads:" + b",".join([b" 0 0 9 9"] * 9),
        "kiosk focus 1: ٣ 0 10 10".encode(),
        "Ảnh của phường".encode(),
    ],
)
def test_what_another_wrote_is_none_of_ours(comment: bytes) -> None:
    assert imprint.read(comment, WIDE) is None


def test_a_copy_has_its_focus_without_any_table(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(coded(scene(), comment=bytes(Imprint(Rect(10, 20, 30, 40)))))
    assert stored(path) == Kept("a.jpg", Size(240, 160), Rect(10, 20, 30, 40))


def test_a_copy_of_an_older_kiosk_is_looked_at_without_being_coded_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(older := coded(scene()))
    assert stored(path) == Kept("a.jpg", Size(240, 160), looked=False)
    found = look(path)
    assert found.looked
    assert stored(path) == found
    assert path.read_bytes() == markers.commented(older, bytes(Imprint(found.focus)))


@pytest.mark.parametrize("body", [b"", coded(scene())[:-1], coded(picture(), "PNG")])
def test_what_is_no_copy_can_not_be_looked_at(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(body)
    with pytest.raises(PictureError, match="gone"):
        look(path)
