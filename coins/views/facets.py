"""The panel of filters on its own: for large collections, for all values of one facet, and without JavaScript."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from coins.addresses import list_url
from coins.facets import NAMES, count_facet, state_of
from coins.filters import CoinFilters
from coins.models import Coin
from coins.presenting import Formats
from coins.presenting.facets import facet_panel, facet_searched, kept_pairs
from coinstack.accounts.context_processors import preferences_of
from coinstack.htmx import HtmxRequest, wants_fragment
from coinstack.text import clean_text

LONGEST_SEARCH = 100


@require_safe
def facets(request: HtmxRequest) -> HttpResponse:
    """`facet` asks for all values of one facet, `find` for those that hold some letters; the rest is the list's own."""
    parameters = request.GET.copy()
    name, find = (parameters.pop(own, [""])[-1] for own in ("facet", "find"))
    filters = CoinFilters.from_querydict(parameters)
    return one_facet(request, filters, name, find) if name else all_facets(request, filters)


def all_facets(request: HtmxRequest, filters: CoinFilters) -> HttpResponse:
    found = Coin.objects.visible_to(request.user).present().matching(filters).count()
    panel = facet_panel(request.user, filters, state_of(request.user), found, Formats.of(preferences_of(request)))
    context = {"panel": panel, "back_url": list_url(filters), "problems": filters.problems}
    template = "coins/_facet_panel.html" if wants_fragment(request) else "coins/coin_facets.html"
    return TemplateResponse(request, template, context)


def one_facet(request: HtmxRequest, filters: CoinFilters, name: str, find: str) -> HttpResponse:
    if name not in NAMES:
        raise Http404("There is no such facet.")
    words = clean_text(find)[:LONGEST_SEARCH]
    facet = facet_searched(name, count_facet(request.user, filters, name), filters, words)
    context = {
        "facet": facet,
        "find": words,
        "kept": kept_pairs(filters, {name}),
        "pairs": filters.pairs,
        "back_url": list_url(filters),
        "problems": filters.problems,
    }
    template = "coins/_facet_values.html" if wants_fragment(request) else "coins/coin_facets.html"
    return TemplateResponse(request, template, context)
