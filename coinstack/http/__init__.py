"""The one way out to the network.

Addresses are judged and pinned, hosts are asked in turn, answers are kept, robots.txt is obeyed where pages are meant
for readers, sizes and times are bounded. Everything that goes wrong is a SourceError.
"""

from pathlib import Path

from django.conf import settings

from coinstack.http.clock import Clock
from coinstack.http.download import LARGEST_FILE, Download, Downloaded
from coinstack.http.errors import (
    AddressRefused,
    CertificateRefused,
    ConnectionFailed,
    ForbiddenByRobots,
    NetworkInsideTransaction,
    Offline,
    SourceError,
    StatusRefused,
    TimedOut,
    TooBusy,
    TooLarge,
    TooManyRedirects,
    Unreadable,
)
from coinstack.http.exchange import Line
from coinstack.http.fetching import Network
from coinstack.http.guard import Guard
from coinstack.http.messages import Answer, Limits, Request, parse_json
from coinstack.jobs.progress import Progress, SilentProgress

__all__ = [
    "AddressRefused",
    "Answer",
    "CertificateRefused",
    "Clock",
    "ConnectionFailed",
    "Downloaded",
    "ForbiddenByRobots",
    "Guard",
    "Limits",
    "Line",
    "Network",
    "NetworkInsideTransaction",
    "Offline",
    "Request",
    "SourceError",
    "StatusRefused",
    "TimedOut",
    "TooBusy",
    "TooLarge",
    "TooManyRedirects",
    "Unreadable",
    "download",
    "fetch",
    "network",
    "parse_json",
]


def network(*, from_memory: bool = False) -> Network:
    """The way out as the settings have it now; `from_memory` gives what was kept and raises Offline for the rest."""
    line = Line(Guard(settings.ALLOW_PRIVATE_HOSTS), Clock())
    return Network(line, Path(settings.DATA_DIR) / "cache" / "http", is_offline=from_memory or settings.OFFLINE)


def fetch(request: Request) -> Answer:
    """Return an answer with a status below 300; raises SourceError. Never inside a transaction."""
    return network().fetch(request)


def download(
    url: str,
    target: Path,
    *,
    progress: Progress | None = None,
    resume: bool = True,
    max_bytes: int = LARGEST_FILE,
) -> Downloaded:
    """Fetch a large file to `target`, byte for byte as sent; raises SourceError, and NotWritten when the disk is full.

    Never inside a transaction.

    Bytes wait in `<target>.part` until all are there, so that an interrupted download is gone on with by the next
    call. `progress` counts bytes; what its `check_cancelled` raises passes through.
    """
    line = Line(Guard(settings.ALLOW_PRIVATE_HOSTS), Clock())
    job = Download(line, url, target, progress or SilentProgress(), max_bytes)
    return job.run(resume=resume, is_offline=settings.OFFLINE)
