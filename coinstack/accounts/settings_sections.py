"""Sections of the settings page that other apps bring, registered when Django starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from coinstack.accounts.models import User


@dataclass(frozen=True, slots=True)
class SettingsSection:
    """`links` are (label, name of the address) pairs; with `staff` it is shown to staff only."""

    title: str
    text: str
    links: Sequence[tuple[str, str]]
    staff: bool = False


_SECTIONS: list[SettingsSection] = []


def register_settings_section(section: SettingsSection) -> None:
    _SECTIONS.append(section)


def sections_for(user: "User") -> list[dict[str, object]]:
    """As the settings page shows them, in the order in which they were registered."""
    return [
        {
            "title": section.title,
            "text": section.text,
            "links": [{"label": label, "url": reverse(name)} for label, name in section.links],
        }
        for section in _SECTIONS
        if user.is_staff or not section.staff
    ]
