"""The check before the run: every row with what becomes of it, edited and decided in place."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from coins.fields import BY_NAME, COMPOSITES_BY_NAME
from coins.models import Coin
from coins.place_paths import SEPARATOR
from coinstack.exceptions import InputRefused, NotFound
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.queue import cancel, enqueue
from collections_app.choices import RowDecision, RowOutcome
from collections_app.importers.base import CoinDraft, Problem
from collections_app.importers.limits import MAX_CELL_CHARACTERS
from collections_app.importers.rows import IGNORE, Layout
from collections_app.importers.values import cell_text
from collections_app.models import ImportSession, SessionRow
from collections_app.services.import_judging import Judge, judging_key, shown
from collections_app.services.import_mapping import layout_of
from collections_app.services.import_options import currency_of
from collections_app.services.import_rows import cells_of, draft_of, load_rows
from collections_app.services.import_sessions import check_changeable
from collections_app.services.wizard_shapes import CheckCell, CheckPage, CheckRow, Counters, Known, SideBySide

INLINE_ROWS = 500
PER_PAGE = 50
WORST = {"info": 0, "warning": 1, "error": 2}
CELL_STATES = ("ok", "warning", "error")
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
    key = judging_key(session)
    if session.judged_as != key:
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


def with_titles(rows: Any) -> Any:
    """The rows with no more of the coins that they are taken for than their titles."""
    coin = [f"known_coin__{name}" for name in ("id", "title")]
    own = [column.name for column in SessionRow._meta.concrete_fields]
    return rows.select_related("known_coin").only(*own, *coin)


def _warnings(session: ImportSession) -> list[str]:
    told = [entry["message"] for entry in session.detection["problems"] if entry["row"] == session.header_row]
    currency, is_assumed = currency_of(session)
    has_prices = any(entry["target"] == "price" for entry in session.mapping.values())
    if is_assumed and has_prices:
        told.append(f"Prices without a currency are taken for {currency}; choose another one if they are not.")
    return told


def row_view(row: SessionRow, draft: CoinDraft, layout: Layout) -> CheckRow:
    problems = [*draft.problems, *(Problem.from_json(told) for told in row.told)]
    by_column: dict[str, list[Problem]] = {}
    for problem in problems:
        by_column.setdefault(_column_of(problem.column, layout), []).append(problem)
    cells = cells_of(row)
    known = row.known_coin
    return CheckRow(
        number=row.number,
        cells=tuple(_cell(header, row, cells, draft, layout, by_column) for header in layout.headers),
        result=row.outcome,
        duplicate=Known(known.pk, known.title, row.known_reason) if known else None,
        decision=row.decision,
        messages=tuple(problem.message for problem in by_column.get("", ())),
        decisions=tuple(choice for choice in RowDecision.values if known or choice != RowDecision.UPDATE),
    )


def _column_of(name: str, layout: Layout) -> str:
    """The heading that a problem belongs to: its own, or the one that holds the field; "" for the whole row."""
    if name in layout.headers:
        return name
    return next((header for header, target in layout.mapping.items() if target == name), "")


def _cell(
    header: str,
    row: SessionRow,
    cells: dict[str, Any],
    draft: CoinDraft,
    layout: Layout,
    by_column: dict[str, list[Problem]],
) -> CheckCell:
    target = layout.mapping.get(header, "")
    problems = by_column.get(header, ())
    worst = max((WORST[problem.severity] for problem in problems), default=0)
    return CheckCell(
        column=header,
        raw=cell_text(cells.get(header), keep_lines=True),
        value=value_shown(draft, target),
        state="ignored" if target == IGNORE else CELL_STATES[worst],  # type: ignore[arg-type]
        message=" ".join(problem.message for problem in problems),
        is_edited=header in row.edits,
    )


def value_shown(draft: CoinDraft, target: str) -> str:
    """What the coin will have in the field, or in the fields that a composite fills."""
    if target == "references":
        return "; ".join(row["text"] for row in draft.references)
    if target == "provenance":
        return "; ".join(row["raw_text"] for row in draft.provenance)
    if target == "storage_place":
        return SEPARATOR.join(draft.storage)
    if target in {"tags", "pictures"}:
        return ", ".join(draft.tags if target == "tags" else draft.pictures)
    if target in COMPOSITES_BY_NAME:
        parts = [draft.values.get(name) for name in COMPOSITES_BY_NAME[target].parts]
        return " · ".join(text for part in parts if (text := shown(part)))
    value = draft.values.get(target)
    choices = BY_NAME[target].choices if target in BY_NAME else {}
    return choices.get(str(value)) or shown(value)


def _row(session: ImportSession, number: int) -> SessionRow:
    row: SessionRow | None = with_titles(session.rows.filter(number=number)).first()
    if row is None:
        raise NotFound(f"The file has no row {number} with anything in it.")
    return row


def _locked_row(session: ImportSession, number: int) -> SessionRow:
    """The row for whoever changes it: of two changes at once, neither undoes the other."""
    list(session.rows.select_for_update().filter(number=number).values_list("pk"))
    return _row(session, number)


def edit_cell(session: ImportSession, row: int, column: str, value: str) -> CheckRow:
    """Write over one cell, see `edit_cells`."""
    return edit_cells(session, row, {column: value})


def edit_cells(session: ImportSession, row: int, cells: Mapping[str, str]) -> CheckRow:
    """Write over cells by their headings; only this row is judged anew. What the file itself says takes an edit back.

    Raises NotFound for a row or column that is not there, InputRefused for a text that is too long.
    """
    check_changeable(session)
    for column, value in cells.items():
        if column not in session.detection["headers"]:
            raise NotFound(f"The file has no column {column[:80]!r}.")
        if len(value) > MAX_CELL_CHARACTERS:
            raise InputRefused(f"A cell holds at most {MAX_CELL_CHARACTERS:,} characters.")
    with transaction.atomic():
        found = _locked_row(session, row)
        for column, value in cells.items():
            _write_over(found, column, value.replace("\x00", ""))
        found.save(update_fields=["edits", "updated_at"])
        return _judged(session, found)


def _write_over(row: SessionRow, column: str, text: str) -> None:
    if cell_text(text, keep_lines=True) == cell_text(row.cells.get(column), keep_lines=True):
        row.edits.pop(column, None)
    else:
        row.edits[column] = text.strip()


def decide(session: ImportSession, row: int, decision: str) -> CheckRow:
    """Decide what becomes of one row: "skip", "create", "update", or "" for what the rules say.

    Raises NotFound for a row that is not there, InputRefused for another word and for updating an unknown coin.
    """
    check_changeable(session)
    if decision not in {"", *RowDecision.values}:
        raise InputRefused("A row can be skipped, added as a new coin, or update a known one.")
    with transaction.atomic():
        found = _locked_row(session, row)
        if decision == RowDecision.UPDATE and not found.known_coin_id:
            told = "This row is no coin of the collection; there is nothing to update."
            raise InputRefused(told, fields={"decision": told})
        found.decision = decision
        found.save(update_fields=["decision", "updated_at"])
        return _judged(session, found)


def _judged(session: ImportSession, row: SessionRow) -> CheckRow:
    judge = Judge(session)
    [draft] = judge.judge([row])
    return row_view(_row(session, row.number), draft, judge.layout)


def side_by_side(session: ImportSession, row: int) -> list[SideBySide]:
    """The row beside the coin that it is taken for, fact by fact; what both leave blank is left out.

    Raises NotFound when there is no such row or it is taken for none.
    """
    found = _row(session, row)
    if found.known_coin_id is None:
        raise NotFound(f"Row {row} is taken for no coin of the collection.")
    draft = draft_of(found, layout_of(session))
    coin = Coin.objects.for_detail().get(pk=found.known_coin_id)
    pairs = [(spec.label, *_both(draft, coin, spec.name)) for spec in BY_NAME.values() if spec.kind != "term"]
    cited = "; ".join(each.text.strip() for each in coin.references.all())
    pairs.append(("References", value_shown(draft, "references").strip(), cited))
    told = "; ".join(each.raw_text or each.source_name for each in coin.provenance.all())
    pairs.append(("Provenance", value_shown(draft, "provenance"), told))
    return [SideBySide(label, new, old, bool(new) and new != old) for label, new, old in pairs if new or old]


def _both(draft: CoinDraft, coin: Coin, name: str) -> tuple[str, str]:
    if name == "tags":
        return value_shown(draft, name), ", ".join(tag.name for tag in coin.tags.all())
    if name == "storage_place":
        return value_shown(draft, name), str(coin.storage_place or "")
    old = getattr(coin, name)
    new = draft.values.get(name)
    if new is not None and new == old:
        return (text := _in_words(name, old)), text
    return _in_words(name, new), _in_words(name, old)


def _in_words(name: str, value: Any) -> str:
    return BY_NAME[name].choices.get(str(value)) or shown(value)
