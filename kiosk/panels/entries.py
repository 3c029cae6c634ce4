"""What a catalogue file says of panels, palettes, wirings; with a complaint for what is off."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from kiosk import quantities as q
from kiosk.board import NEAR_M
from kiosk.frame import RGB, Ink, Palette
from kiosk.geometry import Size
from kiosk.panels.controllers import CONTROLLERS, mismatches
from kiosk.panels.greys import graded
from kiosk.panels.panel import Care, Panel, Seconds, Wiring
from kiosk.toml import Fields

_MOST_PX = 4000
_MOST_PIN = 53  # of a Raspberry Pi
_MOST_HZ = 50_000_000
_MOST_GREYS = 16
_PAIR, _THREE, _BYTE = 2, 3, 255
_TURNS = (0, 90, 180, 270)


class Inks(Struct, frozen=True):
    """A palette, and each ink's number on the wire."""

    palette: Palette
    codes: bytes


def read_wirings(table: Fields) -> dict[str, Wiring]:
    """All [wiring.NAME]."""
    return {name: read_wiring(name, table.table(name)) for name in table.values}


def read_panels(
    table: Fields,
    inks: Mapping[str, Inks],
    wirings: Mapping[str, Wiring],
    others: Mapping[str, Mapping[str, Any]],
) -> dict[str, Panel]:
    """All [panel.NAME]; `others` are the tables of panels that an entry may be `like`."""
    found = {}
    for name in table.values:
        own = table.table(name)
        like = own.take("like", q.choice(*others), "") if others else ""
        values = {**others.get(like, {}), **own.values}
        values.pop("like", None)
        entry = Fields(own.document, own.at, values, own.problems)
        found[name] = read_panel(name, entry, inks, wirings)
    return found


def read_inks(own: Fields) -> Inks:
    """One [palette.NAME]."""
    kind = own.take("kind", q.choice("mono", "grey", "colour"), "mono", required=True)
    profile = own.take("profile", q.text, "")
    if kind == "grey":
        levels = own.take("levels", q.whole(3, _MOST_GREYS), 4, required=True)
        black = own.take("black", read_rgb, (0, 0, 0), required=True)
        white = own.take("white", read_rgb, (255, 255, 255), required=True)
        inks = graded(levels, black, white)
    else:
        inks = own.take("inks", q.listed(_read_ink), (), required=True)
    codes = own.take("codes", q.listed(q.whole(0, 15)), tuple(range(len(inks))))
    if len(codes) != len(inks):
        own.problem("codes", f"must have a number for each of the {len(inks)} inks.")
    own.close()
    return Inks(Palette(kind, inks, profile), bytes(codes))  # type: ignore[arg-type]  # a choice


def read_wiring(name: str, own: Fields) -> Wiring:
    """One [wiring.NAME]."""
    pin = q.whole(0, _MOST_PIN)
    found = Wiring(
        board=own.take("board", q.text, name),
        spi=own.take("spi", _read_spi, "0.0"),
        hz=own.take("hz", q.whole(1, _MOST_HZ), 4_000_000),
        read_hz=own.take("read_hz", q.whole(1, _MOST_HZ), 1_000_000),
        reset=own.take("reset", pin, 17, required=True),
        busy=own.take("busy", pin, 24, required=True),
        dc=own.take("dc", pin, None),
        power=own.take("power", pin, None),
        selects=own.take("selects", q.listed(pin), ()),
        pull=own.take("pull", q.choice("up", "down"), "up"),
    )
    own.close()
    pins = [found.reset, found.busy, found.dc, found.power, *found.selects]
    if twice := {pin for pin in pins if pin is not None and pins.count(pin) > 1}:
        own.problem("", f"has GPIO {min(twice)} for more than one line.")
    return found


def read_panel(
    name: str, own: Fields, inks: Mapping[str, Inks], wirings: Mapping[str, Wiring]
) -> Panel:
    """One [panel.NAME]."""
    before = len(own.problems)
    controller = own.take("controller", q.choice(*CONTROLLERS), "UC8179", required=True)
    sets = CONTROLLERS[controller].registers
    palette = own.take("palette", q.choice(*inks), next(iter(inks)), required=True)
    wiring = own.take("wiring", q.choice(*wirings), next(iter(wirings)), required=True)
    millimetres = own.take("mm", _read_pair, (1.0, 1.0), required=True)
    care, seconds = _care_and_seconds(own)
    found = Panel(
        name=name,
        title=own.take("title", q.text, name, required=True),
        controller=controller,
        size=Size(*own.take("size", _read_pixels, (8, 8), required=True)),
        width_mm=millimetres[0],
        height_mm=millimetres[1],
        distance_m=own.take("distance", q.number(0.2, 30), NEAR_M, required=True),
        palette=inks[palette].palette,
        registers=own.take("registers", q.choice(*sets), sets[0]),
        turn=own.take("turn", _read_turn, 0),
        mirrored=own.take("mirrored", q.flag, False),  # noqa: FBT003 - what there is without it
        codes=inks[palette].codes,
        wiring=wirings[wiring],
        care=care,
        seconds=seconds,
    )
    own.close()
    if len(own.problems) == before:
        for key, says in mismatches(found, palette):
            own.problem(key, says)
    return found


def _care_and_seconds(own: Fields) -> tuple[Care, Seconds]:
    full = own.take("seconds", q.number(0.05, 120), 1.0, required=True)
    fast = own.take("fast", q.number(0.05, 120), 0.0)
    partial = own.take("partial", q.number(0.05, 120), 0.0)
    care = Care(
        interval_s=own.take("interval", q.duration, 180),
        urgent_s=own.take("urgent", q.duration, 30),
        daily_s=own.take("daily", q.duration, 23 * 3600),
        cadence=own.take("cadence", q.whole(0, 100), 5 if fast or partial else 0),
        fast=bool(fast),
        partial=bool(partial),
        grid=own.take("grid", q.whole(1, 64), 8),
    )
    seconds = Seconds(
        power_on=own.take("power_on", q.number(0, 30), 0.2),
        power_off=own.take("power_off", q.number(0, 30), 0.2),
        full=full,
        fast=fast or full,
        partial=partial or full,
    )
    return care, seconds


def read_rgb(value: Any) -> RGB:
    """Red, green and blue as three numbers.

    Raises ValueError with a sentence.
    """
    r, g, b = _numbers(value, _THREE, 0, _BYTE, "a colour as [121, 9, 0]")
    return int(r), int(g), int(b)


def _read_ink(value: Any) -> Ink:
    keys = {"letter", "name", "nominal", "measured"}
    if not isinstance(value, dict) or set(value) != keys:
        raise ValueError(f"must have {', '.join(sorted(keys))} for each ink, not {q.shown(value)}")
    return Ink(
        value["letter"], value["name"], read_rgb(value["nominal"]), read_rgb(value["measured"])
    )


def _read_pixels(value: Any) -> tuple[int, int]:
    width, height = _numbers(value, _PAIR, 8, _MOST_PX, "a size in pixels as [800, 480]")
    return int(width), int(height)


def _read_pair(value: Any) -> tuple[float, float]:
    width, height = _numbers(value, _PAIR, 1, 10_000, "a size in mm as [163.2, 97.92]")
    return width, height


def _read_turn(value: Any) -> int:
    if isinstance(value, bool) or value not in _TURNS:
        raise ValueError(f"must be 0, 90, 180 or 270, not {q.shown(value)}")
    return int(value)


def _read_spi(value: Any) -> str:
    words = q.text(value)
    bus, dot, device = words.partition(".")
    if not (dot and bus.isdigit() and device.isdigit()):
        raise ValueError(f'must be a bus and a device as "0.0", not {q.shown(value)}')
    return words


def _numbers(value: Any, count: int, least: float, most: float, example: str) -> list[float]:
    numbers = isinstance(value, list) and all(type(one) in (int, float) for one in value)
    if not numbers or len(value) != count or not all(least <= one <= most for one in value):
        raise ValueError(f"must be {example}, not {q.shown(value)}")
    return list(value)
