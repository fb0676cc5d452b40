"""Denominations and metals as references and dealers name them, by Nomisma id, and which of them pass for another."""

import re
from functools import cache
from typing import Final

from catalog.references.ric_persons import folded_name

_DENOMINATIONS: Final = """
as|as,asses
semis|semis
quadrans|quadrans
triens|triens
dupondius|dupondius,dupondii,dup,dp
sestertius|sestertius,sestertii,sesterz,sest,ses
double-sestertius|double sestertius
denarius|denarius,denarii,denar,denario,denier,den
aureus|aureus,aurei
half-aureus|half aureus
double-aureus|double aureus,binio
quinarius|quinarius,quinarii
quinarius_aureus|quinarius aureus,gold quinarius
antoninianus|antoninianus,antoniniani,antoninian,radiate,aurelianianus,aurelianus,double denarius
cistophorus|cistophorus,cistophoric tetradrachm
tetradrachm|tetradrachm,tetradrachma
didrachm|didrachm,didrachma
drachm|drachm,drachma,drachme
roman_medallion|medallion,bronze medallion,silver medallion,gold medallion
solidus|solidus,solidi
semissis|semissis
tremissis|tremissis
siliqua|siliqua
half_siliqua|half siliqua
light_miliarensis|light miliarense,light miliarensis
heavy_miliarensis|heavy miliarense,heavy miliarensis
argenteus|argenteus
nummus|nummus,follis,centenionalis,maiorina
ae1|ae1,æ1,ae 1,æ 1
ae2|ae2,æ2,ae 2,æ 2
ae3|ae3,æ3,ae 3,æ 3
ae4|ae4,æ4,ae 4,æ 4
victoriatus|victoriatus
"""
_METALS: Final = """
av|av,au,gold,or,oro
ar|ar,ag,silver,argent,silber,plata,argento
ae|ae,æ,cu,bronze,copper,aes,bronce,bronzo,brass,orichalcum
billon|billon,bi,bill
el|el,electrum,elektron
pb|pb,lead
"""
_SAME_KIND: Final = (
    "nummus follis centenionalis maiorina ae1 ae2 ae3 ae4 large_ae2 small_ae2 reduced_ae2 ae3_4 ae_small ae_medium "
    "ae_large half_nummus double-maiorina fraction reduced_follis",
    "siliqua reduced_siliqua heavy_siliqua",
    "drachm drachma",
    "semissis half_solidus half-solidus",
    "antoninianus aurelianianus radiate",
    "light_miliarensis heavy_miliarensis miliarensis",
    "roman_medallion multiple-gold multiple-silver",
    "as ae_unit",
)
_METALS_ALIKE: Final = (
    frozenset({"ar", "billon"}),
    frozenset({"ae", "billon", "cu", "br", "orichalcum", "brass", "copper", "bronze", "potin"}),
    frozenset({"av", "au"}),
)
_OR: Final = re.compile(r" or | oder | ou ")


def _by_name(table: str) -> dict[str, str]:
    lines = (line.split("|") for line in table.strip().splitlines())
    return {folded_name(name): code for code, names in lines for name in (*names.split(","), code)}


@cache
def _denominations() -> dict[str, str]:
    return _by_name(_DENOMINATIONS)


@cache
def _metals() -> dict[str, str]:
    return _by_name(_METALS)


def denominations_named(text: str) -> frozenset[str]:
    """Nomisma ids: "as or dupondius" is two, "(As)" one; none for what is no denomination."""
    found = (_denominations().get(part.strip(" ()")) for part in _OR.split(folded_name(text)))
    return frozenset(filter(None, found))


def metal_named(text: str) -> str:
    return _metals().get(folded_name(text), "")


def of_the_same_kind(denominations: frozenset[str]) -> frozenset[str]:
    """With what passes for them: catalogues call one bronze of the fourth century nummus, follis or AE3."""
    kinds = (frozenset(kind.split()) for kind in _SAME_KIND)
    return denominations.union(*(kind for kind in kinds if kind & denominations))


def metals_like(metals: frozenset[str]) -> frozenset[str]:
    """Billon is called silver or bronze, brass and copper are called bronze."""
    return metals.union(*(alike for alike in _METALS_ALIKE if alike & metals))
