"""What the two sides show and say."""

from django.db import models

from coins.choices import Script
from coins.models.columns.kinds import choice, folded, prose, text


class ObverseColumns(models.Model):
    script = choice(Script, "script")
    obverse_legend = text(500, "obverse legend")
    obverse_legend_expanded = prose("obverse legend, expanded")
    obverse_description = prose("obverse description")
    obverse_symbols = text(255, "obverse symbols")
    obverse_field_marks = text(255, "obverse field marks")

    obverse_legend_norm = folded(500)

    class Meta:
        abstract = True


class ReverseColumns(models.Model):
    reverse_legend = text(500, "reverse legend")
    reverse_legend_expanded = prose("reverse legend, expanded")
    reverse_description = prose("reverse description")
    exergue = text(120, "exergue")
    mintmark = text(60, "mint mark")
    reverse_symbols = text(255, "reverse symbols")
    field_marks = text(255, "reverse field marks")
    control_marks = text(255, "control marks")

    reverse_legend_norm = folded(500)

    class Meta:
        abstract = True
