"""What the figures of a measurement mean, and how they are shown."""

import pytest
from django.db import connection

from coinstack.accounts.models import User
from coinstack.benchmark.limit import bare_database, noted
from coinstack.benchmark.report import slowest_of_groups, table
from coinstack.benchmark.timing import Page, Timing, percentile, timed


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 5), (0.95, 10), (0.9, 9), (0.0, 1), (1.0, 10)], ids=lambda value: str(value)
)
def test_percentile_is_the_nearest_rank(share, expected):
    assert percentile([7, 3, 1, 9, 5, 2, 8, 4, 10, 6], share) == expected


def test_requests_take_the_paths_in_turn_after_a_warm_up():
    asked = []
    timing = timed(Page("list", ("/a", "/b", "/c")), asked.append, 5)
    assert asked == ["/a", "/b", "/c"] * 3
    assert len(timing.times_ms) == 5


def test_report_marks_what_is_over_and_shows_the_slowest_of_a_group():
    rows = [
        Timing(Page("list", ("/",), 150), (10, 20)).as_json(),
        Timing(Page("by weight, up", ("/",), 150, "by weight"), (10, 20)).as_json(),
        Timing(Page("by weight, down", ("/",), 150, "by weight"), (100, 200), limit_ms=41.26).as_json(),
        Timing(Page("dashboard", ("/",)), (900,)).as_json(),
    ]
    assert [row["name"] for row in slowest_of_groups(rows)] == ["list", "by weight, down", "dashboard"]
    lines = table(rows).splitlines()
    assert lines[1].split() == ["list", "10.0", "20.0", "-", "150"]
    assert lines[2].endswith("100.0    200.0     41.3      150  OVER")
    assert lines[3].split() == ["dashboard", "900.0", "900.0", "-", "-"]


@pytest.mark.django_db(transaction=True)
def test_noted_queries_are_reads_and_are_asked_again_by_the_bare_driver(alice):
    def ask():
        User.objects.filter(username__startswith="a_%", is_active=True).count()
        User.objects.filter(pk=alice.pk).update(first_name="Alice")
        with connection.cursor() as cursor:
            cursor.execute("SELECT '100%'")
            cursor.execute("SELECT '%%', %s", ["x"])
        list(User.objects.filter(date_joined__year__gt=2000))

    found = noted(ask)
    assert [each.sql.split()[0] for each in found] == ["SELECT"] * 4
    with bare_database() as bare, connection.execute_wrapper(unused):
        bare(found)
    assert noted(lambda: None) == []


def unused(*asked):
    raise AssertionError(f"Django was asked: {asked}")
