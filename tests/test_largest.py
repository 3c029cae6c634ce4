"""Which size of a range a text is set in."""

from collections.abc import Sequence

from editions import edition
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.geometry import Rect, Size
from kiosk.layout.copy import Template
from kiosk.layout.regions import Sheet
from kiosk.layout.regions.text import TextRegion
from kiosk.layout.setting import Block, set_block
from kiosk.layout.type import Type
from kiosk.panels import catalog
from kiosk.scene import Text

BOARD = catalog.board(
    catalog.custom(Size(800, 480), (163, 98), "mono"), distance_m=None, enlarge=1.0, rotate=0
)
WORDS = st.lists(
    st.sampled_from(
        ["Phường", "Bến", "Sen", "“Trẻ”", "“Cổng", "an", "toàn”,", "652,55", "tỷ", "đồng", "ẨẮỒẾỸ",
         "ngày", "4", "tháng", "12", "liệt sĩ", "(11/11)", "Nguyễn", "Thị", "Kim", "Tiến"],
    ),
    min_size=1,
    max_size=14,
).map(" ".join)  # fmt: skip
TYPES = (Type("text", 8, 20), Type("headline", 12, 24), Type("headline", 20, 34))


@settings(max_examples=120, deadline=None)
@given(
    WORDS,
    st.sampled_from(TYPES),
    st.integers(0, 4),
    st.integers(40, 600),
    st.integers(20, 300),
    st.sampled_from([0, 6, 12]),
)
def test_a_text_stands_whole_in_the_largest_size_or_is_cut_in_the_least(
    words: str, kind: Type, most: int, width: int, room: int, hang: int
) -> None:
    region = TextRegion(name="lead", text=Template(words), font=kind, lines=most)
    sheet = Sheet(edition(), BOARD, None, "tin.landscape.toml", hang=hang)
    drawing = region.draw(Rect(0, 0, width, room), sheet)
    lines = [item for item in drawing.items if isinstance(item, Text)]
    lost = {loss.kind for loss in drawing.losses}

    def whole(size: int, count: int) -> bool:
        made = _set(words, kind, size, width, count, hang)
        return not made.cut and made.height <= room

    sizes = kind.sizes(BOARD)
    if "cut" in lost:
        assert _size(lines) == sizes[0]
        assert not any(whole(size, most) for size in sizes)
    elif lines:
        larger = (size for size in sizes if kind.face(BOARD, size).font.size > _size(lines))
        assert not any(whole(size, len(lines)) for size in larger)
        assert len(lines) <= len(_set(words, kind, sizes[0], width, most, hang).lines)
    else:
        assert lost == {"left out"}


def _set(words: str, kind: Type, size: int, width: int, lines: int, hang: int) -> Block:
    face, leading = kind.face(BOARD, size), kind.leading(size)
    return set_block(words, face, leading, width, lines=lines, hang=hang)


def _size(lines: Sequence[Text]) -> int:
    return lines[0].font.size


def test_what_hangs_out_lets_a_larger_size_stand() -> None:
    """A word in quotation marks fits, though with them it would be much wider than its room."""
    region = TextRegion(name="lead", text=Template("“Trẻ”"), font=Type("text", 8, 20), lines=1)
    sheet = Sheet(edition(), BOARD, None, "tin.landscape.toml", hang=6)
    (line,) = region.draw(Rect(0, 0, 57, 100), sheet).items
    assert isinstance(line, Text)
    assert line.font.size > 28
