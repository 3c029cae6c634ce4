"""Every prefix of what a board wrote: what a kill leaves, and what a power cut may leave."""

from collections import Counter
from pathlib import Path

from disks import Disk
from recorded import Ward, moments


def test_a_board_begins_well_on_every_prefix_of_its_writes(tmp_path: Path) -> None:
    with Ward.at_work(tmp_path) as ward:
        for day in ward.days():
            tried: Counter[str] = Counter()
            for moment in moments(day):
                ward.survives(day, moment)
                tried[moment.kind] += 1
            assert day.disk.whole() == Disk.of(ward.at, "glass").whole(), "a call was not seen"
            print(f"{day.name}: {dict(tried)}")
