"""Answers that are kept, turns that are waited for, and the wishes of a site's robots.txt."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from coinstack.http import Clock, ForbiddenByRobots, Offline, Request, StatusRefused, TooBusy
from coinstack.http.pace import Pace
from coinstack.tests.outside import Waits, head, network_to, redirect, reply, reply_json

DAY = timedelta(days=1)


# --- answers that are kept


def test_a_kept_answer_does_without_the_network(outside, network, waits):
    request = Request(url=outside.answer("/type", reply_json({"a": 1})), keep_for=DAY)
    first, second = network.fetch(request), network.fetch(request)
    assert (first.is_kept, second.is_kept, len(outside.asked)) == (False, True, 1)
    assert (second.json(), second.fetched_at, second.media_type) == ({"a": 1}, first.fetched_at, "application/json")


def test_a_kept_answer_is_given_offline(outside, network, waits, tmp_path):
    request = Request(url=outside.answer("/type", reply(200, "here")), keep_for=DAY)
    network.fetch(request)
    offline = network_to(outside, tmp_path, waits, is_offline=True)
    assert offline.fetch(request).text() == "here"
    waits.now += 2 * 86_400
    with pytest.raises(Offline):
        offline.fetch(request)


def test_an_old_answer_is_asked_for_only_if_it_changed(outside, network, waits):
    url = outside.answer(
        "/type", reply(200, "first", etag='"1"', last_modified="Mon"), reply(304), reply(200, "second")
    )
    request = Request(url=url, keep_for=DAY)
    network.fetch(request)
    waits.now += 86_401
    renewed = network.fetch(request)
    assert (renewed.text(), renewed.fetched_at.timestamp()) == ("first", waits.now)
    assert outside.asked[1].headers["if-none-match"] == '"1"'
    assert outside.asked[1].headers["if-modified-since"] == "Mon"
    assert network.fetch(request).is_kept
    waits.now += 86_401
    assert network.fetch(request).text() == "second"


def test_forms_and_wishes_are_told_apart(outside, network):
    url = outside.answer("/x", lambda asked: [head(), asked.body + asked.headers["accept"].encode()])
    told = [
        network.fetch(Request(url=url, form=form, accept=accept, keep_for=DAY)).text()
        for form, accept in [({"q": "a"}, "x/y"), ({"q": "b"}, "x/y"), (None, "x/y"), (None, "x/z")]
    ]
    assert told == ["q=ax/y", "q=bx/y", "x/y", "x/z"]


def test_errors_are_not_kept_and_what_was_forgotten_is_asked_again(outside, network):
    request = Request(url=outside.answer("/type", reply(404), reply(200, "a"), reply(200, "b")), keep_for=DAY)
    with pytest.raises(StatusRefused):
        network.fetch(request)
    assert network.fetch(request).text() == "a"
    network.forget(request)
    assert network.fetch(request).text() == "b"


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"no json", b"[]\nx", b"\xff\xfe"], ids=ascii)
def test_a_damaged_kept_answer_counts_as_none(outside, network, tmp_path, damage):
    request = Request(url=outside.answer("/type", reply(200, "here")), keep_for=DAY)
    network.fetch(request)
    [path] = (tmp_path / "answers").glob("*.answer")
    path.write_bytes(damage)
    assert network.fetch(request).text() == "here"
    assert len(outside.asked) == 2


def test_the_oldest_answers_go_when_there_are_too_many(outside, network, waits, tmp_path):
    network.store.most_bytes = 3000
    for number in range(4):
        network.fetch(Request(url=outside.answer(f"/{number}", reply(200, b"a" * 1000)), keep_for=DAY))
        waits.now += 86_401
    assert len(list((tmp_path / "answers").glob("*.answer"))) < 4


def test_a_file_that_goes_while_others_are_counted_is_left_out(outside, network, waits, tmp_path):
    network.fetch(Request(url=outside.answer("/a", reply(200, "first")), keep_for=DAY))
    (tmp_path / "answers" / "moved.new").symlink_to("nowhere")
    waits.now += 86_401
    request = Request(url=outside.answer("/b", reply(200, "second")), keep_for=DAY)
    assert (network.fetch(request).is_kept, network.fetch(request).is_kept) == (False, True)


def test_an_answer_that_cannot_be_kept_is_given_all_the_same(outside, network, tmp_path):
    (tmp_path / "answers").write_text("in the way")
    request = Request(url=outside.answer("/type", reply(200, "here")), keep_for=DAY)
    assert [network.fetch(request).text(), network.fetch(request).text()] == ["here", "here"]
    assert len(outside.asked) == 2


# --- turns


def test_a_host_is_asked_in_turn(outside, network, waits):
    url = outside.answer("/type", reply(200))
    for _ in range(3):
        network.fetch(Request(url=url, interval_s=10))
    assert waits.slept == [10, 10]


def test_a_turn_is_agreed_between_all_who_share_the_folder(outside, waits, tmp_path):
    url = outside.answer("/type", reply(200))
    for _ in range(2):
        network_to(outside, tmp_path, waits).fetch(Request(url=url, interval_s=10))
    assert waits.slept == [10]


def test_turns_taken_at_the_same_moment_are_different_ones(tmp_path):
    waits = Waits()
    pace = Pace(tmp_path, waits.clock)
    moments = []
    standing_still = Pace(tmp_path, Clock(wall=lambda: 1_800_000_000.0, sleep=moments.append))
    with ThreadPoolExecutor(8) as pool:
        for _ in range(8):
            pool.submit(standing_still.wait, "u", "coins.example", 10, 1000)
    assert sorted(round(moment) for moment in moments) == [10, 20, 30, 40, 50, 60, 70]
    with pytest.raises(TooBusy, match="80 seconds"):
        pace.wait("u", "coins.example", 10, 30)
    pace.wait("u", "another.example", 10, 30)


@pytest.mark.parametrize("left", [b"", b"noise", b"nan", b"9e99"], ids=ascii)
def test_a_turn_that_cannot_be_read_is_free(tmp_path, left):
    waits = Waits()
    pace = Pace(tmp_path, waits.clock)
    pace.wait("u", "coins.example", 10, 30)
    [path] = tmp_path.iterdir()
    path.write_bytes(left)
    pace.wait("u", "coins.example", 10, 30)
    assert waits.slept == []


def test_who_would_wait_too_long_is_told_and_takes_no_turn(outside, network, waits):
    url = outside.answer("/type", reply(200))
    network.fetch(Request(url=url, interval_s=40))
    for _ in range(2):
        with pytest.raises(TooBusy, match="40 seconds"):
            network.fetch(Request(url=url))


# --- robots.txt


def test_robots_are_obeyed_where_it_is_asked_for(outside, network):
    outside.answer("/robots.txt", reply(200, "User-agent: *\nDisallow: /search"))
    outside.answer("/coins", reply(200, "page"))
    assert network.fetch(Request(url=outside.url + "/coins", obeys_robots=True)).text() == "page"
    with pytest.raises(ForbiddenByRobots) as caught:
        network.fetch(Request(url=outside.url + "/search?q=1", obeys_robots=True))
    assert caught.value.permanent
    assert outside.paths == ["/robots.txt", "/coins"]


def test_robots_hold_behind_a_redirect_too(outside, network):
    outside.answer("/robots.txt", reply(200, "User-agent: *\nDisallow: /search"))
    outside.answer("/coins", redirect("/search"))
    with pytest.raises(ForbiddenByRobots):
        network.fetch(Request(url=outside.url + "/coins", obeys_robots=True))


def test_a_site_without_robots_allows_everything_and_is_not_asked_again_for_a_day(outside, network, waits):
    outside.answer("/coins", reply(200, "page"))
    for _ in range(2):
        network.fetch(Request(url=outside.url + "/coins", obeys_robots=True))
    assert outside.paths == ["/robots.txt", "/coins", "/coins"]
    waits.now += 86_401
    network.fetch(Request(url=outside.url + "/coins", obeys_robots=True))
    assert outside.paths.count("/robots.txt") == 2


def test_a_site_that_fails_to_say_is_not_read_now(outside, network):
    outside.answer("/robots.txt", reply(500))
    outside.answer("/coins", reply(200, "page"))
    with pytest.raises(StatusRefused, match=r"robots\.txt") as caught:
        network.fetch(Request(url=outside.url + "/coins", obeys_robots=True))
    assert not caught.value.permanent
    assert "/coins" not in outside.paths


def test_the_pause_in_robots_is_kept(outside, network, waits):
    outside.answer("/robots.txt", reply(200, "User-agent: *\nCrawl-delay: 20"))
    outside.answer("/coins", reply(200, "page"))
    for _ in range(2):
        network.fetch(Request(url=outside.url + "/coins", obeys_robots=True))
    assert waits.slept == [20]
