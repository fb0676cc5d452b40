"""Measured pages as a table for a terminal or a document."""

from collections.abc import Iterable, Sequence
from typing import Any

Row = dict[str, Any]  # as Timing.as_json() gives it


def table(rows: Sequence[Row]) -> str:
    """One line a page or group: median, 95th percentile, what the database alone needs, what is allowed, a mark."""
    shown = [(_label(row), row) for row in slowest_of_groups(rows)]
    width = max((len(label) for label, _ in shown), default=0)
    lines = [f"{'milliseconds':{width}}      p50      p95    limit   budget"]
    for label, row in shown:
        limit = "-" if row["limit_ms"] is None else f"{row['limit_ms']:.1f}"
        budget = "-" if row["budget_ms"] is None else f"{row['budget_ms']:.0f}"
        mark = "  OVER" if row["over"] else ""
        lines.append(f"{label:{width}} {row['p50_ms']:8.1f} {row['p95_ms']:8.1f} {limit:>8} {budget:>8}{mark}")
    return "\n".join(lines)


def slowest_of_groups(rows: Iterable[Row]) -> list[Row]:
    """The rows in order; a group stands where its first member stood, with its slowest member's figures."""
    found: dict[str, Row] = {}
    for row in rows:
        key = row["group"] or row["name"]
        if key not in found or row["p95_ms"] > found[key]["p95_ms"]:
            found[key] = row
    return list(found.values())


def _label(row: Row) -> str:
    return f"{row['group']}; slowest: {row['name']}" if row["group"] else str(row["name"])
