"""Photographs in a panel's inks, kept so that no page's turn decodes or dithers one again."""

from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

from PIL import Image

from kiosk import __version__
from kiosk.board import Method
from kiosk.files import write_whole
from kiosk.fingerprint import fingerprint
from kiosk.frame import Frame, Palette
from kiosk.geometry import Size
from kiosk.ink.unreadable import UNREADABLE
from kiosk.raw import raw
from kiosk.scene import Picture

MOST_FILES = 200
MOST_BYTES = 24 * 2**20
# In memory, a byte a pixel: the pictures of a programme's pages, and none of the card's time.
MOST_REMEMBERED_BYTES = 4 * 2**20
# Part of every name: to be raised with any change of how photographs are prepared.
_RECIPE = 1


class Prepared:
    """The pictures in `folder`, the newest of them, and in memory those shown last.

    For one thread. Where the disk refuses, pictures are kept in memory alone, and `problem` says
    why ("" where it does not).
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problem = ""
        self._remembered: OrderedDict[str, Image.Image] = OrderedDict()

    def recall(self, name: str, palette: Palette) -> Image.Image | None:
        """The indices (mode L) kept as `name`; None if there are none that are whole."""
        image = self._remembered.pop(name, None) or self._read(name, palette)
        if image is not None:
            self._remember(name, image)
        return image

    def keep(self, name: str, image: Image.Image, palette: Palette) -> None:
        """Keep indices (mode L), and let the oldest go that are too many."""
        self._remember(name, image)
        frame = Frame(Size(*image.size), palette, raw(image))
        try:
            write_whole(self.folder / name, frame.png(as_seen=True))
            self._bound()
        except OSError as fault:
            self.problem = f"{self.folder}: prepared photographs can't be kept ({fault.strerror})"
        else:
            self.problem = ""

    def _remember(self, name: str, image: Image.Image) -> None:
        self._remembered[name] = image
        taken = sum(one.width * one.height for one in self._remembered.values())
        while taken > MOST_REMEMBERED_BYTES and len(self._remembered) > 1:
            _, gone = self._remembered.popitem(last=False)
            taken -= gone.width * gone.height

    def _read(self, name: str, palette: Palette) -> Image.Image | None:
        try:
            with Image.open(self.folder / name, formats=["PNG"]) as file:
                told = file.info.get("kiosk-digest")
                frame = Frame(Size(*file.size), palette, file.tobytes())
        # Missing, or rotten: it is made anew.
        except UNREADABLE:
            return None
        return Image.frombytes("L", frame.size, frame.pixels) if told == frame.digest else None

    def _bound(self) -> None:
        """Unlink the oldest files beyond the bounds; reading one does not make it younger."""
        found = [(path, path.stat()) for path in self.folder.iterdir() if path.is_file()]
        files, size = 0, 0
        for path, state in sorted(found, key=lambda one: -one[1].st_mtime_ns):
            files, size = files + 1, size + state.st_size
            if files > MOST_FILES or size > MOST_BYTES:
                with suppress(FileNotFoundError):  # another process was first
                    path.unlink()


def name_of(picture: Picture, palette: Palette, method: Method) -> str:
    """The file name of a prepared picture, the same for all that would look the same."""
    photo = picture.photo
    inks = [(ink.name, ink.measured) for ink in palette.inks]
    how = (palette.kind, inks, palette.profile, method, __version__, _RECIPE)
    shown = (photo.key, photo.size, photo.focus, photo.heads, picture.fit, picture.rect.size)
    return fingerprint(repr((shown, how)).encode()) + ".png"
