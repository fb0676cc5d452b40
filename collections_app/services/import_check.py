"""The check before the run: every row with what becomes of it, judged anew when mapping or rules have changed."""

from django.db import transaction
from django.db.models import Count, Q

from coinstack.jobs.models import Job, JobState
from coinstack.jobs.queue import cancel, enqueue
from collections_app.choices import RowOutcome
from collections_app.models import ImportSession
from collections_app.services.import_judging import Judge, is_judged, judging_key
from collections_app.services.import_mapping import layout_of
from collections_app.services.import_options import currency_of
from collections_app.services.import_row_views import row_view, with_titles
from collections_app.services.import_rows import draft_of, load_rows
from collections_app.services.import_steps import check_changeable
from collections_app.services.wizard_shapes import CheckPage, Counters

INLINE_ROWS = 500
PER_PAGE = 50
FILTERS = {
    "all": Q(),
    "problems": Q(needs_attention=True) | Q(outcome=RowOutcome.PROBLEM),
    "duplicates": Q(known_coin__isnull=False),
    "new": Q(outcome=RowOutcome.NEW),
}


def check(
    session: ImportSession, *, only: str = "all", page: int = 1, per_page: int = PER_PAGE, retry: bool = False
) -> CheckPage:
    """One page of rows with what the run would make of them.

    Rows are judged first when mapping or rules have changed: here up to INLINE_ROWS, else by a job that the page
    names and waits for. A job that failed is named as well and begun again with `retry`. Raises InputRefused when
    the file has vanished before it was read.
    """
    check_changeable(session)
    if not is_judged(session):
        key = judging_key(session)
        if (not session.has_rows and session.detection["rows"] > INLINE_ROWS) or _is_big(session):
            return _waiting(session, only, per_page, _job_for(session, key, retry=retry))
        judge_all(session, key)
    return _page(session, only if only in FILTERS else "all", max(1, page), min(max(1, per_page), 200))


def _is_big(session: ImportSession) -> bool:
    return session.has_rows and session.rows.count() > INLINE_ROWS


def judge_all(session: ImportSession, key: str) -> None:
    load_rows(session)
    Judge(session).judge(list(session.rows.all()))
    session.judged_as = key
    session.save(update_fields=["judged_as", "updated_at"])


def _job_for(session: ImportSession, key: str, *, retry: bool) -> Job:
    """The job that judges the rows by this mapping; one that judges by another is cancelled."""
    job = session.check_job
    if job and job.args.get("key") == key and (job.is_active or (job.state != JobState.DONE and not retry)):
        return job
    if job and job.is_active:
        cancel(job)
    with transaction.atomic():
        session.check_job = enqueue("check_import", owner=session.owner, session=session.pk, key=key)
        session.save(update_fields=["check_job", "updated_at"])
    return session.check_job


def _waiting(session: ImportSession, only: str, per_page: int, job: Job) -> CheckPage:
    told = () if job.is_active else (job.error or "The check was cancelled.",)
    headers = tuple(session.detection["headers"])
    return CheckPage((), Counters(), headers, only, 1, per_page, 0, job, told)


def counters_of(session: ImportSession) -> Counters:
    rows = session.rows.order_by().values_list("outcome", "needs_attention").annotate(Count("pk"))
    found: dict[str, int] = {}
    attention = 0
    for outcome, needs_attention, count in rows:
        found[outcome] = found.get(outcome, 0) + count
        attention += count if needs_attention else 0
    return Counters(
        new=found.get(RowOutcome.NEW, 0),
        update=found.get(RowOutcome.UPDATE, 0),
        duplicate=found.get(RowOutcome.DUPLICATE, 0),
        skip=found.get(RowOutcome.SKIP, 0),
        problem=found.get(RowOutcome.PROBLEM, 0),
        attention=attention,
    )


def _page(session: ImportSession, only: str, page: int, per_page: int) -> CheckPage:
    rows = session.rows.filter(FILTERS[only]).order_by("number")
    count = rows.count()
    page = min(page, max(1, -(-count // per_page)))
    layout = layout_of(session)
    cut = with_titles(rows)[(page - 1) * per_page : page * per_page]
    return CheckPage(
        rows=tuple(row_view(row, draft_of(row, layout), layout) for row in cut),
        counters=counters_of(session),
        headers=layout.headers,
        only=only,
        page=page,
        per_page=per_page,
        count=count,
        warnings=tuple(_warnings(session)),
    )


def _warnings(session: ImportSession) -> list[str]:
    told = [entry["message"] for entry in session.detection["problems"] if entry["row"] in {0, session.header_row}]
    currency, is_assumed = currency_of(session)
    prices = [entry for entry in session.mapping.values() if entry["target"] == "price"]
    is_stated = any(step["kind"] == "currency" for entry in prices for step in entry["transforms"])
    if is_assumed and prices and not is_stated:
        told.append(f"Prices without a currency are taken for {currency}; choose another one if they are not.")
    return told
