"""Exit codes of the command line."""

OK, FAILED, WRONG, UNWELL = 0, 1, 2, 3
