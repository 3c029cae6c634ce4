"""A notice's file: written so that its reader finds the same notice, and taken down whole."""

import errno
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from editions import ZONE
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.content.folders import notices, posting
from kiosk.content.folders.posting import TAKEN_DOWN, UnwritableError, as_toml, put, take_down
from kiosk.content.words.text import plain
from kiosk.model import Notice

# Tuesday, 24/11/2026, 10:00 in the ward.
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
WATER = Notice(
    id="",
    title="Tạm ngưng cấp nước khu phố 3",
    body=("Bà con chủ động trữ nước.", 'Hỏi: "tổ trực" \\ 028 3855 1234'),
    issuer="UBND Phường Bến Sen",
    starts=NOW,
    ends=NOW + timedelta(days=2, hours=7, minutes=30),
)
LETTERS = "aăâeêoôơuưyđĐẾỘữ 0123456789.,:;/-–()\"'\\#=[]{}\t%&<>“”"


def read(place: Path, now: datetime) -> tuple[Notice, ...]:
    found = notices.read(place, zone=ZONE, now=now)
    assert found.problems == ()
    return found.all


def test_a_notice_that_was_put_up_is_read_as_it_was_meant(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    meant = Notice(
        **{
            **{name: getattr(WATER, name) for name in Notice.__struct_fields__},
            "starts": now.replace(microsecond=0) + timedelta(hours=1),
            "ends": now.replace(microsecond=0) + timedelta(days=3),
            "urgent": True,
            "link": "https://portal.example/nuoc",
        }
    )
    path = put(tmp_path / "thông báo", meant.title, as_toml(meant, ZONE, now))
    assert path.name == "tam-ngung-cap-nuoc-khu-pho-3.toml"
    (found,) = read(path.parent, now)
    assert (found.title, found.body, found.issuer) == (meant.title, meant.body, meant.issuer)
    assert (found.starts, found.ends) == (meant.starts, meant.ends)
    assert (found.urgent, found.link) == (True, meant.link)


@given(
    st.text(LETTERS, min_size=1, max_size=80),
    st.lists(st.text(LETTERS, max_size=80), max_size=4),
    st.integers(1, 400_000),
)
@example("Hết hạn: 30/11/2026", ["Từ ngày 1/12", "Khẩn"], 1)
@example('KHẨN: "ở nhà"', ["'''", '"""'], 60 * 24)
def test_whatever_is_typed_is_read_back_or_refused(
    title: str, body: list[str], minutes: int
) -> None:
    lines = tuple(line for one in body if (line := plain(one, 200)))
    ends = NOW + timedelta(minutes=minutes)
    meant = Notice("", plain(title, 200), lines, "", NOW, ends)
    try:
        words = as_toml(meant, ZONE, NOW)
    except UnwritableError:
        # Nothing is left of a title of spaces; "&amp;lt;" would be unescaped once more.
        assert not meant.title or "&" in f"{title}{body}"
    else:
        assert words.startswith("title = ")


def test_a_day_is_written_as_a_day_that_people_can_read() -> None:
    midnight = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    meant = Notice("", "Họp tổ dân phố", (), "", midnight - timedelta(days=2), midnight)
    assert as_toml(meant, ZONE, NOW).splitlines() == [
        'title = "Họp tổ dân phố"',
        "starts = 2026-11-29",
        "ends = 2026-11-30",
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc-passwd.toml"),
        ("…", "thong-bao.toml"),
        ("Đường Lê Đại Hành: cấm xe", "duong-le-dai-hanh-cam-xe.toml"),
        ("nghiêng " * 40, "-".join(["nghieng"] * 7) + ".toml"),
    ],
)
def test_a_files_name_is_safe_on_every_disk(title: str, name: str, tmp_path: Path) -> None:
    assert put(tmp_path, title, "x").name == name


def test_no_file_is_written_over_not_even_by_many_at_once(tmp_path: Path) -> None:
    (tmp_path / "hop.toml").write_text("của tôi", encoding="utf-8")
    told = [f"bản {number}" for number in range(8)]
    threads = [Thread(target=put, args=(tmp_path, "Họp", one)) for one in told]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = {path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert kept == {"của tôi", *told}


def test_a_disk_without_hard_links_does_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    assert [put(tmp_path, "Họp", words).name for words in "ab"] == ["hop.toml", "hop-2.toml"]
    assert sorted(path.read_text("utf-8") for path in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.parametrize(("folder", "file"), [(0o2775, 0o664), (0o755, 0o644)])
def test_a_file_may_be_changed_by_the_group_that_the_folder_is_for(
    folder: int, file: int, tmp_path: Path
) -> None:
    place = tmp_path / "thong-bao"
    place.mkdir()
    place.chmod(folder)
    path = put(place, "Họp", "x")
    assert stat.S_IMODE(path.stat().st_mode) == file
    assert path.stat().st_gid == place.stat().st_gid
    moved = take_down(path)
    assert stat.S_IMODE(moved.parent.stat().st_mode) == folder


def test_what_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        put(tmp_path, "Họp", "x")
    assert list(tmp_path.iterdir()) == []


def test_what_was_taken_down_is_kept_where_no_reader_looks(tmp_path: Path) -> None:
    words = as_toml(WATER, ZONE, NOW)
    first = take_down(put(tmp_path, WATER.title, words))
    second = take_down(put(tmp_path, WATER.title, words))
    assert first == tmp_path / TAKEN_DOWN / "tam-ngung-cap-nuoc-khu-pho-3.toml"
    assert second.name == "tam-ngung-cap-nuoc-khu-pho-3-2.toml"
    assert first.read_text("utf-8") == second.read_text("utf-8") == words
    assert read(tmp_path, NOW) == ()


def test_a_notice_comes_down_on_a_full_disk_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, WATER.title, as_toml(WATER, ZONE, NOW))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(posting.Path, "mkdir", full)
    moved = take_down(path)
    assert moved == tmp_path / "tam-ngung-cap-nuoc-khu-pho-3.toml.bak"
    assert read(tmp_path, NOW) == ()
