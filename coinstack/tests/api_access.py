"""Who may use which operation of the JSON API. Every operation must be here, see `access_matrix.py`."""

from typing import Any

from coins.models import StoragePlace, Tag
from coins.services.edit import trash_coins
from coins.services.history import Change
from coins.tests.recipes import add_picture, add_provenance, add_reference, make_domna
from coinstack.accounts.models import User
from coinstack.jobs.models import Job
from coinstack.tests.access_matrix import Access, Target, anyone, no_data, no_target, personal, private, staff_only
from collections_app.services.wizard import check
from collections_app.tests.import_recipes import finished, mapped, started


def a_coin(owner: User) -> dict[str, Any]:
    return {"coin_id": make_domna(owner).pk}


def a_trashed_coin(owner: User) -> dict[str, Any]:
    coin = make_domna(owner)
    trash_coins(coins=[coin], change=Change(user=owner))
    return {"coin_id": coin.pk}


def a_reference(owner: User) -> dict[str, Any]:
    return {"reference_id": add_reference(make_domna(owner), "RIC IV 580").pk}


def a_station(owner: User) -> dict[str, Any]:
    return {"event_id": add_provenance(make_domna(owner), source_name="Leu").pk}


def a_picture(owner: User) -> dict[str, Any]:
    return {"image_id": add_picture(make_domna(owner), width=400, height=300).pk}


def a_tag(owner: User) -> dict[str, Any]:
    return {"tag_id": Tag.objects.get_or_create(owner=owner, name="Severan")[0].pk}


def a_place(owner: User) -> dict[str, Any]:
    return {"place_id": StoragePlace.objects.get_or_create(owner=owner, name="Cabinet", parent=None)[0].pk}


def a_job(owner: User) -> dict[str, Any]:
    return {"job_id": Job.objects.create(kind="polish", owner=owner).pk}


def an_import(owner: User) -> dict[str, Any]:
    return {"import_id": started(owner).pk}


def a_checked_import(owner: User) -> dict[str, Any]:
    session = mapped(owner)
    check(session)
    return {"import_id": session.pk}


def a_row(owner: User) -> dict[str, Any]:
    return {**a_checked_import(owner), "number": 2}


def a_done_import(owner: User) -> dict[str, Any]:
    return {"import_id": finished(owner).pk}


def sent(**values: Any) -> Target:
    return lambda owner: values


def own(name: str, target: Target, method: str = "get", owner: int = 200, data: Target = no_data) -> Access:
    """An operation on something of the collector's own."""
    return private(f"api:{name}", target, method=method, owner=owner, nobody=401, data=data, json=True)


def for_staff(name: str, method: str = "get", staff: int = 200, data: Target = no_data) -> Access:
    return staff_only(f"api:{name}", no_target, method=method, staff=staff, nobody=401, data=data, json=True)


def each(name: str, method: str = "get", owner: int = 200, data: Target = no_data) -> Access:
    """An operation that every collector has, on their own things."""
    return personal(f"api:{name}", no_target, method=method, owner=owner, nobody=401, data=data, json=True)


API_ACCESS = [
    anyone("api:openapi"),
    personal("api:docs"),
    each("coins_list"),
    each("coins_create", "post", 201, sent(issuer="Nero")),
    own("coins_get", a_coin),
    own("coins_patch", a_coin, "patch", data=sent(mint="Laodicea")),
    own("coins_delete", a_coin, "delete", 204),
    own("coins_restore", a_trashed_coin, "post"),
    own("coins_navigation", a_coin),
    each("trash_list"),
    own("references_list", a_coin, data=sent(text="RIC IV 580")),
    own("references_create", a_coin, "post", 201, sent(text="RIC IV 580")),
    own("references_get", a_reference, data=sent(note="left of the throne")),
    own("references_patch", a_reference, "patch", data=sent(note="left of the throne")),
    own("references_delete", a_reference, "delete", 204),
    own("provenance_list", a_coin),
    own("provenance_create", a_coin, "post", 201, sent(text="Ex Leu 7, 9 May 1973, lot 214")),
    own("provenance_get", a_station, data=sent(lot_number="214")),
    own("provenance_patch", a_station, "patch", data=sent(lot_number="214")),
    own("provenance_delete", a_station, "delete", 204),
    own("images_list", a_coin),
    own("images_create", a_coin, "post", 415),  # as JSON; what it takes is tried in test_api_images.py
    own("images_get", a_picture),
    own("images_file", a_picture),
    own("images_patch", a_picture, "patch", data=sent(kind="edge")),
    own("images_delete", a_picture, "delete", 204),
    each("tags_list"),
    each("tags_create", "post", 201, sent(name="Severan")),
    own("tags_get", a_tag, data=sent(name="Antonine")),
    own("tags_patch", a_tag, "patch", data=sent(name="Antonine")),
    own("tags_delete", a_tag, "delete", 204, sent(name="Antonine")),
    each("storage_list"),
    each("storage_create", "post", 201, sent(path=["Cabinet", "Tray 5"])),
    own("storage_get", a_place),
    own("storage_patch", a_place, "patch", data=sent(name="Safe")),
    own("storage_delete", a_place, "delete", 204),
    each("imports_list"),
    each("imports_create", "post", 415),  # as JSON; what it takes is tried in test_api_imports.py
    own("imports_get", an_import),
    own("imports_patch", an_import, "patch", data=sent(options={"tags": ["bought 2026"]})),
    own("imports_check", an_import, "post", data=sent(only="all")),
    own("importrows_list", a_checked_import),
    own("importrows_get", a_row),
    own("importrows_patch", a_row, "patch", data=sent(decision="skip")),
    own("imports_confirm", a_checked_import, "post", 202),
    own("imports_undo", a_done_import, "post"),
    own("imports_delete", an_import, "delete", 204),
    each("export_coins", data=sent(format="csv")),
    each("jobs_list"),
    own("jobs_get", a_job),
    own("jobs_cancel", a_job, "post"),
    each("import_collection", "post", 415),
    each("import_confirm", "post", 201, sent(issuer="Nero")),
    own("import_status", a_job),
    each("duplicates_check", "post", data=sent(issuer="Nero", weight_g=3.41)),
    each("stats_summary"),
    each("stats_breakdown", data=sent(by="metal")),
    for_staff("backups_list"),
    for_staff("backups_create", "post", 202),
    for_staff("backups_file", staff=404),  # none was made; see backup/tests/test_api.py
    for_staff("backups_verify", "post", 404),
    for_staff("backups_restore", "post", 404),
    for_staff("database_get"),
    each("preferences_get"),
    each("preferences_patch", "patch", data=sent(era="BCE/CE")),
]
