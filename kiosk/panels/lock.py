"""One process at a time drives a panel."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.errors import PanelError

# A refresh of another process takes up to a minute; the service is not held up for that.
PATIENCE_S = 2.0
_STEP_S = 0.1


@contextmanager
def held(path: Path, panel: str) -> Iterator[None]:
    """Hold the file or device at `path`, which is made if it is missing, against other processes.

    Raises PanelError if another one keeps it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        why = error.strerror or str(error)
        raise PanelError(panel, f"can't open {path} ({why}); check its owner and rights") from error
    try:
        _take(handle, panel)
        yield
    finally:
        os.close(handle)


def _take(handle: int, panel: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                says = (
                    "another process drives it now; wait until that is done, "
                    "or stop the service: systemctl stop kiosk"
                )
                raise PanelError(panel, says) from None
            time.sleep(_STEP_S)
        else:
            return
