"""The starter data that a fresh installation works with."""

from typing import Final

from catalog.models import CatalogVersion
from catalog.services.loading_terms import Slugs
from catalog.services.seeding_files import FILES, fingerprint, read_starter
from catalog.services.seeding_systems import seed_systems
from catalog.services.seeding_terms import write_starter_terms
from catalog.services.versions import TERMS, announce

__all__ = ["seed_systems", "seed_vocabulary"]

_SEEDED: Final = "starter_terms"
_WRITING: Final = "1"  # raise it when the same files are to be written in another way


def seed_vocabulary() -> int:
    """Bring the starter vocabulary into the database; returns how many terms were added or changed.

    Files that are in the database already, byte by byte, are not read again: a start costs next to nothing, and a
    term that a curator deleted stays deleted until the files change. Raises StarterFileProblem.
    """
    state = fingerprint(FILES, _WRITING)
    if CatalogVersion.objects.filter(name=_SEEDED, number=state).exists():
        return 0
    slugs = Slugs()
    touched = sum(write_starter_terms(terms, slugs) for terms in read_starter().values())
    CatalogVersion.objects.update_or_create(name=_SEEDED, defaults={"number": state})
    if touched:
        announce(TERMS)
    return touched
