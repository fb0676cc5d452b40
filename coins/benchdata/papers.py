"""What a collector writes around a synthetic coin: grade, references, provenance, notes, place and tags."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

GRADES = ("F", "Good F", "Near VF", "VF", "Good VF", "Near EF", "EF", "Superb EF", "FDC")
GRADE_WEIGHTS = (6, 7, 12, 30, 19, 12, 10, 3, 1)
SLAB_GRADES = ("F", "Ch F", "VF", "Ch VF", "XF", "Ch XF", "AU", "Ch AU", "MS", "Ch MS")
MINTMARKS = ("PTR", "SMANT", "SIS", "TES", "SMKA", "CONOB", "RP", "PLG", "AQS", "XXI", "KAXXI", "COMOB", "ALE", "SMNB")
FIELD_MARKS = ("star in left field", "crescent in right field", "A to left", "palm branch in left field", "• in field")
MONEYERS = (
    "L. Calpurnius Piso Frugi",
    "C. Licinius L.f. Macer",
    "Q. Antonius Balbus",
    "M. Porcius Laeca",
    "L. Titurius Sabinus",
    "C. Vibius Pansa",
    "P. Crepusius",
    "L. Rubrius Dossenus",
    "Mn. Fonteius",
    "Cn. Lentulus Clodianus",
    "A. Postumius Albinus",
    "C. Naevius Balbus",
    "L. Cassius Longinus",
    "M. Volteius",
    "Faustus Cornelius Sulla",
    "L. Hostilius Saserna",
)
SOURCES = (
    "Northgate Numismatics",
    "Aurora Coins",
    "Hafen & Sohn",
    "Bellini Aste",
    "Old Mint Auctions",
    "P. Delacroix",
    "Obol & Co",
    "Danube Coins",
    "local coin fair",
    "Levantine Antiquities",
    "Cabinet Verdier",
    "M. Osterman",
    "Kestrel Ancients",
    "Casa de la Moneda Vieja",
    "private collector",
    "Thames Street Coins",
    "Athena Gallery",
    "Tesserae Ltd",
    "inheritance",
    "Rhine Valley Coins",
)
TAGS = (
    "favourite",
    "to photograph",
    "Severan women",
    "portrait",
    "animals",
    "ships",
    "Judaea",
    "travel coinage",
    "year of four emperors",
    "Balkan hoards",
    "to sell",
    "duplicate",
    "fine style",
    "military",
    "architecture",
    "exhibition 2019",
    "published",
    "needs research",
    "cleaned by me",
    "cabinet toning",
    "gift",
    "old collection",
)
TONING = (
    "Attractive cabinet toning with golden hues around the devices.",
    "Dark green patina, earthen highlights.",
    "Lightly toned, some deposits on the reverse.",
    "Glossy brown patina; minor smoothing in the fields.",
    "Iridescent toning over residual lustre.",
)
REMARKS = (
    "Bought with two others of {name}; compare the reverse dies.",
    "Struck slightly off centre, but the legend of {name} is complete.",
    "Weight checked again on the new scales.",
    "From the first tray that I catalogued; envelope kept.",
    "Type missing from my set of {name} until now.",
)
RARITIES = ("common", "scarce", "R", "R2", "R3", "unique?")
COLLECTIONS = ("E. Hartmann", "Dr. J. Lindqvist", "the Marbury family", "R. Castellani", "Abbé Roux")


def grade(rng: Random, number: int) -> dict[str, Any]:
    chance = rng.random()
    if chance < 0.1:
        return {}
    if chance < 0.85:
        holder = rng.choices(("raw", "flip", "capsule"), (70, 25, 5))[0]
        return {"grade": rng.choices(GRADES, GRADE_WEIGHTS)[0], "grading_state": holder}
    return {
        "grade": rng.choice(SLAB_GRADES),
        "grading_state": "slabbed",
        "grade_service": "ngc",
        "certification_number": f"{2_400_000 + number:07}-{rng.randint(1, 160):03}",
        "strike_grade": rng.choices((3, 4, 5), (15, 45, 40))[0],
        "surface_grade": rng.choices((2, 3, 4, 5), (15, 30, 35, 20))[0],
        "has_star": rng.random() < 0.03,
        "is_fine_style": rng.random() < 0.05,
    }


def references(rng: Random, works: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    """One to all of the works, each with a number; one coin in twelve has none."""
    if rng.random() < 1 / 12:
        return []
    cited = works[: rng.randint(1, len(works))]
    return [
        {"text": f"{work} {rng.randint(1, highest)}{_suffix(rng)}", "order": place, "is_primary": place == 0}
        for place, (work, highest) in enumerate(cited)
    ]


def _suffix(rng: Random) -> str:
    return rng.choices(("", "a", "b", "c", " var."), (82, 8, 4, 2, 4))[0]


def provenance(rng: Random) -> list[dict[str, Any]]:
    """None for three coins in five, else one or two earlier stations."""
    stations = rng.choices((0, 1, 2), (60, 30, 10))[0]
    return [_station(rng, place) for place in range(stations)]


def _station(rng: Random, order: int) -> dict[str, Any]:
    year = rng.randint(1925, 2023)
    if rng.random() < 0.4:
        owner = rng.choice(COLLECTIONS)
        return {"kind": "collection", "source_name": f"Collection of {owner}", "order": order, "strength": "named"}
    return {
        "kind": "auction",
        "strength": "documented",
        "source_name": rng.choice(SOURCES[:5]),
        "sale_number": str(rng.randint(1, 140)),
        "date_text": str(year),
        "sort_date": date(year, 1, 1),
        "lot_number": str(rng.randint(1, 2400)),
        "hammer_price": Decimal(rng.randint(3, 400) * 10),
        "currency": rng.choice(("USD", "CHF", "EUR")),
        "order": order,
    }


def notes(rng: Random, name: str, metal: str) -> dict[str, Any]:
    return {
        "toning": rng.choice(TONING) if rng.random() < 0.35 else "",
        "personal_notes": rng.choice(REMARKS).format(name=name) if rng.random() < 0.3 else "",
        "rarity_summary": rng.choices(RARITIES, (50, 25, 12, 8, 4, 1))[0] if rng.random() < 0.3 else "",
        "hoard": f"{rng.choice(('Danube', 'Dorchester', 'Syrian', 'Sisak'))} hoard" if rng.random() < 0.03 else "",
        "is_plated": metal == "silver" and rng.random() < 0.02,
    }


def storage(number: int) -> tuple[str, ...]:
    """Twenty coins lie in a row, ten rows in a tray, twenty trays in a cabinet; one coin in nine is not put away."""
    if number % 9 == 0:
        return ()
    cabinet, tray = number // 4000 + 1, number // 200 % 20 + 1
    return (f"Cabinet {cabinet}", f"Tray {tray}", f"Row {number // 20 % 10 + 1}")


def tags(rng: Random) -> tuple[str, ...]:
    count = rng.choices((0, 1, 2, 3), (55, 28, 12, 5))[0]
    return tuple(dict.fromkeys(rng.choice(TAGS) for _ in range(count)))
