"""The settings page of the catalogues."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog.models import CatalogSystem, CatalogType, Term
from catalog.tests.load_samples import CONCEPTS, TYPE, load, rdf, write_folder, write_gzip
from coinstack.jobs.models import Job
from coinstack.jobs.runner import run

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/settings/catalogues/"


@pytest.fixture
def page(staff, client_for):
    return client_for(staff)


def upload(*parts: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("dump.rdf", rdf(*parts).encode())


def test_the_settings_lead_staff_to_it(page, alice, client_for):
    assert f'href="{PAGE}"' in page.get("/settings/").content.decode()
    assert PAGE not in client_for(alice).get("/settings/").content.decode()


def test_it_tells_what_is_loaded(page, tmp_path):
    load("load_vocabulary", write_folder(tmp_path / "concepts"))
    load("load_types", write_gzip(tmp_path / "dump", rdf(TYPE)), system="crro")
    shown = {line.title: (line.count, line.when is not None) for line in page.get(PAGE).context["loaded"]}
    assert shown["Vocabulary"] == (9, True)
    titles = dict(CatalogSystem.objects.values_list("code", "title"))
    assert (shown[titles["rrc"]], shown[titles["ric"]]) == ((1, True), (0, False))


def test_an_uploaded_vocabulary_is_loaded(page):
    answer = page.post(
        reverse("catalog:load_vocabulary"), {"from": "file", "vocabulary-file": upload(*CONCEPTS.values())}
    )
    assert answer["Location"] == PAGE
    job = Job.objects.get()
    assert (job.owner, job.is_active) == (None, True)
    assert f'id="job-{job.pk}"' in page.get(PAGE).content.decode()
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result_url, Term.objects.count()) == ("done", PAGE, 7)
    assert page.get(PAGE).context["jobs"] == []


def test_an_uploaded_dump_of_types_is_loaded(page):
    page.post(reverse("catalog:load_types"), {"from": "file", "types-file": upload(TYPE), "types-series": "crro"})
    run(Job.objects.get().pk)
    assert CatalogType.objects.get().display == "RRC 528/3"


def test_a_file_that_was_refused_shows_its_reason(page):
    page.post(reverse("catalog:load_types"), {"from": "file", "types-file": upload(), "types-series": "crro"})
    run(Job.objects.get().pk)
    assert "There are no types of Coinage of the Roman Republic Online" in page.get(PAGE).content.decode()


REFUSED = {
    "no file": ("load_vocabulary", {"from": "file"}, "Choose a file first."),
    "empty file": (
        "load_vocabulary",
        {"from": "file", "vocabulary-file": SimpleUploadedFile("dump", b"")},
        "The submitted file is empty.",
    ),
    "no catalogue": ("load_types", {"from": "download"}, "This field is required."),
    "unknown catalogue": ("load_types", {"from": "download", "types-series": "x"}, "Select a valid choice."),
    "nothing to download": ("load_types", {"from": "download", "types-series": "rpc"}, "publishes no dump to download"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_loaded_is_said_on_the_page(case, page):
    name, data, message = REFUSED[case]
    answer = page.post(reverse(f"catalog:{name}"), data)
    assert (answer.status_code, Job.objects.count()) == (422, 0)
    assert message in answer.content.decode()


def test_one_load_of_a_kind_at_a_time(page):
    for _ in range(2):
        answer = page.post(reverse("catalog:load_vocabulary"), {"from": "download"})
    assert (answer.status_code, Job.objects.count()) == (422, 1)
    assert "going on already" in answer.content.decode()


def test_nothing_is_downloaded_offline(page, settings):
    settings.OFFLINE = True
    assert "Download and load" not in page.get(PAGE).content.decode()
    answer = page.post(reverse("catalog:load_vocabulary"), {"from": "download"})
    assert (answer.status_code, Job.objects.count()) == (422, 0)
    assert "COINSTACK_OFFLINE" in answer.content.decode()
