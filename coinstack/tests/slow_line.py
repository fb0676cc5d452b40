"""A slow line for browser tests: requests wait until the test lets them through, in whatever order."""

import time

from playwright.sync_api import Page, Route

from coinstack.browsertests import PATIENCE_MS

STEP_MS = 20


class SlowLine:
    """Holds every request of `method` whose address contains `part`; `Line.waiting` has them in the order asked."""

    def __init__(self, page: Page, part: str, method: str = "GET") -> None:
        self.page, self.part, self.method = page, part, method
        self.waiting: list[Route] = []
        self.is_slow = True
        page.route(lambda url: part in url, self._take)

    def _take(self, route: Route) -> None:
        if self.is_slow and route.request.method == self.method:
            self.waiting.append(route)
        else:
            route.fallback()

    def asked(self, count: int = 1) -> None:
        """Wait until `count` requests are held."""
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while len(self.waiting) < count:
            assert time.monotonic() < deadline, f"{len(self.waiting)} of {count} requests for {self.part} came"
            self.page.wait_for_timeout(STEP_MS)

    def answer(self, at: int = 0) -> None:
        self.waiting.pop(at).continue_()

    def recover(self) -> None:
        """Everything held goes on, oldest first, and nothing is held any more."""
        self.is_slow = False
        while self.waiting:
            self.answer()
