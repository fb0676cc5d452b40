"""References of a text with the types of the local catalogue that they mean."""

from dataclasses import replace

from catalog.references import Context, ParsedText, parse_references
from catalog.references.base import NO_CONTEXT, Reference
from catalog.references.money import denominations_named
from catalog.references.problems import told, weight
from catalog.references.resolve import query_of, resolve_among
from catalog.references.type_rows import Known, Resolution
from catalog.services.resolving_context import KnownNames
from catalog.services.resolving_rows import TypeRows


class Resolver:
    """Resolves many references; what the names of a context mean is asked once.

    Each reference then costs one query on an index. Use one resolver for one piece of work: it does not see terms
    that change meanwhile.
    """

    def __init__(self) -> None:
        self._names = KnownNames()
        self._types = TypeRows()

    def read(self, text: str, context: Context = NO_CONTEXT) -> ParsedText:
        """Parse a text and resolve its references."""
        return self.resolve(parse_references(text, context), context)

    def resolve(self, parsed: ParsedText, context: Context = NO_CONTEXT) -> ParsedText:
        """The text with `candidates`, further problems and the confidence that these leave."""
        known = _with_denomination(self._names.known(context), parsed)
        references = tuple(
            _resolved(reference, known, self._resolution(reference, known)) for reference in parsed.references
        )
        return replace(parsed, references=references)

    def resolve_reference(self, reference: Reference, context: Context = NO_CONTEXT) -> Resolution:
        return self._resolution(reference, self._names.known(context))

    def _resolution(self, reference: Reference, known: Known) -> Resolution:
        query = query_of(reference, known)
        rows = self._types.fetch(query) if query else []
        resolution = resolve_among(reference, known, rows)
        is_blank = resolution.state == "not_found" and not self._types.has_whole(reference.system)
        return Resolution("not_loaded") if is_blank else resolution


def read_references(text: str, context: Context = NO_CONTEXT) -> ParsedText:
    """Parse a text and resolve its references against the local catalogue."""
    return Resolver().read(text, context)


def resolve(parsed: ParsedText, context: Context = NO_CONTEXT) -> ParsedText:
    """A parsed text with the candidates of each reference: exactly one where nothing else fits."""
    return Resolver().resolve(parsed, context)


def resolve_reference(reference: Reference, context: Context = NO_CONTEXT) -> Resolution:
    """What one reference means; link a coin only where the state is "resolved"."""
    return Resolver().resolve_reference(reference, context)


def _with_denomination(known: Known, parsed: ParsedText) -> Known:
    """'RIC 1037c; BMC 1882 (As)': the denomination beside one reference is the coin's."""
    if known.denominations:
        return known
    printed = {found for one in parsed.references if (found := denominations_named(one.denomination))}
    return replace(known, denominations=printed.pop()) if len(printed) == 1 else known


def _resolved(reference: Reference, known: Known, resolution: Resolution) -> Reference:
    codes = list(resolution.problems)
    told_problems = [told(code) for code in codes]
    if resolution.state == "ambiguous":
        told_problems.append(told("several_types", _what_decides(resolution)))
    if resolution.more:
        told_problems.append(told("more_types", str(resolution.more)))
    told_problems += [told(f"{field}_unknown", name) for field, name in known.unknown.items()]
    confidence = reference.confidence
    for code in codes:
        confidence *= weight(code)
    return replace(
        reference,
        candidates=resolution.candidates,
        problems=(*reference.problems, *told_problems),
        confidence=round(confidence, 2),
        state=resolution.state,
    )


def _what_decides(resolution: Resolution) -> str:
    count = len(resolution.types) + resolution.more
    return f"{count}; {', '.join(resolution.decides)} would decide" if resolution.decides else str(count)
