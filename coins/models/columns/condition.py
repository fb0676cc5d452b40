"""How the coin was struck, what happened to it since, its dies, and its grade."""

from typing import Any

from django.db import models

from coins.choices import CorrosionType, DieState, GradeService, GradingState, StrikeDetail, ToolingExtent
from coins.models.columns.kinds import choice, prose, small_number, text


def flag(label: str) -> "models.BooleanField[bool, bool]":
    return models.BooleanField(label, default=False)


class TreatmentColumns(models.Model):
    strike_quality_detail = choice(StrikeDetail, "strike quality")
    is_double_struck = flag("double struck")
    is_brockage = flag("brockage")
    is_off_center = flag("struck off centre")
    off_center_pct = small_number(1, 99, "off centre by")
    is_overstrike = flag("overstruck")
    undertype_visible = prose("undertype, as visible")
    undertype_attribution = text(200, "undertype, attributed")
    has_test_cut = flag("test cut")
    test_cut_count = small_number(1, 50, "test cuts")
    test_cut_positions = text(200, "test cut positions")
    has_bankers_marks = flag("bankers' marks")
    has_graffiti = flag("graffiti")
    graffiti_description = prose("graffiti, described")
    was_mounted = flag("ex mount")
    mount_evidence = prose("traces of the mount")
    tooling_extent = choice(ToolingExtent, "tooling")
    tooling_details = prose("tooling, described")
    has_ancient_repair = flag("ancient repair")
    ancient_repairs = prose("ancient repairs, described")
    is_plated = flag("plated")
    plating_core_visible = flag("core visible")
    plating_intact_pct = small_number(0, 100, "plating intact")
    plating_metal = text(40, "plating metal")
    corrosion = choice(CorrosionType, "corrosion")
    corrosion_is_stabilized = flag("corrosion stabilised")
    corrosion_notes = prose("corrosion notes")
    surface_issues: "models.JSONField[list[str], list[str]]" = models.JSONField("surface", default=list, blank=True)
    toning = prose("toning and patina")
    eye_appeal = text(60, "eye appeal")
    style_notes = prose("style")
    cleaning_history = prose("cleaning history")
    conservation_notes = prose("conservation")

    class Meta:
        abstract = True


class DieColumns(models.Model):
    obverse_die_state = choice(DieState, "obverse die state")
    reverse_die_state = choice(DieState, "reverse die state")
    die_break_description = prose("die breaks")
    die_match_notes = prose("die matches")

    class Meta:
        abstract = True


class GradingColumns(models.Model):
    """The present grade. `grade_rank` is derived from the words: one scale for raw and slabbed coins."""

    grading_state = models.CharField("holder", max_length=20, choices=GradingState.choices, default=GradingState.RAW)
    grade = text(60, "grade")
    grade_rank: "models.DecimalField[Any, Any]" = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )
    grade_service = choice(GradeService, "grading service")
    certification_number = text(50, "certificate")
    strike_grade = small_number(1, 5, "strike")
    surface_grade = small_number(1, 5, "surface grade")
    grade_numeric = small_number(1, 70, "numeric grade")
    grade_designation = text(80, "designation")
    is_fine_style = flag("Fine Style")
    has_star = flag("star")
    photo_certificate = flag("photo certificate")
    verification_url = text(500, "verification link")

    class Meta:
        abstract = True
