"""Everything that a page for adding or editing a coin prints."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BoundField, CheckboxInput, Textarea, Widget
from django.urls import reverse

from coins.fields import BY_NAME
from coins.forms.building import form_field
from coins.forms.echoes import ECHOES, LOOKS_AT, Echo, echo
from coins.forms.fields import ReadField
from coins.forms.layout import LEGENDS, OPEN, WIDE
from coins.forms.sections import SectionForm
from coins.forms.sheet import Sheet
from coins.services.own_values import has_own_values


@dataclass(frozen=True, slots=True)
class ShownField:
    """A box with what stands around it. `echo_url` is empty where nothing is echoed."""

    bound: BoundField
    unit: str
    is_check: bool
    is_wide: bool
    echo: Echo
    echo_url: str = ""
    echo_trigger: str = ""
    echo_include: str = ""
    echo_vals: str = ""


@dataclass(frozen=True, slots=True)
class ShownSection:
    key: str
    heading: str
    open: Sequence[ShownField]
    folded: Sequence[ShownField]
    hidden: Sequence[BoundField]


@dataclass(frozen=True, slots=True)
class ShownError:
    """`anchor` is the id of the box that it is about, empty for the page as a whole."""

    label: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class EditPage:
    """`draft_key` names what is typed here in the browser's own store, `version` what it was typed over."""

    title: str
    heading: str
    action: str
    cancel_url: str
    draft_key: str
    sections: Sequence[ShownSection]
    errors: Sequence[ShownError]
    version: int | None = None
    is_draft: bool = False
    asks_draft: bool = False
    has_next: bool = False
    is_new: bool = False
    photos_url: str = ""


def shown_sections(sheet: Sheet) -> list[ShownSection]:
    """The sections with every box; the first wrong one of the page takes the focus."""
    writer = _Writer(sheet)
    return [writer.section(form) for form in sheet.forms]


def shown_errors(sheet: Sheet) -> list[ShownError]:
    own = [ShownError(str(form[name].label), text, f"id_{name}") for form, name, text in sheet.errors()]
    return [*(ShownError("", text) for text in sheet.refused), *own]


def doubt_lines(sheet: Sheet) -> list[str]:
    """Everything odd about a page that was saved, each with the field's name."""
    labels = {name: str(form[name].label) for form in sheet.forms for name in form.fields}
    typed = sheet.typed()
    doubts = [doubt for doubt in sheet.doubts() if doubt.field in typed or doubt.field == "date_text"]
    return list(dict.fromkeys(f"{labels[one.field]}: {one.text}" for one in [*sheet.remarks(), *doubts]))


class _Writer:
    """What the boxes of one page need to know of each other."""

    def __init__(self, sheet: Sheet) -> None:
        self.formats = sheet.reader.formats
        self.own = sheet.texts()
        self.beside = _texts_beside(sheet)
        self.told: dict[str, list[str]] = defaultdict(list)
        for doubt in [*sheet.remarks(), *sheet.doubts()]:
            self.told[doubt.field].append(doubt.text)
        self.first_wrong = next((name for _, name, _ in sheet.errors()), None)

    def section(self, form: SectionForm) -> ShownSection:
        fields: dict[bool, list[ShownField]] = {True: [], False: []}
        for bound in form.visible_fields():
            is_open = bound.name in OPEN or self.is_filled(bound.name) or bool(bound.errors)
            fields[is_open].append(self.field(bound))
        return ShownSection(form.key, form.heading, fields[True], fields[False], form.hidden_fields())

    def is_filled(self, name: str) -> bool:
        """Holds something else than every coin does."""
        default = BY_NAME[name].column.get_default() if name in BY_NAME and BY_NAME[name].choices else ""
        return self.own.get(name, "") not in ("", default)

    def field(self, bound: BoundField) -> ShownField:
        name, widget = bound.name, bound.field.widget
        self.dress(name, widget)
        said = echo(name, {**self.beside, **self.own}, self.formats) if name in ECHOES and not bound.errors else Echo()
        spec = BY_NAME.get(name)
        return ShownField(
            bound=bound,
            unit=spec.unit if spec else "",
            is_check=isinstance(widget, CheckboxInput),
            is_wide=name in WIDE or isinstance(widget, Textarea),
            echo=Echo(said.lines, tuple(dict.fromkeys([*said.doubts, *self.told[name]]))),
            **(self.live(name) if name in ECHOES else {}),
        )

    def live(self, name: str) -> dict[str, str]:
        """How htmx asks for the echo again: when which boxes change, with which of them."""
        others = LOOKS_AT.get(name, ())
        here = [name, *(other for other in others if other in self.own)]
        beside = {other: self.beside[other] for other in others if other not in self.own}
        return {
            "echo_url": reverse("coins:echo", args=[name]),
            "echo_trigger": ", ".join(f"input delay:250ms from:#id_{other}" for other in here),
            "echo_include": ", ".join(f"#id_{other}" for other in here),
            "echo_vals": json.dumps(beside) if beside else "",
        }

    def dress(self, name: str, widget: Widget) -> None:
        """Attributes of the widget itself: focus, own values, the face of legends."""
        if name == self.first_wrong:
            widget.attrs["autofocus"] = True
        if has_own_values(name):
            widget.attrs["data-autocomplete"] = reverse("coins:autocomplete", args=[name])
            if BY_NAME[name].kind == "tags":
                widget.attrs["data-autocomplete-many"] = ","
        if name in LEGENDS:
            widget.attrs |= {"class": "legend-box", "autocapitalize": "characters", "spellcheck": "false"}


def _texts_beside(sheet: Sheet) -> dict[str, str]:
    """What the echoes look at and has no box on this page, as the coin has it."""
    names = {other for others in LOOKS_AT.values() for other in others} - set(sheet.texts())
    found = {}
    for name in names:
        field = form_field(BY_NAME[name])
        if isinstance(field, ReadField):
            field.formats = sheet.reader.formats
        value = field.prepare_value(getattr(sheet.base, name))
        found[name] = "" if value is None else str(value)
    return found
