"""What the sidebar leads to. Apps register their pages when Django starts; the layout itself knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse

if TYPE_CHECKING:
    from coinstack.accounts.models import User

Counts = Callable[["User"], dict[str, int]]


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One line of the sidebar.

    `place` orders the lines; those from END on stand at the foot. `area` is the namespace whose pages all belong to
    the line. `count` names one of the registered counts; with `hide_at_zero` the line goes when there is nothing to
    count. A `wide` line is left out of the bottom bar of a phone.
    """

    label: str
    url_name: str
    icon: str
    place: int
    area: str = ""
    count: str = ""
    hide_at_zero: bool = False
    staff: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class NavLine:
    """A line as the template shows it; `current` is the value of aria-current, empty for other pages."""

    label: str
    url: str
    icon: str
    current: str
    count: int | None
    wide: bool


END = 900
ENTRIES: dict[str, NavEntry] = {}
COUNTERS: list[Counts] = []


def register_nav(entry: NavEntry) -> None:
    """Add a line, as in `register_nav(NavEntry("Coins", "coins:list", "coins", place=20))`."""
    if entry.url_name in ENTRIES:
        raise ValueError(f"The address {entry.url_name!r} is in the sidebar already.")
    ENTRIES[entry.url_name] = entry


def register_counts(counts: Counts) -> None:
    """Have `counts(user)` asked on every whole page: named numbers for the lines, in one cheap query."""
    COUNTERS.append(counts)


def lines_of(request: HttpRequest) -> tuple[list[NavLine], list[NavLine]]:
    """The signed-in person's lines: those at the head and those at the foot of the sidebar."""
    numbers = {name: number for counts in COUNTERS for name, number in counts(request.user).items()}  # type: ignore[arg-type]
    entries = [entry for entry in sorted(ENTRIES.values(), key=_place) if _shows(entry, request, numbers)]
    head = [_line(entry, request, numbers) for entry in entries if entry.place < END]
    return head, [_line(entry, request, numbers) for entry in entries if entry.place >= END]


def _place(entry: NavEntry) -> int:
    return entry.place


def _shows(entry: NavEntry, request: HttpRequest, numbers: dict[str, int]) -> bool:
    is_for_them = not entry.staff or getattr(request.user, "is_staff", False)
    return is_for_them and not (entry.hide_at_zero and not numbers.get(entry.count))


def _line(entry: NavEntry, request: HttpRequest, numbers: dict[str, int]) -> NavLine:
    match = request.resolver_match
    current = ""
    if match and match.view_name == entry.url_name:
        current = "page"
    elif match and entry.area and match.namespace == entry.area and match.view_name not in ENTRIES:
        current = "true"
    return NavLine(
        label=entry.label,
        url=reverse(entry.url_name),
        icon=entry.icon,
        current=current,
        count=numbers.get(entry.count),
        wide=entry.wide,
    )
