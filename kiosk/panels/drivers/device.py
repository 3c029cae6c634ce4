"""What an IT8951 says of itself, and whether it is the one that was asked for."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from msgspec import Struct

from kiosk.errors import PanelError
from kiosk.geometry import Size
from kiosk.panels.panel import Panel

# The number of the waveform A2 by the version of the chip's waveforms, and that of others
# (main.c of Waveshare's IT8951-ePaper).
A2_MODES = {
    "M641": 4,
    "M841": 6,
    "M841_TFAB512": 6,
    "M841_TFA2812": 6,
    "M841_TFA5210": 6,
}
_A2_OF_OTHERS = 6
_NOTHING = (0x0000, 0xFFFF)


class Device(Struct, frozen=True):
    """A chip's answer: its glass, where its picture memory begins, the number of its A2."""

    WORDS: ClassVar[int] = 20

    size: Size
    buffer: int
    a2: int


def recognised(panel: Panel, words: Sequence[int]) -> Device:
    """The device that gave these words.

    Raises PanelError if it is silent, or has another glass than the panel.
    """
    if all(word == words[0] for word in words) and words[0] in _NOTHING:
        raise PanelError(
            panel.name,
            "the board answers nothing; check MISO's wire, and that its DIP switch stands on SPI",
        )
    device = Device(Size(words[0], words[1]), words[3] << 16 | words[2], _a2(words[12:]))
    if device.size != panel.glass:
        says = f"the board says that its glass has {device.size}, not {panel.glass} pixels"
        hint = "write the model of that size, of `kiosk panel list`, in kiosk.toml"
        raise PanelError(panel.name, f"{says}; {hint}")
    return device


def _a2(version: Sequence[int]) -> int:
    """Its number, whichever byte of a word is the first letter: sources differ."""
    orders: tuple[Literal["big", "little"], ...] = ("big", "little")
    for order in orders:
        letters = b"".join(word.to_bytes(2, order) for word in version)
        name = letters.split(b"\0")[0].decode("ascii", "replace").strip()
        if name in A2_MODES:
            return A2_MODES[name]
    return _A2_OF_OTHERS
