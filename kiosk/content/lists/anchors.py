"""The links of a list page: which of them lead to stories, and which stories are the same."""

import re
from collections.abc import Iterator

from msgspec import Struct, field

from kiosk.content.markup.tree import Element
from kiosk.content.words.identity import absolute, article_number, canonical, host_of
from kiosk.content.words.text import ELLIPSIS, fold, plain

# A paper's front page has a thousand.
MOST_LINKS = 4_000
LONGEST_LABEL = 400
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Words and letters of a title; entries of menus are shorter, in headings hardly ever.
_TITLE, _TITLE_IN_HEADING = (4, 20), (3, 12)

_MORE = re.compile(
    r"(?:(?:xem|đọc|tìm hiểu) (?:thêm|tiếp|chi tiết|toàn bộ|tất cả|ngay)|xem$|đọc$|chi tiết"
    r"|(?:trang|bài) (?:sau|tiếp|trước|đầu|cuối|chủ)|tiếp theo|quay lại|trở (?:về|lại)"
    r"|về trang|tải về|read more|more|continue|view (?:all|more|details?)|next|previous|bình luận$"
    r"|\d{1,5} bình luận)\b"
)
BESIDE = frozenset(
    map(
        fold,
        (
            *(
                "Tin khác",
                "Các tin khác",
                "Tin cũ hơn",
                "Bài khác",
                "Tin liên quan",
                "Bài liên quan",
            ),
            *(
                "Bài viết liên quan",
                "Tin cùng chuyên mục",
                "Xem nhiều",
                "Xem nhiều nhất",
                "Đọc nhiều",
            ),
            *("Tin xem nhiều", "Tin đọc nhiều", "Đọc nhiều nhất", "Được quan tâm", "Mới nhất"),
            *(
                "Có thể bạn quan tâm",
                "Bạn có thể quan tâm",
                "Tin tài trợ",
                "Quảng cáo",
                "Thông báo",
            ),
            *(
                "Ý kiến bạn đọc",
                "Bình luận",
                "Liên kết",
                "Liên kết website",
                "Liên kết web",
                "Video",
            ),
            *(
                "Podcast",
                "Văn bản mới",
                "Văn bản",
                "Văn bản mới ban hành",
                "Thư viện ảnh",
                "Xu hướng",
            ),
            *(
                "Tin nóng",
                "Chủ đề",
                "Từ khóa",
                "Đừng bỏ lỡ",
                "Tin nhiều người đọc",
                "Tin xem nhiều nhất",
            ),
            *(
                "Tin được quan tâm",
                "Bài viết xem nhiều",
                "Bài đọc nhiều",
                "Tin đáng chú ý",
                "Most read",
            ),
        ),
    )
)
_AWAY_TAGS = frozenset(("nav", "footer", "menu", "dialog"))
_BESIDE_TAGS = frozenset(("aside", "ins"))
_WHOLE_PAGE = frozenset(("html", "body", "form", "main", "article"))
_AWAY = re.compile(
    r"^header(?![a-z])|(?<![a-z])(?:menu|sub-?menu|nav|nav-?bar|navigation|bread-?crumbs?|footer|pagination|paging|pager"
    r"|site-?header|top-?header|mast-?head|login|register|dang-?nhap|purchase|account"
    r"|tag-?(?:list|cloud|s)|hash-?tags?|site-?map|languages?|mega-?menu|off-?canvas|top-?bar|toolbar)"
    r"(?![a-z])"
)
_BESIDE_NAMES = re.compile(
    r"(?<![a-z])(?:aside|side-?bars?|most-?(?:view(?:ed)?|read|popular)|(?:tin-?)?(?:xem|doc)-?nhieu|popular"
    r"|trending|relat(?:ed|ion)|lien-?quan|(?:tin|bai)-?khac|ads?|adv|advert\w{0,8}|ads-?by-?\w{1,12}"
    r"|quang-?cao|qc|sponsor(?:ed)?|comments?|binh-?luan|y-?kien|popup|modal|weblinks?|videos?|podcasts?"
    r"|hot-?tags?|survey|poll|lich-?cong-?tac)(?![a-z])"
)
# Beside a title: the section's name, the author's.
_LABEL_NAMES = re.compile(
    r"(?:^|-)(?:category|cate?|chuyen-?muc|author|topic|zone)(?:-name|-link)?$"
)
_RIGHT = re.compile(
    r"(?<![a-z])(?:(?:col|box|cot|block)?-?right|right-?(?:col|column|box)|cot-?phai)(?![a-z])"
)


class Place(Struct, frozen=True):
    """Where on a page something stands: in its menus, beside its content, on its right."""

    away: bool = False
    beside: bool = False
    right: bool = False


class Anchor(Struct, frozen=True, eq=False):
    """A link: `key` is the same for all addresses of a story, `titled` if it looks like a title."""

    element: Element
    url: str
    key: str
    label: str
    place: Place
    titled: bool
    more: bool


class _Gathering(Struct):
    base: str
    own: str
    found: list[Anchor] = field(default_factory=list)
    wholes: dict[str, str] = field(default_factory=dict)


def anchors(root: Element, base: str, url: str) -> dict[Element, Anchor]:
    """The links of the page at `url` that lead to other pages, in document order."""
    gathering = _Gathering(base, canonical(url))
    _gather(root, Place(), in_heading=False, to=gathering)
    return {anchor.element: anchor for anchor in gathering.found}


def place_of(element: Element, around: Place) -> Place:
    """Where the inside of `element` stands, which itself stands in `around`."""
    if element.tag in _WHOLE_PAGE or not (
        element.names or element.tag in _AWAY_TAGS | _BESIDE_TAGS
    ):
        return around
    return Place(
        around.away or element.tag in _AWAY_TAGS or bool(_AWAY.search(element.names)),
        around.beside or element.tag in _BESIDE_TAGS or bool(_BESIDE_NAMES.search(element.names)),
        around.right or bool(_RIGHT.search(element.names)),
    )


def says_more(label: str) -> bool:
    """Whether a link's words only tell that it leads on: "Xem thêm", "Trang sau"."""
    return bool(_MORE.match(label.casefold().lstrip("[(<«»>.-–… ")))


def label_of(anchor: Element) -> str:
    """What a link is called: its words, else its title, else its picture's description."""
    words = plain(anchor.text[: 4 * LONGEST_LABEL], LONGEST_LABEL)
    if words and not words.endswith((ELLIPSIS, "...")):
        return words
    named = (each.attributes.get(key, "") for each in anchor.walk() for key in ("title", "alt"))
    name = plain(next((name for name in named if name.strip()), "")[:LONGEST_LABEL], LONGEST_LABEL)
    return name if len(name) > len(words) else words


def _gather(element: Element, around: Place, *, in_heading: bool, to: _Gathering) -> None:
    if element.tag == "a":
        to.found.extend(_anchor(element, around, in_heading=in_heading, to=to))
        return
    place = place_of(element, around)
    heading = in_heading or (element.tag in HEADINGS and element.tag != "h1")
    for child in element.children:
        if len(to.found) >= MOST_LINKS:
            return
        if isinstance(child, Element):
            _gather(child, place, in_heading=heading, to=to)


def _anchor(
    element: Element, place: Place, *, in_heading: bool, to: _Gathering
) -> Iterator[Anchor]:
    href = element.attributes.get("href", "").strip()
    if not href or href.startswith("#"):
        return
    if href not in to.wholes:
        to.wholes[href] = absolute(href, to.base)
    url = to.wholes[href]
    key = article_number(url) or canonical(url)
    if not url or key == to.own or key == f"https://{host_of(url)}/":
        return
    label = label_of(element)
    more = says_more(label)
    heading = in_heading or any(each.tag in HEADINGS for each in element.walk())
    named = more or fold(label) in BESIDE or (not heading and _LABEL_NAMES.search(element.names))
    titled = not named and _is_title(label, in_heading=heading)
    yield Anchor(element, url, key, label, place, titled, more)


def _is_title(label: str, *, in_heading: bool) -> bool:
    words, letters = _TITLE_IN_HEADING if in_heading else _TITLE
    return len(label.split()) >= words and len(label) >= letters
