"""Memory that a page took, given back to the system."""

import ctypes


def give_back() -> None:
    """Let the C library return what is free; it keeps some megabytes of each large picture.

    malloc_trim(3) is glibc's own: elsewhere there is nothing to do.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
