"""Faults for a service under its watchdog: what $KIOSK_HANGS names hangs for ever, once it runs.

Imported by the container's Python before kiosk is (test_boot.py): shipped limits are minutes.
"""

import os
import time
from itertools import count
from typing import Any


def _hang(*_: Any) -> None:
    time.sleep(86_400)


def _after(calls: int, does: Any) -> Any:
    numbers = count(1)

    def done(*arguments: Any) -> Any:
        return (_hang if next(numbers) > calls else does)(*arguments)

    return done


if named := os.environ.get("KIOSK_HANGS"):
    from kiosk import pulse

    pulse.BEAT_S, pulse.SILENT_S = 2, 8.0
    pulse.LONGEST_S.update(gather=5.0, show=5.0)

    from apscheduler.schedulers.background import BackgroundScheduler

    from kiosk.service import Service

    if named == "gather":
        Service.develop = _after(0, Service.develop)
    elif named == "show":
        Service.look = _after(2, Service.look)
    elif named == "scheduler":
        BackgroundScheduler._process_jobs = _after(5, BackgroundScheduler._process_jobs)  # noqa: SLF001 - the fault is in there
