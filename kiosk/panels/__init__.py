"""Panels, and what a frame needs to get onto one."""
