"""A collection as a whole: read from a file as the command reads it, told, and taken away."""

from pathlib import Path
from typing import Any

from coins.models import Coin, ImportBatch, StoragePlace, Tag
from coinstack.accounts.models import User
from coinstack.jobs.progress import SilentProgress
from collections_app.exporters.flat import export_records
from collections_app.services.imports import ImportOptions, ImportReport, import_file


def read_in(path: Path, owner: User, **options: Any) -> ImportReport:
    return import_file(path=path, owner=owner, options=ImportOptions(**options), progress=SilentProgress())


def records() -> list[dict[str, Any]]:
    """Everything that every coin says, without its id."""
    return [{**record, "id": 0} for record in export_records(Coin.objects.order_by("pk"))]


def wipe() -> None:
    for model in (Coin, ImportBatch, StoragePlace, Tag):
        model.objects.all().delete()
