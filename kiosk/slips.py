"""What a person who knows no TOML probably meant by a line that is none, and what to write."""

import re
from collections.abc import Callable

from kiosk.quantities import shown

# Texts in straight quotes, and what follows a # outside them.
_STRINGS = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'")
_COMMENT = re.compile(r"#.*")
_KEY_VALUE = re.compile(r"\s*([\w-]+)\s*[=:]\s*(.*?)\s*")
_CURLY = re.compile("[“”„‟‘’‚«»＂＇`´]")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]")
_COMMENTED = re.compile(r"(?:^|\s)(//|/\*|;)|^\s*(--)")
_COLON = re.compile(r"\s*[\w-]+\s*:")
_BARE_KEY = re.compile(r"\s*([^\W\d][\w -]*?)\s*(?:=|\s[\"'\[\d]|$)")
_MEASURE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:mm|cm|m|pt|px|fr|min|h|d|s)\b")
_BARE_WORD = re.compile(r"\w[\w .-]*\w|\w")
_DECIMAL_COMMA = re.compile(r"(\d+),(\d+)")
_PERCENT = re.compile(r"(\d+)\s*%")
_SECOND_KEY = re.compile(r"\S\s+[\w-]+\s*=(?!=)")
_FLAGS = {"true": "true", "yes": "true", "on": "true", "có": "true",
          "false": "false", "no": "false", "off": "false", "không": "false"}  # fmt: skip
_TRIPLE = '"""'
# What people write by hand fits into this.
_LONGEST = 500


def meant(words: str, at: int, says: str) -> tuple[int, str]:
    """For a TOML file's first fault, which tomllib tells as `says`: its line, and what to do.

    "" where no guess is better than what tomllib says.
    """
    lines = [line[:_LONGEST] for line in words.split("\n")]
    line = lines[at - 1] if at <= len(lines) else ""
    if says.startswith(("Unterminated string", "Expected \"'")):
        return _unended(words, "'" if "'" in says else _TRIPLE)
    if says.startswith("Unclosed"):
        return _unclosed(lines, at, says)
    guesses = (guess(line, says) for guess in _GUESSES)
    return at, next((found for found in guesses if found), "")


def _unended(words: str, quotes: str) -> tuple[int, str]:
    """A text that goes on to the end of the file: where it begins."""
    line = words.count("\n", 0, words.rfind(quotes)) + 1
    return line, f"the text that begins here has no end; write {quotes} after it"


def _unclosed(lines: list[str], at: int, says: str) -> tuple[int, str]:
    """A list or a table in braces that does not end, or has something wrong in it."""
    opening, closing, name = ("[", "]", "list") if "array" in says else ("{", "}", "table")
    for number in range(min(at, len(lines)), 0, -1):
        line = lines[number - 1]
        bare = _bare(line)
        wrong = _in_list(line, bare)
        if wrong:
            return number, wrong
        if bare.count(opening) > bare.count(closing) and "=" in bare:
            return number, f"the {name} that begins here has no end; close it with {closing}"
    return at, ""


def _in_list(line: str, bare: str) -> str:
    if curly := _curly(line, ""):
        return curly
    if _PERCENT.search(bare):
        return 'a share is written in quotes as "1fr", not in percent'
    if found := _MEASURE.search(bare):
        return f"lengths and shares stand in quotes: {shown(found[0])}"
    if re.search(r"[\"']\s+[\"']", line):
        return "write a comma between the values of a list"
    return ""


def _twice(line: str, says: str) -> str:
    if says.startswith("Cannot declare"):
        name = line.strip().strip("[]")
        return f"[{name}] stands twice; give one of them another name, or make them one"
    if says.startswith("Cannot overwrite"):
        name = line.partition("=")[0].strip()
        return f"{name} stands twice and would overwrite what is above; take one of them out"
    return ""


def _curly(line: str, _: str) -> str:
    found = _CURLY.search(_bare(line))
    return f'{found[0]} is no quote here; write straight ones: "…"' if found else ""


def _spaces(line: str, _: str) -> str:
    found = _ODD_SPACE.search(_bare(line))
    if not found:
        return ""
    return f"there is a space of another kind (U+{ord(found[0]):04X}); type a plain one instead"


def _commented(line: str, _: str) -> str:
    bare = _bare(line)
    found = _COMMENTED.search(bare)
    if found and not bare.rstrip().endswith(";"):
        return f"a comment begins with #, not with {found[1] or found[2]}"
    if "=" in bare and bare.rstrip().endswith((";", ",")):
        return f"take out the “{bare.rstrip()[-1]}” at its end"
    return ""


def _tables(line: str, says: str) -> str:
    if says.startswith("Expected ']'"):
        name = line.strip().strip("[]")
        if " " in name:
            return f"a table's name has no spaces: [{'-'.join(name.split())}]"
        return f"close the table's name with ]: [{name}]"
    if line.strip().startswith("[") and says.startswith("Expected newline"):
        return f"write a table's name between one [ and one ]: [{line.strip().strip('[]')}]"
    return ""


def _keys(line: str, says: str) -> str:
    if not says.startswith(("Expected '='", "Invalid statement")):
        return ""
    if _COLON.match(line):
        key, value = _split(line)
        return f"write = after a key: {key} = {_quoted(value)}"
    found = _BARE_KEY.match(line)
    if found and not found[1].isascii():
        return f"“{found[1]}” is no key; keys are written in letters from a to z"
    return "write = between a key and its value" if found else ""


def _open_text(line: str, says: str) -> str:
    if not says.startswith("Illegal character '\\n'"):
        return ""
    key, value = _split(line)
    if value in {'"', "'"}:
        return f"a text of several lines stands between {_TRIPLE} and {_TRIPLE}: {key} = {_TRIPLE}"
    quote = "'" if value.startswith("'") else '"'
    return f"the text has no end; close it with {quote}"


def _backslash(_: str, says: str) -> str:
    return "write / instead of \\ in the name of a file" if says.startswith("Unescaped") else ""


def _listed(line: str, says: str) -> str:
    """A word in a list that stands there without quotes."""
    key, value = _split(line)
    if not says.startswith("Invalid value") or (key and not value.startswith("[")):
        return ""
    found = _BARE_WORD.search(_bare(value or line))
    return f'text in a list stands in quotes: "{found[0]}"' if found else ""


def _values(line: str, says: str) -> str:
    key, value = _split(line)
    bare = _COMMENT.sub("", value).strip()
    told = says.startswith(("Invalid value", "Expected newline"))
    if not told or not key or bare.startswith("["):
        return ""
    if not bare:
        return f"{key} has no value; write one after ="
    if flag := _FLAGS.get(bare.casefold()):
        return f"write {key} = {flag}, in small letters and without quotes"
    if bare[0] in "\"'":
        return _after_text(bare)
    if _SECOND_KEY.search(bare):
        return "write each key on a line of its own"
    return _unquoted(key, bare)


def _unquoted(key: str, value: str) -> str:
    if _DECIMAL_COMMA.fullmatch(value):
        return f"a number has a point, not a comma: {key} = {value.replace(',', '.')}"
    if value.isdecimal():
        return f"a number begins with no 0: {key} = {int(value)}"
    return f"text stands in quotes: {key} = {_quoted(value)}"


def _after_text(value: str) -> str:
    """What follows a text in quotes that should have ended the line."""
    rest = _STRINGS.sub("", value, count=1)
    if _SECOND_KEY.search("x" + rest):
        return "write each key on a line of its own"
    if value[0] in rest:
        return "a text in quotes has none of the same quotes in it; write “ and ” there"
    return f"take out what stands behind the text: {rest.strip()}"


_GUESSES: tuple[Callable[[str, str], str], ...] = (
    _twice, _curly, _spaces, _tables, _open_text, _backslash, _commented, _keys, _listed, _values,
)  # fmt: skip


def _bare(line: str) -> str:
    """A line without its texts and its comment."""
    return _COMMENT.sub("", _STRINGS.sub('""', line))


def _split(line: str) -> tuple[str, str]:
    found = _KEY_VALUE.fullmatch(line)
    return (found[1], found[2]) if found else ("", "")


def _quoted(value: str) -> str:
    bare = value.strip().strip("\"'“”‘’")
    return value if value.startswith("[") else f'"{bare}"'
