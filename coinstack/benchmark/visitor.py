"""A collector at a browser, as plain as it gets: signs in and fetches pages over HTTP."""

import http.client
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.urls import reverse

from coinstack.exceptions import CoinStackError

PATIENCE_SECONDS = 60


class PageRefused(CoinStackError):
    """A page that is measured did not come; its time would say nothing."""

    code = "page_refused"


class Visitor:
    """Every request takes a connection of its own, so that all web processes get their share."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.cookies: SimpleCookie = SimpleCookie()

    def sign_in(self, username: str, password: str) -> None:
        path = reverse("accounts:login")
        self.get(path)
        form = {"username": username, "password": password, "csrfmiddlewaretoken": self.cookies["csrftoken"].value}
        if self._request("POST", path, urlencode(form))[0] != http.client.FOUND:
            raise PageRefused(f"{username} could not sign in.")

    def get(self, path: str) -> bytes:
        """The body of a page. Raises PageRefused unless it is answered with 200."""
        status, body = self._request("GET", path)
        if status != http.client.OK:
            raise PageRefused(f"{path} was answered with {status}.")
        return body

    def _request(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        return response.status, content
