"""Who says that a move is wrong."""

from msgspec import Struct

from kiosk.errors import PanelError


class RefusedError(PanelError):
    """What was sent would not work on a real panel, or would harm it."""


class Referee(Struct):
    """What becomes of a wrong move: an error at once, or one more sentence in `complaints`."""

    panel: str
    strict: bool
    complaints: list[str]

    def refuse(self, says: str) -> None:
        """Say what is wrong.

        Raises RefusedError if it is strict.
        """
        self.note(says)
        if self.strict:
            raise RefusedError(self.panel, says)

    def note(self, says: str) -> None:
        """Say what is odd, and yet done."""
        self.complaints.append(says)
