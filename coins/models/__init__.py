from coins.models.assignment import VocabAssignment
from coins.models.coin import Coin
from coins.models.image import CoinImage
from coins.models.ledger import ImportBatch, ImportRow
from coins.models.owned import StoragePlace, Tag
from coins.models.provenance import ProvenanceEvent
from coins.models.reading import ReferenceReading
from coins.models.reference import CoinReference

__all__ = [
    "Coin",
    "CoinImage",
    "CoinReference",
    "ImportBatch",
    "ImportRow",
    "ProvenanceEvent",
    "ReferenceReading",
    "StoragePlace",
    "Tag",
    "VocabAssignment",
]
