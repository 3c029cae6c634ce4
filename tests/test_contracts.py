"""Imports go down only, and every outside library has one door."""

from contextlib import chdir
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="not in a checkout")
def test_the_import_contracts_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    lint = import_module("importlinter.cli").lint_imports
    with chdir(ROOT):
        kept = lint(no_cache=True) == 0
    assert kept, capsys.readouterr().out
