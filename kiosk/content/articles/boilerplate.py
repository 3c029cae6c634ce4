"""What stands on a page and is not its article: by tag, by the names of boxes, by set phrases."""

import re

from msgspec import Struct

from kiosk.content.markup.reading import Line
from kiosk.content.markup.tree import INLINE, Element, rebuilt

# Prose in a box, of all the page's: more than this is the article, whatever its box is called.
_MOST_IN_A_WRONG_BOX = 0.8
_MOST_IN_A_LIKELY_BOX = 0.15
_LONGEST_PHRASE = 140
_LONGEST_BUTTON = 40

_WRONG_TAGS = frozenset(("nav", "footer", "dialog", "menu", "audio", "video", "map"))
_LIKELY_TAGS = frozenset(("aside", "form"))
_KEPT = frozenset(("html", "body", "main", "h1", "figure", "figcaption", "picture", "img"))
_WRONG = re.compile(
    r"(?<![a-z])(?:"
    # readers
    r"comments?|commentlist|disqus|binh-?luan|y-?kien|ykbd|phan-?hoi|respond|fb-comments|idea"
    # other stories
    r"|related?|relation|related-?(?:news|posts?|articles?|links)|relate-?d?box|related-?(?:one)?news|lien-?quan|tin-?khac"
    r"|tin-?lien|cung-?chuyen-?muc|tin-?moi|tin-?nong|doc-?nhieu|xem-?nhieu|doc-?them|xem-?them"
    r"|(?:more|other|hot)-?news|news-?(?:more|other|hot)|read-?(?:more|next|also)|see-?also"
    r"|recommend(?:ed|s|ations?)?|suggest(?:ed|ions?)?|most-?(?:read|viewed|popular)|trending"
    r"|one-?news|outbrain|taboola|recirc(?:ulation)?|more-?(?:stories|from|on)"
    # the site, its ways around and its notices
    r"|bread-?crumbs?|nav|navbar|navigation|pagination|pager|skip-?link|footer|copyright"
    r"|newsletters?"
    r"|cookies?|consent|gdpr|onetrust|modal|popup|pop-up|captcha"
    # advertisements
    r"|(?<!\d)(?:ads?|adv)(?!\w)|advert(?:s|isements?|ising)?|adsbygoogle|adsense|adzone"
    r"|quang-?cao|sponsored"
    r"|vmcadszone|google-?news|detail-follow-gg|dfp|gpt|sr-only|screen-reader(?:-text)?"
    r"|visually-?hidden|visuallyhidden|d-none"
    r")(?![a-z])"
)
_LIKELY = re.compile(
    r"(?<![a-z])(?:"
    r"quan-?tam|popular|latest|promo(?:tion|box)?s?|shar(?:e|es|ing|ebar)|social(?:s|bar"
    r"|media)?|addthis"
    r"|zalo|sharethis|follow|subscri(?:be|ption|ber)s?|sign-?up|register|login|dang-?ky"
    r"|donat(?:e|ion)s?|mailing|menu|side-?bar|topbar|toolbar|tool-?box|toc|table-of-contents"
    r"|muc-?luc"
    r"|jump|masthead|site-?header|disclaimer|about-?author|author-?bio|tags?|tag-?list|tagcloud"
    r"|keywords?|tu-?khoa|topics?|hashtags?|vote|votes|rating|ratings|poll|binh-?chon|tham-?do"
    r"|survey"
    r"|quiz|reactions?|reac(?:t|info|detailform)?|sendstarauthor|likes?|banners?|sponsors?"
    r"|widgets?"
    r"|overlay|tooltip|feedback|print-?only|no-?print|player|podcast|hidden|hide|loading"
    r")(?![a-z])"
)
_BODY = re.compile(
    r"(?:article|entry|post|detail|news|main)-?(?:content|body|text|detail)|content-?detail"
    r"|fck-?detail"
    r"|articlebody|noi-?dung"
)
_META = re.compile(r"(?<![a-z])(?:author|date|time|byline|tac-?gia|ngay)(?![a-z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

# A line that says nothing but this ends the article.
_CLOSERS = re.compile(
    r"(?:các |những )?(?:tin|bài|bài viết|video|clip)(?: tức| bài)? (?:khác|liên quan|mới hơn"
    r"|cũ hơn"
    r"|mới nhất|cùng (?:chuyên )?mục|cùng chủ đề|đọc nhiều|nổi bật|đã đưa|mới|nóng)"
    r"|(?:các )?(?:tin|bài) (?:cũ|mới) hơn|ý kiến(?: bạn đọc| của bạn| độc giả)?"
    r"|bình luận(?: của bạn)?"
    r"|(?:gửi|viết) (?:bình luận|ý kiến|phản hồi)|tổng lượt bình luận|phản hồi|góp ý"
    r"|có thể bạn quan tâm|đọc nhiều(?: nhất)?|xem nhiều(?: nhất)?|được quan tâm|bạn đọc quan tâm"
    r"|cùng chuyên mục|đừng bỏ lỡ|tin nổi bật|từ khóa|từ khoá|tags?|thẻ|chủ đề|thông báo|refresh"
    r"|(?:related|more|latest|recommended|popular|top|other) (?:stories|articles?|news|posts"
    r"|topics|content"
    r"|from .{2,30}|on this story)|most (?:read|popular|viewed)|you may also like|read next"
    r"|comments?"
    r"|leave a (?:comment|reply)|mehr zum thema|das könnte sie auch interessieren"
    r"|auch interessant"
    r"|kommentare|sur le même sujet|à lire aussi|noticias relacionadas|más información"
    r"|leggi anche"
    r"|potrebbe interessarti|関連記事|相关阅读|相关新闻|관련기사",
    re.IGNORECASE,
)
# A line that begins like this is not the author's.
_ASIDES = re.compile(
    r"(?:>+|»|=>|→|►|▶|[-•*] ?)?\s*(?:xem (?:thêm|ngay)\b|đọc (?:thêm|tiếp)\b"
    r"|(?:tin|bài)(?: viết)? liên quan\s*(?::|$)|mời (?:quý )?(?:độc giả|bạn đọc)\b"
    r"|(?:quý )?(?:độc giả|bạn đọc) (?:có thể|vui lòng|quan tâm|hãy)\b"
    r"|theo dõi .{2,60} trên (?:google|facebook|zalo|tiktok|youtube|viber|telegram|kênh|trang)"
    r"|chia sẻ(?: bài viết)?(?::|$)|từ kh(?:óa|oá) ?:|tags? ?:|liên hệ quảng cáo"
    r"|nguồn ?: ?https?:|link (?:nguồn|gốc)|(?:read|see|watch) (?:more|also|next|now)\b|also read\b"
    r"|advertisement\b|sign up (?:for|to)\b|subscribe (?:to|for|now)\b|story continues"
    r"|continue reading|all rights reserved|lesen sie (?:auch|mehr)|(?:à )?lire aussi|leggi anche"
    r"|le[ea] también|lees ook|læs også|les også|läs (?:också|även|mer)|czytaj (?:też|także|więcej)"
    r"|(?:anzeige|werbung|publicité|publicidad|pubblicità)$)",
    re.IGNORECASE,
)
# What begins like this is a button if it is no longer than one: an article may begin so, too.
_BUTTONS = re.compile(
    r"tải ứng dụng|trở lại|quay lại|về (?:trang chủ|đầu trang)|in bài viết|bản in|(?:số )?lượt"
    r"|cỡ chữ|sao chép|copyright|©|share this|follow us|click here|xem (?:video|clip)|gửi email",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[\s:.…>»+-]*(?:\(\s*\d*\s*\)|\d{1,5})?[\s:.…>»+-]*")
_MAIL = re.compile(r"\S{1,60}@[\w.-]{3,60}")


class _Rule(Struct, frozen=True):
    """Boxes with these names or tags go unless they hold more than `most` letters of prose."""

    names: re.Pattern[str]
    tags: frozenset[str]
    most: float


def pruned(root: Element) -> Element:
    """`root` without the boxes that never are an article."""
    for names, tags, share in (
        (_WRONG, _WRONG_TAGS, _MOST_IN_A_WRONG_BOX),
        (_LIKELY, _LIKELY_TAGS, _MOST_IN_A_LIKELY_BOX),
    ):
        root = _pruned(root, _Rule(names, tags, share * root.prose)) or rebuilt(root, ())
    return root


def closes(line: Line) -> bool:
    """Whether `line` is the heading of what comes after an article: "Tin khác", "Bình luận (3)"."""
    if len(line.text) > _LONGEST_PHRASE:
        return False
    found = _CLOSERS.match(line.text)
    return bool(found) and bool(_COUNT.fullmatch(line.text, found.end() if found else 0))


def is_aside(line: Line) -> bool:
    """Whether `line` points elsewhere: "Xem thêm: …", an address, nothing but a link."""
    text = line.text
    if line.is_link or closes(line):
        return True
    if _MAIL.fullmatch(text) or not any(map(str.isalnum, text)):
        return True
    if len(text) <= _LONGEST_BUTTON and _BUTTONS.match(text):
        return True
    return len(text) <= 2 * _LONGEST_PHRASE and bool(_ASIDES.match(text))


def _pruned(element: Element, rule: _Rule) -> Element | None:
    if _is_box(element, rule):
        return None
    kept = (_pruned(c, rule) if isinstance(c, Element) else c for c in element.children)
    children = tuple(child for child in kept if child is not None)
    return element if children == element.children else rebuilt(element, children)


def _is_box(element: Element, rule: _Rule) -> bool:
    if element.headed or element.tag in _KEPT or element.tag in INLINE:
        return False
    if element.prose > rule.most or (rule.names is _LIKELY and _frames_a_photo(element)):
        return False
    if element.tag in rule.tags:
        return True
    if _BODY.search(element.names) and element.prose:
        return False
    if "hidden" in element.attributes or _HIDDEN.search(element.attributes.get("style", "")):
        return rule.names is _LIKELY
    return bool(rule.names.search(element.names)) and not _tells_when(element)


def _tells_when(element: Element) -> bool:
    """Whether a box of buttons also has the author's name or the date: "author-share-top"."""
    return bool(_META.search(element.names)) and element.said <= _LONGEST_PHRASE


def _frames_a_photo(element: Element) -> bool:
    """Whether it is an <aside> or a widget with a photograph, and no link but the photo's own."""
    if element.tag != "aside" and "widget" not in element.names:
        return False
    links = sum(each.tag == "a" and "href" in each.attributes for each in element.walk())
    return links <= 1 and element.find(lambda each: each.tag == "figure") is not None
