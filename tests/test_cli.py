"""The commands as a person types them."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from portal import feed, item, serving

from kiosk import commands
from kiosk.cli import main
from kiosk.commands import ends_well
from kiosk.config import load
from kiosk.panels import catalog
from kiosk.starting import Answers, kiosk_toml

NEWS = feed(
    item(22, "Phường Bến Sen khánh thành công viên ven rạch", "Sáng 22/11, công viên mở cửa."),
    item(21, "Lịch tiếp công dân tháng 12", "Thứ Năm hằng tuần."),
)


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a technician stands, without a config of the machine's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal" / "feed.xml").write_text(NEWS, encoding="utf-8")
    return tmp_path


def _write_config(folder: Path, url: str, more: str = "") -> Path:
    path = folder / "kiosk.toml"
    source = f'[[source]]\nkind = "feed"\nurl = "{url}/feed.xml"\n'
    board = '[board]\nname = "UBND Phường Bến Sen"\n'
    path.write_text(f'{board}{source}[panel]\nmodel = "png"\n{more}', encoding="utf-8")
    return path


def test_once_shows_the_page_and_says_where(ward: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(ward / "portal") as url:
        _write_config(ward, url)
        code = main(["once"])

    assert code == 0
    assert capsys.readouterr().out.startswith(f"{ward / 'frame.png'}: news (")
    with Image.open("frame.png") as image:
        assert image.size == (800, 480)


def test_once_with_the_portal_gone_exits_3_and_the_page_stands(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(ward / "portal") as url:
        _write_config(ward, url)
        main(["once"])
    before = Path("frame.png").read_bytes()
    code = main(["once"])

    assert code == 3
    assert "the server refused the connection; what is stored stands" in capsys.readouterr().err
    assert Path("frame.png").read_bytes() == before
    assert main(["render", "--out", "trang"]) == 0
    assert sorted(path.name for path in Path("trang").iterdir()) == [
        "headlines-waveshare-7in5-v2.png",
        "news-waveshare-7in5-v2.png",
    ]


def test_render_writes_every_frame_with_what_stands_on_it(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write_config(ward, "http://127.0.0.1:9")
    panels = ["--panel", "waveshare-13in3-e6", "--panel", "waveshare-10in3-it8951"]

    code = main(["render", "--sample", "--all", "--scene", *panels, "--out", "trang"])

    assert code == 0
    assert "trang/news-waveshare-13in3-e6-01.png" in capsys.readouterr().out
    told = json.loads(Path("trang/news-waveshare-13in3-e6-01.json").read_text("utf-8"))
    assert (told["size"], told["panel"]) == ([1600, 1200], "waveshare-13in3-e6")
    kinds = {entry["kind"] for entry in told["items"]}
    assert kinds == {"fill", "text", "picture"}
    titles = [entry["text"] for entry in told["items"] if entry["region"] == "headline"]
    assert " ".join(titles) == "Thư viện phường mở triển lãm ảnh phi hành gia"
    with Image.open("trang/headlines-waveshare-10in3-it8951-01.png") as image:
        assert image.size == (1872, 1404)


def test_what_is_urgent_is_shown_and_drawn_before_the_programme(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ward / "notices").mkdir()
    words = "KHẨN: Cúp nước đêm nay\n\nTừ 22 giờ.\n"
    (ward / "notices" / "cup-nuoc.txt").write_text(words, encoding="utf-8")
    with serving(ward / "portal") as url:
        path = _write_config(ward, url)
        own = '[[source]]\nkind = "notices"\npath = "notices"\n[programme]\npages = ["news"]\n'
        path.write_text(path.read_text("utf-8") + own, encoding="utf-8")
        assert main(["once"]) == 0
    assert capsys.readouterr().out.startswith(f"{ward / 'frame.png'}: urgent (")
    assert main(["render", "--out", "trang"]) == 0
    assert main(["render", "--layout", "news", "--out", "mot"]) == 0

    drawn = [line for line in capsys.readouterr().out.splitlines() if line.endswith(".png")]
    assert drawn == [
        "trang/urgent-waveshare-7in5-v2.png",
        "trang/news-waveshare-7in5-v2.png",
        "mot/news-waveshare-7in5-v2.png",
    ]


def test_render_turns_the_board_and_travels_in_time(ward: Path) -> None:
    options = ["--sample", "--scene", "--rotate", "90", "--at", "17/2/2026", "--out", "tet"]

    assert main(["render", "--layout", "headlines", *options]) == 0

    told = json.loads((ward / "tet/headlines-waveshare-7in5-v2.json").read_text("utf-8"))
    assert told["size"] == [480, 800]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2027-02-06 07:00", "Thứ Bảy, 6/2/2027 · mùng 1 tháng Giêng"),
        ("2027-02-06", "Thứ Bảy, 6/2/2027 · mùng 1 tháng Giêng"),
        ("06/02/2027 23:59", "Thứ Bảy, 6/2/2027 · mùng 1 tháng Giêng"),
    ],
)
def test_a_time_may_be_written_in_several_ways(ward: Path, at: str, day: str) -> None:
    main(["render", "--sample", "--scene", "--at", at, "--out", "trang"])

    told = json.loads((ward / "trang/news-waveshare-7in5-v2.json").read_text("utf-8"))
    assert day in [entry.get("text") for entry in told["items"]]


def test_as_seen_and_outline_change_the_picture_only(ward: Path) -> None:
    shared = ["render", "--sample", "--layout", "news", "--panel", "waveshare-7in3-e6"]
    for name, options in (("a", []), ("b", ["--as-seen"]), ("c", ["--outline"])):
        assert main([*shared, *options, "--out", name]) == 0

    plain, seen, outlined = (
        (ward / name / "news-waveshare-7in3-e6.png").read_bytes() for name in "abc"
    )
    assert len({plain, seen, outlined}) == 3
    with Image.open(ward / "b/news-waveshare-7in3-e6.png") as image:
        colours = {colour for _, colour in image.convert("RGB").getcolors() or []}
    inks = {ink.measured for ink in catalog.palette("spectra6").inks}
    assert colours <= inks


def test_a_layout_file_is_drawn_as_it_is_written(ward: Path) -> None:
    own = ward / "news.thu.toml"
    own.write_text(
        '[page]\nshape = "landscape"\nrows = ["1fr"]\nareas = "headline"\n'
        '[region.headline]\nkind = "text"\ntext = "{title}"\nfont = "headline 20..34 pt"\n',
        encoding="utf-8",
    )

    assert main(["render", "--sample", "--layout", str(own), "--scene"]) == 0

    told = json.loads((ward / "news-waveshare-7in5-v2.json").read_text("utf-8"))
    assert {entry["region"] for entry in told["items"]} == {"headline"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["once"], r"kiosk\.toml: there is no such file; `kiosk init` writes one"),
        (["once", "--config", "khac.toml"], r"khac\.toml: there is no such file"),
        (["render", "--sample", "--panel", "waveshare-7in5"], r"did you mean waveshare-7in5-v2"),
        (["render", "--sample", "--layout", "nws"], r"no page or layout “nws”; did you mean"),
        (["render", "--sample", "--layout", "nws.toml"], r"nws\.toml: this file can't be read"),
        (["render", "--sample", "--at", "mai"], r"--at must be a time"),
        (["render", "--sample", "--rotate", "45"], r"--rotate must be 0, 90, 180 or 270"),
        (["init", "--panel", "x"], r"there is no panel 'x'"),
        (["init", "--url", "portal"], r"source\[1\]\.url: must be an address"),
    ],
)
@pytest.mark.usefixtures("ward")
def test_what_is_wrong_gets_one_sentence_and_exit_2(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(arguments)

    error = capsys.readouterr().err
    assert code == 2
    assert len(error.strip().splitlines()) == 1
    assert re.search(told, error)


def test_debug_shows_where_an_error_happened(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["once", "--config", str(ward / "khac.toml"), "--debug"])

    assert "Traceback" in capsys.readouterr().err


# A panel that no computer has, so that no test drives a real one.
NOWHERE = """
[wiring.nowhere]
spi = "99.9"
reset = 17
busy = 24

[panel.nowhere]
like = "waveshare-7in5-v2"
wiring = "nowhere"
"""


def test_a_panel_that_is_not_there_is_told_by_every_command(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _write_config(ward, "http://127.0.0.1:9")
    path.write_text(path.read_text("utf-8").replace('"png"', '"nowhere"'), "utf-8")
    (ward / "panels.toml").write_text(NOWHERE, encoding="utf-8")

    assert main(["once"]) == 1
    assert "there is no /dev/spidev99.9; switch SPI on" in capsys.readouterr().err
    assert main(["check"]) == 2
    assert "panel.model: there is no /dev/spidev99.9" in capsys.readouterr().out
    assert main(["status"]) == 3
    assert "failed once" in capsys.readouterr().out
    assert main(["panel", "sleep"]) == 1
    assert main(["panel", "list"]) == 0
    assert "nowhere " in capsys.readouterr().out


def test_a_technician_tests_clears_and_rests_a_panel(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _write_config(ward, "http://127.0.0.1:9")
    quick = NOWHERE.replace("nowhere", "quick") + 'urgent = "1 s"\n'
    (ward / "panels.toml").write_text(quick, encoding="utf-8")
    path.write_text(path.read_text("utf-8").replace('"png"', '"sim:quick"'), "utf-8")

    assert main(["panel", "test", "--out", "mau.png"]) == 0
    assert main(["panel", "test"]) == 0
    assert "góc" in capsys.readouterr().out.casefold()
    assert (ward / "frame.png").read_bytes() == (ward / "mau.png").read_bytes()
    assert main(["panel", "clear"]) == 0
    with Image.open(ward / "frame.png") as glass:
        assert glass.convert("L").getextrema() == (255, 255)
    assert main(["panel", "sleep"]) == 0
    assert main(["status"]) == 3, "the portal does not answer"
    assert "sim:quick: refreshed" in capsys.readouterr().out


def test_a_wards_own_panel_may_be_named_like_any_other(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ward / "panels.toml").write_text(NOWHERE, encoding="utf-8")
    assert main(["init", "--panel", "nowhere"]) == 0
    assert main(["render", "--sample", "--layout", "news", "--panel", "nowhere"]) == 0
    assert "news-nowhere.png" in capsys.readouterr().out


def test_init_writes_a_config_that_check_and_once_take(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(ward / "portal") as url:
        assert main(["init", "--name", "Phường “5”", "--url", f"{url}/feed.xml"]) == 0
        assert main(["check"]) == 0
        assert main(["once"]) == 0

    assert "all of it can be read from 0.6" in capsys.readouterr().out


def test_init_for_the_service_writes_only_where_the_service_may(ward: Path) -> None:
    answers = Answers("Phường", "https://a.vn/rss", "waveshare-7in5-v2", 0, "0.6 m")
    served = replace(answers, **commands.places(Path("/etc/kiosk/kiosk.toml")))
    (ward / "kiosk.toml").write_text(kiosk_toml(served), encoding="utf-8")

    found = load(ward / "kiosk.toml")

    assert found.state == Path("/var/lib/kiosk")
    assert found.picture == Path("/var/lib/kiosk/frame.png")
    assert found.notices == (Path("/var/lib/kiosk/notices"),)
    assert commands.places(ward / "kiosk.toml") == {}


@pytest.mark.usefixtures("ward")
def test_an_example_address_is_told_from_the_start(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    assert "is an example; write the address" in capsys.readouterr().err
    assert main(["check"]) == 2


def test_a_reader_who_leaves_early_is_no_error() -> None:
    script = f"{sys.executable} -m kiosk panel list | true; exit ${{PIPESTATUS[0]}}"

    left = subprocess.run(["/bin/bash", "-c", script], capture_output=True, check=False)

    assert (left.returncode, left.stderr) == (0, b"")


def test_init_writes_over_nothing_unasked_and_harms_nothing_by_a_wrong_answer(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _write_config(ward, "http://127.0.0.1:9")
    before = path.read_bytes()

    assert main(["init"]) == 2
    assert "--force writes over it" in capsys.readouterr().err
    assert main(["init", "--force", "--distance", "xa"]) == 2
    assert path.read_bytes() == before
    assert sorted(one.name for one in ward.iterdir()) == ["kiosk.toml", "portal"]


def test_check_names_everything_that_would_fail(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = (
        'size = "200 x 96"\nmm = "200 x 96 mm"\npalette = "mono"\npath = "kiosk.toml/frame.png"\n'
    )
    path = _write_config(ward, "http://127.0.0.1:9", more)
    path.write_text(path.read_text("utf-8") + '[programme]\npages = ["headlines"]\n', "utf-8")

    code = main(["check"])

    said = capsys.readouterr().out
    assert code == 2
    assert f"error: {path}/frame.png: can't be written" in said
    assert re.search(
        r"error: headlines\S+, region \S+, \S+: .* px on this panel, which needs", said
    )


def test_panel_list_names_each_panel_first_on_its_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["panel", "list"]) == 0

    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names == [*catalog.names(), "png"]


@pytest.mark.parametrize("command", ["demo", "init", "once", "render", "check", "run", "status"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])

    said = capsys.readouterr().out
    assert left.value.code == 0
    assert "--config" in said
    assert "exit codes" in said


def test_run_shows_a_page_before_any_network_and_stops_on_sigterm(ward: Path) -> None:
    with serving(ward / "portal") as url:
        _write_config(ward, url)
        board = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "run"], cwd=ward, stderr=subprocess.PIPE, text=True
        )
        digest = _wait_for_news(ward / "state" / "glass.png", board)
        board.send_signal(signal.SIGTERM)
        _, said = board.communicate(timeout=20)

    assert board.returncode == 0
    assert digest
    assert "showing waiting" in said
    assert "showing news" in said
    assert "stopping" in said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_kill_or_a_closed_terminal_ends_a_command_as_ctrl_c_does(number: signal.Signals) -> None:
    # Whoever runs the tests by nohup ignores a closed terminal, and so would they.
    before = signal.signal(number, signal.SIG_DFL)
    try:
        with pytest.raises(KeyboardInterrupt), ends_well():
            signal.raise_signal(number)
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, before)


def test_a_command_that_was_started_by_nohup_outlives_its_terminal() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ends_well():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_run_stops_cleanly_while_a_server_keeps_it_waiting(ward: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        _write_config(ward, f"http://127.0.0.1:{silent.getsockname()[1]}")
        board = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "run"], cwd=ward, stderr=subprocess.PIPE, text=True
        )
        silent.settimeout(20)
        peer, _ = silent.accept()
        with peer:
            board.send_signal(signal.SIGTERM)
            time.sleep(1.5)  # the scheduler is down when the answer fails
        _, said = board.communicate(timeout=20)

    assert board.returncode == 0
    assert "Traceback" not in said


def _wait_for_news(glass: Path, board: "subprocess.Popen[str]") -> str:
    """The digest of the second picture on the glass: the first one waits for news."""
    from kiosk.panels.png import shown  # noqa: PLC0415

    first, deadline = None, time.monotonic() + 20
    while time.monotonic() < deadline and board.poll() is None:
        digest = shown(glass)
        first = first or digest
        if digest and digest != first:
            return digest
        time.sleep(0.02)
    return ""


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["layouts"], 0, "waiting.portrait-least"),
        (["render", "--layout", "khong-co"], 2, "there is no page or layout “khong-co”"),
        (["render", "--out", "/dev/null/tep"], 1, "/dev/null"),
    ],
)
def test_a_process_that_ends_at_once_has_said_all(
    ward: Path, words: list[str], code: int, said: str
) -> None:
    config = _write_config(ward, "http://127.0.0.1:9")
    command = [sys.executable, "-m", "kiosk", *words, "--config", str(config)]
    done = subprocess.run(command, cwd=ward, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert said in done.stdout + done.stderr
