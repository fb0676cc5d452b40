"""robots.txt as RFC 9309 reads it: groups of agents, longest matching rule, `*` and `$` in paths."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote, urlsplit

_MOST_LINES: Final = 10_000
_LONGEST_RULE: Final = 1_000
_LONGEST_DELAY_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class _Rule:
    is_allowed: bool
    path: str


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one agent. `delay_s` is what Crawl-delay asks for, at most a minute, 0 when it does not."""

    rules: tuple[_Rule, ...] = ()
    delay_s: float = 0.0

    def allows(self, url: str) -> bool:
        """The longest rule that matches decides, Allow before Disallow; /robots.txt itself is always allowed."""
        path = _path(url)
        if path == "/robots.txt":
            return True
        matching = [rule for rule in self.rules if _pattern(rule.path).match(path)]
        best = max(matching, key=lambda rule: (len(rule.path), rule.is_allowed), default=None)
        return best is None or best.is_allowed


def read_robots(text: str, agent: str) -> Robots:
    """Return the rules for an agent's product name ("coinstack"), else those for `*`, else none. Never raises."""
    own: list[tuple[str, str]] = []
    general: list[tuple[str, str]] = []
    has_own = False
    for agents, lines in _groups(text):
        if agent.lower() in agents:
            has_own = True
            own += lines
        elif "*" in agents:
            general += lines
    return _robots(own if has_own else general)


def _robots(lines: Sequence[tuple[str, str]]) -> Robots:
    rules = tuple(
        _Rule(key == "allow", _normal(value[:_LONGEST_RULE]))
        for key, value in lines
        if key in {"allow", "disallow"} and value
    )
    delays = [float(value) for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d+)?", value)]
    return Robots(rules, min(max(delays, default=0.0), _LONGEST_DELAY_S))


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    agents: set[str] = set()
    lines: list[tuple[str, str]] = []
    for key, value in _lines(text):
        if key != "user-agent":
            lines.append((key, value))
            continue
        if lines:
            yield agents, lines
            agents, lines = set(), []
        agents.add(re.split(r"[/\s]", value.lower(), maxsplit=1)[0])
    yield agents, lines


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.removeprefix("\ufeff").splitlines()[:_MOST_LINES]:
        key, colon, value = line.partition("#")[0].partition(":")
        if colon and key.strip():
            yield key.strip().lower(), value.strip()


def _path(url: str) -> str:
    parts = urlsplit(url)
    return _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _normal(path: str) -> str:
    """The same path however its letters are escaped."""
    return quote(unquote(path), safe="/?&=*$:;,@!'()+~%-._")


@lru_cache(maxsize=4096)
def _pattern(path: str) -> re.Pattern[str]:
    """Each piece between stars is taken at its first place and never moved, so no file can make matching slow."""
    first, *pieces = map(re.escape, path.removesuffix("$").split("*"))
    if not path.endswith("$"):
        return re.compile(first + "".join(f"(?>.*?{piece})" for piece in pieces), re.DOTALL)
    *middle, last = pieces or [""]
    end = f".*{last}" if pieces else ""
    return re.compile(first + "".join(f"(?>.*?{piece})" for piece in middle) + end + r"\Z", re.DOTALL)
