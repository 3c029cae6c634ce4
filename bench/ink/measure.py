"""How far inks are from what a photograph should look like, from where their dots merge."""

# ruff: noqa: INP001 (a part of the script in this folder)

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

from kiosk.frame import Palette
from kiosk.ink.hull import nearest
from kiosk.light import LINEAR

Light = NDArray[np.float64]

# About what an eye blurs at 60 cm from a 127 dpi panel.
SIGMA_PX = 1.5
BLOCK_PX = 32
FLATS = (20, 40, 60, 90, 120, 150, 180, 205, 225, 240)
_FLAT_PX = 192
_TABLE = np.array(LINEAR)
# sRGB to XYZ, D65 (IEC 61966-2-1), whose rows sum to its white.
_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_EPSILON, _KAPPA = 216 / 24389, 24389 / 27  # CIE 15:2004


class Errors(Struct, frozen=True):
    """Mean CIE 1976 differences: of all pixels blurred, their 95th percentile, and of blocks."""

    seen: float
    worst: float
    tone: float
    chroma: float


def errors(inks: NDArray[np.uint8], target: Light, palette: Palette) -> Errors:
    """Those of ink indices against the light that they should give."""
    shown = ink_light(palette)[inks]
    apart = _lab(_blurred(shown)) - _lab(_blurred(target))
    seen = np.sqrt((apart**2).sum(axis=-1))
    blocks = _lab(_blocks(shown)) - _lab(_blocks(target))
    tone, chroma = np.abs(blocks[..., 0]), np.hypot(blocks[..., 1], blocks[..., 2])
    worst = float(np.percentile(seen, 95))
    return Errors(float(seen.mean()), worst, float(tone.mean()), float(chroma.mean()))


def target(photo: Image.Image, palette: Palette) -> Light:
    """The light of the best that inks can do: black and white the panel's, the rest in its hull."""
    inks = ink_light(palette)
    black, white = inks[palette.ink], inks[palette.paper]
    if palette.kind != "colour":
        return black + _TABLE[np.asarray(photo.convert("L"))][..., None] * (white - black)
    wanted = black + _TABLE[np.asarray(photo.convert("RGB"))] * (white - black)
    # Whole bytes repeat: each colour is looked for once.
    colours, where = np.unique(wanted.reshape(-1, 3), axis=0, return_inverse=True)
    return nearest(colours, inks)[where.ravel()].reshape(wanted.shape)


def ink_light(palette: Palette) -> Light:
    """The linear light of each measured ink."""
    return np.array([[LINEAR[code] for code in ink.measured] for ink in palette.inks])


def flats() -> list[Image.Image]:
    """Flat greys, dark to bright."""
    return [Image.new("RGB", (_FLAT_PX, _FLAT_PX), (code, code, code)) for code in FLATS]


def grain(inks: NDArray[np.uint8], palette: Palette) -> tuple[float, float]:
    """How much lightness of a flat field varies once blurred, and what share one frequency has.

    A grid has all of it in one; of good dots none stands out.
    """
    middle = ink_light(palette)[inks][16:-16, 16:-16]
    lightness = _lab(_blurred(middle))[..., 0]
    power = np.abs(np.fft.rfft2(lightness - lightness.mean())) ** 2
    return float(lightness.std()), float(power.max() / max(power.sum(), 1e-9))


def _blurred(light: Light) -> Light:
    return gaussian_filter(light, (SIGMA_PX, SIGMA_PX, 0), mode="nearest")


def _blocks(light: Light) -> Light:
    rows, columns = (side // BLOCK_PX for side in light.shape[:2])
    whole = light[: rows * BLOCK_PX, : columns * BLOCK_PX]
    return whole.reshape(rows, BLOCK_PX, columns, BLOCK_PX, 3).mean(axis=(1, 3))


def _lab(light: Light) -> Light:
    xyz = light @ _XYZ.T / _XYZ.sum(axis=1)
    f = np.where(xyz > _EPSILON, np.cbrt(np.maximum(xyz, 0)), (_KAPPA * xyz + 16) / 116)
    x, y, z = np.moveaxis(f, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)
