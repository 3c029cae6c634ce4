"""`kiosk log`: from the lines that were written down, what was shown from when to when."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby, zip_longest
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from kiosk.content.words.text import fold
from kiosk.showings import Line, Noted, Standing

COLUMNS = (
    "from", "to", "seconds", "end", "clock", "page", "frame", "frames", "stories", "notices",
    "titles", "digest",
)  # fmt: skip
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Showing(Struct, frozen=True):
    """A picture that stood on the glass from `begins` to `ends`.

    `known`: whether it went then; otherwise it stood at least so long, and the board was cut off or
    stands so still. `sure`: whether the clock was right, or could be put right afterwards.
    """

    standing: Standing
    begins: datetime
    ends: datetime
    known: bool
    sure: bool

    @property
    def lasted(self) -> timedelta:
        return self.ends - self.begins


def showings(lines: Iterable[Line]) -> Iterator[Showing]:
    """What was shown, in order; between two runs of the service nobody vouches for the glass."""
    for _, run in groupby(lines, lambda line: line.run):
        yield from _of_run(tuple(run))


def _of_run(lines: Sequence[Line]) -> Iterator[Showing]:
    sure = any(line.trusted for line in lines)
    lines = _put_right(lines)
    begun: Line | None = None
    for line, following in zip_longest(lines, lines[1:]):
        begun = line if line.standing else begun
        if begun is None or begun.standing is None:
            continue
        # Until the next line of another kind than a pulse, or the last line of all.
        if following is None or following.kind != "pulse":
            end = following or line
            at = max(begun.at, end.at)
            yield Showing(begun.standing, begun.at, at, following is not None, sure)
            begun = None


def _put_right(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a run with their times as the clock says that was right later, or before."""
    anchor = next((line for line in lines if line.trusted), None)
    if anchor is None:
        return lines
    righted = []
    for line in lines:
        anchor = line if line.trusted else anchor
        passed = timedelta(seconds=line.ticks - anchor.ticks)
        righted.append(line if line.trusted else replace(line, at=anchor.at + passed))
    return righted


def chosen(
    found: Iterable[Showing], *, notice: str | None = None, since: datetime | None = None
) -> Iterator[Showing]:
    """Those that a notice, named by its id or a part of its title, stood on; those since a time."""
    for one in found:
        shows = notice is None or any(_means(notice, noted) for noted in one.standing.notices)
        if shows and (since is None or one.ends >= since):
            yield one


def lines(found: Iterable[Showing], zone: ZoneInfo) -> Iterator[str]:
    """A line for each, and one for all of them together."""
    count, total, least = 0, timedelta(), False
    for one in found:
        count, total, least = count + 1, total + one.lasted, least or not one.known
        yield _line(one, zone)
    if count:
        often = "once" if count == 1 else f"{count} times"
        minutes, seconds = divmod(round(total.total_seconds()), 60)
        lasted = f"{minutes // 60} h {minutes % 60:02d} min {seconds:02d} s"
        yield f"{often}, {'at least ' if least else ''}{lasted} in all"


def table(found: Iterable[Showing], zone: ZoneInfo) -> Iterator[str]:
    """The same as lines of CSV, with a heading."""
    yield _row(COLUMNS)
    for one in found:
        standing = one.standing
        yield _row(
            (
                one.begins.astimezone(zone).isoformat(timespec="seconds"),
                one.ends.astimezone(zone).isoformat(timespec="seconds"),
                str(round(one.lasted.total_seconds())),
                "known" if one.known else "at least",
                "sure" if one.sure else "unsure",
                standing.page,
                str(standing.frame),
                str(standing.frames),
                " ".join(standing.stories),
                "; ".join(notice.id for notice in standing.notices),
                "; ".join(notice.title for notice in standing.notices),
                standing.digest,
            )
        )


def _means(words: str, noted: Noted) -> bool:
    named = words in (noted.id, noted.id.rpartition("/")[2])
    return named or bool(fold(words) and fold(words) in fold(noted.title))


def _line(one: Showing, zone: ZoneInfo) -> str:
    begins, ends = one.begins.astimezone(zone), one.ends.astimezone(zone)
    same = begins.date() == ends.date()
    until = f"{ends:%H:%M:%S}" if same else f"{ends:%d/%m/%Y %H:%M:%S}"
    least = "" if one.known else " at least"
    doubt = "" if one.sure else " (the clock was not to be trusted)"
    standing = one.standing
    page = (
        standing.page
        if standing.frames == 1
        else f"{standing.page} {standing.frame}/{standing.frames}"
    )
    titles = "; ".join(f"“{notice.title}”" for notice in standing.notices)
    told = " ".join(standing.stories)
    matter = "".join(f", {words}" for words in (titles, told) if words)
    return f"{begins:%d/%m/%Y %H:%M:%S} to {until}{least}{doubt}: {page}{matter}"


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(
        f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells
    )
    return out.getvalue()
