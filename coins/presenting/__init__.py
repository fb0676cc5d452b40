"""What pages show of coins: texts ready to print, in the collector's notation."""

from coins.presenting.formats import Formats

__all__ = ["Formats"]
