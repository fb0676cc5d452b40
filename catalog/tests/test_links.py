import pytest

from catalog.models import CatalogSystem, CatalogType, ExternalLink
from catalog.services.links import TypeLink, links_of

pytestmark = pytest.mark.django_db


def make_type(template: str = "", **columns: str) -> CatalogType:
    system = CatalogSystem.objects.create(code="rpc", title="Roman Provincial Coinage", url_template=template)
    return CatalogType.objects.create(system=system, display="RPC I 1701A", **columns)


def test_links_of_a_type_without_doubles() -> None:
    ocre = "http://numismatics.org/ocre/id/ric.1(2).aug.207"
    found = make_type(uri=ocre)
    ExternalLink.objects.create(catalog_type=found, source="ocre", url=ocre)
    ExternalLink.objects.create(catalog_type=found, source="other", url="https://example.org/coin/1")

    assert links_of(found) == [TypeLink("OCRE", ocre), TypeLink("example.org", "https://example.org/coin/1")]


@pytest.mark.parametrize(
    ("template", "volume", "url"),
    [
        ("https://rpc.ashmus.ox.ac.uk/coins/{volume_number}/{number}{suffix}", "IV.1", "4.1/1701A"),
        ("https://rpc.ashmus.ox.ac.uk/coins/{volume_number}/{number}{suffix}", "", None),
        ("https://example.org/{uri}", "I", None),
        ("https://example.org/{number", "I", None),
        ("https://example.org/{}", "I", None),
        ("https://example.org/{number:d}", "I", None),
        ("https://example.org/{number!x}", "I", None),
        ("javascript:{number}", "I", None),
    ],
    ids=[
        "filled",
        "no-volume",
        "unknown-field",
        "unpaired-brace",
        "no-field",
        "format-of-numbers",
        "unknown-conversion",
        "script",
    ],
)
def test_template_of_a_work(template: str, volume: str, url: str | None) -> None:
    found = make_type(template, volume=volume, number="1701", suffix="A")

    expected = [TypeLink("RPC Online", f"https://rpc.ashmus.ox.ac.uk/coins/{url}")] if url else []
    assert links_of(found) == expected
