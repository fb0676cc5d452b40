"""Two who write at once, one of them in a transaction that is not committed yet."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

MOMENT = 0.4  # long enough for the other to come as far as it can


@contextmanager
def meanwhile(work: Callable[[], Any]) -> Iterator[None]:
    """Do the block in a transaction; `work` begins beside it before it is committed, and comes out as it went."""
    raised: list[BaseException] = []

    def other() -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        yield
        thread.start()
        time.sleep(MOMENT)
    thread.join()
    if raised:
        raise raised[0]
