import pytest

from catalog.name_forms import forms_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rome", ("Rome",)),
        ("Siscia\xa0", ("Siscia",)),
        ("Seleucis and Pieria. Antioch", ("Seleucis and Pieria. Antioch", "Antioch", "Seleucis and Pieria")),
        ("Sarmatia, Olbia", ("Sarmatia, Olbia", "Olbia", "Sarmatia")),
        ("Antioch (Syria)", ("Antioch (Syria)", "Antioch Syria", "Antioch", "Syria")),
        ("P. (Aelius) Paetus", ("P. (Aelius) Paetus", "P. Aelius Paetus", "P. Paetus", "Aelius")),
        ("Michael IX. Palaiologos", ("Michael IX. Palaiologos", "Michael IX Palaiologos", "Palaiologos", "Michael IX")),
        ("Licinius II. Caesar", ("Licinius II. Caesar", "Licinius II Caesar", "Caesar", "Licinius II")),
        ("AR Denarius", ("AR Denarius", "Denarius")),
        ("Æ Sestertius", ("Æ Sestertius", "Sestertius")),
        ("Bronze follis", ("Bronze follis", "follis")),
        ("M. Aurelius", ("M. Aurelius",)),
        ("", ()),
    ],
    ids=[
        *(
            "plain",
            "no-break-space",
            "region.city",
            "region,city",
            "bracket",
            "name in full",
            "German number",
            "heading",
        ),
        *("AR", "Æ", "bronze", "praenomen", "empty"),
    ],
)
def test_forms_of(text: str, names: tuple[str, ...]) -> None:
    assert forms_of(text).names == names


@pytest.mark.parametrize("text", ["Siscia ?", "Siscia?", "Siscia (?)", "probably Siscia", "Siscia (uncertain)"])
def test_doubt_is_told_apart_from_the_name(text: str) -> None:
    forms = forms_of(text)

    assert forms.names == ("Siscia",)
    assert forms.is_doubtful


@pytest.mark.parametrize("text", ["Samosata or Antioch", "Samosata, or Antioch"])
def test_choice_of_names(text: str) -> None:
    assert forms_of(text).choices == ("Samosata", "Antioch")
    assert forms_of(text).names == ("Samosata or Antioch",)


@pytest.mark.parametrize("text", ["Æ25", "AE 25", "AE 18mm", "Æ 25 mm"])
def test_a_metal_with_a_size_names_nothing(text: str) -> None:
    assert forms_of(text).is_module
    assert forms_of(text).names == ()


@pytest.mark.parametrize("text", ["AE3", "Æ 3"])
def test_modules_of_the_late_bronzes_are_names(text: str) -> None:
    assert not forms_of(text).is_module
    assert text in forms_of(text).names


@pytest.mark.parametrize(
    ("text", "choices"),
    [("Trajan/Hadrian", ("Trajan", "Hadrian")), ("Æ1 / Æ2", ("Æ1", "Æ2")), ("1/6 stater", ())],
    ids=["names", "modules", "fraction"],
)
def test_a_stroke_parts_names_but_no_fraction(text: str, choices: tuple[str, ...]) -> None:
    assert forms_of(text).choices == choices
