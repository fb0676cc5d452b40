"""`manage.py seed`: the starter data of a fresh installation."""

from typing import Any

from catalog.models import CatalogSystem, CatalogType, Term
from catalog.services.seeding import seed_systems, seed_vocabulary
from catalog.services.seeding_types import seed_types
from coinstack.commands import JsonCommand


class Command(JsonCommand):
    help = "Load the starter data (catalogues, vocabulary, types); repeating it changes nothing."

    def run(self, **options: Any) -> dict[str, Any]:
        seed_systems()
        seed_vocabulary()
        seed_types()
        return {
            "terms": Term.objects.count(),
            "types": CatalogType.objects.count(),
            "systems": CatalogSystem.objects.count(),
        }

    def render(self, result: Any) -> str:
        return f"{result['systems']} catalogues, {result['terms']} vocabulary terms, {result['types']} types."
