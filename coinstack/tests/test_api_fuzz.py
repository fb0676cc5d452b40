"""Requests that nobody thought of, made up from the OpenAPI document: whatever is sent, the answer is no fault of ours.

Bounded: a few dozen requests for each operation, the same ones every time.
"""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, settings

from coins.fields import BY_NAME
from coins.models import StoragePlace, Tag
from coins.tests.recipes import add_picture, add_provenance, add_reference, make_domna
from coinstack.accounts.models import User
from coinstack.accounts.tokens import issue_token
from coinstack.api import openapi_document
from coinstack.jobs.models import Job
from collections_app.tests.import_recipes import mapped

requests = pytest.importorskip("requests", reason="schemathesis is not installed")
schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

EXAMPLES = 40
PARTS = ("method", "url", "headers", "files", "data", "params", "auth", "cookies", "json")
# The filter language has a parameter for each field; a few of each kind stand for the others.
FILTERS = {"metal", "weight_g", "weight_g_min", "year_start_max", "acquired_on", "is_circa", "tags", "mint_term"}


def document() -> Any:
    """The document with fewer filters: making them up takes far longer than answering them."""
    found = json.loads(json.dumps(openapi_document()))
    for methods in found["paths"].values():
        for operation in methods.values():
            operation["parameters"] = [each for each in operation["parameters"] if is_tried(name_of(each))]
    return found


def name_of(parameter: dict[str, Any]) -> str:
    """Also of one that is only referred to."""
    return str(parameter.get("name") or parameter["$ref"].rpartition("/")[2])


def is_tried(name: str) -> bool:
    bare = name.removesuffix("_min").removesuffix("_max")
    return name in FILTERS or bare not in {*BY_NAME, "year"}


SCHEMA = schemathesis.openapi.from_dict(document())
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # the boundary cases of each of a hundred fields would take an hour
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def things(alice: User) -> dict[str, int]:
    """One of everything, by the name of the parameter that asks for it."""
    coin = make_domna(alice)
    return {
        "coin_id": coin.pk,
        "reference_id": add_reference(coin, "RIC IV 580", is_primary=True).pk,
        "event_id": add_provenance(coin, source_name="Leu").pk,
        "image_id": add_picture(coin, width=400, height=300, is_primary=True).pk,
        "tag_id": Tag.objects.create(owner=alice, name="Severan").pk,
        "place_id": StoragePlace.objects.create(owner=alice, name="Cabinet").pk,
        "import_id": mapped(alice).pk,
        "number": 2,
        "job_id": Job.objects.create(kind="polish", owner=alice).pk,
    }


@pytest.fixture
def program(alice: User) -> Client:
    alice.is_staff = alice.is_superuser = True
    alice.save()
    _, secret = issue_token(owner=alice, name="fuzz")
    return Client(headers={"Authorization": f"Bearer {secret}"}, raise_request_exception=False)


@SCHEMA.parametrize()
@BOUNDED
def test_no_request_is_a_fault_of_ours(case: Any, program: Client, things: dict[str, int]) -> None:
    # Numbers made up at random find nothing: the first requests ask for what is there.
    if case.path_parameters and all(str(value).isdigit() for value in case.path_parameters.values()):
        case.path_parameters = {name: things[name] for name in case.path_parameters}
    answer = sent(case, program)
    told = f"{case.method} {case.formatted_path} {case.query} {case.body!r}"
    assert answer.status_code < 500, told
    assert str(answer.status_code) in told_statuses(case), told
    if answer.status_code >= 400:
        assert set(answer.json()) == {"code", "message", "fields"}, told


def told_statuses(case: Any) -> set[str]:
    operation = SCHEMA.raw_schema["paths"][case.operation.path][case.method.lower()]
    return {str(status) for status in operation["responses"]} | ({"404"} if case.path_parameters else set())


def sent(case: Any, program: Client) -> Any:
    """The made-up request as it would go over the wire."""
    told = case.as_transport_kwargs(base_url="http://testserver")
    wire = requests.Request(**{name: told[name] for name in PARTS if name in told}).prepare()
    body = wire.body or b""
    return program.generic(
        wire.method,
        wire.path_url,
        body.encode() if isinstance(body, str) else body,
        content_type=wire.headers.get("Content-Type", ""),
    )
