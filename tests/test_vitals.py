"""What a board's computer says of itself, read from a made-up one."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk import vitals
from kiosk.vitals import Vitals, clock, look

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def says(root: Path, path: str, words: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words, encoding="utf-8")


def disk(free_mb: int, *, flags: int = 0) -> os.statvfs_result:
    blocks = free_mb * 1_000_000 // 4096 + 1
    return os.statvfs_result((4096, 4096, blocks, blocks, blocks, 9, 9, 9, flags, 255))


def found(root: Path, free_mb: int = 900, flags: int = 0) -> Vitals:
    return look(
        root / "state", NOW, root, statvfs=lambda _: disk(free_mb, flags=flags), kernel=lambda: None
    )


def test_a_computer_that_says_nothing_has_no_faults(tmp_path: Path) -> None:
    seen = found(tmp_path)
    assert seen == Vitals(None, None, read_only=False, free_mb=900, clock="unsure")
    assert seen.problems() == ()


def test_a_raspberry_pi_that_is_well(tmp_path: Path) -> None:
    says(tmp_path, "sys/fs/ext4/mmcblk0p2/errors_count", "0\n")
    says(tmp_path, "sys/class/hwmon/hwmon0/name", "cpu_thermal\n")
    says(tmp_path, "sys/class/hwmon/hwmon1/name", "rpi_volt\n")
    says(tmp_path, "sys/class/hwmon/hwmon1/in0_lcrit_alarm", "0\n")
    says(tmp_path, "sys/block/mmcblk0/device/life_time", "0x02 0x01\n")
    says(tmp_path, "run/systemd/timesync/synchronized", "")
    seen = found(tmp_path)
    assert seen == Vitals(0, 20, free_mb=900, under_voltage=False, clock="synchronized")
    assert seen.problems() == ()
    assert seen.clock_trusted


def test_a_card_that_fails_and_a_weak_supply_are_told_with_what_to_do(tmp_path: Path) -> None:
    says(tmp_path, "sys/fs/ext4/mmcblk0p1/errors_count", "1\n")
    says(tmp_path, "sys/fs/ext4/mmcblk0p2/errors_count", "6\n")
    says(tmp_path, "sys/block/mmcblk0/device/life_time", "0x01 0x0b\n")
    says(tmp_path, "sys/class/hwmon/hwmon1/name", "rpi_volt\n")
    says(tmp_path, "sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n")
    told = found(tmp_path, 12, os.ST_RDONLY).problems()
    assert [says.split(",")[0].split(";")[0] for says in told] == [
        "the state folder is on a card or disk that is read-only",
        "the file system counted 7 errors on its card or disk",
        "the card has used 100 % of its life",
        "12 MB are free on the disk",
        "the supply's voltage is too low",
    ]


@pytest.mark.parametrize("words", ["", "many\n", "-1\n", "\x00\xff", "9" * 5000])
def test_nonsense_in_sysfs_is_nothing(tmp_path: Path, words: str) -> None:
    says(tmp_path, "sys/fs/ext4/mmcblk0p2/errors_count", words)
    says(tmp_path, "sys/block/mmcblk0/device/life_time", words)
    says(tmp_path, "sys/class/hwmon/hwmon1/name", words)
    seen = found(tmp_path)
    assert seen.card_worn is None
    assert seen.under_voltage is None
    assert seen.card_errors is None


def test_a_clock_is_believed_by_who_set_it(tmp_path: Path) -> None:
    assert clock(NOW, tmp_path, kernel=lambda: True) == "synchronized"
    assert clock(NOW, tmp_path, kernel=lambda: False) == "unsure"
    says(tmp_path, "sys/class/rtc/rtc0/hctosys", "1\n")
    assert clock(NOW, tmp_path, kernel=lambda: False) == "kept"
    assert clock(datetime(1970, 1, 2, tzinfo=UTC), tmp_path, kernel=lambda: True) == "wrong"


def test_a_clock_behind_this_version_is_a_fault() -> None:
    assert Vitals(clock="wrong").problems() == (
        "the clock is behind the day on which this version was made; set it",
    )


def test_this_computer_can_be_looked_at(tmp_path: Path) -> None:
    seen = look(tmp_path / "not" / "there", NOW)
    assert seen.free_mb is not None
    assert vitals.synchronized() in (True, False, None)


def test_the_unit_lets_the_kernel_say_no_where_it_may_not_be_asked() -> None:
    unit = Path(__file__).parent.parent / "systemd" / "kiosk.service"
    # Without it asking would end the service.
    assert "\nSystemCallErrorNumber=EPERM\n" in unit.read_text(encoding="utf-8")


def test_a_disk_that_can_t_be_asked_is_not_known(tmp_path: Path) -> None:
    def broken(_: Path) -> os.statvfs_result:
        raise OSError(5, "Input/output error")

    assert look(tmp_path, NOW, tmp_path, statvfs=broken, kernel=lambda: None).free_mb is None
