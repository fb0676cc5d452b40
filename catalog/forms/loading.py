"""What to load into the catalogue, and where it comes from."""

from typing import Any

from django import forms

from catalog.loaders.series import SERIES

FILE, DOWNLOAD = "file", "download"


class VocabularyLoadForm(forms.Form):
    """The button that was pressed says whether the file is meant or the published dump."""

    prefix = "vocabulary"
    file = forms.FileField(
        label="A dump on your computer",
        required=False,
        help_text="RDF/XML, Turtle, N-Triples or JSON-LD, also packed as .gz or .tar.gz.",
    )

    @property
    def source(self) -> str:
        return FILE if self.data.get("from") == FILE else DOWNLOAD

    def clean(self) -> dict[str, Any] | None:
        if self.source == FILE and not self.cleaned_data.get("file") and "file" not in self.errors:
            self.add_error("file", "Choose a file first.")
        return super().clean()


class TypesLoadForm(VocabularyLoadForm):
    prefix = "types"
    series = forms.ChoiceField(
        label="Catalogue",
        choices=[(series.code, f"{series.title} ({series.code.upper()})") for series in SERIES.values()],
    )
    file = forms.FileField(
        label="A dump on your computer",
        required=False,
        help_text="RDF in any form, or a table with the addresses of the types; also packed as .gz.",
    )
    field_order = ["series", "file"]

    def clean(self) -> dict[str, Any] | None:
        series = SERIES.get(self.cleaned_data.get("series", ""))
        if self.source == DOWNLOAD and series and not series.url:
            self.add_error("series", f"{series.title} publishes no dump to download; give a file.")
        return super().clean()
