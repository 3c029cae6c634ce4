"""The pages that everybody draws: panels, words, sizes, and how our own board is told of them."""

# ruff: noqa: INP001 (part of a script)

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "fonts"
SAMPLE_PHOTO = ROOT / "kiosk/sample/portal/photos/portrait-nasa.jpg"
URL = "http://127.0.0.1:9/feed.xml"
PHOTO_URL = "http://127.0.0.1:9/photo.jpg"
BOARD = "UBND Phường Bến Sen"
TITLE = "Thư viện phường mở triển lãm ảnh phi hành gia"
CAPTION = "Chân dung phi hành gia Eileen Collins tại triển lãm"
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

_SETTINGS = """
[board]
name = "{board}"
viewing_distance = "0.6 m"
[[source]]
kind = "feed"
url = "{url}"
[panel]
model = "{panel}"
{more}
[programme]
pages = ["page"]
"""
# Small type, as people choose it for a browser, or the words would not go on 800x480.
_LAYOUT = """
[page]
shape   = "landscape"
margin  = "3 mm"
gap     = ["1.5 mm", "4 mm"]
columns = ["1fr", "1fr"]
rows    = ["auto", "auto", "auto", "1fr"]
areas   = \"\"\"
  masthead  date
  headline  headline
  rule      rule
  body      body
\"\"\"
[region.masthead]
kind = "text"
text = "{{board}}"
font = "strong {small} pt"
[region.date]
kind = "date"
font = "small {small} pt"
align = "right"
[region.headline]
kind = "text"
text = "{{title}}"
font = "headline {headline} pt"
[region.rule]
kind = "rule"
thickness = "0.5 mm"
[region.body]
kind = "body"
font = "text {text} pt"
lead_font = "text {text} pt"
caption_font = "small {small} pt"
column = "{column} mm"
column_gap = "4 mm"
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One page on one panel: `letters` of body (spaces are counted) and a `photo` or none.

    `small`, `headline` and `text` are sizes in points, `column` is the least width in mm.
    The text pages have some 264 and 748 words.
    """

    name: str
    says: str
    panel: str
    letters: int
    photo: str
    small: float
    headline: float
    text: float
    column: float

    @property
    def size(self) -> tuple[int, int]:
        """In pixels."""
        return (1872, 1404) if self.panel == _IT8951 else (800, 480)

    def settings(self) -> str:
        """The board's kiosk.toml."""
        more = 'vcom = "-1.50 V"' if "it8951" in self.panel else ""
        return _SETTINGS.format(board=BOARD, url=URL, panel=self.panel, more=more)

    def layout(self) -> str:
        """The page in letters."""
        sizes = {name: getattr(self, name) for name in ("small", "headline", "text", "column")}
        return _LAYOUT.format(**sizes)


_E6, _UC8179, _IT8951 = "waveshare-7in3-e6", "waveshare-7in5-v2", "waveshare-10in3-it8951"
CASES = (
    Case("news-mono", "news, 800×480, one bit", _UC8179, 1000, "photo", 8, 14.5, 8, 70),
    Case("news-inks", "news, 800×480, six inks", _E6, 1000, "photo", 8, 14.5, 8, 70),
    Case("news-grey", "news, 1872×1404, sixteen greys", _IT8951, 1000, "photo", 8, 22, 13, 80),
    Case("text-mono", "text, 800×480, one bit", _UC8179, 1180, "", 8, 15, 9, 70),
    Case("text-inks", "text, 800×480, six inks", _E6, 1180, "", 8, 15, 9, 70),
    Case("text-grey", "text, 1872×1404, sixteen greys", _IT8951, 3272, "", 8, 22, 8.6, 60),
)


def cut(paragraphs: tuple[str, ...], letters: int) -> tuple[str, ...]:
    """The first so many letters of running text, ending with a whole word."""
    taken, left = list[str](), letters
    for text in paragraphs:
        if len(text) > left:
            return (*taken, text[: left - 1].rsplit(" ", 1)[0].rstrip(",;:.") + ".")
        taken.append(text)
        left -= len(text)
    return tuple(taken)
