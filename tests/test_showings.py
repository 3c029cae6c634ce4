"""The proof of display: what is written down survives power cuts, wrong clocks and full disks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import showings
from kiosk.showings import FILES, FOLDER, Journal, Line, Noted, Standing, append, latest, read

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
NEWS = Standing("news", 1, 1, "a1", ("1600000022",))
NOTICES = Standing("notices", 1, 2, "b2", (), (Noted("cup-nuoc.txt", "Cúp nước hẻm 262/15A"),))


class Board:
    """A journal with clocks that a test sets."""

    def __init__(self, state: Path) -> None:
        self.ticks = 0.0
        self.now = NOW
        self.journal = Journal(state, lambda: self.ticks, lambda _: True)

    def pass_s(self, seconds: float) -> None:
        self.ticks += seconds
        self.now += timedelta(seconds=seconds)

    def shows(self, standing: Standing) -> None:
        self.journal.shown(standing, self.now)

    def pulses(self) -> None:
        self.journal.pulse(self.now)


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return Board(tmp_path)


def kinds(state: Path) -> list[str]:
    return [line.kind for line in read(state)]


def test_a_refresh_is_a_line_and_the_same_picture_none(board: Board, tmp_path: Path) -> None:
    board.shows(NEWS)
    board.pass_s(300)
    board.shows(NEWS)
    board.shows(NOTICES)
    run = board.journal.run
    assert list(read(tmp_path)) == [
        Line("shown", run, NOW, 0.0, trusted=True, standing=NEWS),
        Line("shown", run, NOW + timedelta(minutes=5), 300.0, trusted=True, standing=NOTICES),
    ]


def test_what_stands_for_long_is_told_once_an_hour(board: Board, tmp_path: Path) -> None:
    board.pulses()
    board.shows(NEWS)
    for _ in range(1440):
        board.pass_s(10)
        board.pulses()
    board.journal.stopped(board.now)
    board.journal.stopped(board.now)
    assert kinds(tmp_path) == ["shown", "pulse", "pulse", "pulse", "pulse", "stopped"]


@given(st.integers(0, 2000), st.sampled_from([b"", b"\x00" * 40, b"\n"]))
def test_a_power_cut_costs_the_last_line_at_most(
    tmp_path_factory: pytest.TempPathFactory, cut: int, after: bytes
) -> None:
    state = tmp_path_factory.mktemp("state")
    board = Board(state)
    board.shows(NEWS)
    board.shows(NOTICES)
    (path,) = (state / FOLDER).iterdir()
    data = path.read_bytes()
    whole = data[:cut].count(b"\n") + (data[:cut].rpartition(b"\n")[2] == data.split(b"\n")[1])
    path.write_bytes(data[:cut] + after)
    again = Board(state)
    again.shows(NEWS)
    assert len(list(read(state))) in (whole + 1, data[:cut].count(b"\n") + 2)
    assert list(read(state))[-1].run == again.journal.run


def test_the_oldest_file_goes_and_numbers_not_clocks_are_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showings, "FILE_BYTES", 300)
    board = Board(tmp_path)
    for number in range(100):
        board.now = NOW - timedelta(days=number)
        board.shows(Standing("news", 1, 1, f"{number:x}"))
    told = [line.standing.digest for line in read(tmp_path) if line.standing]
    assert len(list((tmp_path / FOLDER).iterdir())) == FILES
    assert told == [f"{number:x}" for number in range(100 - len(told), 100)]


def test_a_disk_that_refuses_is_told_and_tried_again(board: Board, tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("no folder")
    board.shows(NEWS)
    assert "check the disk" in board.journal.problem
    (tmp_path / FOLDER).unlink()
    board.shows(NEWS)
    assert board.journal.problem == ""
    assert kinds(tmp_path) == ["shown"]


def test_a_full_disk_leaves_no_half_line(
    board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.shows(NEWS)
    (path,) = (tmp_path / FOLDER).iterdir()
    before = path.read_bytes()
    real = showings.os.write
    monkeypatch.setattr(showings.os, "write", lambda handle, data: real(handle, data[:10]))
    board.shows(NOTICES)
    assert "No space left" in board.journal.problem
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "line",
    ["null", "[]", "{}", "[" * 9000, '{"kind":"shown","run":"a","at":"2026-11-23","ticks":1}',
     '{"kind":"pulse","run":"a","at":"2026-11-23T00:00:00+00:00","ticks":NaN,"trusted":true}'],
)  # fmt: skip
def test_a_line_that_is_none_is_left_out(board: Board, tmp_path: Path, line: str) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "000001.jsonl").write_text(f"{line}\n", encoding="utf-8")
    (tmp_path / FOLDER / "ghi chú.jsonl").write_text("x", encoding="utf-8")
    board.shows(NEWS)
    assert kinds(tmp_path) == ["shown"]


def test_a_line_is_bounded_and_bears_every_name_of_a_file(tmp_path: Path) -> None:
    odd = "l\udce1ng\n" * 100
    notices = tuple(Noted(odd, odd) for _ in range(500))
    standing = Standing("notices", 1, 1, "c3", (odd,) * 500, notices)
    append(tmp_path / FOLDER, Line("shown", "a", NOW, 0.0, trusted=True, standing=standing))
    (line,) = read(tmp_path)
    assert line.standing
    assert len(line.standing.notices) == 60


def test_the_latest_picture_is_found_behind_many_later_lines(board: Board, tmp_path: Path) -> None:
    board.shows(NEWS)
    for _ in range(4000):
        append(tmp_path / FOLDER, Line("pulse", "a1", NOW, 0.0, trusted=True))
    line, _ = latest(tmp_path)
    assert line is not None
    assert line.standing == NEWS
