"""The page with a headless browser's screenshot, then Pillow for the inks."""

# ruff: noqa: INP001, S603 (part of a script, which starts a browser)

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chrome-headless-shell", "chromium", "chromium-browser", "google-chrome")
_FLAGS = ("--headless", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1")


def found() -> str | None:
    """A browser of this machine that takes screenshots, the leanest first."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def flags(profile: Path) -> tuple[str, ...]:
    """What it is started with; root has no sandbox for it."""
    unboxed = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return (*_FLAGS, *unboxed, f"--user-data-dir={profile}")


def main() -> None:
    """From an HTML file beside the page's description to a PNG; Pillow is loaded meanwhile."""
    browser, described, out = sys.argv[1:]
    folder = Path(described).parent
    page = json.loads(Path(described).read_bytes())
    width, height = page["size"]
    shot = Path(out).with_suffix(".shot.png")
    running = subprocess.Popen(
        [
            browser,
            *flags(folder / "profile"),
            f"--window-size={width},{height}",
            f"--screenshot={shot}",
            Path(described).with_suffix(".html").as_uri(),
        ],
        stderr=subprocess.DEVNULL,
    )
    from inks import reduced, save  # noqa: PLC0415 - while the browser works
    from PIL import Image  # noqa: PLC0415 - as above

    if running.wait():
        raise SystemExit(f"the browser ended with {running.returncode}")
    with Image.open(shot) as image:
        save(reduced(image.convert("RGB"), page), out)
