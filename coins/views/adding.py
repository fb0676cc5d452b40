"""Adding coins: in one line, in full, and like one that is there."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coins.addresses import coin_url
from coins.filters import CoinFilters
from coins.forms.sections import EDIT_SECTIONS
from coins.forms.sheet import Sheet
from coins.models import Coin
from coins.presenting.adding import keep_choices, prefilled_by
from coins.presenting.editing import EditPage, doubt_lines, shown_errors, shown_sections
from coins.presenting.labels import in_sentence
from coins.services.history import Change, new_batch
from coins.services.quick_add import add_quickly
from coins.services.record import add_record
from coins.services.similar import similar_coin
from coins.views.saving import Here, after_saving, done_with_draft, draft_key, reader_of, tell_done
from coinstack.exceptions import InputRefused
from coinstack.htmx import HtmxRequest, wants_fragment
from coinstack.toasts import toast


@require_http_methods(["GET", "HEAD", "POST"])
def new_coin(request: HtmxRequest) -> HttpResponse:
    if request.method == "POST":
        return _add(request, Sheet(list(EDIT_SECTIONS), Coin(owner=request.user), reader_of(request), request.POST))
    base, prefilled = Coin(owner=request.user), {}
    if request.GET.get("like", "").isdecimal():
        mine = Coin.objects.visible_to(request.user).present().for_detail()
        like = get_object_or_404(mine, pk=int(request.GET["like"][:18]))
        keep = set(request.GET.getlist("keep")) & set(EDIT_SECTIONS)
        base, prefilled = similar_coin(like, keep), prefilled_by(like, keep)
    return _page(request, Sheet(list(EDIT_SECTIONS), base, reader_of(request), prefilled=prefilled))


def _add(request: HtmxRequest, sheet: Sheet) -> HttpResponse:
    if not sheet.is_valid():
        return _page(request, sheet)
    batch = new_batch()
    change = Change(user=request.user, reason="Typed in full", batch=batch)
    try:
        coin = add_record(owner=request.user, edit=sheet.edit(), change=change)
    except InputRefused as refusal:
        sheet.refuse(refusal)
        return _page(request, sheet)
    link = (str(coin), reverse("coins:detail", args=[coin.pk]))
    tell_done(request, f"Added: {coin}.", doubt_lines(sheet), link=link, batch=batch)
    response = after_saving(request, coin, Here("", CoinFilters()), None)
    return done_with_draft(response, draft_key(request, "coin-new"))


def _page(request: HtmxRequest, sheet: Sheet) -> HttpResponse:
    errors = shown_errors(sheet)
    page = EditPage(
        title="Add a coin",
        heading="Add a coin",
        action=reverse("coins:new"),
        cancel_url=reverse("coins:list"),
        draft_key=draft_key(request, "coin-new"),
        sections=shown_sections(sheet),
        errors=errors,
        is_draft=sheet.is_draft,
        asks_draft=True,
        is_new=True,
    )
    return TemplateResponse(request, "coins/coin_edit.html", {"page": page}, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def quick_add(request: HtmxRequest) -> HttpResponse:
    if request.method != "POST":
        return _line(request)
    batch = new_batch()
    text = request.POST.get("line", "")
    change = Change(user=request.user, reason="Quick add", batch=batch)
    try:
        added = add_quickly(owner=request.user, text=text, change=change)
    except InputRefused as refusal:
        return _line(request, text, refusal.fields.get("line", refusal.message))
    read = ", ".join(map(in_sentence, added.understood))
    told = f"Understood: {read}." if read else "Nothing of it could be read; the line is kept as a note."
    url = reverse("coins:edit_all", args=[added.coin.pk])
    toast(request, f"Draft added. {told}", link=(str(added.coin), url), undo=batch)
    if request.POST.get("then") == "another":
        return HttpResponseRedirect(reverse("coins:quick_add"))
    return HttpResponseRedirect(reverse("coins:detail", args=[added.coin.pk]))


def _line(request: HtmxRequest, line: str = "", error: str = "") -> HttpResponse:
    in_dialog = wants_fragment(request)
    template = "coins/coin_quick_add.html" + ("#quick-add" if in_dialog else "")
    context = {"line": line, "error": error, "in_dialog": in_dialog}
    return TemplateResponse(request, template, context, status=422 if error else 200)


@require_safe
def similar(request: HtmxRequest, pk: int) -> HttpResponse:
    """Asks which groups of facts the new coin takes over; nothing is made before its own form is saved."""
    mine = Coin.objects.visible_to(request.user).present().for_detail()
    coin = get_object_or_404(mine, pk=pk)
    choices = keep_choices(coin, reader_of(request).formats)
    back_url = coin_url(coin.pk, CoinFilters.from_querydict(request.GET))
    context = {"coin": coin, "choices": choices, "back_url": back_url}
    return TemplateResponse(request, "coins/coin_similar.html", context)
