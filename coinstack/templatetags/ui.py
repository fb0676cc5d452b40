"""Pieces of the layout that need more than a template can say."""

import re
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from coinstack.navigation import lines_of

register = template.Library()

AFTER_A_POINT = re.compile("(?<=[·•∙])")
DIVISION = SafeString("<wbr>")


@register.inclusion_tag("components/sidebar.html", takes_context=True)
def sidebar(context: dict[str, Any]) -> dict[str, Any]:
    head, foot = lines_of(context["request"])
    return {"head": head, "foot": foot}


@register.filter
def dividable(text: str) -> str:
    """Words that points hold together, "IMP·CAES·AVG", may go on in the next line behind a point."""
    return format_html_join(DIVISION, "{}", ((part,) for part in AFTER_A_POINT.split(text)))
