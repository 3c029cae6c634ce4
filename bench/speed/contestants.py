"""Who takes part, what each is started with, and how its PNG is looked at."""

# ruff: noqa: INP001 (part of a script)

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path

import browser
from cases import AT, PHOTO_URL, Case
from PIL import Image
from processes import Command

HERE = Path(__file__).parent
OURS, CHROMIUM, PLAIN, TYPST = "kiosk", "Chromium + Pillow", "Pillow", "typst"
INTAKE = "kiosk, its intake alone"
BARE, LOADED = "Python alone", "Python, our libraries loaded"
_LIBRARIES = (
    "import argparse, msgspec, sqlite3, tomllib, zoneinfo, pathlib, datetime;"
    " from PIL import _imaging"
)
_LEAST_INK = 0.005


@dataclass(frozen=True, slots=True)
class Contestant:
    """A way to a page: `module` draws it by `function`, from the file of this `suffix`.

    `needs` are the modules without which it is left out; `warm` names the function that draws a
    page once more in the same process. Without `inks` its PNG is none for a panel yet.
    """

    name: str
    module: str
    needs: tuple[str, ...]
    function: str = "main"
    suffix: str = ".json"
    warm: str = "draw"
    inks: bool = True

    def missing(self) -> str:
        """What it lacks on this machine, "" if nothing."""
        if self.name == CHROMIUM:
            return "" if browser.found() else "no browser is installed"
        lacking = [name for name in self.needs if importlib.util.find_spec(name) is None]
        return f"{', '.join(lacking)} is not installed" if lacking else ""

    def cold(self, page: Path, out: Path) -> Command:
        """The command that draws the page described in `page` as `out`."""
        source = str(page.with_suffix(self.suffix))
        more = (browser.found() or "",) if self.name == CHROMIUM else ()
        return (*_python(self.module, self.function), *more, source, str(out))

    def again(self, page: Path) -> Command:
        """The command that prints how long a warm frame takes."""
        if self.name == CHROMIUM:
            return (*_python("devtools", "main"), browser.found() or "", str(page))
        return (*_python("timing", "main"), self.module, self.warm, str(page))


@dataclass(frozen=True, slots=True)
class Way:
    """The commands, one after another, that a PNG comes of (None: of these none comes).

    Before each run the board in `forgets` loses its photographs.
    """

    commands: tuple[Command, ...]
    png: Path | None
    forgets: Path | None = None


OTHERS = (
    Contestant(CHROMIUM, "browser", ()),
    Contestant(PLAIN, "plain", ()),
    Contestant(TYPST, "typeset", ("typst",), suffix=".typ", warm="picture", inks=False),
    Contestant("typst + Pillow", "typeset", ("typst",), function="inked"),
    Contestant("skia-python + Pillow", "skiapage", ("skia",)),
    Contestant("WeasyPrint + pdfium + Pillow", "weasy", ("weasyprint", "pypdfium2")),
)


def _python(module: str, function: str) -> Command:
    """A function as a process: imported, so that its bytecode is kept as that of a package is."""
    begin = f"import sys; sys.path.insert(0, {str(HERE)!r}); import {module}; {module}.{function}()"
    return (sys.executable, "-c", begin)


def ours(folder: Path) -> Command:
    """`kiosk render` of a board."""
    kiosk = str(Path(sys.executable).with_name("kiosk"))
    config = str(folder / "kiosk.toml")
    return (kiosk, "render", "--config", config, "--out", str(folder / "out"))


def our_intake(folder: Path, url: str, function: str = "main") -> Command:
    """The process that takes in the photograph at `url`; "drawn": and draws the page."""
    return (*_python("intake", function), str(folder), url, PHOTO_URL, AT.isoformat())


def our_warm(folder: Path) -> Command:
    """The process that prints times of warm frames of ours."""
    return (*_python("ours", "warm"), str(folder))


def our_update(page: str) -> Command:
    """The process that prints what one changed headline costs."""
    return (*_python("updates", "main"), page)


def ways(case: Case, folder: Path) -> dict[str, Way]:
    """Each who can take part, by name; ours comes first."""
    page = folder / "page.json"
    found = {OURS: Way((ours(folder),), folder / "out" / f"page-{case.panel}.png")}
    for number, one in enumerate(OTHERS):
        if not one.missing():
            out = folder / f"{number}.png"
            found[one.name] = Way((one.cold(page, out),), out)
    for name, words in ((BARE, "pass"), (LOADED, _LIBRARIES)):
        found[name] = Way(((sys.executable, "-c", words),), None)
    return found


def intake_ways(case: Case, folder: Path, url: str) -> dict[str, Way]:
    """Those who are given a new photograph: we by `url`, others as the file itself."""
    cold = ways(case, folder)
    mine = Way((our_intake(folder, url, "drawn"),), cold[OURS].png, forgets=folder)
    others = {name: cold[name] for name in (CHROMIUM, PLAIN) if name in cold}
    return {OURS: mine, INTAKE: Way((our_intake(folder, url),), None, forgets=folder)} | others


def look(path: Path, case: Case) -> None:
    """Make sure that a PNG is of the case's size and has ink in every quarter."""
    with Image.open(path) as image:
        grey = image.convert("L")
    width, height = grey.size
    if (width, height) != case.size:
        raise SystemExit(f"{path.name} of {case.name} is {width}x{height}")
    for x in (0, width // 2):
        for y in (0, height // 2):
            quarter = grey.crop((x, y, x + width // 2, y + height // 2))
            dark = sum(quarter.histogram()[:128])
            if dark < _LEAST_INK * width * height / 4:
                raise SystemExit(f"{path.name} of {case.name} lacks ink at {x}, {y}")
