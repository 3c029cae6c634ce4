"""Which addresses, pictures and stories are the same: canonical links, numbers, host names."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from kiosk.fingerprint import fingerprint
from kiosk.model import Story
from kiosk.regex import regex

LONGEST_URL = 2000
_TRACKING = regex(
    r"(?:utm_.*|fbclid|gclid|msclkid|zarsrc|zclid|mc_[ce]id|_ga|_gl|igshid)", re.IGNORECASE
)
_NUMBER = regex(r"(?<!\d)[1-9]\d{8,29}(?=/?$|\.\w{3,5}$)")
# "20261123", "202611230800": a day or a minute, in which two sites may publish.
_DATE_LIKE = regex(
    r"20\d\d(?:0[1-9]|1[0-2])[0-3]\d(?:\d{4})?|[0-3]\d(?:0[1-9]|1[0-2])20\d\d(?:\d{4})?"
)
_ALIAS = regex(r"^(?:www|m)\.(?=[^.]+\.)")
_SAFE = "/%:=&?~#+!$,;'@()*[]"
# A shorter file name ("anh-1") is given to many pictures.
_SPEAKING = 12
_STAMP = regex(r"-\d{10,30}(?=\D|$)")
_SIZE = regex(
    r"(?:[-_](?:\d{2,4}x\d{1,4}|\d{3,4}w?|details?|thumb(?:nail)?|small|medium|large|crop"
    r"|scaled|m|s))+$"
)
_WEB_PORTS = {"http": 80, "https": 443}


def absolute(link: str, base: str) -> str:
    """`link` as found in a document at `base`, made whole; "" unless it is a web address.

    Line breaks in it are none of it; blanks in a file's name are.
    """
    link = "".join(part.strip() for part in link.strip().splitlines())
    try:
        whole = urljoin(base, link) if link else ""
        parts = urlsplit(whole)
        usable = parts.scheme in _WEB_PORTS and parts.hostname and (parts.port or 1)
    except ValueError:  # "http://[::1", "http://a:b/"
        return ""
    return quote(whole, safe=_SAFE) if usable and len(whole) <= LONGEST_URL else ""


def host_of(url: str) -> str:
    """The host name of `url`, lower case; "" if there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def hosts_of(url: str) -> frozenset[str]:
    """The "host:port" that `url` itself names; a standard web port stands for both of them."""
    try:
        parts = urlsplit(url)
        port = parts.port or _WEB_PORTS.get(parts.scheme, 0)
    except ValueError:
        return frozenset()
    ports = set(_WEB_PORTS.values()) if port in _WEB_PORTS.values() else {port}
    return frozenset(f"{parts.hostname or ''}:{number}" for number in ports)


def canonical(url: str) -> str:
    """The one form of an article's address: https, lower-case host without "www." or "m.".

    No tracking keys, no fragment, no slash at the end. Guids that turn from http to https must
    not show every story anew.
    """
    try:
        parts = urlsplit(url.strip())
        port = "" if parts.port in (None, *_WEB_PORTS.values()) else f":{parts.port}"
    except ValueError:
        return url.strip()
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(key, value) for key, value in pairs if not _TRACKING.fullmatch(key)])
    host = _ALIAS.sub("", parts.hostname or "")
    return urlunsplit(("https", f"{host}{port}", parts.path.rstrip("/") or "/", query, ""))


def untracked(url: str) -> str:
    """`url` without the keys that tell who sent the reader, and else as it is."""
    address, mark, fragment = url.partition("#")
    path, asks, query = address.partition("?")
    kept = [pair for pair in query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0])]
    if not asks or len(kept) == query.count("&") + 1:
        return url
    return f"{path}{asks if kept else ''}{'&'.join(kept)}{mark}{fragment}"


def article_number(url: str) -> str:
    """The number of nine or more digits that ends an article's path; "" if it has none.

    The city's portal serves one article under two host names and several slugs with the same
    number. Digits that are a day or a minute are no identity.
    """
    try:
        path = urlsplit(url.strip()).path
    except ValueError:
        return ""
    found = _NUMBER.search(path[-80:])
    return found[0] if found and not _DATE_LIKE.fullmatch(found[0]) else ""


def identity(guid: str, link: str, title: str, date: str, feed: str) -> str:
    """A story's id: the article's number, else its canonical address, else a name inside `feed`.

    A guid wins over the link, unless it is the site's front page. Numbers and addresses mean the
    same thing everywhere; any other guid ("17") only means something in its own feed, so the
    feed's address stands before it.
    """
    for named in (guid.strip(), link.strip()):
        if named == guid.strip() and link.strip() and _is_front_page(named):
            continue
        if named.lower().startswith(("http://", "https://")):
            return article_number(named) or canonical(named)
        if named:
            return article_number(named) if article_number(named) == named else _in(feed, named)
    return _in(feed, digest(f"{title}\n{date}"))


def _is_front_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.netloc) and not parts.path.strip("/") and not parts.query


def digest(text: str) -> str:
    """A short name for `text`, the same on every machine."""
    return fingerprint(text.encode("utf-8", "surrogatepass"))[:16]


def same_article(story: Story) -> frozenset[str]:
    """All names under which another source may carry this very article."""
    return frozenset({story.id, article_number(story.link) or story.id})


def _in(feed: str, name: str) -> str:
    place = urlsplit(canonical(feed))
    return f"{place.netloc}{place.path}{'?' + place.query if place.query else ''} {name[:200]}"


def same_picture(url: str) -> str:
    """What two sizes and crops of one picture share: their file's name, if it says enough.

    Portals append a size ("-details", "_680x0", "-300x200") or, after the moment of the upload,
    how it was cut.
    """
    name = url.partition("?")[0].partition("#")[0].rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    stamp = _STAMP.search(stem)
    bare = stem[: stamp.end()] if stamp else _SIZE.sub("", stem)
    return bare.lower() if len(bare) >= _SPEAKING else url.partition("?")[0]
