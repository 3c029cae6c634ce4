"""The panel that is a PNG file."""

import io
import struct
from pathlib import Path

from PIL import Image

from kiosk.errors import PanelError
from kiosk.files import write_whole
from kiosk.frame import Frame, Palette
from kiosk.geometry import Size

# What Pillow raises on files that are no whole PNG; a file cut inside a chunk's length or type
# comes as struct.error or SyntaxError.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    Image.DecompressionBombError,
)

# Pillow stops before the last chunk's check sum; these 8 bytes end every whole PNG.
LAST_CHUNK = b"IEND\xaeB`\x82"


def show(frame: Frame, path: Path, *, as_seen: bool = False) -> None:
    """Write the frame as the PNG `path`, whole or not at all, in nominal or in measured colours.

    Raises PanelError if the disk refuses.
    """
    try:
        write_whole(path, frame.png(as_seen=as_seen))
    except OSError as error:
        why = error.strerror or str(error)
        raise PanelError(
            "png", f"can't write {path} ({why}); check the folder, its owner, the disk"
        ) from error


def read(path: Path, palette: Palette) -> Frame | None:
    """The frame of this palette that `path` shows; None if no whole one of ours is there."""
    try:
        data = path.read_bytes()
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            digest = image.info.get("kiosk-digest")
            frame = Frame(Size(*image.size), palette, image.tobytes())
    except UNREADABLE:
        return None
    return frame if data.endswith(LAST_CHUNK) and frame.digest == digest else None


def shown(path: Path) -> str | None:
    """The digest of the frame that `path` shows; None if no whole frame of ours is there."""
    try:
        data = path.read_bytes()
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            digest = image.info.get("kiosk-digest")
            image.verify()
    except UNREADABLE:
        return None  # not known: the policy then shows the new frame, which mends the file
    return digest if isinstance(digest, str) and data.endswith(LAST_CHUNK) else None
