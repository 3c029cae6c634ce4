"""Whether everything gets on, for the watchdog."""

import pytest

from kiosk.pulse import LONGEST_S, SILENT_S, Pulse


class Ticks:
    at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def pulse(ticks: Ticks) -> Pulse:
    return Pulse(ticks)


def test_a_scheduler_that_beats_lives(pulse: Pulse, ticks: Ticks) -> None:
    for _ in range(10):
        ticks.at += SILENT_S
        assert pulse.hangs() == ""
        pulse.beat()


def test_a_scheduler_that_is_silent_hangs(pulse: Pulse, ticks: Ticks) -> None:
    ticks.at += SILENT_S + 1
    assert pulse.hangs() == "the scheduler has been silent for 61 s"


@pytest.mark.parametrize("work", LONGEST_S)
def test_work_may_take_its_time_and_no_longer(pulse: Pulse, ticks: Ticks, work: str) -> None:
    with pulse.at(work):
        ticks.at += LONGEST_S[work]
        pulse.beat()
        assert pulse.hangs() == ""
        ticks.at += 1
        assert pulse.hangs().startswith(f"{work} has been at the same job for")
    assert pulse.hangs() == ""


def test_work_that_failed_is_over(pulse: Pulse, ticks: Ticks) -> None:
    with pytest.raises(RuntimeError), pulse.at("gather"):
        raise RuntimeError
    ticks.at += LONGEST_S["gather"] + 1
    pulse.beat()
    assert pulse.hangs() == ""
