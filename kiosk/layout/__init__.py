"""Editions into pages: type, lines, grids."""
