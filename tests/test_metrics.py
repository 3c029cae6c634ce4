"""Figures for Prometheus: valid, whole, and written no more often than they must be."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.config import Config
from kiosk.content.source import FeedSource
from kiosk.health import Health, PanelHealth, status
from kiosk.metrics import Textfile, exposition
from kiosk.vitals import Vitals

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = rf'{NAME}="((?:[^"\\\n]|\\\\|\\"|\\n)*)"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (-?\d+(?:\.\d+)?)")

Figures = dict[tuple[str, str], float]


def parsed(words: str) -> Figures:
    """The figures, by a reading of the format that is stricter than Prometheus's own."""
    found: Figures = {}
    types: dict[str, str] = {}
    assert words.endswith("\n")
    for line in words.removesuffix("\n").split("\n"):
        if line.startswith("# HELP "):
            assert re.fullmatch(rf"# HELP ({NAME}) \S.*\.", line), line
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name not in types, name
            assert (kind == "counter") == name.endswith("_total"), name
            types[name] = kind
        else:
            sample = SAMPLE.fullmatch(line)
            assert sample, line
            assert list(types)[-1] == sample[1], "the samples of a family stand together"
            key = sample[1], sample[2] or ""
            assert key not in found, key
            found[key] = float(sample[5] if sample.lastindex == 5 else line.rpartition(" ")[2])
    return found


@pytest.fixture
def health(config: Config) -> Health:
    """A board that asks a portal with a name that wants escaping, and has a panel."""
    source = FeedSource("https://portal.example/rss", name='Cổng "phường"\\mới\ntin')
    panel = PanelHealth(
        "waveshare-7in5-v2", True, False, NOW, "full", NOW, 12, 2, "busy", NOW, NOW  # noqa: FBT003 - as in its fields
    )  # fmt: skip
    found = status(replace(config, sources=(source,)), NOW, root=config.state)
    seen = Vitals(0, 30, free_mb=1234, under_voltage=True, clock="synchronized")
    return replace(found, panel=panel, vitals=seen)


def test_figures_are_those_of_status(health: Health) -> None:
    said = parsed(exposition(health))
    labels = 'source="Cổng \\"phường\\"\\\\mới\\ntin",url="https://portal.example/rss"'
    panel = 'panel="waveshare-7in5-v2"'
    assert said["kiosk_well", ""] == 0
    assert said["kiosk_source_failures", labels] == 0
    assert said["kiosk_panel_refreshes_total", panel] == 12
    assert said["kiosk_panel_failures", panel] == 2
    assert said["kiosk_panel_refreshed_timestamp_seconds", panel] == NOW.timestamp()
    assert said["kiosk_disk_free_bytes", ""] == 1_230_000_000
    assert said["kiosk_card_worn_ratio", ""] == 0.3
    assert said["kiosk_under_voltage", ""] == 1
    assert said["kiosk_clock_trusted", ""] == 1


def test_what_is_not_known_has_no_figure(health: Health) -> None:
    bare = replace(health, panel=None, sources=(), vitals=Vitals())
    names = {name for name, _ in parsed(exposition(bare))}
    assert "kiosk_card_errors" not in names
    assert "kiosk_source_failures" not in names
    assert "kiosk_panel_failures" not in names
    assert "kiosk_clock_trusted" in names


def test_the_file_is_written_on_a_change_and_every_five_minutes(
    health: Health, tmp_path: Path
) -> None:
    ticks = 0.0
    path = tmp_path / "figures" / "kiosk.prom"
    file = Textfile(path, lambda: ticks)

    def written(now: Health) -> bool:
        before = path.stat().st_ino if path.exists() else 0
        file.keep(now)
        return path.stat().st_ino != before

    assert written(health)
    ticks = 299.0
    assert not written(replace(health, now=NOW + timedelta(minutes=1)))
    assert written(replace(health, stale_since=NOW))
    ticks = 600.0
    assert written(replace(health, stale_since=NOW))
    assert [one.name for one in path.parent.iterdir()] == ["kiosk.prom"]
    assert path.read_text(encoding="utf-8") == exposition(replace(health, stale_since=NOW))


def test_a_folder_that_refuses_is_told_and_tried_again(health: Health, tmp_path: Path) -> None:
    (tmp_path / "figures").write_text("no folder")
    file = Textfile(tmp_path / "figures" / "kiosk.prom", lambda: 0.0)
    file.keep(health)
    assert "can't be written" in file.problem
    (tmp_path / "figures").unlink()
    file.keep(health)
    assert file.problem == ""
