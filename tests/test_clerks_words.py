"""What a clerk asks for becomes a notice, or a Vietnamese sentence that says why not."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from editions import ZONE
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.clerks.composing import Asked, composed, doubt, text
from kiosk.clerks.words import AskedError, refused, until
from kiosk.model import Notice

# Tuesday, 24/11/2026, 10:00 in the ward.
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
WATER = Asked("Tạm ngưng cấp nước khu phố 3", "Bà con chủ động trữ nước.")

DAYS = (
    "",
    "30/11",
    "17h30",
    "ngày mai",
    "thứ Sáu",
    "từ 24/11 đến 30/11/2026",
    "20/11/2026",
    "31/2",
)
LETTERS = "aăâđêếởữ Hết hạn:\nKhẩn 0123456789/.-–:hđến từ\t\u0301😀&<"


def made(asked: Asked = WATER, now: datetime = NOW, **changes: object) -> Notice:
    return composed(replace(asked, **changes), ZONE, now)  # type: ignore[arg-type]  # fields by name


def complaint(asked: Asked = WATER, now: datetime = NOW, **changes: object) -> str:
    with pytest.raises(AskedError) as caught:
        made(asked, now, **changes)
    return str(caught.value)


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("30/11/2026", "hết thứ Hai, 30/11/2026"),
        ("đến 17h 30/11", "17:00 thứ Hai, 30/11/2026"),
        ("17h30", "17:30 thứ Ba, 24/11/2026"),
        ("hết ngày 30/11", "hết thứ Hai, 30/11/2026"),
        ("ngày mai", "hết thứ Tư, 25/11/2026"),
        ("6h sáng mai", "06:00 thứ Tư, 25/11/2026"),
        ("thứ Sáu", "hết thứ Sáu, 27/11/2026"),
        ("17h thứ Sáu", "17:00 thứ Sáu, 27/11/2026"),
        ("30-11", "hết thứ Hai, 30/11/2026"),
        ("ngày 30 tháng 11 năm 2026", "hết thứ Hai, 30/11/2026"),
        ("trước 30/11", "hết chủ Nhật, 29/11/2026"),
        ("hết tháng 12", "hết thứ Năm, 31/12/2026"),
        ("2026-11-30 17:30", "17:30 thứ Hai, 30/11/2026"),
    ],
)
def test_days_are_read_as_a_clerk_writes_them(words: str, stands: str) -> None:
    notice = made(until=words)
    assert (notice.starts, until(notice.ends, ZONE)) == (NOW, stands)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("23/11/2026", "Thời hạn đến hết thứ Hai, 23/11/2026 đã qua"),
        ("8h 24/11/2026", "Thời hạn đến 08:00 thứ Ba, 24/11/2026 đã qua"),
        ("20/11", "xin ghi cả năm"),
        ("8h hôm nay", "đã qua"),
        ("8h30", "hôm nay đã qua. Nếu là ngày mai, xin ghi “8h30 ngày mai”"),
        ("bao giờ xong thì thôi", "không đọc được thành ngày giờ"),
        ("mai mốt", "không đọc được thành ngày giờ"),
        ("sau 30/11", "không đọc được thành ngày giờ"),
        ("", "sau --until phải ghi ngày giờ"),
        ("rằm tháng Chạp", "là ngày âm lịch"),
        ("31/11", "nêu ngày không có trong lịch"),
        ("thứ Ba 30/11/2026", "nêu thứ không đúng với ngày"),
        ("25h 30/11", "nêu giờ mà không đồng hồ nào có"),
        ("7h 30/11 hay 17h", "nêu nhiều giờ"),
    ],
)
def test_a_day_that_is_past_or_unclear_is_refused_with_an_example(words: str, says: str) -> None:
    complained = complaint(until=words or " ")
    assert says in complained or not words
    assert "hôm nay đã qua. Nếu" in complained or "“17h30 30/11”" in complained


def test_a_time_of_the_coming_night_is_tomorrows() -> None:
    evening = NOW.replace(hour=14)
    assert until(made(now=evening, until="6h").ends, ZONE) == "06:00 thứ Tư, 25/11/2026"


def test_a_notice_may_begin_later() -> None:
    notice = made(since="7h30 26/11", until="30/11")
    assert notice.starts == datetime(2026, 11, 26, 0, 30, tzinfo=UTC)
    both = made(until="từ 26/11 đến 30/11/2026")
    assert both.starts == datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
    assert until(both.ends, ZONE) == "hết thứ Hai, 30/11/2026"
    assert "trước lúc bắt đầu" in complaint(since="30/11", until="26/11/2026")


def test_without_an_end_a_notice_stands_for_thirty_days() -> None:
    assert until(made().ends, ZONE) == "hết thứ Năm, 24/12/2026"


def test_an_end_that_may_be_a_slip_is_pointed_at() -> None:
    for asked, says in (
        (WATER, "không ghi --until"),
        (replace(WATER, until="30/11/2062"), "xin xem lại năm"),
        (replace(WATER, until="30/11/2026"), ""),
    ):
        assert says in (said := doubt(made(asked), asked, ZONE))
        assert bool(said) == bool(says)


@given(*[st.text(LETTERS, max_size=60)] * 2, *[st.sampled_from(DAYS) | st.text(LETTERS)] * 2)
def test_whatever_is_asked_for_gives_a_notice_that_will_be_seen_or_is_refused(
    title: str, body: str, until: str, since: str
) -> None:
    try:
        notice = made(Asked(title, body, until, since))
    except AskedError:  # with a sentence, as other tests say
        return
    assert notice.ends > max(NOW, notice.starts)
    assert notice.title


def test_labels_in_the_text_count_as_in_a_file_and_what_was_asked_for_comes_first() -> None:
    body = "Bà con trữ nước.\n\nHết hạn: 30/11/2026\nĐơn vị: Công ty Cấp nước\nKhẩn"
    notice = made(body=body)
    assert (notice.body, notice.issuer, notice.urgent) == (
        ("Bà con trữ nước.",), "Công ty Cấp nước", True,
    )  # fmt: skip
    assert until(notice.ends, ZONE) == "hết thứ Hai, 30/11/2026"
    asked = made(body=body, until="27/11", issuer="UBND Phường Bến Sen")
    assert until(asked.ends, ZONE) == "hết thứ Sáu, 27/11/2026"
    assert asked.issuer == "UBND Phường Bến Sen"
    assert made(title="KHẨN: Ngừng cấp nước").title == "Ngừng cấp nước"
    assert "Dòng “Hết hạn: 31/11/2026”" in complaint(body="Trữ nước.\n\nHết hạn: 31/11/2026")
    assert "đã qua" in complaint(body="Trữ nước.\n\nHết hạn: 20/11/2026")
    assert made(body="Trữ nước.\n\nHết hạn: 31/11/2026", until="30/11").ends


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": "  "}, "Chưa có tiêu đề"),
        ({"title": "Hết hạn: 30/11/2026"}, "không phải tiêu đề"),
        ({"title": "nước " * 80}, "Tiêu đề dài quá 300 chữ"),
        ({"body": "nước " * 5000}, "Nội dung dài quá 20000 chữ"),
        ({"issuer": "phường " * 40}, "Tên đơn vị dài quá 200 chữ"),
        ({"title": "n\udce1c"}, "Có chữ bị hỏng"),
        ({"body": "Một.\n\nKhẩn: có\nKhẩn: không"}, "nói khác một dòng trước"),
    ],
)
def test_what_no_board_can_show_is_refused(changes: dict[str, object], says: str) -> None:
    assert says in complaint(**changes)


def test_while_the_clock_is_wrong_no_day_is_reckoned_with() -> None:
    assert "Đồng hồ của máy đang chạy sai" in complaint(now=datetime(1970, 1, 1, tzinfo=UTC))


def test_text_comes_in_whatever_windows_wrote_it() -> None:
    for codec in ("utf-8-sig", "utf-16"):
        assert text("Bà con trữ nước".encode(codec), "nội dung") == "Bà con trữ nước"
    for data, says in ((b"PK\x03\x04", "không phải văn bản thuần"), (b"x" * 300_000, "dài quá")):
        with pytest.raises(AskedError, match=says):
            text(data, "tb.docx")


def test_a_folder_without_rights_says_which_group_has_them(tmp_path: Path) -> None:
    denied = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    tmp_path.chmod(0o2775)
    said = refused(tmp_path, denied)
    assert "chưa thuộc nhóm" in said
    assert "sudo usermod --append --groups" in said
    tmp_path.chmod(0o755)
    assert f"sudo install -d -g kiosk-clerks -m 2775 {tmp_path}" in refused(tmp_path, denied)
    assert "chưa có thư mục này" in refused(tmp_path / "tb", denied)
    assert "đĩa đã đầy" in refused(tmp_path, OSError(errno.ENOSPC, ""))
    assert "chỉ cho đọc" in refused(tmp_path, OSError(errno.EROFS, ""))
