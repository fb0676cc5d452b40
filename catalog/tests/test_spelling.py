"""Spellings of one name told from names of others."""

import pytest

from catalog.spelling import is_same_sound, is_slip
from coinstack.text import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lysimakhia", "Lysimachia"),
        ("Byzantion", "Byzantium"),
        ("Aphrodisias", "Afrodisias"),
        ("Seleukeia", "Seleucia"),
        ("Thessalonike", "Thessalonice"),
        ("Ptolemaios V", "Ptolemaeus V"),
        ("Aelia Kapitolina", "Ailia Capitolina"),
    ],
)
def test_the_same_name_in_two_languages(one, other):
    assert is_same_sound(fold(one), fold(other))
    assert is_slip(fold(one), fold(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vespasin", "Vespasian"),
        ("Domitain", "Domitian"),
        ("Gordian III Pus", "Gordian III Pius"),
        ("Hadrianopoli", "Hadrianopolis"),
        ("Artabano II", "Artabanos II"),
        ("Georg Komnenos", "George Komnenos"),
    ],
)
def test_a_slip_of_the_hand(one, other):
    assert is_slip(fold(one), fold(other))
    assert is_slip(fold(other), fold(one))
    assert not is_same_sound(fold(one), fold(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chios", "Kios"),
        ("Mallos", "Malus"),
        ("Thasos", "Thapsos"),
        ("Attaea", "Attaleia"),
        ("Carteia", "Carthaea"),
        ("Salona", "Salone"),
        ("Apollodoros", "Apollodotos"),
        ("Osroes I of Parthia", "Orodes I of Parthia"),
        ("Lucius Verus", "Lucius Aelius Verus"),
        ("Lucius Mummius", "Lucius Memmius"),
        ("1/6 stater", "1/8 stater"),
    ],
)
def test_names_of_others(one, other):
    assert not is_same_sound(fold(one), fold(other))
    assert not is_slip(fold(one), fold(other))
