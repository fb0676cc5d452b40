"""What can be odd about a reference, and how much it lowers the confidence in what was read."""

from typing import Final

NOT_LISTED: Final = "not_listed"
NO_NUMBER: Final = "no_number"
PAGE_ONLY: Final = "page_only"

_PROBLEMS: Final[dict[str, tuple[float, str]]] = {
    "bare_number": (0.5, "Bare number: no catalogue is named; read as Crawford (RRC) from its shape"),
    "hyphen": (0.9, "Hyphen where Crawford prints a slash"),
    "without_volume": (0.9, "cited without volume; the numbers of this work restart, so the coin must tell it"),
    "without_person": (0.9, "nobody is named, and the numbers of this work restart for each person portrayed"),
    "without_collection": (0.6, "a number of the Sylloge needs the name of its collection"),
    "without_gens": (0.7, "the numbers of this work restart for each gens"),
    "unknown_section": (0.8, "the words beside the number are no ruler, mint, city or collection that is known"),
    NOT_LISTED: (0.9, "the text says that this work does not have the coin"),
    NO_NUMBER: (0.4, "the catalogue is named without a number"),
    PAGE_ONLY: (0.4, "a page or plate is cited, not a number"),
    "compared": (0.8, "cf.: a similar type is cited, not this one"),
    "variant": (0.8, "var.: the coin differs from the type cited"),
    "corrected": (0.9, "corr.: the entry cited needs a correction"),
    "note": (0.9, "a note under this number is cited, not the number itself"),
    "following": (0.8, "f. or ff.: this number and those after it are cited"),
    "range": (0.8, "several numbers are cited, all are candidates"),
    "slash_range": (0.6, "a slash between two numbers was read as from-to: 264/5 is 264 to 265"),
    "either_work": (0.5, "two works are named before one number, which may be of either"),
    "alternative": (0.7, "one of several numbers (or)"),
    "doubtful": (0.6, "the text puts a question mark here"),
    "temporary": (0.9, "this number was given for the time being and may have changed"),
    "unassigned": (0.6, "this is the identifier of a web page, not a number of the catalogue"),
    "arabic_volume": (0.6, "the first of two numbers was read as the volume"),
    "part_or_number": (0.6, "the first of two numbers was read as the part of the volume"),
    "superscript_volume": (0.7, "RIC II has no third edition; II³ was read as part 3 of volume II"),
    "lost_superscript": (0.7, "a 2 set close was read as the superscript of the second edition"),
    "lost_point": (0.7, "a digit set close to the volume was read as its part"),
    "old_edition": (0.8, "the numbers of this edition differ from those of the edition in use"),
    "inherited": (0.95, "catalogue and volume come from the reference before"),
    "series_from_context": (
        0.85,
        "the catalogue named has several series; this one was chosen by what stands beside",
    ),
    "series_not_stated": (
        0.5,
        "BMC can be BMCRE (Roman Empire), BMCRR (Republic) or BMC Greek; nothing beside tells which",
    ),
    "short_form": (0.85, "one letter stands for the catalogue; it was read from what stands beside"),
    "look_alikes": (0.7, "letters of another alphabet were read as Latin"),
    "year_dropped": (0.95, "what follows the point is the regnal year and is not part of the number"),
    "part_contradicts": (0.8, "this work has no such part of this volume"),
    "same_as": (0.8, "said to be the same as another reference, not cited for itself"),
    "beyond": (0.6, "this work has no number as high as this"),
    "edition_not_loaded": (0.8, "the edition or part cited is not in the local catalogue, and others number otherwise"),
    "no_such_number": (0.8, "the local catalogue has no such number there"),
    "no_such_letter": (0.8, "the local catalogue has the number, but not with this letter"),
    "letter_not_printed": (0.9, "the catalogue has this number only with letters or subtypes, and none is cited"),
    "letter_not_listed": (0.7, "the catalogue has no such letter; the number without it is given"),
    "subtype_not_listed": (0.7, "the catalogue has no such subtype; the type above it is given"),
    "old_numbers": (
        0.4,
        "RIC II without a part is mostly the edition of 1926; types of II.1 (2007) with this number may be other coins",
    ),
    "section_contradicts": (0.6, "the volume has no coins of the person named beside the number"),
    "portrait_contradicts": (0.6, "no type with this number shows the person given"),
    "issuer_contradicts": (0.6, "no type with this number was struck by the issuer given"),
    "part_contradicts_person": (0.7, "the part of the volume that is printed does not hold the coins of this ruler"),
    "mint_contradicts": (0.6, "no type with this number is of the mint given"),
    "denomination_contradicts": (0.6, "no type with this number is of the denomination given"),
    "metal_contradicts": (0.6, "no type with this number is of the metal given"),
    "several_types": (1.0, "several types fit"),
    "more_types": (1.0, "more types fit than are listed"),
    "issuer_unknown": (1.0, "the issuer given is no name that the vocabulary knows and was left aside"),
    "portrait_unknown": (1.0, "the portrait given is no name that the vocabulary knows and was left aside"),
    "mint_unknown": (1.0, "the mint given is no name that the vocabulary knows and was left aside"),
    "region_unknown": (1.0, "the region given is no name that the vocabulary knows and was left aside"),
    "city_unknown": (1.0, "the city given is no name that the vocabulary knows and was left aside"),
    "metal_unknown": (1.0, "the metal given is no name that the vocabulary knows and was left aside"),
    "denomination_unknown": (1.0, "the denomination given is no name that the vocabulary knows and was left aside"),
}


def told(code: str, more: str = "") -> str:
    """'code: sentence', with what more there is to say in brackets."""
    sentence = _PROBLEMS[code][1]
    return f"{code}: {sentence} ({more})" if more else f"{code}: {sentence}"


def weight(code: str) -> float:
    """The share of confidence that a problem leaves."""
    return _PROBLEMS[code][0]


def confidence(codes: tuple[str, ...]) -> float:
    """1.0 without problems; each known doubt takes its share."""
    value = 1.0
    for code in codes:
        value *= _PROBLEMS[code][0]
    return round(value, 2)
