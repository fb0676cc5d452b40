"""Ask an outside source with manners: what is kept first, in turn, as robots.txt allows, again when it may help."""

import email.utils
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from coinstack.http.errors import (
    ConnectionFailed,
    ForbiddenByRobots,
    Offline,
    StatusRefused,
    TooBusy,
    TooManyRedirects,
)
from coinstack.http.exchange import Line, read_body, redirect_target
from coinstack.http.messages import Answer, Limits, Request
from coinstack.http.pace import Pace
from coinstack.http.robots import Robots, read_robots
from coinstack.http.store import Kept, Store
from coinstack.http.transactions import refuse_in_transaction

AGENT: Final = "coinstack"
ROBOTS_KEPT_FOR: Final = timedelta(hours=24)
ROBOTS_LIMITS: Final = Limits(read_s=10, total_s=20, max_bytes=500_000, attempts=2)
_MAY_PASS: Final = frozenset({429, 500, 502, 503, 504})
_FIRST_PAUSE_S: Final = 1.0
_NO_ROBOTS: Final = Robots()


class Network:
    """The one way out. `folder` holds what was kept and whose turn it is."""

    def __init__(self, line: Line, folder: Path, *, is_offline: bool = False) -> None:
        self.line, self.clock, self.is_offline = line, line.clock, is_offline
        self.store = Store(folder / "answers", line.clock)
        self.pace = Pace(folder / "turns", line.clock)

    def fetch(self, request: Request) -> Answer:
        """Return an answer with a status below 300; raises SourceError.

        An answer kept for less than `request.keep_for` does without the network, also offline; an older one is asked
        for again only if it changed. Never call this inside a transaction.
        """
        refuse_in_transaction()
        answer = self._current(request)
        if answer.status >= 300:
            raise StatusRefused(answer.url, f"The site answered with the HTTP status {answer.status}.", answer.status)
        return answer

    def forget(self, request: Request) -> None:
        """Throw away a kept answer that turned out to be no good."""
        self.store.forget(request)

    def _current(self, request: Request) -> Answer:
        self.line.guard.check_url(request.url)
        if request.keep_for is None:
            return self._ask(request, None)
        kept = self.store.find(request)
        if kept and kept.is_fresh(request.keep_for, self.clock.wall()):
            return kept.answer
        answer = self._ask(request, kept)
        if kept and answer.status == 304:
            return self.store.renew(request, kept)
        if answer.status == 200:
            self.store.keep(request, answer)
        return answer

    def _ask(self, request: Request, kept: Kept | None) -> Answer:
        """Ask up to `attempts` times; an answer that still may pass comes back as it is."""
        if self.is_offline:
            raise Offline(request.url, "COINSTACK_OFFLINE is on: nothing is requested from the internet.")
        pause = _FIRST_PAUSE_S
        for left in range(request.limits.attempts - 1, -1, -1):
            try:
                answer = self._follow(request, kept)
            except ConnectionFailed:
                if not left:
                    raise
                self.clock.sleep(min(pause, request.limits.longest_pause_s))
            else:
                if not left or answer.status not in _MAY_PASS:
                    return answer
                self._rest(request, answer, pause)
            pause *= 2
        raise AssertionError("limits.attempts is at least 1")

    def _rest(self, request: Request, answer: Answer, pause: float) -> None:
        """Wait as the site asks, together with every other process; raises TooBusy when that is too long."""
        asked = retry_after(answer.headers.get("retry-after", ""), self.clock.wall())
        pause = pause if asked is None else asked
        host = _host(answer.url)
        self.pace.hold_back(host, pause)
        if pause > request.limits.longest_pause_s:
            raise TooBusy(answer.url, f"{host} asks to come back in {pause:.0f} seconds.", pause)

    def _follow(self, request: Request, kept: Kept | None) -> Answer:
        """Follow redirects by hand: every address is judged anew, and waits for its own turn."""
        for _ in range(request.limits.redirects + 1):
            answer = self._hop(request, kept)
            target = redirect_target(answer.status, answer.headers, answer.url)
            if target is None:
                return answer
            request = replace(request, url=target, form=request.form if answer.status in {307, 308} else None)
        raise TooManyRedirects(request.url, f"The site sends on more than {request.limits.redirects} times.")

    def _hop(self, request: Request, kept: Kept | None) -> Answer:
        self.line.guard.check_url(request.url)
        robots = self._robots(request) if request.obeys_robots else _NO_ROBOTS
        if not robots.allows(request.url):
            raise ForbiddenByRobots(request.url, f"{_host(request.url)} asks programs not to read this page.")
        interval = max(request.interval_s, robots.delay_s)
        self.pace.wait(request.url, _host(request.url), interval, request.limits.longest_pause_s)
        return self._exchange(request, kept)

    def _exchange(self, request: Request, kept: Kept | None) -> Answer:
        headers = {"Accept": request.accept, "Accept-Encoding": "gzip", **(kept.conditions() if kept else {})}
        if request.form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line = self.line.open(
            request.method, request.url, headers=headers, limits=request.limits, content=request.content
        )
        with line as response:
            return Answer(
                url=request.url,
                status=response.status_code,
                headers=dict(response.headers),
                body=read_body(response, request.url, request.limits.max_bytes),
                fetched_at=datetime.fromtimestamp(self.clock.wall(), UTC),
            )

    def _robots(self, request: Request) -> Robots:
        """Rules are kept for a day. A site without the file allows everything; one that fails to say, nothing."""
        url = urlsplit(request.url)._replace(path="/robots.txt", query="", fragment="").geturl()
        asked = Request(url=url, accept="text/plain", keep_for=ROBOTS_KEPT_FOR, interval_s=0, limits=ROBOTS_LIMITS)
        answer = self._current(asked)
        if answer.status >= 500 or answer.status == 429:
            raise StatusRefused(url, f"robots.txt could not be read (HTTP status {answer.status}).", answer.status)
        if answer.status >= 300:
            answer = replace(answer, status=200, body=b"", headers={})
            self.store.keep(asked, answer)
        return read_robots(answer.text(), AGENT)


def retry_after(value: str, now: float) -> float | None:
    """Read a Retry-After header: seconds or a date. None when it is absent or neither; never negative."""
    if re.fullmatch(r"\d{1,9}", value.strip(), re.ASCII):
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, OverflowError):
        return None


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()
