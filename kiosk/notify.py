"""What systemd is told: ready, alive, reloading, stopping (sd_notify(3)); nothing without it."""

import os
import socket
import time
from collections.abc import Mapping

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"


def notify(*lines: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Tell systemd these lines; whether anybody listened.

    A socket that is gone is no reason to stop a board.
    """
    address = environment.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return False
    # A name that begins with @ is in the abstract namespace (unix(7)).
    name = f"\0{address[1:]}" if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
            channel.connect(name)
            channel.sendall("\n".join(lines).encode())
    except OSError:
        return False
    return True


def reloading() -> tuple[str, str]:
    """The lines that say that settings are read anew; READY follows."""
    return "RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}"


def watched(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether systemd kills this process if it is not told in time that it lives."""
    for_us = environment.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
    return for_us and environment.get("WATCHDOG_USEC", "").isdecimal()
