"""The panel that is a PNG file."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.errors import PanelError
from kiosk.frame import Frame
from kiosk.geometry import Size
from kiosk.panels import png
from kiosk.panels.catalog import palette, palettes

SIZE = Size(7, 3)


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    inks = palette(draw(st.sampled_from(palettes())))
    index = st.integers(0, len(inks.inks) - 1)
    count = SIZE.width * SIZE.height
    pixels = draw(st.lists(index, min_size=count, max_size=count))
    return Frame(SIZE, inks, bytes(pixels))


def checks(name: str = "spectra6") -> Frame:
    inks = palette(name)
    return Frame(SIZE, inks, bytes(i % len(inks.inks) for i in range(21)))


def colours(data: bytes) -> list[tuple[int, ...]]:
    with Image.open(io.BytesIO(data)) as image:
        flat = image.convert("RGB").tobytes()
    return list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))


@given(frames())
def test_a_png_has_each_pixels_nominal_or_measured_colour(frame: Frame) -> None:
    inks = [frame.palette.inks[index] for index in frame.pixels]
    assert colours(frame.png()) == [ink.nominal for ink in inks]
    assert colours(frame.png(as_seen=True)) == [ink.measured for ink in inks]


@given(frames())
def test_a_png_keeps_the_indices_themselves(frame: Frame) -> None:
    with Image.open(io.BytesIO(frame.png())) as image:
        assert (image.mode, image.size) == ("P", frame.size)
        assert image.tobytes() == frame.pixels


@given(frames())
def test_equal_frames_are_equal_files(frame: Frame) -> None:
    twin = Frame(frame.size, frame.palette, bytes(frame.pixels))
    assert twin.png() == frame.png()


@pytest.mark.parametrize("as_seen", [False, True])
@pytest.mark.parametrize("name", palettes())
def test_what_was_shown_is_known_again(tmp_path: Path, name: str, *, as_seen: bool) -> None:
    glass = tmp_path / "Phường Bình Thới" / "glass.png"
    png.show(checks(name), glass, as_seen=as_seen)
    assert png.shown(glass) == checks(name).digest
    assert glass.read_bytes() == checks(name).png(as_seen=as_seen)


def test_a_new_frame_takes_the_place_of_the_old_one_and_leaves_nothing_beside_it(
    tmp_path: Path,
) -> None:
    glass = tmp_path / "glass.png"
    png.show(checks("mono"), glass)
    png.show(checks("acep7"), glass)
    assert png.shown(glass) == checks("acep7").digest
    assert list(tmp_path.iterdir()) == [glass]


def test_nothing_is_known_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert png.shown(tmp_path / "none.png") is None
    assert png.shown(tmp_path) is None


def test_nothing_is_known_of_a_picture_that_is_not_ours(tmp_path: Path) -> None:
    Image.new("1", (8, 8)).save(tmp_path / "other.png")
    Image.new("L", (8, 8)).save(tmp_path / "other.jpg")
    assert png.shown(tmp_path / "other.png") is None
    assert png.shown(tmp_path / "other.jpg") is None


def test_nothing_is_known_of_a_torn_file(tmp_path: Path) -> None:
    glass, data = tmp_path / "glass.png", checks().png()
    for length in range(len(data)):
        glass.write_bytes(data[:length])
        assert png.shown(glass) is None, f"cut after {length} bytes"


@given(st.integers(0, len(checks().png()) - 1), st.integers(1, 255))
def test_a_rotten_byte_never_gives_another_digest(
    tmp_path_factory: pytest.TempPathFactory, at: int, flip: int
) -> None:
    data = bytearray(checks().png())
    data[at] ^= flip
    glass = tmp_path_factory.getbasetemp() / "rotten.png"
    glass.write_bytes(bytes(data))
    assert png.shown(glass) in (None, checks().digest)


def test_a_disk_that_refuses_is_reported_with_the_path(tmp_path: Path) -> None:
    in_the_way = tmp_path / "state"
    in_the_way.write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(PanelError, match=r"can't write .*glass\.png") as caught:
        png.show(checks(), in_the_way / "glass.png")
    assert caught.value.panel == "png"


def test_a_full_disk_leaves_the_old_picture() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(PanelError, match="can't write"):
        png.show(checks(), full / "glass.png")
