"""A file is the old version or the new one, whenever the power goes."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from kiosk.files import make_folder, shipped, sweep, write_whole

WRITER = """
import sys
from pathlib import Path
from kiosk.files import write_whole

path = Path(sys.argv[1])
print("begun", flush=True)
for turn in range(1, 1_000_000):
    write_whole(path, bytes([turn % 256]) * 300_000)
"""


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "trạng thái" / "khung.png"
    write_whole(path, "Bến Sen".encode())
    assert path.read_text(encoding="utf-8") == "Bến Sen"
    write_whole(path, b"")
    assert path.read_bytes() == b""
    assert list(path.parent.iterdir()) == [path]


def test_whoever_is_killed_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "frame.bin"
    write_whole(path, bytes(300_000))
    chance = Random(11)
    for _ in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "begun\n"
            time.sleep(chance.uniform(0.005, 0.06))
            writer.kill()
        data = path.read_bytes()
        assert len(data) == 300_000
        assert data == data[:1] * 300_000


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "glass.png"
    write_whole(path, b"old")
    with pytest.raises(TypeError):
        write_whole(path, "not bytes")  # type: ignore[arg-type]  # what fails after opening
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_made_with_those_above_it_and_their_names_are_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("kiosk.files.sync_folder", synced.append)
    for _ in range(2):
        make_folder(tmp_path / "bảng" / "trạng thái")
    assert (tmp_path / "bảng" / "trạng thái").is_dir()
    assert synced == [tmp_path, tmp_path / "bảng"]


def test_what_a_killed_writer_left_goes_after_an_hour_and_nothing_else(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    names = (".panel.json.h4x_0qz1", ".ẩn", "panel.json", ".profile")
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".folder.abcdefgh").mkdir()
    sweep(tmp_path, now)
    assert (tmp_path / names[0]).exists()
    sweep(tmp_path, now + timedelta(hours=2))
    assert not (tmp_path / names[0]).exists()
    assert all((tmp_path / name).exists() for name in names[1:])
    sweep(tmp_path / "no such folder", now)


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "glass.png").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "glass.png", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["glass.png"]


@pytest.mark.parametrize(
    ("folder", "holds"),
    [("fonts", "NotoSans-Regular.ttf"), ("layouts", "news.landscape.toml"), ("sample", "portal")],
)
def test_shipped_folders_are_found(folder: str, holds: str) -> None:
    assert (shipped(folder) / holds).exists()
