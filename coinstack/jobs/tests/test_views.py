from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coinstack.jobs.models import Job

pytestmark = pytest.mark.django_db


def listed(client) -> list[int]:
    return [job.pk for job in client.get("/jobs/").context["jobs"]]


def test_everyone_sees_their_own_jobs_only(client_for, alice, bob, staff):
    jobs = {user: Job.objects.create(kind="polish", owner=user) for user in (alice, bob, staff)}
    assert listed(client_for(alice)) == [jobs[alice].pk]
    assert listed(client_for(staff)) == [jobs[staff].pk]


def test_jobs_of_nobody_are_shown_to_staff(client_for, alice, staff):
    shared = Job.objects.create(kind="load", owner=None)
    assert (listed(client_for(alice)), listed(client_for(staff))) == ([], [shared.pk])


@pytest.mark.parametrize(("name", "method"), [("progress", "get"), ("cancel", "post")])
def test_another_collectors_job_is_not_found(client_for, alice, bob, name, method):
    job = Job.objects.create(kind="polish", owner=bob)
    response = getattr(client_for(alice), method)(reverse(f"jobs:{name}", args=[job.pk]))
    job.refresh_from_db()
    assert (response.status_code, job.state) == (404, "queued")


@pytest.mark.parametrize("path", ["/jobs/", "/jobs/1/progress/"])
def test_a_stranger_is_sent_to_sign_in(client, alice, path):
    response = client.get(path)
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_the_fragment_polls_while_the_job_is_active(client_for, alice):
    job = Job.objects.create(kind="polish", owner=alice, state="running", done=1, total=4, message="Aureus 1")
    url = reverse("jobs:progress", args=[job.pk])
    html = client_for(alice).get(url, headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="{url}"' in html
    assert "1 of 4 (25 %)" in html
    assert "Aureus 1" in html


def test_the_fragment_of_a_finished_job_polls_no_more_and_leads_on(client_for, alice, kind):
    kind("polish", lambda job, progress: {}, url=lambda job: "/coins/?batch=3")
    job = Job.objects.create(kind="polish", owner=alice, state="done")
    html = client_for(alice).get(reverse("jobs:progress", args=[job.pk])).content.decode()
    assert "hx-get" not in html
    assert 'href="/coins/?batch=3"' in html


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "took less than a second"),
        (59, "took 59 s"),
        (60, "took 1\xa0minute"),
        (7300, "took 2\xa0hours, 1\xa0minute"),
    ],
)
def test_a_finished_job_tells_how_long_it_took(client_for, alice, seconds, told):
    now = timezone.now()
    Job.objects.create(
        kind="polish", owner=alice, state="done", started_at=now - timedelta(seconds=seconds), finished_at=now
    )
    assert f"<span>{told}</span>" in client_for(alice).get("/jobs/").text


def test_a_failed_job_says_why(client_for, alice):
    Job.objects.create(kind="polish", owner=alice, state="failed", error="The file <b>is</b> empty.")
    assert "The file &lt;b&gt;is&lt;/b&gt; empty." in client_for(alice).get("/jobs/").content.decode()


def test_cancelling_answers_with_the_list_or_the_fragment(client_for, alice):
    client = client_for(alice)
    jobs = [Job.objects.create(kind="polish", owner=alice) for _ in range(2)]
    whole = client.post(reverse("jobs:cancel", args=[jobs[0].pk]))
    piece = client.post(reverse("jobs:cancel", args=[jobs[1].pk]), headers={"HX-Request": "true"})
    assert (whole.status_code, whole["Location"]) == (302, "/jobs/")
    assert (piece.status_code, "Cancelled" in piece.content.decode()) == (200, True)
    assert set(Job.objects.values_list("state", flat=True)) == {"cancelled"}


def test_cancelling_needs_a_post(client_for, alice):
    job = Job.objects.create(kind="polish", owner=alice)
    assert client_for(alice).get(reverse("jobs:cancel", args=[job.pk])).status_code == 405


def test_fifty_a_page_and_odd_page_numbers(client_for, alice):
    Job.objects.bulk_create(Job(kind="polish", owner=alice) for _ in range(51))
    client = client_for(alice)
    sizes = {page: len(client.get("/jobs/", {"page": page}).context["jobs"]) for page in ("1", "2", "9", "x")}
    assert sizes == {"1": 50, "2": 1, "9": 1, "x": 50}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(client_for, alice, count, django_assert_num_queries):
    Job.objects.bulk_create(Job(kind="polish", owner=alice) for _ in range(count))
    client = client_for(alice)
    client.get("/jobs/")
    with django_assert_num_queries(5):  # one of them counts for the sidebar
        client.get("/jobs/")


def test_the_admin_shows_jobs_for_reading(client_for, alice, staff):
    job = Job.objects.create(kind="polish", owner=alice)
    client = client_for(staff)
    assert "polish" in client.get("/admin/jobs/job/").content.decode()
    response = client.post(f"/admin/jobs/job/{job.pk}/change/", {"state": "done"})
    assert response.status_code == 403
