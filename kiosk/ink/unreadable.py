"""What Pillow raises on a file that is no whole picture."""

import struct
import zlib

from PIL import Image

UNREADABLE = (OSError, SyntaxError, ValueError, struct.error, zlib.error, EOFError,
              Image.DecompressionBombError)  # fmt: skip
