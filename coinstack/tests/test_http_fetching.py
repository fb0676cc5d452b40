"""What comes in from outside, however badly the outside behaves."""

import gzip
import socket
import time
from datetime import timedelta

import pytest

from coinstack import http
from coinstack.http import (
    AddressRefused,
    ConnectionFailed,
    Guard,
    Limits,
    Line,
    Network,
    Offline,
    Request,
    StatusRefused,
    TimedOut,
    TooBusy,
    TooLarge,
    Unreadable,
)
from coinstack.http.fetching import retry_after
from coinstack.testing import PATIENCE_S
from coinstack.tests.outside import (
    head,
    packed,
    raw,
    reply,
    reply_json,
)

DAY = timedelta(days=1)
SMALL = Limits(max_bytes=1000)
QUICK = Limits(connect_s=0.3, read_s=0.3, total_s=0.6)


# --- the plain case


def test_answer_brings_status_headers_and_body(outside, network):
    url = outside.answer("/type", reply_json({"number": "335/1c"}, etag='"1"'))
    answer = network.fetch(Request(url=url, accept="application/ld+json"))
    assert (answer.status, answer.url, answer.media_type) == (200, url, "application/json")
    assert answer.headers["etag"] == '"1"'
    assert answer.json() == {"number": "335/1c"}
    asked = outside.asked[0]
    assert (asked.method, asked.headers["accept"], asked.headers["host"]) == (
        "GET",
        "application/ld+json",
        outside.host,
    )
    assert asked.headers["user-agent"].startswith("CoinStack")


def test_form_is_posted(outside, network):
    url = outside.answer("/reconcile", reply_json({}))
    network.fetch(Request(url=url, form={"queries": '{"q0": "Æ & ü"}'}))
    assert (outside.asked[0].method, outside.asked[0].form) == ("POST", {"queries": '{"q0": "Æ & ü"}'})


def test_settings_decide_what_the_plain_functions_may_reach(outside, settings):
    url = outside.answer("/type", reply(200, "here"))
    with pytest.raises(AddressRefused, match="COINSTACK_ALLOW_PRIVATE_HOSTS"):
        http.fetch(Request(url=url, interval_s=0))
    settings.ALLOW_PRIVATE_HOSTS = [outside.host]
    assert http.fetch(Request(url=url, interval_s=0)).text() == "here"
    settings.OFFLINE = True
    with pytest.raises(Offline, match="COINSTACK_OFFLINE"):
        http.fetch(Request(url=url, interval_s=0))
    assert len(outside.asked) == 1


def test_the_guard_judges_before_the_host_is_asked(outside, waits, tmp_path):
    network = Network(Line(Guard(resolve=lambda host, port: ["127.0.0.1"]), waits.clock), tmp_path)
    with pytest.raises(AddressRefused, match=r"coins\.example leads to 127\.0\.0\.1"):
        network.fetch(Request(url=f"http://coins.example:{outside.host.split(':')[1]}/"))
    assert outside.asked == []


def test_the_connection_goes_to_the_judged_address_and_the_name_stays_in_the_request(outside, waits, tmp_path):
    port = outside.host.split(":")[1]
    answers = [["127.0.0.1"], ["10.0.0.1"]]  # a name that changes its mind between two questions
    guard = Guard([f"coins.example:{port}"], resolve=lambda host, port: answers.pop(0))
    outside.answer("/type", reply(200, "here"))
    network = Network(Line(guard, waits.clock), tmp_path)
    assert network.fetch(Request(url=f"http://coins.example:{port}/type")).text() == "here"
    assert outside.asked[0].headers["host"] == f"coins.example:{port}"
    assert answers == [["10.0.0.1"]]


# --- statuses, repeats and pauses


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_failure_that_may_pass_is_asked_again(outside, network, waits, status):
    url = outside.answer("/type", reply(status), reply(status), reply(200, "at last"))
    assert network.fetch(Request(url=url, interval_s=0)).text() == "at last"
    assert waits.slept == [1, 2]


def test_the_pause_that_a_site_asks_for_is_kept(outside, network, waits):
    url = outside.answer("/type", reply(429, retry_after="7"), reply(200, "at last"))
    assert network.fetch(Request(url=url)).text() == "at last"
    assert waits.slept == [7]


def test_a_pause_that_is_too_long_is_not_waited_for_and_remembered(outside, network, waits):
    url = outside.answer("/type", reply(503, retry_after="900"), reply(200, "at last"))
    with pytest.raises(TooBusy, match="900 seconds") as caught:
        network.fetch(Request(url=url))
    assert (caught.value.retry_after, caught.value.permanent) == (900, False)
    with pytest.raises(TooBusy, match="900 seconds"):
        network.fetch(Request(url=url))
    assert len(outside.asked) == 1
    waits.now += 901
    assert network.fetch(Request(url=url)).text() == "at last"
    assert waits.slept == []


@pytest.mark.parametrize(
    ("status", "is_permanent", "count"),
    [(404, True, 1), (403, True, 1), (501, False, 1), (500, False, 3), (429, False, 3)],
)
def test_a_failure_that_stays_says_whether_it_may_pass(outside, network, status, is_permanent, count):
    url = outside.answer("/type", reply(status, "<h1>no</h1>"))
    with pytest.raises(StatusRefused, match=str(status)) as caught:
        network.fetch(Request(url=url))
    assert (caught.value.status, caught.value.permanent, caught.value.url) == (status, is_permanent, url)
    assert len(outside.asked) == count


def test_a_broken_connection_is_asked_again(outside, network, waits):
    url = outside.answer("/type", raw(), raw(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf"), reply(200, "whole"))
    assert network.fetch(Request(url=url, interval_s=0)).text() == "whole"
    assert waits.slept == [1, 2]


def test_nobody_at_the_door(waits, tmp_path):
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{sock.getsockname()[1]}"
        network = Network(Line(Guard([host]), waits.clock), tmp_path)
        with pytest.raises(ConnectionFailed, match="No connection") as caught:
            network.fetch(Request(url=f"http://{host}/"))
    assert not caught.value.permanent
    assert waits.slept == [1, 1, 2]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 5 ", 5),
        ("Wed, 21 Oct 2015 07:28:10 GMT", 10),
        ("Wed, 21 Oct 2015 07:27:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("Wed, 99 Oct 99999 07:28:10 GMT", None),
    ],
)
def test_retry_after(value, seconds):
    assert retry_after(value, 1445412480.0) == seconds


# --- time and size


def test_silence_ends_at_the_timeout(outside, network):
    url = outside.answer("/type", outside.hang())
    with pytest.raises(TimedOut) as caught:
        network.fetch(Request(url=url, limits=QUICK))
    assert not caught.value.permanent
    assert len(outside.asked) == 1


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: "], ids=["body", "headers"])
def test_a_slow_drip_ends_at_the_deadline(outside, network, start):
    url = outside.answer("/type", outside.drip(b"a", every_s=0.05, head=start))
    started = time.monotonic()
    with pytest.raises(TimedOut):
        network.fetch(Request(url=url, limits=QUICK))
    assert 0.5 < time.monotonic() - started < PATIENCE_S


@pytest.mark.parametrize(
    "script",
    [
        reply(200, b"a" * 1001),
        raw(head(200, {"Content-Length": "5000000000"}), b"a" * 2000),
        raw(head(200), *[b"a" * 500] * 3),
        packed(b"a" * 1001),
        packed(b"\0" * 50_000_000),
    ],
    ids=["length", "wrong length", "no length", "packed", "bomb"],
)
def test_too_much_is_not_taken(outside, network, script):
    url = outside.answer("/type", script)
    with pytest.raises(TooLarge, match="1,000 bytes"):
        network.fetch(Request(url=url, limits=SMALL))


@pytest.mark.parametrize("script", [reply(200, b"a" * 1000), packed(b"a" * 1000)], ids=["plain", "packed"])
def test_the_whole_of_the_limit_is_taken(outside, network, script):
    url = outside.answer("/type", script)
    assert network.fetch(Request(url=url, limits=SMALL)).body == b"a" * 1000


def test_what_follows_the_declared_length_is_not_read(outside, network):
    url = outside.answer("/type", raw(head(200, {"Content-Length": "4"}), b"coinHTTP/1.1 200 OK\r\n\r\nevil"))
    assert network.fetch(Request(url=url)).text() == "coin"


@pytest.mark.parametrize(
    ("script", "error"),
    [
        (raw(head(200, {"Content-Encoding": "gzip"}), gzip.compress(b"a" * 5000)[:20]), ConnectionFailed),
        (raw(head(200, {"Content-Encoding": "gzip"}), b"no gzip at all"), Unreadable),
        (raw(head(200, {"Content-Encoding": "gzip, gzip"}), gzip.compress(gzip.compress(b"a"))), Unreadable),
        (raw(head(200, {"Content-Encoding": "br"}), b"a"), Unreadable),
        (raw(b"220 smtp.example ESMTP\r\n"), ConnectionFailed),
        (raw(b"\x00\xff" * 500), ConnectionFailed),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 300_000 + b"\r\n\r\n"), ConnectionFailed),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 50_000 + b"\r\n"), ConnectionFailed),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"), ConnectionFailed),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"), ConnectionFailed),
    ],
    ids=["cut gzip", "no gzip", "twice", "brotli", "smtp", "noise", "header", "headers", "negative", "chunks"],
)
def test_what_is_no_proper_answer_is_said_to_be_none(outside, network, script, error):
    url = outside.answer("/type", script)
    with pytest.raises(error):
        network.fetch(Request(url=url))


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        ("text/html; charset=iso-8859-1", b"\xc6", "Æ"),
        ("text/html; charset=windows-1252", b"\x80", "€"),
        ("text/html", "Æ".encode(), "Æ"),
        ("text/html; charset=utf-8", b"\xc6", "\ufffd"),
        ("text/html; charset=nonsense", "Æ".encode(), "Æ"),
        ("text/html; charset=hex", b"41", "41"),
        ("text/html; charset=punycode", b"a-b", "a-b"),
        ("text/html; charset=" + "a" * 5000, b"a", "a"),
        (";;;;=\x01;charset", b"a", "a"),
        ("", b"a", "a"),
    ],
    ids=["latin", "windows", "none", "wrong", "unknown", "codec", "slow codec", "long", "garbled", "empty"],
)
def test_text_is_read_in_its_character_set(outside, network, content_type, body, text):
    url = outside.answer("/page", raw(head(200, {"Content-Type": content_type}), body))
    assert network.fetch(Request(url=url)).text() == text


@pytest.mark.parametrize(
    "body",
    ["<html>", "", "[" * 200_000, "{" * 100, "NaN", '{"a":1}{', "9" * 5000, "\x00"],
    ids=lambda body: ascii(body)[:12],
)
def test_what_is_no_json_is_unreadable(outside, network, body):
    url = outside.answer("/type", reply(200, body))
    with pytest.raises(Unreadable, match="not readable JSON"):
        network.fetch(Request(url=url)).json()
