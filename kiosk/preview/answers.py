"""What a preview answers with: words, pictures, files of its page, and what is wrong."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kiosk.errors import KioskError
from kiosk.preview import described

_STATIC = Path(__file__).parent / "static"
_KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_LONGEST_NAME = 120


def told(words: dict[str, Any]) -> Response:
    """Words for a program, as they are now."""
    return JSONResponse(words, headers={"cache-control": "no-store"})


async def sorry(_: Request, error: Exception) -> Response:
    """What was wrong with a question."""
    wrong = described.problems(error) if isinstance(error, KioskError) else []
    return JSONResponse({"problem": wrong[0]}, 400, {"cache-control": "no-store"})


def file(name: str) -> Response:
    """One of the files of the page, and no other."""
    path = _STATIC / Path(name).name
    kind = _KINDS.get(path.suffix)
    if kind is None or path.name != name or not path.is_file():
        return Response("there is no such file\n", 404, media_type="text/plain")
    return Response(path.read_bytes(), media_type=kind, headers={"cache-control": "no-cache"})


def picture(data: bytes | None, query: Mapping[str, str]) -> Response:
    """A picture, to be looked at or, with a name, to be saved; None: it is not there any more."""
    if data is None:
        return Response(
            "this picture is gone; ask for its page again\n", 404, media_type="text/plain"
        )
    headers = {"cache-control": "max-age=31536000, immutable"}
    name = query.get("save", "")[:_LONGEST_NAME]
    if name and all(letter.isascii() and (letter.isalnum() or letter in "._-") for letter in name):
        headers["content-disposition"] = f'attachment; filename="{name}"'
    return Response(data, media_type="image/png", headers=headers)
