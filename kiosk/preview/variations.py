"""Editions as they seldom are, to see what a page makes of them: none, long, urgent, old."""

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from kiosk.model import Edition, Notice, Photo, Story

# A headline as long as papers print them, and a name that must not be torn.
_LONG_TITLE = (
    "Phường Bến Sen phối hợp Mặt trận Tổ quốc Việt Nam Thành phố Hồ Chí Minh tổ chức hội nghị"
    " tiếp xúc cử tri, lắng nghe ý kiến về chỉnh trang rạch Xuyên Tâm và tuyến hẻm 262/15A"
)
_LONG_WORDS = (
    "Theo kế hoạch, từ nay đến cuối quý I năm sau, các tổ dân phố sẽ cùng đơn vị thi công thông báo"
    " đến từng hộ về thời gian cắt nước, đường đi tạm và nơi gửi xe; người già được"
    " cán bộ phường hỗ trợ tận nhà."
)
URGENT = "urgent"
_MANY_TIMES = 6
_LASTS = timedelta(hours=12)
_OLD = timedelta(days=3)
_URGENT = (
    "Bão số 12 đổ bộ tối nay: bà con ở trong nhà",
    (
        "Từ 18 giờ hôm nay, học sinh nghỉ học; không ra đường khi có gió giật.",
        "Điểm trú bão: Trường Tiểu học Bến Sen, số 12 đường Bến Sen. Gọi 115 khi cần cấp cứu.",
    ),
)


def _as_it_is(edition: Edition) -> Edition:
    return edition


def _nothing(edition: Edition) -> Edition:
    return replace(edition, stories=(), notices=(), posters=(), schedule=None, answered=())


def _long(edition: Edition) -> Edition:
    return replace(edition, stories=tuple(map(_longer, edition.stories)))


def _longer(story: Story) -> Story:
    return replace(
        story,
        title=_LONG_TITLE,
        lead=f"{story.lead} {_LONG_WORDS}".strip(),
        paragraphs=(*story.paragraphs, *[_LONG_WORDS] * _MANY_TIMES),
        photos=tuple(_captioned(photo) for photo in story.photos),
    )


def _captioned(photo: Photo) -> Photo:
    return replace(photo, caption=f"{photo.caption} {_LONG_WORDS}".strip())


def _without_photographs(edition: Edition) -> Edition:
    bare = tuple(replace(story, photos=()) for story in edition.stories)
    return replace(edition, stories=bare, posters=())


def _urgent(edition: Edition) -> Edition:
    title, body = _URGENT
    starts, ends = edition.now - timedelta(minutes=5), edition.now + _LASTS
    storm = Notice("urgent", title, body, edition.board, starts, ends, urgent=True)
    return replace(edition, notices=(storm, *edition.notices))


def _old(edition: Edition) -> Edition:
    since = edition.now - _OLD
    late = tuple(replace(one, at=since) for one in edition.answered)
    return replace(edition, answered=late, stale_since=since)


# By the name that a request bears: what the page calls it, and what it makes of an edition.
VARIATIONS: dict[str, tuple[str, Callable[[Edition], Edition]]] = {
    "": ("as it is", _as_it_is),
    "none": ("nothing yet", _nothing),
    "long": ("long texts", _long),
    "no-photos": ("without photographs", _without_photographs),
    URGENT: ("an urgent notice", _urgent),
    "old": ("old news", _old),
}
