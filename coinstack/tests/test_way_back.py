import pytest
from django.test import RequestFactory

from coinstack.way_back import own_page, way_back


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/coins/?metal=gold#list", "/coins/?metal=gold#list"),
        ("http://testserver/coins/?page=2", "/coins/?page=2"),
        ("http://testserver", ""),
        ("http://testserver//evil.example/x", ""),
        ("http://testserver///evil.example/x", ""),
        ("http://testserver/\\evil.example/x", ""),
        ("https://evil.example/coins/", ""),
        ("//evil.example/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_only_pages_of_this_site_are_come_back_to(address: str, page: str, rf: RequestFactory) -> None:
    assert own_page(rf.get("/"), address) == page


def test_form_says_where_before_the_browser_does(rf: RequestFactory) -> None:
    def asked(**posted: str) -> str:
        return way_back(rf.post("/", posted, headers={"Referer": "http://testserver/coins/3/"}), "/coins/")

    assert [asked(next="/coins/trash/"), asked(next="https://evil.example/"), asked()] == [
        "/coins/trash/",
        "/coins/3/",
        "/coins/3/",
    ]
    assert way_back(rf.post("/"), "/coins/") == "/coins/"
