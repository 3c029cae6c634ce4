"""Exposure: good photographs stay, dark and flat ones are helped, within bounds."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.ink.tone import BRIGHT, SAME, expose, exposure

histograms = st.lists(st.integers(0, 5000), min_size=256, max_size=256).filter(any)
brightness = st.sampled_from(sorted(set(BRIGHT.values())))


def between(first: int, last: int) -> list[int]:
    """As many pixels of every code from first to last."""
    return [100 * (first <= code <= last) for code in range(256)]


def mean(histogram: list[int], curve: tuple[int, ...] = SAME) -> float:
    return sum(n * code for n, code in zip(histogram, curve, strict=True)) / sum(histogram)


@given(histograms, brightness)
def test_a_curve_never_turns_back_and_keeps_black_and_white(counts: list[int], bright: int) -> None:
    curve = exposure(counts, bright)
    assert (len(curve), curve[0], curve[255]) == (256, 0, 255)
    assert all(before <= after for before, after in itertools.pairwise(curve))


@given(histograms, brightness)
def test_next_to_nothing_is_clipped(counts: list[int], bright: int) -> None:
    curve = exposure(counts, bright)
    below = counts[: curve.count(0) - 1]
    above = counts[256 - curve.count(255) + 1 :]
    assert sum(below) <= 0.005 * sum(counts) + 1
    assert sum(above) <= 0.005 * sum(counts) + 1


@given(histograms, brightness)
def test_nothing_gets_darker_that_was_dark(counts: list[int], bright: int) -> None:
    curve = exposure(counts, bright)
    stretched_only = exposure(counts, 1)
    assert all(a >= b for a, b in zip(curve, stretched_only, strict=True))


def test_a_good_photograph_stays_as_it_is() -> None:
    good = between(3, 251)
    assert exposure(good, 96) == SAME


def test_a_flat_one_is_stretched() -> None:
    curve = exposure(between(40, 210), 96)
    assert curve[40] == 0
    assert curve[210] == 255
    assert curve[125] in range(126, 130)


def test_fog_stays_fog() -> None:
    curve = exposure(between(120, 140), 96)
    assert 100 < curve[120] < curve[140] < 190


def test_a_dark_one_is_lifted_but_night_stays_night() -> None:
    evening = [400 if 2 <= code <= 70 else 8 for code in range(256)]
    night = [9000 if code < 6 else 2 for code in range(256)]
    assert mean(evening) < 60
    assert mean(evening, exposure(evening, 96)) > 80
    assert mean(night, exposure(night, 96)) < 40


def test_a_bright_document_is_not_dimmed() -> None:
    paper = [500 if code < 240 else 40_000 for code in range(256)]
    assert exposure(paper, 136) == SAME


def test_two_inks_get_more_light_than_colours() -> None:
    assert BRIGHT["mono"] > BRIGHT["colour"]


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_photograph_is_exposed_in_all_its_bands(mode: str) -> None:
    dim = Image.linear_gradient("L").point([code // 3 for code in range(256)]).convert(mode)
    lit = expose(dim, "colour")
    assert (lit.mode, lit.size) == (mode, dim.size)
    assert lit.convert("L").getextrema()[1] > dim.convert("L").getextrema()[1]


def test_a_good_photograph_is_handed_back_untouched() -> None:
    good = Image.linear_gradient("L")
    assert expose(good, "colour") is good
