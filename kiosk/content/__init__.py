"""What the portal publishes, fetched, read and remembered."""
