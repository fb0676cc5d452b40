"""Pieces of the layout that need more than a template can say."""

from typing import Any

from django import template

from coinstack.navigation import lines_of

register = template.Library()


@register.inclusion_tag("components/sidebar.html", takes_context=True)
def sidebar(context: dict[str, Any]) -> dict[str, Any]:
    head, foot = lines_of(context["request"])
    return {"head": head, "foot": foot}
