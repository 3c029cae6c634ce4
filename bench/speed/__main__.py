"""Speed and memory: our board beside what people would use instead, on the same pages.

    make bench
    .venv-bench/bin/python bench/speed [--quick] [--keep FOLDER]

Prints tables, and writes docs/performance.md, where the method stands; with --quick, a few rounds
without valgrind, it only prints. --keep leaves every board, page and PNG in a folder to look at.
"""

# ruff: noqa: INP001, T201 (a script, which prints)

import argparse
import compileall
import json
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import contestants
import markup
import measure
import ours
import photographs
import report
from cases import CASES, ROOT, Case

UPDATED = ("news", "headlines")


@dataclass(frozen=True, slots=True)
class Depth:
    """How often each is measured."""

    rounds: int
    looks: int
    counts: bool
    rest_s: int


FULL, QUICK = Depth(15, 3, counts=True, rest_s=600), Depth(3, 1, counts=False, rest_s=20)


def main() -> None:
    """Measure, print, and write what there is to keep."""
    asked = _arguments()
    compileall.compile_dir(Path(__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        figures = _measured(folder.absolute(), QUICK if asked.quick else FULL)
    print(report.tables(figures))
    if not asked.quick:
        (ROOT / "docs/performance.md").write_text(report.document(figures), encoding="utf-8")


def _measured(folder: Path, depth: Depth) -> report.Figures:
    portal, camera = photographs.portal(), photographs.camera()
    figures = report.Figures(depth.rounds, depth.looks, len(camera), depth.rest_s)
    for case in CASES:
        _say(f"cold: {case.says}")
        own = folder / case.name
        _prepare(own, case, portal)
        ways = contestants.ways(case, own)
        costs = measure.cold(case, own, ways, depth.rounds, depth.looks)
        if depth.counts:
            _say("instructions")
            costs = measure.counted(costs, ways, own)
        figures.cold[case.name] = costs
    for case in (case for case in CASES if case.photo):
        _say(f"a new photograph: {case.says}")
        figures.intake[case.name] = _intake(folder / f"new-{case.name}", case, camera, depth)
    for case in CASES:
        _say(f"warm: {case.name}")
        figures.warm[case.name] = measure.warm(folder / case.name, _say)
    for page in UPDATED:
        figures.updates[page] = measure.update(page, folder)
    _say(f"the service at rest, {depth.rest_s} s")
    figures.rest = measure.rest(depth.rest_s, folder)
    return figures


def _prepare(folder: Path, case: Case, photograph: bytes, shown: Path | None = None) -> None:
    """Our board, and for the others its description, as HTML and for typst, too.

    They show the photograph `shown`, or our own copy.
    """
    page = ours.build(folder, case, photograph)
    page |= {"photo": str(shown)} if shown else {}
    page |= {"html": markup.as_html(page), "typst": markup.as_typst(page)}
    (folder / "page.json").write_text(json.dumps(page), encoding="utf-8")
    (folder / "page.html").write_text(str(page["html"]), encoding="utf-8")
    (folder / "page.typ").write_text(str(page["typst"]), encoding="utf-8")


def _intake(folder: Path, case: Case, camera: bytes, depth: Depth) -> measure.Costs:
    served = folder.with_name("served")
    served.mkdir(parents=True, exist_ok=True)
    photo = served / "camera.jpg"
    photo.write_bytes(camera)
    _prepare(folder, case, camera, photo)
    with _serving(served) as url:
        ways = contestants.intake_ways(case, folder, f"{url}/{photo.name}")
        return measure.cold(case, folder, ways, depth.rounds, depth.looks)


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """A folder on loopback while the context lasts; gives its address."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """The terminal is for the tables."""


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a few rounds, nothing written")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where boards and pages stay")
    return parser.parse_args()


if __name__ == "__main__":
    main()
