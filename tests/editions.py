"""Editions to make pages of: one as a ward would have it, and everything that may go wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from kiosk.geometry import Rect, Size
from kiosk.model import Edition, Photo, Story

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PHOTO = Photo(
    "http://portal.example/anh.jpg",
    "Cán bộ phường hướng dẫn người dân nộp hồ sơ trực tuyến",
    "Long Hồ",
    "0a1b2c.jpg",
    Size(1280, 853),
    Rect(300, 100, 400, 300),
)
TITLES = (
    "Phường Bến Sen khánh thành công viên ven rạch, trồng thêm 120 cây xanh",
    "Lịch tiếp công dân tháng 12 của Chủ tịch Ủy ban nhân dân phường",
    "Trả kết quả hồ sơ qua bưu điện từ ngày 1/12/2026",
    "Giải ngân 652,55 tỷ đồng vốn đầu tư công, đạt 60,92% kế hoạch",
    "Khám sức khỏe miễn phí cho người từ 60 tuổi trở lên tại Trạm Y tế",
)


def story(number: int = 0, **changes: object) -> Story:
    """A story of the sample, as it is or changed."""
    made = Story(
        id=f"tin-{number}",
        source="Cổng thông tin Phường Bến Sen",
        title=TITLES[number % len(TITLES)],
        lead="Sáng 22/11, Ủy ban nhân dân phường đưa vào sử dụng công viên rộng 3.200 m2 ven rạch "
        "Bến Sen, sau tám tháng thi công với kinh phí 12,4 tỷ đồng.",
        byline="Long Hồ",
        published=NOW - timedelta(hours=3 + 20 * number),
        link=f"http://portal.example/tin-tuc/cong-vien-ven-rach-{number:010d}",
        photos=() if number else (PHOTO,),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


def edition(*stories: Story, **changes: object) -> Edition:
    """An edition of these stories, else of the sample's five."""
    made = Edition(
        board="Ủy ban nhân dân Phường Bến Sen",
        zone=ZONE,
        now=NOW,
        stories=stories or tuple(story(number) for number in range(len(TITLES))),
        hours=("Thứ Hai – Thứ Sáu: 7:30–11:30, 13:00–17:00", "Thứ Bảy: 7:30–11:30"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


_SYLLABLES = [
    *("phường", "nghiêng", "thủy", "ngoằn", "ngoèo", "Ủy", "ban", "quỵ", "năm", "2021", "a"),
    *("652,55", "tỷ", "đồng", "Nguyễn", "Thị", "Mười", "Hai", "TP.", "Hồ", "ngày", "4", "tháng"),
    *("Covid", "-19", "–", "“Bến", "Sen”", "(12/10)", "ẨẮỒẾỸ", "·", ",", "."),
]
_ODD = (
    "",
    " ",
    "\u200b\ufeff",
    "🌊🏮 lụt",
    "مرحبا بالعالم",
    "Ελληνικά ελεύθερα",
    "tie\u0302\u0301ng Vie\u0323\u0302t",
    "W" * 400,
    "https://portal.example/" + "tin-tuc-" * 40,
    "ngoằn ngoèo " * 1700,
    "\u202eđảo\u202c ngược",
    "một\nhai\n\nba",
    "\ud83c",
)


# Any text but the mark that kiosk itself puts where it cuts.
_TEXT = st.text(st.characters(exclude_characters="…"), max_size=30)


def texts() -> st.SearchStrategy[str]:
    """Vietnamese of any length, and what no portal should send but one day does."""
    running = st.lists(st.sampled_from(_SYLLABLES), max_size=70).map(" ".join)
    return st.one_of(running, running, st.sampled_from(_ODD), _TEXT)


def photos() -> st.SearchStrategy[Photo]:
    size = st.builds(Size, st.integers(1, 2560), st.integers(1, 2560))
    return st.builds(
        Photo,
        url=st.just("http://portal.example/anh.jpg"),
        caption=texts(),
        credit=texts(),
        key=st.sampled_from(["0a1b2c.jpg", None]),
        size=st.one_of(st.none(), size),
    )


def stories() -> st.SearchStrategy[Story]:
    return st.builds(
        Story,
        id=st.just("tin"),
        source=st.one_of(st.just("Cổng thông tin Phường Bến Sen"), texts()),
        title=texts(),
        lead=texts(),
        byline=texts(),
        published=st.one_of(st.none(), st.just(NOW), st.just(NOW - timedelta(days=900))),
        doubtful_date=st.booleans(),
        link=st.one_of(texts(), st.just("http://portal.example/tin-tuc/1435634558")),
        photos=st.lists(photos(), max_size=2).map(tuple),
    )


def editions() -> st.SearchStrategy[Edition]:
    return st.builds(
        Edition,
        board=texts(),
        zone=st.just(ZONE),
        now=st.just(NOW),
        stories=st.one_of(
            st.lists(stories(), max_size=6).map(tuple),
            stories().map(lambda one: (one,)),
            stories().map(lambda one: (one, *(story(n) for n in range(59)))),
        ),
        stale_since=st.one_of(st.none(), st.just(NOW - timedelta(days=42))),
        hours=st.lists(texts(), max_size=4).map(tuple),
    )
