"""With Redis away, pages find nothing in the cache and go on."""

import socketserver
import threading
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.test import override_settings

from coinstack.redis_cache import RedisThatMayBeAway

ANSWERS = {b"HELLO": b"%1\r\n+proto\r\n:3\r\n", b"CLIENT": b"+OK\r\n", b"SELECT": b"+OK\r\n"}


class Redis(socketserver.StreamRequestHandler):
    """Plays as much of Redis as is asked here: every command is answered by what the server was told to answer."""

    def handle(self) -> None:
        while head := self.rfile.readline():
            words = [self._word() for _ in range(int(head[1:]))]
            self.wfile.write(ANSWERS.get(words[0], self.server.answer))

    def _word(self) -> bytes:
        length = int(self.rfile.readline()[1:])
        return self.rfile.read(length + 2)[:-2]


@pytest.fixture
def redis() -> Iterator[socketserver.ThreadingTCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Redis) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def cache_at(port: int) -> BaseCache:
    return RedisThatMayBeAway(f"redis://127.0.0.1:{port}/0", {"OPTIONS": {"socket_connect_timeout": 1}})


def test_nothing_is_found_and_nothing_kept_while_it_is_away():
    away = cache_at(1)
    away.set("key", 5)
    assert away.get("key") is None
    assert away.get("key", "else") == "else"
    assert away.add("key", 0) is True


def test_counting_says_as_any_cache_that_there_is_no_such_key():
    with pytest.raises(ValueError, match="does not answer"):
        cache_at(1).incr("tries")


def test_value_of_an_earlier_version_counts_as_not_there(redis):
    gone = b"ccoinstack.no_such_module\nCounts\n."
    redis.answer = b"$%d\r\n%b\r\n" % (len(gone), gone)
    assert cache_at(redis.server_address[1]).get("facets", "counted anew") == "counted anew"


def test_value_that_is_there_is_found(redis):
    redis.answer = b"$2\r\n42\r\n"
    assert cache_at(redis.server_address[1]).get("tries") == 42


@pytest.mark.django_db
def test_the_list_and_wrong_tokens_are_answered_without_redis(alice, client_for):
    away = {"default": {"BACKEND": "coinstack.redis_cache.RedisThatMayBeAway", "LOCATION": "redis://127.0.0.1:1/0"}}
    with override_settings(CACHES=away):
        assert isinstance(caches["default"], RedisThatMayBeAway)
        visitor = client_for(alice)
        assert visitor.get("/coins/?metal=silver").status_code == 200
        assert visitor.get("/api/v2/coins", headers={"Authorization": "Bearer wrong"}).status_code == 401
