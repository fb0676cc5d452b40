"""The list inside a backup of what it holds. Imports only the stdlib.

`manifest.json`: {"format": "coinstack-backup", "version": 1, "coinstack": program version, "created": ISO time,
"engine": "sqlite" | "postgresql", "database": name of the database file, "migrations": [[app, name]…],
"counts": {what: how many}, "files": {name: {"bytes", "sha256"}}}.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import Any, Self

FORMAT = "coinstack-backup"
VERSION = 1
NAME = "manifest.json"
MEDIA = "media"
DATABASE_NAMES = {"sqlite": "db.sqlite3", "postgresql": "db.dump"}


class ManifestProblem(ValueError):
    """The list cannot be used; the message says why."""


@dataclass(frozen=True)
class Entry:
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    coinstack: str
    created: str
    engine: str
    database: str
    migrations: list[tuple[str, str]]
    counts: dict[str, int]
    files: dict[str, Entry] = field(default_factory=dict)

    @property
    def media_count(self) -> int:
        return len(self.files) - 1

    @property
    def bytes(self) -> int:
        return sum(entry.bytes for entry in self.files.values())

    def to_json(self) -> str:
        return json.dumps({"format": FORMAT, "version": VERSION, **asdict(self)}, indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ManifestProblem for anything that is not a list this program can follow safely."""
        try:
            raw = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ManifestProblem("its list of contents cannot be read") from error
        if not isinstance(raw, dict) or raw.get("format") != FORMAT:
            raise ManifestProblem("it is not a CoinStack backup")
        if raw.get("version") != VERSION:
            raise ManifestProblem("it was made by a newer CoinStack; update the program first")
        try:
            manifest = cls(
                coinstack=str(raw["coinstack"]),
                created=str(raw["created"]),
                engine=str(raw["engine"]),
                database=str(raw["database"]),
                migrations=[(str(app), str(name)) for app, name in raw["migrations"]],
                counts={str(name): int(count) for name, count in raw["counts"].items()},
                files={str(name): _entry(entry) for name, entry in raw["files"].items()},
            )
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise ManifestProblem("its list of contents is incomplete") from error
        manifest.check_names()
        return manifest

    def check_names(self) -> None:
        """Raises ManifestProblem for a file that would be written anywhere but into its place."""
        if DATABASE_NAMES.get(self.engine) != self.database or self.database not in self.files:
            raise ManifestProblem("its list of contents names no database")
        for name in self.files:
            if name != self.database and not is_media_name(name):
                raise ManifestProblem(f"its list of contents holds the unsafe name {name!r}")


def is_media_name(name: str) -> bool:
    """True for a plain relative path below media/ that an archive can hold."""
    parts = name.split("/")
    plain = all(part not in {"", ".", ".."} for part in parts)
    # Bytes that are no UTF-8 are lone surrogates in a name.
    is_text = not any("\ud800" <= character <= "\udfff" for character in name)
    return parts[0] == MEDIA and len(parts) > 1 and plain and is_text and "\\" not in name and "\0" not in name


def media_name(relative: PurePosixPath) -> str:
    return f"{MEDIA}/{relative}"


def _entry(raw: Any) -> Entry:
    return Entry(bytes=int(raw["bytes"]), sha256=str(raw["sha256"]))
