"""A board at work: it asks its sources, turns its pages, and drives its panel."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from kiosk import app, atlas, editing, press
from kiosk.board import Board
from kiosk.clock import MADE, believed
from kiosk.config import Config
from kiosk.content.gather import Outcome
from kiosk.content.memory.store import Store
from kiosk.content.office import Office
from kiosk.content.pace import due
from kiosk.content.source import FeedSource
from kiosk.errors import PanelError
from kiosk.frame import Frame
from kiosk.ink.prepared import Prepared
from kiosk.layout.spec import Layout
from kiosk.model import Edition
from kiosk.onpage import standing
from kiosk.panels.bus import Stopped, never
from kiosk.panels.policy import Occasion, Show, Skip
from kiosk.press import Made
from kiosk.programme import FIRST, Alert, Turn, after, alerted, settled
from kiosk.showings import Ahead, Journal
from kiosk.vitals import trusted

LOG = logging.getLogger("kiosk")

Now = Callable[[], datetime]


class Service:
    """A board at work: where it is in its programme, and what it last said of each source."""

    def __init__(self, config: Config, now: Now, stopped: Stopped = never) -> None:
        self.config = config
        self.now = now
        self.screen = app.screen(config, stopped)
        self.again: float | None = None
        self.failure = ""
        self.turn = FIRST
        self.newest = ""
        self.notices: frozenset[str] | None = None
        self.frames = 1
        self.alert: Alert | None = None
        self.page = ""
        self.errors: dict[str, str] = {}
        self.office = Office()
        self.prepared = Prepared(config.prepared)
        atlas.keep_in(config.state)
        self.letters = ""
        self.seen: tuple[object, ...] | None = None
        self.journal = Journal(config.state, time.monotonic, trusted)
        # When a source last answered, which is what a clock is held against.
        self.known: datetime | None = None

    def poll(self, source: FeedSource) -> Outcome:
        """Ask one source; when it may be asked again is told by the clock, right or wrong."""
        clock = self.now()
        # A clock that must be wrong does not make the last answer older than it was.
        now = clock if clock >= MADE else believed(clock, self.known).now
        with Store(self.config.state) as store:
            (outcome,) = app.gather(self.config, store, now, LOG.debug, only=source)
            for notice in store.notices:
                LOG.warning("%s", notice)
        self._tell(outcome)
        again = outcome.next_at and outcome.next_at - (now - clock)
        return replace(outcome, next_at=again)

    def look(self) -> bool:
        """Look at what lies in the office's folders and at what was decided; whether it changed.

        Cheap enough to be done every few seconds: a notice leaves the board on its minute.
        """
        now, before = believed(self.now(), self.known).now, self.seen
        self._journal(lambda: self.journal.pulse(self.now()))
        self.office = editing.office(self.config, now, self.office)
        self.seen = editing.seen(self.config, self.office, now)
        return before is not None and self.seen != before

    def develop(self) -> bool:
        """Take copies of new posters; whether the page may look different now."""
        with Store(self.config.state) as store:
            return app.develop(self.config, store, self.now(), LOG.debug)

    def take_over(self, before: "Service") -> None:
        """Go on where another one with other settings was; a panel that is the same is kept."""
        self.alert, self.errors, self.failure = before.alert, before.errors, before.failure
        self.newest, self.notices, self.page = before.newest, before.notices, before.page
        if self.config.pages == before.config.pages:
            self.turn, self.frames = before.turn, before.frames
        ours, theirs = self.config, before.config
        if (ours.model, ours.panel, ours.rotate, ours.picture, ours.state, ours.pace) == (
            *(theirs.model, theirs.panel, theirs.rotate, theirs.picture, theirs.state, theirs.pace),
        ):
            self.screen, self.journal = before.screen, before.journal

    @property
    def dwell_s(self) -> int:
        """For how long the page that stands now stands."""
        return self.config.dwell(self.page)

    def told(self) -> str:
        """What stands on the board, in a few words."""
        failing = [url for url, error in self.errors.items() if error]
        sources = f"; {len(failing)} sources fail" if failing else ""
        panel = f"; {self.failure}" if self.failure else ""
        return f"shows {self.page or 'nothing yet'}{sources}{panel}"

    def knows(self, source: FeedSource) -> bool:
        """Whether a source has answered before."""
        with Store(self.config.state) as store:
            return store.state(source.url).answered_at is not None

    def first_poll(self, source: FeedSource) -> datetime:
        """When a source is first asked: at once, but not sooner than it wished before the start."""
        with Store(self.config.state) as store:
            state = store.state(source.url)
        planned = state.wait_until if state.failures else state.next_at
        return due(planned, self.now())

    def turn_page(self) -> None:
        """Show what comes next in the programme."""
        self.redraw(turning=True)

    def redraw(self, *, turning: bool = False) -> None:
        """Make the page of this turn, or of the next, anew and show it if it looks different.

        Something new is shown at once. As long as anything is urgent, its page stands. Outside
        office hours the closing page stands, or the last one, as the config says.
        """
        config = self.config
        with Store(config.state) as store:
            news = editing.edition(config, store, self.now(), self.office)
            self.known = editing.last_answer(news.answered)
            board = config.board()
            variants = press.layouts_for(config, board)
            offered = self._offered(news, board, variants)
            page = self._due(news, board, variants, offered, turning=turning)
            if not page:
                return
            problem, lead = self.prepared.problem, self.turn.lead
            made = press.make(
                page, news, board, variants, store.photos, lead=lead, prepared=self.prepared
            )
        if self.prepared.problem != problem:
            LOG.warning("%s", self.prepared.problem or "prepared photographs are kept again")
        self._keep_letters()
        opens = self.page == press.CLOSING and page != press.CLOSING
        occasion: Occasion = (
            "urgent" if page == press.URGENT else "opening" if opens else "ordinary"
        )
        self.page = page
        frame = self._frame(made)
        ahead = self._ahead(*offered)
        if (decision := self._show(frame, occasion)) is not None:
            LOG.info("showing %s (%s): %s", made.page.name, made.page.layout, decision.reason)
        if self.again is None and self.journal.awaits(frame.digest, ahead):
            number = next(at for at, one in enumerate(made.frames) if one is frame)
            stands = standing(made.page, number, frame, news, lead)
            self._journal(lambda: self.journal.shown(stands, self.now(), ahead))

    def _keep_letters(self) -> None:
        """Keep what was drawn anew, now and then; a disk that refuses is told once."""
        if (problem := atlas.save(rarely=True)) != self.letters:
            LOG.warning("%s", problem or "letters are kept again")
        self.letters = problem

    def stop(self) -> None:
        """Nobody vouches for the glass any longer."""
        self._journal(lambda: self.journal.stopped(self.now()))

    def _journal(self, write: Callable[[], None]) -> None:
        """Write down what is shown; a disk that refuses is told once."""
        problem = self.journal.problem
        write()
        if bool(self.journal.problem) != bool(problem):
            LOG.warning("%s", self.journal.problem or "what was shown is written down again")

    def upkeep(self) -> None:
        """Refresh a picture that has stood for a day."""
        self._watched(lambda: self.screen.upkeep(self.now()))

    def _show(self, frame: Frame, occasion: Occasion) -> Show | None:
        """Bring a frame onto the panel; where it must wait, `again` says for how many seconds."""
        return self._watched(lambda: self.screen.show(frame, self.now(), occasion))

    def _watched(self, drive: Callable[[], Show | Skip]) -> Show | None:
        """Drive the panel; a failure is told once, and the feed goes on."""
        self.again = None
        problem = self.screen.problem
        try:
            decision = drive()
        except PanelError as error:
            self.again = self.screen.wait_s
            if str(error) != self.failure:
                LOG.error("%s; tried again in %.0f s", error, self.again)  # noqa: TRY400 - no traceback
            self.failure = str(error)
            self.stop()
            return None
        if self.screen.problem != problem:
            LOG.warning("%s", self.screen.problem or "the panel's picture is kept again")
        if isinstance(decision, Skip):
            self.again = decision.wait_s
            return None
        if self.failure:
            LOG.info("the panel works again")
        self.failure = ""
        return decision

    def _due(
        self,
        news: Edition,
        board: Board,
        variants: Sequence[Layout],
        offered: tuple[tuple[bool, ...], int],
        *,
        turning: bool,
    ) -> str:
        """The page that is due now; "" where the last one stays."""
        if notices := press.alarms(news):
            begins = partial(press.begins, edition=news, board=board, variants=variants)
            self.alert = alerted(self.alert, notices, begins, turning=turning)
            return press.URGENT
        # After an alert the programme goes on where it was.
        turning = turning and self.alert is None
        self.alert = None
        if not news.dated or self.config.hours.is_open(news.now.astimezone(self.config.zone)):
            return self._page(news, *offered, turning=turning)
        if self.config.outside == "closing":
            # What the office opens with: the newest news, or a notice that has come meanwhile.
            self.turn = self.turn if self.page == press.CLOSING else FIRST
            self._put_new_first(news)
            return press.CLOSING
        page = self._page(news, *offered, turning=False)
        # What was urgent must not stay, and after a restart nobody knows what the last page was.
        return page if self.page in ("", press.URGENT) else ""

    def _frame(self, made: Made) -> Frame:
        """The frame of a page that is due."""
        if self.alert is not None:
            self.alert = self.alert.made(len(made.frames))
            return made.frames[self.alert.frame]
        self.frames = len(made.frames)
        return made.frames[min(self.turn.frame, self.frames - 1)]

    def _page(self, news: Edition, filled: Sequence[bool], leads: int, *, turning: bool) -> str:
        """Go to the page that is due, and name it; a board with nothing at all waits."""
        if turning:
            self.turn = after(self.turn, filled, self.frames, leads)
        self._put_new_first(news)
        self.turn = settled(self.turn, filled, leads)
        return self.config.pages[self.turn.page] if any(filled) else press.WAITING

    def _offered(
        self, news: Edition, board: Board, variants: Sequence[Layout]
    ) -> tuple[tuple[bool, ...], int]:
        """Of each page whether it has anything to show, and how many stories lead in turn."""
        leads = min(len(news.stories), self.config.lead_stories)
        return press.filled(self.config.pages, news, board, variants), leads

    def _ahead(self, filled: Sequence[bool], leads: int) -> Ahead:
        """What comes when the page turns, as far as is known now."""
        here = settled(self.turn, filled, leads)
        beneath = self.config.pages[here.page] if any(filled) else press.WAITING
        if self.alert is not None:
            frame = (self.alert.frame + 1) % self.alert.frames
            return Ahead(press.URGENT if frame != self.alert.frame else "", frame + 1, beneath)
        turned = after(here, filled, self.frames, leads)
        if self.page != beneath or turned == here or not any(filled):
            return Ahead("", 1, beneath)
        return Ahead(self.config.pages[turned.page], turned.frame + 1, beneath)

    def _put_new_first(self, news: Edition) -> None:
        """A new story leads at once; a new notice is shown at once."""
        newest = news.stories[0].id if news.stories else ""
        if self.newest and newest != self.newest:
            self.turn = FIRST
        self.newest = newest
        notices = frozenset(notice.id for notice in news.notices)
        if (
            self.notices is not None
            and notices - self.notices
            and press.NOTICES in self.config.pages
        ):
            self.turn = Turn(self.config.pages.index(press.NOTICES), self.turn.lead)
        self.notices = notices

    def _tell(self, outcome: Outcome) -> None:
        """One line when a source begins to fail, fails otherwise, or answers again."""
        error = outcome.error or ""
        if error != self.errors.get(outcome.source.url, ""):
            if error:
                LOG.warning("%s: %s; what is stored stands", outcome.name, error)
            else:
                LOG.info("%s: answers again", outcome.name)
        self.errors[outcome.source.url] = error
        for note in outcome.notes:
            LOG.info("%s: %s", outcome.name, note)
