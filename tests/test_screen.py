"""A panel at work: what is remembered over restarts and power cuts, rests, failures, full disks."""

import errno
import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import glasses
import pytest
from glasses import MONO, SIZE
from msgspec.structs import replace

from kiosk.errors import PanelError
from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.panels.glass import laid
from kiosk.panels.lock import held
from kiosk.panels.policy import Show, Skip
from kiosk.panels.screen import BACK_OFF_S, Put, Screen
from kiosk.panels.simulation import Simulation
from kiosk.panels.steps import Fast, Full, How, Partial

PANEL = MONO
MORNING = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
LINE, OTHER = Rect(8, 8, 60, 8), Rect(80, 80, 60, 8)


def page(*boxes: Rect, size: Size = SIZE) -> Frame:
    return glasses.page(PANEL, *boxes, size=size)


class Cut(Exception):  # noqa: N818 - the power is cut, nobody erred
    """The power is cut."""


class Broken:
    """A link whose panel fails when it is told to; `cut`: the process dies in the refresh."""

    def __init__(self, link: Simulation) -> None:
        self.link = link
        self.error: str = ""
        self.cut = False
        self.hows: list[How] = []

    def held(self) -> AbstractContextManager[None]:
        return self.link.held()

    def taken(self) -> bool:
        return self.link.taken()

    def open(self) -> Put:
        if self.error:
            raise PanelError(PANEL.name, self.error)
        put = self.link.open()

        def show(frame: Frame, how: How, before: Frame | None) -> None:
            self.hows.append(how)
            if self.cut:
                raise Cut
            put(frame, how, before)

        return show

    def rest(self) -> None:
        if self.error:
            raise PanelError(PANEL.name, self.error)
        self.link.rest()


class Wall:
    """A board with its clocks: wall time and time since start, which tests move."""

    def __init__(self, folder: Path, rotate: int = 0) -> None:
        self.folder = folder
        self.rotate = rotate
        self.now = MORNING
        self.ticks = 1000.0
        self.link = Broken(
            Simulation(PANEL, rotate, folder / "sim.png", folder / "state" / "panel.lock")
        )
        self.screen = self.restarted()

    def restarted(self) -> Screen:
        state = self.folder / "state"
        self.screen = Screen(PANEL, PANEL.name, self.rotate, state, self.link, lambda: self.ticks)
        return self.screen

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.ticks += seconds

    def show(self, *boxes: Rect, after: float = 200.0) -> How | Skip:
        self.later(after)
        found = self.screen.show(page(*boxes), self.now)
        return found.how if isinstance(found, Show) else found


@pytest.fixture
def wall(tmp_path: Path) -> Wall:
    return Wall(tmp_path)


def test_what_is_shown_is_on_the_glass_and_in_glass_png_byte_for_byte(
    wall: Wall, tmp_path: Path
) -> None:
    for boxes in ([LINE], [LINE, OTHER], []):
        wall.show(*boxes)
        rendered = page(*boxes).png()
        assert (tmp_path / "sim.png").read_bytes() == rendered
        assert (tmp_path / "state" / "glass.png").read_bytes() == rendered


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_panel_that_hangs_turned_shows_its_page_upright(tmp_path: Path, rotate: int) -> None:
    wall = Wall(tmp_path, rotate)
    size = Size(96, 160) if rotate % 180 else SIZE
    upright = page(Rect(0, 0, 40, 8), Rect(3, 20, 1, 50), size=size)

    wall.screen.show(upright, wall.now)

    assert (tmp_path / "sim.png").read_bytes() == upright.png()
    film = wall.link.link.film
    assert film is not None
    top_left = {0: 0, 90: (95) * 160, 180: 96 * 160 - 1, 270: 159}[rotate]
    assert film.pixels[top_left] == 0, "the picture's top left lies in another corner of the glass"


def test_a_glass_that_counts_from_the_right_gets_its_picture_mirrored(tmp_path: Path) -> None:
    panel = replace(PANEL, mirrored=True, turn=180)
    link = Simulation(panel, 180, tmp_path / "sim.png", tmp_path / "panel.lock")
    shown = page(Rect(0, 0, 40, 8), Rect(3, 20, 1, 50))

    Screen(panel, panel.name, 0, tmp_path, link).show(shown, MORNING)

    assert (tmp_path / "sim.png").read_bytes() == shown.png()
    assert link.film is not None
    assert link.film.frame() == laid(shown, 180, mirrored=True)


def test_the_first_refresh_is_full_and_small_changes_are_partial(wall: Wall) -> None:
    assert wall.show(LINE) == Full()
    assert wall.show(LINE, OTHER) == Partial((Rect(80, 80, 64, 8),))
    assert isinstance(wall.show(Rect(0, 0, 160, 90)), Fast)


def test_a_day_counts_from_the_last_full_refresh_over_restarts(wall: Wall) -> None:
    wall.show()
    wall.show(LINE, after=22 * 3600)
    wall.restarted()
    assert isinstance(wall.show(after=600), Partial)
    wall.restarted()
    assert wall.show(LINE, after=3600) == Full()


def test_after_a_restart_the_glass_is_still_known(wall: Wall) -> None:
    wall.show(LINE)
    wall.restarted()

    assert wall.show(LINE) == Skip("the glass shows this already")
    assert isinstance(wall.show(OTHER), Partial)


def test_a_simulated_glass_keeps_its_picture_between_processes(wall: Wall, tmp_path: Path) -> None:
    wall.show(LINE)
    wall.link.link = Simulation(PANEL, 0, tmp_path / "sim.png", tmp_path / "panel.lock")
    wall.restarted()
    assert isinstance(wall.show(LINE, OTHER), Partial)
    assert (tmp_path / "sim.png").read_bytes() == page(LINE, OTHER).png()


def test_a_power_cut_during_a_refresh_leads_to_a_full_one(wall: Wall) -> None:
    wall.show(LINE)
    wall.link.cut = True
    with pytest.raises(Cut):
        wall.show(LINE, OTHER)
    wall.link.cut = False
    wall.restarted()

    assert wall.show(LINE) == Full(), "even for the picture that stood before"


def test_a_rest_holds_over_a_restart(wall: Wall) -> None:
    wall.show(LINE)
    wall.restarted()

    assert wall.show(OTHER, after=100) == Skip(
        "the glass was refreshed 100 s ago; it rests 180 s", 80.0
    )
    assert isinstance(wall.show(OTHER, after=80), Partial)


@pytest.mark.parametrize(
    "step", [timedelta(days=-20000), timedelta(days=20000), timedelta(hours=-3)]
)
def test_a_clock_that_is_set_neither_hurries_nor_stops_the_panel(
    wall: Wall, step: timedelta
) -> None:
    wall.show(LINE)
    wall.now += step

    assert isinstance(wall.show(OTHER, after=100), Skip)
    assert isinstance(wall.show(OTHER, after=81), Partial)


def test_a_clock_that_went_back_while_the_power_was_off_costs_one_rest(wall: Wall) -> None:
    wall.show(LINE)
    wall.now -= timedelta(days=20000)
    wall.ticks = 3.0
    wall.restarted()

    assert isinstance(wall.show(OTHER, after=100), Skip)
    assert wall.show(OTHER, after=81) == Full(), "nobody knows when the last full one was"


def test_a_quiet_page_is_refreshed_within_a_day(wall: Wall) -> None:
    wall.show(LINE)
    hours = 0.0
    while hours < 25 and isinstance(wall.screen.upkeep(wall.now), Skip):
        wall.later(600)
        hours += 1 / 6

    assert 22 < hours < 24
    assert wall.link.hows[-1] == Full()


def test_quick_refreshes_after_a_restart_do_not_put_off_the_full_one(wall: Wall) -> None:
    wall.show(LINE)
    wall.restarted()
    assert isinstance(wall.show(OTHER, after=12 * 3600), Partial)

    assert wall.show(LINE, after=12 * 3600) == Full()


def test_nothing_is_kept_up_before_anything_was_shown(wall: Wall) -> None:
    assert wall.screen.upkeep(wall.now) == Skip("nobody knows what the glass shows")


def test_another_panel_or_turn_makes_the_glass_unknown(wall: Wall, tmp_path: Path) -> None:
    wall.show(LINE)

    turned = Wall(tmp_path, rotate=180)
    turned.now, turned.ticks = wall.now, wall.ticks

    assert turned.show(LINE) == Full()


def test_a_panel_that_is_not_there_is_tried_again_ever_more_rarely(wall: Wall) -> None:
    wall.show(LINE)
    wall.link.error = "there is no /dev/spidev0.0"
    waits = []
    for _ in range(7):
        with pytest.raises(PanelError):
            wall.show(OTHER, after=700)
        waits.append(round(wall.screen.wait_s))
        found = wall.show(OTHER, after=1)
        assert isinstance(found, Skip)
        assert "it is tried again in" in found.reason
    assert waits == [*BACK_OFF_S, 600, 600]
    past = wall.screen.remembered()
    assert (past.failures, past.error) == (7, "there is no /dev/spidev0.0")
    assert past.retry_at is not None

    wall.link.error = ""
    assert isinstance(wall.show(OTHER, after=700), Partial), "nothing had been driven meanwhile"
    assert wall.screen.remembered().failures == 0


def test_a_refresh_that_failed_is_followed_by_a_full_one(wall: Wall) -> None:
    wall.show(LINE)
    wall.later(200)
    film = wall.link.link.film
    assert film is not None
    film.pixels[0] = 0  # the glass is not as it is thought to be, and the chip refuses
    with pytest.raises(PanelError, match="old picture"):
        wall.screen.show(page(Rect(0, 0, 16, 8)), wall.now)

    assert wall.show(OTHER) == Full()


def test_a_full_disk_is_told_and_partial_refreshes_wait_for_it(
    wall: Wall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall.show(LINE)
    refuse: Callable[..., None] = _no_space
    monkeypatch.setattr("kiosk.panels.record.write_whole", refuse)
    monkeypatch.setattr("kiosk.panels.screen.write_whole", refuse)

    assert isinstance(wall.show(OTHER), Partial), "that was decided"
    assert wall.link.hows[-1] == Full(), "and done in full, since it could not be remembered"
    assert "No space left on device" in wall.screen.problem
    assert not (tmp_path / "state" / "panel.json").exists(), "an old record must not pass for new"
    assert wall.show(OTHER) == Skip("the glass shows this already")

    monkeypatch.undo()
    assert isinstance(wall.show(LINE), Partial)
    assert wall.screen.problem == ""


def _no_space(path: Path, data: bytes) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("words", ["", "[]", "{}", '{"panel": 3}', "\0", '{"ghosts": "x"}'])
def test_a_rotten_record_makes_the_glass_unknown(wall: Wall, tmp_path: Path, words: str) -> None:
    wall.show(LINE)
    (tmp_path / "state" / "panel.json").write_text(words, encoding="utf-8")
    wall.restarted()

    assert wall.show(LINE) == Full()


def test_a_picture_that_does_not_fit_its_record_makes_the_glass_unknown(
    wall: Wall, tmp_path: Path
) -> None:
    wall.show(LINE)
    (tmp_path / "state" / "glass.png").write_bytes(page(OTHER).png())
    wall.restarted()

    assert wall.show(LINE) == Full()


def test_what_another_process_shows_is_known(wall: Wall, tmp_path: Path) -> None:
    wall.show(LINE)
    technician = Screen(
        PANEL, PANEL.name, 0, tmp_path / "state", wall.link, lambda: wall.ticks + 200
    )
    assert technician.put(page(), wall.now + timedelta(seconds=200), "white") == Show("white")

    assert isinstance(wall.show(LINE, after=400), Partial)
    assert wall.screen.remembered().refreshes == 3


def test_a_technician_waits_only_as_long_as_the_glass_must_rest(wall: Wall) -> None:
    wall.show(LINE)

    found = wall.screen.put(page(), wall.now, "white")

    assert found == Skip("the glass was refreshed 0 s ago; it rests 30 s", 30.0)
    wall.later(30)
    assert wall.screen.put(page(), wall.now, "white") == Show("white")


def test_while_another_process_drives_the_panel_nobody_else_does(
    wall: Wall, tmp_path: Path
) -> None:
    lock = tmp_path / "state" / "panel.lock"
    lock.parent.mkdir()
    with held(lock, "technician"):
        with pytest.raises(PanelError, match="another process"):
            wall.show(LINE)
        with pytest.raises(PanelError, match="another process"):
            wall.screen.rest(wall.now)
    assert wall.show(LINE, after=31) == Full()


def test_on_a_card_that_has_become_read_only_pages_go_on(unprivileged: Path) -> None:
    wall = Wall(unprivileged)
    glass, state = unprivileged / "sim.png", unprivileged / "state"
    wall.show(LINE)
    state.chmod(0o555)
    wall.show(OTHER)
    assert wall.show(OTHER) == Skip("the glass shows this already")
    wall.show(LINE)
    assert glass.read_bytes() == page(LINE).png()
    wall.show(OTHER)
    wall.restarted()
    assert wall.show(LINE) == Full(), "what the card says is older than what the glass shows"
    wall.show(OTHER)
    state.chmod(0o755)
    wall.show(LINE)
    assert glass.read_bytes() == page(LINE).png(), "the card still says that it is there"
    assert wall.restarted().remembered().digest == page(LINE).digest


def test_a_lock_on_a_card_that_has_become_read_only_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, opened = tmp_path / "panel.lock", os.open
    lock.touch()

    def refuse(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_RDWR:
            raise OSError(errno.EROFS, "Read-only file system")
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    with (
        held(lock, "service"),
        pytest.raises(PanelError, match="another process"),
        held(lock, "technician"),
    ):
        pass


def test_a_panel_is_laid_to_rest_and_keeps_its_picture(wall: Wall, tmp_path: Path) -> None:
    wall.show(LINE)
    wall.screen.rest(wall.now)
    assert (tmp_path / "sim.png").read_bytes() == page(LINE).png()

    wall.link.error = "unplugged"
    with pytest.raises(PanelError, match="unplugged"):
        wall.screen.rest(wall.now)
    assert json.loads((tmp_path / "state" / "panel.json").read_text("utf-8"))["failures"] == 1
