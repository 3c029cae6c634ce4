"""Words that a layout asks for by name."""

from datetime import timedelta

import pytest
from editions import NOW, edition, story
from msgspec.structs import replace

from kiosk.layout.copy import NAMES, Template, read_template, read_words, repeats, words_for

NOTHING = dict.fromkeys(NAMES, "")


@pytest.mark.parametrize(
    ("pattern", "words", "filled"),
    [
        ("{source} · {published}", {"source": "Cổng tin", "published": "đăng 23/11"},
         "Cổng tin · đăng 23/11"),
        ("{source} · {published}", {"published": "đăng 23/11"}, "đăng 23/11"),
        ("{source} · {published}", {"source": "Cổng tin"}, "Cổng tin"),
        ("{title} – {byline} | {source}", {"title": "Tin", "source": "Cổng"}, "Tin | Cổng"),
        ("Nguồn: {source}", {}, ""),
        ("Nguồn: {source}", {"source": "Cổng"}, "Nguồn: Cổng"),
        ("Tin khác", {}, "Tin khác"),
        ("", {}, ""),
        ("{title}", {"title": "Tin {lead} · một"}, "Tin {lead} · một"),
    ],
)  # fmt: skip
def test_a_template_is_filled(pattern: str, words: dict[str, str], filled: str) -> None:
    assert Template(pattern).fill(NOTHING | words) == filled


def test_what_a_layout_says_itself_is_made_fit() -> None:
    assert read_template("Tie\u0302\u0301p \u200b{title}").pattern == "Tiếp {title}"
    assert read_words(" Tin\u00a0kha\u0301c ") == "Tin khác"


@pytest.mark.parametrize(
    ("value", "says"),
    [(5, "must be text in quotes, not 5"), ("{titel}", 'placeholder {titel}; did you mean "title"'),
     ("{}", "unknown placeholder {}"), ("{xyzzy}", "known: {board}, {title}")],
)  # fmt: skip
def test_an_unknown_placeholder_is_said(value: object, says: str) -> None:
    with pytest.raises(ValueError, match=r"must|has") as caught:
        read_template(value)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("lead", "same"),
    [
        ("Phường Bến Sen khánh thành công viên.", True),
        ("PHƯỜNG BẾN SEN KHÁNH THÀNH CÔNG VIÊN", True),
        ("Phường Bến Sen khánh thành công viên sáng nay", False),
        ("", False),
    ],
)
def test_a_lead_that_repeats_the_headline_says_nothing(lead: str, same: bool) -> None:  # noqa: FBT001
    title = "Phường Bến Sen khánh thành công viên"
    assert repeats(lead, title) is same
    words = words_for(edition(), story(title=title, lead=lead))
    assert words["lead"] == ("" if same else lead)


def test_days_of_a_story() -> None:
    old = story(published=NOW - timedelta(days=900))
    undated, absurd = story(published=None), story(doubtful_date=True)
    found = [words_for(edition(one), one) for one in (story(), old, undated, absurd)]
    assert [words["published"] for words in found] == [
        "Đăng 23/11", "Đăng 6/6/2024", "Chưa rõ ngày đăng", "Chưa rõ ngày đăng"
    ]  # fmt: skip
    assert [words["stamp"] for words in found] == [
        "23/11", "6/6/2024", "chưa rõ ngày", "chưa rõ ngày"
    ]  # fmt: skip


def test_the_source_stands_in_the_stamp_where_there_are_several() -> None:
    other = replace(story(1), source="Báo Bến Sen")
    assert words_for(edition(story(), other), other)["stamp"] == "22/11 · Báo Bến Sen"


def test_the_boards_own_words() -> None:
    words = words_for(edition(stale_since=NOW - timedelta(days=42)), None)
    assert words["board"] == "Ủy ban nhân dân Phường Bến Sen"
    assert words["since"] == "08:00 thứ Hai, 12/10/2026"
    assert words["hours"].splitlines()[1] == "Thứ Bảy: 7:30–11:30"
    assert words["title"] == words["published"] == ""
    assert words_for(edition(), None)["since"] == ""


def test_captions_are_the_first_photographs() -> None:
    words = words_for(edition(), story())
    assert words["caption"].startswith("Cán bộ phường")
    assert words["credit"] == "Long Hồ"
    assert words_for(edition(), story(1))["caption"] == ""
