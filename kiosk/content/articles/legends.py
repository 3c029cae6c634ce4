"""What stands under a photograph: the caption, said once, and who took it."""

import re

from kiosk.content.words.text import fold, plain

LONGEST_CAPTION = 600
LONGEST_CREDIT = 80
_SHORTEST_ALT = 8

_WHO = r"[^\W\d_][^:()\n]{1,60}?"
_ILLUSTRATION = r"(?:ảnh|hình|tranh)(?: minh h[oọ][aạ]| tư liệu| chụp(?: màn hình)?)?"
_CREDIT = re.compile(
    rf"(?:^|[\s.,;(\[–—-]|(?<=[.)]))(?:\(\s*)?(?P<kind>{_ILLUSTRATION}|nguồn(?: ảnh)?|đồ họa"
    rf"|photo(?: by)?"
    rf"|foto|bild|quelle|(?:image )?credits?|picture|image)\s*:\s*(?P<who>{_WHO})\s*[)\].]*\s*$",
    re.IGNORECASE,
)
_ONLY_CREDIT = re.compile(r"^\(?\s*ảnh\s*:\s*(?P<who>[^()]{2,60}?)\s*\)?\.?$", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r".*(?:ảnh|hình|image|photo|img|picture) ?\d{0,3}\.?|.*\.(?:jpe?g|png|webp|gif|heic|bmp)"
    r"|[\W\d_]*"
    r"|(?:dsc|img|image|photo|screenshot|ảnh chụp màn hình|ảnh màn hình|z)[\W_]?\d.*"
    r"|(?:avatar|avt|logo|icon|thumb(?:nail)?|ảnh minh họa|no alt.*|alt|image|photo|picture)",
    re.IGNORECASE | re.DOTALL,
)
_JOINTS = " \t.,;:–—-(["


def caption_and_credit(text: str) -> tuple[str, str]:
    """`text` as caption and the name of the photographer or agency, "" where it names none.

    "Một góc chợ. Ảnh: Lan Anh" and "Một góc chợ (Ảnh: Lan Anh)." name one; a doubled caption
    ("Quang cảnh Quang cảnh") is said once.
    """
    caption = undoubled(plain(text, LONGEST_CAPTION))
    found = _CREDIT.search(caption)
    if not found or len(found["who"]) > LONGEST_CREDIT or not found["who"][0].isupper():
        return caption, ""
    head = caption[: found.start()].rstrip(_JOINTS)
    if found.start() and caption[found.start()] in ".!?…":
        head += caption[found.start()]
    elif head and caption[len(head) : len(head) + 1] in (".", "…"):
        head += caption[len(head)]
    kind = found["kind"]
    if " " in kind and kind.lower().startswith(("ảnh", "hình")) and not head:
        head = kind
    return head, found["who"].strip(" .")


def undoubled(text: str) -> str:
    """`text` once, if it is the same words twice."""
    middle = len(text) // 2
    for joint in (" ", " - ", ". ", ""):
        half, rest = text[: middle - len(joint) // 2 + 1].strip(), text
        if half and rest in (f"{half}{joint}{half}", f"{half}{joint}{half}."):
            return half
    words = text.split()
    n = len(words) // 2
    if n and len(words) % 2 == 0 and fold(" ".join(words[:n])) == fold(" ".join(words[n:])):
        return " ".join(words[:n])
    return text


def alt_caption(alt: str, titles: frozenset[str]) -> str:
    """`alt` if it describes the picture; "" for "… - Ảnh 1.", file names and the page's own title.

    `titles` are folded.
    """
    said = plain(alt, LONGEST_CAPTION)
    if len(said) < _SHORTEST_ALT or _PLACEHOLDER.fullmatch(said) or " " not in said:
        return ""
    folded = fold(said)
    return "" if any(folded in title or title in folded for title in titles if title) else said
