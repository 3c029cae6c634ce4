"""The section page of a portal without a feed, as stories."""
