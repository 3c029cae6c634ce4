"""The lines between a computer and its panel: what hardware and simulated panels both are."""

from typing import Protocol

# The names of the lines that a bus drives; the select lines of chips are "cs0", "cs1".
RESET, DC, POWER = "reset", "dc", "power"


def select(chip: int) -> str:
    """The name of a chip's select line."""
    return f"cs{chip}"


class Wires(Protocol):
    """Levels are True for high; selects and reset are active low, DC is low for a command."""

    def set(self, line: str, level: bool) -> None:  # noqa: FBT001 - a level is a boolean
        """Drive a line."""

    def busy(self) -> bool:
        """The level of the BUSY or HRDY line; on all panels here, high is idle and ready."""

    def transfer(self, data: bytes, *, slow: bool = False) -> bytes:
        """Shift bytes out; `slow`: also give the as many that came back meanwhile."""

    def sleep(self, seconds: float) -> None:
        """Let time pass."""

    def now(self) -> float:
        """Seconds since any moment; never runs backwards."""

    def close(self) -> None:
        """Let go of everything."""
