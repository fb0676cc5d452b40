"""Everything the pages of the import wizard do, in the order of its steps.

File: `start_session`, `add_pictures`, `detection_of`, `choose_reading`, `discard`. Map: `columns_of`, `target_choices`,
`set_mapping`, `saved_mappings`, `save_mapping`, `apply_saved`. Check: `check`, `edit_cell`, `decide`, `JudgedRows`,
`look_at`, `change_row`, `side_by_side`, `options_of`, `set_options`. Run: `start_run`. Report: `report`,
`problem_rows_csv`, `undo` and, where there may be thousands of coins, `take_back`.
Sessions come from `ImportSession.objects.visible_to(user)`; none of these asks whose a session is.
"""

from collections_app.services.import_changing import change_row, decide, edit_cell
from collections_app.services.import_check import check
from collections_app.services.import_comparing import side_by_side
from collections_app.services.import_looking import JudgedRows
from collections_app.services.import_mapping import (
    apply_saved,
    columns_of,
    save_mapping,
    saved_mappings,
    set_mapping,
    target_choices,
    transforms_of,
)
from collections_app.services.import_options import options_of, set_options
from collections_app.services.import_report import History, problem_rows_csv, report, undo
from collections_app.services.import_row_views import look_at
from collections_app.services.import_run import start_run
from collections_app.services.import_sessions import (
    DELIMITERS,
    ENCODINGS,
    add_pictures,
    choose_reading,
    detection_of,
    discard,
    sessions_of,
    start_session,
    unfinished,
)
from collections_app.services.import_steps import first_open_step, go_to, is_open, open_steps
from collections_app.services.import_taking_back import take_back

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "History",
    "JudgedRows",
    "add_pictures",
    "apply_saved",
    "change_row",
    "check",
    "choose_reading",
    "columns_of",
    "decide",
    "detection_of",
    "discard",
    "edit_cell",
    "first_open_step",
    "go_to",
    "is_open",
    "look_at",
    "open_steps",
    "options_of",
    "problem_rows_csv",
    "report",
    "save_mapping",
    "saved_mappings",
    "sessions_of",
    "set_mapping",
    "set_options",
    "side_by_side",
    "start_run",
    "start_session",
    "take_back",
    "target_choices",
    "transforms_of",
    "undo",
    "unfinished",
]
