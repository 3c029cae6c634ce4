"""What systemd hears, on a real socket."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.notify import ALIVE, READY, notify, reloading


@pytest.fixture
def ears(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind(str(tmp_path / "notify"))
        channel.settimeout(2)
        yield channel


def test_lines_arrive_as_one_message(ears: socket.socket) -> None:
    assert notify(READY, "STATUS=Bảng tin", environment={"NOTIFY_SOCKET": ears.getsockname()})
    assert ears.recv(500).decode() == "READY=1\nSTATUS=Bảng tin"


def test_a_socket_may_have_an_abstract_name() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind(f"\0kiosk-test-{os.getpid()}")
        channel.settimeout(2)
        assert notify(ALIVE, environment={"NOTIFY_SOCKET": f"@kiosk-test-{os.getpid()}"})
        assert channel.recv(500) == b"WATCHDOG=1"


@pytest.mark.parametrize("address", ["", "relative", "/nowhere/notify", "@nobody-listens-here"])
def test_nobody_listening_is_no_reason_to_stop(address: str) -> None:
    assert not notify(READY, environment={"NOTIFY_SOCKET": address} if address else {})


def test_a_reload_says_when_it_began() -> None:
    first, second = reloading()
    assert first == "RELOADING=1"
    assert int(second.removeprefix("MONOTONIC_USEC=")) > 0
