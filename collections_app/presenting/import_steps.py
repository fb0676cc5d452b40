"""The head of every page of an import: its file, and the bar of its five steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.urls import reverse

from collections_app.choices import WizardStep
from collections_app.models import ImportSession
from collections_app.services.wizard import open_steps

StepState = Literal["done", "current", "open", "closed"]


@dataclass(frozen=True, slots=True)
class Step:
    """An empty address: not reached yet."""

    label: str
    url: str
    state: StepState


@dataclass(frozen=True, slots=True)
class Head:
    title: str
    file_name: str
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Mark:
    """A badge that says how sure something is, or what becomes of it."""

    label: str
    tone: str
    icon: str


def step_url(session: ImportSession, step: str) -> str:
    return reverse(f"collections:import_{step}", args=[session.pk])


def head_of(session: ImportSession, current: WizardStep, title: str) -> Head:
    opened = open_steps(session)
    return Head(title, session.file_name, [_step(session, step, current, step in opened) for step in WizardStep])


def _step(session: ImportSession, step: WizardStep, current: WizardStep, opens: bool) -> Step:
    return Step(str(step.label), step_url(session, step) if opens else "", _state(session, step, current, opens))


def _state(session: ImportSession, step: WizardStep, current: WizardStep, opens: bool) -> StepState:
    order = list(WizardStep)
    if step == current:
        return "current"
    if order.index(step) < order.index(WizardStep(session.step)):
        return "done"
    return "open" if opens else "closed"


def counted(number: int, noun: str) -> str:
    """ "1 row", "1,204 rows"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
