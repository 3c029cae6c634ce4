"""A server on raw sockets that answers with whatever bytes a test scripts, as slowly as it says."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Talk = Callable[[socket.socket], None]


class FaultServer:
    """Answers each path by its script; `asked` keeps every request's head."""

    def __init__(self) -> None:
        self.scripts: dict[str, Talk] = {}
        self.asked: list[str] = []
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=20)
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def own(self) -> frozenset[str]:
        return frozenset({f"127.0.0.1:{self.port}"})

    def answer(self, path: str, body: bytes = b"", status: str = "200 OK", **headers: str) -> None:
        """Script a whole answer; header names are written with underscores."""
        self.scripts[path] = lambda peer: peer.sendall(reply(body, status, **headers))

    def raw(self, path: str, data: bytes) -> None:
        self.scripts[path] = lambda peer: peer.sendall(data)

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                peer, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _serve(self, peer: socket.socket) -> None:
        with peer, suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                piece = peer.recv(4096)
                if not piece:
                    return
                head += piece
            self.asked.append(head.decode("latin-1"))
            path = head.split()[1].decode("latin-1")
            self.scripts.get(path, lambda p: p.sendall(reply(b"", "404 Not Found")))(peer)


@contextmanager
def serving() -> Iterator[FaultServer]:
    server = FaultServer()
    try:
        yield server
    finally:
        server.close()


def reply(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    named = {"Content_Length": str(len(body)), "Connection": "close"} | headers
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in named.items() if value]
    return f"HTTP/1.1 {status}\r\n{''.join(lines)}\r\n".encode("latin-1") + body


def drip(start: bytes, piece: bytes, every_s: float) -> Talk:
    """`start` at once, then `piece` again and again."""

    def talk(peer: socket.socket) -> None:
        peer.sendall(start)
        for _ in range(100):
            time.sleep(every_s)
            peer.sendall(piece)

    return talk


def bomb(mib: int) -> bytes:
    """`mib` MiB of zeros in about a thousandth of that."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(mib)) + packer.flush()


def zipped(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
