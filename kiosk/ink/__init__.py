"""Scenes into frames: glyphs, photographs, dither."""
