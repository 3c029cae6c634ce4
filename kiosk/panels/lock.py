"""One process at a time drives a panel."""

import errno
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


class TakenError(PanelError):
    """Another process drives the panel now."""


@contextmanager
def held(path: Path, panel: str, *, device: bool = False) -> Iterator[None]:
    """Hold the file or device at `path` against other processes; a file is made if it is missing.

    Raises PanelError if it can't be opened, TakenError if another process keeps it.
    """
    try:
        handle = _opened(path, device=device)
    except OSError as error:
        raise PanelError(panel, unopened(path, error)) from error
    try:
        _take(handle, panel)
        yield
    finally:
        os.close(handle)


def _opened(path: Path, *, device: bool) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CLOEXEC | (0 if device else os.O_CREAT), 0o644)
    except OSError as error:
        if device or error.errno != errno.EROFS:
            raise
    # On a card that has become read-only a lock holds as well.
    return os.open(path, os.O_RDONLY | os.O_CLOEXEC)


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
                raise TakenError(panel, says) from None
            time.sleep(_STEP_S)
        else:
            return


def taken(path: Path) -> bool:
    """Whether another process holds the file or device at `path` now, as far as can be seen."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(handle)


def unopened(path: Path, error: OSError) -> str:
    """Why a file or device can't be opened, and what to do."""
    if error.errno == errno.ENOENT and path.name.startswith("spidev"):
        return (
            f"there is no {path}; switch SPI on (raspi-config, or dtparam=spi=on in "
            "/boot/firmware/config.txt) and start the computer again"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"{path} may not be used; add this user to the groups spi and gpio"
    return f"{path} can't be opened ({error.strerror or error})"
