"""A field's value without the rows that it links to, as JSON and files hold it."""

from typing import Any

from coins.field_spec import FieldSpec
from coins.models import Coin


def plain_value(coin: Coin, spec: FieldSpec) -> Any:
    """Tags as names, a term as its URI or else its name, a place as its path; of all others the column's own value.

    A coin that lies nowhere has the path []. Reads `tags`, and the row of a link.
    """
    if spec.kind == "tags":
        return [tag.name for tag in coin.tags.all()]
    value = getattr(coin, spec.name)
    if spec.kind == "term":
        return value and (value.uri or value.name)
    if spec.kind == "place":
        return value.path if value else []
    return value
