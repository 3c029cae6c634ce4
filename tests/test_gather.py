"""One round over real HTTP on loopback: sources that answer, fail, and share a store."""

import io
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from faults import FaultServer, drip, serving
from PIL import Image

from kiosk.content.gather import Outcome, gather
from kiosk.content.source import FeedSource
from kiosk.content.store import Store

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with serving() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        yield opened


def jpeg(colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return out.getvalue()


def rss(*photos: str) -> bytes:
    items = "".join(
        f"<item><title>Tin {n}</title><link>/tin-149188000{n}</link>"
        f"<pubDate>{22 - n}/11/2026 08:00</pubDate>"
        + (f'<enclosure url="{photo}" type="image/jpeg"/>' if photo else "")
        + "</item>"
        for n, photo in enumerate(photos)
    )
    return f'<rss version="2.0"><channel><title>Phường</title>{items}</channel></rss>'.encode()


def once(
    store: Store, *sources: FeedSource, now: datetime = NOW, deadline_s: float = 10
) -> tuple[Outcome, ...]:
    return gather(sources, store, zone=SAIGON, now=now, deadline_s=deadline_s, say=lambda _: None)


def source(server: FaultServer, path: str = "/rss", **rules: object) -> FeedSource:
    return replace(FeedSource(server.url(path)), **rules)


def paths(server: FaultServer) -> list[str]:
    return [head.split()[1] for head in server.asked]


def test_a_round_gives_stories_with_their_photographs(server: FaultServer, store: Store) -> None:
    server.answer("/rss", rss("/a.jpg", ""), ETag='"1"')
    server.answer("/a.jpg", jpeg())
    assert once(store, source(server)) == (Outcome(source(server), "Phường", changed=True),)
    with_photo, without = store.stories((server.url("/rss"),), 9)
    assert with_photo.photos[0].size == (64, 48)
    assert with_photo.photos[0].key is not None
    assert (store.photos / with_photo.photos[0].key).is_file()
    assert without.photos == ()


def test_the_second_round_asks_conditionally_and_fetches_nothing_twice(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", rss("/a.jpg"), ETag='"1"')
    server.answer("/a.jpg", jpeg())
    once(store, source(server))
    server.answer("/rss", status="304 Not Modified", Content_Length="")
    later = NOW + timedelta(minutes=15)
    assert once(store, source(server), now=later) == (Outcome(source(server), "Phường"),)
    assert 'If-None-Match: "1"' in server.asked[-1]
    assert paths(server) == ["/rss", "/a.jpg", "/rss"]
    assert store.answered((server.url("/rss"),))[0].at == later


def test_a_new_name_in_the_config_stands_under_stories_at_once(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", rss(""), ETag='"1"')
    once(store, source(server))
    once(store, source(server, name="UBND phường"))
    assert "If-None-Match" not in server.asked[-1]
    assert store.stories((server.url("/rss"),), 1)[0].source == "UBND phường"
    once(store, source(server, name="UBND phường"))
    assert "If-None-Match" in server.asked[-1]


def test_after_304_what_was_still_missing_is_fetched(server: FaultServer, store: Store) -> None:
    server.answer("/rss", rss("/a.jpg"), ETag='"1"')
    once(store, source(server))
    server.answer("/rss", status="304 Not Modified", Content_Length="")
    server.answer("/a.jpg", jpeg())
    once(store, source(server), now=NOW + timedelta(hours=2))
    assert store.stories((server.url("/rss"),), 1)[0].photos[0].key


def test_a_source_that_fails_keeps_its_stories_and_stops_no_other(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", rss(""))
    server.answer("/other", rss(""))
    once(store, source(server), source(server, "/other"))
    server.answer("/rss", b"<html>Wi-Fi</html>")
    bad, good = once(store, source(server), source(server, "/other"))
    assert bad.error == "an HTML page came, not a feed; is a login page in between?"
    assert (good.error, good.changed) == (None, False)
    assert store.state(server.url("/rss")).last_error == bad.error
    assert store.state(server.url("/rss")).failures == 1
    assert len(store.stories((server.url("/rss"),), 9)) == 1


def test_a_server_that_asks_for_a_pause_is_quoted(server: FaultServer, store: Store) -> None:
    server.answer("/rss", status="503 Service Unavailable", Retry_After="120")
    (outcome,) = once(store, source(server, name="Cổng phường"))
    assert outcome.name == "Cổng phường"
    assert outcome.error == "the server answered 503 (Service Unavailable)"
    assert outcome.retry_after_s == 120


def test_entries_left_out_are_noted(server: FaultServer, store: Store) -> None:
    server.answer("/rss", rss("").replace(b"</channel>", b"<item><title/></item></channel>"))
    (outcome,) = once(store, source(server))
    assert outcome.notes == ("1 entry left out: incomplete or listed twice",)


def test_a_photograph_that_fails_is_a_note_and_rests_for_an_hour(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", rss("/a.jpg", "/b.jpg"))
    server.answer("/a.jpg", b"<html>404</html>")
    server.answer("/b.jpg", jpeg())
    (outcome,) = once(store, source(server))
    assert outcome.error is None
    assert outcome.notes == (f"{server.url('/a.jpg')}: it is no JPEG, PNG, WebP or GIF picture",)
    once(store, source(server), now=NOW + timedelta(minutes=59))
    assert paths(server).count("/a.jpg") == 1
    once(store, source(server), now=NOW + timedelta(minutes=61))
    assert paths(server).count("/a.jpg") == 2
    assert paths(server).count("/b.jpg") == 1


def test_a_host_that_does_not_connect_is_tried_once_a_round(
    server: FaultServer, store: Store
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        dead = f"http://127.0.0.1:{closed.getsockname()[1]}"
    server.answer("/rss", rss(f"{dead}/a.jpg", f"{dead}/b.jpg"))
    (outcome,) = once(store, source(server, allow_hosts=frozenset({"127.0.0.1"})))
    assert outcome.notes == (f"{dead}/a.jpg: the server refused the connection",)


def test_photographs_reach_no_private_host_unless_it_is_allowed(
    server: FaultServer, store: Store
) -> None:
    with serving() as camera:
        camera.answer("/a.jpg", jpeg())
        server.answer("/rss", rss(camera.url("/a.jpg")))
        (outcome,) = once(store, source(server))
        assert "not a public one; if it is meant, name its host in allow_hosts" in outcome.notes[0]
        assert camera.asked == []
        allowed = source(server, allow_hosts=frozenset({f"127.0.0.1:{camera.port}"}))
        once(store, allowed, now=NOW + timedelta(hours=2))
        assert paths(camera) == ["/a.jpg"]


def test_only_the_first_photograph_of_wanted_stories_is_fetched(
    server: FaultServer, store: Store
) -> None:
    both = b'<enclosure url="/c.jpg" type="image/jpeg"/></item>'
    server.answer("/rss", rss("/a.jpg", "/b.jpg").replace(b"</item>", both))
    for path in ("/a.jpg", "/b.jpg", "/c.jpg"):
        server.answer(path, jpeg())
    once(store, source(server, include=("Tin 1",)))
    assert paths(server) == ["/rss", "/b.jpg"]


def test_the_round_ends_in_time_and_every_source_has_its_turn_first(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", rss("/slow.jpg", "/never.jpg"))
    server.answer("/other", rss(""))
    start = b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"
    server.scripts["/slow.jpg"] = drip(start, b"a", 0.05)
    started = datetime.now(UTC)
    first, second = once(store, source(server), source(server, "/other"), deadline_s=0.8)
    assert datetime.now(UTC) - started < timedelta(seconds=2)
    assert "not complete within" in first.notes[0]
    assert second.error is None
    assert paths(server) == ["/rss", "/other", "/slow.jpg"]


def test_a_source_whose_turn_does_not_come_is_not_blamed(server: FaultServer, store: Store) -> None:
    (outcome,) = once(store, source(server), deadline_s=0)
    assert outcome.error == "the time for this round was over before its turn"
    assert store.state(server.url("/rss")).failures == 0


def test_a_store_that_fails_is_an_error_in_words(server: FaultServer, tmp_path: Path) -> None:
    server.answer("/rss", rss(""))
    with Store(tmp_path) as store:
        store.close()
        (outcome,) = once(store, source(server))
    assert outcome.error is not None
    assert "kiosk.db" in outcome.error


def test_progress_is_said(server: FaultServer, store: Store) -> None:
    server.answer("/rss", rss("/a.jpg"))
    said: list[str] = []
    gather((source(server, name="Phường"),), store, zone=SAIGON, now=NOW, say=said.append)
    assert said == [
        "Phường: asking for the feed",
        "Phường: fetching a photograph from 127.0.0.1",
    ]
