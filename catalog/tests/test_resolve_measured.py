"""Types of the real dumps, printed in ten styles and resolved with five kinds of context.

The number of types can be set: COINSTACK_RESOLVE_TYPES=5000 pytest catalog/tests/test_resolve_measured.py -rP
"""

import os
import random
from itertools import islice

import pytest

from catalog.tests.resolution_styles import CONTEXTS, Dumps, Measure, read_rows
from coinstack.testing import SHARED_DATA, needs_shared_data

pytestmark = needs_shared_data

TYPES = int(os.environ.get("COINSTACK_RESOLVE_TYPES", "250"))
MOST_SHOWN = 60


@pytest.fixture(scope="module")
def measure():
    dumps = Dumps(read_rows(SHARED_DATA))
    measure = Measure(dumps)
    for row in random.Random(20).sample(dumps.rows, TYPES):
        measure.try_type(row)
    for kind, tally in measure.tallies.items():
        print(f"{kind:24} {tally.line()}")  # noqa: T201 - the figures are the point of -rP
    for miss in islice(measure.misses, MOST_SHOWN):
        print(*miss[:4], miss[4][:4], *miss[5:])  # noqa: T201
    return measure


@pytest.mark.parametrize("kind", CONTEXTS)
def test_what_text_and_context_decide_is_found(measure, kind):
    tally = measure.tallies[kind]
    assert tally.decided > TYPES
    assert tally.exact / tally.decided >= 0.97
    assert tally.wrong / tally.decided <= 0.003


@pytest.mark.parametrize("kind", CONTEXTS)
def test_what_they_leave_open_is_listed_and_never_guessed(measure, kind):
    tally = measure.tallies[kind]
    assert tally.guessed == 0
    assert tally.listed / max(tally.undecided, 1) >= 0.99
