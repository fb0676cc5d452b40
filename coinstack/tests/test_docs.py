"""What the documents promise, compared with the program: commands and options, paths, links, words, the version."""

import re
import tomllib
from argparse import Action
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.db.models import Model

from coinstack.migration_state import own_apps
from coinstack.tests.sources import CHECKOUT, file_of, project_files

DOCUMENTS = [path for path in project_files() if path.suffix == ".md"]
GUIDES = [path for path in DOCUMENTS if path.parent == CHECKOUT or path.is_relative_to(CHECKOUT / "docs")]
TOP = {path.name for path in CHECKOUT.iterdir()}

every_guide = pytest.mark.parametrize("path", GUIDES, ids=lambda path: str(path.relative_to(CHECKOUT)))


def document(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


# --- management commands


def own_commands() -> dict[str, BaseCommand]:
    """The management commands that are part of this checkout, by name."""
    return {
        name: load_command_class(app, name)
        for name, app in get_commands().items()
        if isinstance(app, str) and file_of(f"{app}.management.commands.{name}")
    }


def actions_of(command: BaseCommand, name: str) -> list[Action]:
    return command.create_parser("manage.py", name)._actions


def sections_of_commands() -> dict[str, str]:
    """The text under each `### command` of docs/commands.md."""
    parts = re.split(r"^#{2,3} (.+)$", document("docs/commands.md"), flags=re.MULTILINE)
    titled = zip(parts[1::2], parts[2::2], strict=True)
    return {title.strip("`"): text for title, text in titled if title.startswith("`")}


EVERY_COMMAND_HAS = {option for action in actions_of(BaseCommand(), "") for option in action.option_strings} | {
    "--json"
}


def test_commands_page_lists_every_command_and_no_other() -> None:
    listed, existing = set(sections_of_commands()), set(own_commands())
    assert sorted(existing - listed) == [], "Write a section ### `name` about these in docs/commands.md."
    assert sorted(listed - existing) == [], "docs/commands.md tells of these commands, which do not exist."


@pytest.mark.parametrize("name", sorted(own_commands()))
def test_section_of_a_command_names_its_options_arguments_and_choices(name: str) -> None:
    text = sections_of_commands().get(name, "")
    actions = actions_of(own_commands()[name], name)
    options = {option for action in actions for option in action.option_strings} - EVERY_COMMAND_HAS
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) - EVERY_COMMAND_HAS
    assert told == options, f"docs/commands.md and the parser of {name} differ in their options."
    arguments = {str(action.metavar or action.dest).upper() for action in actions if not action.option_strings}
    own = (action for action in actions if not EVERY_COMMAND_HAS & set(action.option_strings))
    choices = {str(choice) for action in own for choice in action.choices or ()}
    words = set(re.findall(r"\w+", text))
    assert (arguments | choices) - words == set(), f"docs/commands.md does not name these in the section of {name}."


@every_guide
def test_commands_in_a_guide_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    called = set(re.findall(r"manage\.py ([a-z_]+)", text))
    assert sorted(called - set(get_commands())) == []
    targets = set(re.findall(r"(?:^|[`\s(])make ([a-z][a-z-]*)", "\n".join(code_in(text))))
    makefile = document("Makefile") if targets else ""
    assert sorted(target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)) == []


def code_in(text: str) -> Iterator[str]:
    """Indented lines and `inline code`."""
    for line in text.splitlines():
        if line.startswith("    ") and "`" not in line:
            yield line.strip()
        else:
            yield from re.findall(r"`([^`]+)`", line)


def test_environment_variables_in_the_guides_are_in_the_example() -> None:
    known = set(re.findall(r"^#? ?([A-Z_]+)=", document(".env.example"), flags=re.MULTILINE)) | {"HOST", "PORT"}
    named = {name for path in GUIDES for name in re.findall(r"COINSTACK_[A-Z_]+|[A-Z]+_URL\b", path.read_text())}
    assert sorted(named - known) == []


# --- paths and links


@every_guide
def test_paths_in_a_guide_exist(path: Path) -> None:
    """Everything in `code` that looks like a path of this checkout; data/ is made by the running program."""
    named = {word for code in code_in(path.read_text(encoding="utf-8")) for word in re.findall(r"[\w./-]+", code)}
    paths = {word for word in named if "/" in word and word.split("/")[0] in TOP - {"data", ".venv"}}
    assert sorted(name for name in paths if not (CHECKOUT / name).exists()) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_links_resolve(path: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        name, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", name):
            continue
        file = (path.parent / name).resolve() if name else path
        if not file.exists() or (anchor and anchor not in anchors_of(file)):
            broken.append(target)
    assert broken == []


def anchors_of(path: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}


def test_every_decision_is_in_the_list() -> None:
    records = {path.name for path in (CHECKOUT / "docs/adr").glob("[0-9]*.md")}
    linked = re.findall(r"^- \[\d+\]\(adr/([^)]+)\)", document("docs/architecture.md"), flags=re.MULTILINE)
    assert sorted(records) == sorted(linked), "docs/architecture.md lists every decision record once."
    numbers = Counter(name[:4] for name in records)
    assert [number for number, times in numbers.items() if times > 1] == [], "Two records have the same number."


# --- words


@dataclass(frozen=True)
class Entry:
    term: str
    code: tuple[str, ...]
    avoid: tuple[str, ...]


@cache
def glossary() -> tuple[Entry, ...]:
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.*?) \| (.*?) \|$", document("docs/glossary.md"), flags=re.MULTILINE)
    entries = (
        Entry(term, tuple(re.findall(r"`([^`]+)`", code)), tuple(filter(None, map(str.strip, avoid.split(",")))))
        for term, meaning, code, avoid in rows
        if meaning not in {"meaning in CoinStack", "---"}
    )
    return tuple(entries)


@cache
def own_models() -> dict[str, type[Model]]:
    found = (model for model in apps.get_models() if model._meta.app_label in own_apps())
    return {model.__name__: model for model in found if not hasattr(model, "history_id")}


def names_in_code() -> Iterator[tuple[str, str]]:
    """Every model and field: how it is written, and its words joined by underscores."""
    for name, model in own_models().items():
        yield name, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
        yield from ((f"{name}.{field.name}", field.name) for field in model._meta.get_fields())


def test_glossary_has_each_term_once_and_avoids_none_of_them() -> None:
    terms = Counter(entry.term.casefold() for entry in glossary())
    assert len(terms) > 30
    assert [term for term, times in terms.items() if times > 1] == []
    avoided = {word.casefold() for entry in glossary() for word in entry.avoid}
    assert sorted(avoided & set(terms)) == [], "These are terms of their own, yet another line says to avoid them."


def test_no_model_or_field_has_a_name_to_avoid() -> None:
    findings = [
        f"{name}: say {entry.term!r}, not {avoid!r}"
        for name, words in names_in_code()
        for entry in glossary()
        for avoid in entry.avoid
        if f"_{'_'.join(re.findall('[a-z]+', avoid.lower()))}_" in f"_{words}_"
    ]
    assert findings == [], "One idea, one word: rename it, or change the line of docs/glossary.md."


def test_glossary_points_at_names_that_exist() -> None:
    known = {name for name, _ in names_in_code()}
    named = {code for entry in glossary() for code in entry.code}
    assert (
        sorted(code for code in named if code not in known and not ("/" in code and (CHECKOUT / code).exists())) == []
    )


# --- the version


def test_changelog_begins_with_the_version_of_the_program() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+)\b", document("CHANGELOG.md"), flags=re.MULTILINE)
    project = tomllib.loads(document("pyproject.toml"))["project"]
    assert versions[:1] == [project["version"]]
    assert versions == sorted(versions, key=lambda text: [int(part) for part in text.split(".")], reverse=True)
