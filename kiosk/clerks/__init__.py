"""What a ward's clerk does at the command line, in Vietnamese."""
