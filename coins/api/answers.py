"""What requests about a coin's own rows may be answered beside what they ask for."""

from typing import Any

from coinstack.api_schemas import WRONG_ONE, WRONG_WRITE_ONE, Problem

# 409 is for what lies in the trash, or is in use.
WRONG_IN_COIN: dict[int, Any] = {**WRONG_ONE, 409: Problem}
WRONG_WRITE_IN_COIN: dict[int, Any] = {**WRONG_WRITE_ONE, 409: Problem}
GONE: dict[int, Any] = {204: None, 401: Problem, 403: Problem, 404: Problem, 409: Problem}
