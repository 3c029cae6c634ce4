"""Pictures of Vietnamese read by tesseract, and how much of what was read is wrong."""

# ruff: noqa: INP001 (beside the script that uses it)

import io
import os
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Hashable, Sequence

from msgspec import Struct
from PIL import Image

# Tesseract's ways to see a page: find its blocks by itself, or take it for one block of text.
WHOLE, BLOCK = 3, 6
_MARGIN_PX = 12


class Mistakes(Struct, frozen=True):
    """How far a reading is from the text, in letters and in words.

    `marks` are wrong letters that are right but for a tone or a vowel mark.
    """

    letters: int
    wrong: int
    marks: int
    words: int
    wrong_words: int


def absent() -> str:
    """Why nothing can be read here, as a sentence; "" where it can."""
    if not shutil.which("tesseract"):
        return "tesseract is not installed: install tesseract-ocr and tesseract-ocr-vie."
    asked = ("tesseract", "--list-langs")
    listed = subprocess.run(asked, check=True, capture_output=True, text=True)  # noqa: S603 (constants)
    if "vie" not in listed.stdout.split():
        return "tesseract has no Vietnamese model: install tesseract-ocr-vie."
    return ""


def read(image: Image.Image, mode: int, times: int = 1) -> str:
    """What tesseract reads in a picture that is enlarged so many times; white space is folded."""
    margin = _MARGIN_PX
    sheet = Image.new("L", (image.width + 2 * margin, image.height + 2 * margin), 255)
    sheet.paste(image, (margin, margin))
    large = sheet.resize((sheet.width * times, sheet.height * times), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    large.save(out, "PNG", compress_level=1)
    asked = ("tesseract", "stdin", "stdout", "-l", "vie", "--psm", str(mode), "--dpi", "300")
    one = os.environ | {"OMP_THREAD_LIMIT": "1"}
    ran = subprocess.run(asked, check=True, capture_output=True, input=out.getvalue(), env=one)  # noqa: S603 (numbers and constants)
    return folded(ran.stdout.decode("utf-8"))


def folded(text: str) -> str:
    """Text in NFC, with one space for all white space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def mistakes(text: str, reading: str) -> Mistakes:
    """Compare a reading with its text; both are folded first."""
    right, found = folded(text), folded(reading)
    wrong = distance(right, found)
    marks = wrong - distance(bare(right), bare(found))
    words = right.split()
    return Mistakes(len(right), wrong, marks, len(words), distance(words, found.split()))


def found_words(text: str, reading: str) -> float:
    """The share of a text's words that a reading has, in whatever order."""
    words, found = Counter(folded(text).split()), Counter(folded(reading).split())
    return (words & found).total() / max(1, words.total())


def bare(text: str) -> str:
    """Letters without their tones and vowel marks."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def distance(right: Sequence[Hashable], found: Sequence[Hashable]) -> int:
    """The fewest insertions, deletions and substitutions between two sequences (Levenshtein).

    All of a column of the table at once, a bit a row: G. Myers, JACM 46 (1999).
    """
    if not right:
        return len(found)
    rows: dict[Hashable, int] = {}
    for at, one in enumerate(right):
        rows[one] = rows.get(one, 0) | 1 << at
    every, last = (1 << len(right)) - 1, 1 << (len(right) - 1)
    up, down, total = every, 0, len(right)
    for one in found:
        same = rows.get(one, 0)
        across = (((same & up) + up) ^ up) | same
        more, less = down | (every & ~(across | up)), up & across
        total += bool(more & last) - bool(less & last)
        more, less = (more << 1 | 1) & every, (less << 1) & every
        steady = same | down
        up, down = less | (every & ~(steady | more)), more & steady
    return total
