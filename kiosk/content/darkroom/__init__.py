"""Foreign pictures decoded within bounds and made into ours; the door is `pictures`."""
