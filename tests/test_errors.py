"""Errors say where, and keep what they were made from."""

from pathlib import Path

import pytest

from kiosk.errors import ConfigError, KioskError, LayoutError, PanelError, Problem, SourceError


def test_a_config_error_has_a_line_for_every_problem() -> None:
    error = ConfigError(
        "kiosk.toml",
        Problem(3, "board.nam", 'is not known here; did you mean "name"?'),
        Problem(0, "panel", "is missing; write it here."),
        Problem(7, "", "this is not TOML; correct this line."),
    )
    assert str(error).splitlines() == [
        'kiosk.toml, line 3, board.nam: is not known here; did you mean "name"?',
        "kiosk.toml, panel: is missing; write it here.",
        "kiosk.toml, line 7: this is not TOML; correct this line.",
    ]
    assert [problem.line for problem in error.problems] == [3, 0, 7]


def test_a_layout_error_names_file_line_region_and_key() -> None:
    problem = Problem(12, "region.lead.font", "must be a role and a size")
    error = LayoutError(Path("layouts/tin.landscape.toml"), "lead", problem)
    assert str(error).startswith("layouts/tin.landscape.toml, line 12, region.lead.font: must")
    assert (error.region, error.key, error.problem) == ("lead", "region.lead.font", problem)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (SourceError("http://portal.example/rss", "no answer"), "http://portal.example/rss: no"),
        (PanelError("waveshare-7in5-v2", "busy for 30 s"), "panel waveshare-7in5-v2: busy for"),
    ],
)
def test_others_name_who_failed(error: KioskError, says: str) -> None:
    assert str(error).startswith(says)
    assert isinstance(error, KioskError)
