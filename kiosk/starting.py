"""`kiosk init`: a first kiosk.toml, with a word about every line."""

from msgspec import Struct

from kiosk.mounting import ROTATIONS
from kiosk.panels import catalog


class Answers(Struct, frozen=True):
    """What a person said of the board."""

    name: str
    url: str
    panel: str
    rotate: int
    distance: str
    state: str = "state"
    picture: str = "frame.png"
    notices: str = ""


def kiosk_toml(answers: Answers, known: catalog.Catalogue | None = None) -> str:
    """The text of a config that draws the board's pages into frame.png.

    `known` has the ward's own panels, too, where it has some.
    """
    panels = known or catalog.shipped()
    panel = panels.panel(answers.panel)
    models = ", ".join(panels.names())
    rotations = ", ".join(str(turn) for turn in ROTATIONS)
    return f"""\
# The settings of one board. `kiosk check` says what is wrong with them.

[board]
# What stands at the top of every page.
name = {quoted(answers.name)}
timezone = "Asia/Ho_Chi_Minh"
# How far away its readers stand: letters grow with it.
viewing_distance = {quoted(answers.distance)}
# "low-vision": everything 1.75 times as large.
readers = "ordinary"
# News fetched longer ago than this is called old, in words, on the page.
stale_after = "6 h"
# The folder for what the board remembers.
state = {quoted(answers.state)}

# Once for every RSS or Atom feed.
[[source]]
kind = "feed"
url = {quoted(answers.url)}
every = "15 min"
# What stands under its stories, instead of the feed's own title:
# name = "Cổng thông tin điện tử"
# Only stories that say one of these words, none that say one of those, and none that is older:
# include = ["Bến Sen"]
# exclude = ["quảng cáo"]
# categories = ["Tin phường"]
# max_age = "30 d"
# What must be seen of its photographs when they are cropped, if not what is found in them: "whole"
# for infographics, or a place from the left and from the top:
# focus = "50% 20%"
# Hosts on a private network that its photographs may come from:
# allow_hosts = ["192.168.1.20"]

# What the office itself has to say, each a source of its own: kind = "notices" or "pictures" with a
# folder, "schedule" or "service" (hours, who is on duty, telephone numbers) with a file.
# [[source]]
# kind = "service"
# path = "mot-cua.toml"
{_notices(answers.notices)}
[panel]
# The page as a picture file, made for {panel.title}. For the panel itself write its name as model,
# without path and like; "sim:" before the name simulates it. See docs/panels.md for its wires.
# Known: {models}.
model = "png"
path = {quoted(answers.picture)}
like = {quoted(answers.panel)}
# One of {rotations}.
rotate = {answers.rotate}
# What is printed on the flat cable of a panel with 16 greys (IT8951):
# vcom = "-1.50 V"
# Photographs with less grain; each new one takes a small computer some seconds, once.
# dither = "fine"

[programme]
# The pages in turn; without this line those of all that the board follows.
# pages = ["news", "headlines", "service"]
# How many of the newest stories lead in turn, and how long each page stands.
lead_stories = 5
dwell = "5 min"

# Outside these hours the closing page stands (or, with outside = "last", the last one).
# [hours]
# weekdays = ["07:30-11:30", "13:00-17:00"]
# saturday = ["07:30-11:30"]
# sunday = "closed"
# outside = "closing"

# How the board tells others how it is doing: figures for Prometheus, a sign of life to a monitor.
# [health]
# textfile = "/var/lib/kiosk/kiosk.prom"
# push = "https://uptime.example/api/push/Kd3mZ0a9xQ"
# every = "5 min"
"""


def _notices(folder: str) -> str:
    return (
        f"""
# What a clerk writes or puts there is on the board within seconds.
[[source]]
kind = "notices"
path = {quoted(folder)}
"""
        if folder
        else ""
    )


def quoted(text: str) -> str:
    """A TOML string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
