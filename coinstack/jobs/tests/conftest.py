"""Kinds of jobs that exist for one test only."""

from collections.abc import Callable, Iterator

import pytest

from coinstack.jobs.registry import KINDS, job_kind


@pytest.fixture
def kind() -> Iterator[Callable[..., None]]:
    """`kind("name", handler, slow=False, url=None)` registers a handler for the length of the test."""
    before = dict(KINDS)

    def register(name: str, handler: Callable, **options: object) -> None:
        job_kind(name, **{"label": name.title(), **options})(handler)

    yield register
    KINDS.clear()
    KINDS.update(before)
