"""HTML, bounded before it is parsed and read as a person reads it."""
