"""How a photograph is shown: turned by quarters, whole or cut to a circle or a square."""

from typing import Any

from django import forms

from coins.choices import CropShape, Rotation
from coins.imaging.disc_circles import Circle
from coins.models import CoinImage

WHOLE = "whole"
SHAPES = [(WHOLE, "Whole picture"), *CropShape.choices]
TURNS = [
    (Rotation.NONE, "Not turned"),
    (Rotation.QUARTER, "90° right"),
    (Rotation.HALF, "180°"),
    (Rotation.THREE_QUARTERS, "90° left"),
]


class LookForm(forms.Form):
    """Whole pixels of the picture standing upright, before it is turned; what lies in it the service checks."""

    shape = forms.ChoiceField(label="Show", choices=SHAPES, widget=forms.RadioSelect)
    x = forms.IntegerField(label="From left", required=False, min_value=0)
    y = forms.IntegerField(label="From top", required=False, min_value=0)
    r = forms.IntegerField(label="Radius", required=False, min_value=1)
    rotation = forms.TypedChoiceField(label="Turned", choices=TURNS, coerce=int, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("shape") not in {None, WHOLE}:
            for name in ("x", "y", "r"):
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, "A number of pixels is missing.")
        return cleaned

    @property
    def cut(self) -> tuple[Circle | None, str]:
        """What is cut out and its shape, of a valid form; all of it is shown where nothing is."""
        told = self.cleaned_data
        if told["shape"] == WHOLE:
            return None, CropShape.CIRCLE
        return Circle(told["x"], told["y"], told["r"]), told["shape"]


def first_values(image: CoinImage, width: int, height: int) -> dict[str, Any]:
    """The form's first values. Where nothing is cut yet, a circle as large as the picture stands ready."""
    circle = image.crop_circle or {"x": width // 2, "y": height // 2, "r": min(width, height) // 2}
    return {"shape": image.crop_shape or WHOLE, "rotation": image.rotation, **circle}
