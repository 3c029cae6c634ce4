"""What the board remembers, and which of it is shown."""
