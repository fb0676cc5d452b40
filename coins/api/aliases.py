"""Names under which earlier programs send a coin's fields. They are understood on input; answers have our own."""

from typing import Any

ALIASES = {
    "acquired_from": "source",
    "acquisition_currency": "currency",
    "acquisition_date": "acquired_on",
    "acquisition_price": "price",
    "acquisition_source": "source",
    "acquisition_url": "source_url",
    "description": "catalog_description",
    "die_axis": "die_axis_h",
    "diameter": "diameter_mm",
    "date_period_notation": "date_text",
    "has_star_designation": "has_star",
    "issuing_authority": "issuer",
    "mint_name": "mint",
    "mint_year_end": "year_end",
    "mint_year_start": "year_start",
    "ngc_strike_grade": "strike_grade",
    "ngc_surface_grade": "surface_grade",
    "notes": "personal_notes",
    "purchase_date": "acquired_on",
    "purchase_price": "price",
    "rarity": "rarity_summary",
    "ruler": "issuer",
    "series": "series_label",
    "storage_location": "storage_place",
    "strike_score": "strike_grade",
    "surface_score": "surface_grade",
    "thickness": "thickness_mm",
    "toning_description": "toning",
    "weight": "weight_g",
}


def with_own_names(given: Any) -> Any:
    """The same with our field names. Raises ValueError where a field is sent under two names."""
    if not isinstance(given, dict):
        return given
    found: dict[str, Any] = {}
    for name, value in given.items():
        own: Any = ALIASES.get(name, name)
        if own in found or (own != name and own in given):
            raise ValueError(f"{own} is sent twice, once as {name}")
        found[own] = value
    return found
