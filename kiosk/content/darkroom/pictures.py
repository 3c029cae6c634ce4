"""A foreign picture, decoded once and kept as our own JPEG."""

import hashlib
import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from PIL import Image

from kiosk.content.darkroom import markers
from kiosk.content.darkroom.bounds import MOST_FILE_BYTES
from kiosk.content.darkroom.develop import develop
from kiosk.content.darkroom.focus import imprint_of
from kiosk.content.darkroom.imprint import Imprint
from kiosk.content.darkroom.kept import LARGEST_PX, Kept, bounded, stored
from kiosk.content.darkroom.negative import Negative
from kiosk.content.darkroom.scaled import read_jpeg
from kiosk.content.darkroom.unusable import PictureError
from kiosk.files import write_whole
from kiosk.geometry import Size

__all__ = ["PHOTO", "SHEET", "Copy", "Kept", "PictureError", "bounded", "intake", "look", "stored"]


class Copy(Struct, frozen=True):
    """How we keep a picture: the longest side in pixels, JPEG's quality, colours in full or halved.

    `suffix` ends the file's name, so that two copies of one picture do not meet. Where a picture
    is never `cropped` no focus is looked for.
    """

    suffix: str = ".jpg"
    largest_px: int = LARGEST_PX
    quality: int = 90
    full_colour: bool = False
    cropped: bool = True


PHOTO = Copy()
# Small coloured letters would lose their edges in halved colours.
SHEET = Copy(suffix=".sheet.jpg", quality=95, full_colour=True, cropped=False)

_JPEG = b"\xff\xd8\xff"


def intake(body: bytes, folder: Path, copy: Copy = PHOTO) -> Kept:
    """The foreign picture `body` as our own JPEG in `folder`.

    Upright, sRGB, on white, without metadata but its focus. The name is made from the bytes, so
    that a picture seen before is not decoded again. Takes 64 MB at most beside `body`: what would
    take more is decoded smaller, or refused.
    Raises PictureError if it is none that a page can use, OSError if the disk refuses.
    """
    path = folder / (hashlib.sha256(body).hexdigest() + copy.suffix)
    found = stored(path)
    if found and found.looked:
        return found
    with _told():
        ours, size, said = _copied(body, copy)
    write_whole(path, ours)
    return Kept(path.name, size, said.focus, said.heads)


def look(path: Path) -> Kept:
    """Our own copy at `path`, its focus found now and written into it; no pixel is coded anew.

    Raises PictureError if it is not there or torn, OSError if the disk refuses.
    """
    found = stored(path)
    if found is None:
        raise PictureError("our copy of the picture is gone")
    with _told():
        body = path.read_bytes()
        image, _ = read_jpeg(body, PHOTO.largest_px)
        said = imprint_of(image.image)
        ours = markers.commented(body, bytes(said))
    write_whole(path, ours)
    return Kept(path.name, found.size, said.focus, said.heads)


@contextmanager
def _told() -> Iterator[None]:
    """Whatever decoding meets, as a PictureError."""
    try:
        yield
    except PictureError:
        raise
    except Image.DecompressionBombError as fault:
        raise PictureError("the picture has too many pixels") from fault
    except MemoryError as fault:
        raise PictureError("there is too little memory for the picture") from fault
    # Broad on purpose: on hostile bytes Pillow raises what its decoders happen to meet
    # (SyntaxError, struct.error, ValueError), and all of it means a rotten file.
    except Exception as fault:
        raise PictureError(f"the picture can't be decoded ({type(fault).__name__})") from fault


def _copied(body: bytes, copy: Copy) -> tuple[bytes, Size, Imprint]:
    if len(body) > MOST_FILE_BYTES:
        raise PictureError(f"the picture's file is too large ({len(body) // 2**20} MiB)")
    with warnings.catch_warnings():
        # Pillow tells of odd metadata, which are left behind.
        warnings.simplefilter("ignore")
        ours = develop(*_reader(body)(body, copy.largest_px))
    said = imprint_of(ours) if copy.cropped else Imprint()
    ours.info = {}
    out = _Jpeg()
    ours.save(
        out,
        quality=copy.quality,
        subsampling=0 if copy.full_colour else 2,
        comment=bytes(said),
    )
    return out.getvalue(), Size(*ours.size), said


class _Jpeg(io.BytesIO):
    """Told the kind by a name, Pillow loads one writer; told it in words, readers of five kinds."""

    name = "ours.jpg"


def _reader(body: bytes) -> Callable[[bytes, int], tuple[Negative, Size]]:
    if body.startswith(_JPEG):
        return read_jpeg
    # Most photographs are JPEG, and Pillow's other readers take a while to load.
    from kiosk.content.darkroom import held  # noqa: PLC0415 - as said

    return held.reader(body)
