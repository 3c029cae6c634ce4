"""Bytecode in one file: a start reads it, and means the same as without it."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_lean import made

from kiosk import archive
from kiosk.archiving import programs, write

# Runs the code in argv[1] after opening the archive in argv[2], or none.
BEGIN = """
import sys
from kiosk import archive
code, path, *rest = sys.argv[1:]
if path:
    archive.use(path, anywhere=True)
sys.argv[1:] = rest
exec(code)
"""
DRAWN = """
import json, sys
from kiosk.cli import main
code = main(sys.argv[1:])
told = {}
for name, module in sys.modules.items():
    spec = getattr(module, "__spec__", None)
    if spec is None or name == "__main__":
        continue
    told[name] = [
        getattr(module, "__file__", None),
        getattr(module, "__cached__", None),
        getattr(module, "__package__", None),
        list(getattr(module, "__path__", ())),
        spec.origin,
        spec.has_location,
        spec.submodule_search_locations,
    ]
archived = [n for n in told if type(sys.modules[n].__loader__).__name__ == "_Loader"]
print(json.dumps([code, archived, told]))
"""
BUILD = """
import sys
from pathlib import Path
from kiosk import archive, archiving
with archiving.programs() as found:
    archiving.load()
archiving.write(Path(sys.argv[1]), sys.modules.values(), found, archive.searched())
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of all that a board loads."""
    path = tmp_path_factory.mktemp("archive") / "whole"
    subprocess.run([sys.executable, "-I", "-c", BUILD, str(path)], check=True)
    return path


def ran(code: str, path: Path | str = "", *words: str, **more: Any) -> str:
    """What code says on stdout in a process that has opened the archive at `path`."""
    command = [sys.executable, "-c", BEGIN, code, str(path), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, **more)
    assert not done.returncode, done.stderr
    return done.stdout


def drawn(ward: Path, path: Path | str = "") -> tuple[list[str], dict[str, Any], bytes]:
    out = ward / f"out{Path(path).name}"
    words = ("render", "--config", str(ward / "kiosk.toml"), "--out", str(out))
    code, archived, told = json.loads(ran(DRAWN, path, *words).splitlines()[-1])
    assert code == 0
    return archived, told, next(out.glob("*.png")).read_bytes()


def test_a_page_is_drawn_by_the_same_modules_to_the_same_bytes(tmp_path: Path, whole: Path) -> None:
    ward = made(tmp_path, photo=True)
    drawn(ward)  # the letters are on disk then
    none, told, picture = drawn(ward)
    archived, retold, again = drawn(ward, whole)
    assert again == picture
    assert none == []
    # Of what is ours nothing was read from anywhere else; and it can't tell where it came from.
    ours = {name for name in retold if name.startswith("kiosk")}
    assert ours - set(archived) == {"kiosk", "kiosk.archive"}
    assert {"msgspec", "argparse", "PIL.Image", "tomllib"} <= set(archived)
    assert {name: retold[name] for name in archived} == {name: told[name] for name in archived}


def test_patterns_are_those_that_would_be_compiled(whole: Path) -> None:
    said = ran(
        """
import re
found = archive._used.patterns
kept = [re.compile(*asked) for asked in found]
re.purge()
re._compiler.compile = re._compiler.compile.__closure__[1].cell_contents
fresh = [re.compile(*asked) for asked in found]
for one, other in zip(kept, fresh):
    assert one is not other
    assert (one.pattern, one.flags, one.groups) == (other.pattern, other.flags, other.groups)
    assert dict(one.groupindex) == dict(other.groupindex)
    assert one == other, one  # their programs, too
print(len(kept))
""",
        whole,
    )
    assert int(said) > 200


def test_a_pattern_out_of_the_archive_finds_what_it_should(whole: Path) -> None:
    said = ran(
        """
import re
def never(*_): raise AssertionError("it was compiled")
re._compiler._parser.parse = never
from kiosk.layout import figures, rules, syllables
from kiosk.quantities import regex
import tomllib
print(tomllib.loads('at = 07:30:00\\nday = 2026-11-28')["at"])
import textwrap
print(textwrap.fill("Phường Bến Sen họp dân", 14))
""",
        whole,
    )
    assert said == "07:30:00\nPhường Bến Sen\nhọp dân\n"


def test_files_beside_archived_modules_and_their_sources_are_found(whole: Path) -> None:
    said = ran(
        """
import importlib.resources, inspect, certifi, traceback
import kiosk.png
assert "certificate" in certifi.contents().lower()
assert importlib.resources.files("kiosk").joinpath("png.py").is_file()
assert "Indexed PNG files" in inspect.getsource(kiosk.png)
try:
    kiosk.png.indexed(None, None, None, None)
except TypeError:
    print(traceback.format_exc())
""",
        whole,
    )
    assert "bits = next(bits for bits in" in said


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A package of two modules, and an archive of it."""
    package = tmp_path / "toypackage"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "chào.py").write_text("WORDS = 'Kính chào quý khách'\n", encoding="utf-8")
    code = """
import sys
from pathlib import Path
from kiosk import archive, archiving
import toypackage.chào
archiving.write(Path(sys.argv[1]), sys.modules.values(), {}, archive.searched())
"""
    ran(code, "", str(tmp_path / "archive"), env={"PYTHONPATH": str(tmp_path)})
    return tmp_path


def greeting(toy: Path) -> list[str]:
    code = "import toypackage.chào as toy; print(toy.WORDS, type(toy.__loader__).__name__)"
    said = ran(code, toy / "archive", env={"PYTHONPATH": str(toy)})
    return said.rstrip("\n").rsplit(" ", 1)


def test_a_source_that_has_changed_is_read_itself(toy: Path) -> None:
    assert greeting(toy) == ["Kính chào quý khách", "_Loader"]
    changed = "WORDS = 'Xin mời lấy số'\n"
    (toy / "toypackage" / "chào.py").write_text(changed, encoding="utf-8")
    assert greeting(toy) == ["Xin mời lấy số", "SourceFileLoader"]


def test_a_source_that_is_gone_is_not_loaded(toy: Path) -> None:
    (toy / "toypackage" / "chào.py").unlink()
    code = """
try:
    import toypackage.chào
except ImportError as error:
    print(error)
"""
    assert "No module named" in ran(code, toy / "archive", env={"PYTHONPATH": str(toy)})


@pytest.mark.parametrize("left", [0, 3, 100, 1000])
def test_an_archive_that_is_torn_is_as_none(toy: Path, left: int) -> None:
    path = toy / "archive"
    path.write_bytes(path.read_bytes()[:left])
    assert greeting(toy) == ["Kính chào quý khách", "SourceFileLoader"]


def test_bytecode_that_is_torn_off_is_read_from_elsewhere(toy: Path) -> None:
    path = toy / "archive"
    data = path.read_bytes()
    path.write_bytes(data[: 4 + int.from_bytes(data[:4], "little")])
    assert greeting(toy)[0] == "Kính chào quý khách"


def test_an_archive_of_another_python_or_place_is_as_none(toy: Path) -> None:
    path = toy / "archive"
    data = path.read_bytes()
    assert greeting(toy)[1] == "_Loader"
    for mine in (sys.version.encode(), archive.PACKAGE.encode()):
        assert data.count(mine)
        path.write_bytes(data.replace(mine, mine[:-1] + b"?", 1))
        assert greeting(toy)[1] == "SourceFileLoader"


def test_an_archive_of_another_search_path_is_as_none(toy: Path) -> None:
    code = "archive.use(sys.argv[1]); print(archive.in_use())"
    path = str(toy / "archive")
    assert ran(code, "", path, env={"PYTHONPATH": str(toy)}) == "True\n"
    assert ran(code, "", path) == "False\n"
    assert ran(code, "", path, env={"PYTHONPATH": f"{toy.parent}:{toy}"}) == "False\n"


def test_whether_an_archive_is_current_is_told(toy: Path) -> None:
    code = "print(archive.is_current(sys.argv[1]))"
    path, env = str(toy / "archive"), {"PYTHONPATH": str(toy)}
    assert ran(code, "", path, env=env) == "True\n"
    assert ran(code, "", f"{path}-none") == "False\n"
    assert ran(code, "", path) == "False\n"
    (toy / "toypackage" / "__init__.py").write_text("# đổi\n", encoding="utf-8")
    assert ran(code, "", path, env=env) == "False\n"


def test_the_archive_lies_beside_pythons_own_bytecode() -> None:
    path = Path(archive.place())
    assert path.parent.name == "__pycache__"
    assert sys.implementation.cache_tag in path.name
    assert path.suffix == ".all"


def test_what_is_compiled_meanwhile_is_noted_and_afterwards_is_not(tmp_path: Path) -> None:
    with programs() as found:
        assert re.search(r"\bphường (?P<name>\w+)", "PHƯỜNG Bến Sen", re.IGNORECASE)
    count = len(found)
    (_, flags, _, groups, names, numbered) = found[r"\bphường (?P<name>\w+)", int(re.IGNORECASE)]
    assert (flags & re.UNICODE, groups) == (re.UNICODE, 1)
    assert (names, numbered) == ({"name": 1}, (None, "name"))
    re.purge()
    assert re.search(r"\bkhu phố \d+", "khu phố 3")
    assert len(found) == count
    write(tmp_path / "archive", [], found, archive.searched())
    assert archive.is_current(str(tmp_path / "archive"))


def test_a_worker_of_a_process_with_an_archive_uses_it(whole: Path) -> None:
    code = """
from kiosk.content.work.process import COMMAND
print(COMMAND[5] == "archived")
"""
    assert ran(code, whole) == "True\n"
    assert ran(code) == "False\n"


def test_the_command_makes_it_where_the_next_start_looks_for_it(tmp_path: Path) -> None:
    ours = [sys.executable, "-X", f"pycache_prefix={tmp_path}"]
    asked = "from kiosk import archive; archive.use(); print(archive.in_use())"

    def used() -> str:
        done = subprocess.run([*ours, "-c", asked], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    assert used() == "False"
    done = subprocess.run(
        [*ours, "-I", "-m", "kiosk.archiving"], capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)
    assert used() == "True"
