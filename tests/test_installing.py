"""The service on a machine: what is put there, that nothing is lost, and what is left behind."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from stat import S_IMODE

import pytest
from msgspec.structs import replace

from kiosk import __version__, archive, machine
from kiosk.chores import Put, Run, Step, Take
from kiosk.cli import main
from kiosk.errors import KioskError
from kiosk.installing import install, plan, removal, uninstall
from kiosk.machine import PROGRAM, Machine, startable, survey

CONFIG = '[board]\nname = "UBND Phường Bến Sen"\n'
BOARD = Machine(Path("/"), booted=True, config=True, accounts=True, notices=True, wires=True)

# systemd-tmpfiles gives folders to the user kiosk.
as_root = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("systemd-tmpfiles") is None,
    reason="needs root and systemd's tools",
)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """A card's root folder, as Debian 12 has it, with neither kiosk nor its config."""
    root = tmp_path / "image"
    (root / "etc").mkdir(parents=True)
    _with_systemd(root, 252)
    return root


def _with_systemd(root: Path, version: int) -> None:
    folder = root / "usr/lib/aarch64-linux-gnu/systemd"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"libsystemd-shared-{version}.so").touch()


def _install(root: Path, *, dry_run: bool = False, journal: bool = False) -> list[str]:
    return list(install(root, os.geteuid(), dry_run=dry_run, journal_in_memory=journal))


def _done(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith(("write ", "remove ", "run "))]


def _systemctl(steps: Sequence[Step]) -> list[str]:
    ran = [step.words for step in steps if isinstance(step, Run)]
    return [words[1] for words in ran if words[0] == "systemctl"]


def _tree(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _settled(board: Machine) -> Machine:
    """The machine after what is planned for it."""
    files = {step.path: step.data for step in plan(board, PROGRAM) if isinstance(step, Put)}
    return replace(board, files=board.files | files, enabled=True, active=True, command=PROGRAM)


@as_root
def test_an_image_gets_the_unit_its_user_and_a_folder_for_clerks(image: Path) -> None:
    lines = _install(image)

    unit = (image / "usr/local/lib/systemd/system/kiosk.service").read_text(encoding="utf-8")
    assert "ExecStart=/opt/kiosk/bin/kiosk run --config /etc/kiosk/kiosk.toml" in unit
    assert "\nkiosk:x:" in f"\n{(image / 'etc/passwd').read_text()}"
    groups = dict(
        line.split(":", 1) for line in (image / "etc/group").read_text(encoding="utf-8").split()
    )
    assert all(groups[name].endswith(":kiosk") for name in ("kiosk-clerks", "spi", "gpio"))
    notices = (image / "var/lib/kiosk/notices").stat()
    assert S_IMODE(notices.st_mode) == 0o2775
    assert f":{notices.st_gid}:" in groups["kiosk-clerks"]
    assert any("kiosk init --config /etc/kiosk/kiosk.toml" in line for line in lines)


@as_root
def test_the_second_time_there_is_nothing_to_do(image: Path) -> None:
    assert _done(_install(image))
    again = _install(image)
    assert again[0] == "nothing to do"
    assert _done(again) == []


@as_root
def test_with_a_config_it_starts_with_the_machine(image: Path) -> None:
    _install(image)
    wanted = image / "etc/systemd/system/multi-user.target.wants/kiosk.service"
    assert not wanted.is_symlink()
    (image / "etc/kiosk/kiosk.toml").write_text(CONFIG, encoding="utf-8")

    assert len(_done(_install(image))) == 1
    assert wanted.is_symlink()
    assert _done(_install(image)) == []


@as_root
def test_an_upgrade_keeps_config_state_and_notices(image: Path) -> None:
    _install(image)
    kept = {
        "etc/kiosk/kiosk.toml": CONFIG,
        "var/lib/kiosk/kiosk.db": "tin cũ",
        "var/lib/kiosk/notices/họp dân phố.txt": "Tối thứ Sáu, 19 giờ.",
        "etc/systemd/system/kiosk.service.d/override.conf": "[Service]\nNice=5\n",
    }
    for name, words in kept.items():
        (image / name).parent.mkdir(parents=True, exist_ok=True)
        (image / name).write_text(words, encoding="utf-8")
    unit = image / "usr/local/lib/systemd/system/kiosk.service"
    unit.write_text("[Unit]\nDescription=the version before\n", encoding="utf-8")

    assert "write /usr/local/lib/systemd/system/kiosk.service" in _install(image)
    assert "the version before" not in unit.read_text(encoding="utf-8")
    assert {name: (image / name).read_text(encoding="utf-8") for name in kept} == kept


@as_root
def test_an_account_and_a_folder_that_were_lost_come_back(image: Path) -> None:
    _install(image)
    (image / "var/lib/kiosk/notices").rmdir()
    group = image / "etc/group"
    members = group.read_text().replace("kiosk-clerks:x:999:kiosk", "kiosk-clerks:x:999:")
    group.write_text(members)

    assert [line.split()[1] for line in _done(_install(image))] == [
        "systemd-sysusers",
        "systemd-tmpfiles",
    ]
    assert (image / "var/lib/kiosk/notices").is_dir()
    assert _done(_install(image)) == []


@as_root
def test_uninstalling_leaves_config_and_state_and_says_so(
    image: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(_tree(image))
    _install(image, journal=True)
    (image / "etc/kiosk/kiosk.toml").write_text(CONFIG, encoding="utf-8")
    _install(image)

    assert main(["uninstall", "--root", str(image)]) == 0
    assert "left with all that is in there: /var/lib/kiosk and" in capsys.readouterr().out
    accounts = {image / "etc" / name for name in (".pwd.lock", "group", "passwd")}
    accounts |= {image / "etc" / name for name in ("gshadow", "shadow")}
    assert set(_tree(image)) - before - accounts == {image / "etc/kiosk/kiosk.toml"}
    assert not (image / "etc/systemd/system/multi-user.target.wants/kiosk.service").is_symlink()
    assert main(["uninstall", "--root", str(image)]) == 0
    assert capsys.readouterr().out.startswith("nothing to do\n")

    assert main(["uninstall", "--purge", "--root", str(image)]) == 0
    assert not (image / "etc/kiosk").exists()
    assert not (image / "var/lib/kiosk").exists()


def test_a_dry_run_says_the_plan_and_changes_nothing(
    image: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _tree(image)
    assert main(["install", "--dry-run", "--root", str(image)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("only a plan; nothing is changed:\nwrite /usr/local/lib/systemd/")
    assert "run systemd-sysusers " in said
    assert _tree(image) == before
    assert main(["uninstall", "--purge", "--dry-run", "--root", str(image)]) == 0
    assert _tree(image) == before


def test_accounts_are_made_before_the_folders_that_belong_to_them(image: Path) -> None:
    ran = [step.words[0] for step in plan(survey(image), PROGRAM) if isinstance(step, Run)]
    assert ran == ["systemd-sysusers", "systemd-tmpfiles"]


@pytest.mark.parametrize(("version", "grows"), [(252, 0), (254, 1), (257, 1)])
def test_pauses_grow_only_where_systemd_knows_how(image: Path, version: int, grows: int) -> None:
    _with_systemd(image, version)
    put = [step.path for step in plan(survey(image), PROGRAM) if isinstance(step, Put)]
    assert put.count(machine.RESTART) == grows


def test_wires_are_given_to_groups_only_where_the_distribution_does_not(image: Path) -> None:
    rules = image / "etc/udev/rules.d/99-com.rules"
    assert machine.RULES in [step.path for step in plan(survey(image), PROGRAM)[:4]]
    rules.parent.mkdir(parents=True)
    rules.write_text('SUBSYSTEM=="spidev", GROUP="spi"\nSUBSYSTEM=="gpio", GROUP="gpio"\n')
    assert all(
        getattr(step, "path", None) != machine.RULES for step in plan(survey(image), PROGRAM)
    )


def test_a_running_udev_hears_of_the_new_rule() -> None:
    steps = plan(replace(BOARD, wires=False, udev=True), PROGRAM)
    assert [
        step.words[1] for step in steps if isinstance(step, Run) and "udev" in step.words[0]
    ] == [
        "control",
        "trigger",
    ]


def test_the_journal_is_left_alone_unless_asked_for() -> None:
    unasked = plan(BOARD, PROGRAM)
    asked = plan(BOARD, PROGRAM, journal_in_memory=True)
    assert not any("journald" in str(step) for step in unasked)
    assert [str(step) for step in asked if "journald" in str(step)] == [
        "write /usr/local/lib/systemd/journald.conf.d/kiosk.conf",
        "run systemctl restart systemd-journald (the journal in memory)",
    ]


def test_a_running_machine_reads_the_new_unit_and_starts_it() -> None:
    assert _systemctl(plan(BOARD, PROGRAM)) == ["daemon-reload", "enable", "start"]
    assert plan(_settled(BOARD), PROGRAM) == ()


def test_bytecode_comes_into_one_file_before_the_service_starts() -> None:
    steps = [*map(str, plan(replace(BOARD, scattered=True), PROGRAM))]
    made = next(n for n, step in enumerate(steps) if "-I -m kiosk.archiving" in step)
    assert made < next(n for n, step in enumerate(steps) if "start kiosk.service" in step)
    again = plan(replace(_settled(BOARD), scattered=True), PROGRAM)
    assert [step.words[1:] for step in again if isinstance(step, Run)] == [
        ("-I", "-m", "kiosk.archiving")
    ]


def test_where_the_package_cannot_be_written_its_bytecode_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "PACKAGE", str(tmp_path))
    assert survey(Path("/")).scattered
    monkeypatch.setattr(archive, "PACKAGE", str(tmp_path / "not there"))
    assert not survey(Path("/")).scattered


def test_a_running_service_starts_anew_with_a_new_unit() -> None:
    old = replace(_settled(BOARD), files=_settled(BOARD).files | {machine.UNIT: b"[Unit]\n"})
    assert [str(step).partition(" (")[0] for step in plan(old, PROGRAM)] == [
        "write /usr/local/lib/systemd/system/kiosk.service",
        "run systemctl daemon-reload",
        "run systemctl restart kiosk.service",
    ]


def test_a_power_cut_between_the_unit_and_its_reading_is_made_good() -> None:
    cut = replace(_settled(BOARD), unread=True)
    assert _systemctl(plan(cut, PROGRAM)) == ["daemon-reload", "restart"]


@pytest.mark.parametrize("why", [{"masked": True}, {"config": False}])
def test_nothing_starts_that_is_masked_or_has_no_config(why: dict[str, bool]) -> None:
    assert _systemctl(plan(replace(BOARD, **why), PROGRAM)) == ["daemon-reload"]


def test_uninstalling_stops_first_and_forgets_last() -> None:
    steps = removal(_settled(BOARD))
    assert str(steps[0]).startswith("run systemctl stop kiosk.service")
    assert str(steps[-1]).startswith("run systemctl daemon-reload")
    taken = [step.path for step in steps if isinstance(step, Take)]
    assert set(taken) == {
        *(machine.WANTED, machine.UNIT, machine.ACCOUNTS, machine.FOLDERS),
        machine.COMMAND,
    }


@as_root
def test_people_start_the_program_by_its_name_where_nothing_else_has_it(image: Path) -> None:
    name = image / "usr/local/bin/kiosk"
    _install(image)
    assert name.readlink() == PROGRAM
    list(uninstall(image, 0, dry_run=False, purge=False))
    assert not name.is_symlink()

    name.parent.mkdir(exist_ok=True)
    name.write_text("#!/bin/sh\n")
    _install(image)
    list(uninstall(image, 0, dry_run=False, purge=False))
    assert name.read_text() == "#!/bin/sh\n"


@as_root
def test_a_unit_made_by_hand_that_hides_the_new_one_is_told(image: Path) -> None:
    by_hand = image / "etc/systemd/system/kiosk.service"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text("[Service]\n")
    assert any(
        line.startswith("/etc/systemd/system/kiosk.service stands") for line in _install(image)
    )
    by_hand.unlink()
    by_hand.symlink_to("/dev/null")
    assert any(line.startswith("kiosk.service is masked") for line in _install(image))


def test_what_a_tool_complains_of_is_the_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if shutil.which("systemd-sysusers") is None:
        pytest.skip("systemd-sysusers is not on this machine")
    assert main(["install", "--root", str(tmp_path)]) == 1  # it has no etc
    assert capsys.readouterr().err.startswith(
        f"kiosk: `systemd-sysusers --root={tmp_path} kiosk.conf` failed: "
    )


def test_an_image_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KioskError, match="--root: there is no folder"):
        _install(tmp_path / "card")


def test_without_root_it_says_what_to_type() -> None:
    nobody = 65534
    with pytest.raises(KioskError, match=r"needs root: `sudo kiosk install`, or look first"):
        list(install(Path("/"), nobody, dry_run=False, journal_in_memory=False))
    with pytest.raises(KioskError, match=r"needs root: `sudo kiosk uninstall`"):
        list(uninstall(Path("/"), nobody, dry_run=False, purge=False))


@pytest.mark.parametrize("place", ["/home/lan/kiosk/.venv", "/root/kiosk", "/srv/bảng tin"])
def test_a_program_that_the_service_could_not_start_is_refused(place: str) -> None:
    assert startable(PROGRAM) == PROGRAM
    with pytest.raises(KioskError, match="put kiosk into /opt/kiosk, as `sudo make install` does"):
        startable(Path(place) / "bin/kiosk")


def test_the_unit_starts_the_program_that_installed_it() -> None:
    (unit, *_) = plan(BOARD, Path("/usr/local/bin/kiosk"))
    assert isinstance(unit, Put)
    assert b"\nExecStart=/usr/local/bin/kiosk run --config /etc/kiosk/kiosk.toml\n" in unit.data
    assert f"of kiosk {__version__}".encode() in unit.data
