"""kiosk.toml: what it may say, and how wrong settings are told."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk import config
from kiosk.content.source import FeedSource
from kiosk.content.values import PageSelectors, SectionSelectors
from kiosk.errors import ConfigError
from kiosk.geometry import Size
from kiosk.hours import Range
from kiosk.model import Focus, Point
from kiosk.starting import Answers, kiosk_toml

LEAST = """
[board]
name = "UBND Phường Bình Thới"
[panel]
model = "png"
"""
FULL = """
[board]
name = "UBND Phường Bình Thới"
timezone = "Asia/Bangkok"
viewing_distance = "80 cm"
readers = "low-vision"
stale_after = "90 min"
state = "nho"

[[source]]
kind = "feed"
url = "https://portal.example/rss/quan-huyen.rss"
name = "Cổng phường"
every = "10 min"
full_text = true
allow_hosts = ["192.168.1.20"]
include = ["Bình Thới"]
exclude = ["quảng cáo"]
categories = ["Tin phường"]
max_age = "14 d"
focus = "50% 20%"

[panel]
model = "png"
like = "waveshare-13in3-e6"
rotate = 90
path = "anh/bang.png"

[programme]
pages = ["headlines"]
lead_stories = 3
dwell = "2 min"

[hours]
weekdays = ["07:30-11:30", "13h00-17h00"]
sunday = "closed"
outside = "last"
"""


def _load(folder: Path, words: str) -> config.Config:
    path = folder / "kiosk.toml"
    path.write_text(words, encoding="utf-8")
    return config.load(path)


def _problems(folder: Path, words: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        _load(folder, words)
    return [f"{one.line} {one.key}: {one.says}" for one in caught.value.problems]


def test_a_name_and_a_panel_are_enough(tmp_path: Path) -> None:
    found = _load(tmp_path, LEAST)

    assert found.name == "UBND Phường Bình Thới"
    assert found.zone == ZoneInfo("Asia/Ho_Chi_Minh")
    assert found.picture == tmp_path / "frame.png"
    assert found.state == tmp_path / "state"
    assert found.panel.name == "waveshare-7in5-v2"
    assert found.pages == ("news", "headlines")
    assert found.hours.always


def test_every_setting_arrives(tmp_path: Path) -> None:
    found = _load(tmp_path, FULL)

    assert found.sources == (
        FeedSource(
            "https://portal.example/rss/quan-huyen.rss",
            name="Cổng phường",
            every_s=600,
            full_text=True,
            allow_hosts=frozenset({"192.168.1.20"}),
            include=("Bình Thới",),
            exclude=("quảng cáo",),
            categories=("Tin phường",),
            max_age_s=14 * 86400,
            focus=Point(50, 20),
        ),
    )
    assert (found.zone.key, found.stale_after_s, found.enlarge) == ("Asia/Bangkok", 5400, 1.75)
    assert (found.state, found.picture) == (tmp_path / "nho", tmp_path / "anh/bang.png")
    assert (found.pages, found.lead_stories, found.dwell_s) == (("headlines",), 3, 120)
    assert found.hours.weekdays == (Range(450, 690), Range(780, 1020))
    assert (found.hours.saturday, found.outside) == ((), "last")


@pytest.mark.parametrize(
    ("said", "focus"),
    [('"whole"', "whole"), ('"0% 100%"', Point(0, 100)), ('" 50 %  20 % "', Point(50, 20))],
)
def test_what_is_kept_of_a_sources_photographs(tmp_path: Path, said: str, focus: Focus) -> None:
    words = f'{LEAST}[[source]]\nkind = "feed"\nurl = "https://p.example/rss"\nfocus = {said}\n'
    (source,) = _load(tmp_path, words).sources
    assert source.focus == focus


@pytest.mark.parametrize(
    "said", ['"all"', '"50%"', '"50 20"', '"50% 101%"', '"-1% 5%"', "50", "[]"]
)
def test_what_is_no_focus_is_said(tmp_path: Path, said: str) -> None:
    words = f'{LEAST}[[source]]\nkind = "feed"\nurl = "https://p.example/rss"\nfocus = {said}\n'
    (problem,) = _problems(tmp_path, words)
    assert 'source[1].focus: must be "whole", or what is to be seen' in problem


OFFICE = """
[[source]]
kind = "listing"
url = "https://portal.example/nhom-tin/quan-huyen-1"
item = "div.tin"
link = "h2 a"
full_text = true
approve = true

[source.page]
body = "div.noi-dung"
drop = [".quang-cao", "table.lien-quan"]

[[source]]
kind = "notices"
path = "notices"

[[source]]
kind = "schedule"
path = "/srv/lich.toml"

[[source]]
kind = "service"
path = "mot-cua.toml"

[[source]]
kind = "pictures"
path = "posters"

[network]
proxy = "http://192.168.1.1:3128"
"""


def test_every_kind_of_source_arrives(tmp_path: Path) -> None:
    found = _load(tmp_path, LEAST + OFFICE)

    assert found.sources == (
        FeedSource(
            "https://portal.example/nhom-tin/quan-huyen-1",
            section=SectionSelectors(item="div.tin", link="h2 a"),
            full_text=True,
            page=PageSelectors(body="div.noi-dung", drop=(".quang-cao", "table.lien-quan")),
            approve=True,
        ),
    )
    assert found.notices == (tmp_path / "notices",)
    assert found.pages == ("news", "headlines", "notices", "schedule", "service", "poster")
    assert found.service == tmp_path / "mot-cua.toml"
    assert found.schedule == Path("/srv/lich.toml")
    assert found.posters == (tmp_path / "posters",)
    assert found.proxy == "http://192.168.1.1:3128"


def test_the_board_hangs_as_the_config_says(tmp_path: Path) -> None:
    board = _load(tmp_path, FULL).board()

    assert board.size == Size(1200, 1600)
    assert board.shape == "portrait"
    assert board.magnification == pytest.approx(0.8 / 0.6 * 1.75)


def test_a_panel_is_read_from_its_own_distance_unless_told(tmp_path: Path) -> None:
    board = _load(tmp_path, LEAST + 'like = "waveshare-13in3-e6"').board()

    assert board.distance_m == 1.0


def test_a_picture_may_have_a_size_of_its_own(tmp_path: Path) -> None:
    own = LEAST + 'size = "1024 x 600"\nmm = "220 x 130 mm"\npalette = "grey4"'

    panel = _load(tmp_path, own).panel

    assert (panel.size, panel.width_mm, len(panel.palette.inks)) == (Size(1024, 600), 220, 4)


def test_systemd_says_where_the_state_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATE_DIRECTORY", "/var/lib/kiosk")

    assert _load(tmp_path, LEAST).state == Path("/var/lib/kiosk")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('[board]\nnam = "x"\n', '2 board.nam: is not known here; did you mean "name"?'),
        ('[boards]\nname = "x"\n', '1 boards: is not known here; did you mean "board"?'),
        ('[panel]\nmodel = "waveshare-7in5"\n', 'did you mean "waveshare-7in5-v2"?'),
        ('[panel]\nmodel = "sim:waveshare-7in5"\n', 'did you mean "sim:waveshare-7in5-v2"?'),
        ('[panel]\nmodel = "màn hình"\n', 'a simulated one as "sim:waveshare-7in5-v2"'),
        ('[panel]\nmodel = "waveshare-7in5-v2"\npath = "a.png"\n', "panel.path: is not known"),
        ('[panel]\nmodel = "waveshare-7in8-it8951"\n', "printed on the panel's flat cable"),
        ('[panel]\nmodel = "waveshare-7in8-it8951"\nvcom = "1.5"\n', 'as "-1.50 V", not "1.5"'),
        ('[panel]\nmodel = "waveshare-7in5-v2"\nvcom = "-1.5 V"\n', "panel.vcom: is not known"),
        ('[panel]\nmodel = "png"\nrotate = 45\n', "3 panel.rotate: must be 0, 90, 180 or 270"),
        ('[panel]\nmodel = "png"\nlike = "png"\n', "3 panel.like: must be"),
        ('[panel]\nmodel = "png"\nsize = "big"\n', "3 panel.size: must be a size in pixels"),
        ('[panel]\nmodel = "png"\nsize = "9 x 9"\n', "3 panel.size"),
        ('[panel]\nmodel = "png"\nsize = "80 x 48"\nlike = "waveshare-7in3-f"\n', "panel.like"),
        ('[[source]]\nkind = "feed"\n', "1 source[1].url: is missing"),
        ('[[source]]\nkind = "fed"\nurl = "https://a.vn/"\n', 'did you mean "feed"?'),
        ('[[source]]\nkind = "notices"\n', "source[1].path: is missing"),
        (
            '[[source]]\nkind = "listing"\nurl = "https://a.vn/"\nitem = "div >"\n',
            "source[1].item: must be a CSS selector",
        ),
        (
            '[[source]]\nkind = "feed"\nurl = "https://a.vn/"\nitem = "li"\n',
            "source[1].item: is not known here",
        ),
        (
            '[[source]]\nkind = "feed"\nurl = "https://a.vn/"\n[source.page]\ndrop = ["[["]\n',
            "source[1].page.drop: must be a CSS selector",
        ),
        (
            '[[source]]\nkind = "schedule"\npath = "a"\n[[source]]\nkind = "schedule"\npath="b"\n',
            "source[2].kind: names a second schedule",
        ),
        (
            '[[source]]\nkind = "service"\npath = "a"\n[[source]]\nkind = "service"\npath="b"\n',
            "source[2].kind: names a second one-stop office",
        ),
        (
            '[[source]]\nkind = "feed"\nurl = "https://a.vn/"\n' * 2,
            "source[2].url: is followed twice",
        ),
        ('[network]\nproxy = "proxy.local:3128"\n', "network.proxy: must be an address"),
        ('[[source]]\nkind = "fed"\n', 'did you mean "feed"?'),
        ('[[source]]\nkind = "feed"\nurl = "portal"\n', "3 source[1].url: must be an address"),
        ('[[source]]\nkind = "feed"\nurl = "ftp://a.vn"\n', "must be an address"),
        ('[[source]]\nkind = "feed"\nurl = "http://[::1"\n', "must be an address"),
        ('[[source]]\nkind = "feed"\nurl = "http://a.vn:99999/"\n', "must be an address"),
        ("source = 3\n", "must be written as [[source]]"),
        ("board = 3\n", "must be a table, [board]"),
        ('[board]\nname = "a"\nviewing_distance = "3"\n', "must be a number with its unit"),
        ('[board]\nname = "a"\ntimezone = "Sao Hỏa"\n', "must be a time zone"),
        ('[board]\nname = "  "\n', "2 board.name: must be text in quotes"),
        ("[programme]\npages = []\n", "must name at least one page"),
        ('[programme]\npages = ["../news"]\n', "must name at least one page"),
        ('[programme]\npages = ["news"]\n[programme.dwells]\nnew = "1 min"\n', 'mean "news"?'),
        ('[programme]\npages = ["news"]\n[programme.dwells]\nnews = 1\n', "dwells.news: must be"),
        ("[programme]\nlead_stories = 0\n", "must be a whole number from 1 to 50"),
        ('[hours]\nweekdays = ["8-11"]\n', 'must be a range as "07:30-11:30"'),
        ('[hours]\nsunday = "closed"\n', "never opens the board"),
        ('[hours]\nholidays = ["30/2/2026"]\n', "hours.holidays"),
        ('[hours]\npublic_holidays = "shut"\n', 'hours.public_holidays: must be "closed" or'),
    ],
)
def test_a_wrong_setting_is_told_with_its_line_and_key(
    tmp_path: Path, line: str, told: str
) -> None:
    assert any(told in problem for problem in _problems(tmp_path, line))


def test_every_problem_is_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    words = '[board]\nnam = "a"\n[[source]]\nkind = "feed"\nurl = "portal"\n[panel]\nmodel = "x"\n'

    lines = [int(problem.split()[0]) for problem in _problems(tmp_path, words)]

    assert lines == sorted(lines)
    assert len(lines) == 4


def test_a_missing_file_says_what_writes_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no such file; `kiosk init` writes one"):
        config.load(tmp_path / "kiosk.toml")


def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    assert _problems(tmp_path, '[board]\nname = "a\n')[0].startswith("2 : this is not TOML")


def test_a_notepad_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_bytes(b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode())

    assert config.load(path).name == "UBND Phường Bình Thới"


def test_the_config_is_looked_for_in_its_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)
    assert config.find(None) == Path("/etc/kiosk/kiosk.toml")

    Path("kiosk.toml").touch()
    assert config.find(None) == Path("kiosk.toml")

    monkeypatch.setenv("KIOSK_CONFIG", "phuong.toml")
    assert config.find(None) == Path("phuong.toml")
    assert config.find(Path("khac.toml")) == Path("khac.toml")


@pytest.mark.parametrize("name", ["UBND Phường Bình Thới", 'Phường "5"', "a\\b"])
def test_what_init_writes_loads(tmp_path: Path, name: str) -> None:
    answers = Answers(name, "https://portal.example/rss", "waveshare-10in3-it8951", 90, "0.8 m")

    found = _load(tmp_path, kiosk_toml(answers))

    assert (found.name, found.panel.name, found.rotate) == (name, "waveshare-10in3-it8951", 90)
    assert found.distance_m == 0.8


def test_what_init_only_suggests_loads_too(tmp_path: Path) -> None:
    words = kiosk_toml(Answers("Phường", "https://a.vn/rss", "waveshare-7in5-v2", 0, "0.6 m"))
    settings = ("name =", "include", "exclude", "categories", "max_age", "allow_hosts", "[hours]",
                "weekdays", "saturday", "sunday", "outside")  # fmt: skip
    for setting in settings:
        words = words.replace(f"# {setting}", setting)

    found = _load(tmp_path, words)

    assert found.sources[0].include == ("Bến Sen",)
    assert len(found.hours.saturday) == 1


@pytest.mark.parametrize(("said", "mv"), [("-1.50 V", 1500), ("−2,06V", 2060), ("-3 v", 3000)])
def test_a_glasss_own_voltage_is_read_as_it_is_printed(tmp_path: Path, said: str, mv: int) -> None:
    panel = f'[panel]\nmodel = "waveshare-10in3-it8951"\nvcom = "{said}"\n'

    assert _load(tmp_path, f'[board]\nname = "a"\n{panel}').panel.vcom_mv == mv


def test_pages_stand_as_long_as_the_panel_needs_between_two(tmp_path: Path) -> None:
    words = '[board]\nname = "a"\n[panel]\nmodel = "{}"\n[programme]\ndwell = "1 min"\n'

    asked = _load(tmp_path, words.format("png"))
    needed = _load(tmp_path, words.format("sim:waveshare-7in3-e6"))

    assert (asked.dwell_s, needed.dwell_s, needed.asked_dwell_s) == (60, 180, 60)


def test_a_ward_adds_a_panel_of_its_own(tmp_path: Path) -> None:
    own = '[panel.mine]\nlike = "waveshare-7in5-v2"\ntitle = "Của phường"\nmm = [100.0, 60.0]\n'
    (tmp_path / "panels.toml").write_text(own, encoding="utf-8")
    words = '[board]\nname = "a"\n[panel]\nmodel = "sim:mine"\nrotate = 90\n'

    found = _load(tmp_path, words)

    assert (found.panel.title, found.panel.controller) == ("Của phường", "UC8179")
    assert found.board().size == (480, 800)
    assert found.simulated
    assert found.shown_on == str(tmp_path / "frame.png")


def test_a_page_may_stand_for_a_time_of_its_own(tmp_path: Path) -> None:
    pages = '[programme]\npages = ["news", "schedule"]\n[programme.dwells]\nschedule = "{}"\n'
    words = '[board]\nname = "a"\n[panel]\nmodel = "{}"\n' + pages

    free = _load(tmp_path, words.format("png", "10 min"))
    bound = _load(tmp_path, words.format("sim:waveshare-7in3-e6", "30 s"))

    assert (free.dwell("news"), free.dwell("schedule")) == (300, 600)
    assert (bound.dwell("schedule"), bound.asked_dwell_s) == (180, 30)
