"""`kiosk init`: a first kiosk.toml, with a word about every line."""

from dataclasses import dataclass

from kiosk.config import ROTATIONS
from kiosk.panels import catalog


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said of the board."""

    name: str
    url: str
    panel: str
    rotate: int
    distance: str


def kiosk_toml(answers: Answers) -> str:
    """The text of a config that draws the board's pages into frame.png."""
    panel = catalog.panel(answers.panel)
    models = ", ".join(catalog.names())
    rotations = ", ".join(str(turn) for turn in ROTATIONS)
    return f"""\
# The settings of one board. `kiosk check` says what is wrong with them.

[board]
name = {quoted(answers.name)}          # stands at the top of every page
timezone = "Asia/Ho_Chi_Minh"
viewing_distance = {quoted(answers.distance)}     # how far away its readers stand
readers = "ordinary"           # "low-vision": everything 1.75 times as large
stale_after = "6 h"            # then the page says in words that its news is old
state = "state"                # folder for what the board remembers

[[source]]                     # once for every feed
kind = "feed"                  # RSS or Atom
url = {quoted(answers.url)}
every = "15 min"
# name = "Cổng thông tin"      # stands under its stories, instead of the feed's own title
# include = ["Bến Sen"]        # only stories that say one of these words
# exclude = ["quảng cáo"]      # none that say one of these
# categories = ["Tin phường"]  # only these categories of the feed
# max_age = "30 d"             # none older than this
# allow_hosts = ["192.168.1.20"]  # private hosts that its photographs may come from

[panel]
model = "png"                  # the page as a picture file
path = "frame.png"
like = {quoted(answers.panel)}     # {panel.title}
                               # known: {models}
rotate = {answers.rotate}                     # {rotations}

[programme]
pages = ["news", "headlines"]
lead_stories = 5               # how many of the newest stories lead in turn
dwell = "5 min"                # how long each page stands

# [hours]                      # outside them the closing page stands
# weekdays = ["07:30-11:30", "13:00-17:00"]
# saturday = ["07:30-11:30"]
# sunday = "closed"
# outside = "closing"          # "last": the last page stays instead
"""


def quoted(text: str) -> str:
    """A TOML string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
