"""The order of the trip, and its wiring."""
