"""How much of a file is read at all: what is beyond is refused with a sentence, before it can hurt."""

MAX_FILE_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 400_000_000
MAX_COLUMNS = 250
MAX_ROWS = 200_000
MAX_CELL_CHARACTERS = 32_767  # what Excel itself allows
HEADER_SEARCH_ROWS = 20
