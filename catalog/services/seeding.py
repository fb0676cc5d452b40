"""The starter data that a fresh installation works with."""

import csv
from pathlib import Path

from django.db import transaction

from catalog.models import CatalogSystem

DATA = Path(__file__).resolve().parent.parent / "data"


def seed_systems() -> int:
    """Add or bring up to date the works of reference; returns how many the file names.

    A curator's own systems stay; of those in the file title, abbreviations, numbering and year are set.
    """
    with (DATA / "systems.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with transaction.atomic():
        for row in rows:
            CatalogSystem.objects.update_or_create(
                code=row["code"],
                defaults={
                    "title": row["title"],
                    "abbreviations": row["abbreviations"].split("|"),
                    "restarts_on": row["restarts_on"],
                    "publication_year": int(row["publication_year"]),
                },
            )
    return len(rows)
