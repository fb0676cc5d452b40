"""What a short or shared name means, from the references beside it and from what is known of the coin."""

import re
from collections.abc import Sequence, Set
from typing import Final

from catalog.references.base import Context
from catalog.references.money import denominations_named
from catalog.references.persons import BYZANTINE, PERSONS, ROMAN
from catalog.references.places import MINTS, REGIONS
from catalog.references.ric_mints import mint_named
from catalog.references.ric_persons import OF_HADRIAN, folded_name, persons_named, places_of
from catalog.references.scanner import Draft
from catalog.references.systems import SYSTEMS

_NAMELESS: Final = frozenset({"", "none", "uncertain value", "uncertain", "unknown"})
_BMC_OF: Final = {
    "republican": "bmcrr",
    "imperial": "bmcre",
    "roman": "bmcre",
    "provincial": "bmc_greek",
    "greek": "bmc_greek",
    "judaean": "bmc_greek",
    "parthian": "bmc_greek",
    "byzantine": "bmc_byz",
    "celtic": "bmc_celtic",
}
_SPHERE_OF: Final = {
    **dict.fromkeys(("greek", "punic", "persian", "nabataean", "elymaean", "kushan"), "greek"),
    **{name: name for name in ("byzantine", "judaean", "parthian", "celtic")},
    "roman republic": "republican",
    "roman imperial": "imperial",
    "roman provincial": "provincial",
}
"""By category of the coin, in folded form."""
CATEGORIES: Final = (
    *("greek", "celtic", "punic", "persian", "roman_republic", "roman_imperial", "roman_provincial", "byzantine"),
    *("judaean", "nabataean", "parthian", "elymaean", "sasanian", "kushan", "axumite", "himyarite", "migration"),
    *("arab_byzantine", "islamic", "medieval", "other"),
)
"""The codes of all categories; some settle no name that works share."""
_ROMAN_BRITAIN: Final = range(440, 760)
"""Numbers of Coins of England."""
_SEAR_OF: Final = {"celtic": "spink", "byzantine": "sear_byz", "greek": "sg", "provincial": "sgi"}
_BMC_OF_SECTION: Final = {"region": "bmc_greek", "person": "bmcre", "reign": "bmcre"}
_ROMAN_MONEY: Final = frozenset({"aureus", "denarius", "quinarius", "quinarius_aureus", "antoninianus", "victoriatus"})
_LOCAL_SILVER: Final = re.compile(r"(?!.*cistophor).*drachm")  # RIC has the cistophori, whatever they are called
_LOCAL_REGIONS: Final = REGIONS - MINTS - {"italy", "east", "north africa"}  # these are Rome's own coins' as well
_LAST_OF_RIC: Final = 10
_EMPIRE_FROM: Final = -30
_EXPLAIN_EACH_OTHER: Final = (frozenset({"cohen", "bnc"}), frozenset({"cohen", "bmc"}))
_SHORT_IN: Final = {
    "cohen": ("imperial", "roman"),
    "sear": ("imperial", "roman", "republican", "byzantine", "celtic"),
    "gobl": ("imperial", "roman"),
    "bnc": ("imperial", "roman", "byzantine"),
}


def name_of(value: str) -> str:
    """A name as it was given, made comparable; '' for none and for "uncertain value"."""
    name = folded_name(value)
    return "" if name in _NAMELESS else name


def is_category(name: str) -> bool:
    """A code or its words, in any case; "none" and "uncertain value" as well, which say nothing."""
    return name_of(name).replace(" ", "_") in {"", *CATEGORIES}


def persons_of(context: Context) -> tuple[str, ...]:
    return tuple(name for name in (name_of(context.portrait), name_of(context.issuer)) if name)


def settle(drafts: Sequence[Draft], context: Context) -> list[Draft]:
    """The drafts with their final systems, without those whose short name nothing beside them explains."""
    own = _sphere_of(context)
    spheres = {draft.system.sphere for draft in drafts if not draft.needs_neighbour or _says_its_series(draft)} | {own}
    if own == "republican" and _names_a_ruler(context):
        spheres.add("imperial")
    codes = {draft.system.code for draft in drafts}
    kept = [draft for draft in drafts if not draft.needs_neighbour or _is_explained(draft, spheres, codes)]
    beside = _sphere_beside(kept)
    if own == "imperial" and beside == "provincial":
        own = beside
    for draft in kept:
        if draft.needs_neighbour:
            draft.add_problem("short_form")
        if draft.system.code == "bmc":
            _settle_bmc(draft, own, beside)
        elif draft.system.code == "sear":
            _settle_sear(draft, own, beside)
        elif draft.system.code == "spink":
            _settle_spink(draft, own or _sphere_beside([other for other in kept if other is not draft]))
        elif draft.system.code == "doc":
            _settle_doc(draft, kept, context)
        elif draft.system.code == "bnc" and (own or beside) == "byzantine":
            draft.system = SYSTEMS["bn_byz"]
        _settle_hadrian(draft, context)
    return kept


def _names_a_ruler(context: Context) -> bool:
    """Cohen begins with Pompey, Caesar and those who fought for what they left."""
    return any(name in PERSONS for name in persons_of(context))


def _is_explained(draft: Draft, spheres: Set[str], codes: Set[str]) -> bool:
    """`spheres` are those of the coin and of the works beside whose names leave no doubt, `codes` all works beside."""
    if _says_its_series(draft):
        return True
    is_beside = any(draft.system.code in pair and codes >= pair for pair in _EXPLAIN_EACH_OTHER)
    return is_beside or bool(spheres & set(_SHORT_IN.get(draft.system.code, ())))


def _says_its_series(draft: Draft) -> bool:
    """'Bab. (Julia) 10', 'BN II 345' and 'BN 45 (Augustus)': only the Romans are counted so."""
    if draft.system.code == "babelon":
        return draft.section_kind == "gens"
    return draft.system.code == "bnc" and (draft.volume is not None or draft.section_kind == "person")


def _sphere_of(context: Context) -> str:
    """byzantine, imperial, provincial, republican, greek … when the category says so, else names and years."""
    if sphere := _SPHERE_OF.get(name_of(context.category)):
        return sphere
    persons, mint = persons_of(context), name_of((context.mint or context.city).partition("(")[0].rstrip(" ?"))
    is_roman_money = bool(denominations_named(context.denomination) & _ROMAN_MONEY)
    if context.year_end is not None and context.year_end < _EMPIRE_FROM:
        # Philip II of Macedon is no emperor
        is_roman = is_roman_money or mint_named(mint) == "rome"
        return "republican" if is_roman else _sphere_of_places(persons, mint)
    if any(name in BYZANTINE and name not in ROMAN for name in persons):
        return "byzantine"
    if any(name in PERSONS for name in persons):
        is_local = (mint and mint not in MINTS) or bool(_LOCAL_SILVER.match(context.denomination.lower()))
        is_local = is_local or (not mint and name_of(context.region) in _LOCAL_REGIONS)
        return "provincial" if is_local and not is_roman_money else "imperial"
    if name_of(context.region) in _LOCAL_REGIONS:
        return "greek"
    return _sphere_of_places(persons, mint)


def _sphere_of_places(persons: Sequence[str], mint: str) -> str:
    is_greek_mint = bool(mint) and mint not in MINTS
    return "greek" if is_greek_mint or any(name in REGIONS and name not in MINTS for name in persons) else ""


def _sphere_beside(drafts: Sequence[Draft]) -> str:
    """The one sphere of the other references; '' when they disagree or say nothing."""
    spheres = {draft.system.sphere for draft in drafts if not _is_open(draft)} - {""}
    if not spheres:
        return "roman" if any(draft.system.code == "sear" for draft in drafts) else ""
    if "roman" in spheres and spheres & {"imperial", "republican"}:
        spheres.discard("roman")
    if "provincial" in spheres:
        spheres -= {"greek", "judaean"}
    return spheres.pop() if len(spheres) == 1 else ""


def _is_open(draft: Draft) -> bool:
    """Sear, and a bare BN: which series they are of is what the others have to tell."""
    return draft.system.code == "sear" or (draft.system.code == "bnc" and draft.needs_neighbour)


def _settle_bmc(draft: Draft, own: str, beside: str) -> None:
    code = _BMC_OF_SECTION.get(draft.section_kind, "")
    if beside == "republican" and draft.section_kind in ("region", "mint"):
        code = "bmcrr"
    is_said = bool(code)
    code = code or _BMC_OF.get(own or beside, "")
    if not code:
        draft.add_problem("series_not_stated")
        return
    draft.system = SYSTEMS[code]
    if not is_said and not own:
        draft.add_problem("series_from_context")


def _settle_sear(draft: Draft, own: str, beside: str) -> None:
    code = _SEAR_OF.get(own or ("" if beside in ("imperial", "roman") else beside), "")
    if not code or draft.edition or draft.volume:
        return
    draft.system = SYSTEMS[code]
    if not own:
        draft.add_problem("series_from_context")


def _settle_spink(draft: Draft, sphere: str) -> None:
    """Spanish houses call Sear's Roman Coins by their publisher; his book on England has those struck in Britain."""
    value = int(draft.number) if draft.number.isdigit() else 0
    is_british = value in _ROMAN_BRITAIN and sphere != "republican"
    if sphere in ("imperial", "republican", "roman") and value and not is_british:
        draft.system = SYSTEMS["sear"]
        draft.add_problem("series_from_context")


def _settle_doc(draft: Draft, drafts: Sequence[Draft], context: Context) -> None:
    """The coins from Arcadius to Zeno fill a catalogue of their own, which has no volumes."""
    said = [other.section for other in (draft, *drafts) if other.section_kind == "person"]
    persons = [name_of(name) for name in said] or persons_of(context)
    is_beside_ric_x = any(other.system.code == "ric" and other.volume == _LAST_OF_RIC for other in drafts)
    if draft.volume is None and (is_beside_ric_x or any(map(_is_late_roman, persons))):
        draft.system = SYSTEMS["doc_late"]
        draft.add_problem("series_from_context")


def _is_late_roman(name: str) -> bool:
    return name in ROMAN and any(place.volume == "X" for place in places_of(persons_named(name)))


def _settle_hadrian(draft: Draft, context: Context) -> None:
    """'RIC 3, 1514' of Hadrian is sloppy for RIC II.3."""
    is_hadrian = any(persons_named(name) & OF_HADRIAN for name in persons_of(context))
    if draft.system.code == "ric" and draft.volume == 3 and is_hadrian and "arabic_volume" in draft.problems:
        draft.volume, draft.part = 2, 3
