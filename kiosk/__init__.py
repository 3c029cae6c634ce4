"""kiosk: a news board for ward offices, from a portal's feed to a frame of e-paper."""

__version__ = "0.1.0"
