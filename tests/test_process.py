"""The worker process, alive and dying of each of its limits; the board's end stays whole."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.content.work.process import COMMAND, Worker
from kiosk.content.work.tasks import Failed, TakePoster

TASK = TakePoster(Path("/nowhere/lich.jpg"), Path("/nowhere"))
BEFORE = "from kiosk.content.work import worker; import os, sys, time; worker.bound(); input(); "
PATIENT_S = 20


def asked(script: str, patience_s: float = PATIENT_S) -> Failed:
    """What the board is told when the worker does this with its first task."""
    with Worker((sys.executable, "-I", "-c", BEFORE + script)) as worker:
        result = worker.ask(TASK, patience_s)
    assert isinstance(result, Failed)
    return result


def test_tasks_are_answered_one_by_one_by_one_process() -> None:
    with Worker() as worker:
        said = [worker.ask(TASK, PATIENT_S) for _ in range(3)]
        assert worker.begun == 1
    assert all(isinstance(one, Failed) and "No such file" in one.why for one in said)


def test_a_worker_begun_beforehand_answers_what_is_asked_then() -> None:
    with Worker() as worker:
        worker.begin()
        begun = worker.pid
        said = worker.ask(TASK, PATIENT_S)
        assert (worker.pid, worker.begun) == (begun, 1)
    assert isinstance(said, Failed)
    assert "No such file" in said.why


def test_a_worker_that_can_not_be_begun_is_told_of_when_it_is_asked() -> None:
    with Worker(("/nowhere/python",)) as worker:
        worker.begin()
        said = worker.ask(TASK, PATIENT_S)
    assert said == Failed("no process could be begun to read it (No such file or directory)")


def test_nothing_is_left_when_the_context_ends() -> None:
    with Worker() as worker:
        worker.ask(TASK, PATIENT_S)
        pid = worker.pid
        assert pid
        os.kill(pid, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_worker_that_died_is_begun_anew() -> None:
    with Worker() as worker:
        worker.ask(TASK, PATIENT_S)
        assert worker.pid
        os.kill(worker.pid, 9)
        said = [worker.ask(TASK, PATIENT_S) for _ in range(2)]
        assert worker.begun == 2
    assert isinstance(said[1], Failed)
    assert "No such file" in said[1].why


def test_what_eats_processor_time_is_killed() -> None:
    result = asked("worker.allow_cpu(1)\nwhile True: pass")
    assert result.why == "reading it takes more time than a board can spare"


def test_what_eats_memory_gets_none_of_it() -> None:
    eats = """
try:
    full = bytearray(200 << 20)
except MemoryError:
    print('["Failed",{"why":"no","source":"","status":null,"retry_after_s":null,'
          '"unreachable":false}]', flush=True)
"""
    assert asked(eats).why == "no"


def test_a_large_file_can_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "large"
    code = f"""
with open({str(path)!r}, "wb") as file:
    for _ in range(64):
        file.write(bytes(1 << 20))
"""
    assert "broke the reading process" in asked(code).why
    assert path.stat().st_size <= 16 << 20


def test_what_sleeps_is_given_up_in_time() -> None:
    started = time.monotonic()
    result = asked("time.sleep(60)", patience_s=1)
    assert time.monotonic() - started < 10
    assert result == Failed("it was not done within 1 s", unreachable=True)


def test_an_alarm_in_the_worker_is_a_server_that_never_came() -> None:
    result = asked("import signal; signal.setitimer(signal.ITIMER_REAL, 0.1); time.sleep(60)")
    assert result == Failed("the answer did not come in time", unreachable=True)


@pytest.mark.parametrize(
    "line",
    [
        "rubbish",
        "[]",
        '["Story", {}]',
        '["GotPicture", {"key": 7, "size": [1, 2], "focus": null}]',
        '["GotPicture", {"key": "a.jpg", "size": [1, NaN], "focus": null}]',
        '["GotPicture", {"key": "../../etc/shadow", "size": [1, 2], "focus": null}]',
        f'["GotPicture", {{"key": "{"0" * 64}.jpg", "size": [9, 9], "focus": [5, 0, 5, 5]}}]',
        f'["GotPicture", {{"key": "{"0" * 64}.jpg", "size": [9, 9], "focus": [0, 0, 0, 5]}}]',
        "[" * 100_000,
    ],
)
def test_nonsense_from_the_worker_is_a_failure(line: str) -> None:
    result = asked(f"print({line!r}, flush=True); time.sleep(60)")
    assert "nonsense" in result.why


def test_a_process_that_can_not_be_begun_is_a_failure() -> None:
    with Worker(("/nowhere/python",)) as worker:
        result = worker.ask(TASK, PATIENT_S)
    assert result == Failed("no process could be begun to read it (No such file or directory)")


def test_the_worker_is_found_from_a_checkout_that_is_not_installed(tmp_path: Path) -> None:
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent.parent)!r})
from pathlib import Path
from kiosk.content.work.process import Worker
from kiosk.content.work.tasks import TakePoster
with Worker() as worker:
    print(worker.ask(TakePoster(Path("/nowhere/a.jpg"), Path("/nowhere")), 20).why)
"""
    command = (sys.executable, "-c", code)
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "No such file" in told.stdout


def test_an_endless_answer_is_not_kept() -> None:
    result = asked("os.write(1, b'x' * (1 << 24)); time.sleep(60)")
    assert result.why == "the reading process answered nonsense (it is too long)"


def test_a_crash_names_how_it_ended() -> None:
    assert asked("os._exit(7)").why == "reading it broke the reading process (exit code 7)"
    assert asked("os.kill(os.getpid(), 11)").why.endswith("(exit code -11)")


def test_the_worker_ends_when_its_board_does() -> None:
    script = f"""
import subprocess, sys
child = subprocess.Popen({COMMAND!r}, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(child.pid, flush=True)
import os
os._exit(0)
"""
    board = subprocess.run((sys.executable, "-c", script), capture_output=True, check=True)
    pid = int(board.stdout)
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("the worker outlived its board")
