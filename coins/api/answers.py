"""What requests about a coin's own rows may be answered beside what they ask for."""

from typing import Any

from coinstack.api_schemas import GONE, WRONG_ONE, WRONG_WRITE_ONE, Problem

# 409 is for what lies in the trash, or is in use.
WRONG_IN_COIN: dict[int, Any] = {**WRONG_ONE, 409: Problem}
WRONG_WRITE_IN_COIN: dict[int, Any] = {**WRONG_WRITE_ONE, 409: Problem}
GONE_IN_COIN: dict[int, Any] = {**GONE, 409: Problem}
