"""The files of this checkout, as the tests of its shape and of its documents read them."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Self

from django.conf import settings

CHECKOUT = Path(settings.BASE_DIR)
# What running and testing leave behind, as .gitignore lists it.
LEFT_BEHIND = {"data", "staticfiles", "htmlcov", "test-results", ".env", ".coverage"}
HIDDEN_BUT_OURS = {".ci"}


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the root of the checkout, with slashes, and its text."""

    path: str
    text: str

    @classmethod
    def read(cls, path: Path) -> Self:
        return cls(path.relative_to(CHECKOUT).as_posix(), path.read_text(encoding="utf-8"))

    @property
    def layer(self) -> str:
        return self.path.split("/")[0]

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.split("/") or PurePosixPath(self.path).name == "conftest.py"

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.path.split("/")

    @property
    def length(self) -> int:
        return len(self.text.splitlines())

    @property
    def docstring(self) -> str:
        return ast.get_docstring(self.tree) or ""

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.path)

    @property
    def package(self) -> list[str]:
        return self.path.split("/")[:-1]

    def imports(self) -> Iterator[tuple[int, str]]:
        """Every import with its line, as dotted names; `from a import b` gives a, and a.b where that is a module."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                origin = self._origin(node)
                yield node.lineno, origin
                for alias in node.names:
                    if file_of(f"{origin}.{alias.name}"):
                        yield node.lineno, f"{origin}.{alias.name}"

    def _origin(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        above = self.package[: len(self.package) - node.level + 1]
        return ".".join([*above, *([node.module] if node.module else [])])


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the program and of its tests."""
    return tuple(Module.read(path) for path in project_files() if path.suffix == ".py")


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that belongs to the project, whether it is text or not."""
    return tuple(sorted(_walk(path for path in CHECKOUT.iterdir() if path.name not in LEFT_BEHIND)))


def text_of(path: Path) -> str:
    """The file as text; empty when it holds none (a picture, a font)."""
    raw = path.read_bytes()
    try:
        return "" if b"\0" in raw else raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def file_of(dotted: str) -> str:
    """The path of the project's module or package of that name; empty when there is none."""
    bare = dotted.replace(".", "/")
    return next((path for path in (f"{bare}.py", f"{bare}/__init__.py") if (CHECKOUT / path).is_file()), "")


def _walk(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_symlink():
            continue
        if path.is_file():
            yield path
        elif path.is_dir() and path.name != "__pycache__" and _is_ours(path.name):
            yield from _walk(path.iterdir())


def _is_ours(folder: str) -> bool:
    return not folder.startswith(".") or folder in HIDDEN_BUT_OURS
