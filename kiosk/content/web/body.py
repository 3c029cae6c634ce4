"""An answer's body, read undecoded in small pieces, unzipped under limits, and whole or refused."""

import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from kiosk.content.web.answer import MIB, FetchError, Limits

_GZIP = 31  # zlib's window bits for a gzip wrapper


def read(piece: Callable[[], bytes], headers: Mapping[str, str], limits: Limits) -> bytes:
    """The whole body whose next bytes, as sent, `piece` gives until it gives none.

    Raises FetchError if it is too large, broken off, or in a coding that was not asked for.
    """
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise FetchError(f"the server sent a coding that nobody asked for ({coding[:40]})")
    length = _length(headers)
    if length is not None and length > limits.compressed:
        raise _too_large(limits.compressed)
    unzip = zlib.decompressobj(_GZIP) if coding.endswith("gzip") else None
    body, taken = bytearray(), 0
    while sent := piece():
        taken += len(sent)
        body += _unzipped(unzip, sent, limits.decoded + 1 - len(body)) if unzip else sent
        if taken > limits.compressed or len(body) > limits.decoded:
            raise _too_large(limits.compressed if taken > limits.compressed else limits.decoded)
    if (length is not None and taken != length) or (unzip and taken and not unzip.eof):
        raise FetchError("the answer broke off before its end")
    return bytes(body)


def _too_large(limit: int) -> FetchError:
    return FetchError(f"the answer is larger than {limit / MIB:.3g} MiB")


def _unzipped(unzip: Any, piece: bytes, room: int) -> bytes:
    try:
        out: bytes = unzip.decompress(piece, room)
    except zlib.error as fault:
        raise FetchError("the answer says it is gzip and is not") from fault
    if unzip.unused_data:
        raise FetchError("the answer goes on after its gzip has ended")
    return out


def _length(headers: Mapping[str, str]) -> int | None:
    said = headers.get("content-length", "")
    chunked = "chunked" in headers.get("transfer-encoding", "").lower()
    return int(said) if re.fullmatch(r"\d{1,15}", said, re.ASCII) and not chunked else None
