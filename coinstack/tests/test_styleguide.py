"""The styleguide leaves nothing out, and nothing is coloured past the tokens."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from coins.choices import Metal
from coinstack.accounts.models import User
from coinstack.styleguide import METALS

ROOT = Path(settings.BASE_DIR)
SHEETS = sorted((ROOT / "static" / "css").rglob("*.css"))
SOURCES = [*SHEETS, *sorted((ROOT / "static" / "js").glob("*.js")), *sorted((ROOT / "templates").rglob("*.html"))]
NAMES = "white|black|red|green|blue|gr[ae]y|silver|gold|orange|purple|brown|navy|teal|maroon|olive|yellow|pink"
RAW_COLOUR = re.compile(
    rf"#[0-9a-f]{{3,8}}\b(?=\s*[;,)\"])|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\((?!from )|:\s*(?:{NAMES})\s*[;}}]",
    re.IGNORECASE,
)
# Set by scripts, by other classes' specimens, or only where the page is printed.
ELSEWHERE = {"htmx-request", "app", "plain", "field__reveal"}


@pytest.fixture
def guide(alice: User, client_for: Callable[[User], Client]) -> object:
    return client_for(alice).get("/styleguide/")


def test_every_component_is_shown(guide: object) -> None:
    folder = ROOT / "templates"
    components = {path.relative_to(folder).as_posix() for path in (folder / "components").glob("*.html")}
    rendered = {template.name for template in guide.templates}
    assert components - rendered == set()


def test_every_class_of_the_components_sheet_is_shown(guide: object) -> None:
    sheet = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", (ROOT / "static/css/components.css").read_text(), flags=re.DOTALL)
    selectors = " ".join(re.findall(r"([^{};]+)\{", sheet))
    classes = set(re.findall(r"\.([a-z][\w-]*)", selectors))
    shown = {name for value in re.findall(r'class="([^"]*)"', guide.content.decode()) for name in value.split()}
    assert classes - shown - ELSEWHERE == set()


def test_every_icon_and_both_schemes_are_shown(guide: object) -> None:
    page = guide.content.decode()
    sprite = (ROOT / "static/icons/sprite.svg").read_text()
    missing = [icon for icon in re.findall(r'<symbol id="([\w-]+)"', sprite) if page.count(f'#{icon}"') < 2]
    assert missing == []
    assert re.findall(r'data-theme="(light|dark)"', page) == ["light", "dark"]


def test_every_metal_is_shown() -> None:
    assert set(METALS) == {*Metal.values, ""}


def test_ids_are_unique(guide: object) -> None:
    ids = re.findall(r'\bid="([^"]+)"', guide.content.decode())
    assert sorted({name for name in ids if ids.count(name) > 1}) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_raw_colour_outside_the_tokens(path: Path) -> None:
    if path.name != "tokens.css":
        assert RAW_COLOUR.findall(path.read_text()) == []


@pytest.mark.parametrize(
    ("rule", "is_raw"),
    [
        ("color: #fff;", True),
        ("background: rgb(0 0 0 / 4%);", True),
        ("color: red;", True),
        ("fill: oklch(0.4 0.1 20)", True),
        ("color: var(--ink);", False),
        ("background: color-mix(in oklab, var(--metal) 42%, var(--well));", False),
        ("border-color: transparent;", False),
        ('<a href="#main">', False),
    ],
)
def test_rule_for_colours(rule: str, is_raw: bool) -> None:
    assert bool(RAW_COLOUR.search(rule)) is is_raw


@pytest.mark.parametrize("path", [path for path in SHEETS if path.name != "admin.css"], ids=lambda path: path.name)
def test_sheet_stands_in_a_layer(path: Path) -> None:
    """But for the administration, whose own sheets stand in none."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL).strip()
    assert text.startswith("@layer ")


def test_fonts_and_icons_come_from_here() -> None:
    outside = [
        path.name for path in SOURCES if re.search(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", path.read_text())
    ]
    assert outside == []
