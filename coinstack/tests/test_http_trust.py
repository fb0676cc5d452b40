"""Where redirects lead, whose certificate counts, and never inside a transaction."""

import ssl
import subprocess
from shutil import which

import pytest
from django.db import transaction

from coinstack.http import (
    AddressRefused,
    CertificateRefused,
    ConnectionFailed,
    Guard,
    Line,
    Network,
    NetworkInsideTransaction,
    Request,
    TooManyRedirects,
    Unreadable,
)
from coinstack.tests.outside import outside_world, redirect, reply

# --- redirects


def test_redirects_are_followed_and_a_posted_form_is_not_carried_along(outside, network):
    outside.answer("/old", redirect("/new#part", 301))
    outside.answer("/new", reply(200, "here"))
    answer = network.fetch(Request(url=outside.url + "/old", form={"queries": "{}"}))
    assert (answer.text(), answer.url) == ("here", outside.url + "/new")
    assert [(asked.method, asked.path) for asked in outside.asked] == [("POST", "/old"), ("GET", "/new")]


def test_a_form_is_carried_along_where_the_site_says_so(outside, network):
    outside.answer("/old", redirect("/new", 307))
    outside.answer("/new", reply(200, "here"))
    network.fetch(Request(url=outside.url + "/old", form={"queries": "{}"}))
    assert [asked.method for asked in outside.asked] == ["POST", "POST"]


def test_a_circle_of_redirects_is_left(outside, network):
    outside.answer("/a", redirect("/b"))
    url = outside.answer("/b", redirect("/a"))
    with pytest.raises(TooManyRedirects):
        network.fetch(Request(url=url))
    assert len(outside.asked) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/admin",
        "http://localhost:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "//192.168.1.1/",
        "file:///etc/passwd",
        "http://user:secret@127.0.0.1/",
        "data:text/html,hello",
        "http://x\x80.example/",
    ],
)
def test_a_redirect_to_what_is_not_public_is_not_followed(outside, network, target):
    url = outside.answer("/type", redirect(target))
    with pytest.raises(AddressRefused):
        network.fetch(Request(url=url))
    assert outside.paths == ["/type"]


@pytest.mark.parametrize("target", ["http://[broken/", "http://example.org:port/", "http://exa\tmple.org:x/"])
def test_a_redirect_to_a_broken_address_is_an_error_of_the_source(outside, network, target):
    url = outside.answer("/type", redirect(target))
    with pytest.raises((Unreadable, AddressRefused, ConnectionFailed)):
        network.fetch(Request(url=url))


# --- transactions and certificates


@pytest.mark.django_db
def test_the_network_is_never_asked_inside_a_transaction(outside, network):
    url = outside.answer("/type", reply(200, "here"))
    assert network.fetch(Request(url=url)).text() == "here"
    with transaction.atomic(), pytest.raises(NetworkInsideTransaction):
        network.fetch(Request(url=url))
    assert len(outside.asked) == 1


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A key and a certificate for coins.example, made for this run."""
    if not which("openssl"):
        pytest.skip("openssl is not installed: no certificate can be made")
    folder = tmp_path_factory.mktemp("certificate")
    key, paper = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", key, "-out", paper, "-subj", "/CN=coins.example", "-addext", "subjectAltName=DNS:coins.example"],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, paper


@pytest.mark.parametrize(("name", "is_valid"), [("coins.example", True), ("other.example", False)])
def test_the_certificate_is_that_of_the_name_not_of_the_address(certificate, waits, tmp_path, name, is_valid):
    key, paper = certificate
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(paper, key)
    names = []
    served.sni_callback = lambda sock, asked, context: names.append(asked)
    with outside_world(served) as outside:
        port = outside.host.split(":")[1]
        outside.answer("/", reply(200, "here"))
        guard = Guard([f"{name}:{port}"], resolve=lambda host, port: ["127.0.0.1"])
        network = Network(Line(guard, waits.clock, ssl.create_default_context(cafile=paper)), tmp_path)
        if is_valid:
            assert network.fetch(Request(url=f"https://{name}:{port}/")).text() == "here"
        else:
            with pytest.raises(CertificateRefused, match="not valid") as caught:
                network.fetch(Request(url=f"https://{name}:{port}/"))
            assert caught.value.permanent
    assert names == [name]
