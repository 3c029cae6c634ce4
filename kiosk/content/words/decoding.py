"""Bytes as text, before any parser guesses: valid UTF-8 wins over what a feed or page declares."""

import codecs
import re

# The first bracket of a document in UTF-16 without its mark.
_LITTLE = re.compile(rb"(?:[ \t\r\n]\0){0,50}<\0")
_BIG = re.compile(rb"(?:\0[ \t\r\n]){0,50}\0<\0[^\0]")
_BLANK = b"\0 \t\r\n\x0b\x0c"
# HTML, 13.2.3.2 looks at 1024 bytes; portals put scripts before it.
_HEAD = 4096
_DECLARED = re.compile(
    rb"<(?:\?xml\b[^<>]{0,200}?encoding|meta\b[^<>]{0,200}?charset)"
    rb"""\s{0,9}=\s{0,9}["']?\s{0,9}([\w.-]{1,30})""",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.-]{1,30})""", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml[^>]{0,500}>")
# XML 1.0, 2.2: no other control may stand in a document.
_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A browser's view of XML pasted in, a warning of the server's: a line or two, not a page.
_PREAMBLE_AT_MOST = 1000
# Vietnamese in another codec is hardly ever valid UTF-8 by chance.
_VALID_FOR_EACH_BAD = 3

_CODECS = {
    "windows-1258": "cp1258",
    "cp1258": "cp1258",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "iso-8859-1": "cp1252",  # as browsers read it
    "latin1": "cp1252",
    "us-ascii": "utf-8",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}


def decode(body: bytes, content_type: str) -> str:
    """`body` as XML text without declaration, byte order mark, stray controls and preamble.

    Byte order mark, else UTF-8 if valid, else what the document or `content_type` declares if it
    is a codec that feeds are written in, else UTF-8. A bad byte costs its letter (U+FFFD).
    """
    text = _clean(body, content_type)
    start = text.find("<", 0, _PREAMBLE_AT_MOST)
    text = text[max(start, 0) :]
    declared = _DECLARATION.match(text)
    return text[declared.end() :].lstrip() if declared else text


def decode_html(body: bytes, content_type: str) -> str:
    """`body` as the text of a page, by the same rules; it declares its codec in a <meta>."""
    return _clean(body, content_type)


def _clean(body: bytes, content_type: str) -> str:
    return _NO_XML.sub("", _text(body, content_type)).lstrip("\ufeff \t\r\n")


def _text(body: bytes, content_type: str) -> str:
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace")
    body = body.lstrip(_BLANK).removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _repaired(body, _declared(body, content_type))


def _wide(body: bytes) -> str:
    """The UTF-16 that `body` is in by its mark, or by its first bracket; "" if it is not."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if _LITTLE.match(body):
        return "utf-16-le"
    return "utf-16-be" if _BIG.match(body) else ""


def _repaired(body: bytes, codec: str) -> str:
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    valid = sum(letter > "\x7f" for letter in text) - bad
    if codec == "utf-8" or valid >= bad * _VALID_FOR_EACH_BAD:
        return text
    return body.decode(codec, "replace")


def _declared(body: bytes, content_type: str) -> str:
    inside = _DECLARED.search(body[:_HEAD])
    outside = _CHARSET.search(content_type)
    names = (inside and inside[1].decode("ascii", "replace"), outside and outside[1])
    known = (_CODECS.get(name.lower()) for name in names if name)
    return next((codec for codec in known if codec), "utf-8")
