"""The desk: pages in a browser, for the one person who sits at this machine."""
