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
from kiosk.layout.vietnamese import BAD, prices
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
def test_a_line_more_is_taken_only_for_a_bad_break_less(
    text: str,
    measure: int,
    balance: bool,  # noqa: FBT001 - drawn
) -> None:
    fewest = greedy(text.split(), measure)
    free = break_text(text, ONE, measure, balance=balance).lines
    tight = break_text(text, ONE, measure, lines=fewest, balance=balance).lines
    assert len(tight) == fewest
    assert len(free) - fewest <= bad(tight) - bad(free)


def bad(lines: Sequence[str]) -> int:
    """How many breaks of the lines are bad."""
    words = " ".join(lines).split()
    ends = accumulate(len(line.split()) for line in lines[:-1])
    return sum(prices(words)[end - 1] >= BAD for end in ends)


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
def test_no_more_is_cut_than_must_be(text: str, measure: int, limit: int) -> None:
    broken = break_text(text, ONE, measure, lines=limit)
    assume(broken.cut)
    kept = " ".join(broken.lines).removesuffix(ELLIPSIS).split()
    further = [word for word in text.split()[len(kept) :] if word.rstrip(" ,;:.-–(“")][:1]
    assume(further and text.split()[: len(kept)] == kept)
    fuller = text.split()[: text.split().index(further[0], len(kept)) + 1]
    fuller[-1] = fuller[-1].rstrip(",.") + ELLIPSIS
    assert greedy(fuller, measure) > limit


def ways(words: Sequence[str], measure: int) -> Iterator[list[list[str]]]:
    """Every way to set the words in lines that fit."""
    for count in range(len(words)):
        for ends in combinations(range(1, len(words)), count):
            lines = [list(words[a:b]) for a, b in pairwise([0, *ends, len(words)])]
            if all(len(" ".join(line)) <= measure for line in lines):
                yield lines


def dearness(lines: Sequence[Sequence[str]], measure: int, *, balance: bool) -> tuple[int, float]:
    """Lines and bad breaks; and of those that have as many: slack, breaks, a forlorn last line."""
    words = [word for line in lines for word in line]
    ends = list(accumulate(map(len, lines)))[:-1]
    breaks = [prices(words, headline=balance)[end - 1] for end in ends]
    filled = [len(" ".join(line)) / measure for line in lines]
    slack = sum((1 - each) ** 2 for each in (filled if balance else filled[:-1]))
    forlorn = 0.5 * max(0, 1 - filled[-1] * 5)
    if len(lines[-1]) == 1 and filled[-1] < 1 / 2:
        forlorn = 1
    bad = sum(dear >= BAD for dear in breaks)
    return len(lines) + bad, round(slack + sum(breaks) + (forlorn if ends else 0), 9)


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
        "Lịch tiếp công dân của",
        "Chủ tịch phường tháng sau",
    )


def test_no_syllable_stays_alone_where_another_can_join_it() -> None:
    text = "Khám sức khỏe cho người cao tuổi xã"
    assert break_text(text, ONE, 33).lines == ("Khám sức khỏe cho người cao", "tuổi xã")


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
