"""Editing a coin: one section or the whole record, by the same form, template and view."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coins.addresses import coin_url, with_query
from coins.filters import CoinFilters
from coins.forms.sections import EDIT_SECTIONS
from coins.forms.sheet import Sheet, rebased, with_choices
from coins.models import Coin
from coins.presenting.editing import EditPage, doubt_lines, shown_errors, shown_sections
from coins.presenting.merging import MergePage, conflicts_of
from coins.services.edit import StaleEdit
from coins.services.history import Change, new_batch
from coins.services.record import save_record
from coins.services.versions import coin_at
from coins.views.saving import Here, after_saving, done_with_draft, draft_key, next_of, reader_of, tell_saved
from coinstack.exceptions import InputRefused, NotFound
from coinstack.htmx import HtmxRequest

SETTLE = "settle_"


@require_http_methods(["GET", "HEAD", "POST"])
def edit_section(request: HtmxRequest, pk: int, section: str) -> HttpResponse:
    if section not in EDIT_SECTIONS:
        raise Http404
    return _edit(request, pk, [section], Here(section, CoinFilters.from_querydict(request.GET)))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_all(request: HtmxRequest, pk: int) -> HttpResponse:
    return _edit(request, pk, list(EDIT_SECTIONS), Here("", CoinFilters.from_querydict(request.GET)))


def _edit(request: HtmxRequest, pk: int, sections: Sequence[str], here: Here) -> HttpResponse:
    coin = get_object_or_404(Coin.objects.visible_to(request.user).present().for_detail(), pk=pk)
    if request.method != "POST":
        return _page(request, coin, Sheet(sections, coin, reader_of(request)), here)
    return _save(request, coin, sections, here)


def _save(request: HtmxRequest, coin: Coin, sections: Sequence[str], here: Here) -> HttpResponse:
    current = Sheet(sections, coin, reader_of(request))
    version = _version(request, coin)
    data = with_choices(request.POST, current, _settled_for_theirs(request))
    sheet = Sheet(sections, coin_at(coin, version), reader_of(request), data)
    if not sheet.is_valid():
        return _page(request, coin, sheet, here, version)
    following, batch = next_of(request, coin, here.filters), new_batch()
    reason = "" if not here.section else EDIT_SECTIONS[here.section]
    change = Change(user=request.user, reason=reason, batch=batch)
    try:
        saved = save_record(coin=coin, version=version, edit=sheet.edit(), change=change)
    except InputRefused as refusal:
        sheet.refuse(refusal)
        return _page(request, coin, sheet, here, version)
    except StaleEdit as stale:
        return _merge(request, stale, sheet, here)
    except NotFound as gone:
        raise Http404(gone.message) from gone
    tell_saved(request, saved, doubt_lines(sheet), batch)
    response = after_saving(request, saved.coin, here, following)
    return done_with_draft(response, draft_key(request, f"coin-{coin.pk}-{here.draft_key}"))


def _settled_for_theirs(request: HtmxRequest) -> list[str]:
    """Boxes for which the collector chose the other value on the merge page."""
    chosen = (name for name, value in request.POST.items() if name.startswith(SETTLE) and value == "theirs")
    return [name.removeprefix(SETTLE) for name in chosen]


def _version(request: HtmxRequest, coin: Coin) -> int:
    """The version that the page was opened at; without one nothing is known to be stale."""
    typed = request.POST.get("version", "")
    return min(int(typed), coin.version) if typed.isascii() and typed.isdigit() and len(typed) < 10 else coin.version


def _page(request: HtmxRequest, coin: Coin, sheet: Sheet, here: Here, version: int | None = None) -> HttpResponse:
    errors = shown_errors(sheet)
    title = EDIT_SECTIONS[here.section] if here.section else "Edit"
    page = EditPage(
        title=f"{title} of {coin}" if here.section else f"Edit {coin}",
        heading=str(coin),
        action=here.edit_url(coin.pk),
        cancel_url=coin_url(coin.pk, here.filters),
        draft_key=draft_key(request, f"coin-{coin.pk}-{here.draft_key}"),
        sections=shown_sections(sheet),
        errors=errors,
        version=coin.version if version is None else version,
        is_draft=sheet.is_draft,
        asks_draft=coin.is_draft or sheet.is_draft,
        has_next=next_of(request, coin, here.filters) is not None,
        photos_url=with_query(reverse("coins:photos", args=[coin.pk]), here.filters),
    )
    return TemplateResponse(request, "coins/coin_edit.html", {"page": page}, status=422 if errors else 200)


def _merge(request: HtmxRequest, stale: StaleEdit, sheet: Sheet, here: Here) -> HttpResponse:
    """Their value beside mine for each box that both changed; everything else goes along unseen."""
    coin = Coin.objects.for_detail().get(pk=stale.coin.pk)
    current = Sheet(sheet.sections, coin, reader_of(request))
    last = coin.history.select_related("history_user").first()
    boxes = rebased(sheet, current)
    page = MergePage(
        title=str(coin),
        action=here.edit_url(coin.pk),
        cancel_url=coin_url(coin.pk, here.filters),
        version=coin.version,
        who=last.history_user.get_username() if last and last.history_user else "",
        conflicts=conflicts_of(list(stale.theirs), current.texts(), sheet.texts_as_read(), sheet),
        boxes=[*boxes.items(), *_carried(request)],
    )
    return TemplateResponse(request, "coins/coin_merge.html", {"page": page}, status=409)


def _carried(request: HtmxRequest) -> list[tuple[str, str]]:
    """What the page sent beside the boxes."""
    return [(name, request.POST[name]) for name in ("then", "asks_draft", "is_draft") if name in request.POST]
