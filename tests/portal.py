"""A portal on loopback that serves what a test puts into its folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Cổng thông tin phường Bến Sen</title>{items}</channel></rss>"""
ITEM = """<item><title>{title}</title><link>http://127.0.0.1/tin-tuc/tin-{id}</link>
<guid isPermaLink="false">{id}</guid><pubDate>{date}</pubDate>
<description>{lead}</description>{more}</item>"""


def item(number: int, title: str, lead: str = "", date: str = "", more: str = "") -> str:
    """One entry of a feed."""
    day = date or f"Mon, {number:02d} Nov 2026 08:00:00 +0700"
    return ITEM.format(id=1600000000 + number, title=title, lead=lead, date=day, more=more)


def feed(*items: str) -> str:
    """A whole feed, newest entry first."""
    return FEED.format(items="".join(items))


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[str]:
    """The folder on loopback while the context lasts; gives its address."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """A test's terminal is for the test."""
