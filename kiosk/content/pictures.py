"""A foreign photograph, decoded once and kept as our own JPEG."""

import hashlib
import io
import warnings
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from kiosk.errors import KioskError
from kiosk.files import write_whole
from kiosk.geometry import Size

# By content, never by name: Pillow's EPS reader would run Ghostscript on an .eps named .jpg.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LARGEST_PX = 2560
SMALLEST_PX = 16
STEEPEST = 8
QUALITY = 90
# A baseline JPEG is scaled while it is decoded; a progressive one holds all its coefficients
# (90 MB at 24 megapixels), and the other formats all their pixels.
MOST_PIXELS_JPEG = 64_000_000
MOST_PIXELS_PROGRESSIVE = 24_000_000
MOST_PIXELS = 16_000_000
_WHITE = (255, 255, 255)


class PictureError(KioskError):
    """A picture can't be used; the text says why, as what the picture is."""


def intake(body: bytes, folder: Path) -> tuple[str, Size]:
    """The foreign picture `body` as our own JPEG in `folder`: its file name there, and its size.

    Upright, sRGB, on white, at most 2560 px, without metadata. The name is made from the bytes,
    so that a picture seen before is not decoded again.
    Raises PictureError if it is none that a page can use, OSError if the disk refuses.
    """
    key = hashlib.sha256(body).hexdigest() + ".jpg"
    path = folder / key
    if size := stored(path):
        return key, size
    try:
        with warnings.catch_warnings():
            # Our own limits are lower and are checked before a pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            ours = _decoded(body)
    except PictureError:
        raise
    except UnidentifiedImageError as fault:
        raise PictureError("it is no JPEG, PNG, WebP or GIF picture") from fault
    except Image.DecompressionBombError as fault:
        raise PictureError("the picture has too many pixels") from fault
    # Broad on purpose: on hostile bytes Pillow raises what its decoders happen to meet
    # (SyntaxError, struct.error, ValueError, MemoryError), and all of it means a rotten file.
    except Exception as fault:
        raise PictureError(f"the picture can't be decoded ({type(fault).__name__})") from fault
    out = io.BytesIO()
    ours.save(out, "JPEG", quality=QUALITY)
    write_whole(path, out.getvalue())
    return key, Size(*ours.size)


def stored(path: Path) -> Size | None:
    """The size in pixels of our own copy at `path`; None if it is missing or torn."""
    try:
        with Image.open(path, formats=("JPEG",)) as image:
            return Size(*image.size)
    except (OSError, ValueError, SyntaxError):  # missing, or not the JPEG that we wrote
        return None


def _decoded(body: bytes) -> Image.Image:
    with Image.open(io.BytesIO(body), formats=FORMATS) as image:
        _require_fit(image)
        width, height = image.size
        scale = min(1.0, LARGEST_PX / max(width, height))
        image.draft("RGB", (round(width * scale), round(height * scale)))
        image.load()
        # Scaled before it is turned and flattened, which copy what they get; only a palette,
        # which can't be averaged, must go first.
        small = _flat(image) if image.mode in ("P", "1") else image
        small.thumbnail((LARGEST_PX, LARGEST_PX), Image.Resampling.LANCZOS, reducing_gap=None)
        ours = _srgb(ImageOps.exif_transpose(small))
    ours.info = {}
    return ours


def _require_fit(image: Image.Image) -> None:
    width, height = image.size
    if min(width, height) < SMALLEST_PX:
        raise PictureError(f"the picture is too small ({width}x{height} px)")
    if max(width, height) > STEEPEST * min(width, height):
        raise PictureError(f"the picture is a strip ({width}x{height} px)")
    if width * height > _most_pixels(image):
        raise PictureError(f"the picture has too many pixels ({width}x{height} px)")


def _most_pixels(image: Image.Image) -> int:
    if image.format != "JPEG":
        return MOST_PIXELS
    return MOST_PIXELS_PROGRESSIVE if image.info.get("progressive") else MOST_PIXELS_JPEG


def _srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    flat = _flat(image)
    if not profile or flat.mode not in ("RGB", "CMYK", "L"):
        return flat.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        seen = ImageCms.profileToProfile(
            flat, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    # A rotten profile costs its colours, not the picture.
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return flat.convert("RGB")
    return seen or flat.convert("RGB")


def _flat(image: Image.Image) -> Image.Image:
    """`image` in eight bits without transparency, which becomes white."""
    if image.mode.startswith("I"):
        # Pillow clips sixteen bits to eight instead of scaling them.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB") if image.mode in ("P", "1", "PA", "LA") else image
    clear = image.convert("RGBA")
    sheet = Image.new("RGB", image.size, _WHITE)
    sheet.paste(clear, mask=clear.getchannel("A"))
    return sheet
