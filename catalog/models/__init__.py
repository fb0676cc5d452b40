from catalog.models.concordance import CatalogVersion, Concordance, ExternalLink
from catalog.models.types import CatalogSystem, CatalogType
from catalog.models.vocabulary import Term, TermMatchCache, TermName, TermRelation

__all__ = [
    "CatalogSystem",
    "CatalogType",
    "CatalogVersion",
    "Concordance",
    "ExternalLink",
    "Term",
    "TermMatchCache",
    "TermName",
    "TermRelation",
]
