"""How much of a file is read at all: what is beyond is refused with a sentence, before it can hurt."""

MAX_FILE_BYTES = 50_000_000
MAX_WORKBOOK_BYTES = 300_000_000  # with the pictures that lie in its cells
MAX_UNPACKED_BYTES = 400_000_000  # without them
MAX_COLUMNS = 250
MAX_ROWS = 200_000
MAX_CELL_CHARACTERS = 32_767  # what Excel itself allows
HEADER_SEARCH_ROWS = 20
MAX_PICTURE_BYTES = 40 * 1024 * 1024
MAX_PICTURES = 5_000
MAX_PICTURES_BYTES = 2_000_000_000
