"""All forms of one page over one coin: a single section, or the whole record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from coins.fields import BY_NAME
from coins.forms.fields import ReadField
from coins.forms.sections import DATE_PARTS, SectionForm, section_form
from coins.models import Coin
from coins.plausibility import Doubt, doubts_of
from coins.presenting.formats import Formats
from coins.services.record import RecordEdit
from coinstack.exceptions import CoinStackError

# Conflicts in any of these are one question: which of the two dates.
DATE_FIELDS = ("date_text", *DATE_PARTS)


@dataclass(frozen=True, slots=True)
class Reader:
    """How this collector writes numbers and dates, and the currency of sums without one."""

    formats: Formats
    currency: str


class Sheet:
    """`base` is the coin as it was when the page was opened: what differs from it was typed.

    `prefilled` stands in the boxes of a page that was not sent yet, beside the coin's own values.
    """

    def __init__(
        self,
        sections: Sequence[str],
        base: Coin,
        reader: Reader,
        data: QueryDict | None = None,
        prefilled: Mapping[str, Any] | None = None,
    ) -> None:
        self.base, self.data, self.reader = base, data, reader
        self.sections = list(sections)
        self.forms: list[SectionForm] = [
            section_form(key)(data, coin=base, formats=reader.formats, currency=reader.currency)
            for key in self.sections
        ]
        self.refused: list[str] = []
        for form in self.forms:
            form.initial.update({name: value for name, value in (prefilled or {}).items() if name in form.fields})

    @property
    def is_draft(self) -> bool:
        return self.base.is_draft if self.data is None else "is_draft" in self.data

    def is_valid(self) -> bool:
        validity = [form.is_valid() for form in self.forms]  # every form tells what is wrong with it
        return all(validity)

    def edit(self) -> RecordEdit:
        """What was typed, of all sections; a section leaves the parts of the others None."""
        merged = RecordEdit()
        for part in (form.edit() for form in self.forms):
            merged = RecordEdit(
                values={**merged.values, **part.values},
                place=merged.place if part.place is None else part.place,
                tags=part.tags or merged.tags,
                references=part.references or merged.references,
                provenance=part.provenance or merged.provenance,
            )
        if self.has_draft_box and self.is_draft != self.base.is_draft:
            merged = replace(merged, values={**merged.values, "is_draft": self.is_draft})
        return merged

    @property
    def has_draft_box(self) -> bool:
        return self.data is not None and "asks_draft" in self.data

    def refuse(self, error: CoinStackError) -> None:
        """Show what the service refused at the fields that it concerns, or above all of them."""
        for name, text in error.fields.items():
            form = next((form for form in self.forms if name in form.fields), None)
            if form is not None:
                form.add_error(name, text)
        if not any(name in form.fields for name in error.fields for form in self.forms):
            self.refused.append(error.message)

    def errors(self) -> Iterator[tuple[SectionForm, str, str]]:
        """(form, field, sentence) in the order of the page."""
        for form in self.forms:
            for name in form.fields:
                for text in form.errors.get(name, ()):
                    yield form, name, str(text)

    def remarks(self) -> list[Doubt]:
        return [Doubt(name, text) for form in self.forms for name, texts in form.remarks.items() for text in texts]

    def doubts(self) -> list[Doubt]:
        """What looks odd in the fields of this page, about the values as they would be saved."""
        names = {name for form in self.forms for name in form.fields}
        return [doubt for doubt in doubts_of(self.values()) if doubt.field in names]

    def values(self) -> dict[str, Any]:
        """The coin's own values under those that could be read."""
        found = {name: getattr(self.base, name) for name in BY_NAME if name != "tags"}
        for form in self.forms:
            if form.is_bound:
                found |= {name: form.cleaned_data[name] for name in form.written if name in form.cleaned_data}
        return found

    def typed(self) -> set[str]:
        """The boxes that hold something else than when the page was opened."""
        return {name for form in self.forms for name in form.changed_data if not name.endswith("_before")}

    def texts(self) -> dict[str, str]:
        """What stands in the boxes, as a browser would send it."""
        return {name: text for form in self.forms for name in form.fields for text in _sent(form, name)}

    def texts_as_read(self) -> dict[str, str]:
        """The boxes of a valid page with what was made of them: years that follow from a date, shares as amounts."""
        read = {
            name: str(form.fields[name].prepare_value(form.cleaned_data[name]) or "")
            for form in self.forms
            for name in form.written
            if isinstance(form.fields[name], ReadField)
        }
        return self.texts() | read


def _sent(form: SectionForm, name: str) -> list[str]:
    value = form[name].value()
    if isinstance(value, bool):
        return ["on"] if value else []
    return ["" if value is None else str(value)]


def rebased(sheet: Sheet, current: Sheet) -> dict[str, str]:
    """The boxes as if the page had been opened now: theirs, but for what was typed on this page."""
    typed, posted, texts = sheet.typed(), sheet.texts(), current.texts()
    kept = {name: text for name, text in texts.items() if name not in typed}
    return kept | {name: posted[name] for name in typed if name in posted}


def with_choices(data: QueryDict, current: Sheet, names: Iterable[str]) -> QueryDict:
    """The posted boxes, with theirs where the collector chose theirs on the merge page."""
    settled, texts = data.copy(), current.texts()
    for name in names:
        for part in DATE_FIELDS if name == "date_text" else (name,):
            settled.pop(part, None)
            if part in texts:
                settled[part] = texts[part]
    return settled
