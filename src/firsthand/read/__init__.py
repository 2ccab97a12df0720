"""Who said what, through whom, how surely, on what evidence, and when: Revisions to Readings."""
