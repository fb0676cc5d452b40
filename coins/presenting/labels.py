"""What pages call the parts of a coin: its fields, and what hangs beside the table of fields."""

from collections.abc import Sequence

from coins.fields import BY_NAME
from coins.forms.sections import LINE_SECTIONS

BESIDE_FIELDS = {"is_draft": "Draft", "deleted_at": "In the trash since", **LINE_SECTIONS}
MOST_NAMED = 5


def is_labelled(name: str) -> bool:
    return name in BY_NAME or name in BESIDE_FIELDS


def label_of(name: str) -> str:
    """KeyError for a column that pages never name."""
    return BY_NAME[name].label if name in BY_NAME else BESIDE_FIELDS[name]


def in_sentence(label: str) -> str:
    """As it stands within a sentence: "Mint" is "mint"."""
    return label[:1].lower() + label[1:]


def labels_of(names: Sequence[str]) -> str:
    """The labels as a sentence names them; of a long list the first five."""
    text = ", ".join(in_sentence(label_of(name)) for name in names[:MOST_NAMED])
    rest = len(names) - MOST_NAMED
    return f"{text} and {rest} more" if rest > 0 else text
