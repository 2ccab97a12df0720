"""Lets `python -m firsthand.show.cli` be the program, where its script is not on the path."""

from firsthand.show.cli.app import main

if __name__ == "__main__":
    main()
