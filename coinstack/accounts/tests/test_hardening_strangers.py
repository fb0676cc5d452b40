"""What visitors without a session send: refused before it fills the disk."""

from typing import Any, ClassVar

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coinstack.accounts.models import User
from coinstack.testing import PASSWORD, ClientFor
from coinstack.uploads import ToldUploadHandler

FOUR_MB = b"\0" * 4_000_000
FORM = {"username": "alice", "password": PASSWORD}


class Counting(ToldUploadHandler):
    """Notes what it puts on the disk."""

    written: ClassVar[list[int]] = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.written.append(len(raw_data))
        super().receive_data_chunk(raw_data, start)


@pytest.fixture
def written(settings: Any) -> list[int]:
    settings.FILE_UPLOAD_HANDLERS = [f"{__name__}.Counting"]
    Counting.written.clear()
    return Counting.written


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("big.bin", FOUR_MB)


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize(
    ("address", "status"),
    [("/accounts/login/", 400), ("/admin/login/", 400), ("/setup/", 400), ("/import/", 302), ("/coins/1/photos/", 302)],
)
def test_stranger_puts_nothing_on_the_disk(address: str, status: int, written: list[int]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post(address, {**FORM, "file": a_file()})
    assert (answer.status_code, written) == (status, [])


@pytest.mark.usefixtures("alice")
def test_photographs_of_an_ended_session_lead_to_signing_in(client: Client, written: list[int]) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/coins/1/photos/"}
    answer = client.post("/coins/1/photos/", {"files": a_file()}, headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/accounts/login/?next=/coins/1/photos/")
    assert written == []


@pytest.mark.usefixtures("alice")
def test_stranger_still_signs_in_with_a_long_way_back(client: Client) -> None:
    answer = client.post("/accounts/login/", {**FORM, "next": f"/coins/?q={'x' * 7000}"})
    assert answer.status_code == 302


def test_collector_uploads_as_before(alice: User, client_for: ClientFor, written: list[int]) -> None:
    client_for(alice).post("/settings/preferences/", {"file": a_file()})
    assert sum(written) == len(FOUR_MB)
