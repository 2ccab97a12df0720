"""Coverage in: bytes to Revisions, and which parts of a page are not the article."""
