"""Numbers and times in lines, none of which ends within one of them."""

from kiosk.glyphs import Face
from kiosk.layout.paragraph import break_text
from kiosk.layout.setting import Block, roomy
from kiosk.regex import regex

# A line ends between two numbers; if it must, before words that follow one (“máy lẻ 102”).
_SEAMS = (
    regex(r"(?<=[,;/]) +|(?<= [–—-]) +"),
    regex(r"(?<=[\d)]) +(?=[^\W\d]|\()"),
)
DEPTHS = range(len(_SEAMS) + 1)
# What stands between two numbers is not needed where a line ends between them.
_BETWEEN = " ,;–—-"


def set_figures(words: str, face: Face, leading: int, width: int) -> Block:
    """Words in lines of `width` px that keep every number whole, were it not wider than that."""
    *upper, last = _broken(words, face, width, 0)
    lines = (*map(_ended, upper), last if face.width(last) <= width else _ended(last))
    return Block(face, lines, roomy(face, lines, leading))


def widest(words: str, face: Face, depth: int) -> int:
    """The width of words in one line (depth 0), of the widest number (1), without its words (2)."""
    parts = [words]
    for seam in _SEAMS[:depth]:
        parts = [part for one in parts for part in seam.split(one)]
    return max(face.width(_ended(part)) for part in parts)


def _broken(words: str, face: Face, width: int, depth: int) -> list[str]:
    if face.width(_ended(words)) <= width:
        return [words]
    if depth == len(_SEAMS):
        return list(break_text(words, face, width).lines)
    lines: list[str] = []
    for part in _SEAMS[depth].split(words):
        if lines and face.width(_ended(f"{lines[-1]} {part}")) <= width:
            lines[-1] = f"{lines[-1]} {part}"
        else:
            lines += _broken(part, face, width, depth + 1)
    return lines


def _ended(line: str) -> str:
    return line.rstrip(_BETWEEN) or line
