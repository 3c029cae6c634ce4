"""Simulated panels: strict interpreters of wire traffic, with a picture on their glass."""
