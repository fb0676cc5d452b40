"""The curator's back door: every table of the collection, with the same rules as the pages."""

from coins.admin import children, coin, history, images, imports, matching, owned

__all__ = ["children", "coin", "history", "images", "imports", "matching", "owned"]
