"""`kiosk preview`: an address on this computer, a browser that opens it, and the end by Ctrl-C."""

import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from functools import partial
from ipaddress import ip_address
from types import FrameType

import uvicorn
from msgspec import Struct

from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.preview.guard import Guard
from kiosk.preview.studio import Opening, Studio
from kiosk.preview.web import Server

__all__ = ["Address", "Opening", "serve"]

BROWSES_AFTER_S, ENDS_S = 0.5, 1


class Address(Struct, frozen=True):
    """Where a preview listens (port 0: any that is free), and whether a browser is opened."""

    host: str = "127.0.0.1"
    port: int = 0
    browse: bool = True


def serve(config: Config, opening: Opening, address: Address, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C.

    Elsewhere than on loopback every request needs a token, which stands in the address.
    Raises KioskError where the port can't be had.
    """
    host = address.host
    with _listening(host, address.port) as listening:
        port = listening.getsockname()[1]
        local = _is_loopback(host)
        token = "" if local else secrets.token_urlsafe(18)
        server = Server(partial(Studio, config, opening))
        guarded = Guard(server.app, _hosts(port) if local else frozenset(), token)
        where = f"http://{_shown(host)}:{port}/{f'?token={token}' if token else ''}"
        say(where)
        if not local:
            say("whoever has this address sees the board; end it with Ctrl-C")
        if address.browse:
            threading.Timer(BROWSES_AFTER_S, webbrowser.open, [where]).start()
        settings = uvicorn.Config(
            guarded, log_level="warning", access_log=False, timeout_graceful_shutdown=ENDS_S
        )
        _Serving(settings, server).run(sockets=[listening])


class _Serving(uvicorn.Server):
    """A server that does not wait for browsers which wait for changes."""

    def __init__(self, settings: uvicorn.Config, server: Server) -> None:
        super().__init__(settings)
        self.served = server

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.served.end()
        super().handle_exit(sig, frame)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        says = f"can't listen on {host}, port {port} ({error.strerror}); name another --port."
        raise KioskError(says) from error


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _hosts(port: int) -> frozenset[str]:
    """The names by which this computer calls itself; 80 is left out of a Host header."""
    names = ("127.0.0.1", "localhost", "[::1]")
    return frozenset(f"{name}:{port}" for name in names) | frozenset(names if port == 80 else ())  # noqa: PLR2004 - HTTP's own port


def _shown(host: str) -> str:
    """A host as it stands in an address; one that means every address is named as this one."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - it is asked for
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host
