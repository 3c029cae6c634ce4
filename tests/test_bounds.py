"""What no parser gets to see."""

import pytest
from patience import ends

from kiosk.content.feeds.bounds import MOST_ATTRIBUTES, MOST_DEPTH, fault

ITEM = "<rss><channel><item><title>Tin</title>"
MANY = 150_000


def attributes(count: int, template: str) -> str:
    return f"{ITEM}<x {' '.join(template.format(n) for n in range(count))}/>"


TRAPS = {
    "entities of its own": ("<!DOCTYPE r [<!ENTITY a 'b'>]><rss/>", "entities of its own"),
    "after a long comment": (f"<!--{'x' * MANY}--><!doctype r [<!entity a 'b'>]>", "entities"),
    "attributes": (attributes(100_000, 'a{}="1"'), "attributes"),
    "single quotes": (attributes(1_000, "a{}='1'"), "attributes"),
    "no quotes": (attributes(1_000, "a{}=1"), "attributes"),
    "no values": (attributes(2_000, "a{}"), "attributes"),
    "no blanks": (ITEM + "<x " + "".join(f"a{n}='1'" for n in range(1_000)) + "/>", "attributes"),
    "namespaces": (attributes(1_000, 'xmlns:a{}="b"'), "attributes"),
    "angles in values": (attributes(1_000, 'a{}=">"'), "attributes"),
    "a long name": (f"{ITEM}<{'a' * MANY}>", "name without end"),
    "nested": (ITEM + "<a>" * MANY + "</a>" * MANY, "nests"),
    "nested and open": (ITEM + "<a>" * MANY, "nests"),
    "nested after a comment never closed": (ITEM + "<!-- " + "<a>" * MANY, "nests"),
    "nested after CDATA never closed": (ITEM + "<![CDATA[ " + "<a>" * MANY, "nests"),
    "nested after CDATA in a comment": (f"{ITEM}<!-- <![CDATA[ -->{'<a>' * MANY}]]>", "nests"),
    "nested after CDATA in an attribute": (f'{ITEM}<x a="<![CDATA[">{"<a>" * MANY}]]>', "nests"),
    "tags": (ITEM + "<a/>" * MANY, "100,000 tags"),
    "entries": (ITEM + "<item/>" * MANY, "100,000 tags"),
    "brackets": (ITEM + "<" * MANY, "100,000 tags"),
    "comments": (ITEM + "<!--" * MANY, "100,000 tags"),
    "CDATA": (ITEM + "<![CDATA[" * MANY, "100,000 tags"),
    "instructions": (ITEM + "<?a?>" * MANY, "100,000 tags"),
    "ampersands": (ITEM + "&#" * 600_000, "500,000 entities"),
}


@pytest.mark.parametrize(("xml", "says"), TRAPS.values(), ids=TRAPS)
def test_traps_are_refused_and_soon(xml: str, says: str) -> None:
    with ends():
        assert says in fault(xml)


HTML = "<p>Một<br>Hai<img src=a></p>" * 3_000
FINE = {
    "HTML in CDATA": f"{ITEM}<description><![CDATA[{'<div>' * 900}{HTML}]]></description></item>",
    "HTML not escaped": f"{ITEM}<description>{HTML}</description></item>",
    "paragraphs never closed": f"{ITEM}<description>{'<p>Một<br>' * 900}</description></item>",
    "a comment": f"<!-- {'<item>' * 900} -->{ITEM}",
    "items never closed inside": ("<item><b>x</item>" * 900),
    "many words in a value": f'{ITEM}<img alt="{"từ " * 900}" src="data:x,{"=" * 900}"/>',
    "deep enough": "<a>" * MOST_DEPTH,
    "wide enough": attributes(MOST_ATTRIBUTES, 'a{}="1"'),
    "a feed of a thousand": "<rss>"
    + "<item><title>T</title><link>/x</link><guid>1</guid><pubDate>d</pubDate></item>" * 1_000,
}


@pytest.mark.parametrize("xml", FINE.values(), ids=FINE)
def test_what_feeds_do_is_no_trap(xml: str) -> None:
    assert fault(xml) == ""
