"""What the chips of panels can do: what an entry of a catalogue may say of a panel with one."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from kiosk.geometry import Size
from kiosk.panels.panel import Panel


class Controller(Struct, frozen=True):
    """A chip as its driver knows it.

    `registers` names its register sets, the first one where an entry names none. `glass` is the
    one size that it drives, or (where `smaller`) the largest. `quick`: palettes with which it knows
    refreshes that are not full. `step`: pixels of which widths, and edges of partial areas, are
    multiples. `chips`: how many there are, where there is more than one each with its own select.
    """

    registers: tuple[str, ...]
    palettes: tuple[str, ...]
    glass: Size
    smaller: bool = False
    quick: tuple[str, ...] = ()
    step: int = 8
    chips: int = 1


_BOARDS = ("waveshare", "pimoroni")
_MIDDLE, _LARGE = Size(800, 480), Size(1200, 1600)

CONTROLLERS: Mapping[str, Controller] = {
    # 800x600 is what its TRES takes (UltraChip's data sheet).
    "UC8179": Controller(
        ("python", "c"),
        ("mono", "grey4", "bwr", "bwy"),
        Size(800, 600),
        smaller=True,
        quick=("mono",),
    ),
    "GDEP073E01": Controller(_BOARDS, ("spectra6",), _MIDDLE),
    "AC073TC1A": Controller(_BOARDS, ("acep7",), _MIDDLE),
    "EL133UF1": Controller(_BOARDS, ("spectra6",), _LARGE, chips=2),
    # The largest of its panels; words of 16 pixels at a bit each.
    "IT8951": Controller(
        ("waveshare",), ("grey16",), Size(2560, 1600), smaller=True, quick=("grey16",), step=16
    ),
    "inky": Controller(("",), ("spectra6",), Size(1600, 1200), smaller=True),
}


def mismatches(panel: Panel, palette: str) -> Iterator[tuple[str, str]]:
    """Where an entry asks more of a chip than it can do: keys, each with what is wrong."""
    name, chip = panel.controller, CONTROLLERS[panel.controller]
    if palette not in chip.palettes:
        yield "palette", f"must be {' or '.join(chip.palettes)} for {name}, not {palette}."
    glass, most = panel.glass, chip.glass
    fits = glass.width <= most.width and glass.height <= most.height and not glass.width % chip.step
    if chip.smaller and not fits:
        yield "size", f"{name} drives up to {most}, a multiple of {chip.step} wide, not {glass}."
    if not chip.smaller and glass != most:
        yield "size", f"must be {most} for {name} after `turn`, not {glass}."
    if panel.care and palette in chip.palettes and palette not in chip.quick:
        for key, asked in (("fast", panel.care.fast), ("partial", panel.care.partial)):
            if asked:
                yield key, f"{name} has full refreshes alone with {palette}; leave this out."
    if panel.care and panel.care.partial and panel.care.grid % chip.step:
        yield "grid", f"must be a multiple of {chip.step} for {name}, not {panel.care.grid}."
    if panel.wiring and chip.chips > 1 and len(panel.wiring.selects) != chip.chips:
        yield "wiring", f"must have {chip.chips} `selects` for {name}, one for each of its chips."
