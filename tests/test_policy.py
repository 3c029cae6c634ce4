"""Whether the glass gets a new picture."""

import pytest

from kiosk.panels.policy import Show, Skip, decide


@pytest.mark.parametrize(
    ("shown", "new", "want"),
    [
        (None, "a1", Show("nobody knows what the glass shows")),
        ("a1", "a1", Skip("the glass shows this already")),
        ("a1", "b2", Show("the page is another one")),
        ("", "", Skip("the glass shows this already")),
    ],
)
def test_decide(shown: str | None, new: str, want: Show | Skip) -> None:
    assert decide(shown, new) == want
