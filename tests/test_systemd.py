"""What kiosk ships for systemd: that systemd itself has nothing to say against it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UNIT = ROOT / "systemd" / "kiosk.service"
INSTALLED = "/opt/kiosk/bin/kiosk"
# The score of `systemd-analyze security` in tenths.
WORST_EXPOSURE = 17
# RestartSteps and RestartMaxDelaySec.
GROWING_PAUSES = 254

pytestmark = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine"
)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit, starting a program that this machine has."""
    words = UNIT.read_text(encoding="utf-8")
    assert INSTALLED in words
    path = tmp_path / UNIT.name
    path.write_text(words.replace(INSTALLED, sys.executable), encoding="utf-8")
    return path


def _analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze") or ""
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


def test_every_key_and_value_is_known(unit: Path) -> None:
    found = _analyze("verify", str(unit))
    # Unknown keys are told, but leave the exit code at 0.
    assert (found.returncode, found.stderr) == (0, "")


def test_growing_pauses_are_known_where_they_are_put(unit: Path) -> None:
    version = re.search(r"systemd (\d+)", _analyze("--version").stdout)
    assert version
    if int(version[1]) < GROWING_PAUSES:
        pytest.skip(f"systemd {version[1]} does not know them, and gets none")
    drop_in = unit.with_name(f"{unit.name}.d") / "10-restart.conf"
    drop_in.parent.mkdir()
    shutil.copy(ROOT / "systemd" / "kiosk-restart.conf", drop_in)
    found = _analyze("verify", str(unit))
    assert (found.returncode, found.stderr) == (0, "")


def test_a_wrong_key_would_be_told(unit: Path) -> None:
    unit.write_text(unit.read_text(encoding="utf-8") + "\n[Service]\nRestartSek=5\n")
    assert "RestartSek" in _analyze("verify", str(unit)).stderr


def test_little_is_exposed(unit: Path) -> None:
    found = _analyze("security", "--offline=true", f"--threshold={WORST_EXPOSURE}", str(unit))
    assert found.returncode == 0, found.stdout


def test_accounts_can_be_made_on_a_machine_that_has_none(tmp_path: Path) -> None:
    program = shutil.which("systemd-sysusers")
    if program is None:
        pytest.skip("systemd-sysusers is not on this machine")
    (tmp_path / "etc").mkdir()
    shipped = str(ROOT / "systemd" / "kiosk.sysusers.conf")
    made = subprocess.run(
        [program, "--dry-run", f"--root={tmp_path}", shipped],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    told = set(re.findall(r"creat\w* (?:group|user) '([\w-]+)'", made.stderr, re.IGNORECASE))
    assert told == {"kiosk", "kiosk-clerks", "spi", "gpio"}
    assert list((tmp_path / "etc").iterdir()) == []
