"""Enumerations of the collection's own rows."""

from django.db.models import TextChoices


class WizardStep(TextChoices):
    """The steps of an import, in their order."""

    FILE = "file", "File"
    MAP = "map", "Map"
    CHECK = "check", "Check"
    RUN = "run", "Run"
    REPORT = "report", "Report"


class RowOutcome(TextChoices):
    """What becomes of a row when the import runs."""

    NEW = "new", "New"
    UPDATE = "update", "Update"
    DUPLICATE = "duplicate", "Duplicate"
    SKIP = "skip", "Skipped"
    PROBLEM = "problem", "Problem"


class RowDecision(TextChoices):
    """What the collector decided for one row, against what the rules say."""

    SKIP = "skip", "Skip"
    CREATE = "create", "Add as new"
    UPDATE = "update", "Update the coin"


class DuplicateRule(TextChoices):
    """By what, after the re-import key, a row is taken for a coin that is there."""

    CERTIFICATE = "certificate", "Certificate number, or link with issuer and weight"
    SALE = "sale", "Sale and lot, or invoice with issuer and weight"
    WEIGHT = "weight", "Weight and reference"
    PICTURE = "picture", "The same photograph"
    NONE = "none", "Only the same row imported before"
