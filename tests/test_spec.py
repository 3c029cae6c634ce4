"""Layout files: what they come to, and every way to get one wrong."""

from pathlib import Path

import pytest

from kiosk.errors import LayoutError
from kiosk.files import shipped
from kiosk.layout.library import library
from kiosk.layout.plan import Area, Track, parse_areas
from kiosk.layout.regions import KINDS
from kiosk.layout.regions.text import TextRegion
from kiosk.layout.spec import Layout, load
from kiosk.layout.type import Type

GOOD = '''\
requires = ["photo"]

[page]
shape = "landscape"
least = "130 x 75 mm"
margin = "3 mm"
gap = ["2 mm", "3 mm"]
columns = ["2fr", "20 mm"]
rows = ["auto", "1fr"]
areas = """
  headline headline
  .        code
"""

[region.headline]
kind = "text"
text = "{title}"
font = "headline 20..34 pt"
lines = 3

[region.code]
kind = "qr"
data = "{link}"
size = "20 mm"
'''


def loaded(folder: Path, words: str, name: str = "tin.landscape.toml") -> Layout:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return load(path)


def test_a_layout_is_read(tmp_path: Path) -> None:
    layout = loaded(tmp_path, GOOD)
    assert (layout.page, layout.name, layout.shape) == ("tin", "tin.landscape", "landscape")
    assert (layout.least, layout.margin, layout.gap) == ((130.0, 75.0), 3.0, (2.0, 3.0))
    assert layout.requires == ("photo",)
    assert layout.columns == (Track("fr", 2), Track("mm", 20))
    assert layout.rows == (Track("auto"), Track("fr", 1))
    assert layout.areas == {"headline": Area(0, 1, 0, 2), "code": Area(1, 2, 1, 2)}
    headline = layout.regions["headline"]
    assert isinstance(headline, TextRegion)
    assert (headline.font, headline.lines) == (Type("headline", 20, 34), 3)


@pytest.mark.parametrize(
    ("right", "wrong", "line", "region", "key", "says"),
    [
        ('["photo"]', '["foto"]', 1, "", "requires", 'did you mean "photo"?'),
        ('shape = "landscape"\n', "", 3, "", "page.shape", "is missing; write it here."),
        ('"landscape"', '"wide"', 4, "", "page.shape", 'must be "landscape" or "portrait"'),
        ('"130 x 75 mm"', '"130 mm"', 5, "", "page.least", 'must be a size as "130 x 75 mm"'),
        ('margin = "3 mm"', "margin = 3", 6, "", "page.margin", 'as "3 mm" or "11.5 pt", not 3'),
        ('margin = "3 mm"', 'margn = "3 mm"', 6, "", "page.margn", 'did you mean "margin"?'),
        ('["2 mm", "3 mm"]', '["2 mm"]', 7, "", "page.gap", "must name two lengths"),
        ('["2fr", "20 mm"]', '["auto", "20 mm"]', 8, "", "page.columns", 'can\'t be "auto"'),
        ('["2fr", "20 mm"]', '["2fr", "20 px"]', 8, "", "page.columns", 'must be "auto", a share'),
        ('["2fr", "20 mm"]', '["99999999fr", "1fr"]', 8, "", "page.columns", "a share as"),
        ('["2fr", "20 mm"]', '["2fr"]', 10, "", "page.areas", "has 2 columns where “columns”"),
        ('["auto", "1fr"]', "[]", 9, "", "page.rows", "must name at least one row"),
        ('["auto", "1fr"]', '["auto"]', 10, "", "page.areas", "has 2 rows where “rows” names 1"),
        ("  .        code", "  code", 10, "", "page.areas", "has 1 cells in its row 2 and 2"),
        (".        code", "headline code", 10, "", "page.areas", "not one rectangle"),
        (".        code", "headlin code", 10, "", "page.areas", 'did you mean "headline"?'),
        (".        code", "xyz      code", 10, "", "page.areas", "write a table [region.xyz]"),
        (".        code", "Khung    code", 10, "", "page.areas", "a name is small letters"),
        (".        code", ".        .", 21, "code", "region.code", "is not drawn in page.areas"),
        ('kind = "qr"', 'kind = "qrcode"', 22, "code", "region.code.kind", 'must be "text"'),
        ('kind = "qr"\n', "", 21, "code", "region.code.kind", "is missing; write it here."),
        ('size = "20 mm"\n', "", 21, "code", "region.code.size", "is missing; write it here."),
        ("lines = 3", "lins = 3", 19, "headline", "region.headline.lins", 'did you mean "lines"?'),
        ("lines = 3", "lines = 0", 19, "headline", "region.headline.lines", "from 1 to 99, not 0"),
        ("{title}", "{tile}", 17, "headline", "region.headline.text", 'did you mean "title"?'),
        ("{title}", "{xyzzy}", 17, "headline", "region.headline.text", "known: {board}, {title}"),
        ("headline 20..34", "heading 20..34", 18, "headline", "region.headline.font", "did you"),
        ("20..34 pt", "34..20 pt", 18, "headline", "region.headline.font", "small to large"),
        ("20..34 pt", "20 px", 18, "headline", "region.headline.font", "must be a role and a size"),
        ("[region.code]", "[regions.code]", 21, "", "regions", 'did you mean "region"?'),
        ("lines = 3", "lines = ", 19, "", "", "this is not TOML"),
    ],
)
def test_what_is_wrong_has_its_place(
    tmp_path: Path, right: str, wrong: str, line: int, region: str, key: str, says: str
) -> None:
    assert GOOD.count(right) >= 1
    with pytest.raises(LayoutError) as caught:
        loaded(tmp_path, GOOD.replace(right, wrong, 1))
    error = caught.value
    assert (error.problem.line, error.region, error.key) == (line, region, key)
    assert says in str(error)
    assert str(error).startswith(str(tmp_path / "tin.landscape.toml"))


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ('kind = "qr"', 'kind = "qrcode"', 'did you mean "qr"?'),
        ("lines = 3", 'lines = "3"', "write 3 without quotes"),
        ("lines = 3", 'balance = "True"', "write true without quotes"),
        ("lines = 3", 'colour = "red"', "the known ones are align, balance, font"),
        ('kind = "qr"', 'Kind = "qr"', "is missing, for which “Kind” may stand"),
        ('"headline 20..34 pt"', '"Arial 20 pt"', "which chooses the font; a role is"),
        ('"headline 20..34 pt"', '"headline 34..20 pt"', 'did you mean "headline 20..34 pt"?'),
        ('"headline 20..34 pt"', '"headline 20 - 34"', 'did you mean "headline 20..34 pt"?'),
        ('"headline 20..34 pt"', '"20,5 px"', 'did you mean "text 20.5 pt"?'),
        ('"headline 20..34 pt"', '"headline to"', 'not "headline to".'),
        ('"3 mm"\n', "3\n", 'did you mean "3 mm"?'),
        ('"3 mm"\n', '"3,5 mm"\n', 'did you mean "3.5 mm"?'),
        ('"3 mm"\n', '"12 px"\n', "the units are mm, cm, pt"),
        ('"3 mm"\n', '"5%"\n', "the units are mm, cm, pt"),
        ('"3 mm"\n', '"-3 mm"\n', "it can't be negative"),
        ('["2 mm", "3 mm"]', '"2 mm"', 'between columns: ["2 mm", "2 mm"]'),
        ('["2 mm", "3 mm"]', "2", 'between columns: ["2 mm", "2 mm"]'),
        ('["2 mm", "3 mm"]', "true", 'between columns: ["2 mm", "3 mm"]'),
        ('["2fr", "20 mm"]', '["66%", "34%"]', 'did you mean "66fr"?'),
        ('["2fr", "20 mm"]', "[2, 1]", 'did you mean "2fr"?'),
        ('["auto", "1fr"]', '["Auto", "1fr"]', 'did you mean "auto"?'),
        ('"130 x 75 mm"', '"130 mm * 75 mm"', 'did you mean "130 x 75 mm"?'),
        ('["photo"]', '"photo"', 'did you mean ["photo"]?'),
        ("{title}", "{title", "a placeholder is written {title}"),
        ('"{title}"', '""', "is empty, so that nothing is shown"),
        (".        code", "-        code", "an empty cell is “.”"),
        (".        code", ".        code code", "has 3 cells in its row 2 and 2 in its first"),
        ("code\n", "code\n . .\n", "has 3 rows where “rows” names 2; name as many in both"),
        ("[region.code]", "[code]", "is a region; write its table as [region.code]"),
        ("[region.code]", "[[region.code]]", "write [region.code], once for each"),
        ("[region.headline]", "[region]", "a region's table bears its name: [region.NAME]"),
        ('requires = ["photo"]\n\n[page]', '[page]\nrequires = ["photo"]', "stands above the line"),
        ("[page]\n", "", "stands under the line [page]; move it there"),
        ("[region.code]", "[region.headline]", "[region.headline] stands twice"),
        ('"{title}"', "“{title}”", "“ is no quote here"),
        ("lines = 3", "balance = TRUE", "write balance = true, in small letters"),
    ],
)
def test_a_complaint_says_what_was_probably_meant(
    tmp_path: Path, right: str, wrong: str, says: str
) -> None:
    assert GOOD.count(right) >= 1
    with pytest.raises(LayoutError) as caught:
        loaded(tmp_path, GOOD.replace(right, wrong, 1))
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 'tin.landscape.toml'}, line ")


@pytest.mark.parametrize("areas", ["areas = []", "areas = ' '"])
def test_a_plan_is_a_drawing(tmp_path: Path, areas: str) -> None:
    drawing = GOOD[GOOD.index("areas =") : GOOD.index("[region.headline]")]
    with pytest.raises(LayoutError, match="must be a drawing between"):
        loaded(tmp_path, GOOD.replace(drawing, areas + "\n"))


def test_how_an_editor_saves_its_lines_is_no_matter(tmp_path: Path) -> None:
    plain = loaded(tmp_path, GOOD)
    windows = GOOD.replace("\n", "\r\n").replace("  .        code", "\t.\t\tcode")
    assert loaded(tmp_path, "\ufeff" + windows) == plain


def test_a_layout_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="this file can't be read"):
        load(tmp_path / "tin.toml")
    with pytest.raises(LayoutError, match=r"region\.a: belongs to no region"):
        loaded(tmp_path, GOOD.replace("[region.code]", "[region]\na = 5\n[region.code]"))


@pytest.mark.parametrize(
    ("drawing", "says"),
    [("", "at least one region"), ("a b\na", "has 1 cells"), ("a b\nb a", "not one rectangle"),
     ("a b a", "not one rectangle")],
)  # fmt: skip
def test_a_drawing_must_be_of_rectangles(drawing: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_areas(drawing)


def test_a_wards_file_hides_the_shipped_one(tmp_path: Path) -> None:
    shipped_ones = library([shipped("layouts")])
    loaded(tmp_path, GOOD, "news.landscape.toml")
    both = library([tmp_path, shipped("layouts"), tmp_path / "missing"])
    assert len(both) == len(shipped_ones)
    (own,) = [layout for layout in both if layout.path.name == "news.landscape.toml"]
    assert own.path.parent == tmp_path
    office = {"notices", "urgent", "table", "service", "poster"}
    own = {"image", "box"}
    news = {"text", "photo", "list", "rule", "date", "qr", "body"}
    assert set(KINDS) == news | office | own
