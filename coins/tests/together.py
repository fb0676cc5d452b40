"""Two who write at once, one of them in a transaction that is not committed yet."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

MOMENT = 0.4  # long enough for the other to come as far as it can


@contextmanager
def meanwhile(work: Callable[[], Any]) -> Iterator[None]:
    """Do the block in a transaction; `work` begins beside it before it is committed, and comes out as it went."""

    def other() -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            yield
            begun = pool.submit(other)
            time.sleep(MOMENT)
        begun.result()
