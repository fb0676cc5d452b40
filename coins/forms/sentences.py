"""What the parsers say ("code: sentence"), as sentences for a person."""

from collections.abc import Iterable


def sentence(problem: str) -> str:
    text = problem.partition(": ")[2] or problem.replace("_", " ")
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def sentences(problems: Iterable[str]) -> tuple[str, ...]:
    return tuple(sentence(problem) for problem in problems)
