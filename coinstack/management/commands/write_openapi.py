"""`manage.py write_openapi`: the description of the JSON API, as it is kept beside the code."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from coinstack.api import openapi_document
from coinstack.commands import JsonCommand
from coinstack.exceptions import CoinStackError

KEPT = Path(settings.BASE_DIR) / "docs" / "openapi.json"


class Command(JsonCommand):
    help = "Write docs/openapi.json from the code, or tell whether it still says what the code does."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is out of date")

    def run(self, **options: Any) -> dict[str, Any]:
        document = openapi_document()
        text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        if options["check"]:
            if not KEPT.is_file() or KEPT.read_text(encoding="utf-8") != text:
                raise CoinStackError("docs/openapi.json is out of date: run manage.py write_openapi and commit it.")
        else:
            KEPT.write_text(text, encoding="utf-8")
        operations = sum(len(methods) for methods in document["paths"].values())
        return {"path": KEPT.relative_to(settings.BASE_DIR).as_posix(), "operations": operations}

    def render(self, result: dict[str, Any]) -> str:
        return f"{result['path']}: {result['operations']} operations."
