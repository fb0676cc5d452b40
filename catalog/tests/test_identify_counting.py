"""Types counted by their features: however a catalogue is divided, each group has what its own types have."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.identify import CatalogIndex, Given, TypeFacts, rank
from catalog.identify.columns import KIND, OBVERSE, REVERSE

WORDS = st.sampled_from(["", "a", "b", "c"])
TYPES = st.lists(st.tuples(*[WORDS] * 7), min_size=1, max_size=30)
FIELDS = ("obverse", "reverse", "metal", "denomination", "mint", "authority", "obverse_description")


def make(rows, names=None):
    types = [TypeFacts(pk, "", str(pk), **dict(zip(FIELDS, row, strict=True))) for pk, row in enumerate(rows)]
    return CatalogIndex(types, names or {})


def counted_one_by_one(index, classes):
    types = [index.types[member] for each in classes for member in index.members[each]]
    features = (*OBVERSE, *REVERSE, *KIND)
    return {feature: Counter(getattr(each, feature) for each in types) for feature in features}


def in_words(index, counts):
    def value(feature, number):
        return index.shown(feature, number)

    return {
        feature: {value(feature, number): count for number, count in found.items()} for feature, found in counts.items()
    }


@given(TYPES, st.integers(0, 3), st.data())
def test_every_group_is_counted_by_its_own_types(rows, left_out, data):
    index = make(rows)
    group_of = data.draw(st.lists(st.integers(0, 3), min_size=index.class_count, max_size=index.class_count))
    groups = [
        [each for each, group in enumerate(group_of) if group == number] for number in range(4) if number != left_out
    ]
    found = [in_words(index, counts) for counts in index.counts.of(groups)]
    assert found == [counted_one_by_one(index, classes) for classes in groups]
    types = [[facts.pk for facts in found] for found in index.types_of(groups)]
    assert types == [sorted(m for each in classes for m in index.members[each]) for classes in groups]


@pytest.mark.parametrize("alike", [True, False], ids=["of one name", "of two names"])
def test_terms_of_one_name_are_one_value_to_look_at(alike):
    rows = [("AVG", "", "ar", name, "", "", "") for name in ("drachm", "drachma", "obol")]
    names = {"drachm": "Drachm", "drachma": "Drachm" if alike else "Drachma", "obol": "Obol"}
    [result] = rank(make(rows, names), Given(obverse="AVG"), 10).results
    [denomination] = [each for each in result.decides if each.feature == "denomination"]
    assert denomination.values[0] == (("Drachm", 2) if alike else ("Drachm", 1))
