"""The ladder of imports and the doors of libraries, as pyproject.toml has them."""

import subprocess
import sys
from pathlib import Path

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"


def test_imports_keep_their_contracts() -> None:
    # In a process of its own: the linter configures logging for all that runs beside it.
    script = "import sys; from importlinter.cli import lint_imports as lint; sys.exit(lint(sys.argv[1], no_cache=True))"  # noqa: E501 - one line of another program
    linted = subprocess.run(
        [sys.executable, "-c", script, PYPROJECT],
        cwd=PYPROJECT.parent,
        capture_output=True,
        text=True,
        check=False,
    )

    assert linted.returncode == 0, linted.stdout + linted.stderr
