"""The curator's back door: every table of the collection, with the same rules as the pages."""

from coins.admin import children, coin, history, imports, owned

__all__ = ["children", "coin", "history", "imports", "owned"]
