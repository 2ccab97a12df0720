"""Who says so, through whom, and how many independent origins stand behind it.

Coverage of a developing story goes in; attributed statements, claims, and the origins behind them come out.
Importing this package loads no model, no web framework and no database.
"""

from importlib.metadata import version

__version__ = version("firsthand")
__all__ = ["__version__"]
