"""Which stored stories stand on the board, and what became of the others."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from kiosk.content.memory.desk import Entry, Verdict, filed, on_board
from kiosk.content.source import FeedSource
from kiosk.model import Story

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PORTAL, PAPER = "https://portal.example/rss", "https://paper.example/rss"
SOURCES = {
    PORTAL: FeedSource(PORTAL),
    PAPER: FeedSource(PAPER, exclude=("quảng cáo",), max_age_s=7 * 86400),
}
HELD = SOURCES | {PAPER: FeedSource(PAPER, approve=True)}


def entry(number: int, source: str = PORTAL, *, gone: bool = False, **fields: object) -> Entry:
    base = Story(
        id=f"149188{number:04}",
        source="Phường",
        title=f"Tin số {number} của phường",
        published=NOW - timedelta(hours=number),
        link=f"https://portal.example/tin-149188{number:04}",
    )
    return Entry(source, replace(base, **fields), gone)


def states(
    *entries: Entry,
    sources: dict[str, FeedSource] = SOURCES,
    now: datetime = NOW,
    **verdicts: Verdict,
) -> dict[str, str]:
    """What became of each story, by its title's number."""
    named = {f"149188000{name[1:]}": verdict for name, verdict in verdicts.items()}
    told = filed(entries, sources, named, now)
    return {one.story.title.split()[2]: one.state for one in told}


def test_stories_stand_as_they_are_stored() -> None:
    assert states(entry(1), entry(2, PAPER)) == {"1": "shown", "2": "shown"}


def test_one_article_in_two_sources_is_there_once() -> None:
    twin = entry(1, PAPER, link="https://khac.example/bai-1491880001", id="x")
    retold = entry(8, PAPER, title="TIN SỐ 2 CỦA PHƯỜNG", published=NOW)
    told = filed((retold, entry(1), twin, entry(2)), SOURCES, {}, NOW)
    assert [one.story.title for one in told] == ["TIN SỐ 2 CỦA PHƯỜNG", "Tin số 1 của phường"]


def test_a_hidden_story_takes_its_copies_with_it() -> None:
    retold = entry(8, PAPER, title="Tin số 1 của phường", published=NOW)
    told = states(retold, entry(1), entry(2), _1=Verdict("hidden"))
    assert told == {"1": "hidden", "2": "shown"}


def test_a_verdict_finds_an_article_by_its_number_too() -> None:
    other_slug = entry(1, id="https://portal.example/tin-1491880001")
    assert states(other_slug, _1=Verdict("hidden")) == {"1": "hidden"}


def test_a_pinned_story_leads_even_if_old_and_until_its_time() -> None:
    old = entry(9, PAPER, published=NOW - timedelta(days=30))
    pinned = {old.story.id: Verdict("pinned", NOW + timedelta(hours=1))}
    led = on_board(filed((entry(1), old), SOURCES, pinned, NOW))
    assert [one.story.id for one in led] == [old.story.id, entry(1).story.id]
    later = on_board(filed((entry(1), old), SOURCES, pinned, NOW + timedelta(hours=1)))
    assert [one.story.id for one in later] == [entry(1).story.id]


def test_a_story_whose_page_is_gone_leaves_even_if_pinned() -> None:
    assert states(entry(1, gone=True), _1=Verdict("pinned")) == {"1": "gone"}


def test_a_copy_of_what_is_gone_elsewhere_stays() -> None:
    assert states(entry(1, gone=True), entry(1, PAPER)) == {"1": "shown"}


def test_what_needs_approval_waits_for_it() -> None:
    entries = (entry(1), entry(2, PAPER), entry(3, PAPER), entry(4, PAPER))
    told = states(*entries, sources=HELD, _3=Verdict("approved"), _4=Verdict("pinned"))
    assert told == {"1": "shown", "2": "held", "3": "shown", "4": "pinned"}


def test_an_open_sources_copy_of_a_held_story_is_shown() -> None:
    assert states(entry(2), entry(2, PAPER), sources=HELD) == {"2": "shown"}


def test_what_the_sources_rules_keep_out_is_unwanted() -> None:
    told = states(entry(1, PAPER, lead="Quảng cáo: giảm giá."), entry(2, PAPER))
    assert told == {"1": "unwanted", "2": "shown"}
