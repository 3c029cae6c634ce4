"""A browser that is kept open, asked over its pipe for one screenshot after another."""

# ruff: noqa: INP001, T201 (part of a script, which answers on stdout)

import base64
import fcntl
import io
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from browser import flags
from inks import reduced
from PIL import Image

# Where a browser listens and answers; ours must not lie there when they are moved.
_ASKED, _ANSWERED, _HIGH = 3, 4, 10
_PIECE = 1 << 20


class Kept:
    """A browser with one page open; a context manager."""

    def __init__(self, browser: str, page: dict[str, Any], address: str, profile: Path) -> None:
        theirs_in, self._asks = os.pipe()
        self._answers, theirs_out = os.pipe()
        moved = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _HIGH) for end in (theirs_in, theirs_out)]
        command = [browser, *flags(profile), "--remote-debugging-pipe", "about:blank"]
        self._process = os.posix_spawn(
            browser,
            command,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, moved[0], _ASKED),
                (os.POSIX_SPAWN_DUP2, moved[1], _ANSWERED),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
            setpgroup=0,
        )
        for end in (theirs_in, theirs_out, *moved):
            os.close(end)
        self._count, self._left, self._session = 0, b"", ""
        self._page = page
        self._open(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    def frame(self) -> Image.Image:
        """The page loaded anew, its screenshot in the panel's inks."""
        self._ask("Page.reload")
        self._await(lambda said: said.get("method") == "Page.loadEventFired")
        self._ask("Runtime.evaluate", expression="document.fonts.ready", awaitPromise=True)
        shot = self._ask("Page.captureScreenshot", format="png", optimizeForSpeed=True)
        with Image.open(io.BytesIO(base64.b64decode(shot["data"]))) as image:
            return reduced(image.convert("RGB"), self._page)

    def _open(self, address: str) -> None:
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self._ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        width, height = self._page["size"]
        self._ask("Page.enable")
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        self._ask("Page.navigate", url=address)
        self._await(lambda said: said.get("method") == "Page.loadEventFired")

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send one order; what it came to."""
        self._count += 1
        order = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            order["sessionId"] = self._session
        os.write(self._asks, json.dumps(order).encode() + b"\0")
        answer = self._await(lambda said: said.get("id") == self._count)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _await(self, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next message that fits; others are let go."""
        while True:
            message, ended, self._left = self._left.partition(b"\0")
            if not ended:
                self._left = message + self._more()
                continue
            said: dict[str, Any] = json.loads(message)
            if fits(said):
                return said

    def _more(self) -> bytes:
        pieces = [os.read(self._answers, _PIECE)]
        while pieces[-1] and b"\0" not in pieces[-1]:
            pieces.append(os.read(self._answers, _PIECE))
        if not pieces[-1]:
            raise EOFError("the browser is gone")
        return b"".join(pieces)


def main() -> None:
    """Print what a warm frame takes, in ms."""
    from timing import median_ms  # noqa: PLC0415 - only here

    browser, described = sys.argv[1:]
    path = Path(described)
    page = json.loads(path.read_bytes())
    address = path.with_suffix(".html").as_uri()
    with Kept(browser, page, address, path.parent / "warm-profile") as kept:
        print(median_ms(kept.frame))
        kept.frame().save(path.with_name("warm.png"))
