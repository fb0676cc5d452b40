import pytest
from django.test import Client

from coinstack.accounts.models import User
from coinstack.testing import ClientFor

FORM = {"username": "Charlie", "password": "an-aureus-a-day"}


def test_staff_adds_a_collector_who_can_sign_in(staff: User, client: Client, client_for: ClientFor) -> None:
    assert client_for(staff).post("/settings/collectors/", FORM)["Location"] == "/settings/collectors/"
    added = User.objects.get(username="Charlie")
    assert (added.is_staff, added.is_superuser) == (False, False)
    assert client.post("/accounts/login/", FORM)["Location"] == "/"


def test_staff_adds_staff(staff: User, client_for: ClientFor) -> None:
    client_for(staff).post("/settings/collectors/", {**FORM, "is_staff": "on"})
    added = User.objects.get(username="Charlie")
    assert (added.is_staff, added.is_superuser) == (True, False)


def test_collectors_are_listed_by_name(alice: User, staff: User, client_for: ClientFor) -> None:
    User.objects.create_user("Bert")
    listed = client_for(staff).get("/settings/collectors/").context["collectors"]
    assert [collector.username for collector in listed] == ["alice", "Bert", "staff"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_page_is_for_staff(alice: User, client_for: ClientFor, method: str) -> None:
    assert getattr(client_for(alice), method)("/settings/collectors/", FORM).status_code == 403
    assert list(User.objects.all()) == [alice]


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"username": "alice"}, "username", "A user with that username already exists."),
        ({"username": "ALICE"}, "username", "A collector with that name exists already."),
        ({"username": "no/slash"}, "username", "Enter a valid username"),
        ({"username": "x" * 151}, "username", "at most 150 characters"),
        ({"password": "short"}, "password", "This password is too short"),
        ({"password": ""}, "password", "This field is required."),
    ],
)
def test_bad_input_is_named_at_its_field(
    alice: User, staff: User, client_for: ClientFor, changed: dict[str, str], field: str, message: str
) -> None:
    answer = client_for(staff).post("/settings/collectors/", FORM | changed)
    assert list(answer.context["form"].errors) == [field]
    assert message in answer.context["form"].errors[field][0]
    assert User.objects.count() == 2
