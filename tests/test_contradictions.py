"""Layouts each of whose values is right by itself, and that can't be meant together."""

from pathlib import Path

import pytest

from kiosk.errors import LayoutError
from kiosk.layout.spec import load

PAGE = '''\
[page]
shape = "landscape"
least = "120 x 70 mm"
margin = "4 mm"
gap = ["2 mm", "4 mm"]
columns = ["1fr", "30 mm"]
rows = ["auto", "1fr", "10 mm"]
areas = """
  headline headline
  words    side
  foot     side
"""

[region.headline]
kind = "text"
text = "{title}"
font = "headline 18 pt"

[region.words]
kind = "rule"

[region.side]
kind = "rule"

[region.foot]
kind = "text"
text = "{published}"
font = "small 11.5 pt"
'''
GOES_ON = {
    "body": 'font = "text 14 pt"',
    "notices": 'font = "text 14 pt"\ntitle_font = "strong 16 pt"',
    "urgent": 'font = "text 14 pt"\ntitle_font = "headline 18 pt"\nband_font = "headline 30 pt"\n'
    'again_font = "headline 16 pt"',
    "table": 'font = "text 14 pt"\ntitle_font = "headline 18 pt"',
    "service": "",
    "poster": "",
}
TEXT = 'kind = "text"\ntext = "{title}"\nfont = "headline 18 pt"\n'
LIST = 'kind = "list"\ntext = "{title}"\nfont = "strong 14 pt"\nstories = "2..3"\n'


def complaint(folder: Path, words: str) -> LayoutError:
    path = folder / "tin.landscape.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(LayoutError) as caught:
        load(path)
    return caught.value


def with_words(region: str) -> str:
    return PAGE.replace('kind = "rule"\n', region, 1)


def test_the_page_is_right_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "tin.landscape.toml"
    path.write_text(PAGE, encoding="utf-8")
    assert set(load(path).regions) == {"headline", "words", "side", "foot"}


@pytest.mark.parametrize("kind", GOES_ON)
@pytest.mark.parametrize("on", ["first", "next"])
def test_what_goes_on_stands_on_every_frame(tmp_path: Path, kind: str, on: str) -> None:
    """On some frames alone it would lose what falls on the others."""
    said = complaint(tmp_path, with_words(f'kind = "{kind}"\non = "{on}"\n{GOES_ON[kind]}\n'))
    assert (said.problem.line, said.region, said.key) == (21, "words", "region.words.on")
    assert f'can\'t be "{on}" here: this region goes on from frame to frame' in str(said)
    assert str(said).endswith("take it out.")


@pytest.mark.parametrize(
    ("region", "line", "key", "says"),
    [
        (TEXT + 'ground = "ink"\n', 23, "ground", 'write ink = "paper", or another ground'),
        (TEXT + 'ink = "paper"\n', 23, "ink", 'in "paper" on "paper"'),
        (TEXT + 'ink = "accent"\nground = "accent"\n', 24, "ground", "where nobody sees them"),
        (TEXT + "lines = 2\nleast_lines = 3\n", 24, "least_lines", "make it 2 or less"),
        (TEXT + 'most = "4 mm"\n', 23, "most", "lower than a line of 18 pt; make it at least 5.7"),
        ('kind = "box"\ntext = "a"\nfont = "text 14 pt"\nlines = 1\nleast_lines = 2\n', 24,
         "least_lines", "at least 2 lines where “lines” allows 1"),
        (LIST + "least_entries = 4\n", 24, "least_entries", "“stories” names 2; make it 2 or less"),
        ('kind = "body"\nfont = "text 14 pt"\ncolumn = "8 mm"\n', 22, "column",
         "8 mm, too narrow for words of 14 pt; make it at least 30 mm"),
        ('kind = "photo"\nratio = "3:2"\nwidest = "1:1"\n', 22, "widest",
         "narrower than “ratio”: 1 and 1.5 to 1"),
        ('kind = "qr"\ndata = "{link}"\nsize = 0\n', 22, "size", "write the side of the code"),
    ],
)  # fmt: skip
def test_options_of_a_region_that_contradict_each_other(
    tmp_path: Path, region: str, line: int, key: str, says: str
) -> None:
    said = complaint(tmp_path, with_words(region))
    assert (said.problem.line, said.key) == (line, f"region.words.{key}")
    assert says in str(said)


@pytest.mark.parametrize(
    ("right", "wrong", "line", "key", "says"),
    [
        ('"30 mm"]', '"110 mm"]', 6, "columns",
         "take 122 mm with gaps and margins, and the smallest board that “least” allows is 120 mm"),
        ('"10 mm"]', '"58 mm"]', 7, "rows", "take 70 mm with gaps and margins"),
        ('["1fr", "30 mm"]', '["1fr", "0fr"]', 6, "columns", "give “side” no room"),
        ('["1fr", "30 mm"]', '["1fr", 0]', 6, "columns", "write more than 0 there"),
        ('"1fr", "10 mm"]', '"1fr", 0]', 7, "rows", "give “foot” no room"),
        ('"10 mm"]', '"3 mm"]', 7, "rows",
         'give “foot” 3 mm, and a line of 11.5 pt needs 3.7 mm; write that, or "auto"'),
    ],
)  # fmt: skip
def test_tracks_that_leave_no_room(
    tmp_path: Path, right: str, wrong: str, line: int, key: str, says: str
) -> None:
    assert right in PAGE
    said = complaint(tmp_path, PAGE.replace(right, wrong))
    assert (said.problem.line, said.key) == (line, f"page.{key}")
    assert says in str(said)
    assert str(said).startswith(str(tmp_path / "tin.landscape.toml"))
