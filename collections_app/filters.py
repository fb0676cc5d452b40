"""What the collection's own rows add to the filters of coins."""

from collections.abc import Sequence

from django.db.models import Q

from coins.choices import RowResult
from coins.filters import FilterKind, Unreadable
from coins.models import ImportRow
from coins.presenting import Formats

LARGEST = 2**31 - 1


class ImportKind(FilterKind):
    """The coins that an import added or updated, by its number. The file's name is not shown: it may be another's."""

    def read(self, text: str) -> str:
        if not (text.isascii() and text.isdigit()) or int(text) > LARGEST:
            raise Unreadable(f"“{self.label}” is the number of an import, not “{text}”.")
        return str(int(text))

    def matching(self, values: Sequence[str]) -> Q:
        rows = ImportRow.objects.filter(
            batch__in=[int(value) for value in values], result__in=[RowResult.CREATED, RowResult.UPDATED]
        )
        return Q(pk__in=rows.exclude(coin__isnull=True).values("coin"))

    def blank(self) -> Q:
        return Q(import_batch__isnull=True)

    def shown(self, value: str, formats: Formats) -> str:
        return f"no. {value}"
