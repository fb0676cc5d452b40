"""The styleguide: every component in every state, on paper and in the dark, to be looked at and assembled from.

The specimens are plain data, so that no page's record is needed; a test sees to it that no component is missing.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.template.response import TemplateResponse

from coinstack.htmx import HtmxRequest

STATIC = Path(settings.BASE_DIR) / "static"
LONG = "Marcus Aurelius Antoninus, with Lucius Verus, in the name of Faustina the Younger, restored under Gallienus"
GREEK = "Βασιλέως Ἀλεξάνδρου · ᾍδης, Ἀθῆναι, Ϙόρινθος"
GREEK_LEGEND = "ΒΑΣΙΛΕΩΣ ΑΛΕΞΑΝΔΡΟΥ"
SWITCH = [("Table", "table", True), ("Grid", "grid", False), ("Large", "large", False)]
METALS = (
    *("gold", "electrum", "silver", "billon", "orichalcum", "bronze", "copper", "ae"),
    *("potin", "lead", "tin", "iron", "glass", "clay", ""),
)
BADGES = ("", "good", "warn", "bad", "info", "accent", "strong", "documented", "weak")
JOB_STATES = ("queued", "running", "done", "failed", "cancelled")
HOURS = (12, 1, 3, 4.5, 6, 9, 11)
PAGE = {
    "first_row": 1,
    "last_row": 50,
    "previous_url": "",
    "first_url": "",
    "next_url": "?page=2",
    "last_url": "?page=9",
}


class SpecimenForm(forms.Form):
    ruler = forms.CharField(help_text="Whose coin it is: the power that struck it.")
    denomination = forms.CharField(required=False, widget=forms.TextInput(attrs={"placeholder": "Denarius"}))
    weight = forms.DecimalField(label="Weight in g", required=False, min_value=0)
    struck = forms.CharField(disabled=True, required=False, initial="AD 193–211")
    metal = forms.ChoiceField(choices=[("", "—"), ("silver", "Silver"), ("gold", "Gold")], required=False)
    rim = forms.ChoiceField(choices=[("round", "Round"), ("oval", "Oval")], widget=forms.RadioSelect)
    legend = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False, initial=GREEK)
    photo = forms.FileField(required=False)
    slabbed = forms.BooleanField(required=False, help_text="Sealed by a grading service.")
    sold = forms.BooleanField(disabled=True, required=False, initial=True)


@dataclass(frozen=True)
class Pane:
    """One of the two schemes, with forms whose ids do not meet those of the other."""

    theme: str
    label: str
    form: SpecimenForm = field(init=False)
    refused: SpecimenForm = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "form", SpecimenForm(auto_id=f"{self.theme}_%s", initial={"rim": "round"}))
        wrong = SpecimenForm({"weight": "-3", "legend": LONG, "rim": "square"}, auto_id=f"{self.theme}_refused_%s")
        wrong.add_error(None, "The weight and the module do not go together.")
        object.__setattr__(self, "refused", wrong)


def styleguide(request: HtmxRequest) -> HttpResponse:
    guide = {
        "panes": [Pane("light", "Light"), Pane("dark", "Dark")],
        "icons": icons(),
        "colours": colours(),
        "long": LONG,
        "greek": GREEK,
        "greek_legend": GREEK_LEGEND,
        "metals": [{"key": metal, "label": metal.capitalize() or "Metal unknown"} for metal in METALS],
        "badges": BADGES,
        "switch": SWITCH,
        "jobs": [{"state": state, "label": state.capitalize()} for state in JOB_STATES],
        "clocks": [{"degrees": hour * 30 % 360, "text": f"{hour:g} h · {hour * 30 % 360:g}°"} for hour in HOURS],
        "cards": CARDS,
        "columns": COLUMNS,
        "rows": ROWS,
        "pagers": PAGERS,
        "events": EVENTS,
        "facts": FACTS,
        "toasts": TOASTS,
        "notices": NOTICES,
        "nav": NAV,
        "tabs": TABS,
        "years": YEARS,
        "facet": FACET,
        "range": RANGE,
    }
    return TemplateResponse(request, "coinstack/styleguide.html", {"guide": guide})


@cache
def icons() -> list[str]:
    """The names of all icons in the sprite."""
    return re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons" / "sprite.svg").read_text(encoding="utf-8"))


@cache
def colours() -> list[str]:
    """The names of all colour tokens."""
    tokens = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    return list(dict.fromkeys(re.findall(r"(--[\w-]+): light-dark", tokens)))


def _card(metal: str, **facts: str) -> dict[str, Any]:
    blank = {
        "issuer": "",
        "title": "",
        "denomination": "",
        "mint": "",
        "dates_text": "",
        "reference_text": "",
        "grade": "",
    }
    coin = {**blank, "metal": metal, "metal_label": metal.capitalize(), "disc_text": "", **facts}
    return {"coin": coin, "url": "#main"}


CARDS = [
    _card(
        "silver",
        issuer="Augustus",
        denomination="Denarius",
        mint="Lugdunum",
        dates_text="2 BC–AD 4",
        reference_text="RIC I 207",
        grade="VF",
        disc_text="Den",
    ),
    _card("gold", issuer="Ἀλέξανδρος Γʹ", denomination="Στατήρ", dates_text="330–320 BC", disc_text="St"),
    _card(
        "bronze",
        issuer=LONG,
        denomination="Provincial diassarion of a long name",
        mint="Alexandria ad Aegyptum",
        dates_text="reign AD 161–180",
        reference_text="RPC IV.4 12345 var.; BMC Alexandria 1234; Dattari-Savio 9876",
        grade="Good VF, smoothed",
        disc_text="Diass",
    ),
    _card("", title="Uncertain coin"),
]
COLUMNS = [
    {"key": "issuer", "label": "Ruler", "sort_url": "#main", "direction": "ascending", "place": 1},
    {"key": "weight", "label": "Weight g", "sort_url": "#main", "direction": "descending", "numeric": True},
    {"key": "mint", "label": "Mint", "sort_url": "#main", "direction": ""},
    {"key": "legend", "label": "Legend", "sort_url": "", "direction": ""},
]
ROWS = [
    ("Augustus", "3.79", "Lugdunum", "CAESAR AVGVSTVS"),
    ("Alexander III", "17.10", "Babylon", GREEK),
    (LONG, "", "Alexandria ad Aegyptum", ""),
]
PAGERS = [
    {"count": 412, "pager": {**PAGE, "number": 1, "pages": 9}},
    {
        "count": 412,
        "pager": {
            "number": 9,
            "pages": 9,
            "first_row": 401,
            "last_row": 412,
            "previous_url": "?page=8",
            "first_url": "?",
        },
    },
    {"count": 3, "pager": {"number": 1, "pages": 1, "first_row": 1, "last_row": 3}},
]
EVENTS = [
    {
        "title": "Leu Numismatik 7, lot 214",
        "date_text": "9 May 1973",
        "strength": "documented",
        "strength_label": "documented",
    },
    {
        "title": "Private collection, Oxford",
        "detail": "Named in the invoice.",
        "strength": "strong",
        "strength_label": "strong",
    },
    {"title": LONG, "detail": GREEK, "strength": "weak", "strength_label": "hearsay"},
]
FACTS = {
    "title": "Physical",
    "edit_url": "#main",
    "items": [
        {"key": "metal", "label": "Metal", "value": "Silver"},
        {"key": "weight_g", "label": "Weight", "value": "3.79", "unit": "g"},
        {"key": "diameter_mm", "label": "Diameter", "value": "19", "unit": "mm", "note": "widest"},
        {"key": "description", "label": "Description", "value": f"{LONG}\n{GREEK}"},
        {"key": "source_url", "label": "Link", "value": "https://example.org/lot/318", "url": "https://example.org/"},
    ],
}
TOASTS = [
    {"level": "success", "text": "Weight saved."},
    {"level": "info", "text": "12 coins are being exported."},
    {"level": "warning", "text": LONG},
    {"level": "error", "text": "The coin was not saved: somebody else changed it meanwhile."},
]
NOTICES = [
    {"level": "info", "title": "", "text": "Dates are shown as BC and AD."},
    {"level": "good", "title": "All coins agree with the invoice", "text": ""},
    {"level": "warn", "title": "Part of this address could not be read", "problems": ["metal=gpld is no metal", LONG]},
    {"level": "bad", "title": "The list cannot be shown", "text": "Nothing is lost. Reload the page to try again."},
]
NAV = [
    {"label": "Home", "url": "#main", "icon": "home", "current": ""},
    {"label": "Coins", "url": "#main", "icon": "coins", "current": "page", "count": 412},
    {"label": "A saved view with a long name", "url": "#main", "icon": "tag", "current": "true", "count": 9},
]
TABS = [
    {"label": "Overview", "url": "#main", "current": True},
    {"label": "Research", "url": "#main", "current": False},
    {"label": "History", "url": "#main", "current": False},
]

YEAR_STOPS = "300 BC|200 BC|100 BC|AD 1|" + "|".join(f"AD {century}00" for century in range(1, 10))
YEARS = {
    "bars": [
        {"x": place * 20, "width": 18, "y": 56 - height, "height": height, "url": "#main", "is_chosen": 4 <= place <= 8}
        | {"label": f"{height} coins struck AD {place}00–{place}99"}
        for place, height in enumerate((4, 9, 6, 14, 22, 50, 38, 26, 17, 8, 3, 1))
    ],
    "turn": 62,
    "first": "300 BC",
    "last": "AD 900",
    "years": {"name": "year", "label": "Year", "low": "AD 100", "high": "", "example": "44 BC"}
    | {"slider": {"stops": YEAR_STOPS, "last": 12, "low": 4, "high": 12, "low_text": "AD 100", "high_text": "AD 900"}},
}
FACET = {
    "name": "metal",
    "url": "#main",
    "more": 4,
    "values": [
        {"value": "silver", "label": "Silver", "count": 160, "state": "on"},
        {"value": "bronze", "label": "Bronze", "count": 77, "state": ""},
        {"value": "lead", "label": "Lead", "count": 3, "state": "not"},
        {"value": "ae", "label": LONG, "count": 1234, "state": ""},
    ],
    "blank": {"count": 3, "state": ""},
}
RANGE = {"name": "weight_g", "label": "Weight", "unit": "g", "low": "3.2", "high": ""} | {
    "slider": {"stops": "3|3.2|3.4|3.6|3.8|4", "last": 5, "low": 1, "high": 5, "low_text": "3.2", "high_text": "4"}
}
