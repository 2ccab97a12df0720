"""One file per format in which a briefing leaves."""
