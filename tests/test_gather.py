"""One round over real HTTP on loopback: sources that answer, fail, and share a store."""

import io
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from faults import FaultServer, drip, serving
from msgspec.structs import replace
from PIL import Image

from kiosk.content.gather import Outcome, gather
from kiosk.content.memory import desk
from kiosk.content.memory.store import Store
from kiosk.content.source import FeedSource
from kiosk.content.values import SectionSelectors
from kiosk.model import Story

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


def page(number: int, body: str = "") -> bytes:
    """The page of an article."""
    text = body or (
        "<p>Sáng 22/11, phường Bến Sen khởi công mở rộng hẻm 262/15A đường Lãnh Binh Thăng thêm"
        " 1,5 m, dự kiến hoàn thành trước Tết.</p><p>Bà con hai bên hẻm đã hiến 42 m2 đất và tự"
        " tháo dỡ 11 mái hiên để xe cứu thương, xe chữa cháy vào được tận cuối hẻm.</p>"
        "<p>Chi phí 652 triệu đồng, trong đó một nửa do nhân dân đóng góp, một nửa từ ngân sách"
        " phường; tổ giám sát cộng đồng theo dõi từng hạng mục.</p>"
    )
    return (
        f"<html><head><meta charset='utf-8'><title>Tin {number}</title></head><body>"
        f"<div class='content'><h1>Tin {number}</h1>{text}</div></body></html>"
    ).encode()


def once(
    store: Store,
    *sources: FeedSource,
    now: datetime = NOW,
    deadline_s: float = 10,
    thorough: bool = False,
) -> tuple[Outcome, ...]:
    return gather(
        sources,
        store,
        zone=SAIGON,
        now=now,
        deadline_s=deadline_s,
        say=lambda _: None,
        thorough=thorough,
        chance=lambda: 0.5,
    )


def stories(store: Store, source: FeedSource) -> list[Story]:
    """What the board would show of a source, newest first."""
    told = desk.filed(store.entries((source.url,)), {source.url: source}, store.verdicts(), NOW)
    return [store.illustrated(one.story) for one in desk.on_board(told)]


def source(server: FaultServer, path: str = "/rss", **rules: object) -> FeedSource:
    return replace(FeedSource(server.url(path)), **rules)


def paths(server: FaultServer) -> list[str]:
    return [head.split()[1] for head in server.asked]


def test_a_round_gives_stories_with_their_photographs(server: FaultServer, store: Store) -> None:
    server.answer("/rss", rss("/a.jpg", ""), ETag='"1"')
    server.answer("/a.jpg", jpeg())
    later = NOW + timedelta(minutes=15)
    (outcome,) = once(store, source(server))
    assert outcome == Outcome(source(server), "Phường", changed=True, next_at=later)
    with_photo, without = stories(store, source(server))
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
    (outcome,) = once(store, source(server), now=later)
    assert outcome == Outcome(source(server), "Phường", next_at=later + timedelta(minutes=15))
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
    assert stories(store, source(server))[0].source == "UBND phường"
    once(store, source(server, name="UBND phường"))
    assert "If-None-Match" in server.asked[-1]


def test_after_304_what_was_still_missing_is_fetched(server: FaultServer, store: Store) -> None:
    server.answer("/rss", rss("/a.jpg"), ETag='"1"')
    once(store, source(server))
    server.answer("/rss", status="304 Not Modified", Content_Length="")
    server.answer("/a.jpg", jpeg())
    once(store, source(server), now=NOW + timedelta(hours=2))
    assert stories(store, source(server))[0].photos[0].key


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
    assert len(stories(store, source(server))) == 1


def test_a_server_that_asks_for_a_pause_is_quoted(server: FaultServer, store: Store) -> None:
    server.answer("/rss", status="503 Service Unavailable", Retry_After="120")
    (outcome,) = once(store, source(server, name="Cổng phường"))
    assert outcome.name == "Cổng phường"
    assert outcome.error == "the server answered 503 (Service Unavailable)"
    assert outcome.next_at == NOW + timedelta(minutes=15), "two minutes are less than our pace"
    server.answer("/rss", status="429 Too Many Requests", Retry_After="7200")
    (outcome,) = once(store, source(server))
    assert outcome.next_at == NOW + timedelta(hours=2)
    state = store.state(server.url("/rss"))
    assert (state.next_at, state.wait_until) == (outcome.next_at, outcome.next_at)


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


def test_a_host_that_asks_to_be_left_alone_is_for_this_round(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", rss("/a.jpg", "/b.jpg"))
    server.answer("/a.jpg", status="429 Too Many Requests")
    (outcome,) = once(store, source(server))
    assert outcome.error is None
    assert paths(server) == ["/rss", "/a.jpg"]


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


def test_all_photographs_of_wanted_stories_are_fetched_the_first_ones_first(
    server: FaultServer, store: Store
) -> None:
    both = b'<enclosure url="/c.jpg" type="image/jpeg"/></item>'
    server.answer("/rss", rss("/a.jpg", "/b.jpg", "/d.jpg").replace(b"</item>", both))
    for path in ("/a.jpg", "/b.jpg", "/c.jpg", "/d.jpg"):
        server.answer(path, jpeg())
    once(store, source(server, exclude=("Tin 0",)))
    assert paths(server) == ["/rss", "/b.jpg", "/d.jpg", "/c.jpg"]


def test_photographs_of_the_newest_twenty_stories_alone(server: FaultServer, store: Store) -> None:
    server.answer("/rss", rss(*[f"/{n}.jpg" for n in range(22)]))
    for n in range(22):
        server.answer(f"/{n}.jpg", jpeg())
    once(store, source(server))
    assert len(paths(server)) == 21
    assert "/19.jpg" in paths(server)
    assert "/20.jpg" not in paths(server)


def test_the_round_ends_in_time_and_every_source_has_its_turn_first(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", rss("/slow.jpg", "/never.jpg"))
    server.answer("/other", rss(""))
    start = b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"
    server.scripts["/slow.jpg"] = drip(start, b"a", 0.05)
    started = datetime.now(UTC)
    first, second = once(store, source(server), source(server, "/other"), deadline_s=2)
    assert datetime.now(UTC) - started < timedelta(seconds=4)
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


def test_a_photograph_under_two_addresses_has_one_focus(server: FaultServer, store: Store) -> None:
    server.answer("/rss", rss("/a.jpg", "/b.jpg"))
    server.answer("/a.jpg", jpeg())
    server.answer("/b.jpg", jpeg())
    once(store, source(server))
    one, other = (story.photos[0] for story in stories(store, source(server)))
    assert (one.key, one.size, one.focus) == (other.key, other.size, other.focus)


def test_a_photograph_that_an_older_kiosk_took_is_looked_at_in_the_next_round(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", rss("/a.jpg", "/b.jpg"))
    server.answer("/a.jpg", jpeg())
    server.answer("/b.jpg", jpeg())
    once(store, source(server))
    kept = store.cache.copy(server.url("/a.jpg"))
    assert kept
    (store.photos / kept.key).write_bytes(jpeg())
    store.cache.keep(server.url("/a.jpg"), kept.key, NOW)
    for path in ("/a.jpg", "/b.jpg"):
        older = store.cache.copy(server.url(path))
        assert older
        assert not older.looked
    (outcome,) = once(store, source(server))
    assert outcome.changed
    for path in ("/a.jpg", "/b.jpg"):
        assert store.cache.copy(server.url(path)) == kept
        assert paths(server).count(path) == 1, "it is not asked for again"


def test_progress_is_said(server: FaultServer, store: Store) -> None:
    server.answer("/rss", rss("/a.jpg"))
    said: list[str] = []
    server.answer("/tin-1491880000", page(0))
    followed = source(server, name="Phường", full_text=True)
    gather((followed,), store, zone=SAIGON, now=NOW, say=said.append)
    assert said == [
        "Phường: asking for the feed",
        "Phường: reading Tin 0",
        "Phường: fetching a photograph from 127.0.0.1",
    ]


def test_articles_are_read_where_the_config_wants_their_whole_text(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", rss("", ""))
    for number in range(2):
        server.answer(f"/tin-149188000{number}", page(number))
    once(store, source(server))
    assert stories(store, source(server))[0].paragraphs == ()
    followed = source(server, full_text=True)
    (outcome,) = once(store, followed)
    assert outcome.changed
    said = stories(store, followed)[0]
    assert said.lead.startswith("Sáng 22/11, phường Bến Sen khởi công")
    assert [text.split()[0] for text in said.paragraphs] == ["Bà", "Chi"]


def test_a_page_that_was_read_rests_until_the_feed_says_something_else(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", rss(""))
    server.answer("/tin-1491880000", page(0))
    followed = source(server, full_text=True)
    once(store, followed)
    once(store, followed, now=NOW + timedelta(minutes=15))
    assert paths(server).count("/tin-1491880000") == 1
    server.answer("/rss", rss("").replace(b"Tin 0", "Tin 0 (cập nhật)".encode()))
    once(store, followed, now=NOW + timedelta(minutes=30))
    assert paths(server).count("/tin-1491880000") == 2
    once(store, followed, now=NOW + timedelta(minutes=31), thorough=True)
    assert paths(server).count("/tin-1491880000") == 3


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_story_whose_page_is_taken_down_leaves_the_board_and_may_come_back(
    server: FaultServer, store: Store, status: str
) -> None:
    server.answer("/rss", rss("", ""))
    for number in range(2):
        server.answer(f"/tin-149188000{number}", page(number))
    followed = source(server, full_text=True)
    once(store, followed)
    server.answer("/tin-1491880000", b"gone", status)
    (outcome,) = once(store, followed, now=NOW + timedelta(hours=2))
    assert outcome.changed
    assert [story.title for story in stories(store, followed)] == ["Tin 1"]
    server.answer("/tin-1491880000", page(0))
    once(store, followed, now=NOW + timedelta(hours=4))
    assert [story.title for story in stories(store, followed)] == ["Tin 0", "Tin 1"]


def test_where_most_pages_are_not_found_the_site_is_broken_and_the_stories_stay(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", rss("", "", "", "", ""))
    server.answer("/tin-1491880000", page(0))
    server.answer("/tin-1491880001", status="410 Gone")
    followed = source(server, full_text=True)
    (outcome,) = once(store, followed)
    assert outcome.notes == ("3 of 5 pages are not found; their stories stay",)
    left = [story.title for story in stories(store, followed)]
    assert left == ["Tin 0", "Tin 2", "Tin 3", "Tin 4"], "410 is said on purpose"


def test_a_page_without_an_article_leaves_what_the_feed_says(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", rss(""))
    server.answer("/tin-1491880000", page(0, "<form>Đăng nhập</form>"))
    followed = source(server, full_text=True)
    (outcome,) = once(store, followed)
    assert outcome.error is None
    assert outcome.notes[0].startswith(server.url("/tin-1491880000: "))
    assert [story.title for story in stories(store, followed)] == ["Tin 0"]


def test_failures_are_asked_again_ever_later(server: FaultServer, store: Store) -> None:
    server.answer("/rss", status="500 Internal Server Error")
    pauses = []
    for _ in range(4):
        (outcome,) = once(store, source(server))
        assert outcome.next_at
        pauses.append((outcome.next_at - NOW) / timedelta(minutes=15))
    assert pauses == [1, 2, 4, 8]


def test_what_is_fresh_for_longer_is_asked_later(server: FaultServer, store: Store) -> None:
    server.answer("/rss", rss(""), Cache_Control="max-age=3600")
    (outcome,) = once(store, source(server))
    assert outcome.next_at == NOW + timedelta(hours=1)
    ttl = rss("").replace(b"<item>", b"<ttl>120</ttl><item>", 1)
    server.answer("/rss", ttl)
    (outcome,) = once(store, source(server))
    assert outcome.next_at == NOW + timedelta(hours=2)


def test_a_feed_that_moved_for_good_is_asked_there_from_the_fourth_time(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", status="301 Moved Permanently", Location="/new")
    server.answer("/new", rss(""))
    for _ in range(4):
        once(store, source(server))
    assert paths(server) == ["/rss", "/new"] * 3 + ["/new"]
    assert store.state(server.url("/rss")).moved_to == server.url("/new")


def test_a_new_address_that_fails_sends_us_back_to_the_one_in_the_config(
    server: FaultServer, store: Store
) -> None:
    server.answer("/rss", status="301 Moved Permanently", Location="/new")
    server.answer("/new", rss(""))
    for _ in range(3):
        once(store, source(server))
    server.answer("/new", status="500 Internal Server Error")
    server.answer("/rss", rss(""))
    once(store, source(server))
    (outcome,) = once(store, source(server))
    assert outcome.error is None
    assert paths(server)[-2:] == ["/new", "/rss"]
    assert not store.state(server.url("/rss")).moved


def test_a_section_page_is_read_like_a_feed(server: FaultServer, store: Store) -> None:
    rows = "".join(
        f"<li><a href='/tin-149188000{n}'>Phường Bến Sen thông xe cầu Rạch Ông Buông số {n}</a>"
        f" <span>2{n}/11/2026 08:00</span></li>"
        for n in range(3)
    )
    page = f"<html><head><title>Tin | Phường Bến Sen</title></head><body><ul>{rows}</ul></body>"
    server.answer("/muc", page.encode(), Content_Type="text/html; charset=utf-8")
    followed = source(server, "/muc", section=SectionSelectors())
    (outcome,) = once(store, followed)
    assert outcome.error is None
    assert [story.id for story in stories(store, followed)] == [
        "1491880002",
        "1491880001",
        "1491880000",
    ]
