"""One bounded GET."""
