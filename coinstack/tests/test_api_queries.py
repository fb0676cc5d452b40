"""Every list of the JSON API asks the database as often for three rows as for one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coins.models import Coin, StoragePlace, Tag
from coins.services.edit import trash_coins
from coins.services.history import Change
from coins.tests.recipes import add_picture, add_provenance, add_reference, make_domna
from coinstack.accounts.models import User
from coinstack.backup.archive import backup_folder
from coinstack.jobs.models import Job
from coinstack.tests.api_client import ROOT, Api
from coinstack.tests.test_api_schema import OPERATIONS
from collections_app.models import ImportSession
from collections_app.tests.import_recipes import mapped, started

Make = Callable[[User, Coin, int], object]


def a_coin(owner: User, coin: Coin, at: int) -> None:
    place = StoragePlace.objects.create(owner=owner, name=f"Tray {at}")
    other = make_domna(owner, storage_place=place, tags=[Tag.objects.create(owner=owner, name=f"tag {at}")])
    add_reference(other, f"RIC {at}", is_primary=True)
    add_reference(other, f"BMC {at}")
    add_provenance(other, source_name=f"Leu {at}")
    add_picture(other, is_primary=True)


def a_trashed_coin(owner: User, coin: Coin, at: int) -> None:
    other = make_domna(owner)
    add_reference(other, f"RIC {at}")
    trash_coins(coins=[other], change=Change(user=owner))


HEAD = "Ruler;Metal;Weight;Certificate number\n"


def a_row_of_an_import(owner: User, coin: Coin, at: int) -> None:
    """One more row in the file than before, taken for a coin of the collection."""
    make_domna(owner, certification_number=f"{at}")
    ImportSession.objects.all().delete()
    mapped(owner, HEAD + "".join(f"Nero;AR;{3 + row};{row}\n" for row in range(at + 1)))


def a_backup(owner: User, coin: Coin, at: int) -> None:
    owner.is_staff = True
    owner.save()
    backup_folder().mkdir(exist_ok=True)
    (backup_folder() / f"coinstack-20260301-12000{at}.zip").touch()


LISTS: dict[str, tuple[str, int, Make]] = {
    "coins_list": ("/coins", 6, a_coin),
    "trash_list": ("/trash", 4, a_trashed_coin),
    "references_list": ("/coins/{coin}/references", 4, lambda owner, coin, at: add_reference(coin, f"RIC {at}")),
    "provenance_list": ("/coins/{coin}/provenance", 4, lambda owner, coin, at: add_provenance(coin, notes=f"{at}")),
    "images_list": ("/coins/{coin}/images", 4, lambda owner, coin, at: add_picture(coin)),
    "tags_list": ("/tags", 3, lambda owner, coin, at: Tag.objects.create(owner=owner, name=f"tag {at}")),
    "storage_list": ("/storage", 3, lambda owner, coin, at: StoragePlace.objects.create(owner=owner, name=f"Box {at}")),
    "jobs_list": ("/jobs", 3, lambda owner, coin, at: Job.objects.create(kind="polish", owner=owner)),
    "imports_list": ("/imports", 3, lambda owner, coin, at: started(owner)),
    "backups_list": ("/settings/backups", 1, a_backup),
    "importrows_list": ("/imports/{import_}/rows", 4, a_row_of_an_import),
    "stats_breakdown": ("/stats/breakdown?by=tags", 2, a_coin),
    "stats_summary": ("/stats/summary", 6, a_coin),
    "export_coins": ("/export?format=json", 8, a_coin),
}


def test_every_list_is_counted() -> None:
    lists = {each["operationId"] for _, _, each in OPERATIONS if each["operationId"].endswith("_list")}
    assert lists - set(LISTS) == set()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_queries_of_a_list(name: str, rows: int, alice: User, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    path, expected, make = LISTS[name]
    coin = make_domna(alice)
    for at in range(rows):
        make(alice, coin, at)
    api = Api(alice)
    api.get("/preferences")  # notes the use of the token
    wanted = path.format(coin=coin.pk, import_=ImportSession.objects.values_list("pk", flat=True).first())
    with CaptureQueriesContext(connection) as queries:
        response = api.client.get(ROOT + wanted)
        b"".join(response) if response.streaming else response.json()
    assert response.status_code == 200
    assert len(queries) == expected, "\n".join(query["sql"][:160] for query in queries)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_one_coin(rows: int, alice: User) -> None:
    coin = make_domna(alice)
    for at in range(rows):
        add_reference(coin, f"RIC {at}")
        add_provenance(coin, notes=f"{at}")
        add_picture(coin)
    api = Api(alice)
    api.get("/preferences")
    with CaptureQueriesContext(connection) as queries:
        api.get(f"/coins/{coin.pk}")
    assert len(queries) == 6, "\n".join(query["sql"][:160] for query in queries)
