"""What scales, calipers and the eye measure."""

from django.db import models

from coins.choices import Centering, EdgeType, FlanShape, FlanType, Metal, Orientation, WeightStandard
from coins.models.columns.kinds import choice, measure, prose, small_number, text


class PhysicalColumns(models.Model):
    """Weights in grams, sizes in millimetres, the die axis in clock hours (0.5–12, half hours occur)."""

    metal = choice(Metal, "metal")
    weight_g = measure(8, 3, "weight")
    diameter_mm = measure(6, 2, "diameter", low="0.01")
    thickness_mm = measure(6, 2, "thickness", low="0.01")
    die_axis_h = measure(3, 1, "die axis", low="0.5", high="12")
    orientation = choice(Orientation, "orientation")
    specific_gravity = measure(5, 2, "specific gravity", low="0.1")
    weight_standard = choice(WeightStandard, "weight standard")
    expected_weight_g = measure(8, 3, "expected weight")
    flan_shape = choice(FlanShape, "flan shape")
    flan_type = choice(FlanType, "flan")
    flan_notes = prose("flan notes")
    edge_type = choice(EdgeType, "edge")
    edge_inscription = text(255, "edge inscription")
    centering = choice(Centering, "centring")
    obverse_centering = small_number(1, 10, "obverse centring (1–10)")
    reverse_centering = small_number(1, 10, "reverse centring (1–10)")
    centering_notes = prose("centring notes")

    class Meta:
        abstract = True
