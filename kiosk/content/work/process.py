"""The board's end of the worker process: start it, ask it, give up on it in time."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk import archive
from kiosk.content.work import wire
from kiosk.content.work.tasks import RESULTS, Failed, GetReady, Order, Result, Task

# A feed of 4 MiB is half as long again as JSON.
LONGEST_RESULT = 12 << 20
_PIECE = 1 << 16
# Isolated from the environment, and from what is installed, but for where this process found its
# modules, checkout or not.
_START = (
    "import gc, sys; sys.path.extend(path for path in sys.argv[2:] if path not in sys.path);"
    " gc.disable(); from kiosk import archive; sys.argv[1] and archive.use(anywhere=True);"
    " from kiosk.content.work.worker import main; gc.freeze(); gc.enable(); sys.exit(main())"
)
_HERE = str(Path(__file__).parents[3])
_PATH = (_HERE, *filter(os.path.isabs, sys.path))
# Modules come out of the archive if this process's own do.
_ARCHIVED = "archived" if archive.in_use() else ""
COMMAND = (sys.executable, "-I", "-S", "-c", _START, _ARCHIVED, *_PATH)
# One arena, where others reserve 64 MiB of addresses for each thread; and one thread of numpy's
# BLAS, which would reserve 32 MiB for each core.
FRUGAL = {"MALLOC_ARENA_MAX": "1", "OPENBLAS_NUM_THREADS": "1"}
_ENDED = {
    -signal.SIGALRM: "the answer did not come in time",
    -signal.SIGXCPU: "reading it takes more time than a board can spare",
    -signal.SIGXFSZ: "what came is larger than a board can keep",
}


class Worker:
    """A process that does tasks one by one, begun when first asked and anew when it has died.

    A context manager, for one thread; nothing of it is left when the context ends.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._child: subprocess.Popen[bytes] | None = None
        self._left = b""
        self.begun = 0

    @property
    def pid(self) -> int | None:
        """The process's number while it lives."""
        return self._child.pid if self._child else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._end()

    def begin(self) -> None:
        """Start the process now; it gets ready for GETs while this one is busy with other things.

        What goes wrong with it is told by what is asked of it.
        """
        with suppress(OSError):
            self._send(GetReady())

    def ask(self, task: Task, patience_s: float) -> Result:
        """What the worker makes of `task`; Failed with a sentence if it died, lied or was late."""
        try:
            answer = self._answer(task, time.monotonic() + patience_s)
            result: Result = wire.load(answer, *RESULTS)
        except TimeoutError:
            self._end()
            return Failed(f"it was not done within {patience_s:.0f} s", unreachable=True)
        except (EOFError, BrokenPipeError):
            return self._obituary()
        except OSError as fault:
            self._end()
            return Failed(f"no process could be begun to read it ({fault.strerror})")
        except ValueError as fault:
            self._end()
            return Failed(f"the reading process answered nonsense ({fault})")
        else:
            return result

    def _answer(self, task: Task, ends: float) -> str:
        child = self._send(task)
        pieces = [self._left]
        while b"\n" not in pieces[-1]:
            pieces.append(self._piece(child, ends))
            if sum(map(len, pieces)) > LONGEST_RESULT:
                raise ValueError("it is too long")
        answer, _, self._left = b"".join(pieces).partition(b"\n")
        return answer.decode()

    def _send(self, order: Order) -> subprocess.Popen[bytes]:
        child = self._running()
        assert child.stdin  # noqa: S101 - for mypy: both are pipes
        child.stdin.write(wire.dump(order).encode() + b"\n")
        child.stdin.flush()
        return child

    def _piece(self, child: subprocess.Popen[bytes], ends: float) -> bytes:
        assert child.stdout  # noqa: S101 - for mypy
        ready, _, _ = select.select([child.stdout], [], [], max(0.0, ends - time.monotonic()))
        if not ready:
            raise TimeoutError
        piece = os.read(child.stdout.fileno(), _PIECE)
        if not piece:
            raise EOFError
        return piece

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self.begun += 1
            environment = os.environ | FRUGAL
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
                cwd="/",
            )
        return self._child

    def _obituary(self) -> Failed:
        """Why the worker died: by a limit of its own, or by what it read."""
        child, self._left = self._child, b""
        code = child.wait() if child else 0
        self._end()
        said = _ENDED.get(code, f"reading it broke the reading process (exit code {code})")
        return Failed(said, unreachable=code == -signal.SIGALRM)

    def _end(self) -> None:
        child, self._child, self._left = self._child, None, b""
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()
