"""Published dumps from the network: fetched with progress, gone on with where an earlier attempt broke off."""

from pathlib import Path

from coinstack.exceptions import InputRefused
from coinstack.http import download
from coinstack.jobs.progress import Progress


class Megabytes:
    """Tells of bytes in words: the count of a load is of concepts and types."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.done = 0
        self.of = ""

    def total(self, count: int) -> None:
        self.of = f" of {count / 1e6:,.0f}"

    def advance(self, count: int = 1, message: str = "") -> None:
        self.done += count
        self.progress.advance(0, f"Downloading: {self.done / 1e6:,.1f}{self.of} MB")

    def check_cancelled(self) -> None:
        self.progress.check_cancelled()


def fetch_dump(url: str, target: Path, progress: Progress) -> None:
    """Raises SourceError, InputRefused for a catalogue that publishes no dump."""
    if not url:
        raise InputRefused("This catalogue publishes no dump to download; give a file.", code="no_dump")
    download(url, target, progress=Megabytes(progress))
