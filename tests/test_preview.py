"""`kiosk preview` as a process: asked over HTTP, told of changes, ended by Ctrl-C."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from kiosk.files import shipped

SETTINGS = '[board]\nname = "UBND Phường Bến Sen"\n[[source]]\nkind = "notices"\npath = "notices"\n'
PANEL = '[panel]\nmodel = "png"\n'


class Preview:
    """A preview of a ward's folder."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "preview", "--no-open", *options],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env={name: at for name, at in os.environ.items() if name != "KIOSK_CONFIG"},
            text=True,
        )
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()
        self.host = self.address.partition("//")[2].partition("/")[0]

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
        with self.asking(path, method, **headers) as answer:
            return answer.status, answer.read()

    @contextmanager
    def asking(
        self, path: str, method: str = "GET", **headers: str
    ) -> Iterator[http.client.HTTPResponse]:
        with closing(http.client.HTTPConnection(self.host, timeout=20)) as asked:
            asked.request(method, path, headers=headers)
            with asked.getresponse() as answer:
                yield answer

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()

    def told(self, path: str, method: str = "GET") -> Any:
        return json.loads(self.ask(path, method)[1])


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    (tmp_path / "kiosk.toml").write_text(SETTINGS + PANEL, encoding="utf-8")
    (tmp_path / "layouts").mkdir()
    (tmp_path / "notices").mkdir()
    return tmp_path


@pytest.fixture
def preview(ward: Path) -> Iterator[Preview]:
    running = Preview(ward)
    yield running
    running.end()


def test_it_serves_the_board_and_ends_by_ctrl_c(preview: Preview, ward: Path) -> None:
    assert preview.address == f"http://{preview.host}/"
    assert preview.host.startswith("127.0.0.1:")
    assert preview.told("/api/about")["board"] == "UBND Phường Bến Sen"
    page = preview.told("/api/page?page=news&news=sample")
    digest, file = page["frames"][0]["digest"], page["frames"][0]["file"]
    status, picture = preview.ask(f"/frames/{digest}.png")
    assert (status, picture[:8]) == (200, b"\x89PNG\r\n\x1a\n")
    assert preview.told(f"/api/glass?news=sample&digest={digest}", "POST")["decoded"] == digest
    with preview.asking(f"/frames/{digest}.png?save={file}") as saved:
        said = saved.headers["content-disposition"]
    assert said == 'attachment; filename="news-waveshare-7in5-v2-01.png"'
    with preview.asking("/api/changes") as listening:
        listening.readline()
        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(timeout=10) == 0
    assert sorted(path.name for path in ward.iterdir()) == ["kiosk.toml", "layouts", "notices"]


def test_a_change_is_told_and_seen(preview: Preview, ward: Path) -> None:
    own = ward / "layouts" / "news.landscape.toml"
    notice = ward / "notices" / "cup-nuoc.txt"
    where = "/api/page?page=news&news=sample"
    before = preview.told(where)["frames"][0]["digest"]
    with preview.asking("/api/changes") as events:
        events.readline()  # from here on it listens
        shutil.copy(shipped("layouts") / own.name, own)
        own.write_text(f"{own.read_text('utf-8')}\n[nonsense\n", encoding="utf-8")
        while not (said := _next(events))["problems"]:
            pass
        assert said["problems"][0]["file"] == own.name
        own.unlink()
        while _next(events)["problems"]:
            pass
        assert preview.told(where)["frames"][0]["digest"] == before
        notice.write_text("Cúp nước hẻm 262/15A\n\nHôm nay.\n", encoding="utf-8")
        while notice.name not in _next(events)["files"]:
            pass
    lines = preview.told("/api/page?page=notices")["frames"][0]["lines"]
    assert any("Cúp nước" in line["text"] for line in lines)


def _next(events: http.client.HTTPResponse) -> Any:
    """What the next event says."""
    while not (line := events.readline()).startswith(b"data: "):
        assert line
    return json.loads(line[6:])


def test_no_other_file_is_served(preview: Preview) -> None:
    for path in (
        "/static/..%2f__init__.py",
        "/static/%2e%2e/web.py",
        "/static/../../kiosk.toml",
        "/static/.",
        "/kiosk.toml",
        "/static/preview.py",
        "/frames/..%2f..%2fkiosk.png",
        "/ghosts/x.png",
    ):
        status, body = preview.ask(path)
        assert status == 404, path
        assert b"Sen" not in body
        assert b"import" not in body


def test_strangers_are_refused_and_wrong_questions_are_answered(preview: Preview) -> None:
    assert preview.ask("/api/about", Host="evil.example")[0] == 403
    assert preview.ask("/api/glass", "POST", Origin="http://evil.example")[0] == 403
    assert preview.ask("/api/glass")[0] == 405
    status, body = preview.ask("/api/page?panel=nonsense")
    assert status == 400
    assert json.loads(body)["problem"]["says"].startswith("there is no panel “nonsense”")
    for query in (
        "lead=x",
        "lead=-1",
        "lead=99999999999999999999",
        "page=%00",
        "at=%ff%fe",
        "at=9999",
    ):
        assert preview.ask(f"/api/page?page=news&{query}")[0] in (200, 400), query


def test_elsewhere_than_on_loopback_it_needs_its_token(ward: Path) -> None:
    preview = Preview(ward, "--host", "0.0.0.0")  # noqa: S104 - for a moment, behind a token
    try:
        port = preview.host.rpartition(":")[2]
        token = preview.address.partition("token=")[2]
        assert len(token) >= 20
        preview.host = f"127.0.0.1:{port}"
        assert preview.ask("/api/about")[0] == 403
        assert preview.ask(f"/api/about?token={token[:-1]}")[0] == 403
        assert preview.ask(f"/api/about?token={token}")[0] == 200
    finally:
        preview.end()


def test_settings_that_are_broken_at_its_start_are_shown_until_they_are_mended(ward: Path) -> None:
    (ward / "kiosk.toml").write_text(SETTINGS + "[panel]\nmodl = 'png'\n", encoding="utf-8")
    preview = Preview(ward)
    try:
        assert preview.told("/api/about")["problems"][0]["file"] == "kiosk.toml"
        assert preview.told("/api/page?page=news&news=sample")["frames"]
    finally:
        preview.end()


def test_a_port_that_is_taken_and_settings_that_are_not_there_are_said(
    ward: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ward)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["preview", "--no-open", "--port", str(port)]) == 1
    assert f"can't listen on 127.0.0.1, port {port}" in capsys.readouterr().err
    assert main(["preview", "--no-open", "--config", "nonsense.toml"]) == 2
    assert "there is no such file" in capsys.readouterr().err
    assert main(["preview", "--no-open", "--panel", "nonsense"]) == 2
    assert "there is no panel 'nonsense'" in capsys.readouterr().err
