import pytest

from coinstack.http.robots import read_robots
from coinstack.tests.hostile import within_cpu

SITE = "https://rpc.example"


@pytest.mark.parametrize(
    ("text", "path", "is_allowed"),
    [
        ("", "/coins", True),
        ("User-agent: *\nDisallow: /", "/coins", False),
        ("User-agent: *\nDisallow:", "/coins", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: other\nDisallow: /", "/coins", True),
        ("User-agent: CoinStack/1.0\nDisallow: /\nUser-agent: *\nAllow: /", "/coins", False),
        ("User-agent: coinstack\nAllow: /\n\nUser-agent: *\nDisallow: /", "/coins", True),
        ("User-agent: coinstack\nDisallow:\n\nUser-agent: *\nDisallow: /", "/coins", True),
        ("User-agent: coin\nAllow: /\n\nUser-agent: *\nDisallow: /", "/coins", False),
        ("User-agent: CoinStack*\nDisallow: /", "/coins", False),
        ("Useragent coinstack\nDissallow: /", "/coins", False),
        ("User-agent: a\nUser-agent: *\nDisallow: /coins", "/coins/1", False),
        ("User-agent: *\nDisallow: /coins\nAllow: /coins/4", "/coins/4/1", True),
        ("User-agent: *\nAllow: /coins\nDisallow: /coins", "/coins", True),
        ("User-agent: *\nDisallow: /*.php$", "/a/b.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/a.php/b.php?x", True),
        ("User-agent: *\nDisallow: /*.php$", "/a.php/b.php", False),
        ("User-agent: *\nDisallow: /search*q=", "/search?lang=en&q=1", False),
        ("User-agent: *\nDisallow: /coins$", "/coins/1", True),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("user-AGENT : *  # everybody\n disallow :/x # not here", "/x", False),
        ("\ufeffUser-agent: *\r\nDisallow: /x\r\n", "/x", False),
        ("Disallow: /x", "/x", True),
        ("<html><body>404: not found</body></html>", "/x", True),
        ("User-agent: *\nDisallow: /x\nSitemap: s\nUser-agent: b\nDisallow: /y", "/y", True),
    ],
)
def test_rules(text, path, is_allowed):
    assert read_robots(text, "coinstack").allows(SITE + path) is is_allowed


@pytest.mark.parametrize(
    ("value", "seconds"), [("5", 5), ("2.5", 2.5), ("99999", 60), ("-1", 0), ("soon", 0), ("inf", 0)]
)
def test_delay_is_kept_within_a_minute(value, seconds):
    assert read_robots(f"User-agent: *\nCrawl-delay: {value}", "coinstack").delay_s == seconds


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("User-agent: *\n" + ("Disallow: /" + "a*" * 400 + "b$\n") * 600, "a" * 3900),
        ("User-agent: *\n" + ("Disallow: /*" + "a" * 16 + "b" + "a" * 16 + "\n") * 10_000, "a" * 3900),
        ("User-agent: *\nDisallow: /" + "a*" * 250_000 + "b", "a" * 3900),
        ("User-agent: *\nDisallow: /" + "%" * 500_000, "%41" * 1300),
        ("User-agent: *\nDisallow: /b" + "$" * 500_000, "a" * 3900),
        ("\n".join(f"User-agent: {n}" for n in range(5_000)) + "\nDisallow: /b" * 5_000, "a"),
        ("\n".join(f"user \t agent {n}" for n in range(5_000)) + "\nDisallow: /b" * 5_000, "a"),
        ("User-agent: *\nCrawl-delay: " + "9" * 500_000, "a"),
        ("user" + " " * 500_000 + "agent", "a"),
        ("User-agent: *\nDisallow: /b\ud800", "a"),
    ],
    ids=["stars", "near misses", "one rule", "escapes", "ends", "agents", "agents of words", "digits", "space", "half"],
)
def test_hostile_file_takes_no_time(text, path):
    with within_cpu(3):
        assert read_robots(text, "coinstack").allows(f"{SITE}/{path}") or "a*a*" in text
