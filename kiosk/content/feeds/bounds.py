"""What an XML text may hold at most, counted in one pass before a parser sees it.

feedparser's time grows with the square of depth, attributes and namespaces, and it expands
entities: 1 MB can take minutes.
"""

import re

# A feed of a thousand entries has some twenty thousand; comments and stray "<" count, too.
MOST_TAGS = 100_000
# A whole feed of escaped articles, 4 MiB, has some three hundred thousand.
MOST_ENTITIES = 500_000
MOST_DEPTH = 200
MOST_CATEGORIES = 1_000
MOST_ATTRIBUTES = 200
LONGEST_NAME = 1_000

_TOKEN = re.compile(
    r"<(?:(?P<cdata>!\[CDATA\[)|(?P<comment>!--)|(?P<pi>\?)|(?P<end>/)?(?P<name>[^\s/<>!?\"'=]*+)"
    r"""(?P<rest>(?:"[^"<]*+"|'[^'<]*+'|[^"'<>])*+))"""
)
# feedparser compares each of an entry's categories with all before it.
_CATEGORY = re.compile(
    r"<(?:\w{1,20}:)?(?:(?P<entry>item|entry)|category|subject)(?![\w:.-])", re.IGNORECASE
)
_CLOSERS = {"cdata": "]]>", "comment": "-->", "pi": "?>"}
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
# Feeds that forget to escape their HTML leave these open.
_NEVER_CLOSED = frozenset(("br", "hr", "img", "p", "li", "input", "meta"))


def fault(xml: str) -> str:
    """Why `xml` must not be parsed, as what the feed does; "" if it may."""
    what = _too_many(xml) or _too_deep(xml)
    return f"the feed {what}, which can be a trap" if what else ""


def _too_many(xml: str) -> str:
    lower = xml.lower() if "<!" in xml else ""
    if "<!doctype" in lower and "<!entity" in lower:
        return "defines XML entities of its own"
    if xml.count("&") > MOST_ENTITIES:
        return f"has more than {MOST_ENTITIES:,} entities"
    if _categories(xml) > MOST_CATEGORIES:
        return f"has an entry of more than {MOST_CATEGORIES:,} categories"
    return ""


def _too_deep(xml: str) -> str:
    """What is wrong with the tags, one by one."""
    opened: list[str] = []
    unclosed: set[str] = set()
    done = tags = 0
    broken = False
    while token := _TOKEN.search(xml, done):
        # Inside a tag that was left open, CDATA is only a strange attribute.
        inside = broken and token["cdata"]
        done = token.end() if inside else _end(xml, token, unclosed)
        broken = bool(inside or (token["name"] and xml[done : done + 1] != ">"))
        # A sloppier parser ends comments earlier: what looks like a tag in them counts.
        tags += 1 if token["cdata"] else xml.count("<", token.start(), done)
        if why := _too_much(token, tags, opened):
            return why
    return ""


def _categories(xml: str) -> int:
    """How many the entry with the most of them has."""
    most = count = 0
    for tag in _CATEGORY.finditer(xml):
        count = 0 if tag["entry"] else count + 1
        most = max(most, count)
    return most


def _end(xml: str, token: re.Match[str], unclosed: set[str]) -> int:
    """Where the token ends; one of those in `unclosed` ends nowhere, and is passed over."""
    kind = next((kind for kind in _CLOSERS if token[kind] and kind not in unclosed), None)
    if kind is None:
        return token.end()
    close = xml.find(_CLOSERS[kind], token.end())
    if close < 0:
        unclosed.add(kind)
        return token.end()
    return close + len(_CLOSERS[kind])


def _too_much(tag: re.Match[str], tags: int, opened: list[str]) -> str:
    if tags > MOST_TAGS:
        return f"has more than {MOST_TAGS:,} tags"
    if not tag["name"]:
        return ""
    if len(tag["name"]) > LONGEST_NAME:
        return "has a tag with a name without end"
    if _attributes(tag["rest"]) > MOST_ATTRIBUTES:
        return f"has a tag with more than {MOST_ATTRIBUTES} attributes"
    _walk(tag, opened)
    return f"nests more than {MOST_DEPTH} tags" if len(opened) > MOST_DEPTH else ""


def _attributes(rest: str) -> int:
    """At least as many as there are; quotes and "=" each begin one at most."""
    if len(rest) <= 2 * MOST_ATTRIBUTES:
        return 0
    bare = _QUOTED.sub('""', rest)
    return max(bare.count("="), bare.count('""'), len(bare.replace("=", " = ").split()) // 3)


def _walk(tag: re.Match[str], opened: list[str]) -> None:
    """`opened` with or without this tag; an end tag also closes what was left open inside."""
    name = tag["name"]
    if tag["end"]:
        if name in opened:
            while opened.pop() != name:
                pass
    elif not tag["rest"].endswith("/") and name.lower() not in _NEVER_CLOSED:
        opened.append(name)
