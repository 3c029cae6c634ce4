"""What a one-stop office says, part by part."""

from kiosk.layout.vietnamese import settable
from kiosk.model import Contact, OneStop
from kiosk.regex import regex

HEADINGS = {
    "hours": "Giờ làm việc",
    "duty": "Trực hôm nay",
    "contacts": "Liên hệ",
    "emergency": "Số khẩn cấp",
}
PARTS = ("title", "hours", "note", "hotline", "duty", "contacts", "emergency")

_SHORT = regex(r"\d{3,4}")
# “Thứ Hai – Thứ Sáu: 7:30–11:30”: what stands before a colon and a space are days.
_DAYS = regex(r"(?P<days>[^\d\W].*?)\s*:\s+(?P<times>.+)")


def serves(office: OneStop) -> bool:
    """Whether there is anything to come for, or anybody to call."""
    return any(listed(office, part) for part in PARTS) or bool(said(office, "note"))


def reaches(office: OneStop) -> bool:
    """Whether there is anybody to call but the hotline and the short numbers."""
    return any(listed(office, part) for part in ("duty", "contacts"))


def said(office: OneStop, part: str) -> str:
    """The words of a part that is a paragraph, its title or its note; "" for any other."""
    return settable({"title": office.title, "note": office.note}.get(part, ""))


def listed(office: OneStop, part: str) -> tuple[Contact, ...]:
    """What stands in the rows of a part; hours are days by name and times for their number."""
    short = tuple(one for one in office.contacts if _is_short(one))
    found = {
        "hours": tuple(map(_times, office.hours)),
        "hotline": (office.hotline,) if office.hotline else (),
        "duty": office.duty,
        "contacts": tuple(one for one in office.contacts if one not in short),
        "emergency": short,
    }.get(part, ())
    return tuple(one for one in found if settable(one.name + one.number + one.note))


def _is_short(contact: Contact) -> bool:
    """113, 1022: numbers that stand in a grid of large figures."""
    return bool(_SHORT.fullmatch(settable(contact.number)))


def _times(line: str) -> Contact:
    said = settable(line)
    found = _DAYS.fullmatch(said)
    return Contact(found["days"], found["times"]) if found else Contact("", said)
