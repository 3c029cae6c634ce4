"""The programme as it would run now."""

from editions import edition, notice, story
from msgspec.structs import replace

from kiosk import press
from kiosk.config import Config
from kiosk.rehearsal import rehearse, rounds

LONG = (
    "Ủy ban nhân dân phường đưa vào sử dụng công viên rộng 3.200 m2 ven rạch Bến Sen. " * 9,
) * 5
NEWS = edition(story(paragraphs=LONG), *(story(number, lead="") for number in range(1, 5)))


def test_each_page_is_played_with_every_story_that_may_lead(config: Config) -> None:
    board = replace(config, pages=("story", "waiting"), lead_stories=3)
    whole, waiting = rehearse(board, NEWS, press.shipped_layouts())
    assert whole.frames[0] > 1
    assert whole.frames[1:] == (1, 1)
    assert whole.led
    assert (waiting.frames, waiting.led) == ((1, 1, 1), False)
    assert {layout.page for layout in whole.layouts} == {"story"}
    assert len(whole.layouts) == 2


def test_a_round_has_the_pages_in_their_order_as_often_as_they_are_named(config: Config) -> None:
    pages = ("waiting", "story", "notices", "waiting")
    played = rehearse(replace(config, pages=pages, lead_stories=2), NEWS, press.shipped_layouts())
    long = played[1].frames[0]
    assert rounds(pages, played) == (
        (("waiting", 1), ("story", long), ("waiting", 1)),
        (("waiting", 1), ("story", 1), ("waiting", 1)),
    )


def test_while_anything_is_urgent_its_page_is_the_round(config: Config) -> None:
    alarmed = replace(NEWS, notices=(notice(urgent=True),))
    (played,) = rehearse(config, alarmed, press.shipped_layouts())
    assert (played.page, played.frames) == ("urgent", (1,))
    assert rounds(config.pages, [played]) == ((("urgent", 1),),)
