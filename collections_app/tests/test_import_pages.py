"""The pages of the import wizard: from step to step and back, what is refused, and who sees what."""

import errno

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict

from coins.models import Coin
from coins.tests.recipes import picture_bytes
from coinstack.accounts.models import User
from coinstack.jobs.models import Job
from coinstack.testing import ClientFor
from coinstack.uploads import LostUpload, not_written
from collections_app.choices import WizardStep
from collections_app.forms.importing import StartForm
from collections_app.models import ImportSession, SavedMapping
from collections_app.services.wizard import discard
from collections_app.tests.import_pages import HTMX, cells_of, numbers, page, path, queries, stored, targets, toasts
from collections_app.tests.import_recipes import THREE_COINS, finished, mapped, running, started, upload, work

# --- start


def test_empty_collection_and_empty_list_lead_to_the_import(visitor: Client) -> None:
    assert b'href="/import/"' in visitor.get("/").content
    assert visitor.get("/coins/").content.count(b'href="/import/"') == 2  # sidebar and empty state


def test_file_begins_an_import(visitor: Client, alice: User) -> None:
    answer = visitor.post("/import/", {"file": upload()})
    session = ImportSession.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, path(session, "file/"))
    assert (session.owner, session.file_name) == (alice, "coins.csv")
    shown = page(visitor, answer["Location"])
    assert shown.sureness.label.startswith("Recognised")
    assert "3 rows" in shown.facts
    assert shown.preview[0].cells[:2] == ("Ruler", "Denomination")
    assert [step.state for step in shown.head.steps] == ["current", "open", "closed", "closed", "closed"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("movie.xlsx", b"PK\x03\x04 not really a zip", "damaged"),
        ("coins.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, ".xlsx"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 300, "picture"),
        ("broken.json", b'{"format": "coinstack", "coins": [', "JSON"),
        ("blank.csv", b"\n\n\n", "no"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_file_is_refused_at_the_field(visitor: Client, name: str, content: bytes, said: str) -> None:
    answer = visitor.post("/import/", {"file": SimpleUploadedFile(name, content)})
    form = answer.context["page"].form
    assert (answer.status_code, list(form.errors)) == (422, ["file"])
    assert said.lower() in form.errors["file"][0].lower()
    assert not ImportSession.objects.exists()


def test_file_for_which_the_disk_had_no_room_is_not_called_empty() -> None:
    lost = LostUpload("coins.csv", not_written(OSError(errno.ENOSPC, "No space left on device")))
    form = StartForm({}, MultiValueDict({"file": [lost]}))
    assert form.errors["file"] == ["The disk is full. Nothing of this file was kept; try again once there is room."]


def test_nothing_chosen_is_refused_at_the_field(visitor: Client) -> None:
    answer = visitor.post("/import/", {})
    assert answer.status_code == 422
    assert answer.context["page"].form.errors["file"] == ["Choose a spreadsheet: .xlsx, .csv or .tsv."]


def test_pictures_come_along_and_are_added_later(visitor: Client) -> None:
    pictures = [SimpleUploadedFile(f"A-{number}_obv.jpg", picture_bytes()) for number in range(2)]
    answer = visitor.post("/import/", {"file": upload(), "pictures": pictures[0], "folder": pictures[1]})
    session = ImportSession.objects.get()
    assert page(visitor, answer["Location"]).pictures == "2 pictures beside the file."
    more = SimpleUploadedFile("A-3.jpg", picture_bytes())
    assert visitor.post(path(session, "pictures/"), {"pictures": more}, headers=HTMX).status_code == 204
    answer = visitor.post(path(session, "pictures/"), {"pictures": SimpleUploadedFile("A-4.jpg", picture_bytes())})
    assert toasts(visitor, answer)[0].text == "4 pictures are with this import."


def test_damaged_zip_of_pictures_says_so_in_words(visitor: Client, alice: User) -> None:
    session = started(alice)
    broken = {"pictures": SimpleUploadedFile("all.zip", b"PK\x03\x04 and then nothing")}
    answer = visitor.post(path(session, "pictures/"), broken, headers=HTMX)
    assert (answer.status_code, answer["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert b"all.zip" in answer.content
    broken["pictures"].seek(0)
    assert toasts(visitor, visitor.post(path(session, "pictures/"), broken))[0].level == "error"


def test_unfinished_imports_can_be_taken_up_and_given_up(visitor: Client, alice: User, bob: User) -> None:
    session, other = mapped(alice), started(alice, name="other.csv")
    started(bob)
    shown = {each.file_name: each for each in page(visitor, "/import/").unfinished}
    assert {name: each.url for name, each in shown.items()} == {
        "coins.csv": path(session, "check/"),
        "other.csv": path(other, "map/"),
    }
    answer = visitor.post(shown["other.csv"].discard_url)
    assert toasts(visitor, answer)[0].text == "The import of other.csv was discarded."
    assert list(ImportSession.objects.visible_to(alice)) == [session]


def test_history_tells_what_happened_and_undoes_it(visitor: Client, alice: User) -> None:
    first = finished(alice)
    (entry,) = page(visitor, "/import/").history
    assert (entry.file_name, entry.counts, entry.mark.label) == ("coins.csv", ["3 coins added"], "Done")
    assert entry.undo_url == path(first, "report/#undo")
    assert visitor.get(entry.coins_url).context["page"].count == 3
    ImportSession.objects.all().delete()  # as for an import that a command made
    (entry,) = page(visitor, "/import/").history
    assert (entry.report_url, entry.undo_url) == ("", "")
    answer = visitor.post(entry.undo_at_once)
    assert toasts(visitor, answer)[0].text == "Undone: 3 coins moved to the trash."
    (entry,) = page(visitor, "/import/").history
    assert (entry.mark.label, entry.undo_at_once, entry.coins_url) == ("Undone", "", "")


def test_unfinished_import_says_how_far_it_is(visitor: Client, alice: User) -> None:
    session = running(alice)
    (entry,) = page(visitor, "/import/").unfinished
    assert (entry.step, entry.url, entry.discard_url) == ("Running now", path(session, "run/"), "")
    Job.objects.update(state="failed", error="The disk is full.")
    (entry,) = page(visitor, "/import/").unfinished
    assert (entry.step, entry.url) == ("at step “Report”", path(session, "report/"))
    assert entry.discard_url
    Job.objects.all().delete()
    (entry,) = page(visitor, "/import/").unfinished
    assert (entry.step, entry.url) == ("at step “Check”", path(session, "check/"))
    assert visitor.get(path(session, "run/"))["Location"] == path(session, "check/")


def test_start_page_asks_the_same_for_one_import_and_for_three(visitor: Client, alice: User) -> None:
    finished(alice)
    started(alice)
    before = queries(visitor, "/import/")
    for name in ("a.csv", "b.csv"):
        started(alice, name=name)
        finished(alice, THREE_COINS.replace("Rome", name), name=name)
    assert queries(visitor, "/import/") == before


# --- file


def test_file_is_read_another_way(visitor: Client, alice: User) -> None:
    session = started(alice, "Ruler|Weight\nNero|10,90\n", "coins.txt")
    form = page(visitor, path(session, "file/")).form
    assert list(form.fields) == ["header_row", "encoding", "delimiter", "decimals"]
    wanted = {**form.initial, "delimiter": ";"}
    answer = visitor.post(path(session, "file/"), wanted)
    assert answer["Location"] == path(session, "file/")
    assert stored(session).detection["headers"] == ["Ruler|Weight"]
    answer = visitor.post(path(session, "file/"), {**wanted, "delimiter": "|"}, headers=HTMX)
    assert answer.status_code == 200
    assert stored(session).detection["headers"] == ["Ruler", "Weight"]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"header_row": "nine"}, "header_row"), ({"header_row": "9999"}, "__all__"), ({"encoding": "ebcdic"}, "encoding")],
)
def test_reading_that_cannot_be_is_refused(visitor: Client, alice: User, change: dict[str, str], field: str) -> None:
    session = started(alice)
    before = stored(session).detection
    form = page(visitor, path(session, "file/")).form
    answer = visitor.post(path(session, "file/"), {**form.initial, **change})
    assert (answer.status_code, list(answer.context["page"].form.errors)) == (422, [field])
    assert stored(session).detection == before


# --- map


def test_columns_show_samples_and_how_sure_the_guess_is(visitor: Client, alice: User) -> None:
    shown = page(visitor, path(started(alice), "map/"))
    columns = {column.header: column for column in shown.columns}
    assert columns["Weight"].samples == ("3,79", "17,10", "heavy")
    assert '<option value="weight_g" selected>' in columns["Weight"].options
    assert [columns[name].mark.label for name in ("Weight", "Ruler")] == ["Sure", "Sure"]
    assert [transform.label for transform in columns["Weight"].transforms] == ["Unit", "The same for every coin"]
    assert shown.recognised == "8 of 9 columns recognised, 1 kept as notes."


def test_mapping_is_kept_while_one_chooses(visitor: Client, alice: User) -> None:
    session = started(alice)
    answer = visitor.post(path(session, "map/"), {"target-8": "ignore", "t5-unit": "grains"}, headers=HTMX)
    assert answer.status_code == 200
    assert targets(session)["Shelf"] == "ignore"
    assert stored(session).mapping["Weight"]["transforms"] == [{"kind": "unit", "value": "grains"}]
    visitor.post(path(session, "map/"), {"target-5": "diameter_mm", "t5-unit": "grains"})
    assert stored(session).mapping["Weight"] == {"target": "diameter_mm", "transforms": []}


def test_two_columns_for_one_field_are_told_at_both(visitor: Client, alice: User) -> None:
    session = started(alice)
    before = targets(session)
    answer = visitor.post(path(session, "map/"), {"target-8": "mint", "then": "check"})
    shown = answer.context["page"]
    assert answer.status_code == 422
    assert [column.header for column in shown.columns if column.conflict] == ["Mint", "Shelf"]
    assert '<option value="mint" selected>' in shown.columns[8].options
    assert targets(session) == before


@pytest.mark.parametrize("target", ["no_such_field", "issuer_term", "id", "\x00"])
def test_target_that_does_not_exist_is_refused(visitor: Client, alice: User, target: str) -> None:
    session = started(alice)
    before = targets(session)
    assert visitor.post(path(session, "map/"), {"target-0": target}).status_code == 422
    assert targets(session) == before


def test_mapping_without_any_field_is_refused(visitor: Client, alice: User) -> None:
    session = started(alice)
    answer = visitor.post(path(session, "map/"), {f"target-{place}": "notes" for place in range(9)})
    assert "No column becomes a field" in answer.context["page"].refusal


def test_mapping_is_saved_by_name_and_offered_for_the_next_file(visitor: Client, alice: User, bob: User) -> None:
    session = started(alice)
    visitor.post(path(session, "map/"), {"target-8": "ignore", "then": "save", "name": "My shelves"})
    assert SavedMapping.objects.get().name == "My shelves"
    following = started(alice)
    (offered,) = page(visitor, path(following, "map/")).saved
    assert offered.label == "My shelves (100% of the headings, 9 columns)"
    visitor.post(path(following, "map/saved/"), {"saved": offered.pk})
    assert targets(following)["Shelf"] == "ignore"
    theirs = SavedMapping.objects.create(owner=bob, name="theirs")
    for chosen in (theirs.pk, "x", "", "9" * 40):
        answer = visitor.post(path(following, "map/saved/"), {"saved": chosen})
        assert toasts(visitor, answer)[-1].level == "error"


def test_mapping_without_a_name_is_not_saved(visitor: Client, alice: User) -> None:
    answer = visitor.post(path(started(alice), "map/"), {"then": "save", "name": " "})
    assert answer.context["page"].refusal == "Give the mapping a name."
    assert not SavedMapping.objects.exists()


# --- from step to step


@pytest.mark.parametrize(
    ("step", "leads_to", "said"),
    [
        ("check/", "map/", "“Check” cannot be opened yet: this import is at “Map”."),
        ("run/", "map/", "“Run” cannot be opened yet: this import is at “Map”."),
        ("report/", "map/", "“Report” cannot be opened yet: this import is at “Map”."),
        ("rows/2/", "map/", "“Check” cannot be opened yet: this import is at “Map”."),
    ],
)
def test_step_that_is_not_reached_leads_to_the_open_one(
    visitor: Client, alice: User, step: str, leads_to: str, said: str
) -> None:
    session = started(alice)
    answer = visitor.get(path(session, step))
    assert answer["Location"] == path(session, leads_to)
    assert toasts(visitor, answer)[0].text == said
    assert visitor.get(path(session, step), headers=HTMX)["HX-Redirect"] == path(session, leads_to)


def test_steps_of_a_running_and_of_a_finished_import(visitor: Client, alice: User) -> None:
    session = running(alice)
    for step in ("file/", "map/", "check/", "report/"):
        assert visitor.get(path(session, step))["Location"] == path(session, "run/")
    assert visitor.post(path(session, "rows/2/cell/"), {"cell": "2.0", "value": "x"})["Location"] == path(
        session, "run/"
    )
    work(session)
    for step in ("file/", "map/", "check/", "run/"):
        assert visitor.get(path(session, step))["Location"] == path(session, "report/")


def test_leaving_and_returning_loses_nothing(visitor: Client, alice: User, client_for: ClientFor) -> None:
    session = started(alice)
    visitor.post(path(session, "map/"), {"target-8": "ignore", "then": "check"})
    visitor.get(path(session, "check/"))
    visitor.post(path(session, "rows/4/cell/"), {"cell": "4.5", "value": "10,90"})
    visitor.post(path(session, "rows/2/decide/"), {"decision": "skip"})
    elsewhere = client_for(alice)
    (entry,) = page(elsewhere, "/import/").unfinished
    assert entry.url == path(session, "check/")
    for step in ("file/", "map/"):
        page(elsewhere, path(session, step))
    shown = page(elsewhere, entry.url)
    assert (cells_of(shown, 4)["Weight"].raw, numbers(shown)["left out"]) == ("10,90", "1")
    assert targets(session)["Shelf"] == "ignore"


def test_two_imports_at_once_do_not_meet(visitor: Client, alice: User) -> None:
    first, second = mapped(alice), mapped(alice, THREE_COINS.replace("Nero", "Otho"), "second.csv")
    visitor.post(path(first, "rows/4/cell/"), {"cell": "4.0", "value": "Galba"})
    visitor.post(path(second, "rows/2/decide/"), {"decision": "skip"})
    assert cells_of(page(visitor, path(second, "check/")), 4)["Ruler"].shown == "Otho"
    for session in (second, first):
        visitor.post(path(session, "run/"))
        work(session)
    rulers = Coin.objects.visible_to(alice).order_by("issuer").values_list("issuer", flat=True)
    assert list(rulers) == ["Alexander III", "Augustus", "Galba", "Otho"]


def test_file_that_vanished_is_told(visitor: Client, alice: User) -> None:
    session = started(alice)
    visitor.post(path(session, "map/"), {})
    session.path.unlink()
    answer = visitor.get(path(session, "check/"))
    assert answer["Location"] == path(session, "file/")
    assert toasts(visitor, answer)[0].level == "error"


def test_given_up_import_is_gone(visitor: Client, alice: User) -> None:
    session = mapped(alice)
    pk = session.pk
    discard(session)
    for step in WizardStep.values:
        assert visitor.get(f"/import/{pk}/{step}/").status_code == 404
