"""Names under stories, and names that are none."""

import pytest

from kiosk.content.articles.byline import attributed, signed


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Long Hồ", "Long Hồ"),
        ("LONG HỒ", "LONG HỒ"),
        ("Nguyễn Thị Minh Khai", "Nguyễn Thị Minh Khai"),
        ("T.Hà", "T.Hà"),
        ("PV", "PV"),
        ("Hà Thu (tổng hợp)", "Hà Thu"),
        ("Hà Thu (Theo Reuters)", "Hà Thu"),
        ("Bài, ảnh: Lan Anh", "Lan Anh"),
        ("Tin, ảnh: LAN ANH - HÀ THU", "LAN ANH - HÀ THU"),
        ("Tác giả: Lan Anh, Hà Thu và Long Hồ", "Lan Anh - Hà Thu - Long Hồ"),
        ("Nguyên Minh - 07/03/2026 08:47", "Nguyên Minh"),
        ("Lan Anh (lananh@hoamai.vn)", "Lan Anh"),
        ("toasoan@hoamai.vn", ""),
        ("HoaMai.vn", ""),
        ("Cảm ơn bà con", ""),
        ("Xin mời.", ""),
        ("Kế hoạch năm 2027", ""),
        ("Ban biên tập", ""),
        ("Ủy Ban Nhân Dân Phường Hòa Mai Thành Phố", ""),
        ("", ""),
    ],
)
def test_signed(line: str, names: str) -> None:
    assert signed(line) == names


@pytest.mark.parametrize(
    ("names", "byline"),
    [
        (["Dân trí", "Tri Túc"], "Tri Túc"),
        (["DAN TRI"], ""),
        (["Báo Dân trí"], ""),
        (["Tri Túc - Tri Túc"], "Tri Túc"),
        (["https://www.facebook.com/baodantri"], ""),
        (["admin"], ""),
        (["Theo Tri Túc"], "Tri Túc"),
        ([""], ""),
        ([], ""),
    ],
)
def test_attributed(names: list[str], byline: str) -> None:
    assert attributed(names, "Báo điện tử Dân trí", "https://dantri.com.vn/a.htm") == byline
