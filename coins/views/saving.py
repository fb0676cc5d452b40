"""What follows a saved coin: where to go, what to tell, and which draft in the browser is done with."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from coins.addresses import coin_url, with_query
from coins.filters import CoinFilters
from coins.filters.sorting import neighbours
from coins.forms.sheet import Reader
from coins.models import Coin
from coins.presenting import Formats
from coins.presenting.labels import is_labelled, labels_of
from coins.services.edit import Saved
from coinstack.accounts.context_processors import preferences_of
from coinstack.htmx import HtmxRequest
from coinstack.toasts import toast

DRAFT_COOKIE = "draft_done"
MOST_DOUBTS = 4


@dataclass(frozen=True, slots=True)
class Here:
    """The page being saved: its section ("" for the whole record), and the list that it was opened from."""

    section: str
    filters: CoinFilters

    @property
    def draft_key(self) -> str:
        return self.section or "all"

    def edit_url(self, pk: int) -> str:
        path = reverse("coins:edit", args=[pk, self.section]) if self.section else reverse("coins:edit_all", args=[pk])
        return with_query(path, self.filters)


def reader_of(request: HtmxRequest) -> Reader:
    preferences = preferences_of(request)
    return Reader(Formats.of(preferences), preferences.currency)


def draft_key(request: HtmxRequest, what: str) -> str:
    """The name of a draft in the browser's own store; no other collector at the same browser is offered it."""
    return f"u{request.user.pk}-{what}"


def next_of(request: HtmxRequest, coin: Coin, filters: CoinFilters) -> int | None:
    """The coin after this one in the list it was opened from: asked before saving, which may move it."""
    mine = Coin.objects.visible_to(request.user).present()
    return neighbours(mine.matching(filters), filters.keys, coin)[1]


def after_saving(request: HtmxRequest, coin: Coin, here: Here, following: int | None) -> HttpResponse:
    """Go on as the pressed button says: to the coin, to the next one of the list, to another like it."""
    then = request.POST.get("then", "")
    if then == "similar":
        url = reverse("coins:similar", args=[coin.pk])
    elif then == "next" and following:
        url = here.edit_url(following)
    else:
        url = coin_url(coin.pk, here.filters)
    if then == "next" and not following:
        toast(request, "That was the last coin of this list.", level="info")
    return HttpResponseRedirect(url)


def done_with_draft(response: HttpResponse, key: str) -> HttpResponse:
    """Let the browser forget what it kept of this form (`static/js/draft.js` reads the cookie and removes it)."""
    response.set_cookie(DRAFT_COOKIE, key, max_age=300, samesite="Lax")
    return response


def tell_saved(request: HtmxRequest, saved: Saved, doubts: Sequence[str], batch: str) -> None:
    if not saved.changed:
        toast(request, "Nothing was changed.", level="info")
        return
    link = (str(saved.coin), reverse("coins:detail", args=[saved.coin.pk]))
    text = f"Saved: {labels_of(saved.changed)}."
    if others := _told_of_others(saved.meanwhile):
        text += f" Meanwhile somebody else changed {labels_of(others)}; both are kept."
    tell_done(request, text, doubts, link=link, batch=batch)


def _told_of_others(names: Sequence[str]) -> list[str]:
    """Without columns that no page names, and without a title that only follows from what is named beside it."""
    told = [name for name in names if is_labelled(name)]
    return [name for name in told if name != "title"] or told


def tell_done(request: HtmxRequest, text: str, doubts: Sequence[str], *, link: tuple[str, str], batch: str) -> None:
    """What was done and what is doubtful about it, in one toast: of two, the doubts would wait behind the other."""
    rest = len(doubts) - MOST_DOUBTS
    parts = [
        text,
        "Worth a second look." if doubts else "",
        *doubts[:MOST_DOUBTS],
        f"And {rest} more." if rest > 0 else "",
    ]
    told = " ".join(part for part in parts if part)
    toast(request, told, link=link, undo=batch, level="warning" if doubts else "success")
