"""A board's health as figures for Prometheus, in the form that node_exporter reads from a file."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from kiosk import __version__
from kiosk.files import write_whole
from kiosk.health import Health

# A file that does not change is written anew so often, for whoever looks at its age.
PACE_S = 300.0
# Free room is told in steps: a file that changes with every byte would be written without end.
_STEP_MB = 10
_MB = 1_000_000

# Labels and a value; None: this board has no such figure.
Sample = tuple[dict[str, str], float | None]


class Textfile:
    """The file at `path`; `problem` is a sentence where it can't be written, else ""."""

    def __init__(self, path: Path, ticks: Callable[[], float]) -> None:
        self.path = path
        self.ticks = ticks
        self.problem = ""
        self._words = ""
        self._written = 0.0

    def keep(self, health: Health) -> None:
        """Write the figures if they changed, or were not written for five minutes."""
        words = exposition(health)
        if words == self._words and self.ticks() < self._written + PACE_S:
            return
        try:
            # What a power cut takes is written again a minute after the next start.
            write_whole(self.path, words.encode(errors="replace"), lasting=False)
        except OSError as error:
            says = error.strerror or error
            self.problem = f"{self.path}: the figures can't be written ({says}); check the folder"
            return
        self.problem, self._words, self._written = "", words, self.ticks()


def exposition(health: Health) -> str:
    """The figures, as text."""
    lines = []
    for name, kind, says, samples in _families(health):
        told = [
            f"kiosk_{name}{_labels(labels)} {_number(value)}"
            for labels, value in samples
            if value is not None
        ]
        if told:
            lines += [f"# HELP kiosk_{name} {says}", f"# TYPE kiosk_{name} {kind}", *told]
    return "".join(f"{line}\n" for line in lines)


def _families(health: Health) -> Iterator[tuple[str, str, str, list[Sample]]]:
    yield "build_info", "gauge", "The version, as a label.", [({"version": __version__}, 1)]
    yield "well", "gauge", "1 if all is as it should be.", [({}, health.well)]
    stale = health.stale_since is not None
    yield "news_stale", "gauge", "1 if the board says that its news is old.", [({}, stale)]
    count = len(health.problems)
    yield "problems", "gauge", "Files and settings that can't be used.", [({}, count)]
    last = health.errors[-1].last if health.errors else None
    yield (
        "last_error_timestamp_seconds",
        "gauge",
        "When anything last went wrong.",
        [({}, _s(last))],
    )
    yield from _of_sources(health)
    yield from _of_panel(health)
    yield from _of_computer(health)


def _of_sources(health: Health) -> Iterator[tuple[str, str, str, list[Sample]]]:
    named = [({"source": one.name, "url": one.url}, one) for one in health.sources]
    says = "When the source last answered."
    answered: list[Sample] = [(labels, _s(one.answered_at)) for labels, one in named]
    yield "source_answered_timestamp_seconds", "gauge", says, answered
    failures: list[Sample] = [(labels, one.failures) for labels, one in named]
    yield "source_failures", "gauge", "Failures in a row.", failures
    stories: list[Sample] = [(labels, one.stories) for labels, one in named]
    yield "source_stories", "gauge", "Stories of it on the board.", stories
    held: list[Sample] = [(labels, one.held) for labels, one in named]
    yield "source_held", "gauge", "Stories of it that wait for approval.", held


def _of_panel(health: Health) -> Iterator[tuple[str, str, str, list[Sample]]]:
    shown = health.shown
    if shown:
        says = "Since when the page stands that was shown last."
        since: list[Sample] = [({"page": shown.page}, _s(shown.since))]
        yield "shown_timestamp_seconds", "gauge", says, since
    if panel := health.panel:
        model = {"panel": panel.model}
        refreshed: list[Sample] = [(model, _s(panel.refreshed_at))]
        says = "When the panel was last refreshed."
        yield "panel_refreshed_timestamp_seconds", "gauge", says, refreshed
        says = "Refreshes of the panel in all."
        yield "panel_refreshes_total", "counter", says, [(model, panel.refreshes)]
        yield "panel_failures", "gauge", "Failures in a row.", [(model, panel.failures)]


def _of_computer(health: Health) -> Iterator[tuple[str, str, str, list[Sample]]]:
    seen = health.vitals
    free = None if seen.free_mb is None else seen.free_mb // _STEP_MB * _STEP_MB * _MB
    yield "disk_free_bytes", "gauge", "Free room for the state folder.", [({}, free)]
    says = "1 if the state folder is read-only."
    yield "state_read_only", "gauge", says, [({}, seen.read_only)]
    yield "card_errors", "gauge", "Errors that ext4 counted.", [({}, seen.card_errors)]
    worn = None if seen.card_worn is None else seen.card_worn / 100
    yield "card_worn_ratio", "gauge", "What an eMMC has used of its life.", [({}, worn)]
    says = "1 if the supply's voltage is too low."
    yield "under_voltage", "gauge", says, [({}, seen.under_voltage)]
    says = "1 if the network or a battery set the clock."
    yield "clock_trusted", "gauge", says, [({}, seen.clock_trusted)]


def _labels(labels: dict[str, str]) -> str:
    told = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{told}}}" if told else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _s(moment: datetime | None) -> float | None:
    """An instant as seconds since 1970."""
    return None if moment is None else float(int(moment.timestamp()))
