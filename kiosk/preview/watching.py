"""Which files have changed, as soon as they have."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from watchfiles import Change, awatch

# An editor writes a file in several steps, of which the last one counts.
_GATHERS_MS, _LOOKS_MS = 50, 20
# What a board or an editor writes for itself: nothing that is seen comes from there.
_OWN = re.compile(r"^\.|~$|\.(?:new|tmp|swp|lock|jsonl)$|-journal$|^(?:panel\.json|glass\.png)$")


async def changes(
    folders: Callable[[], list[Path]], stop: asyncio.Event
) -> AsyncIterator[set[Path]]:
    """The files that changed in these folders, again and again, until the stop.

    The folders are asked for anew each time: settings name others, and a folder may come to be.
    """
    while not stop.is_set():
        watched = folders()
        watching = awatch(
            *watched,
            watch_filter=_counts,
            debounce=_GATHERS_MS,
            step=_LOOKS_MS,
            stop_event=stop,
            recursive=False,
        )
        async for found in watching:
            yield {Path(name) for _, name in found}
            if folders() != watched:
                break


def _counts(_: Change, name: str) -> bool:
    return not _OWN.search(Path(name).name)
