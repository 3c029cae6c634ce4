"""An article's page as a story."""
