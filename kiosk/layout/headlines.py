"""The finer rules of headlines: where a line more or less even is not seen as soon as a torn word.

Prices are as in kiosk.layout.rules, whose rules hold in headlines, too.
"""

from kiosk.layout import compounds
from kiosk.layout.rule import Rule

HEADLINE_RULES = (
    Rule(
        "a common word of two syllables",
        0.15,
        compounds.is_compound,
        ("nhân |dân", "CÔNG |VIÊN"),
        behind=compounds.FIRSTS,
        before=compounds.SECONDS,
        both=True,
    ),
    Rule(
        "a preposition with what follows",
        0.06,
        compounds.leans,
        ("của |phường", "vì |mưa"),
        behind=compounds.LEANING,
    ),
    Rule(
        "the first or the last word of a clause with the rest of it",
        0.04,
        compounds.is_stranded,
        ("Quận 11: Mở |lớp học", "sử dụng |đất, nhà"),
        always=True,
    ),
    Rule(
        "all that is no seam: behind a mark, or before a preposition",
        0.01,
        compounds.is_no_seam,
        ("phường |thông xe",),
        always=True,
    ),
)
