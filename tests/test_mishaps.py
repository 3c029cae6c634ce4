"""The last errors: kept over restarts, bounded, and cheap for a card."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.mishaps import FILE, KEPT, Mishap, Ring, noted, read

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SAYS = "Cổng phường: the server refused the connection; what is stored stands"


class Ticks:
    at = 0.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.at)

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def log(tmp_path: Path, ticks: Ticks, caplog: pytest.LogCaptureFixture) -> Iterator[logging.Logger]:
    del caplog  # the warnings are asked for
    log, ring = logging.getLogger("of-a-board"), Ring(tmp_path, ticks.now, ticks)
    log.addHandler(ring)
    yield log
    log.removeHandler(ring)


def test_what_went_wrong_is_there_after_a_restart(tmp_path: Path, log: logging.Logger) -> None:
    log.warning("%s: %s", "Cổng phường", "the server refused the connection")
    log.info("showing news")
    says = "Cổng phường: the server refused the connection"
    assert read(tmp_path) == (Mishap(says, NOW, NOW),)


def test_the_same_again_is_counted_and_written_hourly(
    tmp_path: Path, log: logging.Logger, ticks: Ticks
) -> None:
    for _ in range(61):
        log.warning(SAYS)
        ticks.at += 60
    assert read(tmp_path) == (Mishap(SAYS, NOW, NOW + timedelta(hours=1), 61),)
    before = (tmp_path / FILE).stat().st_mtime_ns
    log.warning(SAYS)
    assert (tmp_path / FILE).stat().st_mtime_ns == before


def test_the_oldest_are_forgotten_and_long_ones_cut(tmp_path: Path, log: logging.Logger) -> None:
    for number in range(KEPT + 5):
        log.error("lỗi %d %s", number, "ế" * 5000)
    kept = read(tmp_path)
    assert len(kept) == KEPT
    assert kept[0].says.startswith("lỗi 5 ")
    assert all(len(one.says) == 300 and one.says.endswith("…") for one in kept)
    assert (tmp_path / FILE).stat().st_size < 1 << 16


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00" * 100, b"[{}]", b"[1]", b"{", b"[" * 100_000, b'"x"', b" " * 100_000,
     b'[{"says": "a", "first": "2026-11-23", "last": "2026-11-23", "times": 1}]'],
)  # fmt: skip
def test_a_torn_or_foreign_file_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FILE).write_bytes(data)
    assert read(tmp_path) == ()


def test_a_disk_that_refuses_is_tried_again(tmp_path: Path, ticks: Ticks) -> None:
    (tmp_path / "state").write_text("no folder")
    ring = Ring(tmp_path / "state", ticks.now, ticks)
    record = logging.LogRecord("kiosk", logging.ERROR, "", 0, SAYS, (), None)
    ring.emit(record)
    (tmp_path / "state").unlink()
    ring.emit(record)
    assert read(tmp_path / "state") == (Mishap(SAYS, NOW, NOW, 2),)


def test_what_a_disk_refused_is_written_with_the_next_line_that_it_takes(
    tmp_path: Path, ticks: Ticks
) -> None:
    (tmp_path / "state").write_text("no folder")
    ring = Ring(tmp_path / "state", ticks.now, ticks)
    ring.handle(logging.LogRecord("kiosk", logging.ERROR, "", 0, SAYS, (), None))
    (tmp_path / "state").unlink()
    ring.handle(logging.LogRecord("kiosk", logging.INFO, "", 0, "free mb: well again", (), None))
    assert read(tmp_path / "state") == (Mishap(SAYS, NOW, NOW),)


def test_one_that_comes_back_is_the_last() -> None:
    first = noted(noted((), "một", NOW), "hai", NOW)
    later = NOW + timedelta(minutes=1)
    assert noted(first, " một\n", later) == (Mishap("hai", NOW, NOW), Mishap("một", NOW, later, 2))
