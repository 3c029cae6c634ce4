"""RSS and Atom as stories."""
