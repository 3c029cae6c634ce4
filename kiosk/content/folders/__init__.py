"""What lies in the office's own folders: notices, the reception schedule, posters."""
