"""The works of reference that the parser knows, as rows."""

from typing import Final

from django.db import transaction
from django.utils import timezone

from catalog.models import CatalogSystem
from catalog.references import SYSTEMS
from catalog.references.base import System

# Of the edition that is cited, its first volume.
_PUBLISHED: Final = {
    "ric": 1923,
    "rrc": 1974,
    "rpc": 1992,
    "rsc": 1952,
    "bmcre": 1923,
    "bmcrr": 1910,
    "bmc_greek": 1873,
    "bmc": 1873,
    "sear": 2000,
    "sear_byz": 1987,
    "sg": 1978,
    "sgi": 1982,
    "cohen": 1880,
    "calico": 2003,
    "sydenham": 1952,
    "babelon": 1885,
    "cri": 1998,
    "doc": 1966,
    "mib": 1973,
    "mir": 1984,
    "price": 1991,
    "sc": 2002,
    "hgc": 2009,
    "cpe": 2018,
    "svoronos": 1904,
    "sng": 1931,
    "prieur": 2000,
    "depeyrot": 1995,
    "dewing": 1985,
    "mcalee": 2007,
    "lrbc": 1960,
    "muller": 1855,
    "rouvier": 1900,
    "sellwood": 1971,
    "hendin": 1976,
    "emmett": 2001,
    "dattari": 1901,
    "milne": 1933,
    "varbanov": 2005,
    "hn_italy": 2001,
    "van_arsdell": 1989,
    "abc": 2010,
    "lt": 1892,
}
_TEMPLATES: Final = {
    "rpc": "https://rpc.ashmus.ox.ac.uk/coins/{volume_number}/{number}{suffix}",
    "price": "http://numismatics.org/pella/id/price.{number}{suffix}",
}
_FIELDS: Final = ("url_template", "title", "abbreviations", "restarts_on", "publication_year")


def seed_systems() -> int:
    """Add or bring up to date the works of reference; returns how many rows changed.

    A curator's own systems stay, and so does an address template; of those that the parser knows title, abbreviations,
    numbering and year are set.
    """
    with transaction.atomic():
        known = CatalogSystem.objects.in_bulk(SYSTEMS, field_name="code")
        new = [CatalogSystem(code=code, **_values(system, "")) for code, system in SYSTEMS.items() if code not in known]
        changed = [row for code, row in known.items() if _set(row, _values(SYSTEMS[code], row.url_template))]
        CatalogSystem.objects.bulk_create(new)
        CatalogSystem.objects.bulk_update(changed, [*_FIELDS, "updated_at"])
    return len(new) + len(changed)


def system_row(code: str) -> CatalogSystem:
    """The row of a work that the parser knows, made when it is not there yet."""
    row, _ = CatalogSystem.objects.get_or_create(code=code, defaults=_values(SYSTEMS[code], ""))
    return row


def _values(system: System, template: str) -> dict[str, object]:
    return {
        "url_template": template or _TEMPLATES.get(system.code, ""),
        "title": system.title,
        "abbreviations": list(dict.fromkeys((system.display, *system.names, *system.beside))),
        "restarts_on": system.restarts,
        "publication_year": _PUBLISHED.get(system.code),
    }


def _set(row: CatalogSystem, values: dict[str, object]) -> bool:
    """True when something changed. A year that a curator found stays where we know none."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value and value is not None}
    for name, value in changed.items():
        setattr(row, name, value)
    row.updated_at = timezone.now() if changed else row.updated_at
    return bool(changed)
