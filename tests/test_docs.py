"""What the documents say is what the code does: tables, commands, keys, examples, links."""

import re
import runpy
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from blocks import plain_board
from editions import edition
from PIL import Image

from kiosk.cli import main
from kiosk.config import load as load_config
from kiosk.content.folders import frontdesk, schedule
from kiosk.errors import ConfigError, LayoutError
from kiosk.layout.compose import compose
from kiosk.layout.regions import KINDS
from kiosk.layout.spec import NEEDS
from kiosk.layout.spec import load as load_layout
from kiosk.panels import catalog
from kiosk.scene import Text

ROOT = Path(__file__).parent.parent
BOARD = plain_board(200, 100)
README = ROOT / "README.md"
CONFIGURATION = ROOT / "docs" / "configuration.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
LAYOUTS = ROOT / "docs" / "layouts.md"
TYPESETTING = ROOT / "docs" / "typesetting.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("systemd/*.md")])

_BLOCK = re.compile(r"^```toml\n(.*?)^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
# Capitals in a path stand for any name: `layouts/PAGE.SHAPE.toml`.
_PATH = re.compile(r"`((?:kiosk|tests|docs|layouts|fonts|systemd|tools|bench)/[a-z0-9_./-]*)`")
_COMMAND = re.compile(r"^ {4}(\w+) {2,}", re.MULTILINE)
_OPTION = re.compile(r"(--[a-z-]+)")
_KNOWN = re.compile(r"the known ones are (.*)\.$", re.MULTILINE)
# Which keys a table knows is what its complaint of this one says.
UNKNOWN = "xyzzy"


def _toml_blocks() -> Iterator[tuple[str, str]]:
    for path in DOCUMENTS:
        for number, block in enumerate(_BLOCK.findall(path.read_text(encoding="utf-8")), 1):
            yield f"{path.name}-{number}", block


BLOCKS = dict(_toml_blocks())


def _words(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _help(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    return capsys.readouterr().out


def _known_keys(complaint: str) -> set[str]:
    return {key for line in _KNOWN.findall(complaint) for key in line.split(", ")}


def test_the_tables_of_layouts_are_the_codes() -> None:
    written = runpy.run_path(str(ROOT / "tools" / "layout_docs.py"))["written"]
    document = LAYOUTS.read_text(encoding="utf-8")
    assert document == written(document), "run: python tools/layout_docs.py"
    assert [kind for kind in KINDS if f"<!-- table: {kind} -->" not in document] == []


def test_the_rules_of_typesetting_are_the_codes() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "typesetting_docs.py"))
    document = TYPESETTING.read_text(encoding="utf-8")
    assert document == tool["written"](document), "run: python tools/typesetting_docs.py"
    assert [name for name in tool["TABLES"] if f"<!-- table: {name} -->" not in document] == []


def test_a_table_that_was_changed_by_hand_is_found() -> None:
    written = runpy.run_path(str(ROOT / "tools" / "layout_docs.py"))["written"]
    document = LAYOUTS.read_text(encoding="utf-8")
    assert written(document.replace("| `{title}` |", "| `{tite}` |")) == document


def test_every_kind_of_region_has_an_example_and_its_picture() -> None:
    drawn = runpy.run_path(str(ROOT / "tools" / "layout_docs.py"))["drawn"]
    pictures = drawn(LAYOUTS.read_text(encoding="utf-8"))
    assert set(pictures) == set(KINDS)
    for kind, picture in pictures.items():
        kept = (ROOT / "docs" / "regions" / f"{kind}.png").read_bytes()
        assert _pixels(kept) == _pixels(picture), f"{kind}: run python tools/layout_docs.py"
        assert f"](regions/{kind}.png)" in LAYOUTS.read_text(encoding="utf-8")


def _pixels(png: bytes) -> tuple[tuple[int, int], bytes]:
    with Image.open(BytesIO(png)) as image:
        return image.size, image.convert("L").tobytes()


def test_the_example_of_a_new_kind_of_region_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = (ROOT / "docs" / "new-region.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```", document, re.DOTALL | re.MULTILINE)
    (table,) = re.findall(r"^```toml\n(.*?)^```", document, re.DOTALL | re.MULTILINE)
    module, layout = tmp_path / "countdown.py", tmp_path / "tin.landscape.toml"
    module.write_text(code, encoding="utf-8")
    page = '[page]\nshape = "landscape"\nrows = ["1fr"]\nareas = "countdown"\n'
    layout.write_text(page + table, encoding="utf-8")
    own = ModuleType("countdown")
    exec(compile(code, module, "exec"), own.__dict__)  # noqa: S102 - our own document's
    monkeypatch.setitem(sys.modules, "kiosk.layout.regions.countdown", own)
    monkeypatch.setitem(KINDS, "countdown", "CountdownRegion")

    made = compose("tin", edition(), BOARD, (load_layout(layout),))

    (text,) = made.scenes[0].items
    assert isinstance(text, Text)
    assert text.text == "Còn 75 ngày đến Tết"
    layout.write_text(page + table.replace("2027-02-06", '"Tết"'), encoding="utf-8")
    with pytest.raises(LayoutError) as caught:
        load_layout(layout)
    said = str(caught.value).rpartition("region.countdown.until: ")[2]
    assert said in document


def test_every_command_and_option_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    told = _words(README, CONFIGURATION)
    commands = _COMMAND.findall(_help(capsys))
    assert {"demo", "init", "once", "render", "check", "run", "panel"} <= set(commands)
    for command in commands:
        said = _help(capsys, command)
        for name in [command, *(f"{command} {inner}" for inner in _COMMAND.findall(said))]:
            assert f"`kiosk {name}" in told, name
        for option in set(_OPTION.findall(said)) - {"--help"}:
            assert option in told, (command, option)


def test_every_panel_and_palette_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["panel", "list"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in catalog.names())
    told = CONFIGURATION.read_text(encoding="utf-8")
    assert [name for name in catalog.palettes() if f'`"{name}"`' not in told] == []
    assert [name for name in catalog.names() if f"`{name}`" not in told] == []


# On which pin of the 40-pin header a GPIO of Broadcom's numbers lies.
_HEADER = {7: 26, 8: 24, 16: 36, 17: 11, 18: 12, 22: 15, 24: 18, 25: 22, 26: 37, 27: 13}
_WIRE = re.compile(r"^\| (\w+(?: \d)?)[^|]*\| (\d+)[^|]*\| (\d+) \|$", re.MULTILINE)


def test_every_wire_is_told_as_it_is_driven() -> None:
    told = (ROOT / "docs" / "panels.md").read_text(encoding="utf-8")
    for name, wiring in catalog.shipped().wirings.items():
        _, found, section = told.partition(f"### `{name}`")
        assert found, name
        lines = {
            line: (int(gpio), int(pin))
            for line, gpio, pin in _WIRE.findall(section.partition("\n#")[0])
        }
        driven = {"reset": wiring.reset, "dc": wiring.dc, "busy": wiring.busy}
        driven["power"] = wiring.power
        if wiring.selects:
            driven |= {f"select {at}": pin for at, pin in enumerate(wiring.selects)}
        else:
            driven["select"] = 8  # SPI's own
        want = {line: (gpio, _HEADER[gpio]) for line, gpio in driven.items() if gpio is not None}
        assert lines == want, name


def test_every_panel_says_what_was_tried_and_every_key_of_an_own_one_is_told(
    tmp_path: Path,
) -> None:
    told = (ROOT / "docs" / "panels.md").read_text(encoding="utf-8")
    tried = told[told.index("## What was tried") :]
    assert [name for name in catalog.names() if f"`{name}`" not in tried] == []
    own = tmp_path / "panels.toml"
    own.write_text(
        f"[panel.a]\nlike = 'waveshare-7in5-v2'\n{UNKNOWN} = 1\n"
        f"[wiring.b]\nreset = 1\nbusy = 2\n{UNKNOWN} = 1\n",
        encoding="utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        catalog.with_own(own)
    keys = _known_keys(str(caught.value))
    assert {"controller", "hz", "mirrored"} <= keys
    assert {key for key in keys if f"`{key}`" not in told} == set()


@pytest.mark.parametrize("panel", ["", 'size = "800 x 480"\nmm = "160 x 96 mm"\npalette = "mono"'])
def test_every_key_of_a_config_is_told(panel: str, tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    wrong = f"{UNKNOWN} = 1\n"
    path.write_text(
        f'{wrong}[board]\nname = "Bến Sen"\n{wrong}'
        f'[[source]]\nkind = "feed"\nurl = "https://portal.example/tin.rss"\n{wrong}'
        f'[[source]]\nkind = "listing"\nurl = "https://portal.example/"\n{wrong}'
        f"[source.page]\n{wrong}"
        f'[[source]]\nkind = "notices"\npath = "notices"\n{wrong}'
        f"[network]\n{wrong}[health]\n{wrong}"
        f'[panel]\nmodel = "png"\n{panel}\n{wrong}[programme]\n{wrong}[hours]\n{wrong}',
        encoding="utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    keys = _known_keys(str(caught.value))
    assert {"name", "url", "model", "dwell", "sunday"} <= keys
    told = CONFIGURATION.read_text(encoding="utf-8")
    tables = {"board", "panel", "programme", "hours", "source", "network", "health", "page"}
    untold = {key for key in keys - tables if f"`{key}`" not in told}
    tables = tables - {"page"} | {"source.page"}
    untold |= {table for table in tables if f"[{table}]" not in told}
    assert not untold


def test_every_key_of_a_page_is_told(tmp_path: Path) -> None:
    path = tmp_path / "news.landscape.toml"
    drawn = 'shape = "landscape"\nrows = ["auto"]\nareas = "rule"\n'
    path.write_text(
        f'[page]\n{drawn}{UNKNOWN} = 1\n[region.rule]\nkind = "rule"\n', encoding="utf-8"
    )
    with pytest.raises(LayoutError) as caught:
        load_layout(path)
    told = LAYOUTS.read_text(encoding="utf-8")
    assert "areas" in _known_keys(str(caught.value))
    for key in _known_keys(str(caught.value)):
        assert f"`{key}`" in told, key
    for need in NEEDS:
        assert f'`"{need}"`' in told, need


def test_the_ladder_of_imports_is_the_contracts() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers, *_ = [contract["layers"] for contract in contracts if "layers" in contract]
    ladder = "\n".join(layer.replace("kiosk.", "") for layer in layers)
    assert f"```text\n{ladder}\n```" in ARCHITECTURE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BLOCKS)
def test_every_example_in_toml_loads(name: str, tmp_path: Path) -> None:
    block = BLOCKS[name]
    tables = tomllib.loads(block)
    path = tmp_path / "example.toml"
    path.write_text(block, encoding="utf-8")
    if "page" in tables and "region" in tables:
        assert load_layout(path).regions
    elif "board" in tables:
        assert load_config(path).name
    elif "duty" in tables:
        assert frontdesk.read(path, datetime.now(UTC)).problems == ()
    elif "row" in tables:
        assert schedule.read(path).problems == ()


def test_the_documents_show_a_whole_config_and_a_whole_layout() -> None:
    tables = [set(tomllib.loads(block)) for block in BLOCKS.values()]
    assert any({"board", "panel", "source"} <= one for one in tables)
    assert any({"page", "region"} <= one for one in tables)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_points_at_is_there(document: Path) -> None:
    words = document.read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in _LINK.findall(words) if "://" not in link]
    gone = [link for link in links if link and not (document.parent / link).exists()]
    gone += [path for path in _PATH.findall(words) if not (ROOT / path).exists()]
    assert not gone
