"""The forms of the import wizard: the file with its pictures, how it is read, and what is done with every row."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.datastructures import MultiValueDict

from coins.choices import OwnershipStatus
from coinstack.currencies import CURRENCIES
from coinstack.exceptions import CoinStackError
from coinstack.uploads import LostUpload
from collections_app.choices import DuplicateRule
from collections_app.services.import_options import ON_DUPLICATE
from collections_app.services.wizard import DELIMITERS, ENCODINGS
from collections_app.services.wizard_shapes import Detection, SessionOptions

TABLES = ".xlsx,.csv,.tsv,.txt"
PICTURES = "image/jpeg,image/png,image/webp,image/tiff,image/gif,image/bmp,.zip,.jpg,.jpeg,.png,.webp,.tif,.tiff"
LARGEST_ROW = 10_000
DECIMALS = [("", "No number tells"), ("comma", "Comma (3,79)"), ("point", "Point (3.79)")]


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: "MultiValueDict[str, Any]", name: str) -> Any:
        return [file for file in files.getlist(name) if file and file.name]


class FilesField(forms.Field):
    """Any number of files, none of them opened here."""

    def clean(self, value: Any) -> list[Any]:
        return list(value or [])


class TableFile(forms.FileField):
    """A file that arrived but could not be put down is not called empty."""

    def to_python(self, data: Any) -> Any:
        if isinstance(data, LostUpload):
            raise ValidationError(data.problem.message)
        return super().to_python(data)


class PicturesForm(forms.Form):
    pictures = FilesField(
        label="Pictures, or a zip of them",
        required=False,
        widget=ManyFiles(attrs={"accept": PICTURES, "multiple": True}),
    )
    folder = FilesField(
        label="A whole folder", required=False, widget=ManyFiles(attrs={"webkitdirectory": True, "multiple": True})
    )

    @property
    def all_pictures(self) -> list[Any]:
        return [*self.cleaned_data["pictures"], *self.cleaned_data["folder"]]


class StartForm(PicturesForm):
    file = TableFile(
        label="File",
        max_length=255,
        widget=forms.FileInput(attrs={"accept": TABLES, "aria-describedby": "file-help"}),
        error_messages={
            "required": "Choose a spreadsheet: .xlsx, .csv or .tsv.",
            "empty": "The file is empty. Save it again in the program it comes from.",
            "max_length": "The name of the file is too long. Rename it to at most %(max)d characters.",
        },
    )


class ReadingForm(forms.Form):
    """Only what the format has: a workbook has sheets, a text file an encoding and a delimiter."""

    sheet = forms.ChoiceField(label="Sheet", required=False)
    header_row = forms.IntegerField(
        label="Row of the headings",
        required=False,
        min_value=1,
        max_value=LARGEST_ROW,
        widget=forms.NumberInput(attrs={"min": 1}),
    )
    encoding = forms.ChoiceField(label="Encoding", required=False)
    delimiter = forms.ChoiceField(label="Columns are separated by", required=False)
    decimals = forms.ChoiceField(label="Decimals", required=False)

    def __init__(self, detection: Detection, data: Any = None) -> None:
        names = ("sheet", "header_row", "encoding", "delimiter")
        comma = detection.decimal_comma
        decimals = "" if comma is None else "comma" if comma else "point"
        super().__init__(data, initial={name: getattr(detection, name) for name in names} | {"decimals": decimals})
        choices = {
            "sheet": [(name, name) for name in detection.sheets],
            "encoding": [(each.value, each.label) for each in ENCODINGS] if detection.encoding else [],
            "delimiter": [(each.value, each.label) for each in DELIMITERS] if detection.delimiter else [],
            "decimals": DECIMALS if detection.delimiter else [],
        }
        for name, offered in choices.items():
            if len(offered) < 2:
                del self.fields[name]
            else:
                self.fields[name].choices = offered  # type: ignore[attr-defined]
        if not detection.header_row:
            del self.fields["header_row"]

    def changes(self) -> dict[str, Any]:
        """What is to be read differently: arguments of `choose_reading`. Another sheet finds its own headings."""
        changes = {name: self.cleaned_data[name] for name in self.changed_data if self.cleaned_data[name] is not None}
        if decimals := changes.pop("decimals", ""):
            changes["decimal_comma"] = decimals == "comma"
        return changes


class OptionsForm(forms.Form):
    """What is done with every row. The currency is for prices that state none."""

    tags = forms.CharField(
        label="Tag every coin",
        required=False,
        max_length=300,
        help_text="Several with commas between.",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "data-autocomplete": reverse_lazy("coins:autocomplete", args=["tags"]),
                "data-autocomplete-many": ",",
            }
        ),
    )
    storage = forms.CharField(
        label="Storage, where the file names none",
        required=False,
        max_length=300,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "placeholder": "Cabinet 2 / Tray 5",
                "data-autocomplete": reverse_lazy("coins:autocomplete", args=["storage_place"]),
            }
        ),
    )
    status = forms.ChoiceField(
        label="Status, where the file names none", required=False, choices=[("", "Owned"), *OwnershipStatus.choices[1:]]
    )
    currency = forms.ChoiceField(label="Currency of prices without one", required=False)
    duplicate_rule = forms.ChoiceField(
        label="A coin is taken to be there already by", required=False, choices=DuplicateRule.choices
    )
    on_duplicate = forms.ChoiceField(
        label="Such a coin in the file", required=False, choices=list(ON_DUPLICATE.items())
    )
    dry_run = forms.BooleanField(
        label="Dry run", required=False, help_text="Goes through everything and reports, but writes nothing."
    )

    def __init__(self, options: SessionOptions, usual: tuple[str, bool], data: Any = None) -> None:
        """`usual` is the currency of prices that state none, as things are, and whether it is merely assumed."""
        super().__init__(data, initial={**options.as_json(), "tags": ", ".join(options.tags)})
        currency, is_assumed = usual
        blank = f"{currency}, assumed" if is_assumed else "As in your settings"
        self.fields["currency"].choices = [  # type: ignore[attr-defined]
            ("", blank),
            *((code, f"{code} – {name}") for code, name in CURRENCIES.items()),
        ]

    def refuse(self, refusal: CoinStackError) -> None:
        """Show what the service refused at the fields that it concerns, or above all of them."""
        for name, sentence in refusal.fields.items():
            self.add_error(name if name in self.fields else None, sentence)
        if not refusal.fields:
            self.add_error(None, refusal.message)
