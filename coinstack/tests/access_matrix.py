"""Who may open what, as tables.

Every address of the program is listed once in the `ACCESS` list of its app's `tests/access.py`:

    ACCESS = [
        personal("coins:list"),
        private("coins:detail", lambda owner: {"pk": make_coin(owner).pk}),
        private("coins:delete", a_coin, method="post", owner=302),
        staff_only("catalog:merge"),
        anyone("sharing:page", a_shared_collection),
    ]

`coinstack/tests/test_access_matrix.py` reads the tables, asks each address as its owner, as another collector, as
staff and as nobody, and fails when an address of the URLconf is missing from them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from django.apps import apps
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from coinstack.accounts.models import User

Role = Literal["owner", "other", "staff", "nobody"]
Target = Callable[[User], dict[str, Any]]

SIGN_IN = 302
# Reached through other tests, pattern by pattern: `test_admin.py`.
GROUPS = {"admin"}


def no_target(owner: User) -> dict[str, Any]:
    """For an address without an object in it."""
    return {}


def no_data(owner: User) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Access:
    """One address and the status that each visitor gets; a `None` is not asked.

    `target` makes, for the owner, what the address points at, and returns the keyword arguments of `reverse`.
    `data` returns what goes with the request: form fields, or JSON when `json` is set.
    """

    name: str
    owner: int
    other: int | None
    staff: int | None
    nobody: int
    target: Target = no_target
    method: str = "get"
    data: Target = no_data
    json: bool = False
    belongs_to_owner: bool = False

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.name}"

    def prepare(self, owner: User) -> "Ask":
        """Make the target and the data; the result asks for it as whoever's client it is given."""
        return Ask(self, reverse(self.name, kwargs=self.target(owner)), self.data(owner))


@dataclass(frozen=True)
class Ask:
    entry: Access
    url: str
    data: dict[str, Any]

    def __call__(self, client: Client, method: str = "", headers: dict[str, str] | None = None) -> HttpResponse:
        verb = method or self.entry.method
        options: dict[str, Any] = {"headers": headers}
        if self.entry.json and verb != "get":
            options["content_type"] = "application/json"
        # What goes with a write is no parameter of a read of the same address, which would refuse it.
        is_read = self.entry.json and self.entry.belongs_to_owner and verb in {"get", "head"}
        return getattr(client, verb)(self.url, {} if is_read else self.data, **options)


def private(name: str, target: Target, *, owner: int = 200, nobody: int = SIGN_IN, **more: Any) -> Access:
    """An object of the owner's: for everybody else, staff included, it does not exist."""
    return Access(name, owner=owner, other=404, staff=404, nobody=nobody, target=target, belongs_to_owner=True, **more)


def personal(name: str, target: Target = no_target, *, owner: int = 200, nobody: int = SIGN_IN, **more: Any) -> Access:
    """A page that every collector has, each with their own things on it; or shared reference data."""
    return Access(name, owner=owner, other=owner, staff=owner, nobody=nobody, target=target, **more)


def staff_only(
    name: str, target: Target = no_target, *, staff: int = 200, nobody: int = SIGN_IN, **more: Any
) -> Access:
    return Access(name, owner=403, other=403, staff=staff, nobody=nobody, target=target, **more)


def anyone(name: str, target: Target = no_target, *, answer: int = 200, **more: Any) -> Access:
    """Open to strangers."""
    return Access(name, owner=answer, other=answer, staff=answer, nobody=answer, target=target, **more)


def access_table() -> list[Access]:
    """All apps' tables, joined."""
    return [entry for module in _table_modules() for entry in import_module(module).ACCESS]


def url_names() -> dict[str, str]:
    """Every named address of the URLconf with its route, without the groups; nameless ones are keyed by route."""
    return dict(_walk(get_resolver(), "", ""))


def _table_modules() -> Iterator[str]:
    for config in apps.get_app_configs():
        is_ours = (Path(settings.BASE_DIR) / config.name.replace(".", "/")).is_dir()
        if is_ours and find_spec(f"{config.name}.tests") and find_spec(f"{config.name}.tests.access"):
            yield f"{config.name}.tests.access"


def _walk(resolver: URLResolver, namespace: str, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if entry.namespace not in GROUPS:
                inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
                yield from _walk(entry, inner, route)
        elif isinstance(entry, URLPattern):
            yield (f"{namespace}{entry.name}" if entry.name else f"(nameless) /{route}"), f"/{route}"
