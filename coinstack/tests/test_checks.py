"""A configuration that would hurt is refused by a system check, with a hint."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.checks import run_checks

HARMLESS = {
    "BASE_URL": "",
    "IS_HTTPS": False,
    "DEBUG": False,
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": ["localhost"],
    "Q_CLUSTER": {"timeout": 900, "retry": 1200},
}


def found_with(settings: Any, **changed: Any) -> list[str | None]:
    for name, value in {**HARMLESS, **changed}.items():
        setattr(settings, name, value)
    return [message.id for message in run_checks() if (message.id or "").startswith("coinstack.")]


def test_default_configuration_is_quiet(settings: Any) -> None:
    assert found_with(settings) == []


def test_public_https_configuration_is_quiet(settings: Any) -> None:
    assert found_with(settings, BASE_URL="https://coins.example.org", IS_HTTPS=True) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"DEBUG": True, "BASE_URL": "https://coins.example.org", "IS_HTTPS": True}, ["coinstack.E001"]),
        ({"SECRET_KEY": "short"}, ["coinstack.E002"]),
        ({"Q_CLUSTER": {"timeout": 900, "retry": 900}}, ["coinstack.E004"]),
        ({"ALLOWED_HOSTS": ["*"]}, ["coinstack.E005"]),
        ({"BASE_URL": "http://coins.example.org"}, ["coinstack.W001"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_what_would_hurt_is_found(settings: Any, changed: dict[str, Any], expected: list[str]) -> None:
    assert found_with(settings, **changed) == expected


def test_debug_on_a_public_address_stops_the_check_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=django_settings.BASE_DIR,
        env={
            **os.environ,
            "COINSTACK_DATA": str(tmp_path),
            "COINSTACK_DEBUG": "1",
            "COINSTACK_BASE_URL": "https://coins.example.org",
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "COINSTACK_DEBUG is on while COINSTACK_BASE_URL names a public address." in done.stderr
