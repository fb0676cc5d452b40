"""The first page: the collection in figures, what was added last, and the work under way."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from coins.addresses import coin_url, list_url
from coins.filters import CoinFilters
from coins.models import Coin
from coins.presenting import Formats
from coins.presenting.cards import CoinRow, card_of
from coins.querysets import CoinQuerySet
from coinstack.accounts.context_processors import preferences_of
from coinstack.htmx import HtmxRequest
from coinstack.jobs.models import Job, JobState
from collections_app.services.figures import Figures, figures_of

LAST_ADDED = 6
MOST_JOBS = 3
NEWEST_FIRST = CoinFilters(sort=("-created_at",))


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    cards: Sequence[Figure]
    last_added: Sequence[CoinRow]
    running_jobs: Sequence[Job]
    more_jobs: int
    is_empty: bool


@require_safe
def dashboard(request: HtmxRequest) -> HttpResponse:
    formats = Formats.of(preferences_of(request))
    mine = Coin.objects.visible_to(request.user).present()
    cards = cards_of(figures_of(mine), formats)
    jobs = sorted(Job.objects.visible_to(request.user).active(), key=lambda job: job.state != JobState.RUNNING)
    page = Dashboard(
        cards=cards,
        last_added=last_added(mine, formats),
        running_jobs=jobs[:MOST_JOBS],
        more_jobs=max(0, len(jobs) - MOST_JOBS),
        is_empty=not cards,
    )
    return TemplateResponse(request, "coinstack/dashboard.html", {"page": page})


def cards_of(figures: Figures, formats: Formats) -> list[Figure]:
    """The collection in figures; none while it is empty."""
    totals = figures.totals
    if not totals.count:
        return []
    cards = [
        Figure("Coins" if totals.count > 1 else "Coin", formats.count(totals.count), reverse("coins:list")),
        Figure("Issuers" if figures.issuers != 1 else "Issuer", formats.count(figures.issuers), _sorted_by("issuer")),
        Figure("Mints" if figures.mints != 1 else "Mint", formats.count(figures.mints), _sorted_by("mint")),
    ]
    if dated := formats.years(figures.dated_from, figures.dated_to):
        cards.append(Figure("Dated", dated, _sorted_by("year")))
    paid = (
        Figure("Paid", formats.money(total, currency), _sorted_by("-price")) for currency, total in totals.paid.items()
    )
    return [*cards, *paid]


def _sorted_by(name: str) -> str:
    return list_url(CoinFilters(sort=(name,)))


def last_added(mine: CoinQuerySet, formats: Formats) -> list[CoinRow]:
    coins = mine.for_list().order_by("-created_at", "-pk")[:LAST_ADDED]
    return [CoinRow(card_of(coin, formats), coin_url(coin.pk, NEWEST_FIRST)) for coin in coins]
