"""Some prefixes of what a board writes; tests/long/test_every_prefix.py tries all."""

from itertools import islice
from pathlib import Path

from recorded import Ward, moments

EACH = 5


def test_a_board_begins_well_on_prefixes_of_its_writes(tmp_path: Path) -> None:
    with Ward.at_work(tmp_path) as ward:
        for day in ward.days(("first", "clerk")):
            assert len(day.acknowledged) > 2
            for moment in islice(moments(day), 0, None, EACH):
                ward.survives(day, moment)
