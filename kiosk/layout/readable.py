"""Characters from anywhere made ones that a reader knows and a font has.

Dressed-up letters become plain ones; what no font has stays only where a reader would miss it.
"""

import unicodedata
from functools import lru_cache

from kiosk.glyphs import leaves_a_box, pictured
from kiosk.regex import regex

# What stands for what no font has: hyphens, signs for the emoji that say something, the brackets
# and rules that people decorate a post with.
_INSTEAD = {
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("─━", "—"),
    **dict.fromkeys("│┃║", "|"),
    **dict.fromkeys("📧📨📩", "✉"),
    **dict.fromkeys("📞📱📲", "☎"),
    **dict.fromkeys("⬤🔴🔵🟠🟡🟢🟣🟤", "●"),
    **dict.fromkeys("🔶🔷🔸🔹", "◆"),
    **dict.fromkeys("❗❕", "!"),
    **dict.fromkeys("❓❔", "?"),
    **dict.fromkeys("⭐🌟", "★"),
    **dict(zip("═◊✅❌❎➕➖➗⬛⬜🔺🔻👈👉👆👇", "=◇✔✘☒+−÷■□▲▼☜☞↑↓", strict=True)),
    **dict(zip("➀➁➂➃➄➅➆➇➈➉", "①②③④⑤⑥⑦⑧⑨⑩", strict=True)),
    **dict(zip("➊➋➌➍➎➏➐➑➒➓", "❶❷❸❹❺❻❼❽❾❿", strict=True)),
    **dict(zip("、。・〜【】〔〕「」『』《》〈〉", ",.·~[]()“”“”«»‹›", strict=True)),
    "🔟": "10",
    "\N{OBJECT REPLACEMENT CHARACTER}": "",
}
# Letters and signs of Latin script, which every font of ours has.
_LATIN = regex(r"[ -~\u00a1-\u00ac\u00ae-\u024f\u1ea0-\u1ef9–—‘’“”…]*")
# "ﬀ" to "ﬆ": two letters in one, which fonts have and nobody can search for.
_LIGATURES = regex("[\ufb00-\ufb06]")
_MOST_MARKS = 2
# So many letters of a script that no font has tell that something is missing.
_MOST_BOXES = 3
_BOXES = regex("b(?:[mos]*b)*m*")
_ORNAMENTS_BETWEEN = regex("(?<=[blm])o+(?=[bl])")


def is_latin(text: str) -> bool:
    """Whether there is nothing in a text but what every font of ours has."""
    return bool(_LATIN.fullmatch(text))


def known(text: str) -> str:
    """Every character as one that a font has, where one says the same; NFC.

    Controls and format characters are gone, spaces are plain, marks stand on letters, no more
    than two on each.
    """
    return _well_marked(unicodedata.normalize("NFC", "".join(map(_known, text))))


def shortened(text: str) -> str:
    """A text in which no more than three letters in a row, words or one, are of no font.

    They stand as hollow boxes, and many of them say no more than three do.
    """
    kinds = _kinds(text)
    kept, end = "", 0
    for run in _BOXES.finditer(kinds):
        at = [n for n in range(*run.span()) if kinds[n] == "b"]
        stop = at[_MOST_BOXES - 1] + 1 if len(at) > _MOST_BOXES else run.end()
        kept += text[end : run.start()] + text[run.start() : stop]
        end = run.end()
    return kept + text[end:]


def closed_up(text: str) -> str:
    """A text whose ornaments that no font has stand at words and leave no gap of their own.

    They have neither picture nor width; the report names them. A text of nothing else is empty.
    """
    words: list[str] = []
    before = ""
    for word in text.split():
        if set(_kinds(word)) != {"o"}:
            words.append(before + _parted(word))
            before = ""
        elif words:
            words[-1] += word
        else:
            before += word
    return " ".join(words)


def _parted(word: str) -> str:
    """A word in two where an ornament stood for the space."""
    parts, end = [], 0
    for found in _ORNAMENTS_BETWEEN.finditer(_kinds(word)):
        parts.append(word[end : found.end()])
        end = found.end()
    return " ".join([*parts, word[end:]])


def _kinds(text: str) -> str:
    return "".join(map(_kind, text))


@lru_cache(maxsize=512)
def _kind(letter: str) -> str:
    """A character's kind: mark, letter, sign or space; of no font: box, ornament."""
    category = unicodedata.category(letter)
    if category[0] == "M":
        return "m"
    if category[0] != "Z" and not pictured(letter):
        return "b" if leaves_a_box(letter) else "o"
    return "l" if category[0] in "LN" else "s"


@lru_cache(maxsize=512)
def _known(letter: str) -> str:
    """What of a character can be set: itself, what says the same, a space, or nothing."""
    if letter in _INSTEAD:
        return _INSTEAD[letter]
    category = unicodedata.category(letter)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    if category in ("Cc", "Co", "Zs", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Me") or "VARIATION SELECTOR" in unicodedata.name(letter, ""):
        return ""
    return letter if pictured(letter) and not _LIGATURES.match(letter) else _undressed(letter)


def _undressed(letter: str) -> str:
    """The plain letters of one that is bold, wide, circled or joined, if a font has them."""
    form, *points = unicodedata.decomposition(letter).split() or [""]
    plain = "".join(_known(chr(int(point, 16))) for point in points)
    if not (form.startswith("<") and plain and all(map(pictured, plain))):
        return letter
    return f"({plain})" if form == "<circle>" and plain.isdecimal() else plain


def _well_marked(text: str) -> str:
    """A text without marks that stand on nothing, or as more than two on one letter."""
    kept, room = [], 0
    for letter in text:
        kind = _kind(letter)
        if kind != "m":
            room = 0 if kind == "o" or letter == " " else _MOST_MARKS
        elif room:
            room -= 1
        else:
            continue
        kept.append(letter)
    return "".join(kept)
