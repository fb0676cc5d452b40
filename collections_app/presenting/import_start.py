"""The first page of the wizard: a new file, imports left half way, and those of the past."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from coins.presenting import Formats
from coinstack.paging import Pager
from collections_app.choices import WizardStep
from collections_app.forms.importing import StartForm
from collections_app.models import ImportSession
from collections_app.presenting.import_steps import Mark, counted, step_url
from collections_app.services.import_report import coins_url
from collections_app.services.wizard_shapes import HistoryEntry

STATES = {
    "running": Mark("Running", "info", "loading"),
    "done": Mark("Done", "good", "good"),
    "failed": Mark("Stopped by an error", "bad", "error"),
    "cancelled": Mark("Cancelled", "", "cancelled"),
    "undone": Mark("Undone", "", "undo"),
    "dry run": Mark("Dry run", "info", "info"),
}


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An empty address: it is running, and must be cancelled before it can be discarded."""

    file_name: str
    url: str
    discard_url: str
    step: str
    when: str


@dataclass(frozen=True, slots=True)
class Past:
    """An empty address: no such way."""

    file_name: str
    when: str
    counts: Sequence[str]
    mark: Mark
    report_url: str
    coins_url: str
    undo_url: str
    undo_at_once: str


@dataclass(frozen=True, slots=True)
class StartPage:
    form: StartForm
    largest: str
    unfinished: Sequence[Unfinished]
    history: Sequence[Past]
    pager: Pager
    count: int


def unfinished_of(session: ImportSession, step: WizardStep, formats: Formats) -> Unfinished:
    is_running = step == WizardStep.RUN
    return Unfinished(
        file_name=session.file_name,
        url=step_url(session, step),
        discard_url="" if is_running else reverse("collections:import_discard", args=[session.pk]),
        step="Running now" if is_running else f"at step “{step.label}”",
        when=formats.moment(session.updated_at),
    )


def past_of(entry: HistoryEntry, formats: Formats) -> Past:
    """One with a report is undone there; another one at once."""
    batch = entry.batch
    has_coins = entry.state in {"done", "failed", "cancelled"} and batch.created_count + batch.updated_count > 0
    report = reverse("collections:import_report", args=[entry.session_id]) if entry.session_id else ""
    return Past(
        file_name=batch.file_name,
        when=formats.moment(batch.created_at),
        counts=counts_said(batch.created_count, batch.updated_count, batch.duplicate_count, batch.skipped_count),
        mark=STATES[entry.state],
        report_url=report,
        coins_url=coins_url(batch) if has_coins else "",
        undo_url=f"{report}#undo" if has_coins and report else "",
        undo_at_once=reverse("collections:import_undo_batch", args=[batch.pk]) if has_coins and not report else "",
    )


def counts_said(created: int, updated: int, duplicates: int, skipped: int) -> list[str]:
    """What happened to the rows, in words; `skipped` counts the duplicates, too."""
    rest = skipped - duplicates
    said = [f"{counted(created, 'coin')} added"] if created or not updated else []
    said += [f"{updated:,} updated"] if updated else []
    said += [f"{duplicates:,} there already"] if duplicates else []
    return said + ([f"{rest:,} left out"] if rest else [])
