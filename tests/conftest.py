"""What holds in every test: nothing is logged unasked, and no network but loopback."""

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from editions import edition
from hypothesis import settings

from kiosk.config import Config
from kiosk.ink.words import Words
from kiosk.model import Edition

# A busy machine is no fault of the code.
settings.register_profile("kiosk", deadline=None)
settings.load_profile("kiosk")

_strayed: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="draw the pictures of docs/gallery anew"
    )


class _Listener(logging.Handler):
    """Keeps what is said at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning without having asked for caplog."""
    listener = _Listener()
    logging.getLogger().addHandler(listener)
    yield
    logging.getLogger().removeHandler(listener)
    if "caplog" not in request.fixturenames:
        assert not listener.heard


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fail a test that reached for the network, even where the refusal was swallowed."""
    _strayed.clear()
    yield
    assert not _strayed


@pytest.fixture
def news() -> Edition:
    """The edition of an ordinary morning."""
    return edition()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A board that writes into the test's own folder and follows no source."""
    return Config(
        path=tmp_path / "kiosk.toml",
        name="UBND Phường Bến Sen",
        state=tmp_path / "state",
        picture=tmp_path / "frame.png",
    )


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder, and a process that may not write everywhere, as root may."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() != 0:
            yield folder
            return
        folder.chmod(0o755)
        nobody = 65534
        os.chown(folder, nobody, nobody)
        os.seteuid(nobody)
        try:
            yield folder
        finally:
            os.seteuid(0)


def _stay_home(event: str, args: tuple[Any, ...]) -> None:
    """Refuse a connection to any other machine; an audit hook can't be taken out again."""
    if event != "socket.connect" or not isinstance(args[1], tuple):
        return
    host = str(args[1][0])
    if host != "localhost" and not ip_address(host).is_loopback:
        _strayed.append(host)
        raise ConnectionRefusedError(f"a test may not connect to {host}")


sys.addaudithook(_stay_home)


@pytest.fixture
def new_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory of words as in a new process: what other tests drew may have filled it."""
    monkeypatch.setattr("kiosk.ink.paint._WORDS", Words())
