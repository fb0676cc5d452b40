"""Words held together by points may be divided behind a point; nothing else of the text changes."""

import pytest

from coinstack.templatetags.ui import dividable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("IMP·CAES·AVG", "IMP·<wbr>CAES·<wbr>AVG"),
        ("IMP CAES AVG", "IMP CAES AVG"),
        ("ΒΑΣΙΛΕΩΣ•ΑΡΣΑΚΟΥ", "ΒΑΣΙΛΕΩΣ•<wbr>ΑΡΣΑΚΟΥ"),
        ("A·<b>", "A·<wbr>&lt;b&gt;"),
        ("", ""),
    ],
)
def test_divided_behind_points(text: str, shown: str) -> None:
    assert dividable(text) == shown
