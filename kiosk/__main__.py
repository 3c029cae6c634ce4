"""`python -m kiosk`."""

import sys

from kiosk.cli import process

sys.exit(process())
