"""The shape of an entry in the table of fields, and the questions that can be asked of one."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst

Trust = Literal["attribution", "date", "design", "measure", "condition", "grade", "money", "find", "text", "own"]
Kind = Literal["text", "prose", "choice", "flag", "integer", "decimal", "year", "date", "list", "term", "place", "tags"]

SECTIONS = {
    "identity": "Attribution",
    "chronology": "Date",
    "obverse": "Obverse",
    "reverse": "Reverse",
    "physical": "Physical",
    "treatment": "Strike and treatment",
    "dies": "Dies",
    "grading": "Grade",
    "acquisition": "Acquisition",
    "find": "Find",
    "texts": "Notes",
    "storage": "Storage and tags",
}
YEARS = {"year_start", "year_end", "reign_start", "reign_end"}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One coin field. Label, type and choices come from the model column; everything else stands here.

    `called` is the label where the column's own would mean nothing to a collector.
    `synonyms` are column headings under which spreadsheets hold the field, in several languages. `trust` is the
    class by which sources are believed. `facet` offers the field's values as a filter. `private` keeps it out of
    whatever is shown to others.
    """

    name: str
    section: str
    trust: Trust
    unit: str = ""
    help: str = ""
    synonyms: tuple[str, ...] = ()
    facet: bool = False
    private: bool = False
    called: str = ""

    @property
    def column(self) -> Any:
        return _column(self.name)

    @property
    def label(self) -> str:
        return self.called or str(capfirst(self.column.verbose_name))

    @property
    def choices(self) -> dict[str, str]:
        return dict(self.column.choices or ())

    @property
    def kind(self) -> Kind:
        return _kind(self.name)

    @property
    def is_range(self) -> bool:
        return self.kind in {"integer", "decimal", "year", "date"}


def _column(name: str) -> Any:
    from coins.models import Coin  # noqa: PLC0415 - the models read this table when they are defined

    return Coin.column(name)


@cache  # asked for every field of every coin that is written out
def _kind(name: str) -> Kind:
    return kind_of(_column(name))


def kind_of(column: "models.Field[Any, Any]") -> Kind:
    """What an entry of this column looks like to a form, an importer or a filter."""
    if column.name in YEARS:
        return "year"
    if column.many_to_many:
        return "tags"
    if column.is_relation:
        return "place" if column.name == "storage_place" else "term"
    if column.choices:
        return "choice"
    for column_class, kind in COLUMN_KINDS.items():
        if isinstance(column, column_class):
            return kind
    raise FieldDoesNotExist(f"No field kind is defined for {type(column).__name__} ({column.name}).")


COLUMN_KINDS: dict[type[Any], Kind] = {
    models.TextField: "prose",
    models.CharField: "text",
    models.BooleanField: "flag",
    models.IntegerField: "integer",
    models.DecimalField: "decimal",
    models.DateField: "date",
    models.JSONField: "list",
}


@dataclass(frozen=True, slots=True)
class Composite:
    """A column of a spreadsheet that holds several fields at once, or rows of a child table.

    `parts` are the coin fields that it fills; `children` the related rows (references, provenance, …).
    """

    name: str
    label: str
    synonyms: tuple[str, ...]
    parts: tuple[str, ...] = ()
    children: str = ""


def words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def field(
    section: str,
    trust: Trust,
    name: str,
    synonyms: str = "",
    *,
    unit: str = "",
    help: str = "",
    facet: bool = False,
    private: bool = False,
    called: str = "",
) -> FieldSpec:
    return FieldSpec(name, section, trust, unit, help, words(synonyms), facet, private, called)
