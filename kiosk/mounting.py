"""[panel] of kiosk.toml: what the pages are made for, and what they are shown on."""

import re
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kiosk import quantities as q
from kiosk.geometry import Size
from kiosk.panels import catalog
from kiosk.panels.catalog import Catalogue
from kiosk.panels.panel import Panel
from kiosk.regex import regex
from kiosk.toml import Fields

PNG = "png"
# Before the name of a panel that is simulated.
SIMULATED = "sim:"
ROTATIONS = (0, 90, 180, 270)
# What a simulated IT8951 has printed on a cable that it has not got.
_ANY_VCOM_MV = 1500

_PIXELS = regex(r"\s*(\d{2,5})\s*[x×]\s*(\d{2,5})\s*")
_VOLTS = regex(r"\s*[-−]\s*([0-9](?:[.,][0-9]{1,3})?)\s*V\s*", re.IGNORECASE)
# Displays have from -0.5 V to -4 V printed on them; an IT8951 can make no more than -5 V.
_MOST_MV = 5000


def read_panel(
    own: Fields, folder: Path, state: Path, known: Catalogue, kept: Path | None = None
) -> dict[str, Any]:
    """The table as fields of a Config; problems are noted in `own`.

    `kept` is the folder of settings that were good once, with the file of inks among them.
    Raises ConfigError for a file of inks that is wrong.
    """
    names = known.names()
    model = own.take("model", _read_model(known), PNG, required=True)
    found: dict[str, Any] = {
        "model": model,
        "rotate": own.take("rotate", _read_rotation, 0),
        "dither": own.take("dither", q.choice("quick", "fine"), "quick"),
    }
    simulated = model.startswith(SIMULATED)
    if model == PNG or simulated:
        found["picture"] = folder / own.take("path", q.text, "frame.png")
    if model == PNG:
        panel = _png_panel(own, known)
    elif "model" in own.values and model == own.values["model"]:
        panel = _with_vcom(own, known.panel(model.removeprefix(SIMULATED)), simulated=simulated)
    else:
        panel = known.panel(names[0])
    if simulated:
        found["pace"] = own.take("pace", q.choice("none", "real"), "none")
    if inks := own.take("inks", q.text, ""):
        from kiosk.panels.measured import measured  # noqa: PLC0415 - few wards measure their inks

        found["inks"] = folder / inks
        file = folder / inks if kept is None else kept / Path(inks).name
        palette = measured(panel.palette, file, state / "profiles")
        panel = replace(panel, palette=palette)
    found["panel"] = panel
    own.close()
    return found


def _read_model(known: Catalogue) -> q.Reader[str]:
    """A panel or what stands for one; its complaint does not name each panel twice."""
    names = known.names()

    def simulates(name: str) -> bool:
        return name in names and known.panel(name).controller != "inky"

    def read(value: Any) -> str:
        said = value if isinstance(value, str) else ""
        if said == PNG or said in names:
            return said
        if said.startswith(SIMULATED) and simulates(said.removeprefix(SIMULATED)):
            return said
        models = (PNG, *names, *(f"{SIMULATED}{name}" for name in names if simulates(name)))
        near = q.did_you_mean(value, models) or f"; panels are {', '.join(names)}"
        raise ValueError(
            f'must be "png", a panel, or a simulated one as "{SIMULATED}{names[0]}", '
            f"not {q.shown(value)}{near}"
        )

    return read


def _with_vcom(own: Fields, panel: Panel, *, simulated: bool) -> Panel:
    """A panel that wants its own voltage, with that."""
    if panel.controller != "IT8951":
        return panel
    given = own.take("vcom", read_vcom, _ANY_VCOM_MV if simulated else 0)
    if "vcom" not in own.values and not simulated:
        own.problem(
            "vcom",
            "is missing; it is printed on the panel's flat cable, "
            'and stands here as vcom = "-1.50 V".',
        )
    return replace(panel, vcom_mv=given)


def read_vcom(value: Any) -> int:
    """A panel's own voltage, from "-1.50 V", in millivolts below zero.

    Raises ValueError with a sentence.
    """
    found = _VOLTS.fullmatch(value) if isinstance(value, str) else None
    millivolts = round(float(found[1].replace(",", ".")) * 1000) if found else 0
    if not 0 < millivolts < _MOST_MV:
        says = "must be what is printed on the panel's flat cable"
        raise ValueError(f'{says}, as "-1.50 V", not {q.shown(value)}')
    return millivolts


def _png_panel(own: Fields, known: Catalogue) -> Panel:
    if "size" not in own.values:
        return known.panel(own.take("like", q.choice(*known.names()), known.names()[0]))
    if "like" in own.values:
        own.problem("like", "says the same as size, mm and palette; leave one or the other out.")
    size = own.take("size", _read_pixels, Size(800, 480))
    mm = own.take("mm", q.area, (160.0, 96.0), required=True)
    palette = own.take("palette", q.choice(*catalog.palettes()), "mono", required=True)
    own.take("like", q.text, "")
    return catalog.custom(size, mm, palette)


def _read_rotation(value: Any) -> int:
    if isinstance(value, bool) or value not in ROTATIONS:
        raise ValueError(f"must be 0, 90, 180 or 270, not {q.shown(value)}")
    return int(value)


def _read_pixels(value: Any) -> Size:
    found = _PIXELS.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise ValueError(f'must be a size in pixels as "800 x 480", not {q.shown(value)}')
    return Size(int(found[1]), int(found[2]))
