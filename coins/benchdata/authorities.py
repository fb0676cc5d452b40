"""Who strikes synthetic coins: real powers with their years, mints and the works that list their coins."""

import csv
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("authorities.csv")


class Authority(NamedTuple):
    """`coinage` names an entry of COINAGES; `works` are (abbreviation, highest number) in the order of citing.

    `place` is the region of a Greek or provincial coinage, `share` how often the power turns up.
    """

    name: str
    coinage: str
    start: int
    end: int
    mints: tuple[str, ...]
    legend: str
    works: tuple[tuple[str, int], ...]
    share: int
    place: str
    consorts: tuple[str, ...]


def _read() -> tuple[Authority, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_authority(row) for row in csv.DictReader(file))


def _authority(row: dict[str, str]) -> Authority:
    works = [work.rsplit(":", 1) for work in row["works"].split("|")]
    return Authority(
        name=row["name"],
        coinage=row["coinage"],
        start=int(row["start"]),
        end=int(row["end"]),
        mints=tuple(row["mints"].split("|")),
        legend=row["legend"],
        works=tuple((work, int(highest)) for work, highest in works),
        share=int(row["share"]),
        place=row["place"],
        consorts=tuple(filter(None, row["consorts"].split("|"))),
    )


AUTHORITIES = _read()
