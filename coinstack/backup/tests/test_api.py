"""Backups by the JSON API: who may do what with them, and that none is put back under a running program."""

import io
import zipfile

import pytest

from coinstack.accounts.models import User
from coinstack.backup.archive import list_backups, write_backup
from coinstack.backup.verify import find_problems
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.runner import run
from coinstack.tests.api_client import ROOT, Api

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def api(data, counted, staff) -> Api:
    return Api(staff)


@pytest.fixture
def helper(db) -> User:
    """Staff who is no superuser."""
    return User.objects.create_user("helper", is_staff=True)


def worked_off(api: Api, job: int) -> dict:
    run(job)
    return api.get(f"/jobs/{job}").json


def test_backup_is_made_by_a_job_listed_checked_and_fetched(api, data):
    begun = api.post("/settings/backup")
    assert (begun.status, begun.json["kind"], begun.json["state"]) == (202, "backup", "queued")
    assert (api.post("/settings/backup").status, api.post("/settings/backup").code) == (409, "running")
    made = worked_off(api, begun.json["id"])
    assert (made["state"], made["result"]["files"]) == ("done", 2)
    [listed] = api.get("/settings/backups").json["items"]
    [path] = list_backups()
    assert (listed["name"], listed["label"], listed["bytes"]) == (path.name, "", path.stat().st_size)
    begun = api.post("/settings/backup/verify", name=path.name)
    assert begun.status == 202
    assert worked_off(api, begun.json["id"])["result"] == {"ok": True, "problems": []}
    answer = api.client.get(f"{ROOT}/settings/backup", {"name": path.name})
    fetched = b"".join(answer.streaming_content)
    assert fetched == path.read_bytes()
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/zip", "no-store")
    assert path.name in answer["Content-Disposition"]
    assert "manifest.json" in zipfile.ZipFile(io.BytesIO(fetched)).namelist()


def test_newest_comes_first_and_is_the_one_that_is_meant(api):
    made = [write_backup(label=label).path for label in ("before-restore", "before-restore")]
    listed = api.get("/settings/backups").json["items"]
    names = [each["name"] for each in listed]
    assert [path.endswith(name) for path, name in zip(reversed(made), names, strict=True)] == [True, True]
    assert listed[0]["label"] == "before-restore"
    assert names[0] in api.client.get(f"{ROOT}/settings/backup")["Content-Disposition"]


def test_damaged_backup_is_told(api, data):
    backup = write_backup()
    [path] = list_backups()
    path.write_bytes(path.read_bytes()[:-100])
    done = worked_off(api, api.post("/settings/backup/verify").json["id"])
    assert (done["state"], done["result"]["ok"]) == (JobState.DONE, False)
    assert done["result"]["problems"] == find_problems(path)
    assert backup.path == str(path)


def test_restoring_is_refused_with_the_way_to_do_it(api, alice):
    name = write_backup().path
    answer = api.post("/settings/restore")
    assert (answer.status, answer.code) == (409, "stop_first")
    assert f"manage.py restore {name}" in answer.json["message"]
    assert User.objects.filter(pk=alice.pk).exists()


@pytest.mark.parametrize("name", ["coinstack-20200101-000000.zip", "../db.sqlite3", "/etc/hostname", "x" * 70])
def test_only_backups_are_found_by_name(name, api):
    write_backup()
    for answer in (
        api.get("/settings/backup", name=name),
        api.post("/settings/backup/verify", name=name),
        api.post("/settings/restore", name=name),
    ):
        assert (answer.status, answer.code) == (404, "not_found")
    assert not Job.objects.exists()


def test_before_the_first_backup_there_is_none(api):
    assert api.get("/settings/backups").json == {"items": [], "count": 0}
    assert api.get("/settings/backup").status == 404
    assert api.get("/settings/database-info").json["last_backup"] is None


def test_staff_makes_backups_but_only_a_superuser_takes_one_home(data, counted, helper):
    write_backup()
    api = Api(helper)
    assert api.get("/settings/backups").json["count"] == 1
    assert api.get("/settings/database-info").status == 200
    assert api.post("/settings/backup").status == 202
    for refused in (api.get("/settings/backup"), api.post("/settings/restore")):
        assert (refused.status, refused.code) == (403, "forbidden")


def test_reading_token_fetches_no_backup(data, counted, staff):
    write_backup()
    refused = Api(staff, scope="read").get("/settings/backup")
    assert (refused.status, refused.code) == (403, "read_only_token")


def test_database_is_described(api, alice):
    write_backup()
    told = api.get("/settings/database-info").json
    assert told["engine"] in {"sqlite", "postgresql"}
    assert told["bytes"] > 10_000
    assert told["free_bytes"] > 0
    assert told["counts"] == {"coins": 2}
    assert told["last_backup"]["bytes"] == list_backups()[0].stat().st_size
    assert told["version"].split(".")[0].isdigit()
