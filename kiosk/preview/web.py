"""`kiosk preview` as a server: pages and pictures on request, and a word when a file changes."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from kiosk.errors import KioskError
from kiosk.preview import answers
from kiosk.preview.studio import Studio
from kiosk.preview.views import View, lead, view
from kiosk.preview.watching import changes

T = TypeVar("T")
_ALIVE_S = 15.0
_LEISURE_S = 0.4


class Server:
    """Answers from a studio, which one thread alone works in."""

    def __init__(self, opened: Callable[[], Studio]) -> None:
        self._opened = opened
        self._hand = ThreadPoolExecutor(1)
        self._asked, self._leisure = 0, 0.0
        self._stop = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listeners: set[asyncio.Queue[str]] = set()
        self.app = Starlette(
            routes=[
                Route("/", self._page_itself),
                Route("/static/{name}", self._static),
                Route("/api/about", self._about),
                Route("/api/board", self._board),
                Route("/api/page", self._page),
                Route("/api/changes", self._changes),
                Route("/api/glass", self._glass, methods=["POST"]),
                Route("/api/glass/clear", self._clear, methods=["POST"]),
                Route("/frames/{digest}.png", self._frame),
                Route("/ghosts/{name}.png", self._ghosts),
            ],
            lifespan=self._life,
            exception_handlers={KioskError: answers.sorry},
        )

    def end(self) -> None:
        """Let those go who wait to be told of changes; from any thread, or a signal."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._let_go)

    def _let_go(self) -> None:
        self._stop.set()
        for listener in self._listeners:
            listener.put_nowait("")

    @asynccontextmanager
    async def _life(self, _: Starlette) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        self._studio = await self._in_the_studio(self._opened)
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self._let_go()
            await watching
            await self._in_the_studio(self._studio.__exit__)
            self._hand.shutdown()

    async def _in_the_studio(self, work: Callable[[], T]) -> T:
        self._asked += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._hand, work)
        finally:
            self._asked -= 1

    async def _at_leisure(self, work: Callable[[], T]) -> T:
        """Work that lets all other work go first, and what a change brings."""
        while self._asked or time.monotonic() < self._leisure:  # noqa: ASYNC110 - a time, too
            await asyncio.sleep(_LEISURE_S / 20)
        return await self._in_the_studio(work)

    async def _watch(self) -> None:
        bench = self._studio.bench
        async for changed in changes(bench.folders, self._stop):
            await self._in_the_studio(partial(bench.reload, changed))
            self._leisure = time.monotonic() + _LEISURE_S
            files = sorted(path.name for path in changed)
            told = {"revision": bench.revision, "problems": bench.problems}
            words = json.dumps({**told, "files": files}, ensure_ascii=False)
            for listener in self._listeners:
                listener.put_nowait(f"event: changed\ndata: {words}\n\n")

    async def _page_itself(self, _: Request) -> Response:
        return answers.file("index.html")

    async def _static(self, request: Request) -> Response:
        return answers.file(request.path_params["name"])

    async def _about(self, _: Request) -> Response:
        return answers.told(await self._in_the_studio(self._studio.about))

    async def _board(self, request: Request) -> Response:
        """A whole cycle, step by step: pages that are asked for meanwhile come first."""
        steps = self._studio.rehearsing(view(self._studio.config, request.query_params))
        told = await self._at_leisure(partial(next, steps))
        while told is None and not await request.is_disconnected():
            told = await self._at_leisure(partial(next, steps))
        return answers.told(told or {})

    async def _page(self, request: Request) -> Response:
        query = request.query_params

        def work(seen: View) -> dict[str, Any]:
            name = query.get("page") or self._studio.config.pages[0]
            return self._studio.page(seen, name, lead(query))

        return await self._of_view(request, work)

    async def _glass(self, request: Request) -> Response:
        digest = request.query_params.get("digest", "")
        return await self._of_view(request, lambda seen: self._studio.glass(seen, digest))

    async def _clear(self, request: Request) -> Response:
        return await self._of_view(request, self._studio.clear)

    async def _of_view(self, request: Request, work: Callable[[View], dict[str, Any]]) -> Response:
        """What comes of work on the view that a request asks for."""
        query = request.query_params
        return answers.told(
            await self._in_the_studio(lambda: work(view(self._studio.config, query)))
        )

    async def _frame(self, request: Request) -> Response:
        digest, query = request.path_params["digest"], request.query_params

        def work() -> bytes | None:
            frame = self._studio.frame(digest)
            return frame.png(as_seen=query.get("seen") == "1") if frame else None

        return answers.picture(await self._in_the_studio(work), query)

    async def _ghosts(self, request: Request) -> Response:
        name = request.path_params["name"]
        return answers.picture(await self._in_the_studio(lambda: self._studio.ghosts(name)), {})

    async def _changes(self, _: Request) -> Response:
        return StreamingResponse(
            self._told_of_changes(),
            media_type="text/event-stream",
            headers={"cache-control": "no-store"},
        )

    async def _told_of_changes(self) -> AsyncIterator[str]:
        listener: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(listener)
        try:
            yield "retry: 500\n\n"
            while not self._stop.is_set():
                try:
                    yield await asyncio.wait_for(listener.get(), _ALIVE_S)
                except TimeoutError:
                    yield ": alive\n\n"
        finally:
            self._listeners.discard(listener)
