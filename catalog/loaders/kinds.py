"""Which kind of term a concept of Nomisma is, by its class and by the roles it is recorded in."""

from typing import Final

from catalog.choices import TermKind
from catalog.loaders.facts import NMO, SKOS

_FOAF: Final = "http://xmlns.com/foaf/0.1/"
_CRM: Final = "http://www.cidoc-crm.org/cidoc-crm/"
_UNCERTAINTY: Final = "http://www.owl-ontologies.com/Ontology1181490123.owl#"
CONCEPT: Final = f"{SKOS}Concept"
PERSON: Final = f"{_FOAF}Person"
ORGANIZATION: Final = f"{_FOAF}Organization"
GROUP: Final = f"{_FOAF}Group"
DEITY: Final = "http://ontologi.es/WordNet/class/Deity"
FAMILY: Final = "http://www.rdaregistry.info/Elements/c/Family"
TYPE: Final = f"{NMO}TypeSeriesItem"

_BY_CLASS: Final = {
    f"{NMO}Mint": TermKind.MINT,
    f"{NMO}Region": TermKind.REGION,
    f"{NMO}Denomination": TermKind.DENOMINATION,
    f"{NMO}Material": TermKind.MATERIAL,
    f"{NMO}Ethnic": TermKind.PEOPLE,
    f"{NMO}TypeSeries": TermKind.SERIES,
    f"{NMO}WeightStandard": TermKind.WEIGHT_STANDARD,
    FAMILY: TermKind.DYNASTY,
    "http://www.rdaregistry.info/Elements/c/C10008": TermKind.DYNASTY,
}
# What Nomisma describes beside the words of a coin's description.
LEFT_OUT: Final = {
    TYPE: "coin types: load_types reads the types of a catalogue",
    f"{NMO}Hoard": "hoards",
    f"{NMO}Collection": "collections and museums",
    f"{NMO}FieldOfNumismatics": "fields of study",
    "http://www.w3.org/ns/org#Role": "roles: kept with those who had them",
    f"{NMO}ObjectType": "types of objects",
    f"{NMO}NumismaticTerm": "words of the ontology",
    f"{_CRM}E4_Period": "periods",
    f"{NMO}SecondaryTreatment": "treatments",
    f"{NMO}PeculiarityOfProduction": "peculiarities of production",
    f"{NMO}Manufacture": "ways of making",
    f"{NMO}Corrosion": "grades of corrosion",
    f"{NMO}CoinWear": "grades of wear",
    f"{NMO}ReferenceWork": "reference works",
    f"{NMO}Authenticity": "words of authenticity",
    f"{NMO}Shape": "shapes",
    f"{NMO}DepositionType": "ways of deposition",
    f"{_UNCERTAINTY}Uncertainty": "words of uncertainty",
}

MONEYERS: Final = frozenset({"rrc_moneyer", "merovingian_monetarius"})
MAGISTRATES: Final = frozenset({"issuer", "roman_provincial_governor"})
# Those who cut, designed or adorn coins did not issue them.
NO_POWER: Final = frozenset(
    {"modern_period_mint_staff", "engraver", "medalist", "artist", "saint", "portrait", "clergy", "vicar"}
)
_PEOPLES: Final = frozenset({"tribe", "city-state", "league"})


def is_rule(role: str) -> bool:
    """True for a role in which coins are struck in one's own name: authority, emperor, king, bishop, dynast …"""
    return bool(role) and role not in MONEYERS | MAGISTRATES | NO_POWER


def kind_of(classes: list[str], roles: list[str], definition: str, concept_id: str) -> TermKind | None:
    """None for a concept that is no word of the vocabulary."""
    if PERSON in classes:
        return _of_person(roles)
    if ORGANIZATION in classes:
        return TermKind.PEOPLE if _PEOPLES & set(roles) else TermKind.ISSUER
    if GROUP in classes:
        return TermKind.ISSUER if any(map(is_rule, roles)) or concept_id.endswith("_kingdom") else TermKind.DEITY
    if DEITY in classes:
        return _of_deity(definition, concept_id)
    return next((kind for name in classes if (kind := _BY_CLASS.get(name))), None)


def _of_person(roles: list[str]) -> TermKind:
    if any(map(is_rule, roles)):
        return TermKind.ISSUER
    if MONEYERS & set(roles):
        return TermKind.MONEYER
    return TermKind.MAGISTRATE if MAGISTRATES & set(roles) else TermKind.PERSON


def _of_deity(definition: str, concept_id: str) -> TermKind:
    """A goddess who also personifies, as Fortuna or Nike, is a personification in the works on Roman types."""
    said = definition.casefold()
    personifies = any(word in said for word in ("personif", "personfic")) or "person" in concept_id.rpartition("_")[2]
    return TermKind.PERSONIFICATION if personifies else TermKind.DEITY
