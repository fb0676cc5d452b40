"""Large files: what was fetched is not fetched again, and only a whole file takes its place."""

import pytest

from coinstack import http
from coinstack.http import AddressRefused, ConnectionFailed, Offline, StatusRefused, TooLarge, Unreadable
from coinstack.http.download import Download
from coinstack.http.exchange import Line
from coinstack.http.guard import Guard
from coinstack.jobs.progress import JobCancelled
from coinstack.tests.outside import Waits, head, raw, redirect, reply
from coinstack.uploads import NotWritten

DUMP = bytes(range(256)) * 2000


class Seen:
    """Progress that remembers, and cancels after `stop_after` bytes."""

    def __init__(self, stop_after=None):
        self.count, self.expected, self.stop_after = 0, None, stop_after

    def total(self, count):
        self.expected = count

    def advance(self, count=1, message=""):
        self.count += count

    def check_cancelled(self):
        if self.stop_after is not None and self.count >= self.stop_after:
            raise JobCancelled


@pytest.fixture
def target(tmp_path):
    return tmp_path / "dumps" / "ocre.rdf.gz"


def load(outside, path, target, progress=None, **options):
    line = Line(Guard([outside.host]), Waits().clock)
    limit = options.pop("max_bytes", 10_000_000)
    return Download(line, outside.url + path, target, progress or Seen(), limit).run(**options)


def whole(**headers):
    """Answers ranges as a good server does, as long as the file is the one that was begun."""

    def run(asked):
        offset = int(asked.headers.get("range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        if not offset or asked.headers["if-range"] != headers.get("ETag"):
            return [head(200, {"Content-Length": str(len(DUMP)), **headers}), DUMP]
        if offset >= len(DUMP):
            return [head(416, {"Content-Range": f"bytes */{len(DUMP)}"})]
        given = {
            "Content-Range": f"bytes {offset}-{len(DUMP) - 1}/{len(DUMP)}",
            "Content-Length": str(len(DUMP) - offset),
        }
        return [head(206, {**given, **headers}), DUMP[offset:]]

    return run


def cut(count, **headers):
    return raw(head(200, {"Content-Length": str(len(DUMP)), **headers}), DUMP[:count])


def beside(target):
    return sorted(path.name for path in target.parent.iterdir())


def test_a_file_arrives_whole_with_its_progress(outside, target):
    outside.answer("/dump", whole())
    seen = Seen()
    done = load(outside, "/dump", target, seen)
    assert (done.path, done.size, done.resumed_at) == (target, len(DUMP), 0)
    assert target.read_bytes() == DUMP
    assert (seen.count, seen.expected) == (len(DUMP), len(DUMP))
    assert beside(target) == ["ocre.rdf.gz"]


def test_packed_bytes_stay_as_they_were_sent(outside, target):
    outside.answer("/dump", raw(head(200, {"Content-Encoding": "gzip"}), b"\x1f\x8bpacked"))
    load(outside, "/dump", target)
    assert target.read_bytes() == b"\x1f\x8bpacked"
    assert outside.asked[0].headers["accept-encoding"] == "identity"


def test_a_broken_connection_goes_on_where_it_broke(outside, target):
    outside.answer("/dump", cut(100_000, ETag='"1"'), whole(ETag='"1"'))
    seen = Seen()
    done = load(outside, "/dump", target, seen)
    assert (target.read_bytes() == DUMP, done.resumed_at, seen.count) == (True, 0, len(DUMP))
    assert outside.asked[1].headers["range"] == "bytes=100000-"


def test_the_next_call_goes_on_where_the_last_was_cancelled(outside, target):
    outside.answer("/dump", whole(ETag='"1"'))
    with pytest.raises(JobCancelled):
        load(outside, "/dump", target, Seen(stop_after=1))
    assert beside(target) == ["ocre.rdf.gz.part", "ocre.rdf.gz.part.json"]
    seen = Seen()
    done = load(outside, "/dump", target, seen)
    assert target.read_bytes() == DUMP
    assert 0 < done.resumed_at < len(DUMP)
    assert seen.count == len(DUMP)


def test_a_file_that_was_complete_but_not_in_its_place_is_not_fetched_again(outside, target):
    outside.answer("/dump", cut(len(DUMP), ETag='"1"'), whole(ETag='"1"'))
    load(outside, "/dump", target)
    target.rename(target.with_name("ocre.rdf.gz.part"))
    target.with_name("ocre.rdf.gz.part.json").write_text(f'{{"url": "{outside.url}/dump", "validator": "\\"1\\""}}')
    assert load(outside, "/dump", target).resumed_at == len(DUMP)
    assert target.read_bytes() == DUMP


def test_a_file_that_changed_meanwhile_is_begun_anew(outside, target):
    outside.answer("/dump", cut(100_000, ETag='"old"'), whole(ETag='"new"'))
    load(outside, "/dump", target)
    assert target.read_bytes() == DUMP


def test_without_a_sign_that_it_is_the_same_file_nothing_is_gone_on_with(outside, target):
    outside.answer("/dump", cut(100_000, ETag='W/"1"'), whole())
    load(outside, "/dump", target)
    assert target.read_bytes() == DUMP
    assert "range" not in outside.asked[1].headers


def test_resuming_can_be_declined(outside, target):
    outside.answer("/dump", whole(ETag='"1"'))
    with pytest.raises(JobCancelled):
        load(outside, "/dump", target, Seen(stop_after=1))
    assert load(outside, "/dump", target, resume=False).resumed_at == 0
    assert "range" not in outside.asked[1].headers


def test_a_part_that_is_not_the_one_asked_for_is_refused(outside, target):
    wrong = raw(head(206, {"Content-Range": "bytes 5-10/20"}), b"wrong!")
    outside.answer("/dump", cut(100_000, ETag='"1"'), wrong)
    with pytest.raises(Unreadable, match="another part"):
        load(outside, "/dump", target)
    assert not target.exists()


def test_three_attempts_without_a_byte_are_enough(outside, target):
    outside.answer("/dump", raw())
    with pytest.raises(ConnectionFailed):
        load(outside, "/dump", target)
    assert len(outside.asked) == 3
    assert not target.exists()


@pytest.mark.parametrize("status", [404, 403, 500])
def test_a_refusal_is_told(outside, target, status):
    outside.answer("/dump", reply(status, "<html>"))
    with pytest.raises(StatusRefused, match=str(status)):
        load(outside, "/dump", target)
    assert not target.exists()


@pytest.mark.parametrize(
    "script",
    [whole(), raw(head(200), DUMP), raw(head(200, {"Content-Length": "9" * 12}), b"")],
    ids=["told", "untold", "huge"],
)
def test_too_large_a_file_is_not_taken(outside, target, script):
    outside.answer("/dump", script)
    with pytest.raises(TooLarge):
        load(outside, "/dump", target, max_bytes=1000)
    assert beside(target) == []


def test_an_older_file_stays_until_the_new_one_is_whole(outside, target):
    target.parent.mkdir()
    target.write_text("older")
    outside.answer("/dump", raw())
    with pytest.raises(ConnectionFailed):
        load(outside, "/dump", target)
    assert target.read_text() == "older"


def test_redirects_are_followed_but_not_into_a_private_network(outside, target):
    outside.answer("/dump", redirect("/mirror"))
    outside.answer("/mirror", whole())
    assert load(outside, "/dump", target).size == len(DUMP)
    outside.answer("/mirror", redirect("http://127.0.0.1:1/"))
    with pytest.raises(AddressRefused):
        load(outside, "/dump", target)


def test_the_plain_function_follows_the_settings(outside, target, settings):
    url = outside.answer("/dump", whole())
    with pytest.raises(AddressRefused):
        http.download(url, target)
    settings.ALLOW_PRIVATE_HOSTS = [outside.host]
    assert http.download(url, target).size == len(DUMP)
    settings.OFFLINE = True
    with pytest.raises(Offline):
        http.download(url, target)


def test_a_disk_that_takes_nothing_is_a_sentence(outside, target):
    target.parent.write_text("in the way")
    outside.answer("/dump", whole())
    with pytest.raises(NotWritten, match=r"The disk says: .+\. What has arrived stays"):
        load(outside, "/dump", target)
