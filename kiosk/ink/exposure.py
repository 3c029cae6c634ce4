"""What a photograph needs on paper, decided from its tones alone; every step of it bounded."""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from kiosk.frame import Palette
from kiosk.ink.lift import raised, smooth
from kiosk.ink.meter import Reading, mean

Table = tuple[int, ...]
SAME: Table = tuple(range(256))

# A scale that ends this near to black or white is full.
NEAR_ENDS = 12
# A stretch never claims more of the scale than this at either end, and is never steeper: fog stays
# fog.
MOST_BLACK, MOST_WHITE = 96, 120
STEEPEST = 2.3
# A photograph whose mean would fall below this keeps its veil, or two thirds of it; so does one
# with so much shadow, which is no veil.
MURKY = 92
SHADY = 0.15
# Paper hardly tells pale skies from itself: shares of one that call for some depth and for most.
SOME_SKY, MUCH_SKY = 0.04, 0.14
MOST_DEPTH = 0.35
# From here on tones are deepened, and from here on in full; parts of the scale.
DEEP_FROM, DEEP_FULL = 0.55, 0.85
# So many pixels from this code on are the paper of a page, whatever a JPEG has made of its white.
PAPER, MUCH_PAPER = 247, 0.25
# A page with letters or a map is as light as this; it is no sky.
PAGE, CLEAN_PAGE = 150, 200


# Shares of flat colours from which a picture is taken for a drawing, in part and in full: a poster,
# a chart, a screenshot has the tones that it should have.
SOMEWHAT_DRAWN, DRAWN = 0.3, 0.6


class Aim(Struct, frozen=True):
    """What photographs should come near to on one kind of panel, and how far they may be moved.

    `bright` is the mean code from which one is bright enough, `lift` the most that dark codes are
    raised, `sharpening` the share that detail grows by.
    """

    bright: int
    lift: float
    sharpening: float


# Judged by eye on three dozen photographs as the panels show them. Paper has no lamp behind it: a
# mean that glows on a screen is murky on a panel, most of all where two inks make every tone. Two
# inks also blur most.
AIMS = {"mono": Aim(128, 2.6, 2.0), "grey": Aim(112, 1.6, 0.8), "colour": Aim(110, 1.6, 0.5)}
# Black and white with one colour more draw nearly as two inks do; 16 greys hardly need sharpening.
THREE_INKS = Aim(122, 2.2, 1.8)
FINE_GREYS = Aim(112, 1.6, 0.4)

# Dark surroundings get more than their part of the lift, lit ones less.
DARK_PART, LIT_PART = 1.3, 0.6
# Codes of shadow and of light; shares of pixels in both that show some light from behind, and much.
SHADOW, LIGHT = 50, 180
SOME_OF_BOTH, MUCH_OF_BOTH = 0.15, 0.25
BACKLIGHT = 0.8
# Less than this can't be seen and is not worth its time.
UNSEEN = 0.15
# Relief of an ordinary photograph, in codes, and how much flatter ones are helped.
RELIEF = 12.0
MOST_CLARITY = 0.4
# Whole codes are as good as noise of so much of one: a smooth sky has steps, and they stay unseen.
ROUNDING = 0.5


class Plan(Struct, frozen=True):
    """What is done to a photograph, in this order.

    Its codes go through `curve`; `dark` and `lit` are lifts, `clarity` and `sharpening` shares that
    contrast with the surroundings and with the neighbours grow by; `noise` is what noise there will
    be then, in codes.
    """

    curve: Table
    dark: float
    lit: float
    clarity: float
    sharpening: float
    noise: float


def plan(reading: Reading, palette: Palette) -> Plan:
    """What a photograph of these tones needs on a panel of this palette."""
    aim = _aim(palette)
    black, white = _ends(reading)
    photo = _photo(reading)
    curve = _curve(black, white, photo * _depth(reading, black, white))
    dark, lit = _lifts(reading.counts, curve, aim, photo)
    steep = 255 / (white - black)
    clarity = _clarity(reading, steep, photo)
    noise = (reading.noise + ROUNDING) * steep * (1 + dark / 2) * (1 + clarity)
    return Plan(curve, dark, lit, clarity, aim.sharpening, noise)


def _aim(palette: Palette) -> Aim:
    match palette.kind, len(palette.inks):
        case "colour", 3:
            return THREE_INKS
        case "grey", 16:
            return FINE_GREYS
        case kind, _:
            return AIMS[kind]


def _photo(reading: Reading) -> float:
    """How surely this is a photograph and no drawing, 0 to 1."""
    return 1 - smooth((reading.drawn - SOMEWHAT_DRAWN) / (DRAWN - SOMEWHAT_DRAWN))


def _ends(reading: Reading) -> tuple[int, int]:
    """The codes that become black and white; a scale that is nearly full is left alone."""
    if sum(reading.counts[PAPER:]) > MUCH_PAPER * sum(reading.counts):
        white = PAPER
    elif reading.white < 255 - NEAR_ENDS:
        white = 255 - round(_photo(reading) * (255 - max(reading.white, MOST_WHITE)))
    else:
        white = 255
    black = _black(reading, white)
    narrowest = round(255 / STEEPEST)
    black = max(0, black - max(0, narrowest - (white - black)) // 2)
    return black, max(white, black + narrowest)


def _black(reading: Reading, white: int) -> int:
    """The code that becomes black: where a veil ends, not where shadows do."""
    if reading.black <= NEAR_ENDS:
        return 0
    most = round(_photo(reading) * min(reading.black, MOST_BLACK))
    shadow = sum(reading.counts[:SHADOW]) / (sum(reading.counts) or 1)
    veil = most * (1 - smooth(shadow / SHADY))
    room = mean(reading.counts) * 255 / white - MURKY
    return min(most, max(most // 3, round(min(veil, room))))


def _depth(reading: Reading, black: int, white: int) -> float:
    """How much the light end is deepened: not on a page."""
    middle = 255 * (mean(reading.counts) - black) / (white - black)
    page = smooth((middle - PAGE) / (CLEAN_PAGE - PAGE))
    sky = smooth((reading.sky - SOME_SKY) / (MUCH_SKY - SOME_SKY))
    return MOST_DEPTH * sky * (1 - page)


def _curve(black: int, white: int, depth: float) -> Table:
    """What each code becomes."""
    if (black, white, depth) == (0, 255, 0):
        return SAME
    parts = (min(1.0, max(0.0, (code - black) / (white - black))) for code in range(256))
    return tuple(round(255 * (_deep(part, depth) if depth else part)) for part in parts)


def _deep(part: float, depth: float) -> float:
    weight = smooth((part - DEEP_FROM) / (DEEP_FULL - DEEP_FROM))
    return part + weight * (1 - raised(1 - part, depth) - part)


def _lifts(counts: Sequence[int], curve: Table, aim: Aim, photo: float) -> tuple[float, float]:
    """How much dark codes are raised in dark and in lit surroundings."""
    light, bright = mean(counts, curve) / 255, aim.bright / 255
    lift = max(0.0, (bright - light) / (max(light, 1 / 255) * (1 - bright)))
    dark = min(aim.lift, DARK_PART * lift + BACKLIGHT * _backlit(counts, curve))
    lit = min(LIT_PART * aim.lift, LIT_PART * lift)
    return (photo * dark, photo * lit) if photo * dark > UNSEEN else (0.0, 0.0)


def _backlit(counts: Sequence[int], curve: Table) -> float:
    """How much a photograph is both in the dark and in the light, 0 to 1."""
    shadow = sum(counts[: bisect_left(curve, SHADOW)])
    light = sum(counts[bisect_left(curve, LIGHT) :])
    both = min(shadow, light) / (sum(counts) or 1)
    return smooth((both - SOME_OF_BOTH) / (MUCH_OF_BOTH - SOME_OF_BOTH))


def _clarity(reading: Reading, steep: float, photo: float) -> float:
    missing = photo * min(MOST_CLARITY, RELIEF / max(1.0, reading.relief * steep) - 1)
    return missing if missing > UNSEEN else 0.0
