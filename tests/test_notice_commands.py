"""`kiosk notice` and `kiosk urgent`, as a clerk uses them."""

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image

from kiosk import editing
from kiosk.cli import main
from kiosk.config import load
from kiosk.model import Notice

CONFIG = """
[board]
name = "UBND Phường Bến Sen"
[[source]]
kind = "notices"
path = "thong-bao"
[panel]
model = "png"
"""
ANYBODY = 65534
BODY = "Bà con khu phố 3 chủ động trữ nước."
_VIETNAMESE = re.compile("[ạảãàáâậầấẩẫăắằặẳẵđéẹẻẽèêềếểễệíìỉĩịơờớợởỡôồốộổỗưừứửữựýỳỷỹỵ]")


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)
    (tmp_path / "kiosk.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def on_board(ward: Path) -> tuple[Notice, ...]:
    """What a running service would find."""
    now = datetime.now(UTC)
    return editing.office(load(ward / "kiosk.toml"), now).notices(now)


def test_a_notice_is_put_up_listed_and_taken_down(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["notice", "add", "Tạm ngưng cấp nước", BODY, "--until", "ngày mai"]) == 0
    said = capsys.readouterr().out
    assert "Đã đăng thông báo: Tạm ngưng cấp nước\nhiển thị từ bây giờ đến hết " in said
    (notice,) = on_board(ward)
    assert (notice.title, notice.body) == ("Tạm ngưng cấp nước", (BODY,))

    assert main(["notice", "list"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert re.fullmatch(
        r"  1  đang hiển thị  đến hết .*  Tạm ngưng cấp nước  \(tam-ngung-cap-nuoc.toml\)", line
    )

    assert main(["notice", "remove", "cấp nước"]) == 0
    assert "Đã gỡ: Tạm ngưng cấp nước" in capsys.readouterr().out
    assert on_board(ward) == ()
    assert (ward / "thong-bao" / "đã gỡ" / "tam-ngung-cap-nuoc.toml").exists()
    assert main(["notice", "list"]) == 0
    assert capsys.readouterr().out == "Chưa có thông báo nào.\n"


def test_what_is_urgent_stands_until_it_is_cleared(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ward / "thong-bao").mkdir()
    typed = "Khẩn: có\nHết hạn: ngày mai\n\nCháy chợ Bến Sen\n"
    (ward / "thong-bao" / "chay.txt").write_text(typed, encoding="utf-8")
    main(["notice", "add", "Họp tổ dân phố"])
    assert main(["urgent", "show", "Bão: ở trong nhà", "--until", "ngày mai", "Hỏi: 1022."]) == 0
    assert [one.urgent for one in on_board(ward)] == [True, True, False]
    assert {one.body for one in on_board(ward)} == {(), ("Hỏi: 1022.",)}

    capsys.readouterr()
    assert main(["urgent", "clear"]) == 0
    said = capsys.readouterr().out
    assert "Đã gỡ: Bão: ở trong nhà" in said
    assert "Đã gỡ: Cháy chợ Bến Sen" in said
    assert [one.title for one in on_board(ward)] == ["Họp tổ dân phố"]
    assert main(["urgent", "clear"]) == 0
    assert capsys.readouterr().out == "Không có tin khẩn nào.\n"


def test_what_was_taken_down_by_mistake_is_put_up_again(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["notice", "restore"]) == 0
    assert capsys.readouterr().out == "Chưa có thông báo nào bị gỡ.\n"
    main(["notice", "add", "Họp tổ dân phố"])
    (before,) = on_board(ward)
    main(["notice", "remove", "1"])
    assert "Muốn đăng lại: kiosk notice restore hop-to-dan-pho.toml" in capsys.readouterr().out
    assert main(["notice", "restore"]) == 0
    assert "Họp tổ dân phố  (hop-to-dan-pho.toml)" in capsys.readouterr().out
    assert main(["notice", "restore", "hop-to-dan-pho.toml"]) == 0
    assert on_board(ward) == (before,)

    old = ward / "thong-bao" / "đã gỡ" / "cu.toml"
    old.write_text('title = "Họp cũ"\nends = 2020-11-30\n', encoding="utf-8")
    assert main(["notice", "restore", "họp cũ"]) == 1
    assert "đã hết hạn" in capsys.readouterr().err


def test_the_text_may_come_from_a_file_or_a_pipe(
    ward: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (ward / "nd.txt").write_bytes(BODY.encode("utf-16"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Mang theo xô.".encode())))
    assert main(["notice", "add", "Cấp nước bằng xe bồn", "-", "--file", "nd.txt"]) == 0
    (notice,) = on_board(ward)
    assert notice.body == ("Mang theo xô.", BODY)
    assert main(["notice", "add", "Họp", "--file", "khong-co.txt"]) == 2
    assert "khong-co.txt: không đọc được tệp này" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["notice", "add"], ["urgent", "show"]])
def test_the_page_is_drawn_as_it_will_stand(
    command: list[str], ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [*command, "Tạm ngưng cấp nước", BODY, "--until", "ngày mai"]
    assert main([*asked, "--dry-run", "--show", "thu.png"]) == 0
    assert "chưa đăng gì.\nhình trang: thu.png\n" in capsys.readouterr().out
    assert on_board(ward) == ()

    assert main([*asked, "--show"]) == 0
    assert (ward / "thong-bao.png").read_bytes() == (ward / "thu.png").read_bytes()
    page = "urgent" if command[0] == "urgent" else "notices"
    assert main(["render", "--layout", page, "--out", "trang"]) == 0
    drawn = ward / "trang" / f"{page}-waveshare-7in5-v2.png"
    assert Image.open(drawn).tobytes() == Image.open("thong-bao.png").tobytes()


def test_a_picture_that_can_not_be_written_leaves_the_notice_on_the_board(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ward / "tep").touch()
    assert main(["notice", "add", "Họp tổ dân phố", "--show", "tep/trang.png"]) == 3
    assert "tep/trang.png: không ghi được hình" in capsys.readouterr().err
    assert len(on_board(ward)) == 1


def test_a_terminal_without_vietnamese_letters_keeps_no_notice_from_the_board(
    ward: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="latin-1"))
    assert main(["notice", "add", "Họp tổ dân phố"]) == 0
    assert b"H?p t? d\xe2n ph?" in written.getvalue()
    assert len(on_board(ward)) == 1


def test_a_long_notice_is_drawn_on_all_its_frames(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["notice", "add", "Niêm yết công khai", *[BODY * 6] * 6, "--show"]) == 0
    assert "thong-bao-01.png" in capsys.readouterr().out
    assert (ward / "thong-bao-02.png").exists()


def test_a_programme_without_a_page_for_notices_is_told(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = f'{CONFIG}[programme]\npages = ["news"]\n'
    (ward / "kiosk.toml").write_text(more, encoding="utf-8")
    assert main(["notice", "add", "Họp tổ dân phố"]) == 3
    assert "không trang nào trong [programme] pages" in capsys.readouterr().err
    assert main(["urgent", "show", "Bão: ở trong nhà", "--until", "ngày mai"]) == 0


def test_a_board_without_a_folder_for_notices_says_what_to_write(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = '[board]\nname = "Bến Sen"\n[panel]\nmodel = "png"\n'
    (ward / "kiosk.toml").write_text(bare, encoding="utf-8")
    for command in (["notice", "add", "Họp"], ["notice", "list"], ["urgent", "clear"]):
        assert main(command) == 2
        assert '[[source]], kind = "notices", path = "notices"' in capsys.readouterr().err


def test_a_command_that_was_given_twice_puts_up_one_notice(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["notice", "add", "Họp tổ dân phố", "--until", "ngày mai"]
    assert [main(asked), main(asked)] == [0, 1]
    assert "đã có rồi" in capsys.readouterr().err
    assert len(on_board(ward)) == 1


def test_text_in_a_font_from_before_unicode_is_refused(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["notice", "add", "Th«ng b¸o t¹m ng­ng cÊp n­íc"]) == 2
    assert "xin gõ lại bằng Unicode" in capsys.readouterr().err
    assert on_board(ward) == ()


def test_one_notice_is_meant_or_none_is_taken_down(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for title in ("Họp tổ 1", "Họp tổ 2", "Tiêm chủng"):
        main(["notice", "add", title])
    capsys.readouterr()
    assert main(["notice", "remove", "họp tổ"]) == 1
    said = capsys.readouterr().err
    assert "có thể là 2 thông báo: 1 (Họp tổ 1, hop-to-1.toml); 2 (Họp tổ 2, hop-to-2" in said
    assert main(["notice", "remove", "cháy chợ"]) == 1
    assert "Không có thông báo nào là “cháy chợ”" in capsys.readouterr().err
    assert main(["notice", "remove"]) == 2
    assert len(on_board(ward)) == 3
    assert main(["notice", "remove", "hop-to-2"]) == 0
    assert main(["notice", "remove", "2"]) == 0
    assert [one.title for one in on_board(ward)] == ["Họp tổ 1"]


def test_expired_and_unreadable_files_are_listed_and_can_be_taken_away(
    ward: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ward / "thong-bao"
    place.mkdir()
    (place / "cu.toml").write_text('title = "Họp tổ"\nends = 2020-11-30\n', encoding="utf-8")
    (place / "hong.txt").write_text("Tiêm chủng\n\nHết hạn: 31/11/2026\n", encoding="utf-8")
    main(["notice", "add", "Tuyển quân", "--until", "từ ngày mai đến 30/11/2099"])
    capsys.readouterr()

    assert main(["notice", "list"]) == 3
    said = capsys.readouterr().out
    assert re.search(r"1  sắp hiển thị +từ 00:00 .* đến hết thứ Hai, 30/11/2099  Tuyển quân", said)
    assert re.search(r"2  không đọc được +hong.txt\n +.*hong.txt, line 3, ends: ", said)
    assert re.search(r"3  hết hạn +đến hết thứ Hai, 30/11/2020 +Họp tổ  \(cu.toml\)", said)

    assert main(["notice", "remove", "--expired"]) == 0
    assert main(["notice", "remove", "hong.txt"]) == 0
    assert sorted(path.name for path in place.iterdir()) == ["tuyen-quan.toml", "đã gỡ"]


@contextmanager
def somebody() -> Iterator[None]:
    """Another account, where the tests are root's: root may write anywhere."""
    root = os.geteuid() == 0
    groups = os.getgroups()
    if root:
        os.setgroups([])
        os.setegid(ANYBODY)
        os.seteuid(ANYBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
            os.setegid(0)
            os.setgroups(groups)


def test_who_may_not_write_into_the_folder_is_told_whom_to_ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Not below tmp_path, which others may not enter.
    with TemporaryDirectory() as open_to_all:
        ward = Path(open_to_all)
        ward.chmod(0o755)
        monkeypatch.chdir(ward)
        (ward / "kiosk.toml").write_text(CONFIG, encoding="utf-8")
        main(["notice", "add", "Họp tổ"])
        place = ward / "thong-bao"
        place.chmod(0o555)
        with somebody():
            assert main(["notice", "list"]) == 0
            assert main(["notice", "add", "Tiêm chủng"]) == 1
            assert main(["notice", "remove", "Họp tổ"]) == 1
        assert capsys.readouterr().err.count("không có quyền ghi") == 2
        place.chmod(0o300)
        with somebody():
            assert main(["notice", "list"]) == 1
        place.chmod(0o755)


def test_the_clerks_commands_speak_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["notice"], ["notice", "add"], ["notice", "list"], ["notice", "remove"],
                    ["notice", "restore"],
                    ["urgent"], ["urgent", "show"], ["urgent", "clear"]):  # fmt: skip
        with pytest.raises(SystemExit):
            main([*command, "--help"])
        said = capsys.readouterr().out
        assert said.startswith("cách dùng: kiosk ")
        helps = re.findall(r"^ {2,}\S.*? {2,}(\S.*)$", said, re.MULTILINE)
        assert helps
        assert [one for one in helps if not _VIETNAMESE.search(one) and "/" not in one] == []


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["notice"], "kiosk notice: còn thiếu LỆNH"),
        (["notice", "ad"], "kiosk notice: không có lệnh 'ad'"),
        (["notice", "add"], "kiosk notice add: còn thiếu TIÊU_ĐỀ; xem: kiosk notice add --help"),
        (["notice", "add", "Họp", "--until"], "sau --until còn thiếu một mục"),
        (["notice", "add", "Họp", "--den", "mai"], "không hiểu --den mai"),
        (["notice", "list", "mai"], "không hiểu mai"),
        (["notice", "add", "--show", "Họp"], "“Họp” không phải tên tệp .png"),
        (["urgent", "show", "Bão"], "kiosk urgent show: còn thiếu --until"),
    ],
)
def test_a_slip_on_the_command_line_is_told_in_vietnamese(
    command: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(command)
    assert caught.value.code == 2
    assert says in capsys.readouterr().err
