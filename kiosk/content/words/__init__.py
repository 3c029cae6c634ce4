"""Letters, dates and addresses from outside, made plain."""
