from catalog.models.types import CatalogSystem, CatalogType
from catalog.models.vocabulary import Term, TermName

__all__ = ["CatalogSystem", "CatalogType", "Term", "TermName"]
