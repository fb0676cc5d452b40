"""The cache in Redis, which may be away or hold what an earlier version kept: pages are slower then, and none fails."""

import logging
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# What reading a value raises whose class has changed or gone since it was kept.
OF_ANOTHER_VERSION = (pickle.UnpicklingError, AttributeError, ImportError, TypeError)


class ForgetfulClient(RedisCacheClient):
    """Without an answer nothing is kept and nothing is found, as in a cache that forgets at once.

    Only what this program asks of a cache is covered: get, set, add and incr.
    """

    def get(self, key: Any, default: Any) -> Any:
        found = [default]
        with _going_without(RedisError, *OF_ANOTHER_VERSION):
            found = [super().get(key, default)]
        return found[0]

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        with _going_without(RedisError):
            super().set(key, value, timeout)

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        is_new = True
        with _going_without(RedisError):
            is_new = super().add(key, value, timeout)
        return is_new

    def incr(self, key: Any, delta: int) -> int:
        """Raises ValueError for a key that is not there, as every cache does."""
        try:
            return int(super().incr(key, delta))
        except RedisError as problem:
            raise ValueError(f"Redis does not answer: {problem}") from problem


class RedisThatMayBeAway(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgetfulClient


@contextmanager
def _going_without(*problems: type[Exception]) -> Iterator[None]:
    try:
        yield
    except problems as problem:
        logger.warning("The cache in Redis is not used: %s", problem)
