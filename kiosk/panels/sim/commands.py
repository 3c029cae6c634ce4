"""The commands that both chips of Spectra 6 panels and that of ACeP ones have, alike."""

from collections.abc import Mapping

from kiosk.panels.sim.chip import Register

COMMON: Mapping[int, Register] = {
    0x02: Register("POF", 0, 1),
    0x04: Register("PON", 0, 1),
    0x11: Register("DSP", 0, 1),
    0x12: Register("DRF", 0, 1, drives=True),
    0x30: Register("PLL", 1, 1),
    0x40: Register("TSC", 0, 2),
    0x41: Register("TSE", 1, 1),
    0x42: Register("TSW", 3, 3),
    0x43: Register("TSR", 0, 2),
    0x50: Register("CDI", 1, 1),
    0x51: Register("LPD", 0, 1),
    0x60: Register("TCON", 2, 2),
    0x61: Register("TRES", 4, 4),
    0x65: Register("DAM", 1, 1),
    0x70: Register("REV", 0, 3),
    0x71: Register("FLG", 0, 1),
    0x80: Register("AMV", 1, 1),
    0x81: Register("VV", 0, 1),
    0x82: Register("VDCS", 1, 1),
    0x86: Register("AGID", 1, 1),
    0xE0: Register("CCSET", 1, 1),
    0xE3: Register("PWS", 1, 1),
    0xE5: Register("TSSET", 1, 1),
    0xE6: Register("TSSET", 1, 1),
}
