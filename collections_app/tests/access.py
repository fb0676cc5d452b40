from typing import Any

from coinstack.accounts.models import User
from coinstack.tests.access_matrix import personal, private
from collections_app.tests.import_recipes import finished, mapped, running, started


def a_started_import(owner: User) -> dict[str, Any]:
    return {"pk": started(owner).pk}


def a_mapped_import(owner: User) -> dict[str, Any]:
    return {"pk": mapped(owner).pk}


def a_row(owner: User) -> dict[str, Any]:
    return {"pk": mapped(owner).pk, "number": 2}


def a_running_import(owner: User) -> dict[str, Any]:
    return {"pk": running(owner).pk}


def a_finished_import(owner: User) -> dict[str, Any]:
    return {"pk": finished(owner).pk}


def a_past_import(owner: User) -> dict[str, Any]:
    return {"pk": finished(owner).batch_id}


ACCESS = [
    personal("collections:export"),
    personal("collections:import"),
    personal("collections:import_demo", method="post", owner=302),
    private("collections:import_undo_batch", a_past_import, method="post", owner=302),
    private("collections:import_discard", a_started_import, method="post", owner=302),
    private("collections:import_file", a_started_import),
    private("collections:import_pictures", a_started_import, method="post", owner=302),
    private("collections:import_map", a_started_import),
    private("collections:import_saved", a_started_import, method="post", owner=302),
    private("collections:import_check", a_mapped_import),
    private("collections:import_options", a_mapped_import, method="post", owner=422),
    private("collections:import_rows", a_mapped_import, owner=302, data=lambda owner: {"cell": "2.0"}),
    private("collections:import_row", a_row),
    private(
        "collections:import_cell", a_row, method="post", owner=302, data=lambda owner: {"cell": "2.0", "value": "x"}
    ),
    private("collections:import_decide", a_row, method="post", owner=302, data=lambda owner: {"decision": "skip"}),
    private("collections:import_run", a_running_import),
    private("collections:import_cancel", a_running_import, method="post", owner=302),
    private("collections:import_report", a_finished_import),
    private("collections:import_problems", a_finished_import),
    private("collections:import_undo", a_finished_import, method="post", owner=302),
]
