"""What people write who know no TOML, and what they are told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.toml import TomlError, parse

PATH = Path("news.landscape.toml")


def complaint(words: str) -> TomlError:
    with pytest.raises(TomlError) as caught:
        parse(PATH, words)
    return caught.value


@pytest.mark.parametrize(
    ("words", "line", "says"),
    [
        ("a = 1\nkind = “text”\n", 2, '“ is no quote here; write straight ones: "…"'),
        ("kind = ‘text’\n", 1, "‘ is no quote here"),
        ("columns = [“2fr”]\n", 1, "“ is no quote here"),
        ("kind\u00a0= 1\n", 1, "there is a space of another kind (U+00A0)"),
        ("balance = True\n", 1, "write balance = true, in small letters"),
        ("balance = không  # để thường\n", 1, "write balance = false"),
        ("kind = text\n", 1, 'text stands in quotes: kind = "text"'),
        ("margin = 3 mm\n", 1, 'text stands in quotes: margin = "3 mm"'),
        ('kind = text"\n', 1, 'text stands in quotes: kind = "text"'),
        ("lines = 3,5\n", 1, "a number has a point, not a comma: lines = 3.5"),
        ("lines = 03\n", 1, "a number begins with no 0: lines = 3"),
        ("lines =\nfont = 1\n", 1, "lines has no value; write one after ="),
        ('text = "Tin\nfont = "a"\n', 1, 'the text has no end; close it with "'),
        ("text = 'Tin\n", 1, "the text that begins here has no end; write ' after it"),
        ("text = '''Tin\n", 1, "the text that begins here has no end; write ' after it"),
        ('text = "Tin "mới" đây"\n', 1, "none of the same quotes in it; write “ and ” there"),
        ('text = "Tin" mới\n', 1, "take out what stands behind the text: mới"),
        ('areas = "\n a b\n"\n', 1, "a text of several lines stands between"),
        ('x = 1\nareas = """\n a b\n\n[region.a]\n', 2, "the text that begins here has no end"),
        ('file = "C:\\anh\\logo.png"\n', 1, "write / instead of \\ in the name of a file"),
        ("columns = [50%, 50%]\n", 1, 'a share is written in quotes as "1fr", not in percent'),
        ("gap = [2 mm, 3 mm]\n", 1, 'lengths and shares stand in quotes: "2 mm"'),
        ('columns = ["2fr" "1fr"]\n', 1, "write a comma between the values of a list"),
        ('x = 1\ncolumns = ["2fr", "1fr"\nrows = []\n', 2, "the list that begins here has no end"),
        ("rows = [auto, 1fr]\n", 1, 'text in a list stands in quotes: "auto"'),
        ('rows = ["auto", 1fr]\n', 1, 'lengths and shares stand in quotes: "1fr"'),
        ('rows = [\n  "1fr",\n  auto,\n]\n', 3, 'text in a list stands in quotes: "auto"'),
        ("requires = [photo]  # có ảnh\n", 1, 'text in a list stands in quotes: "photo"'),
        ("x = {a = 1\n", 1, "the table that begins here has no end; close it with }"),
        ('[region.a\nkind = "text"\n', 1, "close the table's name with ]: [region.a]"),
        ("[region.a b]\n", 1, "a table's name has no spaces: [region.a-b]"),
        ("[region.a]]\n", 1, "between one [ and one ]: [region.a]"),
        ("[region.foot]\n[region.foot]\n", 2, "[region.foot] stands twice; give one of them an"),
        ("lines = 1\nlines = 2\n", 2, "lines stands twice and would overwrite what is above"),
        ('kind: "text"\n', 1, 'write = after a key: kind = "text"'),
        ("rows: [1]\n", 1, "write = after a key: rows = [1]"),
        ('kind "text"\n', 1, "write = between a key and its value"),
        ("kiểu = 1\n", 1, "“kiểu” is no key; keys are written in letters from a to z"),
        ("lines = 1 font = 2\n", 1, "write each key on a line of its own"),
        ('kind = "text" font = 2\n', 1, "write each key on a line of its own"),
        ("lines = 1;\n", 1, "take out the “;” at its end"),
        ("lines = 1,\n", 1, "take out the “,” at its end"),
        ("// Trang tin\n", 1, "a comment begins with #, not with //"),
        ("lines = 1 // hàng\n", 1, "a comment begins with #, not with //"),
        ("-- Trang tin\n", 1, "a comment begins with #, not with --"),
    ],
)
def test_what_is_no_toml_is_guessed_at(words: str, line: int, says: str) -> None:
    error = complaint(words)
    assert error.problem.line == line
    assert error.problem.says.startswith("this is not TOML: ")
    assert says in error.problem.says
    assert error.problem.says.endswith(".")


@given(st.text("ab =[]{}\"'“.,:;#\\%12\n\t\u00a0", max_size=40))
def test_whatever_is_written_is_read_or_said_in_a_sentence(words: str) -> None:
    try:
        parse(PATH, words)
    except TomlError as error:
        problem = error.problem
    else:
        return
    assert problem.says.startswith(("this is not TOML", "this key has more dots"))
    assert problem.says.endswith(".")
    assert 0 <= problem.line <= words.count("\n") + 1
