"""The steps of an import: which can be opened, where it is taken up again, and whether it can still be changed."""

from coinstack.exceptions import CoinStackError
from coinstack.jobs.models import Job
from collections_app.choices import WizardStep
from collections_app.models import ImportSession

STEPS = list(WizardStep)


def check_changeable(session: ImportSession) -> None:
    """Raises CoinStackError while a run is under way and after it is done."""
    if session.is_finished:
        raise CoinStackError("This import is done; start a new one.", code="finished")
    if session.job_id is not None and Job.objects.active().filter(pk=session.job_id).exists():
        raise CoinStackError("This import is running; cancel it first.", code="running")


def is_busy(session: ImportSession) -> bool:
    """Whether a run was under way when the session was loaded."""
    return session.job is not None and session.job.is_active


def open_steps(session: ImportSession) -> set[WizardStep]:
    """The steps whose pages can be opened now."""
    if is_busy(session):
        return {WizardStep.RUN}
    if session.is_finished:
        return {WizardStep.REPORT}
    reached = max(STEPS.index(WizardStep.MAP), STEPS.index(WizardStep(session.step)))
    found = set(STEPS[: reached + 1]) - {WizardStep.REPORT}
    return found | {WizardStep.REPORT} if session.job_id is not None else found


def is_open(session: ImportSession, step: WizardStep) -> bool:
    """Whether the page of this step can be opened now."""
    return step in open_steps(session)


def first_open_step(session: ImportSession) -> WizardStep:
    """Where to take the import up again: after a run that was broken off at its report, or before it was begun."""
    if is_busy(session):
        return WizardStep.RUN
    step = WizardStep(session.step)
    if step not in {WizardStep.RUN, WizardStep.REPORT}:
        return step
    return WizardStep.REPORT if is_open(session, WizardStep.REPORT) else WizardStep.CHECK


def go_to(session: ImportSession, step: WizardStep) -> None:
    """Remember that the collector came this far."""
    if STEPS.index(step) > STEPS.index(WizardStep(session.step)):
        session.step = step
        session.save(update_fields=["step", "updated_at"])
