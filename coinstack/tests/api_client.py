"""A program that uses the JSON API by a token."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from coinstack.accounts.models import User
from coinstack.accounts.tokens import issue_token

ROOT = "/api/v2"
JSON = "application/json"


@dataclass(frozen=True)
class Answer:
    status: int
    json: Any
    headers: Any

    @property
    def wrong(self) -> dict[str, str]:
        """The fields of an error; fails when the answer is none of the one shape."""
        assert set(self.json) == {"code", "message", "fields"}, self.json
        return self.json["fields"]

    @property
    def code(self) -> str:
        assert self.wrong is not None
        return self.json["code"]


class Api:
    """`Api(alice).post("/coins", issuer="Nero")`; addresses are given below /api/v2."""

    def __init__(self, user: User, scope: str = "write") -> None:
        self.token, self.secret = issue_token(owner=user, name="test", scope=scope)
        self.client = Client(headers={"Authorization": f"Bearer {self.secret}"}, raise_request_exception=True)

    def get(self, path: str, /, headers: dict[str, str] | None = None, **query: Any) -> Answer:
        return answered(self.client.get(ROOT + path, query, headers=headers))

    def post(self, path: str, /, **body: Any) -> Answer:
        return answered(self.client.post(ROOT + path, body, content_type=JSON))

    def patch(self, path: str, /, **body: Any) -> Answer:
        return answered(self.client.patch(ROOT + path, body, content_type=JSON))

    def delete(self, path: str) -> Answer:
        return answered(self.client.delete(ROOT + path))

    def upload(self, path: str, /, **parts: Any) -> Answer:
        return answered(self.client.post(ROOT + path, parts))

    def raw(self, method: str, path: str, body: bytes, content_type: str = JSON) -> Answer:
        return answered(self.client.generic(method, ROOT + path, body, content_type=content_type))


def answered(response: Any) -> Answer:
    is_json = response.headers.get("Content-Type", "").startswith(JSON) and not response.streaming
    return Answer(response.status_code, response.json() if is_json and response.content else None, response.headers)
