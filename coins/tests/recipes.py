"""Coins for tests, made the way the program makes them."""

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from coins.models import Coin, CoinImage, CoinReference, ProvenanceEvent
from coins.services.edit import create_coin
from coins.services.history import Change
from coinstack.accounts.models import User

DOMNA: dict[str, Any] = {
    "category": "roman_imperial",
    "denomination": "Denarius",
    "issuer": "Septimius Severus",
    "portrait_subject": "Julia Domna",
    "mint": "Rome",
    "metal": "silver",
    "weight_g": "3.28",
    "diameter_mm": "18.5",
    "die_axis_h": "6",
    "year_start": 196,
    "year_end": 202,
    "grade": "VF",
    "obverse_legend": "IVLIA AVGVSTA",
    "reverse_legend": "VENVS FELIX",
}


def make_coin(owner: User, **values: Any) -> Coin:
    return create_coin(owner=owner, values=values, change=Change(user=owner, reason="made for a test"))


def make_domna(owner: User, **values: Any) -> Coin:
    """A coin with the usual facts: a silver denarius for Julia Domna."""
    return make_coin(owner, **{**DOMNA, **values})


def add_reference(coin: Coin, text: str, **columns: Any) -> CoinReference:
    return CoinReference.objects.create(coin=coin, text=text, **columns)


def add_provenance(coin: Coin, **columns: Any) -> ProvenanceEvent:
    return ProvenanceEvent.objects.create(coin=coin, **columns)


def picture_bytes(size: tuple[int, int] = (400, 300), form: str = "JPEG", **options: Any) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (140, 120, 90)).save(file, form, **options)
    return file.getvalue()


def add_picture(coin: Coin, kind: str = "obverse", content: bytes | None = None, **columns: Any) -> CoinImage:
    image = CoinImage(coin=coin, kind=kind, **columns)
    image.file.save(f"{kind}.jpg", ContentFile(content or picture_bytes()), save=True)
    return image
