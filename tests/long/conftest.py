"""Everything in this folder is long; `make test-long` asks for it."""

import faulthandler
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mutation import SECONDS

HERE = Path(__file__).parent
# A regular expression can't be interrupted; only the end of the process shows where it hangs.
HANGS_AFTER_S = 120


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.long)


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[Callable[[], None]]:
    """End the run with every stack if one test hangs far beyond its time.

    A test of many parts calls this before each of them, and each has that time.
    """

    def begin() -> None:
        faulthandler.dump_traceback_later(SECONDS + HANGS_AFTER_S, exit=True)

    begin()
    yield begin
    faulthandler.cancel_dump_traceback_later()
