"""The table of fields and the coin's columns say the same."""

from collections import Counter

import pytest
from django.apps import apps
from django.db import models

from coins.field_spec import SECTIONS, FieldSpec
from coins.fields import BY_NAME, COMPOSITES, FIELDS, SYSTEM_COLUMNS
from coins.models import Coin
from coins.models.coin import DERIVED, SORTED_BY, SUMMED
from coinstack.text import fold_key

every_field = pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.name)
COLUMNS = {column.name: column for column in (*Coin._meta.concrete_fields, *Coin._meta.many_to_many)}


def test_every_column_is_a_field_derived_or_the_systems() -> None:
    known = {*BY_NAME, *SYSTEM_COLUMNS, *DERIVED}
    assert set(COLUMNS) == known
    assert len(known) == len(BY_NAME) + len(SYSTEM_COLUMNS) + len(DERIVED)


def test_folded_columns_are_derived() -> None:
    assert {name for name in COLUMNS if name.endswith("_norm")} <= set(DERIVED)
    assert not [name for name in DERIVED if COLUMNS[name].editable]


def test_no_heading_means_two_fields() -> None:
    headings = Counter(
        key for entry in (*FIELDS, *COMPOSITES) for key in {fold_key(word) for word in (entry.name, *entry.synonyms)}
    )
    assert [heading for heading, count in headings.items() if count > 1] == []


@every_field
def test_field_has_section_label_and_kind(spec: FieldSpec) -> None:
    assert spec.section in SECTIONS
    assert spec.label[0].isupper() or not spec.label[0].isalpha()
    assert spec.kind
    assert bool(spec.choices) == (spec.kind == "choice")


def test_no_two_fields_have_one_label() -> None:
    labels = Counter(spec.label for spec in FIELDS)
    assert [label for label, count in labels.items() if count > 1] == []


def test_composites_are_made_of_fields() -> None:
    assert {part for composite in COMPOSITES for part in composite.parts} <= set(BY_NAME)
    assert {composite.children for composite in COMPOSITES} <= {"", "references", "provenance"}


def test_indexed_columns_exist() -> None:
    assert {*SORTED_BY, *SUMMED} <= set(COLUMNS)


@pytest.mark.parametrize(
    "model", [model for label in ("coins", "catalog") for model in apps.get_app_config(label).get_models()]
)
def test_text_is_empty_and_never_null(model: type[models.Model]) -> None:
    texts = [
        column for column in model._meta.concrete_fields if isinstance(column, models.CharField | models.TextField)
    ]
    nullable = {column.name for column in texts if column.null and not column.unique}
    # simple-history's own column; unique ones are null because several may be missing
    assert nullable <= {"history_change_reason"}
