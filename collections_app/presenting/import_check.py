"""The page on which every row is seen before it is written: counters that filter, a table of cells, decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from coins.presenting import Formats
from coinstack.jobs.models import Job
from coinstack.paging import Pager
from collections_app.choices import WizardStep
from collections_app.forms.importing import OptionsForm
from collections_app.models import ImportSession
from collections_app.presenting.import_check_rows import Columns, Here, RowView, row_view
from collections_app.presenting.import_steps import Head, counted, head_of, step_url
from collections_app.services.wizard_shapes import CheckPage, CheckRow, Counters, SessionOptions

EMPTY = {
    "problems": ("No problems left", "Every cell of every row could be read."),
    "duplicates": ("Nothing is there already", "None of the rows looks like a coin of your collection."),
    "new": ("No new coins", "Every row is a coin of your collection already, or is left out."),
    "all": (
        "The file has no rows",
        "There is nothing below its headings. Go back and choose another sheet or row of headings.",
    ),
}


@dataclass(frozen=True, slots=True)
class Counter:
    """An empty address: a number, and no filter."""

    number: str
    label: str
    url: str
    tone: str
    icon: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class HeadCell:
    header: str
    target: str


@dataclass(frozen=True, slots=True)
class ImportCheck:
    """`here` is the query string of this page: which rows, and which page of them."""

    head: Head
    here: str
    here_url: str
    back_url: str
    run_url: str
    options_url: str
    row_url: str
    counters: Sequence[Counter]
    columns: Sequence[HeadCell]
    rows: Sequence[RowView]
    pager: Pager
    count: int
    warnings: Sequence[str]
    options: OptionsForm
    said: Sequence[str]
    go_label: str
    can_go: bool
    note: str
    empty_title: str
    empty_text: str
    all_url: str
    job: Job | None
    retry_url: str


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What changes with one row: itself, the counters, and what the button at the foot will do."""

    row: RowView
    here: str
    counters: Sequence[Counter]
    go_label: str
    can_go: bool
    note: str


def check_page(session: ImportSession, found: CheckPage, form: OptionsForm, options: SessionOptions) -> ImportCheck:
    here = Here.of(found)
    columns = Columns.of(session, here.first)
    address = step_url(session, WizardStep.CHECK)
    title, text = EMPTY[found.only]
    return ImportCheck(
        head=head_of(session, WizardStep.CHECK, "Check the rows"),
        here=str(here),
        here_url=f"{address}?{here}",
        back_url=step_url(session, WizardStep.MAP),
        run_url=step_url(session, WizardStep.RUN),
        options_url=reverse("collections:import_options", args=[session.pk]),
        row_url=reverse("collections:import_rows", args=[session.pk]),
        counters=counter_links(session, found.counters, found.only),
        columns=[HeadCell(header, target) for header, (_, target) in columns.places.items()],
        rows=[row_view(session, row, columns, here) for row in found.rows],
        pager=Pager.over(
            found.count,
            number=found.page,
            per_page=found.per_page,
            url=lambda number: f"{address}?{urlencode({'only': found.only, 'page': number})}",
        ),
        count=found.count,
        warnings=found.warnings,
        options=form,
        said=options_said(options),
        go_label=go_label(found.counters, options) if found.job is None else "The rows are being read…",
        can_go=bool(found.counters.new + found.counters.update),
        note=note_of(found.counters),
        empty_title=title,
        empty_text=text,
        all_url=address if found.only != "all" else "",
        job=found.job,
        retry_url=f"{address}?{here}&retry=1",
    )


def row_answer(
    session: ImportSession, row: CheckRow, counters: Counters, options: SessionOptions, here: Here
) -> RowAnswer:
    return RowAnswer(
        row=row_view(session, row, Columns.of(session, here.first), here),
        here=str(here),
        counters=counter_links(session, counters, here.only),
        go_label=go_label(counters, options),
        can_go=bool(counters.new + counters.update),
        note=note_of(counters),
    )


def counter_links(session: ImportSession, counters: Counters, only: str) -> list[Counter]:
    address, formats = step_url(session, WizardStep.CHECK), Formats()

    def counter(number: int, label: str, key: str, tone: str = "", icon: str = "") -> Counter:
        url = f"{address}?only={key}" if key else ""
        return Counter(formats.count(number), label, url, tone, icon, bool(key) and key == only)

    return [
        counter(counters.total, "all rows" if counters.total != 1 else "row", "all"),
        counter(counters.new, "new", "new", "good", "add"),
        counter(counters.update + counters.duplicate, "there already", "duplicates", "info", "copy"),
        counter(counters.attention, "with problems", "problems", "warn", "warn"),
        counter(counters.skip + counters.problem, "left out", "", "", "hide"),
    ]


def go_label(counters: Counters, options: SessionOptions) -> str:
    going = counters.new + counters.update
    if not going:
        return "Nothing to import"
    coins = counted(going, "coin")
    return f"Try out {coins}, writing nothing" if options.dry_run else f"Import {coins}"


def note_of(counters: Counters) -> str:
    """ "4 rows are there already, 7 are left out." """
    parts = []
    if counters.update:
        parts.append(f"{counters.update:,} update a coin")
    if counters.duplicate:
        parts.append(f"{counters.duplicate:,} there already")
    if counters.skip + counters.problem:
        parts.append(f"{counters.skip + counters.problem:,} left out")
    return ", ".join(parts)


def options_said(options: SessionOptions) -> list[str]:
    """The options in words, for the closed box."""
    said = [f"tagged {', '.join(options.tags)}"] if options.tags else []
    said += [f"stored in {options.storage}"] if options.storage else []
    said += [f"prices in {options.currency}"] if options.currency else []
    said += [
        {"skip": "leave out what is there already", "update": "update what is there already"}.get(
            options.on_duplicate, "add everything again"
        )
    ]
    return said + (["dry run"] if options.dry_run else [])
