"""robots.txt as RFC 9309 has it, read by protego. It comes from outside, so it is cut to a bearable size first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from protego import Protego

_MOST_LINES: Final = 10_000
_LONGEST_LINE: Final = 1_000
_LONGEST_DELAY_S: Final = 60.0
# The spellings that protego takes for a line of this kind.
_AGENT_LINE: Final = re.compile(r"\s*user(?:-|\s*)agent(?:\s*:|\s)\s*([^\s/#]*)", re.IGNORECASE)
_OURS, _OTHERS, _EVERYBODY = "ours", "others", "*"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one agent. `delay_s` is what Crawl-delay asks for, at most a minute, 0 when it does not."""

    rules: Protego = field(default_factory=Protego)
    delay_s: float = 0.0

    def allows(self, url: str) -> bool:
        """The longest rule that matches decides, Allow before Disallow; /robots.txt itself is always allowed."""
        return self.rules.can_fetch(url, _OURS)


def read_robots(text: str, agent: str) -> Robots:
    """Return the rules for an agent's product name ("coinstack"), else those for `*`, else none. Never raises."""
    readable = text.encode("utf-8", "replace").decode().removeprefix("\ufeff")
    rules = Protego.parse("\n".join(_lines(readable, agent.lower())))
    return Robots(rules, min(rules.crawl_delay(_OURS) or 0.0, _LONGEST_DELAY_S))


def _lines(text: str, agent: str) -> Iterator[str]:
    """Agents are renamed to the three that matter: protego keeps a list of rules for each of a group's agents, which
    thousands of names make a matter of gigabytes, knows no version behind a name, and takes "coin" for "coinstack"."""
    for line in text.splitlines()[:_MOST_LINES]:
        named = _AGENT_LINE.match(line[:_LONGEST_LINE])
        yield f"User-agent: {_renamed(named.group(1).lower(), agent)}" if named else line[:_LONGEST_LINE]


def _renamed(name: str, agent: str) -> str:
    if name == _EVERYBODY:
        return name
    return _OURS if name.strip("*") == agent else _OTHERS
