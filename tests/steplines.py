"""A driver's steps as lines that can be read beside a vendor's code."""

from kiosk.panels.steps import AwaitIdle, Pause, Reset, Send, Steps

LONG = 16


def lines(steps: Steps, *, chips: bool = False) -> str:
    """A step a line: bytes in hex (of a picture how many), waits by name, levels with ms."""
    return "\n".join(_line(step, chips) for step in steps)


def _line(step: object, chips: bool) -> str:  # noqa: FBT001 - its own caller's flag
    match step:
        case Reset(levels):
            return "reset " + " ".join(f"{'LH'[high]}{ms(held)}" for high, held in levels)
        case Send(command, data, to):
            bytes_ = data.hex(" ").upper() if len(data) < LONG else f"<{len(data)} bytes>"
            named = {(0,): "M ", (1,): "S ", (0, 1): "MS "}[to] if chips else ""
            return f"{named}{command:02X} {bytes_}".rstrip()
        case AwaitIdle(what, _, starts):
            return f"await {what}" + (" (BUSY seen)" if starts else "")
        case Pause(seconds):
            return f"pause {ms(seconds)}"
    raise AssertionError(step)


def ms(seconds: float) -> str:
    return f"{1000 * seconds:g}"
