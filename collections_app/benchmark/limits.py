"""The limit of each page: how long its own queries take when nothing is done with what they find."""

from collections.abc import Callable
from dataclasses import replace

from django.test import Client

from coinstack.accounts.models import User
from coinstack.accounts.views import BACKEND
from coinstack.benchmark.limit import bare_database, noted
from coinstack.benchmark.timing import Timing, timed


class Limits:
    """Adds the limit to the times of what the owner was shown. A quarter of the requests is enough here."""

    def __init__(self, owner: User, requests: int) -> None:
        self.requests = -(-requests // 4)
        self.visitor = Client(SERVER_NAME="127.0.0.1")
        self.visitor.force_login(owner, backend=BACKEND)

    def of_page(self, timing: Timing) -> Timing:
        """The page is made again in this process, to see what it asks."""
        return self.of(timing, self.visitor.get)

    def of(self, timing: Timing, ask: Callable[[str], object]) -> Timing:
        """Twice, because the first time fills the cache that the measured pages found full."""
        page = replace(timing.page, paths=timing.page.paths[: self.requests])
        for path in page.paths:
            ask(path)
        asked = {path: noted(lambda path=path: ask(path)) for path in page.paths}  # type: ignore[misc]
        with bare_database() as bare:
            found = timed(page, lambda path: bare(asked[path]), self.requests, warm_up=1)
        return replace(timing, limit_ms=found.p95_ms)
