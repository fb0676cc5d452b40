"""Which addresses may be asked: the guard's answer only, nothing is connected to."""

import pytest

from coinstack.http import AddressRefused, ConnectionFailed, Guard
from coinstack.http.guard import LONGEST_ADDRESS, resolve_name, why_refused


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "65.39.69.196", "2606:4700::1111", "2002:808:808::1", "64:ff9b::808:808"]
)
def test_public_address_may_be_asked(address):
    assert why_refused(address) == ""


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("127.0.0.1", "a loopback address"),
        ("127.8.8.8", "a loopback address"),
        ("::1", "a loopback address"),
        ("10.0.0.1", "a private address"),
        ("172.16.0.1", "a private address"),
        ("192.168.1.1", "a private address"),
        ("100.64.0.1", "a private address"),
        ("198.18.0.1", "a private address"),
        ("192.0.2.7", "a private address"),
        ("fd00::1", "a private address"),
        ("fec0::1", "a private address"),
        ("2001:db8::1", "a private address"),
        ("169.254.169.254", "a link-local address"),
        ("fe80::1", "a link-local address"),
        ("fe80::1%eth0", "a link-local address"),
        ("224.0.0.1", "a multicast address"),
        ("ff02::1", "a multicast address"),
        ("0.0.0.0", "an unspecified address"),  # noqa: S104
        ("::", "an unspecified address"),
        ("0.1.2.3", "a private address"),
        ("240.0.0.1", "a private address"),
        ("255.255.255.255", "a private address"),
        ("::ffff:127.0.0.1", "a loopback address"),
        ("::ffff:169.254.169.254", "a link-local address"),
        ("::ffff:10.0.0.1", "a private address"),
        ("::127.0.0.1", "a reserved address"),
        ("2002:7f00:1::1", "a loopback address"),
        ("2002:a9fe:a9fe::1", "a link-local address"),
        ("64:ff9b::7f00:1", "a loopback address"),
        ("64:ff9b:1::a00:1", "a private address"),
        ("2001:0:808:808::1", "a private address"),
        ("example.org", "not an IP address"),
        ("", "not an IP address"),
    ],
)
def test_other_address_is_refused_with_its_kind(address, reason):
    assert why_refused(address) == reason


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/",
        "javascript:alert(1)",
        "//example.org/",
        "example.org",
        "",
        "http://",
        "http:///id",
        "http://example.org:0/",
        "http://example.org:99999/",
        "http://[::1/",
        "http://exa mple.org/",
        "http://example.org/\r\nHost: evil",
        "http://example.org/\x00",
        "http://alice:secret@example.org/",
        "http://example.org@evil.example/",
        "http://example.org/" + "a" * LONGEST_ADDRESS,
    ],
    ids=lambda url: ascii(url)[:40],
)
def test_what_is_no_plain_web_address_is_refused(url):
    with pytest.raises(AddressRefused) as caught:
        Guard().check_url(url)
    assert "secret" not in caught.value.message + caught.value.url
    assert caught.value.permanent


def guard(*found, allowed=()):
    return Guard(allowed, resolve=lambda host, port: list(found))


def test_public_name_gives_the_addresses_it_was_judged_by():
    assert guard("8.8.8.8", "2606:4700::1111").addresses("u", "numismatics.org", 80) == ["8.8.8.8", "2606:4700::1111"]


def test_one_private_address_among_public_ones_refuses_the_name():
    with pytest.raises(AddressRefused, match=r"leads to 10\.0\.0\.1, a private address"):
        guard("8.8.8.8", "10.0.0.1").addresses("u", "numismatics.org", 80)


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1"])
def test_other_spellings_of_this_machine_are_seen_through(host):
    with pytest.raises(AddressRefused, match="a loopback address"):
        Guard().addresses("u", host, 80)


@pytest.mark.parametrize(
    ("entry", "host", "port", "is_allowed"),
    [
        ("127.0.0.1:8080", "127.0.0.1", 8080, True),
        ("127.0.0.1:8080", "127.0.0.1", 8081, False),
        ("127.0.0.1:8080", "127.0.0.2", 8080, False),
        ("127.0.0.1", "127.0.0.1", 80, False),
        ("Coins.lan:80", "coins.lan", 80, True),
        ("coins.lan:80", "evil-coins.lan", 80, False),
        ("coins.lan:80", "coins.lan.", 80, False),
        ("[::1]:8080", "::1", 8080, True),
    ],
    ids=str,
)
def test_listed_host_may_be_private_on_its_own_port_only(entry, host, port, is_allowed):
    judge = guard("127.0.0.1", allowed=[entry])
    if is_allowed:
        assert judge.addresses("u", host, port) == ["127.0.0.1"]
    else:
        with pytest.raises(AddressRefused, match="COINSTACK_ALLOW_PRIVATE_HOSTS"):
            judge.addresses("u", host, port)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "224.0.0.1", "ff02::1"])  # noqa: S104
def test_listing_a_host_does_not_open_the_way_to_everyone_or_nobody(address):
    with pytest.raises(AddressRefused):
        guard(address, allowed=["coins.lan:80"]).addresses("u", "coins.lan", 80)


def test_unknown_name_is_a_failed_connection():
    with pytest.raises(ConnectionFailed, match=r"nowhere\.invalid"):
        Guard(resolve=refuse).addresses("u", "nowhere.invalid", 80)
    with pytest.raises(ConnectionFailed, match="no address"):
        guard().addresses("u", "nowhere.invalid", 80)


def refuse(host, port):
    raise OSError("Name or service not known")


def test_the_system_resolver_lists_each_address_once():
    assert resolve_name("127.0.0.1", 80) == ["127.0.0.1"]
