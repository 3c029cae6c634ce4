"""The engines of an IT8951 that drive pixels from what they believe is shown to what shall be."""

from kiosk.geometry import Rect
from kiosk.panels.glass import cut, paste
from kiosk.panels.panel import Seconds
from kiosk.panels.sim.clock import Clock
from kiosk.panels.sim.film import Film
from kiosk.panels.sim.referee import Referee
from kiosk.panels.sim.waveforms import INIT, WHITE, Waveform, modes, nearest

INIT_S, A2_S = 2.0, 0.12  # nominal: E Ink's declaration of its waveforms
# For so long the engines' register is not yet zero when HRDY has risen.
TAIL_S = 0.02


class Engine:
    """What drives a glass; `codes` are its inks' greys.

    `holds`: HRDY stays low while it drives, as GxEPD2 measured; not every firmware need do so.
    """

    def __init__(
        self, film: Film, codes: bytes, seconds: Seconds, referee: Referee, clock: Clock
    ) -> None:
        self.film = film
        self.seconds = seconds
        self.referee = referee
        self.clock = clock
        self.holds = True
        self.busy_until = 0.0
        self.inks = bytes(codes.find(level) & 0xFF for level in range(256))
        self.levels = codes + bytes(256 - len(codes))
        self.forget()

    @property
    def driving(self) -> bool:
        return self.clock.now() < self.busy_until

    @property
    def active(self) -> bool:
        """Whether the register LUTAFSR says that engines work."""
        return self.clock.now() < self.busy_until + TAIL_S

    def forget(self) -> None:
        """A chip that starts believes that the glass is white, and cannot know it."""
        count = self.film.size.width * self.film.size.height
        self.believed = bytearray([WHITE]) * count
        self.sure = bytearray(count)

    def drive(self, area: Rect, mode: int, levels: bytes | None, version: str) -> None:
        """Bring an area to these greys; None: nobody loaded any."""
        waveform = modes(version).get(mode)
        if waveform is None:
            self.referee.refuse(f"{mode} is no waveform of {version}")
            return
        if waveform is INIT:
            levels = bytes([WHITE]) * (area.width * area.height)
        if levels is None:
            self.referee.refuse("a refresh of memory that was never loaded")
            return
        if self.driving and not self.holds:
            self.referee.refuse("a refresh while the glass is driven")
        if not waveform.clears:
            levels = self._reachable(area, waveform, levels)
        self._become(area, waveform, levels)

    def _reachable(self, area: Rect, waveform: Waveform, levels: bytes) -> bytes:
        """The greys that a waveform comes to, which must know where it begins."""
        size, name = self.film.size, waveform.name
        if 0 in cut(bytes(self.sure), size, area):
            self.referee.refuse(
                f"{name} on a glass that the chip does not know: after a reset, INIT or GC16 first"
            )
        old = cut(bytes(self.believed), size, area)
        if old.translate(None, waveform.starts):
            self.referee.refuse(f"{name} from greys, which it cannot leave")
        if not levels.translate(None, waveform.ends):
            return levels
        ends = bytes(nearest(level, waveform.ends) for level in range(WHITE + 1))
        pairs = list(zip(old, levels, strict=True))
        if any(new != was and new not in waveform.ends for was, new in pairs):
            # Harmless, and GregDMeyer's own example sends smooth letters so (test_functions.py).
            self.referee.note(f"{name} to greys, which it cannot reach")
        return bytes(was if was == new else ends[new] for was, new in pairs)

    def _become(self, area: Rect, waveform: Waveform, levels: bytes) -> None:
        size, film = self.film.size, self.film
        pixels = levels.translate(self.inks)
        if max(pixels) >= len(film.palette.inks):
            self.referee.refuse("a grey that is no ink of this panel")
            return
        old = cut(bytes(self.believed), size, area)
        shown = film.cut(area)
        if not waveform.clears and old != shown.translate(self.levels):
            # Only what is believed to change is pushed.
            trios = zip(old, levels, pixels, shown, strict=True)
            pixels = bytes(is_ if was == new else ink for was, new, ink, is_ in trios)
        film.drive(area, pixels, partial=not waveform.clears)
        paste(self.believed, size, area, levels)
        if waveform.clears:
            paste(self.sure, size, area, b"\x01" * len(levels))
        takes = self._takes(waveform)
        film.note(waveform.name, [area], self.clock.now(), takes)
        self.busy_until = self.clock.now() + takes

    def _takes(self, waveform: Waveform) -> float:
        known = {"INIT": INIT_S, "A2": A2_S, "GC16": self.seconds.full}
        quick = {"DU": self.seconds.partial, "DU4": self.seconds.partial}
        return {**known, **quick}.get(waveform.name, self.seconds.fast)
