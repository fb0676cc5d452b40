"""A collection to try things on. It goes only where there is no coin yet, and is taken back as any import is."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from coins.models import Coin
from coinstack.accounts.models import User
from coinstack.accounts.services import any_account, create_collector, create_first_account
from coinstack.exceptions import CoinStackError
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress, SilentProgress
from collections_app.services.imports import ImportOptions, ImportReport, import_file

DEMO_FILE = Path(__file__).resolve().parent.parent / "demo" / "demo-collection.json"
DEMO_NAME = "demo"
RULES = ImportOptions(file_format="coinstack", currency="EUR")
COINS_THERE = (
    "There are coins here already. Demo coins go into an empty collection only, so that they never mix with yours."
)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """`password` is empty for an account that was there before: it keeps its own."""

    collector: User
    password: str = ""


def add_demo_coins(*, owner: User, progress: Progress | None = None, job: Job | None = None) -> ImportReport:
    """Add the demo collection to the owner's, as an import that can be undone.

    Raises CoinStackError when the owner has coins outside the trash; of two calls at once one adds them.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=owner.pk)
        if Coin.objects.visible_to(owner).present().exists():
            raise CoinStackError(COINS_THERE, code="coins_there")
        return import_file(path=DEMO_FILE, owner=owner, options=RULES, progress=progress or SilentProgress(), job=job)


def demo_account() -> DemoAccount:
    """The account of the demo collection, made when there is none; the first account of all may do everything.

    Raises CoinStackError when somebody else has coins, in the trash or not.
    """
    known = User.objects.filter(username__iexact=DEMO_NAME).first()
    if Coin.objects.exclude(owner=known).exists():
        raise CoinStackError(COINS_THERE, code="coins_there")
    if known is not None:
        return DemoAccount(known)
    password = secrets.token_urlsafe(12)
    create = create_collector if any_account() else create_first_account
    return DemoAccount(create(username=DEMO_NAME, password=password), password)
