"""A folder of notices, as clerks leave them there."""

import os
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from editions import ZONE
from hypothesis import example, given
from hypothesis import strategies as st
from patience import ends

from kiosk.content.folders import folder, notepad, notices, typed
from kiosk.content.folders.notice import LONGEST_BODY, LONGEST_TITLE, Origin, from_typed
from kiosk.content.folders.notices import Notices, next_change
from kiosk.model import Notice, holding

# Tuesday, 24/11/2026, 10:00 in the ward; its files are half an hour old.
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
SAVED = NOW - timedelta(minutes=30)
NIGHT = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
WATER = "Tạm ngưng cấp nước khu phố 3\n\nBà con chủ động trữ nước.\n\nHết hạn: 30/11/2026\n"
WATER_TOML = 'title = "Tạm ngưng cấp nước khu phố 3"\nends = 2026-11-30\n'
TONES = "\u0300\u0301\u0303\u0309\u0323"


def put(place: Path, name: str, words: str | bytes, saved: datetime = SAVED) -> Path:
    path = place / name
    path.write_bytes(words.encode() if isinstance(words, str) else words)
    os.utime(path, (saved.timestamp(), saved.timestamp()))
    return path


def read(place: Path, now: datetime = NOW, before: Notices | None = None) -> Notices:
    return notices.read(place, zone=ZONE, now=now, before=before)


def one(place: Path, words: str | bytes, name: str = "thong-bao.txt") -> Notice:
    """The notice of the only file, with nothing wrong."""
    put(place, name, words)
    found = read(place)
    assert found.problems == ()
    (notice,) = found.all
    return notice


def complaint(place: Path, words: str | bytes, name: str = "thong-bao.txt") -> str:
    """What is wrong with the only file, which is not shown."""
    path = put(place, name, words)
    found = read(place)
    assert found.all == ()
    assert found.problems[0].startswith(str(path))
    return "\n".join(found.problems).replace(str(path), "")


def ansi(words: str) -> bytes:
    """`words` as Notepad writes "ANSI" on a Vietnamese Windows: letter, then tone."""
    made = b""
    for letter in unicodedata.normalize("NFC", words):
        apart = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(c for c in apart if c not in TONES))
        made += (base + "".join(c for c in apart if c in TONES)).encode("cp1258")
    return made


def test_a_notice_has_all_that_its_file_says(tmp_path: Path) -> None:
    words = """Niêm yết công khai hồ sơ đất đai

Niêm yết hồ sơ của 27 hộ tại khu phố 3, khu phố 5.
Thời gian tiếp nhận ý kiến: 15 ngày.

Liên hệ phòng 2.

Đơn vị: UBND Phường Bến Sen
Bắt đầu: 24/11/2026 7h30
Hết hạn: 17h 30/11
Khẩn: có
Liên kết: https://portal.example/niem-yet
"""
    assert one(tmp_path, words) == Notice(
        id="thong-bao.txt",
        title="Niêm yết công khai hồ sơ đất đai",
        body=(
            "Niêm yết hồ sơ của 27 hộ tại khu phố 3, khu phố 5.",
            "Thời gian tiếp nhận ý kiến: 15 ngày.",
            "Liên hệ phòng 2.",
        ),
        issuer="UBND Phường Bến Sen",
        starts=datetime(2026, 11, 24, 0, 30, tzinfo=UTC),
        ends=datetime(2026, 11, 30, 10, 0, tzinfo=UTC),
        urgent=True,
        link="https://portal.example/niem-yet",
    )


def test_the_same_in_toml(tmp_path: Path) -> None:
    words = '''title = "Niêm yết công khai hồ sơ đất đai"
body = """
Niêm yết hồ sơ của 27 hộ tại khu phố 3,
khu phố 5.

Liên hệ phòng 2.
"""
issuer = "UBND Phường Bến Sen"
starts = 2026-11-24T07:30:00
ends = "17h 30/11"
urgent = true
link = "https://portal.example/niem-yet"
'''
    found = one(tmp_path, words, "niem-yet.toml")
    assert found.body == (
        "Niêm yết hồ sơ của 27 hộ tại khu phố 3, khu phố 5.",
        "Liên hệ phòng 2.",
    )
    assert found.starts == datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    assert found.ends == datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    assert (found.issuer, found.urgent) == ("UBND Phường Bến Sen", True)
    assert found.link == "https://portal.example/niem-yet"


@pytest.mark.parametrize(
    "data",
    [
        WATER.encode(),
        WATER.encode("utf-8-sig"),
        WATER.replace("\n", "\r\n").encode(),
        WATER.replace("\n", "\r").encode(),
        WATER.encode("utf-16"),
        b"\xfe\xff" + WATER.encode("utf-16-be"),
        WATER.encode("utf-16-le"),
        WATER.encode("utf-16-be"),
        ansi(WATER),
        unicodedata.normalize("NFD", WATER).encode(),
        WATER.replace("\n", " \t\n").replace("Hết hạn:", "  Hết hạn ：").encode(),
    ],
    ids="utf-8 bom crlf cr utf-16 utf-16-be le-bare be-bare ansi nfd blanks".split(),  # noqa: SIM905 - one line
)
def test_every_way_that_notepad_saves(data: bytes, tmp_path: Path) -> None:
    found = one(tmp_path, data)
    assert found.title == "Tạm ngưng cấp nước khu phố 3"
    assert found.body == ("Bà con chủ động trữ nước.",)
    assert found.ends == NIGHT


@pytest.mark.parametrize(
    "line",
    [
        "Hết hạn: 30/11/2026", "HẾT HẠN: 30/11/2026", "het han: 30/11/2026", "Hết hạn 30/11/2026",
        "Hết hạn ngày 30/11/2026.", "- Hết hạn: 30/11/2026", "(Hết hạn: 30/11/2026)",
        "（Hết hạn： ３０/１１/２０２６）", "Hiệu lực đến: 24h 30/11",
        "Hiệu lực đến hết ngày: 30/11",
        "Thông báo có hiệu lực đến 30/11/2026", "Đến ngày 30 tháng 11 năm 2026",
        "DEN NGAY 30 THANG 11 NAM 2026", "Hiệu lực: đến 30/11", "Kết thúc: 24h 30/11",
        "Hết hạn = 30-11-2026",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["first", "second", "last"])
def test_until_when_in_the_first_or_last_lines(line: str, place: str, tmp_path: Path) -> None:
    lines = ["Thu gom rác cồng kềnh", "Bà con để trước nhà."]
    lines.insert({"first": 0, "second": 1, "last": 2}[place], line)
    found = one(tmp_path, "\n".join(lines))
    assert (found.title, found.body) == ("Thu gom rác cồng kềnh", ("Bà con để trước nhà.",))
    assert (found.starts, found.ends) == (SAVED, NIGHT)


@pytest.mark.parametrize(
    ("words", "starts", "ends"),
    [
        ("Từ ngày 25/11/2026\nĐến ngày 30/11/2026", "25/11 00:00", "01/12 00:00"),
        ("Hiệu lực: từ 25/11 đến 30/11/2026", "25/11 00:00", "01/12 00:00"),
        ("Bắt đầu: 25/11\nHết hạn: 20/1", "25/11 00:00", "21/01 00:00"),
        ("Bắt đầu: 1/12", "01/12 00:00", "31/12 00:00"),
        ("Từ ngày: 20/11", "20/11 00:00", "20/12 00:00"),
    ],
)
def test_from_when(words: str, starts: str, ends: str, tmp_path: Path) -> None:
    found = one(tmp_path, f"Khám bệnh miễn phí\nTại Trạm Y tế.\n\n{words}\n")
    times = [f"{at.astimezone(ZONE):%d/%m %H:%M}" for at in (found.starts, found.ends)]
    assert times == [starts, ends]
    assert found.body == ("Tại Trạm Y tế.",)


def test_when_water_is_cut_is_not_when_the_notice_begins(tmp_path: Path) -> None:
    """It is read before, and leaves the board when the water is back."""
    line = "Từ 22 giờ ngày 28/11 đến 4 giờ ngày 29/11"
    found = one(tmp_path, f"Ngừng cấp nước hẻm 262/15A\n{line}\n")
    assert found.body == (line,)
    assert found.starts == SAVED
    assert found.ends == datetime(2026, 11, 28, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "line", ["Từ ngày 1/11 đến ngày 15/11", "Từ ngày 1/11 đến ngày 31/11", "Từ 1/7 đến 30/9/2026"]
)
def test_days_that_are_over_are_what_a_notice_reports(line: str, tmp_path: Path) -> None:
    found = one(tmp_path, f"Kết quả quyên góp\n{line}\nĐã nhận 12 triệu đồng.")
    assert (found.starts, found.ends) == (SAVED, SAVED + timedelta(days=30))


@pytest.mark.parametrize(
    "line",
    [
        "Thẻ căn cước hết hạn: người dân đến đổi tại phường.",
        "Không để quá hết hạn: 30/11/2026 mới đi đổi.",
        "Đến: toàn thể bà con khu phố 3",
        "Từ ngày 1/12, phường đổi giờ làm việc.",
        "Từ ngày 1/12/2026",
        "Khẩn trương thực hiện.",
        "Thời gian: 7h30 ngày 28/11",
        "Đến ngày 28/11, mời bà con đến nhà văn hóa.",
    ],
)
def test_text_with_such_words_stays_text(line: str, tmp_path: Path) -> None:
    found = one(tmp_path, f"Thông báo của phường\nKính gửi bà con.\n{line}")
    assert found.body == ("Kính gửi bà con.", line)
    assert (found.starts, found.ends, found.urgent) == (SAVED, SAVED + timedelta(days=30), False)


def test_an_end_amid_the_text_counts_and_stays(tmp_path: Path) -> None:
    """The clerk signed below it: hanging on for a month would be worse."""
    words = "Đổi thẻ căn cước\nMang thẻ cũ.\nHết hạn: 30/11/2026\nTM. UBND PHƯỜNG\nNguyễn Văn An"
    found = one(tmp_path, words)
    assert found.ends == NIGHT
    assert "Hết hạn: 30/11/2026" in found.body


def test_two_ends_amid_the_text_are_text(tmp_path: Path) -> None:
    words = "Giấy phép\nA\nHết hạn: 30/11/2026\nB\nHết hạn: 31/12/2026\nTM. UBND PHƯỜNG"
    assert one(tmp_path, words).ends == SAVED + timedelta(days=30)


@pytest.mark.parametrize(
    ("words", "title", "urgent"),
    [
        ("KHẨN\nTriều cường 1,68 m", "Triều cường 1,68 m", True),
        ("Khẩn: có\nTriều cường 1,68 m", "Triều cường 1,68 m", True),
        ("KHẨN: Triều cường 1,68 m", "Triều cường 1,68 m", True),
        ("[Khẩn cấp] Triều cường 1,68 m", "Triều cường 1,68 m", True),
        ("Triều cường 1,68 m\nkhan!", "Triều cường 1,68 m", True),
        ("Triều cường 1,68 m\nKhẩn: không", "Triều cường 1,68 m", False),
        ("Triều cường 1,68 m\nKhẩn:", "Triều cường 1,68 m", False),
        ("Cúp nước khẩn", "Cúp nước khẩn", False),
        ("Khẩn trương: dọn cống", "Khẩn trương: dọn cống", False),
    ],
)
def test_urgent(words: str, title: str, urgent: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a column of the table
    found = one(tmp_path, words)
    assert (found.title, found.urgent, found.body) == (title, urgent, ())


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (["Mang theo:", "căn cước", "sổ đất"], ("Mang theo:", "căn cước", "sổ đất")),
        (["- căn cước,", "- sổ đất"], ("- căn cước,", "- sổ đất")),
        (
            ["Niêm yết công khai hồ sơ đề nghị cấp Giấy chứng nhận quyền sử dụng", "đất ở."],
            ("Niêm yết công khai hồ sơ đề nghị cấp Giấy chứng nhận quyền sử dụng đất ở.",),
        ),
        (["Họp lúc 8 giờ.", "mời bà con"], ("Họp lúc 8 giờ.", "mời bà con")),
        (["Nguyễn Văn An, hẻm 262", "", "Lê Thị Bé"], ("Nguyễn Văn An, hẻm 262", "Lê Thị Bé")),
    ],
)
def test_only_broken_lines_are_joined(lines: list[str], body: tuple[str, ...]) -> None:
    assert typed.paragraphs(lines) == body


def test_sixty_four_households_keep_their_lines(tmp_path: Path) -> None:
    homes = [f"{n}. Nguyễn Thị Diệu Huyền, {n}/15A Lạc Long Quân" for n in range(1, 65)]
    assert one(tmp_path, "\n".join(["Danh sách hộ", *homes])).body == tuple(homes)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Họp\nHết hạn: cuối tuần", 'line 2, ends: must be one day or time, as "30/11/2026"'),
        ("Họp\nHết hạn: 31/11/2026", "line 2, ends: names a day that no calendar has"),
        ("Họp\nHết hạn: 20/11", "line 2, ends: is past, or more than half a year ahead"),
        ("Họp\nHết hạn: Thứ Ba 30/11/2026", "no Thứ Ba"),
        ("Họp\nBắt đầu: 1/12\nHết hạn: 30/11/2026", "line 3, ends: lies before its beginning"),
        ("Họp\nHết hạn: 30/11\nHết hạn: 1/12", "line 3: says otherwise than an earlier line"),
        ("\n \n", "line 1, title: is missing"),
        ("Hết hạn: 30/11/2026", "line 1, title: is missing"),
        ("", "title: is missing"),
        ("x" * (LONGEST_TITLE + 1), "title: has more than 300 letters"),
        ("Họp\n" + "bà con " * LONGEST_BODY, "body: has more than 20000 letters"),
        (b"PK\x03\x04" + bytes(100), "is no plain text"),
        (b"%PDF-1.7 ...", "is no plain text"),
        (bytes(300), "is no plain text"),
        ("Th«ng b¸o lÞch tiªm chñng cho trÎ".encode("latin-1"), "old Vietnamese font"),
        (b"a" * 300_000, "is larger than 256 kB"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(words: str | bytes, says: str, tmp_path: Path) -> None:
    assert says in complaint(tmp_path, words)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ('title = "Họp"\nend = 2026-11-30', 'line 2, end: is not known here; did you mean "ends"?'),
        ("ends = 2026-11-30", "title: is missing"),
        ('title = "Họp', "line 1: this is not TOML"),
        ('title = "Họp"\nends = 07:30:00', "line 2, ends: must be one day or time"),
        ('title = "Họp"\nends = 9999-12-31', "line 2, ends: must be one day or time"),
        ('title = "Họp"\nurgent = 1', "line 2, urgent: must be true or false"),
        ('title = "Họp"\nbody = 1', "line 2, body: must be text"),
        ('title = ["Họp"]', "line 1, title: must be text"),
        ('title = "Họp"\nstarts = "1/12"\nends = "30/11/2026"', "line 3, ends: lies before"),
        ("a = " + "[" * 9999, "too long"),
    ],
)
def test_what_is_wrong_in_toml(words: str, says: str, tmp_path: Path) -> None:
    found = complaint(tmp_path, words, "hop.toml")
    assert says in found
    assert found.endswith("The notice is not shown.")


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    words = 'titel = "Họp"\nends = "cuối tuần"\nlink = "file:///etc/passwd"\n'
    assert complaint(tmp_path, words, "hop.toml").count("\n") == 3


@pytest.mark.parametrize(
    "line",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "phường 5",
        "https://[::1",
        "x" * 5000,
    ],
)
def test_a_link_that_is_none_does_not_hide_its_notice(line: str, tmp_path: Path) -> None:
    put(tmp_path, "hop.txt", f"Họp tổ dân phố\nLiên kết: {line}")
    found = read(tmp_path)
    assert [notice.link for notice in found.all] == [""]
    assert "hop.txt, line 2, link: must be a web address" in found.problems[0]
    assert found.problems[0].endswith("The notice is shown all the same.")


@pytest.mark.parametrize("line", ["https://dichvucong.gov.vn/", "Liên kết: dichvucong.gov.vn/"])
def test_a_link_may_stand_alone_or_without_its_scheme(line: str, tmp_path: Path) -> None:
    assert one(tmp_path, f"Nộp hồ sơ\n{line}").link == "https://dichvucong.gov.vn/"


def test_of_several_addresses_none_is_lost(tmp_path: Path) -> None:
    found = one(tmp_path, "Nộp hồ sơ\nTại hai cổng.\nhttps://a.gov.vn/\nhttps://b.gov.vn/")
    assert found.link == "https://a.gov.vn/"
    assert found.body == ("Tại hai cổng.", "https://b.gov.vn/")


def test_a_broken_letter_is_seen_and_said(tmp_path: Path) -> None:
    put(tmp_path, "hop.txt", "Lịch tiêm chủng tại Trạm Y tế".encode() + b"\nabc \xff def")
    found = read(tmp_path)
    assert found.all[0].body == ("abc \ufffd def",)
    assert "letters: 1 of them are broken" in found.problems[0]


def test_nothing_from_outside_gets_through_as_markup_or_control(tmp_path: Path) -> None:
    found = one(tmp_path, "Họp\u202e tổ &amp; dân\nmột\u200b hai\u2028ba")
    assert (found.title, found.body) == ("Họp tổ & dân", ("một hai", "ba"))


def test_one_broken_file_hides_no_other(tmp_path: Path) -> None:
    put(tmp_path, "1.txt", WATER)
    put(tmp_path, "2.txt", b"\x00\x01\x02")
    put(tmp_path, "3.toml", "title =")
    put(tmp_path, "4.toml", WATER_TOML)
    put(tmp_path, "5.docx", b"PK\x03\x04")
    found = read(tmp_path)
    assert [notice.id for notice in found.all] == ["1.txt", "4.toml"]
    said = [Path(says.partition(":")[0].partition(",")[0]).name for says in found.problems]
    assert sorted(said) == ["2.txt", "3.toml", "5.docx"]


def test_links_pipes_and_devices_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    put(tmp_path / "secret", "a.txt", "Mật khẩu")
    (tmp_path / "1.txt").symlink_to(tmp_path / "secret" / "a.txt")
    (tmp_path / "2.toml").symlink_to("/dev/zero")
    (tmp_path / "3.txt").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "4.txt")
    found = read(tmp_path)
    assert found.all == ()
    assert len(found.problems) == 4
    assert all("is no regular file" in says for says in found.problems)


def test_a_file_that_changes_under_our_hands(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", WATER)
    (file,) = folder.listed(tmp_path, (".txt",), 9, "").files
    path.unlink()
    with pytest.raises(folder.UnreadableError, match="can't be read"):
        folder.read(file, 100)
    os.mkfifo(path)
    with pytest.raises(folder.UnreadableError, match="no regular file"):
        folder.read(file, 100)


def test_a_folder_that_was_mounted_by_mistake_is_not_read_to_its_end(tmp_path: Path) -> None:
    for number in range(folder.MOST_ENTRIES + 1):
        (tmp_path / f"{number}.txt").touch()
    found = folder.listed(tmp_path, (".txt",), 10, "")
    assert len(found.files) == 10
    assert "holds more than 2000 files" in found.problems[0]


def test_what_windows_and_editors_leave_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "cũ").mkdir()
    for name in ("Thumbs.db", "desktop.ini", "~$hop.docx", ".hop.txt", "hop.txt~", "hop.bak"):
        put(tmp_path, name, "rác")
    assert read(tmp_path) == Notices()


@pytest.mark.parametrize("make", [lambda _: None, lambda path: path.write_text("x")])
def test_a_folder_that_is_none_is_a_problem(make: object, tmp_path: Path) -> None:
    path = tmp_path / "thong-bao"
    make(path)  # type: ignore[operator]  # makes what is no folder
    (says,) = read(path).problems
    assert says.startswith(f"{path}: can't be looked into")


def test_names_are_printable_and_the_same_on_every_machine(tmp_path: Path) -> None:
    put(tmp_path, unicodedata.normalize("NFD", "Họp.TXT"), "Họp")
    put(tmp_path, "x\x1b[31m\n.txt", "")
    with os.fdopen(os.open(os.fsencode(tmp_path) + b"/\xff.txt", os.O_CREAT | os.O_WRONLY), "w"):
        pass
    found = read(tmp_path)
    assert [notice.id for notice in found.all] == ["Họp.TXT"]
    assert all("\x1b" not in says and says.encode() for says in found.problems)


def test_too_many_files_leave_the_newest(tmp_path: Path) -> None:
    for number in range(notices.MOST + 5):
        put(tmp_path, f"{number:03}.txt", f"Tin {number}", SAVED - timedelta(minutes=number))
    found = read(tmp_path)
    assert [notice.id for notice in found.all] == [f"{n:03}.txt" for n in range(notices.MOST)]
    assert f"{notices.MOST + 5} files are too many" in found.problems[0]


def test_current_and_the_next_change(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "Cũ\nHết hạn: 23/11/2026")
    put(tmp_path, "b.txt", "Mới\nHết hạn: 17h 24/11", SAVED)
    put(tmp_path, "c.txt", "Vừa\nHết hạn: 30/11", SAVED - timedelta(hours=1))
    put(tmp_path, "d.txt", "Khẩn\nTriều cường\nHết hạn: 30/11", SAVED - timedelta(hours=2))
    put(tmp_path, "e.txt", "Sắp tới\nBắt đầu: 12h 24/11\nHết hạn: 30/11")
    found = read(tmp_path)
    noon, five = NOW + timedelta(hours=2), NOW + timedelta(hours=7)
    assert [notice.id for notice in holding(found.all, NOW)] == ["d.txt", "b.txt", "c.txt"]
    assert next_change(found, NOW) == noon
    assert [notice.id for notice in holding(found.all, noon)] == [
        "d.txt",
        "e.txt",
        "b.txt",
        "c.txt",
    ]
    assert next_change(found, noon) == five
    assert [notice.id for notice in holding(found.all, five)] == ["d.txt", "e.txt", "c.txt"]
    assert next_change(found, five) == NIGHT
    assert holding(found.all, NIGHT) == ()
    assert next_change(found, NIGHT) is None


def test_an_expired_notice_that_is_saved_again_stays_expired(tmp_path: Path) -> None:
    assert one(tmp_path, "Đã qua\nHết hạn: 20/11/2026").current(NOW) is False


def test_a_file_from_the_future_begins_now(tmp_path: Path) -> None:
    """Its time is that of another machine's clock; here it was written before."""
    put(tmp_path, "a.txt", "Họp", datetime(2036, 1, 1, tzinfo=UTC))
    today = datetime.now(UTC) + timedelta(minutes=1)
    (notice,) = notices.read(tmp_path, zone=ZONE, now=today).all
    assert today - timedelta(minutes=5) < notice.starts <= today
    assert notice.ends == notice.starts + timedelta(days=30)


def test_without_any_day_a_notice_is_not_shown_for_ever(tmp_path: Path) -> None:
    """Written by a clock that was never set; how old it is cannot be known."""
    put(tmp_path, "a.txt", "Họp", datetime(1970, 1, 2, tzinfo=UTC))
    assert "a.txt, ends: is missing, and so is the day of the file" in read(tmp_path).problems[0]
    put(tmp_path, "a.txt", "Họp\nHết hạn: 30/11", datetime(1970, 1, 2, tzinfo=UTC))
    assert read(tmp_path).all[0].ends == NIGHT


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "Một")
    put(tmp_path, "b.txt", "Hai")
    put(tmp_path, "c.toml", "title =")
    first = read(tmp_path)
    put(tmp_path, "b.txt", "Hải", SAVED)
    (tmp_path / "c.toml").unlink()
    second = read(tmp_path, before=first)
    assert [notice.title for notice in second.all] == ["Một", "Hải"]
    assert second.all[0] is first.all[0]
    assert second.problems == ()
    assert read(tmp_path, before=second) == second


def test_two_hundred_unchanged_files_are_looked_at_quickly(tmp_path: Path) -> None:
    for number in range(notices.MOST):
        put(tmp_path, f"{number}.txt", WATER)
    first = read(tmp_path)
    with ends():
        assert read(tmp_path, before=first) == first


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf")
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        words = notepad.decode(data)
    except ValueError as error:
        said = str(error)
    else:
        assert not set(words) & set(map(chr, range(9)))
        return
    assert said.startswith("is ")


LINES = st.sampled_from(
    [
        "", "KHẨN", "Khẩn: có", "Hết hạn: 30/11/2026", "Hết hạn: 1/12", "Hết hạn: mai",
        "Từ ngày 24/11", "Từ 24/11 đến 30/11", "Bắt đầu: 25/11", "Đơn vị: UBND", "Họp tổ dân phố",
        "Đến: bà con", "https://a.vn", "Liên kết: x", "Hiệu lực: từ 1/12", "Mời bà con đến dự.",
    ]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=30), max_size=12).map("\n".join))
def test_whatever_is_typed_ends_and_loses_no_line(words: str) -> None:
    origin = Origin(Path("a.txt"), "a.txt", ZONE, NOW, SAVED)
    notice, problems = from_typed(words, origin)
    assert notice.starts <= notice.ends or any(one.key == "ends" for one in problems)
    assert notice.ends.tzinfo is UTC
    if "Mời bà con đến dự." in words.split("\n"):
        assert any("Mời bà con đến dự." in line for line in (notice.title, *notice.body))


def test_the_samples_of_the_document_are_notices(tmp_path: Path) -> None:
    document = (Path(__file__).parent.parent / "docs" / "notices.md").read_text(encoding="utf-8")
    text, toml = (document.split(f"```{kind}\n", 1)[1].split("```")[0] for kind in ("text", "toml"))
    put(tmp_path, "a.txt", text)
    put(tmp_path, "b.toml", toml)
    found = read(tmp_path)
    assert found.problems == ()
    water, land = found.all
    assert water.urgent
    assert water.issuer == land.issuer == "UBND Phường Bình Thới"
    assert water.body[0].endswith("để sửa đường ống. Bà con chủ động trữ nước.")
    assert water.ends == datetime(2026, 11, 28, 21, 0, tzinfo=UTC)
    assert len(land.body) == 2
