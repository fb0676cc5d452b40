"""The form of one section of a coin: built from the table of fields, with short rules where fields hang together."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar

from django import forms

from catalog.chronology import ParsedDate, parse_date
from coins.field_spec import SECTIONS
from coins.fields import in_section
from coins.forms.building import form_field, hidden_tags_field
from coins.forms.fields import MoneyField, NamesField, Prose, ReadField
from coins.forms.linked_fields import PlaceField, TermField
from coins.forms.sentences import sentences
from coins.models import Coin
from coins.presenting.formats import Formats
from coins.services.children import MOST_LINES, TextEdit, lines_in, provenance_lines, reference_lines
from coins.services.record import RecordEdit, TagEdit

LINE_SECTIONS = {"references": "References", "provenance": "Provenance"}
# In the order in which they stand on the page.
_FIRST = ("identity", "chronology", "obverse", "reverse", "physical", "grading")
EDIT_SECTIONS: dict[str, str] = {
    **{key: SECTIONS[key] for key in _FIRST},
    **LINE_SECTIONS,
    **{key: title for key, title in SECTIONS.items() if key not in _FIRST},
}
DOLLARS = {"AUD", "CAD", "HKD", "NZD", "SGD"}
DATE_PARTS = ("year_start", "year_end", "is_circa", "dating_certainty")


class SectionForm(forms.Form):
    """`remarks` tell, by field, what was odd about an accepted text. `written` names the fields to be saved."""

    key: ClassVar[str]
    heading: ClassVar[str]

    def __init__(self, data: Mapping[str, Any] | None = None, *, coin: Coin, formats: Formats, currency: str) -> None:
        self.coin, self.formats, self.own_currency = coin, formats, currency
        super().__init__(data, initial=self.values_of(coin))
        self.remarks: dict[str, list[str]] = {}
        self.written: set[str] = set()
        for name, field in self.fields.items():
            if isinstance(field, ReadField):
                field.formats = formats
            if isinstance(field, PlaceField):
                field.owner_id = coin.owner_id
            if isinstance(field, TermField):
                field.present = self.initial[name]

    @classmethod
    def values_of(cls, coin: Coin) -> dict[str, Any]:
        return {spec.name: getattr(coin, spec.name) for spec in in_section(cls.key)}

    def clean(self) -> dict[str, Any]:
        for name, field in self.fields.items():
            if isinstance(field, ReadField) and field.remarks and name in self.changed_data:
                self.remarks[name] = list(field.remarks)
        self.written = {name for name in self.changed_data if name in self.cleaned_data}
        return self.cleaned_data

    def remark(self, name: str, text: str) -> None:
        self.remarks.setdefault(name, []).append(text)

    def edit(self) -> RecordEdit:
        """What a valid form wants written: only what differs from the coin as it was when the form was opened."""
        return RecordEdit(values={name: self.cleaned_data[name] for name in self.fields if name in self.written})


class IdentityForm(SectionForm):
    """A title that follows from other fields is a hint in an empty box, so that it goes on following."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.coin.title_is_custom:
            self.initial["title"] = ""
            self.fields["title"].widget.attrs["placeholder"] = self.coin.title


class ChronologyForm(SectionForm):
    """One box for the date as printed: from it follow the years, except those set by hand at the same time."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["date_text"] = self.coin.date_text or self.formats.years(
            self.coin.year_start, self.coin.year_end, circa=self.coin.is_circa
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "date_text" in self.written:
            self._read_date(cleaned["date_text"])
        return cleaned

    def _read_date(self, text: str) -> None:
        ruler = self.data.get("issuer") or self.coin.issuer
        parsed = parse_date(text, ruler=ruler) if text else ParsedDate("")
        if text:
            self.remarks.setdefault("date_text", []).extend(sentences(parsed.problems))
        if text and parsed.year_start is None and parsed.year_end is None:
            self.remark("date_text", "The date is kept as written; the years below stay as they are.")
            return
        read = (parsed.year_start, parsed.year_end, parsed.circa, parsed.certainty)
        for name, value in zip(DATE_PARTS, read, strict=True):
            if name not in self.written and name not in self.errors:
                self.cleaned_data[name] = value
                self.written.add(name)


class AcquisitionForm(SectionForm):
    """Shares become amounts; a currency typed with the price is the currency of all that was paid."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._take_currency("price", "currency")
        self._take_currency("disposal_price", "disposal_currency")
        for name in ("buyers_premium", "tax", "shipping"):
            self._refuse_other_currency(name)
        price, premium = cleaned.get("price"), self._share("buyers_premium", cleaned.get("price"))
        self._share("tax", None if price is None else price + (premium or 0))
        return cleaned

    def _money(self, name: str) -> MoneyField:
        field = self.fields[name]
        assert isinstance(field, MoneyField)
        return field

    def _share(self, name: str, base: Decimal | None) -> Decimal | None:
        """The sum in the box `name`; a share of `base` that was typed becomes one."""
        field = self._money(name)
        amount: Decimal | None = self.cleaned_data.get(name)
        if field.percent is None or amount is None:
            return amount
        if base is None:
            self.add_error(name, "A percentage needs a price: write the price as well.")
            return None
        share = field.share_of(base)
        self.cleaned_data[name] = share
        self.remark(name, f"{self.formats.number(field.percent)} % is {self.formats.number(share, places=2)}.")
        return share

    def _typed_currency(self, name: str, currency: str) -> str:
        """The one typed with the sum; "$" alone is the dollar that the box `currency` names."""
        field = self._money(name)
        boxed: str = self.cleaned_data.get(currency) or ""
        return boxed if field.is_bare_dollar and boxed in DOLLARS else field.currency

    def _refuse_other_currency(self, name: str) -> None:
        typed, currency = self._typed_currency(name, "currency"), self.cleaned_data.get("currency")
        if typed and not currency:
            self._set("currency", typed)
        elif typed and typed != currency and name not in self.errors:
            self.add_error(name, f"All that was paid is in one currency, here {currency}.")

    def _take_currency(self, amount: str, currency: str) -> None:
        cleaned, typed = self.cleaned_data, self._typed_currency(amount, currency)
        if typed and cleaned.get(currency) in (None, "", self.initial.get(currency)):
            self._set(currency, typed)
        elif typed and typed != cleaned.get(currency):
            self.remark(amount, f"{typed} was typed with the sum; the box of the currency says {cleaned[currency]}.")
        elif cleaned.get(amount) is not None and not cleaned.get(currency) and amount in self.changed_data:
            self._set(currency, self.own_currency)
            self.remark(currency, f"Taken as {self.own_currency}, the currency of your preferences.")
        elif currency in cleaned and cleaned[currency] is None:
            cleaned[currency] = ""

    def _set(self, name: str, value: str) -> None:
        self.cleaned_data[name] = value
        if value != self.initial.get(name):
            self.written.add(name)


class StorageForm(SectionForm):
    """`tags_before` are the tags that stood there when the form was opened."""

    tags_before = hidden_tags_field()

    @classmethod
    def values_of(cls, coin: Coin) -> dict[str, Any]:
        tags = [tag.name for tag in coin.tags.all()] if coin.pk else []
        return {"storage_place": coin.storage_place, "tags": tags, "tags_before": tags}

    def clean_tags_before(self) -> list[str]:
        """A tag that stood in the box is one there, whatever its name holds; the box is read after these."""
        before: list[str] = self.cleaned_data["tags_before"]
        box = self.fields["tags"]
        assert isinstance(box, NamesField)
        box.whole = before
        return before

    def edit(self) -> RecordEdit:
        before, after = self.cleaned_data["tags_before"], self.cleaned_data["tags"]
        return RecordEdit(
            place=self.cleaned_data["storage_place"] if "storage_place" in self.written else None,
            tags=TagEdit(tuple(before), tuple(after)) if before != after else None,
        )


class LinesForm(SectionForm):
    """References or provenance, one a line, with the lines that stood there when the form was opened."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        lines = lines_in(cleaned.get(self.key, ""))
        if len(lines) > MOST_LINES:
            self.add_error(self.key, f"At most {MOST_LINES} lines.")
        return cleaned

    def edit(self) -> RecordEdit:
        text = TextEdit(self.cleaned_data[f"{self.key}_before"], self.cleaned_data[self.key])
        return RecordEdit(**{self.key: text if text.is_change else None})  # type: ignore[arg-type]


class ReferencesForm(LinesForm):
    references = Prose(
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on each line, as the catalogue or dealer wrote it. The first is the primary reference.",
    )
    references_before = Prose(required=False, widget=forms.HiddenInput)

    @classmethod
    def values_of(cls, coin: Coin) -> dict[str, Any]:
        lines = reference_lines(coin) if coin.pk else ""
        return {"references": lines, "references_before": lines}


class ProvenanceForm(LinesForm):
    provenance = Prose(
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One sale or earlier owner on each line, latest first: “Ex Leu 7, 9 May 1973, lot 214”.",
    )
    provenance_before = Prose(required=False, widget=forms.HiddenInput)

    @classmethod
    def values_of(cls, coin: Coin) -> dict[str, Any]:
        lines = provenance_lines(coin) if coin.pk else ""
        return {"provenance": lines, "provenance_before": lines}


_BASES: dict[str, type[SectionForm]] = {
    "identity": IdentityForm,
    "chronology": ChronologyForm,
    "acquisition": AcquisitionForm,
    "storage": StorageForm,
    "references": ReferencesForm,
    "provenance": ProvenanceForm,
}


@cache
def section_form(section: str) -> type[SectionForm]:
    """The form class of a section; KeyError for a name that is none."""
    fields: dict[str, Any] = {"heading": EDIT_SECTIONS[section], "key": section}
    if section not in LINE_SECTIONS:
        fields |= {spec.name: form_field(spec) for spec in in_section(section)}
    return type(f"{section.capitalize()}Form", (_BASES.get(section, SectionForm),), fields)
