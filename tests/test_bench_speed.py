import sys
from pathlib import Path

import pytest
from PIL import Image

SPEED = Path(__file__).parent.parent / "bench" / "speed"
# Its modules import each other by these plain names.
sys.path.append(str(SPEED))

import cases  # noqa: E402 - found by the line above, as all of these
import contestants  # noqa: E402
import flow  # noqa: E402
import goals  # noqa: E402
import markup  # noqa: E402
import measure  # noqa: E402
import ours  # noqa: E402
import photographs  # noqa: E402
import processes  # noqa: E402

CASES = {case.name: case for case in cases.CASES}


def _page(paragraphs: tuple[str, ...]) -> dict[str, object]:
    return {
        "body": [10, 60, 380, 130],
        "columns": 2,
        "column_gap": 20,
        "leading": 20,
        "text": {"px": 10},
        "small": {"px": 8},
        "picture": None,
        "board": "UBND Phường Bến Sen",
        "date": "Thứ Hai, 23/11/2026",
        "title": "Khám mắt miễn phí",
        "masthead_baseline": 20,
        "headline_baseline": 40,
        "paragraphs": paragraphs,
    }


def _width(style: str, text: str) -> float:
    del style
    return 8.0 * len(text)


def test_lines_drawn_by_hand_have_every_word_once_and_in_order() -> None:
    words = ("Trạm y tế phường khám mắt miễn phí cho người cao tuổi.", "Mang theo căn cước.")

    drawn = [line for line in flow.placed(_page(words), _width) if line[0] == "text"]

    assert " ".join(line[3] for line in drawn).split() == " ".join(words).split()
    assert all(x + _width("text", text) <= 390 for _, x, _, text in drawn)


def test_words_that_do_not_fit_on_a_page_drawn_by_hand_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        list(flow.placed(_page(("Trạm y tế phường khám mắt. " * 20,)), _width))


def test_running_text_is_cut_after_a_whole_word() -> None:
    paragraphs = ("Khám mắt miễn phí.", "Mang theo căn cước, sổ khám bệnh.")

    assert cases.cut(paragraphs, 39) == ("Khám mắt miễn phí.", "Mang theo căn cước.")


@pytest.mark.parametrize("name", ["news-inks", "text-grey"])
def test_a_boards_page_is_one_frame_and_others_are_told_all_of_it(
    tmp_path: Path, name: str
) -> None:
    page = ours.build(tmp_path, CASES[name], photographs.portal())

    assert tuple(page["size"]) == CASES[name].size
    assert bool(page["picture"]) == bool(CASES[name].photo)
    for written in (markup.as_html(page), markup.as_typst(page)):
        assert all(text in written.replace('\\"', '"') for text in page["paragraphs"])


def test_ratios_are_taken_round_by_round() -> None:
    mine = measure.Cost((0.1, 0.2, 0.4), 20)
    theirs = measure.Cost((1.0, 2.2, 3.6), 400)

    assert theirs.times(mine) == pytest.approx(10)


def test_the_memory_of_a_child_counts(tmp_path: Path) -> None:
    child = "held = bytearray(64 << 20); import time; time.sleep(0.3)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"

    assert processes.peak_mib([(sys.executable, "-c", parent)], tmp_path) > 64


def test_a_png_with_an_empty_quarter_is_refused(tmp_path: Path) -> None:
    sheet = Image.new("1", (800, 480), 1)
    sheet.paste(0, (0, 0, 800, 200))
    sheet.save(tmp_path / "0.png")

    with pytest.raises(SystemExit, match="lacks ink at 0, 240"):
        contestants.look(tmp_path / "0.png", CASES["news-mono"])


def test_a_goal_without_its_contestant_is_neither_reached_nor_missed() -> None:
    costs = {"text-mono": {contestants.OURS: measure.Cost((0.1,), 20)}}

    (first, *_) = goals.goals(costs, {}, {}, {}, {})

    assert first.reached == "not measured"
