"""The words: frozen records and closed lists that every other floor speaks in. Standard library only."""
