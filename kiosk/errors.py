"""Every error that kiosk raises on purpose: one sentence, and the fields it was made from."""

from pathlib import Path

from msgspec import Struct


class KioskError(Exception):
    """Something that a person can act on; its text is what the command line prints."""


class Problem(Struct, frozen=True):
    """One fault in a file: `line` from 1 (0: unknown), `key` dotted, `says` what to do."""

    line: int
    key: str
    says: str


class ConfigError(KioskError):
    """kiosk.toml can't be used; it carries every problem found, not the first alone."""

    def __init__(self, path: Path | str, *problems: Problem) -> None:
        self.path = path
        self.problems = problems
        super().__init__("\n".join(located(path, p) for p in problems))


class LayoutError(KioskError):
    """A layout file can't be used; `region` is "" where the fault is the page's own."""

    def __init__(self, path: Path | str, region: str, problem: Problem) -> None:
        self.path = path
        self.region = region
        self.key = problem.key
        self.problem = problem
        super().__init__(located(path, problem))


class UsageError(KioskError):
    """The command line asks for something that is not there."""


class SourceError(KioskError):
    """A source gave nothing usable this time; what is stored stands."""

    def __init__(self, source: str, why: str) -> None:
        self.source = source
        self.why = why
        super().__init__(f"{source}: {why}")


class PanelError(KioskError):
    """The panel did not do `step`."""

    def __init__(self, panel: str, step: str) -> None:
        self.panel = panel
        self.step = step
        super().__init__(f"panel {panel}: {step}")


def located(path: Path | str, problem: Problem) -> str:
    """A problem's sentence, after the file, line and key that it is about."""
    line = f", line {problem.line}" if problem.line else ""
    key = f", {problem.key}" if problem.key else ""
    return f"{path}{line}{key}: {problem.says}"
