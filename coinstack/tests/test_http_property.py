"""Whatever is asked and whatever comes back, only errors of the one hierarchy come out."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coinstack.http import Answer, Clock, Guard, Limits, Line, Network, Request, SourceError, Unreadable
from coinstack.http.exchange import redirect_target
from coinstack.http.fetching import retry_after
from coinstack.http.guard import why_refused
from coinstack.http.robots import read_robots

TEXTS = st.text(max_size=80)
STILL = Clock(sleep=lambda seconds: None)


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """Every name leads to this machine, which is not listed: nothing can be connected to."""
    guard = Guard(resolve=lambda host, port: ["127.0.0.1"])
    return Network(Line(guard, STILL), tmp_path_factory.mktemp("http"))


@given(url=st.one_of(TEXTS, TEXTS.map("http://{}".format), TEXTS.map("https://coins.example/{}".format)))
@example(url="http://" + "a" * 70 + ".example/")
@example(url="http://xn--a/")
@example(url="http://a..b/")
@example(url="http://[::1%25eth0]/")
@example(url="http://1.2.3.4.5:80/")
@example(url="http://ⓛocalhost/")
def test_any_address(network, url):
    with pytest.raises(SourceError):
        network.fetch(Request(url=url, interval_s=0, limits=Limits(attempts=1)))


@given(address=TEXTS)
def test_any_text_as_an_ip_address(address):
    assert isinstance(why_refused(address), str)


@given(body=st.binary(max_size=200), content_type=TEXTS)
def test_any_body(body, content_type):
    answer = Answer(
        url="u", status=200, headers={"content-type": content_type}, body=body, fetched_at=datetime.now(UTC)
    )
    assert isinstance(answer.text(), str)
    assert isinstance(answer.media_type, str)
    with contextlib.suppress(Unreadable):
        answer.json()


@given(location=TEXTS, value=TEXTS)
def test_any_header(location, value):
    with contextlib.suppress(Unreadable):
        redirect_target(302, {"location": location}, "http://coins.example/")
    pause = retry_after(value, 0.0)
    assert pause is None or pause >= 0


@given(text=st.text(max_size=300), path=TEXTS)
def test_any_robots(text, path):
    robots = read_robots(f"User-agent: *\nDisallow: {path}\n{text}", "coinstack")
    assert robots.allows("http://coins.example/robots.txt")
    assert robots.allows(f"http://coins.example/{path}") in (True, False)
