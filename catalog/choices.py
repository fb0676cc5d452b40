"""Enumerations of the scholarly world, shared by all collectors."""

from typing import Final

from django.db.models import TextChoices

# Values of the `source` columns, beside "nomisma" and the codes of the loaded catalogues.
STARTER: Final = "starter"
"""Comes with the program."""
CURATOR: Final = "user"
"""Written, or corrected, by a person."""
STUB: Final = "reference"
"""A type known from references only."""


class TermKind(TextChoices):
    ISSUER = "issuer", "Issuer"
    MONEYER = "moneyer", "Moneyer"
    MAGISTRATE = "magistrate", "Magistrate"
    MINT = "mint", "Mint"
    REGION = "region", "Region"
    PEOPLE = "people", "City or people"
    DENOMINATION = "denomination", "Denomination"
    MATERIAL = "material", "Material"
    DYNASTY = "dynasty", "Dynasty"
    DEITY = "deity", "Deity"
    PERSONIFICATION = "personification", "Personification"
    WEIGHT_STANDARD = "weight_standard", "Weight standard"
    SERIES = "series", "Canonical series"
    PERSON = "person", "Person"
    HOUSE = "house", "Auction house"


class NameKind(TextChoices):
    PREFERRED = "preferred", "Preferred"
    ALTERNATE = "alternate", "Alternate"
    DEALER = "dealer", "Dealer's spelling"


class RelationKind(TextChoices):
    DYNASTY = "dynasty", "Of the dynasty"
    GENS = "gens", "Of the gens"
    OFFICE = "office", "Held the office"
    RULED = "ruled", "Ruled"
    RELATIVE = "relative", "Relative of"
    STRUCK_FOR = "struck_for", "Struck for"


class TypeLinkState(TextChoices):
    PENDING = "pending", "To be fetched"
    SYNCED = "synced", "Fetched"
    FAILED = "failed", "Failed"


class NumberingRestarts(TextChoices):
    """What a work's numbers start again on; a reference without it is not one type."""

    NEVER = "never", "Never"
    VOLUME = "volume", "Volume"
    RULER = "ruler", "Ruler within a volume"
    MINT = "mint", "Mint within a volume"
    PERSON = "person", "Person portrayed"
    GENS = "gens", "Gens"
    CITY = "city", "City or king"
