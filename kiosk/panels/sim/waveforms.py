"""The waveforms of an IT8951: what each can drive, from what, and which number it has."""

from collections.abc import Mapping

from msgspec import Struct

WHITE = 15
_ALL = bytes(range(WHITE + 1))
_PURE = bytes([0, WHITE])
_FOUR = bytes([0, 5, 10, WHITE])


class Waveform(Struct, frozen=True):
    """`ends` are the greys it can bring a pixel to, `starts` those it can bring it from.

    `clears`: it drives each pixel through black and white, wherever that comes from.
    """

    name: str
    ends: bytes = _ALL
    starts: bytes = _ALL
    clears: bool = False


INIT = Waveform("INIT", bytes([WHITE]), clears=True)
DU = Waveform("DU", _PURE)
GC16 = Waveform("GC16", clears=True)
GL16 = Waveform("GL16")
A2 = Waveform("A2", _PURE, _PURE)
_FEW: Mapping[int, Waveform] = {0: INIT, 1: DU, 2: GC16, 3: GL16}
# By the version of the waveforms: main.c of Waveshare's IT8951-ePaper, and constants.py of
# GregDMeyer/IT8951 for what E Ink's declaration counts.
_MODES: Mapping[str, Mapping[int, Waveform]] = {"M641": {**_FEW, 4: A2}}
_MODES_OF_OTHERS: Mapping[int, Waveform] = {
    **_FEW,
    4: Waveform("GLR16"),
    5: Waveform("GLD16"),
    6: A2,
    7: Waveform("DU4", _FOUR),
}


def modes(version: str) -> Mapping[int, Waveform]:
    """The waveforms of a version, by their numbers."""
    return _MODES.get(version, _MODES_OF_OTHERS)


def nearest(level: int, ends: bytes) -> int:
    """The grey a waveform comes closest with."""
    return min(ends, key=lambda end: abs(end - level))
