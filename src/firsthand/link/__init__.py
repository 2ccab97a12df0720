"""Which statements say the same, and who first vouched for it: Readings to Claims."""
