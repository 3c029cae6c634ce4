"""IT8951: what its driver sends stands on a simulated glass, and what ruins one is refused."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from kiosk.errors import PanelError
from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.panels import catalog
from kiosk.panels.bus import play
from kiosk.panels.drive import driver
from kiosk.panels.drivers.device import recognised
from kiosk.panels.panel import Panel
from kiosk.panels.sim.build import simulated
from kiosk.panels.sim.it8951 import It8951
from kiosk.panels.sim.referee import RefusedError
from kiosk.panels.sim.words import WordPanel
from kiosk.panels.simulation import Simulation
from kiosk.panels.steps import Fast, Full, How, Order, Partial, Read

NAMES = [name for name in catalog.names() if catalog.panel(name).controller == "IT8951"]
BIG = replace(catalog.panel("waveshare-10in3-it8951"), vcom_mv=1500)
SMALL = replace(BIG, size=Size(64, 24))
TINY = replace(BIG, size=Size(16, 2))
PURE = bytes([0, 15] * 128)
GREYS = bytes(value & 15 for value in range(256))
BUFFER = 0x119F00
KINDS = ["full", "fast", "partial", "swift", "cut"]


def noise(panel: Panel, chance: Random, *, pure: bool = False) -> Frame:
    count = panel.glass.width * panel.glass.height
    return Frame(
        panel.glass, panel.palette, chance.randbytes(count).translate(PURE if pure else GREYS)
    )


def pasted(below: Frame, above: Frame, area: Rect) -> Frame:
    """`below` with an area of `above`."""
    under, over = (Image.frombytes("L", one.size, one.pixels) for one in (below, above))
    box = (area.x, area.y, area.right, area.bottom)
    under.paste(over.crop(box), box)
    return replace(below, pixels=under.tobytes())


def of(panel: Panel, *, strict: bool = True) -> WordPanel:
    found = simulated(panel, strict=strict)
    assert isinstance(found, WordPanel)
    return found


def chip_of(wires: WordPanel) -> It8951:
    assert isinstance(wires.chip, It8951)
    return wires.chip


def show(wires: WordPanel, panel: Panel, frame: Frame, how: How, before: Frame | None) -> None:
    steps = driver(panel)
    play(steps.show(panel, frame, how, before), steps.rest(panel), wires, panel.name)


def waveforms(wires: WordPanel) -> list[str]:
    return [refresh.waveform for refresh in wires.film.refreshes]


# The round trip


@settings(max_examples=12)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(KINDS), max_size=6))
def test_whatever_was_shown_how_in_which_order_stands_on_the_glass(
    seed: int, order: list[str]
) -> None:
    chance, wires = Random(seed), of(SMALL)
    before = noise(SMALL, chance)
    show(wires, SMALL, before, Full(), None)
    for kind in order:
        new = noise(SMALL, chance, pure=chance.random() < 0.5)
        how: How = {"full": Full(), "fast": Fast()}.get(kind, Full())
        if kind in ("partial", "swift"):
            areas = (Rect(16, chance.randrange(20), 32, 3), Rect(0, 23, 64, 1))
            for area in areas:
                new = pasted(before, new, area) if area == areas[0] else new
            how = Partial(areas[:1], swift=kind == "swift")
        if kind == "cut":
            wires.lose_power()
        show(wires, SMALL, new, how, before)
        assert (wires.shown, wires.asleep, wires.complaints) == (new, True, [])
        before = new


@pytest.mark.parametrize("name", NAMES)
def test_every_panel_of_the_catalogue_shows_what_it_is_sent(name: str) -> None:
    panel = replace(catalog.panel(name), vcom_mv=2060)
    wires, chance = of(panel), Random(name)
    first, second = noise(panel, chance), noise(panel, chance)
    show(wires, panel, first, Full(), None)
    assert wires.shown == first
    area = Rect(panel.glass.width - 32, 101, 32, 50)
    third = pasted(second, noise(panel, chance), area)
    show(wires, panel, second, Fast(), first)
    show(wires, panel, third, Partial((area,)), second)
    assert wires.shown == third
    assert waveforms(wires) == ["INIT", "GC16", "GL16", "GL16"]


def test_each_refresh_takes_the_gentlest_waveform_that_can_do_it() -> None:
    chance, wires = Random(1), of(SMALL)
    grey, pure, other = noise(SMALL, chance), *(noise(SMALL, chance, pure=True) for _ in "ab")
    area = Rect(16, 4, 16, 8)
    show(wires, SMALL, grey, Full(), None)
    show(wires, SMALL, pure, Fast(), grey)
    show(wires, SMALL, other, Fast(), pure)
    show(wires, SMALL, pasted(other, pure, area), Partial((area,)), other)
    show(wires, SMALL, other, Partial((area,), swift=True), pasted(other, pure, area))
    show(wires, SMALL, pasted(other, grey, area), Partial((area,)), other)
    show(wires, SMALL, grey, Full(), pasted(other, grey, area))
    assert waveforms(wires) == ["INIT", "GC16", "GL16", "DU", "DU", "A2", "GL16", "GC16"]


def test_ghosts_are_counted_where_they_arise_and_go_with_black_and_white_flashes() -> None:
    chance, wires = Random(2), of(SMALL)
    first, area = noise(SMALL, chance), Rect(0, 0, 16, 1)
    second = pasted(first, noise(SMALL, chance), area)
    show(wires, SMALL, first, Full(), None)
    show(wires, SMALL, second, Partial((area,)), first)
    show(wires, SMALL, first, Partial((area,)), second)
    assert wires.film.ghosts == bytearray([2] * 16 + [0] * (64 * 24 - 16))
    show(wires, SMALL, second, Full(), first)
    assert not any(wires.film.ghosts)


def test_a_board_that_lost_its_supply_drives_all_of_its_glass_instead_of_a_part() -> None:
    chance, wires = Random(3), of(SMALL)
    first, second = noise(SMALL, chance, pure=True), noise(SMALL, chance, pure=True)
    show(wires, SMALL, first, Full(), None)
    wires.lose_power()
    show(wires, SMALL, second, Partial((Rect(0, 0, 16, 1),)), first)
    assert (waveforms(wires)[-1], wires.shown) == ("GC16", second)


def test_a_firmware_whose_hrdy_rises_before_the_glass_is_driven_is_waited_for() -> None:
    chance, wires = Random(4), of(SMALL)
    chip_of(wires).engine.holds = False
    first = noise(SMALL, chance)
    show(wires, SMALL, first, Full(), None)
    assert wires.shown == first
    assert wires.now() > 2.0 + BIG.seconds.full


def test_a_transfer_that_fails_half_way_leaves_a_board_that_the_next_full_refresh_cures() -> None:
    chance, wires = Random(9), of(SMALL)
    first = noise(SMALL, chance)
    show(wires, SMALL, first, Full(), None)
    torn = Torn(wires, after=300)
    with pytest.raises(PanelError, match=r"the bus failed \(cable\)"):
        show(torn, SMALL, noise(SMALL, chance), Fast(), first)
    assert (torn.asleep, torn.complaints) == (True, [])
    last = noise(SMALL, chance)
    show(wires, SMALL, last, Full(), None)
    assert wires.shown == last


def test_a_simulated_board_keeps_its_memory_from_one_refresh_to_the_next(tmp_path: Path) -> None:
    chance = Random(10)
    way = Simulation(SMALL, 0, tmp_path / "glass.png", tmp_path / "lock")
    first, area = noise(SMALL, chance, pure=True), Rect(32, 2, 16, 3)
    second = pasted(first, noise(SMALL, chance, pure=True), area)
    way.open()(first, Full(), None)
    way.open()(second, Partial((area,)), first)
    assert way.film is not None
    assert [refresh.waveform for refresh in way.film.refreshes] == ["INIT", "GC16", "DU"]
    assert way.film.frame() == second


# The words of one refresh: GregDMeyer/IT8951's interface.py and Waveshare's EPD_IT8951.c, which
# send these commands; 6000 goes before a command, 0000 before data, 1000 before an answer.

ANSWERED = "1000 " + "0000 " * 20 + "0000"
SETUP = f"""
6000 0302 | {ANSWERED}
6000 0011 | 0000 0004 | 0000 0001
6000 0039 | 0000 0001 | 0000 05dc
6000 0039 | 0000 0000 | 1000 0000 0000
"""
PLACE = """
6000 0011 | 0000 020a | 0000 0011
6000 0011 | 0000 0208 | 0000 9f00
6000 0011 | 0000 1250 | 0000 00f0
"""
FULL = f"""
6000 0001
{SETUP}
{PLACE}
6000 0021 | 0000 0120 | 0000 0000 | 0000 0000 | 0000 0010 | 0000 0002
0000 ffff ffff ffff ffff ffff ffff ffff ffff
6000 0022
6000 0034 | 0000 0000 | 0000 0000 | 0000 0010 | 0000 0002 | 0000 0000
6000 0010 | 0000 1224 | 1000 0000 0000
6000 0021 | 0000 0120 | 0000 0000 | 0000 0000 | 0000 0010 | 0000 0002
0000 0123 4567 89ab cdef fedc ba98 7654 3210
6000 0022
6000 0034 | 0000 0000 | 0000 0000 | 0000 0010 | 0000 0002 | 0000 0002
6000 0010 | 0000 1224 | 1000 0000 0000
6000 0003
"""
# One row of one bit a pixel, lowest bit first, which says that it has eight: 8bpp, x/8, w/8.
PART = f"""
6000 0001
6000 0010 | 0000 1250 | 1000 0000 0000
{SETUP}
{PLACE}
6000 0021 | 0000 0130 | 0000 0000 | 0000 0001 | 0000 0002 | 0000 0001
0000 0880
6000 0022
6000 0010 | 0000 113a | 1000 0000 0000
6000 0011 | 0000 113a | 0000 0004
6000 0034 | 0000 0000 | 0000 0001 | 0000 0010 | 0000 0001 | 0000 0001
6000 0010 | 0000 1224 | 1000 0000 0000
6000 0011 | 0000 113a | 0000 0000
6000 0003
"""


class Tap(WordPanel):
    """Wires that remember what went over them; a register's poll once."""

    def __init__(self, panel: WordPanel) -> None:
        super().__init__(panel.chip, panel.film, panel.clock, panel.referee, supplied=False)
        self.sent: list[str] = []

    def transfer(self, data: bytes, *, slow: bool = False) -> bytes:
        self.sent.append(data.hex(" ", 2))
        came = super().transfer(data, slow=slow)
        poll = ["6000 0010", "0000 1224", "1000 0000 0000"]
        if self.sent[-6:] == 2 * poll:
            del self.sent[-3:]
        return came


class Torn(WordPanel):
    """Wires that fail once, after so many bytes."""

    def __init__(self, panel: WordPanel, after: int) -> None:
        super().__init__(panel.chip, panel.film, panel.clock, panel.referee, supplied=False)
        self.left = after

    def transfer(self, data: bytes, *, slow: bool = False) -> bytes:
        whole = self.left <= 0 or self.left > len(data)
        self.left -= len(data)
        came = super().transfer(data if whole else data[:-2], slow=slow)
        if not whole:
            self.set("cs0", level=True)
            raise OSError(5, "cable")
        return came


def lines(text: str) -> list[str]:
    return [part.strip() for line in text.split("\n") for part in line.split("|") if part.strip()]


def test_the_words_of_a_full_refresh_of_a_glass_that_nobody_knows() -> None:
    rising = bytes(range(16))
    tap = Tap(of(TINY))
    show(tap, TINY, Frame(TINY.glass, TINY.palette, rising + rising[::-1]), Full(), None)
    assert tap.sent == lines(FULL)


def test_the_words_of_a_partial_refresh_in_black_and_white() -> None:
    tap = Tap(of(TINY))
    black = Frame(TINY.glass, TINY.palette, bytes(32))
    two = bytearray(32)
    two[16 + 3] = two[16 + 15] = 15
    show(tap, TINY, black, Full(), None)
    tap.sent.clear()
    new = replace(black, pixels=bytes(two))
    show(tap, TINY, new, Partial((Rect(0, 1, 16, 1),)), black)
    assert tap.sent == lines(PART)
    assert tap.shown == new


# What a technician is told


def test_without_its_voltage_a_panel_says_where_that_is_printed() -> None:
    panel = replace(SMALL, vcom_mv=None)
    with pytest.raises(PanelError, match=r'vcom = "-1.50 V".*printed.*cable'):
        show(of(panel), panel, noise(panel, Random(5)), Full(), None)


def test_a_board_with_another_glass_says_which_model_to_write() -> None:
    wires, wrong = of(BIG), replace(catalog.panel("waveshare-9in7-it8951"), vcom_mv=1500)
    with pytest.raises(
        PanelError, match=r"1872x1404, not 1200x825.*of that size, of `kiosk panel list`"
    ):
        show(wires, wrong, noise(wrong, Random(6)), Full(), None)
    assert wires.asleep


@pytest.mark.parametrize("word", [0x0000, 0xFFFF])
def test_a_silent_board_points_at_its_switch_and_wire(word: int) -> None:
    with pytest.raises(PanelError, match=r"answers nothing.*MISO.*SPI"):
        recognised(SMALL, [word] * 20)


def answered(answers: dict[int, int]) -> None:
    """Play a full refresh to a board that gives each register, and VCOM (0), one value for ever."""
    steps = driver(SMALL).show(SMALL, noise(SMALL, Random(7)), Full(), None)
    step, asked = next(steps), 0
    while True:
        if isinstance(step, Order):
            asked = step.words[0] if step.words else 0
        words: tuple[int, ...] = ()
        if isinstance(step, Read):
            words = (answers[asked],) if step.count == 1 else (64, 24, 0x9F00, 0x11, *[0] * 16)
        step = steps.send(words)


def test_a_voltage_that_does_not_stay_is_an_error() -> None:
    with pytest.raises(PanelError, match=r"set to -1500 mV and reads -2000 mV"):
        answered({0: 2000})


def test_engines_that_never_rest_are_an_error() -> None:
    with pytest.raises(PanelError, match=r"still work after 6 s.*supply"):
        answered({0: 1500, 0x1224: 1})


@pytest.mark.parametrize(
    ("version", "number"), [("M641", 4), ("M841", 6), ("M841_TFA5210", 6), ("", 6)]
)
@pytest.mark.parametrize("order", ["big", "little"])
def test_the_number_of_the_swiftest_waveform_depends_on_their_version(
    version: str, number: int, order: Literal["big", "little"]
) -> None:
    letters = version.encode().ljust(16, b"\0")
    words = [int.from_bytes(letters[at : at + 2], order) for at in range(0, 16, 2)]
    assert recognised(SMALL, [64, 24, 0x9F00, 0x11, *[0] * 8, *words]).a2 == number


# What the simulated chip understands of others' drivers


def started(*, strict: bool = True) -> WordPanel:
    """A chip that is ready for pictures, after a wipe."""
    wires = of(SMALL, strict=strict)
    wires.order(0x0011, 0x0004, 1)
    wires.order(0x0039, 1, 1500)
    wires.order(0x0034, 0, 0, 64, 24, 0)
    wires.sleep(3)
    return wires


def packed(levels: list[int], depth: int, *, little: bool) -> bytes:
    """Words of pixels; the little ones count from their low end."""
    room = 4 if depth == 3 else depth
    per = 16 // room
    out = b""
    for at in range(0, len(levels), per):
        part = [level << room - depth for level in levels[at : at + per]]
        part = part[::-1] if little else part
        out += sum(value << 16 - room * (n + 1) for n, value in enumerate(part)).to_bytes(2, "big")
    return out


@pytest.mark.parametrize("little", [False, True])
@pytest.mark.parametrize("depth", [2, 3, 4, 8])
def test_pictures_come_with_any_bits_a_pixel_and_from_either_end_of_words(
    *, depth: int, little: bool
) -> None:
    chance, wires, top = Random(depth), started(), (1 << depth) - 1
    levels = [chance.randint(0, top) for _ in range(64 * 24)]
    code = {2: 0, 3: 1, 4: 2, 8: 3}[depth]
    wires.order(0x0020, (0 if little else 0x100) | code << 4)
    wires.load(packed(levels, depth, little=little))
    wires.order(0x0022)
    wires.order(0x0037, 0, 0, 64, 24, 2, BUFFER & 0xFFFF, BUFFER >> 16)
    assert list(wires.shown.pixels) == [level * 255 // top >> 4 for level in levels]


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_pictures_may_be_turned_on_their_way_into_the_memory(turn: int) -> None:
    wires = started()
    size = (24, 64) if turn % 2 else (64, 24)
    levels = Random(turn).choices(range(16), k=64 * 24)
    wires.order(0x0021, 0x120 | turn, 0, 0, *size)
    wires.load(packed(levels, 4, little=False))
    wires.order(0x0022)
    wires.order(0x0034, 0, 0, 64, 24, 2)
    to_left = {1: 90, 2: 180, 3: 270}[turn]
    turned = Image.frombytes("L", size, bytes(levels)).rotate(to_left, expand=True)
    assert wires.shown.pixels == turned.tobytes()


def test_memory_may_be_written_and_read_in_bursts() -> None:
    wires = started()
    at = (BUFFER & 0xFFFF, BUFFER >> 16)
    wires.order(0x0014, *at, 2, 0)
    wires.load(bytes([0x10, 0x20, 0x30, 0x40]))
    wires.order(0x0015)
    wires.order(0x0012, *at, 2, 0)
    wires.order(0x0013)
    assert wires.read(2) == (0x1020, 0x3040)
    wires.order(0x0015)
    wires.order(0x0034, 0, 0, 4, 1, 2)
    assert list(wires.shown.pixels[:4]) == [2, 1, 4, 3]


def test_words_may_come_byte_by_byte_with_the_select_held_and_hrdy_seen_between() -> None:
    wires = started()
    wires.order(0x0010)
    while not wires.busy():
        wires.sleep(0.001)
    for byte in (0x00, 0x00, 0x02, 0x0A):
        wires.set("cs0", level=False)
        wires.transfer(bytes([byte]))
        assert wires.busy()
    wires.set("cs0", level=True)
    assert wires.read(1) == (BUFFER >> 16,)


def test_a_driver_may_leave_the_select_to_spi_which_drives_it_for_each_transfer() -> None:
    wires = of(TINY)
    for block in (b"\x60\x00\x00\x10", b"\x00\x00\x02\x0a"):
        wires.transfer(block)
        wires.sleep(1)
    assert wires.transfer(b"\x10\x00" + bytes(4))[4:] == (BUFFER >> 16).to_bytes(2, "big")
    with pytest.raises(RefusedError, match="the middle of a preamble"):
        wires.transfer(b"\x60")


def test_all_arguments_may_come_in_one_transfer_with_the_first_words_of_the_picture() -> None:
    wires = started()
    wires.order(0x0021)
    wires.load(bytes.fromhex("0120 0000 0000 0004 0001 01ab"))
    wires.order(0x0022)
    wires.order(0x0034)
    wires.load(bytes.fromhex("0000 0000 0004 0001 0002"))
    assert list(wires.shown.pixels[:4]) == [0, 1, 10, 11]


def test_a_grey_that_a_waveform_cannot_reach_is_noted_and_done_as_a_chip_would() -> None:
    wires = started()
    wires.order(0x0021, 0x120, 0, 0, 4, 1)
    wires.load(b"\x0a\xf5")
    wires.order(0x0022)
    wires.order(0x0034, 0, 0, 4, 1, 1)
    assert wires.complaints == ["DU to greys, which it cannot reach"]
    assert list(wires.shown.pixels[:4]) == [0, 15, 15, 0]


# What it refuses


def loaded(wires: WordPanel, area: Rect, data: bytes) -> None:
    wires.order(0x0021, 0x120, *area)
    wires.load(data)
    wires.order(0x0022)


def grey(wires: WordPanel) -> None:
    """All of the glass, in one grey."""
    loaded(wires, Rect(0, 0, 64, 24), b"\x77" * (64 * 12))
    wires.order(0x0034, 0, 0, 64, 24, 2)


def while_hrdy_is_low(wires: WordPanel) -> None:
    wires.set("reset", level=False)
    wires.set("reset", level=True)
    wires.set("cs0", level=False)
    wires.transfer(b"\x60\x00\x00\x01")


def in_reset(wires: WordPanel) -> None:
    wires.set("reset", level=False)
    wires.set("cs0", level=False)
    wires.transfer(b"\x60\x00")


def half_a_word(wires: WordPanel) -> None:
    wires.set("cs0", level=False)
    wires.transfer(b"\x60\x00\x00")
    wires.set("cs0", level=True)


def no_preamble(wires: WordPanel) -> None:
    wires.set("cs0", level=False)
    wires.transfer(b"\x12\x34")


def in_standby(wires: WordPanel) -> None:
    wires.order(0x0002)
    wires.order(0x0034, 0, 0, 64, 24, 2)


def a_reset_meanwhile(wires: WordPanel) -> None:
    grey(wires)
    wires.set("reset", level=False)


def sleep_meanwhile(wires: WordPanel) -> None:
    chip_of(wires).engine.holds = False
    grey(wires)
    wires.order(0x0003)


def no_vcom(wires: WordPanel) -> None:
    wires.lose_power()
    wires.order(0x0034, 0, 0, 64, 24, 0)


def never_loaded(wires: WordPanel) -> None:
    wires.lose_power()
    wires.order(0x0039, 0)
    wires.order(0x0034, 0, 0, 64, 24, 2)


def an_unknown_glass(wires: WordPanel) -> None:
    wires.lose_power()
    wires.order(0x0011, 0x0004, 1)
    wires.order(0x0039, 0)
    loaded(wires, Rect(0, 0, 4, 1), b"\xf0\xf0")
    wires.order(0x0034, 0, 0, 4, 1, 1)


def unpacked(wires: WordPanel) -> None:
    wires.order(0x0011, 0x0004, 0)
    wires.order(0x0020, 0x120)


def a2_from_grey(wires: WordPanel) -> None:
    grey(wires)
    loaded(wires, Rect(0, 0, 4, 1), b"\xf0\xf0")
    wires.order(0x0034, 0, 0, 4, 1, 6)


def bits_between_bytes(wires: WordPanel) -> None:
    wires.order(0x0011, 0x113A, 4)
    wires.order(0x0034, 4, 0, 8, 1, 1)


def unasked(wires: WordPanel) -> None:
    wires.order(0x0001)
    wires.load(b"\0\0")


def no_end(wires: WordPanel) -> None:
    wires.order(0x0020, 0x120)
    wires.load(b"\0\0")
    wires.order(0x0034, 0, 0, 64, 24, 2)


REFUSALS: dict[str, tuple[Callable[[WordPanel], object], str]] = {
    "busy": (while_hrdy_is_low, "while HRDY is low"),
    "reset": (in_reset, "while the reset line is low"),
    "half": (half_a_word, "middle of a word"),
    "preamble": (no_preamble, "1234 is no preamble"),
    "unselected": (lambda wires: wires.transfer(b"\0\0"), "not selected"),
    "standby": (in_standby, "DPY_AREA while asleep"),
    "reset driven": (a_reset_meanwhile, "reset while the glass is driven"),
    "sleep driven": (sleep_meanwhile, "sleep while the glass is driven"),
    "command": (lambda wires: wires.order(0x0099), "0x0099 is no command"),
    "arguments": (lambda wires: (wires.order(0x0034, 0), wires.order(0x0001)), "got 1 of 5"),
    "unasked data": (unasked, "no command asked for"),
    "unasked answer": (lambda wires: wires.read(1), "nothing to say"),
    "too many": (lambda wires: loaded(wires, Rect(0, 0, 4, 1), bytes(4)), "has 2 bytes, not 4"),
    "too few": (lambda wires: loaded(wires, Rect(0, 0, 8, 1), bytes(2)), "4 bytes, only 2 came"),
    "no end": (no_end, "not ended with LD_IMG_END"),
    "unpacked": (unpacked, "I80CPCR"),
    "load outside": (lambda wires: wires.order(0x0021, 0x120, 60, 0, 8, 1), "outside"),
    "show outside": (lambda wires: wires.order(0x0034, 60, 0, 8, 1, 2), "outside"),
    "nibbles": (lambda wires: wires.order(0x0021, 0x120, 2, 0, 4, 1), "columns miss words"),
    "pairs": (lambda wires: wires.order(0x0021, 0x100, 4, 0, 8, 1), "columns miss words"),
    "bits": (bits_between_bytes, "bytes of a bit a pixel"),
    "no vcom": (no_vcom, "before anybody set or looked at VCOM"),
    "bad vcom": (lambda wires: wires.order(0x0039, 1, 6000), "VCOM of -6000 mV"),
    "never loaded": (never_loaded, "never loaded"),
    "unknown glass": (an_unknown_glass, "DU on a glass that the chip does not know"),
    "A2": (a2_from_grey, "A2 from greys"),
    "mode": (lambda wires: wires.order(0x0034, 0, 0, 64, 24, 9), "9 is no waveform"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_a_chip_would_not_do_or_would_harm_its_glass_is_refused(case: str) -> None:
    move, says = REFUSALS[case]
    wires = started()
    with pytest.raises(RefusedError, match=says):
        move(wires)


def test_a_supply_that_fails_during_a_refresh_leaves_an_unknown_picture() -> None:
    wires = started()
    grey(wires)
    wires.lose_power()
    assert not wires.film.known
