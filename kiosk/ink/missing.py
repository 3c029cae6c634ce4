"""A photograph that a page wants, and that is not there."""

from pathlib import Path

from kiosk.errors import KioskError


class PictureMissingError(KioskError):
    """The photograph that `region` shows isn't in the photo folder, or its file is rotten."""

    def __init__(self, region: str, path: Path | None, why: str) -> None:
        self.region = region
        self.path = path
        super().__init__(
            f"region {region}: the photograph {path or 'of this story'} {why}; "
            "fetch it again, or draw the page without it"
        )
