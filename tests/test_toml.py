"""TOML with line numbers, and complaints that a person can act on."""

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from kiosk import quantities as q
from kiosk.toml import Fields, TomlError, dotted, fields, key_lines, parse, read

SOURCES = dedent("""\
    # Bảng tin của phường
    [board]
    name = "UBND Phường Bến Sen"   # tên
    "viewing distance" = '0.6 m'

    [[source]]
    url = "http://portal.example/a.rss"
    include = [
      "Bến Sen",  # a = 1
      "[board]",
    ]
    every = "15 min"

    [[source]]
    kind = "feed"
    note = \"\"\"
    url = "not a key"
    [board]
    \"\"\"
    url = "http://portal.example/b.rss"

    [page.inner]
    a.b = 1
""")


def written(folder: Path, words: str | bytes) -> Path:
    path = folder / "kiosk.toml"
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return path


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("board",), 2), (("board", "name"), 3), (("board", "viewing distance"), 4),
        (("source", 0), 6), (("source", 0, "url"), 7), (("source", 0, "include"), 8),
        (("source", 0, "every"), 12), (("source", 1), 14), (("source", 1, "note"), 16),
        (("source", 1, "url"), 20), (("page", "inner"), 22), (("page", "inner", "a", "b"), 23),
        (("source", 1, "missing"), 14), (("board", "name", "deeper"), 3), (("nowhere",), 0),
    ],
    ids=str,
)  # fmt: skip
def test_every_key_has_its_line(tmp_path: Path, key: tuple[str | int, ...], line: int) -> None:
    assert read(written(tmp_path, SOURCES)).line(key) == line


@pytest.mark.parametrize(
    "words",
    [
        'areas = """\n a = 1\n"""\nb = 2',
        "areas = '''\n a = 1\n'''\nb = 2",
        "rows = [\n 1,\n]\nb = 2",
        'rows = ["a]",\n "x"]\n# more\nb = 2',
        "rows = [ # the first ]\n  1]\n\nb = 2",
        "deep = [[1, 2],\n [3]]\n\nb = 2",
        'areas = """one line"""\n\n\nb = 2',
    ],
)
def test_values_of_many_lines_hide_no_key(words: str) -> None:
    assert key_lines(words)["b",] == 4
    assert ("a",) not in key_lines(words)


@pytest.mark.parametrize("coded", ["utf-8-sig", "utf-8"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_marks_and_line_ends_of_other_systems_are_no_matter(
    tmp_path: Path, coded: str, ends: str
) -> None:
    document = read(written(tmp_path, SOURCES.replace("\n", ends).encode(coded)))
    assert document.values["board"]["name"] == "UBND Phường Bến Sen"
    assert document.line(("source", 1, "url")) == 20


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        ('name = "phường'.encode(), 1, "this is not TOML"),
        (b"[board]\nname = UBND\n", 2, 'stands in quotes: name = "UBND"'),
        (b'a = "x\x0by"\n', 1, "correct this line or the one above"),
        (b"a = 1\nb = 2\na = 3\n", 3, "overwrite"),
        (b"[board]\n[board]\n", 2, "twice"),
        ("[board]\nname = 'tên'".encode("utf-16"), 0, "not in UTF-8; save it again as UTF-8"),
        (b"\xff\xfe", 0, "not in UTF-8"),
        (
            "[board]\nname = 'tên'".encode("cp1258"),
            2,
            "byte 10 of this line (0xEA) is not in UTF-8",
        ),
    ],
    ids=["open quote", "no quotes", "control", "twice", "table twice", "UTF-16", "bytes", "1258"],
)
def test_what_is_no_toml_is_said(tmp_path: Path, data: bytes, line: int, says: str) -> None:
    with pytest.raises(TomlError) as caught:
        read(written(tmp_path, data))
    assert says in str(caught.value)
    assert caught.value.problem.line == line


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(TomlError, match=r"kiosk\.toml: this file can't be read \(No such file"):
        read(tmp_path / "kiosk.toml")


def taken(folder: Path, words: str) -> Fields:
    return fields(read(written(folder, dedent(words))))


def complaints(top: Fields) -> list[tuple[int, str, str]]:
    return [(one.line, one.key, one.says) for one in top.problems]


def test_right_values_are_taken_without_a_word(tmp_path: Path) -> None:
    top = taken(tmp_path, SOURCES)
    board = top.table("board")
    assert board.take("name", q.text, "") == "UBND Phường Bến Sen"
    assert board.take("stale_after", q.duration, 7) == 7
    board.close(["viewing distance"])
    assert [one.take("url", q.text, "")[-5:] for one in top.tables("source")] == ["a.rss", "b.rss"]
    assert complaints(top) == []


def test_every_problem_is_collected(tmp_path: Path) -> None:
    top = taken(
        tmp_path,
        """\
        programme = "news"
        [board]
        nam = "UBND"
        stale_after = "6"
        [[source]]
        url = "x"
        [[source]]
        url = 5
        [panel]
        xyz = 1
        """,
    )
    board = top.table("board")
    board.take("name", q.text, "", required=True)
    board.take("stale_after", q.duration, 1)
    board.close()
    for one in top.tables("source"):
        one.take("url", q.text, "")
    assert top.table("programme").values == {}
    assert top.tables("panel") == []
    panel = top.table("panel")
    panel.take("model", q.text, "")
    panel.close()
    assert complaints(top) == [
        (2, "board.name", "is missing, for which “nam” may stand; write it here."),
        (4, "board.stale_after",
         ('must be a number with its unit, as "15 min", "6 h" or "14 d", not "6"; the units are '
         "s, sec, min, h, d.")),
        (3, "board.nam", 'is not known here; did you mean "name"?'),
        (8, "source[2].url", "must be text in quotes, not 5."),
        (1, "programme", 'must be a table, [programme], not "news".'),
        (9, "panel", "must be written as [[panel]], once for each."),
        (10, "panel.xyz", "is not known here; the known ones are model."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "words"),
    [(("source", 1, "url"), "source[2].url"), (("board",), "board"), ((), "")],
)
def test_keys_are_dotted(key: tuple[Any, ...], words: str) -> None:
    assert dotted(key) == words


@pytest.mark.parametrize(
    "words",
    [
        "a" + ".a" * 50_000 + " = 1",
        '"a b"' + '."a b"' * 20_000 + " = 1",
        "[" + "a." * 50_000 + "a]",
        "a = " + "[" * 50_000,
        "a = " + "{a = " * 20_000,
        "a = " + "9" * 50_000,
    ],
    ids=["dots", "quoted", "table", "brackets", "braces", "digits"],
)
def test_a_file_that_would_eat_the_memory_is_refused(words: str) -> None:
    with pytest.raises(TomlError):
        parse(Path("thong-bao.toml"), words)


def test_a_dotted_line_in_a_text_is_no_deep_key() -> None:
    words = 'a = """\nNgười ký: ' + "." * 60 + "\nwww.a.b.c.d.vn; A. B. C. D.\n" + '"""'
    assert parse(Path("thong-bao.toml"), words).lines == {("a",): 1}
