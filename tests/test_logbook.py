"""`kiosk log`: what is said to have been shown is what was, no longer and no earlier."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from editions import edition
from msgspec.structs import replace

from kiosk import logbook, press
from kiosk.cli import main
from kiosk.config import Config
from kiosk.geometry import Rect, Size
from kiosk.logbook import Showing, chosen, showings, table
from kiosk.model import Notice, Photo, Poster
from kiosk.onpage import standing
from kiosk.scene import Page, Picture, Scene
from kiosk.showings import Journal, Kind, Line, Noted, Standing, read

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NEWS = Standing("news", 1, 1, "a1", ("1600000022",))
WATER = Noted("notices/cup-nuoc.txt", "Cúp nước hẻm 262/15A")
NOTICES = Standing("notices", 1, 2, "b2", (), (WATER,))


def line(
    minutes: float, shown: Standing | None = None, kind: Kind = "pulse", *, run: str = "r1",
    trusted: bool = True, clock: datetime = NOW,
) -> Line:  # fmt: skip
    at = clock + timedelta(minutes=minutes)
    return Line("shown" if shown else kind, run, at, minutes * 60, trusted, shown)


def told(lines: Sequence[Line]) -> list[tuple[str, float, float, bool, bool]]:
    """Of each showing its page, its minutes from and to, and how certain they are."""

    def minutes(at: datetime) -> float:
        return (at - NOW).total_seconds() / 60

    return [
        (one.standing.page, minutes(one.begins), minutes(one.ends), one.known, one.sure)
        for one in showings(lines)
    ]


def test_a_picture_stands_until_the_next_one() -> None:
    assert told([line(0, NEWS), line(5, NOTICES), line(9, kind="stopped")]) == [
        ("news", 0, 5, True, True),
        ("notices", 5, 9, True, True),
    ]


def test_a_board_that_was_cut_off_vouches_for_what_it_saw() -> None:
    cut_off = [line(0, NEWS), line(60), line(120)]
    after = [line(900, NOTICES, run="r2")]
    assert told(cut_off + after) == [
        ("news", 0, 120, False, True),
        ("notices", 900, 900, False, True),
    ]


def test_a_wrong_clock_is_put_right_once_it_is_known() -> None:
    seventies = datetime(1970, 1, 1, tzinfo=UTC)
    lines = [
        line(1, NEWS, trusted=False, clock=seventies),
        line(6, NOTICES, trusted=False, clock=seventies),
        line(11, NEWS),
        line(16, NOTICES, trusted=False, clock=NOW + timedelta(days=3650)),
        line(20, kind="stopped"),
    ]
    assert [(page, start, end) for page, start, end, *_ in told(lines)] == [
        ("news", 1, 6),
        ("notices", 6, 11),
        ("news", 11, 16),
        ("notices", 16, 20),
    ]


def test_a_clock_that_nobody_ever_set_is_said_to_be_so(
    config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [line(0, NEWS, trusted=False), line(5, kind="stopped", trusted=False)]
    assert told(lines) == [("news", 0, 5, True, False)]
    (said, _) = logbook.lines(showings(lines), config.zone)
    assert "(the clock was not to be trusted)" in said


def test_a_clock_that_is_set_back_makes_nothing_shorter_than_nothing() -> None:
    back = NOW - timedelta(hours=3)
    assert told([line(0, NEWS), line(5, NOTICES, clock=back)])[0] == ("news", 0, 0, True, True)


def test_what_a_full_disk_swallowed_lengthens_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = iter([0.0, 300.0, 600.0, 900.0])
    journal = Journal(tmp_path, lambda: next(ticks), lambda _: True)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    for minutes, shown, disk in (0, NEWS, ""), (5, NOTICES, "full"), (10, NEWS, ""):
        with monkeypatch.context() as patched:
            if disk:
                patched.setattr("kiosk.showings.os.write", full)
            journal.shown(shown, NOW + timedelta(minutes=minutes))
    assert told(list(read(tmp_path))) == [
        ("news", 0, 0, False, True),
        ("news", 10, 10, False, True),
    ]


def test_while_the_glass_is_not_known_nothing_is_shown(tmp_path: Path) -> None:
    journal = Journal(tmp_path, lambda: 0.0, lambda _: True)
    journal.shown(NEWS, NOW)
    journal.stopped(NOW + timedelta(minutes=5))
    journal.shown(NEWS, NOW + timedelta(minutes=7))
    journal.stopped(NOW + timedelta(minutes=9))
    assert told(list(read(tmp_path))) == [("news", 0, 5, True, True), ("news", 7, 9, True, True)]


def test_a_notice_is_found_by_its_id_its_file_and_its_words() -> None:
    found = list(showings([line(0, NEWS), line(5, NOTICES), line(9, NEWS)]))
    for words in (WATER.id, "cup-nuoc.txt", "CÚP NƯỚC", "hẻm 262"):
        assert [one.standing for one in chosen(found, notice=words)] == [NOTICES], words
    for words in ("", "...", "cúp điện", "cup-nuoc"):
        assert list(chosen(found, notice=words)) == [], words
    assert len(list(chosen(found, since=NOW + timedelta(minutes=6)))) == 2


def test_csv_is_read_back_and_no_cell_is_a_formula() -> None:
    odd = replace(
        NOTICES, stories=('=HYPERLINK("http://x")',), notices=(Noted("a,b", 'Tin "nóng"'),)
    )
    rows = list(csv.DictReader(table([Showing(odd, NOW, NOW, known=False, sure=False)], ZONE)))
    assert rows == [
        {
            "from": "2026-11-23T08:00:00+07:00", "to": "2026-11-23T08:00:00+07:00", "seconds": "0",
            "end": "at least", "clock": "unsure", "page": "notices", "frame": "1", "frames": "2",
            "stories": '\'=HYPERLINK("http://x")', "notices": "a,b", "titles": 'Tin "nóng"',
            "digest": "b2",
        }
    ]  # fmt: skip


CONFIG = '[board]\nname = "UBND Phường Bến Sen"\n[panel]\nmodel = "png"\n'


def test_the_command_says_how_long_a_notice_was_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kiosk.toml").write_text(CONFIG, encoding="utf-8")
    assert main(["log"]) == 0
    assert capsys.readouterr().out == ""
    ticks = iter([0.0, 300.0, 600.0, 4000.0])
    journal = Journal(tmp_path / "state", lambda: next(ticks), lambda _: True)
    journal.shown(NEWS, NOW)
    journal.shown(NOTICES, NOW + timedelta(minutes=5))
    journal.shown(NEWS, NOW + timedelta(minutes=10))
    assert main(["log", "--notice", "cúp nước"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "23/11/2026 08:05:00 to 08:10:00: notices 1/2, “Cúp nước hẻm 262/15A”",
        "once, 0 h 05 min 00 s in all",
    ]
    assert main(["log", "--csv", "--since", "2026-11-23 08:11"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert main(["log", "--since", "khi nào"]) == 2


def test_what_stands_on_a_frame_is_what_is_drawn_there(config: Config) -> None:
    board, variants = config.board(), press.shipped_layouts()
    body = tuple(f"Hẻm số {n} từ 13 giờ đến 17 giờ, do sửa ống nước." for n in range(60))
    ends = NOW + timedelta(days=1)
    short = Notice("hop.txt", "Họp", ("Tối nay.",), "UBND", NOW, ends)
    long = Notice("cup-nuoc.txt", "Cúp nước hẻm 262/15A", body, "UBND", NOW, ends)
    news = replace(edition(), notices=(long, short))
    made = press.make("notices", news, board, variants, config.state)
    on = [standing(made.page, n, frame, news) for n, frame in enumerate(made.frames)]
    assert len(on) > 1
    assert all([one.id for one in each.notices] == ["cup-nuoc.txt"] for each in on[:-1])
    assert "hop.txt" in [one.id for one in on[-1].notices]
    assert all(not each.stories for each in on)


def test_a_lead_is_on_its_page_and_a_story_without_room_is_not(config: Config) -> None:
    board, variants = config.board(), press.shipped_layouts()
    news = edition()
    made = press.make("news", news, board, variants, config.state)
    on = standing(made.page, 0, made.frames[0], news)
    assert on.stories[0] == news.stories[0].id
    assert on.digest == made.frames[0].digest
    far = press.make("closing", news, board, variants, config.state)
    assert standing(far.page, 0, far.frames[0], news).stories == ()


def test_a_story_that_goes_on_stands_on_all_its_frames(config: Config) -> None:
    board, variants = config.board(), press.shipped_layouts()
    text = tuple(
        f"Đoạn {n}: công viên ven rạch mở cửa từ sáng sớm cho mọi người." for n in range(90)
    )
    story = replace(edition().stories[0], paragraphs=text, photos=())
    news = replace(edition(), stories=(story, *edition().stories[1:]))
    made = press.make("story", news, board, variants, config.state)
    on = [standing(made.page, n, frame, news) for n, frame in enumerate(made.frames)]
    assert len(on) > 1
    assert all(each.stories == (story.id,) for each in on)


def test_a_poster_and_a_story_of_photographs_alone_are_known_by_their_pictures(
    config: Config,
) -> None:
    size = Size(800, 600)
    photo = Photo("http://127.0.0.1/a.jpg", key="a.jpg", size=size)
    poster = Poster("b.jpg", size, "Tiêm chủng đến 30-11-2026.jpg", NOW, NOW + timedelta(days=7))
    story = replace(edition().stories[0], photos=(photo,))
    news = replace(edition(), stories=(story,), posters=(poster,))
    frame = press.make(
        "closing", news, config.board(), press.shipped_layouts(), config.state
    ).frames[0]

    def drawn(key: str) -> Page:
        shown = Picture("photo", Rect(0, 0, 9, 9), replace(photo, key=key))
        return Page("poster", "poster.landscape", (Scene(size, (shown,)),))

    on_a, on_b = (standing(drawn(key), 0, frame, news) for key in ("a.jpg", "b.jpg"))
    assert (on_a.stories, on_a.notices) == ((story.id,), ())
    assert (on_b.stories, on_b.notices) == ((), (Noted(poster.name, poster.name),))
