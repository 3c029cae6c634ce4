"""The one error of pictures from outside."""

from kiosk.errors import KioskError


class PictureError(KioskError):
    """A picture can't be used; the text says why, as what the picture is."""
