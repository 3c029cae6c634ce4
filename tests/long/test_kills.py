"""`kill -9` at each of a board's system calls.

Between two calls that change files the disk is the same, so a kill before each of these, and one
after the last, is a kill at every call. A sync changes nothing for who comes after a kill; what it
is worth in a power cut is tried in test_every_prefix.py.
"""

import re
import shutil
import signal
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from aftermath import Facts, survived
from msgspec.structs import replace
from recorded import LATER, Recorded, Ward, digest
from scenes import DAYS
from traces import Call, calls_of, traced

# What a file that is not yet complete has after its name.
TEMPORARY = re.compile(r"\.\w{8}$")
# What a day does twice when it is begun anew, or does otherwise.
TWICE = ("clerk", "technician")
# A whole day more takes as long as the kill.
EACH = 3


@pytest.mark.parametrize("name", DAYS)
def test_a_board_that_is_killed_at_any_call_begins_well(
    tmp_path: Path, no_hang: Callable[[], None], name: str
) -> None:
    with Ward.at_work(tmp_path) as ward:
        for earlier in takewhile(lambda day: day != name, DAYS):
            ward.let_pass(earlier)
        before = tmp_path / "before"
        shutil.copytree(ward.at, before)
        (day,) = ward.days((name,))
        points = list(_changes(day))
        for number, call in enumerate(points):
            no_hang()
            shutil.rmtree(ward.at)
            shutil.copytree(before, ward.at)
            _kill(ward, day, call)
            if number % EACH == 0 and name not in TWICE:
                # Nothing that the kill has left keeps the board from its day.
                ward.board.begin(name, ward.at, day.begins + 2 * LATER)
                assert _lasting(ward.board.go()[-1]) == _lasting(day.acknowledged[-1])
        print(f"{name}: killed at {len(points)} calls")


def test_a_board_whose_worker_is_killed_at_any_call_goes_on_and_asks_again(tmp_path: Path) -> None:
    with Ward.at_work(tmp_path) as ward:
        before = tmp_path / "before"
        shutil.copytree(ward.at, before)
        (day,) = ward.days(("first",))
        points = [call for call in day.calls if call.process != day.process]
        points = [call for call in points if call.changes(ward.at) and call.name != "openat"]
        assert len(points) > 4
        for call in points:
            shutil.rmtree(ward.at)
            shutil.copytree(before, ward.at)
            ward.board.begin("first", ward.at, day.begins, f"{call.name}:{call.number}")
            told = ward.board.go()
            assert told[-1].stories == day.acknowledged[-1].stories
            assert not told[-1].photos, "it was not killed"
            survived(ward.at, told[-1], told[-1], day.begins + LATER)
            ward.board.begin("first", ward.at, day.begins + 2 * LATER)
            assert _lasting(ward.board.go()[-1]) == _lasting(day.acknowledged[-1])


def _changes(day: Recorded) -> Iterator[Call]:
    """The board's own calls that leave its files otherwise than before."""
    now = digest(day.disk.whole())
    for call in day.calls:
        if call.well and call.changes(day.disk.root):
            day.disk.apply(call)
            last, now = now, digest(day.disk.whole())
            if now != last and call.process == day.process:
                yield call


def _kill(ward: Ward, day: Recorded, call: Call) -> None:
    """Begin a day anew, kill the board at a call of it, and look at what it has left."""
    process = ward.board.begin(day.name, ward.at, day.begins)
    log = ward.folder / "killed"
    with traced(process, log, "-e", f"inject={call.name}:signal=SIGKILL:when={call.number}"):
        told = ward.board.go(-signal.SIGKILL)
    *_, last = calls_of(log)
    assert (last.name, _known(last.file)) == (call.name, _known(call.file)), "not that call"
    assert tuple(told) == day.acknowledged[1 : len(told) + 1]
    ward.holds(ward.at, day, len(told), f"killed before {call}"[:500])


def _lasting(found: Facts) -> Facts:
    """What is the same after a day that was begun twice."""
    return replace(found, digest="", shown=())


def _known(file: str) -> str:
    """A file's name without what is by chance in a temporary one."""
    return TEMPORARY.sub("", file)
