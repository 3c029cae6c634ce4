"""The lives of those around a board, and all that goes wrong for it, one after the other."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bulletin import FAULTS
from ward import CITY, FEASTS, NOTICE, URGENT, WARD, Ward, local

from kiosk import mishaps

# Who does what, and when: each yields the true times at which it wants to go on.
Life = Iterator[datetime]


def editors(ward: Ward, first: date, days: int) -> Life:
    """Three stories each working day, one of them with a photograph; one of the ward's a week."""
    for number in range(days + 1):
        day = first + timedelta(days=number)
        if day.weekday() < 5 and day not in FEASTS:
            yield local(day, time(7, 41))
            ward.writes(CITY, day, time(7, 40), "good" if number % 7 else "broken")
            if day.weekday() == 0:
                ward.writes(WARD, day, time(7, 38))
            yield local(day, time(9, 51))
            ward.writes(CITY, day, time(9, 50))
            yield local(day, time(14, 21))
            ward.writes(CITY, day, time(14, 20))


def clerk(ward: Ward, first: date, days: int) -> Life:
    """A notice a week, and now and then an urgent one for an hour."""
    for number in range(days + 1):
        day = first + timedelta(days=number)
        if day.weekday() == 0:
            yield local(day, time(8, 5))
            title = NOTICE.format(number, ward.chance.randrange(1, 300))
            ward.posts(title, local(day + timedelta(days=3), time(17)))
        if number % 9 == 4:
            yield local(day, time(9))
            ward.posts(URGENT.format(number), local(day, time(10)))


def passers_by(ward: Ward, first: date, days: int) -> Life:
    """Six times a day."""
    for number in range(days + 1):
        for hour, minute in ((3, 0), (9, 15), (10, 20), (12, 10), (15, 40), (21, 30)):
            yield local(first + timedelta(days=number), time(hour, minute))
            ward.looks_right()
            ward.is_written_down()


# Trials: each begins on a day, and ends when all is well again.


def portal_fails(ward: Ward, day: date, fault: Callable[[Any], None]) -> Life:
    yield local(day, time(6))
    ward.portal.fault = fault
    yield local(day, time(21))
    found = ward.health()
    why = [one.last_error for one in found.sources]
    assert all(why), (fault.__name__, why)
    assert all(str(said) in "\n".join(found.complaints()) for said in why)
    ring = "\n".join(one.says for one in mishaps.read(ward.state))
    assert all(str(said) in ring for said in why), (why, ring)
    ward.portal.fault = None
    yield local(day + timedelta(days=1), time(21))
    assert not any(one.last_error for one in ward.health().sources)


def no_network(ward: Ward, day: date) -> Life:
    yield local(day, time(10, 30))
    ward.portal.closes()
    for later in range(3):
        yield local(day + timedelta(days=later), time(20, 30))
        found = ward.health()
        assert all(one.last_error for one in found.sources)
        assert not later or found.stale_since
        if later == 1:
            ward.restarts(cut=True)
    ward.portal.opens()
    yield local(day + timedelta(days=3), time(11))
    assert not any(one.last_error for one in ward.health().sources)


def disk_full(ward: Ward, day: date) -> Life:
    if not ward.disk.own:
        return
    yield local(day, time(6))
    kept = dict(ward.known), dict(ward.answered)
    ward.disk.fills()
    ward.full = True
    yield local(day, time(20))
    assert "0 MB are free on the disk" in ward.told()
    ward.disk.empties()
    ward.disk_is_well()
    # What came since then was in memory alone, and comes again.
    ward.known, ward.answered = dict(kept[0]), dict(kept[1])
    yield local(day + timedelta(days=1), time(6))
    assert "are free on the disk" not in "\n".join(ward.health().complaints())
    assert "0 MB are free on the disk" in "\n".join(one.says for one in mishaps.read(ward.state))


def read_only(ward: Ward, day: date, *, restart: bool) -> Life:
    # With a restart: while the record on the card is of the very page that is due again at five.
    yield local(day, time(12, 30) if restart else time(6))
    kept = dict(ward.known), dict(ward.answered)
    ward.disk.refuses(refuses=True)
    ward.refused = True
    yield local(day, time(16, 58))
    if restart:
        # What came since then is lost, and comes again; the office has closed meanwhile.
        ward.known, ward.answered = dict(kept[0]), dict(kept[1])
        ward.restarts(cut=True, off_s=600)
        yield local(day, time(17, 20))
        ward.looks_right()
    yield local(day, time(20))
    assert ("read-only" if ward.disk.own else "can't be written") in ward.told()
    ward.disk.refuses(refuses=False)
    ward.disk_is_well()
    ward.known, ward.answered = dict(kept[0]), dict(kept[1])
    yield local(day + timedelta(days=1), time(7))
    said = "\n".join(ward.health().complaints())
    assert "read-only" not in said
    assert "can't be written" not in said


def panel_stuck(ward: Ward, day: date) -> Life:
    yield local(day, time(8, 30))
    ward.stuck = True
    yield local(day, time(16, 30))
    assert "BUSY" in ward.health().dark
    yield local(day + timedelta(days=1), time(8))
    ward.stuck = False
    yield local(day + timedelta(days=1), time(8, 30))
    assert not ward.health().dark
    assert "BUSY" in "\n".join(one.says for one in mishaps.read(ward.state))


def settings_broken(ward: Ward, day: date, *, restart: bool) -> Life:
    yield local(day, time(8, 45))
    ward.settings('[programme]\npages = "news"\n')
    yield local(day, time(11))
    assert "TOML" in ward.board.refused or "programme" in ward.board.refused
    assert ward.board.refused in ward.told()
    if restart:
        ward.restarts(cut=False)
        assert ward.board.refused in ward.told()
    yield local(day, time(16))
    ward.name = ward.chance.choice(["Bến Sen", "Chợ Nhỏ", "An Lạc"])
    ward.settings()
    yield local(day, time(17))
    assert not ward.board.refused


def clock_set(ward: Ward, day: date, wrong: timedelta, *, server: bool) -> Life:
    """Somebody sets it, or a server that is wrong; after an hour it is right again."""
    yield local(day, time(13, 30))
    ward.sets_clock(wrong, server=server)
    yield local(day, time(14, 12))
    ward.looks_right()
    yield local(day, time(14, 30))
    ward.sets_clock(timedelta(), server=True)
    yield local(day, time(14, 45))
    ward.looks_right()


def power_cut(ward: Ward, day: date, at: time, boots: datetime | None) -> Life:
    """The board comes up with the clock that it has; the network sets it after twenty minutes."""
    yield local(day, at)
    ward.sets_clock(boots - ward.time.true if boots else timedelta(), server=False)
    ward.restarts(cut=True)
    yield local(day, at) + timedelta(minutes=15)
    ward.looks_right()
    yield local(day, at) + timedelta(minutes=20)
    ward.sets_clock(timedelta(), server=True)
    yield local(day, at) + timedelta(minutes=31)
    ward.looks_right()


def restart(ward: Ward, day: date) -> Life:
    yield local(day, time(9, 40))
    ward.restarts(cut=False)
    yield local(day, time(9, 46))
    ward.looks_right()


def trials(ward: Ward, first: date, days: int) -> Life:
    """One after the other, with a quiet day between two; each round in another order."""
    years = timedelta(days=365)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    each: list[Callable[[date], Life]] = [
        *(lambda day, fault=fault: portal_fails(ward, day, fault) for fault in FAULTS),
        lambda day: no_network(ward, day),
        lambda day: disk_full(ward, day),
        lambda day: read_only(ward, day, restart=False),
        lambda day: read_only(ward, day, restart=True),
        lambda day: panel_stuck(ward, day),
        lambda day: settings_broken(ward, day, restart=False),
        lambda day: settings_broken(ward, day, restart=True),
        lambda day: clock_set(ward, day, -years, server=False),
        lambda day: clock_set(ward, day, timedelta(hours=3), server=True),
        lambda day: clock_set(ward, day, timedelta(hours=-3), server=False),
        lambda day: clock_set(ward, day, 56 * years, server=True),
        lambda day: power_cut(ward, day, time(9, 25), epoch),
        lambda day: power_cut(ward, day, time(18), epoch),
        lambda day: power_cut(ward, day, time(9, 25), None),
        lambda day: power_cut(ward, day, time(2), local(day, time()) - timedelta(hours=8)),
        lambda day: restart(ward, day),
    ]
    if chosen := os.environ.get("KIOSK_YEAR_TRIALS"):
        each = [each[int(number)] for number in chosen.split(",")]
    day, last = first + timedelta(days=2), first + timedelta(days=days - 6)
    while day < last:
        for trial in each:
            for at in trial(day):
                day = at.date()
                yield at
            day += timedelta(days=1)
            if day >= last:
                return
        ward.chance.shuffle(each)
