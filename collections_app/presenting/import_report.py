"""The pages of a run: how far it is, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from coins.models import Coin
from coinstack.jobs.models import Job
from collections_app.choices import WizardStep
from collections_app.models import ImportSession
from collections_app.presenting.import_start import STATES
from collections_app.presenting.import_steps import Head, Mark, counted, head_of
from collections_app.services.undoing import UndoReport
from collections_app.services.wizard_shapes import ProblemRow, Report, ReportCounts

NAMED = 10
TOLD = 3
LEADS = {
    "done": "The import is done.",
    "cancelled": "The import was cancelled. What it had written until then is kept.",
    "failed": "The import stopped before its end. What it had written until then is kept.",
    "undone": "This import was undone: its coins are in the trash, and no longer count as being there already.",
    "dry run": "This was a dry run: nothing was written.",
}


@dataclass(frozen=True, slots=True)
class RunPage:
    """An empty address: it was cancelled already."""

    head: Head
    done: str
    total: str
    percent: int | None
    facts: Sequence[str]
    state: str
    progress_url: str
    cancel_url: str


def run_page(session: ImportSession, job: Job, problems: int) -> RunPage:
    """`problems` counts the rows done so far that have one."""
    return RunPage(
        head=head_of(session, WizardStep.RUN, "Importing"),
        done=f"{job.done:,}",
        total=f"{job.total:,}" if job.total else "",
        percent=job.percent,
        facts=_facts(job, problems),
        state=_state(job),
        progress_url=reverse("collections:import_run", args=[session.pk]),
        cancel_url=reverse("collections:import_cancel", args=[session.pk]) if job.can_cancel else "",
    )


def _facts(job: Job, problems: int) -> list[str]:
    rate = _rate(job)
    facts = [f"{rate:,.0f} rows a second"] if rate >= 1 else []
    facts += [f"{counted(problems, 'row')} with problems so far"] if job.done else []
    return [*facts, *([job.message] if job.message else [])]


def _rate(job: Job) -> float:
    """Rows a second since the job began."""
    seconds = (timezone.now() - job.started_at).total_seconds() if job.started_at else 0
    return job.done / seconds if seconds > 0 else 0


def _state(job: Job) -> str:
    if job.cancel_requested:
        return "Stopping after the present rows…"
    return "Writing the coins…" if job.started_at else "Waiting for its turn…"


@dataclass(frozen=True, slots=True)
class Tally:
    label: str
    number: str


@dataclass(frozen=True, slots=True)
class ReportedRow:
    number: int
    coin_url: str
    result: str
    problems: Sequence[str]


@dataclass(frozen=True, slots=True)
class ReportPage:
    head: Head
    mark: Mark
    lead: str
    error: str
    is_dry: bool
    tallies: Sequence[Tally]
    took: str
    coins_url: str
    coins_label: str
    problem_rows: Sequence[ReportedRow]
    problems_said: str
    problems_url: str
    unmapped: Sequence[str]
    undo_url: str
    undo_said: str
    edited: Sequence[tuple[str, str]]
    edited_more: int
    continue_url: str
    for_real_url: str
    check_url: str
    undoing: Job | None
    here_url: str


def report_page(session: ImportSession, report: Report, undoing: Job | None) -> ReportPage:
    counts, edited = report.counts, report.edited_since
    is_dry = report.state == "dry run"
    run_url = reverse("collections:import_run", args=[session.pk])
    return ReportPage(
        head=head_of(session, WizardStep.REPORT, _title(report)),
        mark=STATES[report.state],
        lead=LEADS.get(report.state, ""),
        error=report.error,
        is_dry=is_dry,
        tallies=_tallies(counts, is_dry=is_dry),
        took=_took(report),
        coins_url=report.coins_url,
        coins_label=f"Show {_these(counts.created + counts.updated)}",
        problem_rows=[_reported(row) for row in report.problem_rows],
        problems_said=_problems_said(report),
        problems_url=reverse("collections:import_problems", args=[session.pk]) if report.problem_count else "",
        unmapped=report.unmapped,
        undo_url=reverse("collections:import_undo", args=[session.pk]) if report.can_undo and not undoing else "",
        undo_said=_undo_said(report),
        edited=[(str(coin), reverse("coins:detail", args=[coin.pk])) for coin in edited[:NAMED]],
        edited_more=max(0, len(edited) - NAMED),
        continue_url=run_url if report.can_continue and not is_dry else "",
        for_real_url=run_url if is_dry else "",
        check_url=reverse("collections:import_check", args=[session.pk]),
        undoing=undoing,
        here_url=reverse("collections:import_report", args=[session.pk]),
    )


def _title(report: Report) -> str:
    counts = report.counts
    if report.state == "dry run":
        return f"{counted(counts.created, 'coin')} would be added"
    if report.state == "undone":
        return "Import undone"
    if counts.updated and not counts.created:
        return f"{counted(counts.updated, 'coin')} updated"
    return f"{counted(counts.created, 'coin')} added"


def _tallies(counts: ReportCounts, *, is_dry: bool) -> list[Tally]:
    would = "would be " if is_dry else ""
    rows = [
        ("rows read", counts.rows),
        (f"{would}added", counts.created),
        (f"{would}updated", counts.updated),
        ("there already", counts.duplicates),
        ("left out", counts.skipped - counts.duplicates - counts.failed),
        ("refused", counts.failed),
        ("pictures attached", counts.pictures),
        ("pictures without a coin", counts.picture_problems),
    ]
    always = {"rows read", f"{would}added"}
    return [Tally(label, f"{number:,}") for label, number in rows if number > 0 or label in always]


def _took(report: Report) -> str:
    if not report.seconds:
        return ""
    return f"{report.seconds:,.1f} seconds, {report.rate:,.0f} rows a second"


def _these(number: int) -> str:
    return "the imported coin" if number == 1 else f"the {number:,} imported coins"


def _reported(row: ProblemRow) -> ReportedRow:
    coin_url = reverse("coins:detail", args=[row.coin_id]) if row.coin_id else ""
    problems = [
        f"{problem.column}: {problem.message}" if problem.column else problem.message for problem in row.problems
    ]
    return ReportedRow(row.number, coin_url, row.result.capitalize(), problems)


def _problems_said(report: Report) -> str:
    shown, total = len(report.problem_rows), report.problem_count
    if shown < total:
        return f"The first {shown} of {total:,} rows with remarks; the CSV has them all."
    return f"{counted(total, 'row')} with remarks. A coin that was added can be corrected on its own page."


def _undo_said(report: Report) -> str:
    """What the button does, before it is pressed."""
    counts, kept = report.counts, len(report.edited_since)
    said = f"Moves {counted(counts.created, 'coin')} to the trash" if counts.created else ""
    if counts.updated:
        again = f"gives {counted(counts.updated, 'coin')} the former values back"
        said = f"{said} and {again}" if said else again.capitalize()
    if not kept:
        return f"{said}. None of them was edited since."
    return f"{said}, but for {counted(kept, 'coin')} edited since: {_named(report.edited_since)}."


def undone_said(undone: UndoReport) -> str:
    """ "Undone: 108 coins are in the trash. Kept, because they were edited since: Nero, as; Otho, denarius." """
    if not (undone.removed or undone.restored or undone.kept):
        return "Undone. There was nothing left of it in the collection."
    said = [f"Undone: {counted(undone.removed, 'coin')} moved to the trash."] if undone.removed else []
    if undone.restored:
        said.append(f"{counted(undone.restored, 'coin')} got the former values back.")
    if undone.kept:
        said.append(f"Kept, because edited since: {_named(undone.kept)}.")
    return " ".join(said)


def _named(coins: Sequence[Coin]) -> str:
    names = "; ".join(str(coin) for coin in coins[:TOLD])
    return f"{names} and {len(coins) - TOLD} more" if len(coins) > TOLD else names
