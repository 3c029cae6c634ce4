"""What is done to kiosk on a machine that systemd has booted; test_boot.py reads the report.

Runs inside the container, as root, and writes down what it saw. `/opt/kiosk` is there already.
"""

import json
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

PROGRAM = "/opt/kiosk/bin/kiosk"
KIOSK = "/usr/local/bin/kiosk"
CONFIG = "/etc/kiosk/kiosk.toml"
STATE = Path("/var/lib/kiosk")
NOTICES = STATE / "notices"
PICTURE = STATE / "frame.png"
NOTICE = "Cúp nước khu phố 3\n\nTừ 8 giờ đến 17 giờ ngày mai.\n"
# A watchdog for people who wait; the service says each 10 s that it lives.
PATIENCE_S = 25
IMPATIENT = f"[Service]\nWatchdogSec={PATIENCE_S}\nRestartSec=1\n"


def main(report: Path) -> None:
    seen: dict[str, object] = {}
    try:
        for step in (
            _install,
            _start,
            _clerk,
            _limits,
            _reload,
            _watchdog,
            _hangs,
            _stop,
            _uninstall,
        ):
            seen |= step()
            report.write_text(json.dumps(seen), encoding="utf-8")
    except Exception:  # noqa: BLE001 - whatever it is, the report says it
        seen["broke"] = traceback.format_exc() + _said("journalctl", "--no-pager", "-n", "60")
        report.write_text(json.dumps(seen), encoding="utf-8")
    subprocess.run(["/usr/bin/systemctl", "poweroff"], check=False)


def _install() -> dict[str, object]:
    _said("ldconfig")
    first = _said(PROGRAM, "install")
    return {
        "installed": first,
        "installed again": _said(PROGRAM, "install"),
        "without a config": _shown("ActiveState"),
        "groups": sorted(_said("id", "-nG", "kiosk").split()),
    }


def _start() -> dict[str, object]:
    named = ("--config", CONFIG, "--name", "UBND Phường Bến Sen")
    _said(KIOSK, "init", *named, "--url", "http://127.0.0.1:9/tin.rss")
    started = _said(KIOSK, "install")
    return {
        "started": started,
        "ready": _shown("ActiveState"),
        "picture at ready": PICTURE.exists(),
        "again": _said(KIOSK, "install"),
        "owner": PICTURE.owner(),
    }


def _clerk() -> dict[str, object]:
    """A clerk whose files are for nobody else, as her umask says."""
    _said("useradd", "--create-home", "--groups", "kiosk-clerks", "lan")
    before = PICTURE.stat().st_mtime_ns
    path = NOTICES / "cúp nước.txt"
    words = f"umask 077; printf %s '{NOTICE}' > '{path}'"
    _said("setpriv", "--reuid=lan", "--regid=lan", "--init-groups", "sh", "-c", words)
    shown = _until(lambda: PICTURE.stat().st_mtime_ns != before, 30)
    return {"notice shown": shown, "notice's group": path.group()}


def _limits() -> dict[str, object]:
    """What the service's own namespace lets it see, by its process."""
    root = Path(f"/proc/{_shown('MainPID')}/root")
    mounts = Path(f"/proc/{_shown('MainPID')}/mounts").read_text(encoding="utf-8").splitlines()
    options = {line.split()[1]: line.split()[3].split(",") for line in mounts}
    status = Path(f"/proc/{_shown('MainPID')}/status").read_text(encoding="utf-8")
    return {
        "/": "ro" if "ro" in options["/"] else "rw",
        "state": "rw" if "rw" in options[str(STATE)] else "ro",
        "homes": sorted(path.name for path in (root / "home").iterdir()),
        "capabilities": [line.split()[1] for line in status.splitlines() if "CapEff" in line],
    }


def _reload() -> dict[str, object]:
    before = _shown("MainPID"), PICTURE.stat().st_mtime_ns
    config = Path(CONFIG)
    words = config.read_text(encoding="utf-8")
    config.write_text(words.replace("Bến Sen", "Bình Thới"), encoding="utf-8")
    _said("systemctl", "reload", "kiosk")
    shown = _until(lambda: PICTURE.stat().st_mtime_ns != before[1], 30)
    return {"reloaded": shown, "same process": before[0] == _shown("MainPID")}


def _watchdog() -> dict[str, object]:
    _restart_with(IMPATIENT)
    steady = not _until(lambda: _shown("NRestarts") != "0", PATIENCE_S + 5)
    pid = int(_shown("MainPID"))
    os.kill(pid, 19)  # SIGSTOP: a process that does nothing more
    restarted = _until(
        lambda: _shown("NRestarts") == "1" and _shown("ActiveState") == "active", PATIENCE_S + 20
    )
    return {
        "lives with its watchdog": steady,
        "restarted": restarted,
        "journal": "Watchdog timeout" in _said("journalctl", "--no-pager", "-u", "kiosk"),
    }


def _hangs() -> dict[str, object]:
    """What does not get on, and what is said of it before systemd kills it."""
    seen = {}
    for named in ("gather", "show", "scheduler"):
        _restart_with(f"{IMPATIENT}Environment=KIOSK_HANGS={named}\n")
        before = _shown("NRestarts")
        killed = _until(lambda before=before: _shown("NRestarts") != before, PATIENCE_S + 30)
        said = _said(
            "journalctl", "--no-pager", "-u", "kiosk", "--grep", "will start the board anew"
        )
        seen[named] = [killed, f" {named} has been" in said]
    _restart_with(IMPATIENT)
    return {"hangs": seen}


def _restart_with(drop_in: str) -> None:
    path = Path("/run/systemd/system/kiosk.service.d/90-impatient.conf")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(drop_in, encoding="utf-8")
    _said("systemctl", "daemon-reload")
    _said("systemctl", "restart", "kiosk")


def _stop() -> dict[str, object]:
    began = time.monotonic()
    _said("systemctl", "stop", "kiosk")
    took = time.monotonic() - began
    return {"stop s": took, "stopped": _shown("ActiveState"), "result": _shown("Result")}


def _uninstall() -> dict[str, object]:
    said = _said(KIOSK, "uninstall")
    return {
        "uninstalled": said,
        "unit": _shown("LoadState"),
        "kept": [PICTURE.exists(), Path(CONFIG).exists(), NOTICES.is_dir()],
    }


def _shown(name: str) -> str:
    return _said("systemctl", "show", "--value", f"--property={name}", "kiosk.service").strip()


def _said(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=240)
    if done.returncode:
        raise RuntimeError(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def _until(true: Callable[[], bool], within_s: float) -> bool:
    ends = time.monotonic() + within_s
    while time.monotonic() < ends:
        if true():
            return True
        time.sleep(0.2)
    return False


if __name__ == "__main__":
    main(Path(sys.argv[1]))
