"""What a photograph needs: laws that hold for any reading, and cases seen by eye."""

import itertools

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.ink.exposure import AIMS, SAME, STEEPEST, Plan, plan
from kiosk.ink.meter import Reading
from kiosk.panels.catalog import palette, palettes

codes = st.integers(0, 255)
readings = st.builds(
    Reading,
    counts=st.lists(st.integers(0, 5000), min_size=32, max_size=32)
    .filter(any)
    .map(lambda counts: [count for count in counts for _ in range(8)]),
    black=codes,
    white=codes,
    noise=st.floats(0, 40),
    relief=st.floats(0, 100),
    sky=st.floats(0, 1),
    drawn=st.floats(0, 1),
).filter(lambda reading: reading.black <= reading.white)
names = st.sampled_from(palettes())


def between(first: int, last: int) -> Reading:
    """A photograph with as many pixels of every code from first to last."""
    counts = [100 * (first <= code <= last) for code in range(256)]
    return Reading(counts, first, last, 0.4, 10, 0, 0)


def weighed(counts: list[int], *, relief: float = 15, sky: float = 0) -> Reading:
    """A photograph of these pixels a code, from black to white."""
    return Reading(counts, 0, 255, 0.4, relief, sky, 0)


GOOD = [20 + min(code, 255 - code) for code in range(256)]
DIM = [100 if code < 100 else 5 for code in range(256)]


def mean(reading: Reading, curve: tuple[int, ...] = SAME) -> float:
    total = sum(reading.counts)
    return sum(n * code for n, code in zip(reading.counts, curve, strict=True)) / total


def on(reading: Reading, name: str = "spectra6") -> Plan:
    return plan(reading, palette(name))


@given(readings, names)
def test_a_curve_never_turns_back_and_keeps_black_and_white(reading: Reading, name: str) -> None:
    curve = on(reading, name).curve
    assert (len(curve), curve[0], curve[255]) == (256, 0, 255)
    assert all(before <= after for before, after in itertools.pairwise(curve))


@given(readings, names)
def test_every_step_is_bounded(reading: Reading, name: str) -> None:
    made = on(reading, name)
    assert max(b - a for a, b in itertools.pairwise(made.curve)) <= 1.6 * STEEPEST + 1
    assert 0 <= made.lit <= made.dark <= 2.6
    assert 0 <= made.clarity <= 0.4
    assert 0 < made.sharpening <= 2.4
    assert made.noise >= reading.noise


@given(readings, names)
def test_no_more_is_cut_off_than_the_reading_allows(reading: Reading, name: str) -> None:
    curve = on(reading, name).curve
    assert curve.index(255) >= min(reading.white, 243)
    assert 255 - curve[::-1].index(0) <= max(reading.black, 1)


def test_a_good_photograph_needs_nothing_but_sharpening() -> None:
    made = on(weighed(GOOD))
    assert (made.curve, made.dark, made.lit, made.clarity) == (SAME, 0, 0, 0)


def test_a_bright_flat_one_is_stretched() -> None:
    curve = on(between(60, 215)).curve
    assert curve[50] == curve[55] == 0
    assert curve[215] == 255


def test_shadows_are_no_veil() -> None:
    counts = [(300 if code < 45 or code > 200 else 5) * (code >= 25) for code in range(256)]
    assert on(Reading(counts, 25, 255, 0.4, 10, 0, 0)).curve[25] > 12


def test_a_dark_one_keeps_its_veil() -> None:
    counts = [(100 if code < 90 else 5) * (code >= 40) for code in range(256)]
    assert on(Reading(counts, 40, 255, 0.4, 10, 0, 0)).curve[40] > 0


def test_fog_stays_fog() -> None:
    curve = on(between(120, 140)).curve
    assert 100 < curve[120] < curve[140] < 200


def test_night_stays_night() -> None:
    night = Reading([9000 if code < 6 else 2 for code in range(256)], 0, 60, 0.4, 10, 0, 0)
    made = on(night)
    lifted = mean(night, made.curve) * (1 + made.dark)
    assert lifted < 40


def test_dark_ones_are_lifted_and_most_where_surroundings_are_dark() -> None:
    made = on(weighed(DIM))
    assert 0 < made.lit < made.dark


def test_two_inks_get_more_light_than_colours() -> None:
    assert on(weighed(DIM), "mono").dark > on(weighed(DIM), "spectra6").dark


def test_a_figure_before_a_window_is_lifted_and_a_good_photograph_is_not() -> None:
    backlit = weighed([100 if code < 40 or code > 200 else 5 for code in range(256)])
    assert mean(backlit) > AIMS["colour"].bright
    assert on(backlit).dark > 0 == on(weighed(GOOD)).dark


def test_pale_skies_are_deepened_and_pages_are_not() -> None:
    sky = on(weighed(GOOD, sky=0.3)).curve
    page = on(weighed([1000 if code > 220 else 5 for code in range(256)], sky=0.9)).curve
    assert sky[225] < 220
    assert sky[120] == 120
    assert page == SAME


def test_only_flat_photographs_get_more_contrast() -> None:
    assert on(weighed(GOOD, relief=3)).clarity > 0
    assert on(weighed(GOOD, relief=14)).clarity == 0


def test_sixteen_greys_are_hardly_sharpened_and_two_inks_most() -> None:
    names = ("mono", "bwr", "grey4", "grey16")
    amounts = [on(weighed(GOOD), name).sharpening for name in names]
    assert amounts == sorted(amounts, reverse=True)
    assert len(set(amounts)) == len(names)


@given(readings, names)
def test_drawings_keep_their_tones_but_for_their_paper(reading: Reading, name: str) -> None:
    made = on(replace(reading, drawn=0.8), name)
    assert (made.dark, made.clarity) == (0, 0)
    assert max(abs(after - before) for before, after in enumerate(made.curve)) <= 9
