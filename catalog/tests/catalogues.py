"""Online catalogues played by a server of the test, and what the tests of the clients share."""

from datetime import UTC, datetime
from pathlib import Path

from catalog.clients.base import Question
from catalog.references import Context, parse_references
from coinstack.http import Answer

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def answered(body: bytes | str, url: str = "http://catalogue.example/") -> Answer:
    content = body.encode() if isinstance(body, str) else body
    return Answer(url=url, status=200, headers={}, body=content, fetched_at=datetime(2026, 1, 1, tzinfo=UTC))


def asked(text: str, *, ruler: str = "", portrait: str = "", mint: str = "") -> Question:
    """The question for the first reference of a text."""
    reference = parse_references(text, Context(issuer=ruler, mint=mint)).references[0]
    return Question(reference, *((name,) if name else () for name in (ruler, portrait, mint)))
