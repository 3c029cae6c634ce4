"""The worker process: whatever is made from foreign bytes is made here, under hard limits.

`kiosk.content.work.process` starts it. A task comes as a line of JSON, its result goes as one.
"""

import os
import queue
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from kiosk.content.values import NONE, Conditions
from kiosk.content.web.answer import Answer, FetchError
from kiosk.content.work import wire
from kiosk.content.work.tasks import (
    ORDERS,
    Failed,
    GetReady,
    GotFeed,
    GotPage,
    GotPicture,
    Greet,
    Greeted,
    LookAgain,
    Order,
    ReadFeed,
    ReadPage,
    Result,
    TakePhoto,
    TakePoster,
    Task,
)
from kiosk.errors import KioskError, SourceError

MIB = 1 << 20
# Addresses count mapped libraries, too, which are some 60 MiB of them; data counts what is ours, of
# which numpy reserves 42 and uses ten.
ADDRESSES = 320 * MIB
DATA = 192 * MIB
LARGEST_FILE = 16 * MIB
OPEN_FILES = 64
# A feed of the largest size takes 1.2 s on a desktop, a hostile one minutes.
CPU_S = 10
# Of addresses for a thread, sixteen times what loading numpy takes.
STACK = MIB
# Between the last moment of a GET and the end of one whose name is still being looked up.
_DNS_GRACE_S = 1.0


def main() -> int:
    """Answer tasks from stdin until it ends."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", errors="replace")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    bound()
    threading.stack_size(STACK)
    for line in _lines():
        order: Order = wire.load(line, *ORDERS)
        if isinstance(order, GetReady):
            _get_ready()
            continue
        result = perform(order)
        out.write(wire.dump(result) + "\n")
        out.flush()
        if isinstance(result, Failed) and result.why == NO_MEMORY:
            break  # what is left of the memory may be in pieces
    return 0


def _get_ready() -> None:
    from kiosk.content.web import http  # noqa: F401, PLC0415 - each reader with its first task


NO_MEMORY = "reading it takes more memory than a board can spare"


def bound() -> None:
    """Give this process limits that it can't lift, and less of the processor than the board has."""
    for what, most in (
        (resource.RLIMIT_AS, ADDRESSES),
        (resource.RLIMIT_DATA, DATA),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, ceiling = resource.getrlimit(what)
        least = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(what, (least, least))
    with suppress(PermissionError):  # a systemd unit may forbid it
        os.nice(5)


def perform(task: Task) -> Result:
    """Do one task; whatever it meets comes back as a Failed with a sentence."""
    allow_cpu()
    try:
        return _done(task)
    except FetchError as fault:
        return Failed(
            str(fault),
            status=fault.status,
            retry_after_s=fault.retry_after,
            unreachable=fault.unreachable,
        )
    except SourceError as fault:
        return Failed(fault.why, source=fault.source)
    except (KioskError, OSError) as fault:
        # The name of a file may hold bytes that are no letters.
        return Failed(str(fault).encode(errors="replace").decode())
    except MemoryError:
        return Failed(NO_MEMORY)
    # Broad on purpose: nothing that bytes from outside bring about may cost more than this task.
    except Exception as fault:  # noqa: BLE001 - as said
        return Failed(f"it can't be read ({type(fault).__name__}: {str(fault)[:120]})")


def _done(task: Task) -> Result:
    match task:
        case ReadFeed():
            return _feed(task)
        case ReadPage():
            return _page(task)
        case TakePhoto():
            return _photo(task)
        case TakePoster():
            return _sheet(task)
        case LookAgain():
            return _looked(task)
        case Greet():
            return Greeted(_asked(task).status)


def _feed(task: ReadFeed) -> GotFeed:
    answer = _asked(task, task.conditions)
    conditions = Conditions(answer.etag, answer.modified)
    if answer.unchanged:
        return GotFeed(None, task.conditions, answer.moved, answer.fresh_s)
    told: dict[str, Any] = {"url": answer.url, "content_type": answer.content_type}
    told |= {"zone": task.zone, "fetched": task.now, "name": task.name}
    if task.section is None:
        from kiosk.content.feeds import feed  # noqa: PLC0415 - each reader with its first task

        read = feed.parse(answer.body, **told)
    else:
        from kiosk.content.lists import listing  # noqa: PLC0415 - as above

        read = listing.parse(answer.body, **told, selectors=task.section)
    return GotFeed(read, conditions, answer.moved, max(answer.fresh_s, read.fresh_s))


def _page(task: ReadPage) -> GotPage:
    from kiosk.content.articles import article  # noqa: PLC0415 - as above
    from kiosk.content.words.decoding import decode_html  # noqa: PLC0415 - as above

    answer = _asked(task)
    text = decode_html(answer.body, answer.content_type)
    page = article.read(
        text,
        url=answer.url,
        zone=task.zone,
        fetched=task.now,
        selectors=task.selectors,
        title=task.title,
    )
    return GotPage(page)


def _photo(task: TakePhoto) -> GotPicture:
    from kiosk.content.darkroom import faces, pictures  # noqa: PLC0415 - as above

    body = _asked(task).body
    faces.prepare()
    kept = pictures.intake(body, task.folder)
    return GotPicture(kept.key, kept.size, kept.focus)


def _sheet(task: TakePoster) -> GotPicture:
    from kiosk.content.folders import posters  # noqa: PLC0415 - as above

    body = posters.body(task.path)
    from kiosk.content.darkroom import pictures  # noqa: PLC0415 - as above

    kept = pictures.intake(body, task.folder, pictures.SHEET)
    return GotPicture(kept.key, kept.size, kept.focus)


def _looked(task: LookAgain) -> GotPicture:
    from kiosk.content.darkroom import pictures  # noqa: PLC0415 - as above

    kept = pictures.look(task.folder / task.key)
    return GotPicture(kept.key, kept.size, kept.focus)


def _asked(task: ReadFeed | ReadPage | TakePhoto | Greet, conditions: Conditions = NONE) -> Answer:
    """The bounded GET, inside an alarm that holds where its deadline can't: looking up names."""
    from kiosk.content.web import http  # noqa: PLC0415 - as above

    signal.setitimer(signal.ITIMER_REAL, task.limits.deadline_s + _DNS_GRACE_S)
    try:
        return http.get(
            task.url, now=task.now, conditions=conditions, limits=task.limits, route=task.route
        )
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def allow_cpu(seconds: int = CPU_S) -> None:
    """Let this process compute for so long from now on; then it is killed."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    _, ceiling = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, ceiling))


def _lines() -> Iterator[str]:
    """The lines of stdin; the process ends at once when the board has let go of it."""
    waiting: queue.Queue[str] = queue.Queue()

    def listen() -> None:
        for line in sys.stdin:
            waiting.put(line)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        yield waiting.get()


if __name__ == "__main__":
    sys.exit(main())
