"""Editions to make pages of: one as a ward would have it, and everything that may go wrong."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.calendar import WEEKDAYS
from kiosk.geometry import Rect, Size
from kiosk.model import (
    Contact,
    Edition,
    Notice,
    OneStop,
    Photo,
    Poster,
    Reception,
    Schedule,
    Story,
)

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


def notice(title: str = "Họp tổ dân phố 12", *body: str, **changes: object) -> Notice:
    """A notice that holds until the end of the month, as it is or changed."""
    made = Notice(
        id="hop.txt",
        title=title,
        body=body or ("Kính mời bà con dự họp lúc 19 giờ ngày 27/11 tại nhà văn hóa khu phố 3.",),
        issuer="Ban điều hành khu phố 3",
        starts=NOW - timedelta(days=1),
        ends=datetime(2026, 12, 1, tzinfo=ZONE).astimezone(UTC),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


def households(count: int) -> tuple[str, ...]:
    """A list as wards publish it, an entry a paragraph."""
    names = ("Nguyễn Văn Hạnh", "Trần Thị Ẩn", "Huỳnh Thị Mỹ Phượng", "Lê Hoàng Tuyết", "Võ Ổi")
    return tuple(f"{n}. {names[n % 5]}, {262 + n}/{n}B" for n in range(1, count + 1))


def reception(day: int, hours: str = "7:30–11:30", **changes: object) -> Reception:
    """A reception on a day of November 2026, as it is or changed."""
    on = date(2026, 11, day)
    named = f"{WEEKDAYS[on.weekday()]} {day}/11"
    made = Reception(on, named, hours, "Phòng 2", "Trần Minh Đức, Chủ tịch UBND")
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


SCHEDULE = Schedule(
    "Lịch tiếp công dân",
    (
        reception(23),
        reception(23, "13:00–17:00", who="Lê Thị Ánh Tuyết, Phó Chủ tịch UBND"),
        reception(25, room="Phòng tiếp công dân, tầng trệt", note="đổi lịch"),
        reception(27, "7:30–11:30, 13:00–17:00", note="tiếp bù 26/11"),
    ),
    ("Thứ Năm 26/11 nghỉ, tiếp bù Thứ Sáu 27/11 (họp Hội đồng nhân dân).",),
    "Nếu trùng ngày lễ, lịch tiếp chuyển sang ngày làm việc kế tiếp.",
)
ONE_STOP = OneStop(
    "Trung tâm Phục vụ hành chính công",
    ("Thứ Hai – Thứ Sáu: 7:30–11:30, 13:00–17:00", "Thứ Bảy: 7:30–11:30"),
    (
        Contact("Lê Thị Ánh Tuyết", "0283 855 1234", "Lãnh đạo trực"),
        Contact("Trần Văn Hạnh", "", "Cán bộ trực, 7:30–17:00"),
    ),
    Contact("Đường dây nóng", "028 3855 1234"),
    (
        Contact("Công an phường", "028 3855 4321"),
        Contact("Trạm Y tế", "028 3855 9999", "24/24 giờ"),
        Contact("Tổng đài 1022", "1022"),
        Contact("Công an", "113"),
        Contact("Cứu hỏa, cứu nạn, cứu hộ", "114"),
        Contact("Cấp cứu", "115"),
        Contact("Bảo vệ trẻ em", "111"),
    ),
    "Lấy số thứ tự tại quầy 1, mang theo căn cước.",
)
POSTER = Poster("0d4e5f.jpg", Size(1240, 1754), "tiem-chung.jpg", NOW, NOW + timedelta(days=30))


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


# Any text but the mark that kiosk itself puts where it cuts, upright or for vertical lines.
_TEXT = st.text(st.characters(exclude_characters="…\ufe19"), max_size=30)


def texts() -> st.SearchStrategy[str]:
    """Vietnamese of any length, and what no portal should send but one day does."""
    running = st.lists(st.sampled_from(_SYLLABLES), max_size=70).map(" ".join)
    return st.one_of(running, running, st.sampled_from(_ODD), _TEXT)


@st.composite
def photos(draw: st.DrawFn) -> Photo:
    """Photographs of any shape, fetched or not, with nothing, a part or all of them that stays."""
    size = Size(draw(st.integers(1, 2560)), draw(st.integers(1, 2560)))
    width, height = draw(st.integers(1, size.width)), draw(st.integers(1, size.height))
    x, y = draw(st.integers(0, size.width - width)), draw(st.integers(0, size.height - height))
    focus = draw(st.sampled_from([None, Rect(x, y, width, height), Rect(0, 0, *size)]))
    fetched = draw(st.booleans())
    return Photo(
        "http://portal.example/anh.jpg",
        caption=draw(texts()),
        credit=draw(texts()),
        key=draw(st.sampled_from(["0a1b2c.jpg", None])),
        size=size if fetched else None,
        focus=focus if fetched else None,
    )


def stories() -> st.SearchStrategy[Story]:
    return st.builds(
        Story,
        id=st.just("tin"),
        source=st.one_of(st.just("Cổng thông tin Phường Bến Sen"), texts()),
        title=texts(),
        lead=texts(),
        paragraphs=st.lists(texts(), max_size=5).map(tuple),
        byline=texts(),
        published=st.one_of(st.none(), st.just(NOW), st.just(NOW - timedelta(days=900))),
        doubtful_date=st.booleans(),
        link=st.one_of(texts(), st.just("http://portal.example/tin-tuc/1435634558")),
        photos=st.lists(photos(), max_size=2).map(tuple),
    )


def notices() -> st.SearchStrategy[Notice]:
    lists = st.integers(0, 64).map(households)
    return st.builds(
        notice,
        texts(),
        body=st.one_of(lists, st.lists(texts(), max_size=4).map(tuple)),
        issuer=texts(),
        urgent=st.booleans(),
    )


def schedules(*, plain: bool = False) -> st.SearchStrategy[Schedule]:
    """Schedules with anything in them; `plain`: in words of a cell's length, days unnamed."""
    short = st.lists(st.sampled_from(_SYLLABLES), max_size=12).map(" ".join)
    cell = short if plain else texts()
    hours = st.just("7:30–11:30, 13:00–17:00")
    row = st.builds(
        Reception,
        on=st.dates(date(2026, 11, 23), date(2026, 11, 26)),
        day=st.just("") if plain else st.one_of(st.just("Thứ Hai 23/11"), texts()),
        hours=hours if plain else st.one_of(hours, texts()),
        room=cell,
        who=cell,
        note=st.one_of(st.just(""), cell),
    )
    rows = st.lists(row, min_size=1 if plain else 0, max_size=9 if plain else 5).map(tuple)
    changes = st.lists(cell, max_size=2).map(tuple)
    return st.builds(Schedule, cell, rows, changes=changes, note=cell)


_NUMBERS = ("028 3855 1234", "0903 123 456", "028 3855 1234, máy lẻ 102", "1022", "113", "111",
            "028 3855 1234 – 0903 123 456", "")  # fmt: skip
_HOURS = ("Thứ Hai – Thứ Sáu: 7:30–11:30, 13:00–17:00", "Thứ Bảy: 7:30–11:30", "7:00–17:00",
          "Giờ hành chính các ngày làm việc")  # fmt: skip


def one_stops(*, plain: bool = False) -> st.SearchStrategy[OneStop]:
    """One-stop offices with anything in them; `plain`: in words and numbers as a file may have."""
    short = st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=12).map(" ".join)
    words = short if plain else texts()
    number = st.sampled_from(_NUMBERS) if plain else st.one_of(st.sampled_from(_NUMBERS), texts())
    contact = st.builds(Contact, words, number, st.one_of(st.just(""), words))
    line = st.sampled_from(_HOURS) if plain else st.one_of(st.sampled_from(_HOURS), texts())
    return st.builds(
        OneStop,
        words,
        hours=st.lists(line, max_size=3).map(tuple),
        duty=st.lists(contact, max_size=4).map(tuple),
        hotline=st.one_of(st.none(), contact),
        contacts=st.lists(contact, max_size=30 if plain else 6).map(tuple),
        note=st.one_of(st.just(""), words),
    )


def posters() -> st.SearchStrategy[Poster]:
    sizes = st.builds(Size, st.integers(1, 2560), st.integers(1, 2560))
    return sizes.map(lambda size: replace(POSTER, size=size))


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
        notices=st.lists(notices(), max_size=3).map(tuple),
        schedule=st.one_of(st.none(), schedules()),
        posters=st.lists(posters(), max_size=3).map(tuple),
        one_stop=st.one_of(st.none(), one_stops()),
    )
