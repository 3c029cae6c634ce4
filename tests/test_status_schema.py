"""The JSON of `kiosk status` is what its schema says, and docs/status.md tells of every figure."""

import json
import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from portal import feed, item, serving
from schemas import faults

from kiosk.cli import main
from kiosk.config import Config
from kiosk.health import Health, PanelHealth, ShownHealth, SourceHealth, status
from kiosk.metrics import exposition
from kiosk.mishaps import Mishap, Ring
from kiosk.showings import Journal, Noted, Standing
from kiosk.vitals import Vitals

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DOCS = Path(__file__).parent.parent / "docs"
SCHEMA: dict[str, Any] = json.loads((DOCS / "status.schema.json").read_text(encoding="utf-8"))
CONFIG = """[board]
name = "UBND Phường Bến Sen"
[[source]]
kind = "feed"
url = "{url}/feed.xml"
[[source]]
kind = "listing"
url = "http://127.0.0.1:9/nhom-tin"
[panel]
model = "sim:waveshare-7in5-v2"
"""


def wrong(said: Any) -> list[str]:
    return list(faults(said, SCHEMA, SCHEMA))


def test_a_fresh_board_s_json_is_as_the_schema_has_it(config: Config) -> None:
    assert wrong(json.loads(status(config, NOW).json())) == []


def test_a_board_that_has_worked_and_failed_is_as_the_schema_has_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)
    (tmp_path / "portal").mkdir()
    words = feed(item(22, "Phường Bến Sen khánh thành công viên ven rạch", "Sáng 22/11."))
    (tmp_path / "portal" / "feed.xml").write_text(words, encoding="utf-8")
    with serving(tmp_path / "portal") as url:
        (tmp_path / "kiosk.toml").write_text(CONFIG.format(url=url), encoding="utf-8")
        assert main(["once"]) == 3
    notice = Noted("cup-nuoc.txt", "Cúp nước khẩn")
    standing = Standing("news", 1, 1, "a1", ("1600000022",), (notice,))
    Journal(tmp_path / "state", lambda: 0.0, lambda _: True).shown(standing, NOW)
    ring = Ring(tmp_path / "state", lambda: NOW, lambda: 0.0)
    ring.emit(logging.LogRecord("kiosk", logging.ERROR, "", 0, "thẻ nhớ đầy", (), None))
    capsys.readouterr()
    assert main(["status", "--json"]) == 3
    said = json.loads(capsys.readouterr().out)
    assert wrong(said) == []
    assert said["panel"]["refresh"] == "full"
    assert said["shown"]["notices"] == ["cup-nuoc.txt"]
    assert [one["last_error"] is None for one in said["sources"]] == [True, False]
    assert said["errors"][0]["says"] == "thẻ nhớ đầy"


def test_the_schema_finds_what_is_not_as_it_says(config: Config) -> None:
    said = json.loads(status(config, NOW).json())
    assert wrong(said | {"well": 1}) == ["$.well: 1 is no ['boolean']"]
    assert wrong(said | {"now": "23/11/2026"})
    assert wrong(said | {"more": 1}) == ["$: more is not known"]
    assert wrong(said | {"vitals": said["vitals"] | {"clock": "late", "card_worn": 101}})
    assert wrong({key: value for key, value in said.items() if key != "errors"}) == [
        "$: errors is missing"
    ]


@pytest.mark.parametrize(
    ("kind", "name"),
    [(PanelHealth, "panel"), (ShownHealth, "shown"), (SourceHealth, "source"), (Vitals, "vitals"),
     (Mishap, "error"), (Health, "")],
)  # fmt: skip
def test_every_field_is_required_and_has_its_sentence(kind: Any, name: str) -> None:
    told = SCHEMA["$defs"][name] if name else SCHEMA
    names = set(kind.__struct_fields__) | ({"well"} if not name else set())
    assert set(told["required"]) == set(told["properties"]) == names
    assert all(one["description"].endswith(".") for one in told["properties"].values())


def test_every_figure_is_told(config: Config) -> None:
    panel = PanelHealth("p", True, False, NOW, "full", NOW, 1, 0, "", NOW, NOW)  # noqa: FBT003 - as in its fields
    source = SourceHealth("u", "n", "feed", NOW, 0, None, None, NOW, "", 1, 0)
    shown = ShownHealth("news", 1, 1, NOW, True, (), ())  # noqa: FBT003 - as above
    whole = replace(
        status(config, NOW),
        panel=panel,
        sources=(source,),
        shown=shown,
        vitals=Vitals(0, 0, free_mb=1, under_voltage=False),
        errors=(Mishap("a", NOW, NOW),),
    )
    figures = set(re.findall(r"^# TYPE (\w+)", exposition(whole), re.MULTILINE))
    told = set(
        re.findall(
            r"^\| `(kiosk_\w+)`", (DOCS / "status.md").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    assert figures == told
