"""The names of the jobs that fill the catalogue, apart from what they import."""

from typing import Final

VOCABULARY: Final = "load_vocabulary"
TYPES: Final = "load_types"
