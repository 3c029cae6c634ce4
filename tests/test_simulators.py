"""The examples in docs/simulators.md run; drivers of others may keep time as they like."""

import re
import time
from pathlib import Path

import pytest

from kiosk.panels.sim.clock import Virtual

DOCUMENT = Path(__file__).parent.parent / "docs" / "simulators.md"
_BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_the_examples_run_and_the_refusal_is_the_one_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = DOCUMENT.read_text(encoding="utf-8")
    names: dict[str, object] = {}
    for block in _BLOCK.findall(text):
        exec(block, names)  # noqa: S102 - our own document
    assert (tmp_path / "glass.png").read_bytes().startswith(b"\x89PNG")
    said = capsys.readouterr().out.strip()
    assert said
    assert f"# {said}\n" in text


def test_what_a_loop_sleeps_on_the_walls_clock_between_two_looks_passes_in_virtual_time() -> None:
    clock = Virtual()
    clock.looked()
    time.sleep(0.02)
    clock.looked()
    assert clock.now() >= 0.02
    clock.moved(0)
    time.sleep(0.02)
    before = clock.now()
    clock.looked()
    assert clock.now() == pytest.approx(before + 0.0005)
