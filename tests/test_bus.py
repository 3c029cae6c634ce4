"""The loop that plays steps on wires: chunks, waits, faults, and what happens in the end anyway."""

from typing import Any

import pytest
from panelwires import Faulty, Scripted, send, written

from kiosk.errors import PanelError
from kiosk.frame import Frame
from kiosk.panels import catalog
from kiosk.panels.bus import CHUNK, play
from kiosk.panels.drive import driver
from kiosk.panels.glass import blank
from kiosk.panels.sim.build import simulated
from kiosk.panels.sim.serial import SerialPanel
from kiosk.panels.steps import (
    AwaitIdle,
    Full,
    Load,
    Order,
    Pause,
    Read,
    Reset,
    Send,
    Step,
    Steps,
)
from kiosk.panels.wires import DC, POWER

PANEL = catalog.panel("waveshare-7in5-v2")
CHIP = driver(PANEL)
BEGIN = ["dc high", "reset high", "power high"]
END = ["power low"]


def white() -> Frame:
    size = PANEL.size
    return blank(Frame(size, PANEL.palette, bytes(size.width * size.height)))


def steps(*found: Step) -> Steps:
    for step in found:  # noqa: UP028 - what is sent to it must arrive
        yield step


def said(*found: Step) -> list[str]:
    wires = Faulty(simulated(PANEL, strict=False))
    play(steps(*found), steps(), wires, "p")
    assert wires.said[: len(BEGIN)] == BEGIN
    assert wires.said[-len(END) :] == END
    return wires.said[len(BEGIN) : -len(END)]


def show(wires: Faulty) -> None:
    play(CHIP.show(PANEL, white(), Full(), None), CHIP.rest(PANEL), wires, PANEL.name)


def let_go(wires: Faulty) -> bool:
    return wires.closed == 1 and not wires.lines[POWER]


def test_a_command_goes_with_dc_low_and_its_data_follow_in_the_same_select() -> None:
    assert said(Send(0x61, bytes([3, 0x20, 1, 0xE0]))) == [
        "cs0 low",
        "dc low",
        "61",
        "dc high",
        "03 20 01 e0",
        "cs0 high",
    ]


def test_long_data_go_in_chunks_that_spidev_takes() -> None:
    sizes = [one for one in said(Send(0x13, bytes(48_000))) if one.endswith("bytes")]
    assert CHUNK == 4096
    assert sizes == ["4096 bytes"] * 11 + ["2944 bytes"]


def test_a_reset_is_its_levels() -> None:
    reset = Reset(((True, 0.02), (False, 0.002), (True, 0.02)))
    assert said(reset) == ["reset high", "reset low", "reset high"]


def test_two_chips_are_selected_together() -> None:
    two = Faulty(_two_chips())
    play(steps(Send(0x71, chips=(0, 1)), Send(0x71, chips=(1,))), steps(), two, "p")
    both = ["cs0 low", "cs1 low", "dc low", "71", "dc high", "cs0 high", "cs1 high"]
    second = ["cs1 low", "dc low", "71", "dc high", "cs1 high"]
    assert two.said == [*BEGIN, *both, *second, *END]


def _two_chips() -> SerialPanel:
    one, other = simulated(PANEL), simulated(PANEL)
    return SerialPanel([*one.chips, *other.chips], one.film, one.clock, one.referee)


def test_the_panel_is_asked_before_each_look_if_its_chip_wants_that() -> None:
    wires = Faulty(simulated(PANEL))
    play(steps(Send(0x04), AwaitIdle("power on", 1, ask=0x71), Pause(3)), steps(), wires, "p")
    assert 10 <= wires.said.count("71") <= 15  # 0.14 s, each 0.01 s and the look itself
    assert wires.now() == pytest.approx(3.15, abs=0.02)


@pytest.mark.parametrize(
    ("stuck", "says", "after"),
    [
        (False, "power on: still busy after 5 s; check the cable and the wire of BUSY", 5),
        (True, "refresh: BUSY never said that it began; check the wire of BUSY", 13.6),
    ],
)
def test_a_busy_line_that_is_stuck_is_told_with_what_to_check(
    stuck: bool,  # noqa: FBT001 - a level
    says: str,
    after: float,
) -> None:
    glass = simulated(PANEL, strict=False)
    wires = Faulty(glass, stuck=stuck)
    with pytest.raises(PanelError) as caught:
        show(wires)
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"panel {PANEL.name}: ")
    assert str(caught.value).endswith("stuck at high" if stuck else "stuck at low")
    assert after <= wires.now() < after + 1.5
    assert let_go(wires)


def test_a_refresh_that_nobody_sees_is_not_disturbed() -> None:
    glass = simulated(PANEL)
    wires = Faulty(glass, stuck=True)
    refresh = steps(
        *(Send(0x04), Pause(1), Send(0x00, b"\x1f"), Send(0x13, bytes(48_000)), Send(0x12)),
        AwaitIdle("refresh", 12, starts=True),
    )
    with pytest.raises(PanelError, match="BUSY never said"):
        play(refresh, CHIP.rest(PANEL), wires, "p")
    assert wires.said[-7:-1] == _sent("07", "a5")
    assert glass.complaints == []


def _sent(command: str, data: str) -> list[str]:
    return ["cs0 low", "dc low", command, "dc high", data, "cs0 high"]


def test_a_bus_that_fails_half_way_is_told_and_the_panel_is_laid_to_rest() -> None:
    glass = simulated(PANEL)
    wires = Faulty(glass, fails_after=60_000)
    with pytest.raises(PanelError) as caught:
        show(wires)
    says = "the bus failed (Input/output error); check that SPI is on and the wires sit"
    assert str(caught.value) == f"panel {PANEL.name}: {says}"
    assert isinstance(caught.value.__cause__, OSError)
    assert wires.said[-7:-1] == _sent("07", "a5")
    assert glass.complaints == []
    assert let_go(wires)


def test_what_fails_on_the_way_to_rest_is_a_note_on_the_first_error() -> None:
    wires = Faulty(simulated(PANEL))

    def broken() -> Steps:
        yield Reset(((True, 0.0),))
        raise OSError("the cable is out")

    with pytest.raises(PanelError, match="first") as caught:
        play(_failing("first"), broken(), wires, "p")
    says = "the bus failed (the cable is out); check that SPI is on and the wires sit"
    assert caught.value.__notes__ == [f"and then, laying it to rest: panel p: {says}"]
    assert let_go(wires)


def _failing(says: str) -> Steps:
    yield Pause(0.0)
    raise PanelError("p", says)


def test_ctrl_c_lays_the_panel_to_rest_and_lets_go() -> None:
    glass = simulated(PANEL)
    wires = Faulty(glass, interrupted_at=2.0)
    with pytest.raises(KeyboardInterrupt):
        show(wires)
    assert wires.now() > glass.film.refreshes[0].at + 4.2  # which is not disturbed
    assert wires.said[-7:-1] == _sent("07", "a5")
    assert glass.complaints == []
    assert let_go(wires)


@pytest.mark.parametrize("fault", [{"fails_after": 60_000}, {"stuck": True}])
def test_a_board_that_is_stopped_does_not_wait_for_a_panel_that_failed(fault: Any) -> None:
    wires = Faulty(simulated(PANEL), **fault)
    begun = wires.now()
    with pytest.raises(PanelError):
        play(CHIP.show(PANEL, white(), Full(), None), CHIP.rest(PANEL), wires, "p", lambda: True)
    assert wires.now() < begun + 4.0
    assert let_go(wires)


def test_wires_are_let_go_even_if_the_supply_can_not_be_cut() -> None:
    class Stubborn(Faulty):
        def set(self, line: str, level: bool) -> None:  # noqa: FBT001 - a level is a boolean
            if line == POWER and not level:
                raise OSError("no such line")
            super().set(line, level)

    wires = Stubborn(simulated(PANEL))
    with pytest.raises(OSError, match="no such line"):
        play(steps(), steps(), wires, "p")
    assert wires.closed == 1


def test_a_panel_that_failed_can_be_driven_again() -> None:
    glass = simulated(PANEL)
    with pytest.raises(PanelError):
        show(Faulty(glass, fails_after=60_000))
    show(Faulty(glass))
    assert glass.shown == white()
    assert glass.complaints == []


def test_words_go_after_their_preambles_and_a_read_is_slow() -> None:
    # GregDMeyer/IT8951, spi.pyx: 6000 a command, 0000 data, 1000 a read with a word to skip.
    wires = Scripted(0x0123, 0x4567)
    answers: list[tuple[int, ...]] = []

    def asking() -> Steps:
        yield Order(0x0302, (5, 0xABCD))
        answers.append((yield Read(2)))
        yield Load(bytes(range(6)))

    play(asking(), steps(), wires, "p")
    assert [(data.hex(" ", 2), slow) for data, slow in wires.transfers] == [
        ("6000 0302", False),
        ("0000 0005", False),
        ("0000 abcd", False),
        ("1000 0000 0000 0000", True),
        ("0000 0001 0203 0405", False),
    ]
    assert answers == [(0x0123, 0x4567)]


def test_long_loads_go_in_chunks_each_with_its_preamble() -> None:
    wires = Scripted()
    play(steps(Load(bytes(10_000))), steps(), wires, "p")
    assert [len(data) for data, _ in wires.transfers] == [4096, 4096, 10_000 - 2 * 4094 + 2]


def test_a_chip_that_is_never_ready_is_told() -> None:
    wires = Scripted()
    wires.ready = False
    with pytest.raises(PanelError, match="not ready after 5 s; check its supply, its cable, HRDY"):
        play(steps(Order(1)), steps(), wires, "p")
    assert 5 <= wires.now() < 6


def test_scripts_and_steps_have_one_notation() -> None:
    script = written(CHIP.show(PANEL, white(), Full(), None))
    glass = send(simulated(PANEL), "; ".join(script))
    assert glass.shown == white()
    assert glass.asleep
    assert glass.levels[DC]
