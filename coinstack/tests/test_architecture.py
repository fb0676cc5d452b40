"""The shape of the code, read from its source: who may import whom, what stays pure, how big a module may be."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

import pytest

from coinstack.tests.sources import CHECKOUT, Module, file_of, modules, project_files, text_of

# Each may import those before it.
LAYERS = ("coinstack", "catalog", "coins", "auctions", "market", "collections_app")
# Where the apps are put together; nothing else looks up.
COMPOSITION_ROOT = {
    "coinstack/settings.py",
    "coinstack/urls.py",
    "coinstack/api.py",
    "coinstack/management/commands/seed.py",
}
# The apps inside the lowest layer have labels of their own.
LABELS = {"accounts": "coinstack", "jobs": "coinstack", "search": "coinstack"} | {layer: layer for layer in LAYERS}

PURE = (
    "coinstack/backup/manifest.py",
    "coinstack/currencies.py",
    "coinstack/env.py",
    "coinstack/exceptions.py",
    "coinstack/paging.py",
    "coinstack/search/grammar.py",
    "coinstack/search/words.py",
    "coinstack/supervised.py",
    "coinstack/supervisor.py",
    "coinstack/terminal.py",
    "coinstack/text.py",
    "catalog/chronology/*.py",
    "catalog/identify/*.py",
    "catalog/legends/*.py",
    "catalog/name_forms.py",
    "catalog/references/*.py",
    "coins/calendar_dates.py",
    "coins/choice_words.py",
    "coins/denominations.py",
    "coins/duplicates.py",
    "coins/grading/*.py",
    "coins/imaging/looks.py",
    "coins/numbers.py",
    "coins/pedigree.py",
    "coins/picture_names.py",
    "coins/pedigree_stations.py",
    "coins/place_paths.py",
    "coins/physical.py",
    "coins/plausibility.py",
    "coins/quick_line.py",
    "collections_app/importers/limits.py",
)
BESIDE_THE_STDLIB = {"rapidfuzz"}
# Pure, but their package's __init__ offers a registration point that is not.
NOT_ALONE = {"coinstack.backup.manifest"}
CALLS_ITSELF_PURE = re.compile(r"^Pure\.|imports only the stdlib", re.IGNORECASE | re.MULTILINE)

LONGEST_MODULE = 500
DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "shared", "tools"}

# The edges at which anything at all may be caught, with how many handlers each has: a job must end with a reason on
# its row, whatever its work did.
CATCH_ALL = {"coinstack/jobs/claims.py": 1}

# Spelled as patterns, so that this file does not contain what it looks for.
FORBIDDEN = {
    "address of a package registry": re.compile(r"\bpypi[.]org|pythonhosted[.]org|registry[.]npmjs[.]org"),
    "option that names a package index": re.compile(r"--(?:extra-)?index-[u]rl|--find-[l]inks"),
    "absolute path of one machine": re.compile(r"(?<![\w.~/-])/(?:work|root|home)/\w"),
}

TEMPLATE_FOLDERS = {*LABELS, "components", "forms", "admin"}
TEMPLATE_NAME = re.compile(r"_?[a-z][a-z0-9]*(?:_[a-z0-9]+)*\.(?:html|svg|txt)")
TOP_TEMPLATE = re.compile(r"base\.html|[45]\d\d(?:_csrf)?\.html")
# Django finds these by their names.
FOUND_BY_NAME = re.compile(r"(?:400|403|403_csrf|404|500)\.html|admin/.*")


def listed(findings: Sequence[str]) -> str:
    return "".join(f"\n  {finding}" for finding in findings)


# --- the direction of imports


def test_no_app_reaches_for_an_upper_one() -> None:
    findings = [finding for module in modules() for finding in reaches_up(module)]
    assert not findings, (
        f"The direction is {' <- '.join(LAYERS)}. Move the code up, offer a registration point below, or load the "
        f"upper app's fragment by URL name with hx-get:{listed(findings)}"
    )


def reaches_up(module: Module) -> Iterator[str]:
    """Imports of an upper app, and its name in a text: a foreign key's model, a dotted path to import."""
    if module.is_test or module.layer not in LAYERS or module.path in COMPOSITION_ROOT:
        return
    above = set(LAYERS[LAYERS.index(module.layer) + 1 :])
    for line, name in module.imports():
        if name.split(".")[0] in above:
            yield f"{module.path}:{line} imports {name}"
    for line, name in named_in_texts(module):
        if LABELS.get(name.split(".")[0]) in above:
            yield f"{module.path}:{line} names {name!r}"


def named_in_texts(module: Module) -> Iterator[tuple[int, str]]:
    """Texts of the form app.something, and the first argument of get_model("app", "Model")."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get_model":
            yield from ((node.lineno, text.value) for text in node.args[:1] if _is_text(text))
        elif _is_text(node) and re.fullmatch(r"[a-z_]+(?:\.\w+)+", node.value):
            yield node.lineno, node.value


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("coins/a.py", "import market", ["imports market"]),
        ("coins/a.py", "from collections_app.services import imports", ["imports collections_app.services"]),
        ("coins/a.py", "def f():\n    from market.models import Price", ["imports market.models"]),
        ("coins/models/a.py", "from ...market import models", ["imports market"]),
        ("catalog/a.py", "coin = models.ForeignKey('coins.Coin')", ["names 'coins.Coin'"]),
        ("coinstack/a.py", "apps.get_model('catalog', 'Term')", ["names 'catalog'"]),
        ("coinstack/a.py", "import_module('coins.fields')", ["names 'coins.fields'"]),
        ("market/a.py", "from coins.models import Coin\nimport coinstack.text", []),
        ("coins/a.py", "render('collections_app/print.html'); reverse('market:list')", []),
        ("coins/tests/test_a.py", "import market", []),
        ("coinstack/urls.py", "import collections_app", []),
    ],
)
def test_search_for_imports_finds_what_it_is_for(path: str, text: str, found: list[str]) -> None:
    findings = {finding.partition(" ")[2] for finding in reaches_up(Module(path, text))}
    assert set(found) <= findings
    assert bool(findings) == bool(found)


# --- pure modules


def pure_paths() -> set[str]:
    return {path.relative_to(CHECKOUT).as_posix() for pattern in PURE for path in CHECKOUT.glob(pattern)}


@pytest.mark.parametrize("pattern", PURE)
def test_pure_module_is_still_there(pattern: str) -> None:
    assert list(CHECKOUT.glob(pattern)), f"{pattern} is gone. Where did its logic go? Put the new place into PURE."


def test_pure_modules_import_nothing_but_the_stdlib_rapidfuzz_and_each_other() -> None:
    findings = [finding for module in modules() if module.path in pure_paths() for finding in impurities(module)]
    assert not findings, (
        "Pure logic is tested without a database and is run by whoever likes. Hand the values in as arguments, or "
        f"move what needs Django to the caller:{listed(findings)}"
    )


def impurities(module: Module) -> Iterator[str]:
    for line, name in module.imports():
        top = name.split(".")[0]
        if top in sys.stdlib_module_names or top in BESIDE_THE_STDLIB:
            continue
        if file_of(name) not in pure_paths():
            yield f"{module.path}:{line} imports {name}"


def test_pure_modules_run_without_django() -> None:
    """The same in deed: what the __init__ of a package imports is not seen above."""
    names = [path.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".") for path in sorted(pure_paths())]
    told = "import sys\n" + "".join(
        f"import {name}\nif 'django' in sys.modules: sys.exit('{name}')\n" for name in names if name not in NOT_ALONE
    )
    done = subprocess.run([sys.executable, "-c", told], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.stderr == "", "Importing this pure module loads Django, perhaps through the __init__ of its package."


def test_module_that_calls_itself_pure_is_in_the_list() -> None:
    missing = [
        module.path
        for module in modules()
        if CALLS_ITSELF_PURE.search(module.docstring) and module.path not in pure_paths() and not module.is_test
    ]
    assert not missing, f"Put these into PURE, or take the claim out of their docstrings:{listed(missing)}"


# --- size and names


def test_no_module_is_too_long() -> None:
    findings = [
        f"{module.path}: {module.length} lines"
        for module in modules()
        if module.length > LONGEST_MODULE and not module.is_migration
    ]
    assert not findings, f"Split by concept, one idea a module, before {LONGEST_MODULE} lines:{listed(findings)}"


def test_no_module_is_a_junk_drawer() -> None:
    findings = [module.path for module in modules() if DRAWERS & {PurePosixPath(module.path).stem, *module.package}]
    assert not findings, f"Name the module after its idea (http, money, paging …):{listed(findings)}"


# --- errors


def test_nothing_catches_everything() -> None:
    findings = []
    for module in modules():
        lines = [] if module.is_test else catch_alls(module)
        if len(lines) > CATCH_ALL.get(module.path, 0):
            findings += [f"{module.path}:{line}" for line in lines]
    assert not findings, (
        "Catch the errors that the call is documented to raise; services raise CoinStackError. Only the edges in "
        f"CATCH_ALL may catch everything:{listed(findings)}"
    )


def test_sanctioned_edges_are_still_there() -> None:
    found = {module.path: len(catch_alls(module)) for module in modules() if module.path in CATCH_ALL}
    assert found == CATCH_ALL, "Bring CATCH_ALL in line: an exception nobody needs invites the next one."


def catch_alls(module: Module) -> list[int]:
    """Lines of handlers that swallow everything; one that tidies up and raises the same again does not."""
    handlers = [node for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler)]
    return sorted(each.lineno for each in handlers if _names_everything(each.type) and not _passes_on(each))


def _names_everything(kind: ast.expr | None) -> bool:
    if isinstance(kind, ast.Tuple):
        return any(_names_everything(each) for each in kind.elts)
    return kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"})


def _passes_on(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


@pytest.mark.parametrize("kind", ["", " Exception", " BaseException as error", " (ValueError, Exception)"])
def test_search_for_handlers_finds_what_it_is_for(kind: str) -> None:
    assert catch_alls(Module("coins/a.py", f"try:\n    f()\nexcept{kind}:\n    pass\n")) == [3]
    assert catch_alls(Module("coins/a.py", f"try:\n    f()\nexcept{kind}:\n    tidy()\n    raise\n")) == []


# --- texts that tie the project to one machine


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    findings = [
        f"{path.relative_to(CHECKOUT)}:{number}: {what}"
        for path in project_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(line)
    ]
    assert not findings, (
        "A checkout must install through whatever index its machine is set up for, and run from any folder. Write "
        f"paths relative to the checkout, and compile the lock files without index options:{listed(findings)}"
    )


# --- templates


def test_templates_lie_where_their_name_says() -> None:
    findings = [path for path in template_paths() if not is_well_placed(path)]
    assert not findings, (
        "A page is <app>/<noun>_<verb>.html, a fragment <app>/_<name>.html, what two apps use components/<name>.html, "
        f"all in lower case with underscores:{listed(findings)}"
    )


def template_paths() -> list[str]:
    folder = CHECKOUT / "templates"
    return [path.relative_to(folder).as_posix() for path in project_files() if path.is_relative_to(folder)]


def is_well_placed(path: str) -> bool:
    parts = path.split("/")
    if len(parts) == 1:
        return bool(TOP_TEMPLATE.fullmatch(path))
    return len(parts) == 2 and parts[0] in TEMPLATE_FOLDERS and bool(TEMPLATE_NAME.fullmatch(parts[1]))


@pytest.mark.parametrize(
    ("path", "is_right"),
    [
        ("coins/coin_list.html", True),
        ("jobs/_progress.html", True),
        ("base.html", True),
        ("403_csrf.html", True),
        ("coin_list.html", False),
        ("coins/coinList.html", False),
        ("cabinet/coin_list.html", False),
        ("coins/parts/row.html", False),
    ],
)
def test_rule_for_templates(path: str, is_right: bool) -> None:
    assert is_well_placed(path) is is_right


def test_every_template_is_used() -> None:
    users = [path for path in project_files() if path.suffix in {".py", ".html"} and "tests" not in path.parts]
    texts = "\n".join(text_of(path) for path in users)
    idle = [path for path in template_paths() if path not in texts and not FOUND_BY_NAME.fullmatch(path)]
    assert not idle, f"Nothing renders or includes these. Remove them:{listed(idle)}"
