"""Where the two sides lie in a picture of both."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from coins.choices import CropShape
from coins.imaging.disc_circles import Circle
from coins.imaging.looks import Size, circle_problem

SIDES = ("obverse", "reverse")
LABELS = {"x": "From the left", "y": "From the top", "r": "Radius"}


class SplitForm(forms.Form):
    """Whole pixels of the upright picture, for each side; both must lie in the picture of that `size`."""

    shape = forms.ChoiceField(label="Cut to a", choices=CropShape.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, size: Size, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.size = size
        for side in SIDES:
            for name, label in LABELS.items():
                least = 1 if name == "r" else 0
                self.fields[f"{side}_{name}"] = forms.IntegerField(
                    label=label, min_value=least, max_value=2 * max(size)
                )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for side in SIDES:
            if all(f"{side}_{name}" in cleaned for name in LABELS):
                problem = circle_problem(self.circle(side), self.size)
                if problem:
                    self.add_error(f"{side}_{'x' if 'middle' in problem else 'r'}", problem)
        return cleaned

    def circle(self, side: str) -> Circle:
        """Of a side whose numbers are valid."""
        return Circle(*(self.cleaned_data[f"{side}_{name}"] for name in LABELS))

    @property
    def sides(self) -> list[tuple[str, list[BoundField]]]:
        return [(side, [self[f"{side}_{name}"] for name in LABELS]) for side in SIDES]


def first_values(circles: Sequence[Circle]) -> dict[str, Any]:
    values: dict[str, Any] = {"shape": CropShape.CIRCLE}
    for side, circle in zip(SIDES, circles, strict=True):
        values |= {f"{side}_x": circle.x, f"{side}_y": circle.y, f"{side}_r": circle.r}
    return values
