"""What stands between two spaces of a text, looked at once: its letters, its marks, its figures."""

from collections.abc import Sequence

from msgspec import Struct

from kiosk.regex import regex

_BEFORE = "“‘«([{\"'"
_STOPS = frozenset(".,;:")
_ENDING = frozenset(".:!?…")
_BEHIND = "”’»)]}\"',;:!?…"
# Academic and medical degrees, honours and callings of that kind: “PGS.TS.”, “BS.CKII”.
_A_DEGREE = (
    "gs|pgs|tskh|ts|ths|bs|ds|bscki|bsckii|bsck1|bsck2|cki|ckii|ck1|ck2|ks|kts|ngnd|ngưt|nsnd|nsưt"
)
# Shorter ones, which stand for other things as well.
_DOTTED_DEGREE = "cn|ls|đd|ys"
# Of all degrees those that have no mark but a stop behind them.
DEGREES = frozenset(_A_DEGREE.split("|")) | {
    f"{one}." for one in f"{_A_DEGREE}|{_DOTTED_DEGREE}".split("|")
}
_DEGREES = regex(
    rf"(?:(?:{_A_DEGREE})(?:[.,/-](?:{_A_DEGREE}|{_DOTTED_DEGREE}))*\.?"
    rf"|(?:{_DOTTED_DEGREE})\.(?:(?:{_A_DEGREE}|{_DOTTED_DEGREE})\.?)*)"
)
_ABBREVIATED = regex(r"(?:q|p|f|kp|tp|tx|tt|đ/c)\.")
_INITIAL = regex(r"[A-ZĐ]\.")
_FIGURE = r"\d[\d.,]*"
_AMOUNT = regex(rf"{_FIGURE}(?:[–/-]{_FIGURE})?%?")
_DATE = regex(r"(?:.*[–-])?(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?:/\d{2,4})?(?:[–-].*)?")
_HOUR = r"\d{1,2}(?::\d\d|[hg]\d{0,2})"
# Also the end of a span: “28/11–04:00”.
_CLOCK = regex(rf"(?:.*[–-])?{_HOUR}")
# No “3.000”, which is an amount.
_CODE = regex(r"(?!\d{1,3}\.\d{3})[A-ZĐ]{0,4}\d[\w./–-]*")
_ROMAN = regex(r"[IVXLC]+")


FIGURES, CAPITALS, MARKS, NUMBERED = 1, 2, 4, 8
ALL_LOOKS = FIGURES | CAPITALS | MARKS | NUMBERED


class Syllable(Struct, frozen=True):
    """A word between spaces; `core` is what is left of it without the marks around it."""

    text: str
    core: str
    low: str
    opens: bool  # a mark stands before it
    stops: bool  # a mark stands behind it
    sentence: bool  # and that mark ends a sentence or opens one
    amount: bool
    date: bool
    clock: bool
    numbered: bool  # it can be a label's number: figures, "15A", "XII"
    capital: bool
    acronym: bool
    looks: int  # what it has beside letters in lower case: FIGURES, CAPITALS, … together

    @property
    def plain(self) -> bool:
        """Lower-case letters only."""
        return self.core.isalpha() and self.core.islower()

    @property
    def degree(self) -> bool:
        """“PGS.TS.”, “BS.CKII”."""
        return bool(_DEGREES.fullmatch(self.low))


_NOTHING_ELSE = (False,) * 9
Words = Sequence[Syllable]


def vocabulary(text: str) -> frozenset[str]:
    return frozenset(text.split())


def pairs(text: str) -> frozenset[tuple[str, str]]:
    first, second = text.split()[::2], text.split()[1::2]
    return frozenset(zip(first, second, strict=True))


def syllable(text: str, *, loud: bool = False) -> Syllable:
    """The look of a word; in a `loud` text, one in capitals, a capital tells nothing."""
    looks = _looks(text)
    if not looks and text.isalpha():  # most are nothing but letters
        return Syllable(text, text, text, *_NOTHING_ELSE, looks)
    core = text.lstrip(_BEFORE).rstrip(_BEHIND)
    if core.endswith(".") and not _abbreviated(core):
        core = core.rstrip(".")
    behind = text[text.find(core) + len(core) :]
    figures = not core.isalpha()
    date = figures and bool(_DATE.fullmatch(core))
    numbered = bool((figures and _CODE.fullmatch(core)) or _ROMAN.fullmatch(core))
    acronym = len(core) > 1 and core.isupper() and core.replace("-", "").isalpha()
    return Syllable(
        text=text,
        core=core,
        low=core.lower(),
        opens=text[:1] != core[:1],
        stops=bool(behind),
        sentence=not _ENDING.isdisjoint(behind),
        amount=figures and not date and bool(_AMOUNT.fullmatch(_behind_slash(core))),
        date=date,
        clock=figures and bool(_CLOCK.fullmatch(core)),
        numbered=numbered,
        capital=not loud and core[:1].isupper() and not acronym,
        acronym=not loud and acronym,
        looks=looks | (NUMBERED if numbered else 0),
    )


def _looks(text: str) -> int:
    """One of ".,;:" behind two letters or more is as good as nothing, but not in “IV.”."""
    stopped = text[-1:] in _STOPS and len(text) > len("a.") and not _ROMAN.fullmatch(text[:-1])
    letters = text[:-1] if stopped else text
    capitals = 0 if letters == letters.lower() else CAPITALS
    if letters.isalpha():
        return capitals
    figures = FIGURES if any(map(str.isdigit, letters)) else 0
    return capitals | figures | (0 if letters.isalnum() else MARKS)


def _abbreviated(core: str) -> bool:
    low = core.lower()
    return bool(_ABBREVIATED.fullmatch(low) or _DEGREES.fullmatch(low) or _INITIAL.fullmatch(core))


def _behind_slash(core: str) -> str:
    """The “1,5” of “rác/1,5”."""
    first, _, rest = core.rpartition("/")
    return rest if first.isalpha() else core
