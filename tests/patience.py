"""An end to what would never end: a guard against endless work, no measure of speed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Many times what any machine needs; the worker's own limit is stricter.
CPU_S = 30


@contextmanager
def ends() -> Iterator[None]:
    """Fail what is still computing when all patience is over."""

    def give_up(_: int, __: FrameType | None) -> None:
        raise AssertionError(f"still computing after {CPU_S} s of processor time")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, CPU_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
