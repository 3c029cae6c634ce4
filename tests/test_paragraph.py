"""Lines of a paragraph, in blocks that can be counted."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise
from types import MappingProxyType

import pytest
from blocks import BlockFace, block
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kiosk.glyphs import face
from kiosk.layout.paragraph import ELLIPSIS, break_text
from kiosk.layout.vietnamese import faults, prices
from kiosk.scene import Font

ONE = block(1)
SYLLABLES = [
    *("a", "ủy", "ban", "Bến", "Sen", "phường", "nghiêng", "652,55", "tỷ", "đồng", "–", "(12/10)"),
    *("ngày", "4", "tháng", "12", "Nguyễn", "Thị", "Covid", "-19,", "“Trẻ”", "hết."),
]
TEXTS = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=30).map(" ".join)
MEASURES = st.integers(1, 40)


def greedy(words: Sequence[str], measure: int) -> int:
    count, used = 1, 0
    for word in words:
        if used and used + 1 + len(word) > measure:
            count, used = count + 1, len(word)
        else:
            used += len(word) + (1 if used else 0)
    return count


@given(TEXTS, MEASURES, st.booleans())
def test_no_word_is_lost(text: str, measure: int, balance: bool) -> None:  # noqa: FBT001 - drawn
    broken = break_text(text, ONE, measure, balance=balance)
    assert "".join(broken.lines).replace(" ", "") == text.replace(" ", "")
    assert not broken.cut


@given(TEXTS, MEASURES, st.integers(0, 4), st.booleans(), st.integers(0, 6))
def test_no_line_is_wider_than_the_measure(
    text: str,
    measure: int,
    limit: int,
    balance: bool,  # noqa: FBT001 - drawn
    tail: int,
) -> None:
    broken = break_text(text, ONE, measure, lines=limit, balance=balance, tail=tail)
    for line in broken.lines:
        assert ONE.width(line) <= measure or len(line) == 1
    if broken.lines and tail < measure and len(broken.lines[-1]) > 1:
        assert ONE.width(broken.lines[-1]) <= measure - tail


@given(TEXTS, st.integers(7, 40), st.booleans())
def test_lines_more_are_taken_only_for_as_many_bad_breaks_less(
    text: str,
    measure: int,
    balance: bool,  # noqa: FBT001 - drawn
) -> None:
    fewest = greedy(text.split(), measure)
    free = break_text(text, ONE, measure, balance=balance).lines
    tight = break_text(text, ONE, measure, lines=fewest, balance=balance).lines
    assert len(tight) == fewest
    assert len(free) - fewest <= bad(tight) - bad(free)


@given(TEXTS, st.integers(7, 40), st.integers(1, 9))
def test_room_for_more_lines_makes_no_text_worse(text: str, measure: int, limit: int) -> None:
    assume(greedy(text.split(), measure) <= limit)
    less, more = (break_text(text, ONE, measure, lines=most).lines for most in (limit, limit + 1))
    assert len(less) <= limit
    assert len(more) + bad(more) <= len(less) + bad(less)
    free = break_text(text, ONE, measure).lines
    if len(free) <= limit:
        assert less == free


def bad(lines: Sequence[str]) -> float:
    """How many lines the bad breaks are worth."""
    text = " ".join(lines)
    ends = accumulate(len(line.split()) for line in lines[:-1])
    return sum(faults(prices(text)[end - 1]) for end in ends)


@given(TEXTS, st.integers(8, 40), st.integers(1, 4))
def test_what_is_cut_ends_at_a_syllable(text: str, measure: int, limit: int) -> None:
    broken = break_text(text, ONE, measure, lines=limit)
    joined = " ".join(broken.lines)
    assert len(broken.lines) <= limit
    if not broken.cut:
        assert joined == text
        return
    kept = joined.removesuffix(ELLIPSIS)
    assert joined.endswith(ELLIPSIS)
    assert text.startswith(kept)
    rest = text[len(kept) :]
    assert not rest[:1].isalnum() or not kept
    assert kept == kept.rstrip(" ,;:.-–(“")


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(TEXTS, st.integers(8, 30), st.integers(1, 3))
def test_what_is_cut_goes_back_three_words_at_most_and_for_a_reason(
    text: str, measure: int, limit: int
) -> None:
    broken = break_text(text, ONE, measure, lines=limit)
    assume(broken.cut)
    words, dear = text.split(), prices(text, headline=True)
    kept = len(" ".join(broken.lines).removesuffix(ELLIPSIS).split())
    most = most_kept(words, measure, limit)
    assert most - 3 <= kept <= most or not all(word.rstrip(MARKS) for word in words[kept:most])
    if dear[kept - 1] >= 0.3 and words[kept].rstrip(MARKS):
        assert all(dear[end - 1] >= 0.3 for end in range(max(1, most - 3), kept))


MARKS = " ,;:.-–("


def most_kept(words: Sequence[str], measure: int, limit: int) -> int:
    def fits(count: int) -> bool:
        kept = [*words[: count - 1], words[count - 1].rstrip(MARKS) + ELLIPSIS]
        return greedy(kept, measure) <= limit

    return max(filter(fits, range(1, len(words))), default=1)


@pytest.mark.parametrize(
    ("text", "measure", "cut"),
    [
        ("Phường giải ngân 652,55 tỷ đồng vốn đầu tư", 31, "Phường giải ngân…"),
        ("Phường giải ngân 652,55 tỷ đồng vốn đầu tư", 27, "Phường giải ngân…"),
        ("Phường giải ngân 652,55 tỷ đồng vốn đầu tư", 36, "Phường giải ngân 652,55 tỷ đồng vốn…"),
        ("Tiếp công dân tại nhà bà Lê Thị Sáu sáng nay", 34, "Tiếp công dân tại nhà…"),
        ("Hội nghị tổng kết, khen thưởng các tập thể", 30, "Hội nghị tổng kết…"),
        ("Hội nghị của Chủ tịch phường", 16, "Hội nghị…"),
        ("Niêm yết hồ sơ tại khu phố 3, khu phố 5", 37, "Niêm yết hồ sơ tại khu phố 3…"),
    ],
)
def test_a_cut_ends_where_a_reader_would_pause(text: str, measure: int, cut: str) -> None:
    assert break_text(text, ONE, measure, lines=1).lines == (cut,)


def ways(words: Sequence[str], measure: int) -> Iterator[list[list[str]]]:
    """Every way to set the words in lines that fit."""
    for count in range(len(words)):
        for ends in combinations(range(1, len(words)), count):
            lines = [list(words[a:b]) for a, b in pairwise([0, *ends, len(words)])]
            if all(len(" ".join(line)) <= measure for line in lines):
                yield lines


def ragged(lacks: float, *, steep: bool) -> float:
    return lacks**2 + 5 * lacks**4 * steep


def forlorn(line: Sequence[str], measure: int) -> float:
    filled = len(" ".join(line)) / measure
    return 1.5 if len(line) == 1 and filled < 2 / 3 else 0.5 * max(0, 1 - filled * 5)


def dearness(lines: Sequence[Sequence[str]], measure: int, *, balance: bool) -> tuple[float, float]:
    """Lines and bad breaks; and of those that have as many: slack, breaks, forlorn lines."""
    text = " ".join(word for line in lines for word in line)
    ends = list(accumulate(map(len, lines)))[:-1]
    breaks = [prices(text, headline=balance)[end - 1] for end in ends]
    lacks = [1 - len(" ".join(line)) / measure for line in lines]
    slack = sum(ragged(each, steep=not balance) for each in (lacks if balance else lacks[:-1]))
    alone = [line for line in lines[:-1] if balance and len(line) == 1] + [lines[-1]][: len(ends)]
    cost = slack + sum(breaks) + sum(forlorn(line, measure) for line in alone)
    return len(lines) + sum(map(faults, breaks)), round(cost, 9)


@given(
    st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=9),
    st.integers(9, 30),
    st.booleans(),
)
def test_of_all_ways_the_best_is_taken(
    words: list[str],
    measure: int,
    balance: bool,  # noqa: FBT001 - drawn
) -> None:
    broken = break_text(" ".join(words), ONE, measure, balance=balance)
    taken = [line.split() for line in broken.lines]
    best = min(dearness(way, measure, balance=balance) for way in ways(words, measure))
    assert dearness(taken, measure, balance=balance) == best


@pytest.mark.parametrize("measure", range(14, 40))
def test_an_amount_stands_on_one_line(measure: int) -> None:
    text = "Phường giải ngân được 652,55 tỷ đồng vốn đầu tư công trong năm nay"
    lines = break_text(text, ONE, measure, balance=True).lines
    assert any("652,55 tỷ đồng" in line for line in lines)


def test_headlines_are_even() -> None:
    text = "Lịch tiếp công dân của Chủ tịch phường tháng sau"
    assert break_text(text, ONE, 40).lines == (
        "Lịch tiếp công dân của Chủ tịch phường",
        "tháng sau",
    )
    assert break_text(text, ONE, 40, balance=True).lines == (
        "Lịch tiếp công dân",
        "của Chủ tịch phường tháng sau",
    )


def test_no_syllable_stays_alone_where_another_can_join_it() -> None:
    text = "Khám sức khỏe cho người cao tuổi xã"
    assert break_text(text, ONE, 33).lines == ("Khám sức khỏe cho người cao", "tuổi xã")


@pytest.mark.parametrize(
    ("measure", "lines"),
    [
        (24, "Bí thư Quận ủy Quận 11 / Trương Quốc Lâm chủ trì / hội nghị"),
        (40, "Bí thư Quận ủy Quận 11 Trương Quốc Lâm / chủ trì hội nghị"),
        (16, "Bí thư Quận ủy / Quận 11 Trương / Quốc Lâm chủ trì / hội nghị"),
    ],
)
def test_a_run_of_names_breaks_at_its_best_seam(measure: int, lines: str) -> None:
    text = "Bí thư Quận ủy Quận 11 Trương Quốc Lâm chủ trì hội nghị"
    assert " / ".join(break_text(text, ONE, measure).lines) == lines


@pytest.mark.parametrize(
    ("measure", "lines"),
    [
        (28, "họp ngày 4 tháng 12 năm 2021 / tại phường"),
        (20, "họp ngày 4 tháng 12 / năm 2021 tại phường"),
        (17, "họp ngày 4 / tháng 12 năm 2021 / tại phường"),
    ],
)
def test_a_date_wider_than_a_line_breaks_before_its_month_or_year(measure: int, lines: str) -> None:
    text = "họp ngày 4 tháng 12 năm 2021 tại phường"
    assert " / ".join(break_text(text, ONE, measure).lines) == lines


@pytest.mark.parametrize(
    ("measure", "lines"),
    [
        (30, "Quận 11: Ra mắt mô hình / “Cổng an toàn” tại 5 khu phố"),
        (24, "Quận 11: Ra mắt / mô hình “Cổng an toàn” / tại 5 khu phố"),
    ],
)
def test_a_headline_breaks_where_it_is_read_to_break(measure: int, lines: str) -> None:
    text = "Quận 11: Ra mắt mô hình “Cổng an toàn” tại 5 khu phố"
    assert " / ".join(break_text(text, ONE, measure, balance=True).lines) == lines


def test_a_headline_in_capitals_breaks_between_its_words() -> None:
    text = "ĐỔI MỚI, ĐOÀN KẾT: ĐẠI HỘI PHỤ NỮ PHƯỜNG"
    lines = break_text(text, ONE, 24, balance=True).lines
    assert lines == ("ĐỔI MỚI, ĐOÀN KẾT:", "ĐẠI HỘI PHỤ NỮ PHƯỜNG")


@pytest.mark.parametrize("measure", [1, 2, 7, 40])
def test_an_endless_word_goes_on_in_the_next_line(measure: int) -> None:
    address = "https://phuong.vn/" + "tin-tuc-" * 250
    lines = break_text(f"xem {address}", ONE, measure).lines
    assert all(len(line) <= measure for line in lines)
    assert "".join(lines).replace(" ", "") == f"xem{address}"
    cut = break_text(address, ONE, measure, lines=2)
    assert cut.cut
    assert cut.lines[-1].endswith(ELLIPSIS)


def test_pieces_of_a_word_are_measured_with_their_kerning() -> None:
    kerned = BlockFace(4, MappingProxyType({"AV": -2, "VA": -2}))
    assert break_text("AVAVAVA", kerned, 10).lines == ("AVAV", "AVA")
    assert kerned.width("AVAV") == 10


def test_a_dot_between_lines_falls_away() -> None:
    text = "Cổng thông tin phường · đăng 23/11"
    assert break_text(text, ONE, 24).lines == ("Cổng thông tin phường", "đăng 23/11")


def test_the_tail_takes_a_line_more_where_it_must() -> None:
    assert break_text("ủy ban Bến Sen", ONE, 14).lines == ("ủy ban Bến Sen",)
    assert len(break_text("ủy ban Bến Sen", ONE, 14, tail=3).lines) == 2


@pytest.mark.parametrize(("text", "measure"), [("", 20), ("phường", 0), ("phường", -3)])
def test_where_nothing_can_stand_there_are_no_lines(text: str, measure: int) -> None:
    broken = break_text(text, ONE, measure)
    assert broken.lines == ()
    assert broken.cut is bool(text)


def test_real_letters_fit_as_measured() -> None:
    noto = face(Font("NotoSans-Regular", 19), smooth=False)
    text = "Sáng 22/11, Ủy ban nhân dân phường đưa vào sử dụng công viên rộng 3.200 m2 " * 9
    for measure in range(90, 600, 17):
        broken = break_text(text.strip(), noto, measure)
        assert max(noto.width(line) for line in broken.lines) <= measure
        assert " ".join(broken.lines) == text.strip()
