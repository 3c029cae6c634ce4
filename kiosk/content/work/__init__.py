"""The process in which all that is foreign is read."""
