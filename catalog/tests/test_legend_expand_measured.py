"""Measured on the legends of OCRE whose full text an epigrapher's corpus gives (run with -rP for the figures).

COINSTACK_LEGENDS is how many sides are read, 8,000 by default; 0 means all. A side counts as right where the letters
agree once case, V and U, I and J, Y and U, word division and the form of numerals are taken away, CAIVS and GAIVS,
CNAEVS and GNAEVS are one, and the three metals of the mint masters stand in any order.
"""

import csv
import gzip
import os
import re
import sys
import time
import unicodedata
from collections import Counter
from itertools import islice

import pytest

from catalog.legends.expand import expand
from catalog.legends.numerals import read_roman
from coinstack.testing import SHARED_DATA, needs_shared_data

MOST = int(os.environ.get("COINSTACK_LEGENDS", "8000")) or None
FOLDER = SHARED_DATA / "ocre"
SPELLINGS = {"caius": "gaius", "caii": "gaii", "caio": "gaio", "cnaeus": "gnaeus", "cnaei": "gnaei"}
METALS = re.compile("aereauroargento|aereargentoauro|auroargentoaere")
NUMERAL = re.compile("[iuxlc]+")


def normal(text):
    text = unicodedata.normalize("NFKC", text).lower().translate(str.maketrans("vjy", "uiu", "+"))
    words = [SPELLINGS.get(word, word) for word in re.findall("[a-z0-9]+", text)]
    joined = "".join(str(read_roman(word) or word) if NUMERAL.fullmatch(word) else word for word in words)
    return METALS.sub("metals", joined)


def type_id(written):
    return re.sub(r"\((\d)\)", r"_\1", written)


def legends():
    with gzip.open(FOLDER / "types.csv.gz", "rt", encoding="utf-8") as file:
        return {
            (type_id(row["cite_id"]), side): row[column]
            for row in csv.DictReader(file)
            for side, column in (("obv", "obverse_legend"), ("rev", "reverse_legend"))
        }


def sides_of_types():
    known = legends()
    with gzip.open(FOLDER / "legend_expansion" / "hctexts-ocre43k.cex.gz", "rt", encoding="utf-8") as file:
        for line in file:
            found = re.match(r"urn:.*:([^:]+)\.(obv|rev)\.\d+#(.*)", line)
            if found and (legend := known.get((type_id(found[1]), found[2]))):
                yield legend, found[2], found[3]


def pairs():
    for name in ("ocretexts-mappings15.csv", "ocretexts-mappings16.csv"):
        for line in (FOLDER / "legend_expansion" / name).read_text(encoding="utf-8").splitlines():
            legend, comma, expanded = line.partition(",")
            if comma:
                yield legend, "", expanded


def tell(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def measure(sides):
    """Return the share of right sides, of right distinct legends, and what was wrong."""
    counted = Counter(sides)
    started = time.process_time()
    wrong = {}
    for legend, side, expanded in counted:
        found = expand(legend, side=side).expanded
        if normal(found) != normal(expanded):
            wrong[legend, side, expanded] = found
    speed = len(counted) / (time.process_time() - started)
    missed = sum(counted[key] for key in wrong)
    tell(
        f"{counted.total()} sides: {1 - missed / counted.total():.1%} right; {len(counted)} legends: {1 - len(wrong) / len(counted):.1%}; {speed:,.0f} a second"
    )
    for key, found in sorted(wrong.items(), key=lambda item: -counted[item[0]])[:40]:
        tell(counted[key], *key, "|", found)
    return 1 - missed / counted.total(), 1 - len(wrong) / len(counted)


@needs_shared_data
def test_sides_of_types_agree_with_the_corpus():
    sides, _ = measure(islice(sides_of_types(), MOST))
    assert sides > 0.95


@needs_shared_data
def test_pairs_agree_with_the_corpus():
    sides, _ = measure(pairs())
    assert sides > 0.85


@needs_shared_data
@pytest.mark.slow
def test_most_legends_of_ric_have_no_unknown_word():
    distinct = sorted({legend for legend in legends().values() if legend})[:: 1 if MOST is None else 5]
    started = time.process_time()
    understood = sum(not expand(legend).unknown for legend in distinct)
    seconds = time.process_time() - started
    tell(
        f"{len(distinct)} legends, {understood / len(distinct):.1%} without an unknown word, {len(distinct) / seconds:,.0f} a second"
    )
    assert understood / len(distinct) > 0.9
