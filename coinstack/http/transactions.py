"""The network is never waited for while a transaction holds the database."""

from django.db import connections

from coinstack.http.errors import NetworkInsideTransaction


def refuse_in_transaction() -> None:
    """Raises NetworkInsideTransaction. The transaction that Django's TestCase wraps round a test does not count."""
    for connection in connections.all(initialized_only=True):
        if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
            raise NetworkInsideTransaction("Ask the network before or after transaction.atomic(), never inside it.")
