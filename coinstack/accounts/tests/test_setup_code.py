import logging
import stat
from pathlib import Path
from typing import Any

import pytest

from coinstack.accounts.models import User
from coinstack.accounts.setup_code import check_code, current_code, is_loopback
from coinstack.exceptions import InputRefused


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_code_is_made_once_and_kept_for_the_owner_only(db: None, data_folder: Path) -> None:
    code = current_code()
    assert code is not None
    assert len(code) == len("ABCD-EFGH")
    assert current_code() == code
    assert stat.S_IMODE((data_folder / "setup_code").stat().st_mode) == 0o600


def test_new_code_is_printed_in_the_terminal(db: None, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    code = current_code()
    assert [record.getMessage() for record in caplog.records] == [
        f"One-time code for the page that creates the first account: {code}"
    ]


def test_no_code_once_an_account_exists(data_folder: Path, db: None) -> None:
    current_code()
    User.objects.create_user("alice")
    assert current_code() is None
    assert list(data_folder.iterdir()) == []


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA", "…", "0" * 1000])
def test_wrong_code_is_refused(db: None, typed: str) -> None:
    current_code()
    with pytest.raises(InputRefused) as refused:
        check_code(typed)
    assert list(refused.value.fields) == ["code"]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("LOCALHOST", True),
        ("0.0.0.0", False),  # noqa: S104
        ("::", False),
        ("192.168.1.20", False),
        ("localhost.example.org", False),
        ("", False),
    ],
)
def test_is_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
