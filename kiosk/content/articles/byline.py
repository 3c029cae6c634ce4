"""Who wrote a story: a signature under it, or a name that the page gives; never the paper."""

import re
import unicodedata
from collections.abc import Sequence

from kiosk.content.words.identity import host_of
from kiosk.content.words.text import fold, plain

LONGEST_BYLINE = 80
_MOST_SYLLABLES = 6
_MOST_NAMES = 4

_LEADING = re.compile(
    r"^(?:(?:bài|tin|ảnh|video|clip|thực hiện|nội dung|đồ họa)(?:\s*(?:,|và|&|-|–|/)\s*"
    r"(?:bài|tin|ảnh|video|clip|đồ họa))*\s*:|tác giả\s*:|(?:nhóm )?(?:pv|phóng viên)\s*[:-]"
    r"|theo\s+(?=\S)"
    r"|by\s+(?=[A-Z])|nguồn\s*:)\s*",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s*(?:\((?:tổng hợp|theo|t/h|th|ghi|dịch|lược dịch|biên dịch|thực hiện|ảnh|bài)[^()]*\)"
    r"|[-–,]?\s*"
    r"tổng hợp|[-–•|,]\s*\d{1,2}[/:h.].*|\s\d{1,2}[/:h]\d.*|\s*\(?[\w.+-]+@[\w.-]+\)?.*)$",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:;|,|/|\||&|•|\s[-–—]\s|\s(?:và|and)\s)\s*")
_ADDRESS = re.compile(r"@|https?:|www\.|\.(?:vn|com|net|org|info|gov)\b", re.IGNORECASE)
_NOBODY = frozenset(
    (
        *("admin", "administrator", "editor", "bbt", "ban biên tập", "tòa soạn", "webmaster"),
        *("quản trị", "quản trị viên", "quantri", "vccorp", "user", "staff", "super user", "root"),
        *("by", "bởi", "tác giả", "theo", "von", "par", "por", "di", "nguồn", "ảnh", "bài", "tin"),
        *("text", "photo", "foto", "twitter", "facebook", "zalo"),
    )
)


def signed(text: str) -> str:
    """The names in a line such as "Long Hồ", "Bài, ảnh: Lan Anh - Hà Thu (tổng hợp)"; else ""."""
    if not text or len(text) > LONGEST_BYLINE or text[-1] in ".!?…:;":
        return ""
    names = _names(text)
    return " - ".join(names) if names and all(map(_is_name, names)) else ""


def attributed(names: Sequence[str], site: str, url: str) -> str:
    """The first persons among the `names` that a page gives for its author; "" if none is one."""
    for each in names:
        given = _names(plain(each, 200))
        people = [name for name in given if _is_name(name) and not _is_paper(name, site, url)]
        if people:
            return " - ".join(dict.fromkeys(people[:_MOST_NAMES]))
    return ""


def _names(text: str) -> list[str]:
    if _ADDRESS.search(_TRAILING.sub("", text)):
        return []
    bare = _TRAILING.sub("", _LEADING.sub("", text.strip(" -–—*|"))).strip(" -–—*|,")
    return [name for name in _JOINT.split(bare) if name][: _MOST_NAMES + 1]


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        0 < len(words) <= _MOST_SYLLABLES
        and all(word[0].isupper() and any(map(str.isalpha, word)) for word in words)
        and not any(letter.isdigit() or letter in '“”"()[]!?%:' for letter in name)
        and fold(name) not in _NOBODY
    )


def _is_paper(name: str, site: str, url: str) -> bool:
    """Whether `name` is what the site calls itself: "Dân trí" on dantri.com.vn."""
    bare = _bare(name)
    host = host_of(url).removeprefix("www.").partition(".")[0]
    own = {_bare(site), _bare(host)} - {""}
    papers = (
        "báo ",
        "tạp chí ",
        "đài ",
        "cổng thông tin",
        "trang tin",
        "ban biên tập",
        "thông tấn",
    )
    return (
        any(bare in mine or mine in bare for mine in own)
        or name.lower().startswith(papers)
        or name.lower().endswith((" online", " news"))
    )


def _bare(text: str) -> str:
    """Latin letters only, as in a host name."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if letter.isascii() and letter.isalnum())
