"""UC8179: the driver's bytes, and a simulated chip that shows them and refuses what would harm."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from panelwires import send, written

from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.panels import catalog
from kiosk.panels.bus import play
from kiosk.panels.drive import driver
from kiosk.panels.panel import Panel
from kiosk.panels.sim import waveform
from kiosk.panels.sim.build import simulated
from kiosk.panels.sim.referee import RefusedError
from kiosk.panels.sim.serial import SerialPanel
from kiosk.panels.steps import Fast, Full, How, Partial

MONO = catalog.panel("waveshare-7in5-v2")
GREY = catalog.panel("waveshare-7in5-v2-grey4")
RED = catalog.panel("waveshare-7in5-b-v2")
YELLOW = replace(RED, name="yellow", palette=catalog.palette("bwy"))
GLASS = Rect(0, 0, 800, 480)
K, W, R = 0, 1, 2
few = settings(max_examples=6)
seeds = st.integers(0, 2**32)

# The least that a chip wants for a white picture; epd7in5_V2.py: init() and Clear().
READY = "04; wait; 00: 1f; 50: 10 07"
WHITE = "10: ff*48000; 13: 00*48000"
SHOW_WHITE = f"{READY}; {WHITE}; 12; wait"
# init_part() and the beginning of display_Partial().
PART = "reset; 00: 1f; 04; wait; e0: 02; e5: 6e; 50: a9 07"
# 8x2 pixels at 16,4.
WINDOW = "91; 90: 00 10 00 17 00 04 00 05 01"
ASLEEP = "02; wait; 07: a5"


def random_frame(panel: Panel, seed: int) -> Frame:
    inks = len(panel.palette.inks)
    table = bytes(value % inks for value in range(256))
    pixels = Random(seed).randbytes(panel.size.width * panel.size.height).translate(table)
    return Frame(panel.size, panel.palette, pixels)


def plain(panel: Panel, ink: int, *others: tuple[int, int]) -> Frame:
    """One ink everywhere but at the places of `others`, counted in reading order."""
    pixels = bytearray([ink]) * (panel.size.width * panel.size.height)
    for place, other in others:
        pixels[place] = other
    return Frame(panel.size, panel.palette, bytes(pixels))


def with_area(frame: Frame, area: Rect, other: Frame) -> Frame:
    pixels = bytearray(frame.pixels)
    for row in range(area.y, area.bottom):
        part = slice(row * 800 + area.x, row * 800 + area.right)
        pixels[part] = other.pixels[part]
    return replace(frame, pixels=bytes(pixels))


def show(panel: Panel, glass: SerialPanel, frame: Frame, how: How, before: Frame | None) -> None:
    chip = driver(panel)
    play(chip.show(panel, frame, how, before), chip.rest(panel), glass, panel.name)
    assert glass.shown == frame
    assert glass.asleep


@st.composite
def areas(draw: st.DrawFn) -> Rect:
    left, right = sorted(draw(st.lists(st.integers(0, 100), min_size=2, max_size=2, unique=True)))
    top, bottom = sorted(draw(st.lists(st.integers(0, 480), min_size=2, max_size=2, unique=True)))
    return Rect(8 * left, top, 8 * (right - left), bottom - top)


hows = st.one_of(
    st.just(Full()),
    st.just(Fast()),
    st.lists(areas(), min_size=1, max_size=2).map(lambda found: Partial(tuple(found))),
)


@few
@given(seeds, st.lists(hows, min_size=2, max_size=4))
def test_the_glass_shows_every_frame_of_a_sequence_with_sleeps_between(
    seed: int, sequence: list[How]
) -> None:
    glass = simulated(MONO)
    before = glass.shown
    for number, how in enumerate(sequence):
        new = random_frame(MONO, seed + number)
        if isinstance(how, Partial):
            old, other = before, new
            new = old
            for area in how.areas:
                new = with_area(new, area, other)
        show(MONO, glass, new, how, before)
        before = new
    assert glass.complaints == []


@few
@given(seeds)
@pytest.mark.parametrize("panel", [GREY, RED, YELLOW], ids=lambda panel: panel.name)
def test_greys_and_a_third_ink_are_shown(panel: Panel, seed: int) -> None:
    glass = simulated(panel)
    for number in range(2):
        show(panel, glass, random_frame(panel, seed + number), Full(), None)
    assert glass.complaints == []


def lines(script: str) -> list[str]:
    return [line.strip() for line in script.strip().splitlines()]


SLEEP = """50: f7
02
pause 0.1
wait power off
07: a5"""
REFRESH = """12
pause 0.1
wait refresh"""


@pytest.mark.parametrize(
    ("panel", "how", "frame", "script"),
    [
        pytest.param(
            MONO,
            Full(),
            plain(MONO, W, (0, K)),
            # epd7in5_V2.py: init(), display(), sleep()
            f"""reset
            06: 17 17 28 17
            01: 07 07 28 17
            04
            pause 0.2
            wait power on
            00: 1f
            61: 03 20 01 e0
            15: 00
            50: 10 07
            60: 22
            10: 7f ff*47999
            13: 80 00*47999
            {REFRESH}
            {SLEEP}""",
            id="full",
        ),
        pytest.param(
            MONO,
            Fast(),
            plain(MONO, W, (0, K)),
            # epd7in5_V2.py: init_fast(), display(), sleep()
            f"""reset
            00: 1f
            50: 10 07
            04
            pause 0.2
            wait power on
            06: 27 27 18 17
            e0: 02
            e5: 5a
            10: 7f ff*47999
            13: 80 00*47999
            {REFRESH}
            {SLEEP}""",
            id="fast",
        ),
        pytest.param(
            MONO,
            Partial((Rect(8, 1, 16, 1), Rect(0, 479, 8, 1))),
            plain(MONO, W, (808, K), (823, K)),
            # epd7in5_V2.py: init_part(), sleep(); the window, both pictures and 92 as in
            # GxEPD2_750_GDEY075T7.cpp: _setPartialRamArea(), writeImageToPrevious(), refresh()
            f"""reset
            00: 1f
            04
            pause 0.2
            wait power on
            e0: 02
            e5: 6e
            50: a9 07
            91
            90: 00 08 00 17 00 01 00 01 01
            10: ff ff
            13: 7f fe
            {REFRESH}
            92
            91
            90: 00 00 00 07 01 df 01 df 01
            10: ff
            13: ff
            {REFRESH}
            92
            {SLEEP}""",
            id="partial",
        ),
        pytest.param(
            GREY,
            Full(),
            plain(GREY, 3, (0, 0), (1, 1), (2, 2)),
            # epd7in5_V2.py: init_4Gray(), display_4Gray(), sleep(); black, dark, light, white
            f"""reset
            00: 1f
            50: 10 07
            04
            pause 0.2
            wait power on
            06: 27 27 18 17
            e0: 02
            e5: 5f
            10: a0 00*47999
            13: c0 00*47999
            {REFRESH}
            {SLEEP}""",
            id="grey",
        ),
        pytest.param(
            RED,
            Full(),
            plain(RED, W, (0, K), (1, R)),
            # epd7in5b_V2.py: init(), display(), sleep(); the order of 01 and 06 and the floating
            # border as in epd7in5_V2.py; 0x10 is white under red: 0x13 alone counts there
            f"""reset
            06: 17 17 28 17
            01: 07 07 3f 3f
            04
            pause 0.2
            wait power on
            00: 0f
            61: 03 20 01 e0
            15: 00
            50: 11 07
            60: 22
            10: 7f ff*47999
            13: 40 00*47999
            {REFRESH}
            {SLEEP}""",
            id="three inks",
        ),
    ],
)
def test_the_exact_bytes(panel: Panel, how: How, frame: Frame, script: str) -> None:
    assert written(driver(panel).show(panel, frame, how, plain(panel, W))) == lines(script)


def test_the_bytes_that_lay_a_panel_to_rest() -> None:
    assert written(driver(MONO).rest(MONO)) == ["reset", "07: a5"]


def test_a_partial_refresh_wants_the_picture_before_and_whole_bytes() -> None:
    frame = plain(MONO, W)
    with pytest.raises(ValueError, match="needs the picture that the glass shows"):
        list(driver(MONO).show(MONO, frame, Partial((GLASS,)), None))
    with pytest.raises(ValueError, match="whole bytes"):
        list(driver(MONO).show(MONO, frame, Partial((Rect(4, 0, 8, 1),)), frame))


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("04; 00: 1f", "0x00 while busy"),
        (f"{READY}; {WHITE}; 12; 13: 00", "0x13 while busy"),
        (f"{SHOW_WHITE}; {ASLEEP}; 04", "0x04 while asleep: only a reset wakes the chip"),
        ("off; 04", "bytes without a supply"),
        ("aa: 49", "0xAA is no command of this chip"),
        ("e0: 02 02", "0xE0 (CCSET) takes 1 bytes, not 2"),
        ("e0: 02; wait; e0; 04", "0xE0 (CCSET) got 0 bytes of 1"),
        ("61: 03 20 01; 04", "0x61 (TRES) got 3 bytes of 4"),
        ("13: 00*47999; 12", "0x13 (DTM2) got 47999 bytes of 48000"),
        ("13: 00*48001", "0x13 (DTM2) takes 48000 bytes, not 48001"),
        (f"{PART}; {WINDOW}; 13: 00*3; 12", "0x13 (DTM2) got 3 bytes of 2"),
        (f"{PART}; {WINDOW}; 13: 00*48001", "0x13 (DTM2) takes 2 bytes, not 48001"),
        ("61: 03 20 02 58", "TRES says another size than 800x480"),
        ("91; 90: 03 20 03 27 00 00 00 01 01", "a window from 800,0 to 807,1 on 800x480"),
        ("00: 1d", "PSR says 1D: no glass works without its boosters"),
        ("00: 1e", "PSR says 1E"),
        (f"{READY}; {WHITE}; 17: a6", "AUTO wants A5 or A7, not a6"),
        (f"{READY}; {WHITE}; 17: a5; pause 1; reset", "a reset during a refresh"),
        (f"{READY}; {WHITE}; 17: a7; wait; 04", "0x04 while asleep"),
        (f"{WHITE}; 12", "a refresh without power"),
        (f"{SHOW_WHITE}; {ASLEEP}; reset; {WHITE}; 12", "a refresh without power"),
        (f"{SHOW_WHITE}; 02; wait; 12", "a refresh without power"),
        (f"{READY}; 12", "a memory (0x13) that was not written"),
        (f"{READY}; e0: 02; e5: 5f; 13: 00*48000; 12", "a memory (0x10) that was not written"),
        (f"04; wait; 00: 0f; {WHITE}; 12; wait; 13: 80*48000; 12", "without any"),
        (f"{READY}; {WHITE}; 12; pause 1; reset", "a reset during a refresh"),
        (f"{SHOW_WHITE}; 07: a5", "POF (0x02) comes first"),
        (f"{SHOW_WHITE}; 02; wait; 07: 5a", "deep sleep wants A5, not 5a"),
        (f"{PART}; {WINDOW}; 13: 00*2; 12", "nobody knows the old picture"),
        (f"{SHOW_WHITE}; {ASLEEP}; {PART}; {WINDOW}; 13: 00*2; 12", "nobody knows the old picture"),
        (f"{SHOW_WHITE}; off; on; {PART}; {WINDOW}; 13: 00*2; 12", "nobody knows the old picture"),
        (f"{SHOW_WHITE}; {PART}; {WINDOW}; 10: 00*2; 13: ff*2; 12", "not the one on the glass"),
        (f"{READY}; {WHITE}; e0: 02; e5: 5f; 12", "described without greys"),
    ],
)
def test_what_a_chip_would_refuse_is_refused(script: str, says: str) -> None:
    with pytest.raises(RefusedError) as caught:
        send(simulated(MONO), script)
    assert says in str(caught.value)


def test_bytes_for_nobody_are_refused() -> None:
    glass = simulated(MONO)
    glass.set("cs0", level=True)
    with pytest.raises(RefusedError, match="no chip is selected"):
        glass.transfer(b"\x04")
    with pytest.raises(RefusedError, match="1 data bytes before any command"):
        glass.data(b"\x04")
    send(glass, "04; wait")
    with pytest.raises(RefusedError, match=r"0x04 \(PON\) takes 0 bytes, not 1"):
        glass.data(b"\x04")
    glass.set("reset", level=False)
    with pytest.raises(RefusedError, match="while the reset line is low"):
        glass.command(0x04)
    with pytest.raises(ValueError, match="there is no line 'cs1'; there are reset, dc, power, cs0"):
        glass.set("cs1", level=False)


def test_a_driver_may_leave_the_select_to_spi() -> None:
    glass = simulated(MONO)
    for high, block in (
        (False, b"\x61"),
        (True, b"\x03\x20"),
        (True, b"\x01\xe0"),
        (False, b"\x04"),
    ):
        glass.set("dc", level=high)
        glass.transfer(block)
    assert not glass.busy()
    assert glass.complaints == []


def test_power_may_go_on_again_while_it_still_goes_off() -> None:
    glass = send(simulated(MONO), f"{SHOW_WHITE}; 02; 04; wait; {WHITE}; 12; wait")
    assert len(glass.film.refreshes) == 2


def test_a_chip_that_sleeps_wakes_when_the_reset_line_rises() -> None:
    glass = send(simulated(MONO), f"{SHOW_WHITE}; {ASLEEP}")
    glass.set("reset", level=False)  # as drivers leave it when they end (epdconfig.py)
    assert glass.asleep
    glass.set("reset", level=True)
    assert not glass.asleep


@pytest.mark.parametrize(
    ("psr", "area", "shown"),
    [
        ("1f", Rect(16, 4, 8, 2), [K] * 8 + [W] * 4 + [K] * 4),
        ("1b", Rect(776, 4, 8, 2), [K] * 8 + [K] * 4 + [W] * 4),
        ("17", Rect(16, 474, 8, 2), [W] * 4 + [K] * 4 + [K] * 8),
        ("13", Rect(776, 474, 8, 2), [K] * 4 + [W] * 4 + [K] * 8),
    ],
)
def test_psr_may_turn_the_order_of_rows_and_columns(psr: str, area: Rect, shown: list[int]) -> None:
    part = PART.replace("00: 1f", f"00: {psr}")
    glass = send(simulated(MONO), f"{SHOW_WHITE}; {part}; {WINDOW}; 13: 00 f0; 12; wait")
    assert glass.film.cut(area) == bytes(shown)
    assert glass.shown.pixels.count(K) == 12
    assert glass.film.refreshes[-1].areas == (area,)


def test_one_command_may_switch_on_refresh_and_switch_off() -> None:
    glass = send(simulated(MONO), "00: 1f; 50: 10 07; 13: ff*48000; 17: a5; wait")
    assert glass.now() == pytest.approx(0.14 + 4.2 + 0.042, abs=0.05)
    assert glass.shown == plain(MONO, K)
    send(glass, "07: a5")
    assert glass.asleep


def test_a_lenient_chip_notes_and_goes_on() -> None:
    glass = simulated(MONO, strict=False)
    send(glass, f"{WHITE} 00; 12; {SHOW_WHITE}; 07: a5; 04; 13: 00")
    assert [said.partition(":")[0] for said in glass.complaints] == [
        "0x13 (DTM2) takes 48000 bytes, not 48001",
        "a refresh without power",
        "deep sleep with the power on",
        "0x04 while asleep",
        "0x13 while asleep",
        "data while asleep",
    ]
    assert glass.shown == plain(MONO, W)
    assert glass.asleep


def test_a_wrong_old_picture_leaves_pixels_as_they_are() -> None:
    glass = simulated(MONO, strict=False)
    # 0x10 claims black where the glass is white, so what should become black is left alone.
    send(glass, f"{SHOW_WHITE}; {PART}; {WINDOW}; 10: 0f ff; 13: 00 0f; 12; wait")
    assert len(glass.complaints) == 1
    assert glass.film.cut(Rect(16, 4, 8, 2)) == bytes([W] * 4 + [K] * 4 + [K] * 4 + [W] * 4)


def test_a_1_is_black_or_white_as_cdi_says() -> None:
    glass = simulated(MONO)
    send(glass, f"{READY}; 10: 00*48000; 13: f0*48000; 12; wait")
    assert glass.shown.pixels == bytes([K] * 4 + [W] * 4) * 48000
    send(glass, "50: 29 07; 12; wait")
    assert glass.shown.pixels == bytes([W] * 4 + [K] * 4) * 48000


@pytest.mark.parametrize(
    ("cdi", "shown"),
    # epd7in5b_V2.py and GxEPD2_750c_GDEY075Z08.cpp
    [("11 07", [K, W, R, R]), ("13 07", [R, R, K, W]), ("10 07", [W, K, R, R])],
)
def test_what_a_bit_means_with_three_inks_is_up_to_cdi(cdi: str, shown: list[int]) -> None:
    glass = simulated(RED)
    send(glass, f"04; wait; 00: 0f; 50: {cdi}; 10: 55*48000; 13: 33*48000; 12; wait")
    assert glass.shown.pixels == bytes(shown * 2) * 48000


def test_a_reset_keeps_the_memory_and_deep_sleep_loses_it() -> None:
    # The order of Waveshare's example: init(), display(), init_part(), display_Partial().
    glass = send(simulated(MONO), f"reset; {SHOW_WHITE}; {PART}; {WINDOW}; 13: 00 ff; 12; wait")
    assert glass.film.cut(Rect(16, 4, 8, 2)) == bytes([K] * 8 + [W] * 8)
    # The chip itself keeps what it showed as the old picture, as CDI A9 asks for.
    send(glass, "13: 0f 0f; 12; wait; 92")
    assert glass.film.cut(Rect(16, 4, 8, 2)) == bytes([K] * 4 + [W] * 4) * 2
    with pytest.raises(RefusedError, match="nobody knows the old picture"):
        send(glass, f"{ASLEEP}; {PART}; {WINDOW}; 13: 00 ff; 12")


def test_a_window_may_be_sent_a_whole_picture() -> None:
    # epd7in5_V2.py: display_Partial() sends 48,000 bytes for every window.
    glass = send(simulated(MONO), f"{SHOW_WHITE}; {PART}; {WINDOW}; 13: 00 0f ff*47998; 12; wait")
    assert glass.film.cut(Rect(16, 4, 8, 2)) == bytes([K] * 12 + [W] * 4)
    assert glass.film.cut(Rect(24, 4, 8, 2)) == bytes([W] * 16)


def test_select_may_be_toggled_for_every_byte_and_the_last_one_come_late() -> None:
    glass = simulated(MONO)
    send(glass, READY)
    for code, value in ((0x10, 0xFF), (0x13, 0xFF)):
        glass.command(code)
        for _ in range(48000):
            glass.data(bytes([value]))
    glass.command(0x12)
    glass.sleep(0.01)
    glass.data(b"\0")
    send(glass, "wait; 71")
    glass.data(b"\0")  # clocks for the status
    assert glass.shown == plain(MONO, K)


def test_ghosts_are_counted_until_a_full_refresh() -> None:
    glass = simulated(MONO)
    white, here = plain(MONO, W), Rect(80, 10, 16, 2)
    for _ in range(3):
        show(MONO, glass, white, Partial((here,)), white)
    show(MONO, glass, white, Partial((Rect(88, 10, 8, 1),)), white)
    assert glass.film.ghosts[10 * 800 + 79 : 10 * 800 + 97] == bytes([0] + [3] * 8 + [4] * 8 + [0])
    assert [one.waveform for one in glass.film.refreshes] == ["partial"] * 4
    show(MONO, glass, white, Full(), None)
    assert not any(glass.film.ghosts)


def test_after_a_power_cut_in_a_refresh_only_a_full_one_is_allowed() -> None:
    glass = send(simulated(MONO), f"{READY}; {WHITE}; 12; pause 1; off; on")
    part = f"{PART}; {WINDOW}; 10: ff ff; 13: 00 00; 12; wait"
    with pytest.raises(RefusedError, match="nobody knows the old picture"):
        send(glass, part)
    send(glass, f"reset; {SHOW_WHITE}; {part}")
    assert glass.film.cut(Rect(16, 4, 8, 2)) == bytes(16)


def test_an_interrupted_refresh_takes_as_long_as_its_waveform() -> None:
    glass = send(simulated(MONO), f"{SHOW_WHITE}; e0: 02; e5: 5a; 12; wait")
    full, fast = glass.film.refreshes
    assert (full.waveform, full.seconds, full.areas) == ("full", 4.2, (GLASS,))
    assert (fast.waveform, fast.seconds) == ("fast", 1.5)
    assert fast.at - full.at == pytest.approx(4.2, abs=0.02)


def table(*groups: str) -> bytes:
    return bytes.fromhex("".join(groups)).ljust(42, b"\0")


@pytest.mark.parametrize(
    ("tables", "kind"),
    [
        # GxEPD2_750_T7.cpp; what stays is left alone.
        (("001e051e0501", "5a1e051e0501", "841e051e0501", "001e051e0501"), "partial"),
        # bb_ep.inl, epd75_init_sequence_fast: black, then white, and the other way round.
        (
            (
                "042201220101802201000001",
                "042201220101802201000001",
                "842201220101",
                "842201220101",
            ),
            "full",
        ),
        # bb_ep.inl, epd75_init_partial_gen2: straight to the new ink.
        (("801e01000001",) * 2 + ("401e01000001",) * 2, "direct"),
        # A light and a dark grey end after more and fewer frames than white and black.
        (("601010000001", "621010100401", "610610040001", "641010100001"), "grey"),
        # Groups that are never repeated, and levels for no frames.
        (("601010000000", "601010000001", "601010000001", "200010000000"), "partial"),
    ],
)
def test_own_waveforms_are_read(tables: tuple[str, ...], kind: str) -> None:
    found = {waveform.WHITE + at: table(one) for at, one in enumerate(tables)}
    assert waveform.kind(found) == kind


def test_a_refresh_with_own_waveforms_is_what_they_say() -> None:
    lut = "21: 80 1e*3 00 01; 22: 80 1e*3 00 01; 23: 40 1e*3 00 01; 24: 40 1e*3 00 01"
    glass = send(simulated(MONO), f"04; wait; 00: 3f; 50: 29 07; {lut}; 13: 0f*48000; 12; wait")
    assert glass.shown.pixels == bytes([K] * 4 + [W] * 4) * 48000
    assert glass.film.refreshes[0].waveform == "direct"
    assert set(glass.film.ghosts) == {1}
    with pytest.raises(RefusedError, match="nobody knows the old picture"):
        send(simulated(MONO), "04; wait; 00: 3f; 13: 00*48000; 12")


def test_a_partial_refresh_may_do_without_the_picture_before() -> None:
    # EPD_7in5_V2_old.c: Init_Partial() has CDI 22, which says that 0x10 does not count.
    part = "reset; 00: 1f; 04; wait; e0: 02; e5: 6e; 50: 22 07"
    glass = send(simulated(MONO), f"{part}; 13: 0f*48000; 12; wait")
    assert glass.shown.pixels == bytes([W] * 4 + [K] * 4) * 48000
    assert glass.film.refreshes[0].waveform == "direct"


def test_a_panel_of_another_size_has_its_own_windows() -> None:
    small = replace(MONO, size=Size(16, 2))
    frame = Frame(small.size, small.palette, bytes(Random(1).choices((K, W), k=32)))
    glass = simulated(small)
    show(small, glass, frame, Full(), None)
    assert glass.film.everywhere == Rect(0, 0, 16, 2)


@pytest.mark.parametrize("how", [Full(), Fast(), Partial((Rect(0, 0, 8, 8),))])
def test_a_smaller_glass_is_told_to_the_chip_with_every_waveform(how: How) -> None:
    small = replace(MONO, size=Size(160, 96))
    frame = Frame(small.glass, small.palette, bytes(160 * 96))
    assert "61: 00 a0 00 60" in written(driver(small).show(small, frame, how, frame))
