"""What belongs together and what has changed: Claims over time."""
