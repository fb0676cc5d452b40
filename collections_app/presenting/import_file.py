"""The page that says what the file was taken for, and lets that be changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from collections_app.choices import WizardStep
from collections_app.forms.importing import PicturesForm, ReadingForm
from collections_app.models import ImportSession
from collections_app.presenting.import_steps import Head, Mark, counted, head_of, step_url
from collections_app.services.wizard_shapes import Detection, PreviewRow

SURE, LIKELY = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class FilePage:
    head: Head
    action: str
    next_url: str
    found: str
    facts: Sequence[str]
    sureness: Mark
    reasons: Sequence[str]
    form: ReadingForm
    preview: Sequence[PreviewRow]
    width: Sequence[int]
    pictures: str
    pictures_form: PicturesForm
    pictures_url: str


def file_page(session: ImportSession, detection: Detection, form: ReadingForm, pictures_form: PicturesForm) -> FilePage:
    width = max((len(row.cells) for row in detection.preview), default=0)
    return FilePage(
        head=head_of(session, WizardStep.FILE, "What the file is"),
        action=step_url(session, WizardStep.FILE),
        next_url=step_url(session, WizardStep.MAP),
        found=detection.format_label,
        facts=[counted(detection.rows, "row"), str(filesizeformat(session.size)), *_numbers(detection)],
        sureness=sureness_of(detection.confidence),
        reasons=detection.reasons,
        form=form,
        preview=detection.preview,
        width=range(1, width + 1),
        pictures=pictures_said(detection.pictures),
        pictures_form=pictures_form,
        pictures_url=reverse("collections:import_pictures", args=[session.pk]),
    )


def sureness_of(confidence: float) -> Mark:
    if confidence >= SURE:
        return Mark("Recognised with certainty", "good", "good")
    if confidence >= LIKELY:
        return Mark("Recognised, most likely right", "good", "check")
    return Mark("Not sure: please look at the rows below", "warn", "warn")


def pictures_said(count: int) -> str:
    """A zip counts as the pictures in it; those inside the cells of a workbook are found when it is imported."""
    return f"{counted(count, 'picture')} beside the file." if count else "No pictures beside the file."


def _numbers(detection: Detection) -> list[str]:
    if detection.decimal_comma is None:
        return []
    return ["decimal comma" if detection.decimal_comma else "decimal point"]
