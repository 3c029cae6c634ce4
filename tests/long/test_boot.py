"""The service on a real systemd: a container boots this machine's own system on an overlay."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MINUTES = 8
# Nothing else that this machine may serve is started.
TARGET = """\
[Unit]
Requires=basic.target
Wants=dbus.service trial.service
"""
TRIAL = """\
[Unit]
After=basic.target dbus.service
[Service]
Type=oneshot
ExecStart=/opt/kiosk/bin/python /opt/source/tests/long/booted.py /trial/report.json
TimeoutStartSec=infinity
"""

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("systemd-nspawn") is None,
    reason="needs root and systemd-nspawn (apt-get install systemd-container)",
)


@pytest.fixture(scope="module")
def overlay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """This machine's own root folder, whose changes are forgotten."""
    base = tmp_path_factory.mktemp("boot")
    _run("mount", "-t", "tmpfs", "kiosk-boot", str(base))
    try:
        for name in ("upper", "work", "root", "trial"):
            (base / name).mkdir()
        layers = f"lowerdir=/,upperdir={base / 'upper'},workdir={base / 'work'}"
        mounted = _run("mount", "-t", "overlay", "overlay", "-o", layers, str(base / "root"))
        if mounted.returncode:
            pytest.skip(f"no overlay can be mounted here: {mounted.stderr.strip()}")
        try:
            yield base
        finally:
            _run("umount", str(base / "root"))
    finally:
        _run("umount", "--lazy", str(base))


@pytest.fixture(scope="module")
def report(overlay: Path) -> dict[str, object]:
    """What booted.py saw."""
    _furnish(overlay / "root")
    bound = {
        Path(sys.base_prefix): "/opt/python",
        Path(sysconfig.get_path("purelib")): "/opt/site",
    }
    binds = [f"--bind-ro={path}:{at}" for path, at in bound.items()]
    binds.append(f"--overlay={ROOT}::/opt/source")  # bytecode is written there, and forgotten
    booted = subprocess.run(
        [
            *("systemd-nspawn", "--quiet", "--keep-unit", "--register=no", "--private-network"),
            *("--directory", str(overlay / "root"), f"--bind={overlay / 'trial'}:/trial"),
            *(*binds, "--boot"),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=MINUTES * 60,
    )
    told = overlay / "trial" / "report.json"
    assert told.exists(), booted.stdout + booted.stderr
    seen: dict[str, object] = json.loads(told.read_text(encoding="utf-8"))
    assert "broke" not in seen, seen["broke"]
    return seen


def _furnish(root: Path) -> None:
    """A program in /opt/kiosk, as `make install` puts it there, and what is done to it."""
    program = root / "opt/kiosk"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    site = program / "lib" / version / "site-packages"
    for folder in (site, program / "bin", root / "opt/python", root / "opt/site", root / "trial"):
        folder.mkdir(parents=True)
    (root / "opt/source").mkdir()
    (program / "pyvenv.cfg").write_text("home = /opt/python/bin\n", encoding="utf-8")
    (program / "bin/python").symlink_to(f"/opt/python/bin/{version}")
    (site / "kiosk.pth").write_text("/opt/source\n/opt/site\n", encoding="utf-8")
    faults = "/opt/source/tests/long\nimport hanging\n"
    (site / "kiosk-hangs.pth").write_text(faults, encoding="utf-8")
    script = program / "bin/kiosk"
    words = "import sys\nfrom kiosk.cli import main\nsys.exit(main())\n"
    script.write_text(f"#!/opt/kiosk/bin/python\n{words}", encoding="utf-8")
    script.chmod(0o755)
    for library in (Path(sys.base_prefix) / "lib").glob("libpython3*.so*"):
        shutil.copy(library, root / "usr/local/lib")  # where it was built the service can't look
    units = root / "etc/systemd/system"
    (units / "trial.service").write_text(TRIAL, encoding="utf-8")
    (units / "trial.target").write_text(TARGET, encoding="utf-8")
    (units / "default.target").unlink(missing_ok=True)
    (units / "default.target").symlink_to("trial.target")


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_installing_makes_the_user_and_starts_nothing_without_a_config(
    report: dict[str, object],
) -> None:
    assert "write /usr/local/lib/systemd/system/kiosk.service" in str(report["installed"])
    assert "-m kiosk.archiving" in str(report["installed"])
    assert "archiving" not in str(report["installed again"])
    assert report["without a config"] == "inactive"
    assert report["groups"] == ["gpio", "kiosk", "kiosk-clerks", "spi"]


def test_with_a_config_it_is_ready_when_its_picture_stands(report: dict[str, object]) -> None:
    assert "run systemctl start kiosk.service" in str(report["started"])
    assert (report["ready"], report["picture at ready"]) == ("active", True)
    assert report["owner"] == "kiosk"
    assert str(report["again"]).startswith("nothing to do\n")


def test_what_a_clerk_writes_is_on_the_board_within_seconds(report: dict[str, object]) -> None:
    assert report["notice shown"]
    assert report["notice's group"] == "kiosk-clerks"


def test_it_can_write_its_state_and_see_no_home(report: dict[str, object]) -> None:
    assert (report["/"], report["state"], report["homes"]) == ("ro", "rw", [])
    assert report["capabilities"] == ["0000000000000000"]


def test_a_reload_shows_new_settings_in_the_same_process(report: dict[str, object]) -> None:
    assert (report["reloaded"], report["same process"]) == (True, True)


def test_the_watchdog_starts_a_hanging_service_again(report: dict[str, object]) -> None:
    assert report["lives with its watchdog"]
    assert (report["restarted"], report["journal"]) == (True, True)


@pytest.mark.parametrize("named", ["gather", "show", "scheduler"])
def test_what_does_not_get_on_is_told_and_started_again(
    report: dict[str, object], named: str
) -> None:
    hangs = report["hangs"]
    assert isinstance(hangs, dict)
    assert hangs[named] == [True, True]


def test_it_stops_well_within_its_time(report: dict[str, object]) -> None:
    assert float(str(report["stop s"])) < 20
    assert (report["stopped"], report["result"]) == ("inactive", "success")


def test_uninstalling_leaves_state_and_config(report: dict[str, object]) -> None:
    assert report["unit"] == "not-found"
    assert report["kept"] == [True, True, True]
    assert "left with all that is in there: /var/lib/kiosk and /etc/kiosk;" in str(
        report["uninstalled"]
    )
