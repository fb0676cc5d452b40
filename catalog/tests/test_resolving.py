"""References resolved against the catalogue in the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.choices import NameKind, TermKind
from catalog.models import CatalogSystem, CatalogType, Term, TermName
from catalog.references import Context, parse_references
from catalog.references.type_ids import number_sort, read_type_id, type_display
from catalog.services.resolving import Resolver, read_references, resolve, resolve_reference
from coinstack.tests.hostile import within_cpu

pytestmark = pytest.mark.django_db

OCRE = "http://numismatics.org/ocre/id/ric."
TYPES = {
    "1(2).aug.207": ("augustus", "lugdunum", "denarius", "ar"),
    "1(2).ner.207": ("nero", "rome", "aureus", "av"),
    "2.tr.674_dupondius": ("trajan", "rome", "dupondius", "ae"),
    "2.tr.674_as": ("trajan", "rome", "as", "ae"),
    "5.gall(1).163": ("valerian", "rome", "antoninianus", "billon"),
    "5.gall(2).163": ("gallienus", "rome", "antoninianus", "billon"),
    "5.gall(2).98": ("gallienus", "rome", "antoninianus", "billon"),
    "5.cg.98": ("claudius_ii_gothicus", "rome", "antoninianus", "billon"),
    "7.tri.209": ("constantine_i", "treveri", "ae3", "ae"),
    "7.lon.209": ("constantine_i", "londinium", "ae3", "ae"),
}
KINDS = (TermKind.ISSUER, TermKind.MINT, TermKind.DENOMINATION, TermKind.MATERIAL)


@pytest.fixture
def types():
    """Types with terms that have an address and no names, as where no vocabulary was seeded."""
    system = CatalogSystem.objects.get_or_create(code="ric", defaults={"title": "RIC"})[0]
    for end, facts in TYPES.items():
        authority, mint, denomination, material = (term(kind, fact) for kind, fact in zip(KINDS, facts, strict=True))
        key = read_type_id(f"{OCRE}{end}")
        CatalogType.objects.create(
            system=system,
            uri=f"{OCRE}{end}",
            display=type_display(key),
            number_sort=number_sort(key.number, key.suffix),
            authority=authority,
            mint=mint,
            denomination=denomination,
            material=material,
            **{name: getattr(key, name) for name in ("volume", "edition", "section", "number", "suffix", "qualifier")},
        )


def term(kind, code):
    uri = f"http://nomisma.org/id/{code}"
    return Term.objects.get_or_create(uri=uri, defaults={"kind": kind, "name": code, "slug": code})[0]


def ends(parsed):
    return [[one.uri.removeprefix(OCRE) for one in reference.candidates] for reference in parsed.references]


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("RIC I² 207", Context(issuer="Augustus"), ["1(2).aug.207"]),
        ("RIC 207", Context(portrait="NERO"), ["1(2).ner.207"]),
        ("RIC I² 207", Context(metal="AV"), ["1(2).ner.207"]),
        ("RIC I² 207", Context(mint="Lyon"), ["1(2).aug.207"]),
        ("RIC 674", Context(issuer="Trajano", denomination="Dupondius"), ["2.tr.674_dupondius"]),
        ("RIC 674; BMC 1882 (As)", Context(issuer="trajan"), ["2.tr.674_as"]),
        ("RIC VII 209", Context(issuer="Crispus", mint="Trèves"), ["7.tri.209"]),
        ("RIC V 163", Context(issuer="Gallienus", portrait="Gallienus, Sole Reign"), ["5.gall(2).163"]),
        ("RIC V 163", Context(portrait="Gallienus", reverse="VIRTVS AVGG"), ["5.gall(1).163"]),
        ("RIC V 163", Context(portrait="Gallienus", reverse="DIANAE CONS AVG"), ["5.gall(2).163"]),
        ("RIC V 163", Context(portrait="Gallienus", year_start=265, year_end=266), ["5.gall(2).163"]),
        ("RIC 207", Context(metal="AV", year_start=60), ["1(2).ner.207"]),
        ("RIC V 163", Context(portrait="Gallienus"), ["5.gall(1).163", "5.gall(2).163"]),
        ("RIC V 163", Context(issuer="Gallienus"), ["5.gall(2).163", "5.gall(1).163"]),
        ("RIC V 163", Context(issuer="Gallienus (joint reign)"), ["5.gall(1).163"]),
        ("RIC V 163", Context(issuer="Gallienus (sole reign)"), ["5.gall(2).163"]),
    ],
    ids=[
        "issuer",
        "capitals",
        "code of a metal",
        "French mint",
        "denomination",
        "denomination in the text",
        "mint before person",
        "reign of the portrait",
        "two Augusti",
        "one Augustus",
        "date in the sole reign",
        "date for a volume",
        "reign unknown",
        "issuer of both reigns",
        "issuer of the joint reign",
        "issuer of the sole reign",
    ],
)
def test_names_of_a_coin_choose_the_type_without_a_vocabulary(types, text, context, expected):
    assert ends(read_references(text, context))[0] == expected


def test_names_of_the_vocabulary_choose_the_type(types):
    trier = term(TermKind.MINT, "treveri")
    TermName.objects.create(term=trier, text="Trewir", kind=NameKind.DEALER)
    assert ends(read_references("RIC VII 209", Context(mint="trewir"))) == [["7.tri.209"]]


@pytest.mark.parametrize("name", ["none", "uncertain value", "Nobody in particular", "'; DROP TABLE", "(.*", "\x00"])
def test_an_unknown_name_counts_as_not_given_and_is_noted(types, name):
    parsed = read_references("RIC VII 209", Context(mint=name, issuer=name))
    [reference] = parsed.references
    assert len(reference.candidates) == 2
    codes = {problem.partition(":")[0] for problem in reference.problems}
    assert codes >= {"several_types"} | ({"mint_unknown", "issuer_unknown"} if name.strip() else set())


def test_a_goddess_shown_and_a_city_that_strikes_are_no_unknown_names(types):
    term(TermKind.DEITY, "athena")
    term(TermKind.REGION, "corinth")
    [reference] = read_references("RIC VII 209", Context(issuer="corinth", portrait="athena")).references
    assert [problem for problem in reference.problems if "unknown" in problem] == []


def test_candidates_carry_address_and_label_and_doubt_lowers_the_confidence(types):
    parsed = parse_references("RIC I² 207")
    [reference] = resolve(parsed, Context(issuer="Augustus", mint="Trier")).references
    [candidate] = reference.candidates
    assert (candidate.uri, candidate.display) == (f"{OCRE}1(2).aug.207", "RIC I² Augustus 207")
    assert reference.state == "doubtful"
    assert reference.confidence < parsed.references[0].confidence
    resolution = resolve_reference(parsed.references[0], Context(issuer="Augustus", mint="Trier"))
    assert (resolution.state, resolution.problems) == ("doubtful", ("mint_contradicts",))


@pytest.mark.parametrize(("source", "codes"), [("starter", set()), ("ocre", {"no_such_number"})])
def test_only_a_whole_catalogue_proves_that_a_number_is_not_there(types, source, codes):
    CatalogType.objects.update(source=source)
    [reference] = read_references("RIC VII Trier 999").references
    assert {problem.partition(":")[0] for problem in reference.problems} == codes
    assert reference.candidates == ()


def test_types_that_were_looked_up_singly_are_no_whole_catalogue(types):
    CatalogType.objects.update(source="ocre", stale_after=timezone.now())
    [reference] = read_references("RIC VII Trier 999").references
    assert (reference.state, reference.problems) == ("not_loaded", ())


def test_a_type_known_from_a_reference_only_is_no_candidate(types):
    CatalogType.objects.filter(section="tri").update(source="reference")
    assert ends(read_references("RIC VII 209")) == [["7.lon.209"]]


def test_a_type_that_was_replaced_is_no_candidate(types):
    old, new = CatalogType.objects.filter(section__in=["aug", "ner"])
    CatalogType.objects.filter(pk=old.pk).update(replaced_by=new)
    assert len(read_references("RIC I 207").references[0].candidates) == 1


def test_a_reference_costs_one_query_once_the_names_are_known(types):
    resolver, context = Resolver(), Context(issuer="Augustus", mint="Lyon", metal="AR", denomination="Denarius")
    resolver.read("RIC I 207", context)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        resolver.read("RIC I 207; RIC VII 209; Cohen 3 (cf. RIC 12)", context)
    assert len(queries) <= 4


HOSTILE = {
    "punctuation": "RIC " + "().,;:-/&'\"#*?_%\\" * 600,
    "numbers": "RIC 99999999999999999999 RIC I 99999999999999999999999a-99999999999z; RRC 999/999999999a-z",
    "list": "RIC I " + ", ".join(f"{number}a-{number + 400}z" for number in range(1, 900, 3)),
    "letters": "RIC I 207" + "a" * 5000,
    "look-alikes": "RIС Ι 207; ΡΙϹ VII 209; RІC V 163 (Gallіenus)",
    "patterns": "RIC I 207(.*)+$ [a-z]{9}; RIC I 207' OR 1=1 --; RIC I 207%",
    "nulls": "RIC\x00I\x00207\x00(Nero\x00)",
    "sections": "RIC VII " + "(((Trier " * 900 + "209",
    "names": "RIC I 207 (" + " and ".join(["Nero"] * 500) + ")",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_bad_texts_neither_fail_nor_hang(types, text):
    with within_cpu(5):
        parsed = read_references(text, Context(issuer=text[:2000], mint=text[:2000], portrait=text[-2000:]))
    assert parsed.input == text


@pytest.mark.parametrize(
    ("text", "issuer", "years", "expected"),
    [
        ("RIC 163", "Gallienus", (264, 265), "5.gall(2).163"),
        ("RIC 163", "Gallienus", (255, 256), "5.gall(1).163"),
        ("RIC 98", "Claudius II Gothicus", (268, 269), "5.cg.98"),
        ("RIC 207", "Nero", (64, 65), "1(2).ner.207"),
    ],
)
def test_dates_part_the_reigns_of_gallienus_and_nobody_elses(types, text, issuer, years, expected):
    context = Context(issuer=issuer, portrait=issuer, year_start=years[0], year_end=years[1])

    parsed = read_references(text, context)

    assert (ends(parsed), parsed.references[0].state) == ([[expected]], "resolved")


def test_of_one_number_under_two_works_none_is_taken(types):
    ric, rsc = read_references("RIC/RSC 207", Context(issuer="Augustus")).references
    assert (ric.number, rsc.number, ric.state) == ("207", "207", "doubtful")
    ric, rsc = read_references("RIC/RSC 207/43", Context(issuer="Augustus")).references
    assert (ric.number, rsc.number, ric.state) == ("207", "43", "resolved")
