"""Values as people write them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import quantities as q
from kiosk.hours import read_ranges
from kiosk.layout.copy import read_template
from kiosk.layout.regions.list import read_range
from kiosk.layout.regions.photo import read_ratio
from kiosk.layout.type import read_type

READERS: dict[str, q.Reader[Any]] = {
    "text": q.text, "flag": q.flag, "whole": q.whole(1, 9), "number": q.number(0.5, 2),
    "choice": q.choice("cover", "whole"), "listed": q.listed(q.length), "duration": q.duration,
    "distance": q.distance, "length": q.length, "area": q.area, "hours": read_ranges,
    "template": read_template, "range": read_range, "ratio": read_ratio, "type": read_type,
}  # fmt: skip
# What tomllib can give; and of strings, those that are nearly right.
PLAIN = st.one_of(
    st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.dates(),
    st.from_regex(r"\A\s?[0-9a-z.:x-]{0,8} ?(mm|pt|m|min|fr|s|\.\.|)\s?[0-9]{0,3}\Z"),
)  # fmt: skip
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@given(value=VALUES)
def test_a_reader_gives_a_value_or_a_sentence(reader: q.Reader[Any], value: Any) -> None:
    says = "must not be said"
    try:
        reader(value)
    except ValueError as error:
        says = str(error)
    assert says.startswith(("must ", "names ", "has "))
    assert len(says) < 400


@pytest.mark.parametrize(
    ("reader", "value", "read"),
    [
        (q.text, " UBND Phường Bến Sen ", "UBND Phường Bến Sen"),
        (q.flag, False, False),
        (q.whole(1, 9), 9, 9),
        (q.number(0.5, 2), 2, 2.0),
        (q.choice("cover", "whole"), "whole", "whole"),
        (q.listed(q.flag), [True, False], (True, False)),
        (q.listed(q.flag), [], ()),
        (q.duration, "15 min", 900),
        (q.duration, "1.5 h", 5400),
        (q.duration, "14 d", 1_209_600),
        (q.duration, "30s", 30),
        (q.duration, "2 Sec", 2),
        (q.distance, "0.6 m", 0.6),
        (q.distance, "80 cm", 0.8),
        (q.distance, "600 mm", 0.6),
        (q.length, "3 mm", 3.0),
        (q.length, "1.2 cm", 12.0),
        (q.length, "72 pt", 25.4),
        (q.length, 0, 0.0),
        (q.length, 0.0, 0.0),
        (q.area, "130 x 75 mm", (130.0, 75.0)),
        (q.area, "13.5×7mm", (13.5, 7.0)),
    ],
)
def test_what_is_right_is_read(reader: q.Reader[Any], value: Any, read: Any) -> None:
    found = reader(value)
    assert found == pytest.approx(read) if isinstance(read, float) else found == read


@pytest.mark.parametrize(
    ("reader", "value", "says"),
    [
        (q.text, "  ", 'must be text in quotes, not "  "'),
        (q.text, 5, "must be text in quotes, not 5"),
        (q.flag, "yes", 'must be true or false, not "yes"'),
        (q.whole(1, 9), 10, "must be a whole number from 1 to 9, not 10"),
        (q.whole(0, 1), True, "must be a whole number from 0 to 1, not true"),
        (q.whole(1, 9), 2.0, "must be a whole number"),
        (q.number(0.5, 2), 3, "must be a number from 0.5 to 2, not 3"),
        (q.number(0.5, 2), False, "not false"),
        (q.number(0.5, 2), float("nan"), "not nan"),
        (q.choice("cover", "whole"), "covr", 'must be "cover" or "whole", not "covr"; did you'),
        (q.choice("cover"), ["cover"], 'must be "cover", not'),
        (q.listed(q.flag), True, "must be a list in [ ], not true"),
        (q.listed(q.flag), [1], "must be true or false, not 1"),
        (q.duration, "15", "must be a number with its unit"),
        (q.duration, 15, "not 15"),
        (q.duration, "15 weeks", "must be a number with its unit"),
        (q.duration, "0 s", "must be from 1 s to 10 years"),
        (q.duration, "9999 d", "must be from 1 s to 10 years"),
        (q.duration, "-5 min", "must be a number with its unit"),
        (q.duration, "9" * 400 + " min", "must be from 1 s to 10 years"),
        (q.distance, "60 m", "must be from 0.2 m to 30 m"),
        (q.distance, "2 ft", "must be a number with its unit"),
        (q.length, 3, 'as "3 mm" or "11.5 pt", not 3'),
        (q.length, False, "not false"),
        (q.length, "3 px", "must be a number with its unit"),
        (q.length, "9" * 400 + " mm", "must be "),
        (q.area, "130 x 75", 'must be a size as "130 x 75 mm"'),
        (q.area, "0 x 75 mm", "must be a size"),
        (q.area, 130, "not 130"),
    ],
)
def test_what_is_wrong_is_said(reader: q.Reader[Any], value: Any, says: str) -> None:
    with pytest.raises(ValueError, match="must") as caught:
        reader(value)
    assert says in str(caught.value)


def test_a_long_value_is_shortened() -> None:
    assert q.shown("ngoằn ngoèo " * 50).endswith("…")
    assert len(q.shown("ngoằn ngoèo " * 50)) == 60


def test_choices_are_said_as_people_do() -> None:
    assert q.either(["một"]) == '"một"'
    assert q.either(["một", "hai", "ba"]) == '"một", "hai" or "ba"'
    assert q.did_you_mean("healdine", ["headline", "text"]) == '; did you mean "headline"?'
    assert q.did_you_mean("xyz", ["headline", "text"]) == ""
