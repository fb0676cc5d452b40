"""The abstract column groups that compose Coin, one for each section of the record."""

from coins.models.columns.acquisition import AcquisitionColumns, FindColumns, LifecycleColumns, TextColumns
from coins.models.columns.attribution import ChronologyColumns, IdentityColumns
from coins.models.columns.condition import DieColumns, GradingColumns, TreatmentColumns
from coins.models.columns.design import ObverseColumns, ReverseColumns
from coins.models.columns.kinds import NO_YEAR_ZERO
from coins.models.columns.physical import PhysicalColumns

__all__ = [
    "NO_YEAR_ZERO",
    "AcquisitionColumns",
    "ChronologyColumns",
    "DieColumns",
    "FindColumns",
    "GradingColumns",
    "IdentityColumns",
    "LifecycleColumns",
    "ObverseColumns",
    "PhysicalColumns",
    "ReverseColumns",
    "TextColumns",
    "TreatmentColumns",
]
