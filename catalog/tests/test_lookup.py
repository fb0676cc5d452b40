"""A reference looked up: here, in what was kept, and in catalogues played by a server of the test."""

import itertools
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalog.choices import TermKind
from catalog.clients.base import Side, TypeDocument
from catalog.models import CatalogSystem, CatalogType, ExternalLink, Term
from catalog.references import Context
from catalog.references.type_ids import number_sort
from catalog.services.lookup import as_json, look_up
from catalog.services.lookup_storing import store_document
from catalog.services.versions import TYPES, catalog_version
from catalog.tests.catalogues import sample
from coinstack.http import Clock, Guard, Line, Network, Unreadable
from coinstack.tests.outside import Waits, network_to, raw, redirect, reply

pytestmark = pytest.mark.django_db
URI = "http://numismatics.org/ocre/id/"
RRC = "http://numismatics.org/crro/id/"
AURELIUS = "/ocre/id/ric.3.m_aur.676.jsonld"
KEEP_FOR = timedelta(days=180)


@pytest.fixture
def outside(outside, settings):
    """Plays the catalogues; OCRE finds nothing by a search."""
    settings.CATALOGUE_ADDRESSES = {
        code: f"{outside.url}/{code}/" for code in ("ocre", "crro", "sco", "pella", "pco", "rpc")
    }
    outside.answer("/ocre/apis/search", reply(200, '<feed xmlns="http://www.w3.org/2005/Atom"/>'))
    outside.answer("/ocre/apis/reconcile", reply(200, '{"q0": {"result": []}}'))
    return outside


@pytest.fixture
def ask(network):
    """Looks up with the network of the test."""

    def run(text, *, is_online=True, **names):
        return look_up(text, Context(**names), is_online=is_online, way_out=network)

    return run


@pytest.fixture
def faustina(outside):
    """RIC III 676 of Marcus Aurelius, as OCRE sends it."""
    outside.answer(AURELIUS, reply(200, sample("ocre/ric.3.m_aur.676.jsonld")))


def add_type(system, number, uri, display, **values):
    row, _ = CatalogSystem.objects.get_or_create(code=system, defaults={"title": system})
    return CatalogType.objects.create(
        system=row, number=number, number_sort=number_sort(number), uri=uri, display=display, **values
    )


def crro_type(id, label):
    return json.dumps({"@id": RRC + id, "skos:prefLabel": label})


# --- what is here comes first


def test_type_of_the_local_catalogue_needs_no_network(outside, ask):
    add_type("rrc", "44/5", RRC + "rrc-44.5", "RRC 44/5", source="crro", reverse_legend="ROMA")
    found = ask("Crawford 44/5")
    assert (found.status, found.catalog_type.display, found.message) == ("success", "RRC 44/5", "")
    assert outside.asked == []


def test_several_local_types_are_listed_and_none_is_chosen(outside, ask):
    for letter in "ab":
        add_type("rrc", "335/1", f"{RRC}rrc-335.1{letter}", f"RRC 335/1{letter}", suffix=letter, source="crro")
    found = ask("RRC 335/1")
    assert (found.status, found.catalog_type) == ("ambiguous", None)
    assert [candidate.display for candidate in found.candidates] == ["RRC 335/1a", "RRC 335/1b"]
    assert outside.asked == []


def test_several_types_are_told_with_what_decides(ask):
    for code, name, concept in (("ar", "Arles", "arelate"), ("tri", "Trier", "treveri")):
        mint = Term.objects.create(kind=TermKind.MINT, name=name, slug=code, uri=f"http://nomisma.org/id/{concept}")
        where = {"volume": "VII", "section": code, "mint": mint}
        add_type("ric", "209", f"{URI}ric.7.{code}.209", f"RIC VII {name} 209", source="ocre", **where)
    found = ask("RIC VII 209", is_online=False)
    assert (found.status, "mint" in found.message, len(found.candidates)) == ("ambiguous", True, 2)
    assert ask("RIC VII 209", mint="Trier").catalog_type.section == "tri"


@pytest.mark.parametrize("text", ["cf. RRC 44/5", "RRC 44/5 var."])
def test_type_that_is_cited_for_comparison_is_not_the_coins(outside, ask, text):
    add_type("rrc", "44/5", RRC + "rrc-44.5", "RRC 44/5", source="crro")
    found = ask(text)
    assert (found.status, found.catalog_type, "not said to be" in found.message) == ("not_found", None, True)


def test_row_that_only_stands_for_a_number_is_looked_for_outside(outside, ask):
    add_type("sc", "1266.2", None, "SC 1266.2", source="reference")
    uri = "http://numismatics.org/sco/id/sc.1.1266.2"
    outside.answer("/sco/id/sc.1.1266.2.jsonld", reply(200, json.dumps({"@id": uri, "skos:prefLabel": "SC 1266.2"})))
    outside.answer("/sco/apis/reconcile", reply(200, '{"q0": {"result": []}}'))
    found = ask("SC 1266.2")
    assert (found.status, found.catalog_type.uri, CatalogType.objects.count()) == ("success", uri, 1)


@pytest.mark.parametrize("text", ["", "no reference at all", ";;;;" * 3000, "\x00", "'; DROP TABLE coins; --"])
def test_text_without_a_reference_is_not_found(ask, text):
    found = ask(text)
    assert (found.status, found.message[:12]) == ("not_found", "No reference")


def test_only_the_first_reference_is_looked_up_and_that_is_said(ask):
    add_type("rrc", "44/5", RRC + "rrc-44.5", "RRC 44/5", source="crro")
    found = ask("RRC 44/5; Sydenham 167")
    assert (found.status, "1 more" in found.message) == ("success", True)


# --- then what was kept, then the web


def test_without_leave_nothing_is_asked(outside, ask, faustina, tmp_path):
    offline = network_to(outside, tmp_path, Waits(), is_offline=True)
    found = look_up("RIC III 676", Context(issuer="Marcus Aurelius"), way_out=offline)
    assert (found.status, outside.asked) == ("not_found", [])


def test_type_from_the_web_is_stored(outside, ask, faustina):
    before = catalog_version(TYPES)
    found = ask("RIC III 676", issuer="Marcus Aurelius")
    assert (found.status, outside.paths[0]) == ("success", AURELIUS)
    row = CatalogType.objects.get(uri=URI + "ric.3.m_aur.676")
    assert found.catalog_type == row
    assert (row.system.code, row.volume, row.section, row.number) == ("ric", "III", "m_aur", "676")
    assert (row.source, row.year_start, row.year_end) == ("ocre", 161, 176)
    assert (row.obverse_legend, row.obverse_legend_norm) == ("FAVSTINA AVGVSTA", "faustina augusta")
    assert (row.mint.name, row.authority.uri) == ("Rome", "http://nomisma.org/id/marcus_aurelius")
    assert row.issuer == row.authority
    assert row.stale_after - row.fetched_at == KEEP_FOR
    assert row.raw["ocre"]["label"] == "RIC III Marcus Aurelius 676"
    link = row.external_links.get()
    assert (link.source, link.external_id, link.state) == ("ocre", "ric.3.m_aur.676", "synced")
    assert catalog_version(TYPES) > before


def test_what_is_stored_is_found_without_the_network_from_then_on(outside, ask, faustina):
    ask("RIC III 676", issuer="Marcus Aurelius")
    count = len(outside.asked)
    assert ask("RIC III 676", issuer="Marcus Aurelius", is_online=False).status == "success"
    assert len(outside.asked) == count


def test_answer_that_was_kept_serves_without_the_network(outside, ask, faustina, tmp_path):
    ask("RIC III 676", issuer="Marcus Aurelius")
    CatalogType.objects.all().delete()
    Term.objects.all().delete()
    offline = network_to(outside, tmp_path, Waits(now=Waits().now + 3600), is_offline=True)
    assert look_up("RIC III 676", Context(issuer="Marcus Aurelius"), way_out=offline).status == "success"


def test_number_under_another_ruler_is_offered_and_not_taken(outside, ask):
    outside.answer("/ocre/apis/reconcile", reply(200, '{"q0": {"result": []}}'))
    outside.answer("/ocre/apis/search", reply(200, sample("ocre/search.atom.xml")))
    found = ask("RIC II.1 972", issuer="Titus")
    assert (found.status, CatalogType.objects.count()) == ("ambiguous", 0)
    assert [candidate.uri for candidate in found.candidates] == [URI + "ric.2_1(2).ves.972"]


def test_search_is_believed_where_volume_mint_and_number_agree(outside, ask):
    document = json.dumps({"@id": URI + "ric.7.tri.209", "skos:prefLabel": "RIC VII Treveri 209"})
    outside.answer("/ocre/id/ric.7.tri.209.jsonld", reply(404), reply(200, document))
    outside.answer("/ocre/apis/reconcile", reply(200, sample("ocre/reconciled.json")))
    found = ask("RIC VII 209", mint="Trier")
    assert (found.status, found.catalog_type.display) == ("success", "RIC VII Trier 209")


def test_without_a_mint_the_types_of_all_mints_are_listed(outside, ask):
    outside.answer(
        "/ocre/apis/search", reply(200, sample("ocre/search.atom.xml").replace(b"ric.2_1(2).ves.972", b"ric.7.tri.209"))
    )
    found = ask("RIC VII 209", issuer="Constantine I")
    assert (found.status, [one.uri for one in found.candidates]) == ("ambiguous", [URI + "ric.7.tri.209"])


def test_one_number_of_several_denominations_is_several_types(outside, ask, faustina):
    feed = sample("ocre/search.atom.xml").replace(b"ric.2_1(2).ves.972", b"ric.3.m_aur.676_aureus")
    outside.answer("/ocre/apis/search", reply(200, feed))
    found = ask("RIC III 676", issuer="Marcus Aurelius")
    assert (found.status, [one.display for one in found.candidates]) == (
        "ambiguous",
        ["RIC III Marcus Aurelius 676", "RIC III Marcus Aurelius 676 (aureus)"],
    )


def test_numbers_of_several_letters_are_several_types(outside, ask):
    for letter in "abc":
        outside.answer(f"/crro/id/rrc-335.1{letter}.jsonld", reply(200, crro_type(f"rrc-335.1{letter}", "x")))
    found = ask("RRC 335/1a-c")
    assert (found.status, [one.display for one in found.candidates]) == (
        "ambiguous",
        ["RRC 335/1a", "RRC 335/1b", "RRC 335/1c"],
    )


@pytest.mark.parametrize("text", ["RIC II.3 1514 (Hadrian)", "RIC 12345 (Nero)", "RRC 9999/1", "RIC III -", "RIC III"])
def test_what_no_catalogue_has_is_not_found(outside, ask, text):
    outside.answer("/ocre/apis/reconcile", reply(200, '{"q0": {"result": []}}'))
    outside.answer("/crro/apis/reconcile", reply(200, '{"q0": {"result": []}}'))
    outside.answer("/ocre/apis/search", reply(200, '<feed xmlns="http://www.w3.org/2005/Atom"/>'))
    assert ask(text).status == "not_found"


def test_work_that_no_catalogue_publishes_is_not_found(outside, ask):
    found = ask("Cohen 16", issuer="Nero")
    assert (found.status, outside.asked) == ("not_found", [])


# --- when the outside fails


@pytest.mark.parametrize(
    ("script", "status"),
    [
        (reply(500), "error"),
        (reply(429), "error"),
        (reply(429, retry_after="3600"), "deferred"),
        (reply(403), "error"),
        (raw(), "deferred"),
        (reply(200, "<html>maintenance</html>"), "error"),
        (reply(200, "[" * 100_000), "error"),
        (redirect("http://127.0.0.1:1/admin"), "error"),
    ],
    ids=["500", "429", "pause", "403", "closed", "html", "deep", "private"],
)
def test_failure_is_a_status_with_its_reason(outside, ask, script, status):
    outside.answer(AURELIUS, script)
    found = ask("RIC III 676", issuer="Marcus Aurelius")
    assert (found.status, found.catalog_type) == (status, None)
    assert AURELIUS in found.message or "127.0.0.1" in found.message
    assert [candidate.uri for candidate in found.candidates] == [URI + "ric.3.m_aur.676"]
    assert not CatalogType.objects.exists()


def test_timeout_is_deferred(outside, faustina, tmp_path):
    hurried = Clock(monotonic=itertools.count(step=1000).__next__)  # each look at the clock is long after the last
    impatient = Network(Line(Guard([outside.host]), hurried), tmp_path)
    found = look_up("RIC III 676", Context(issuer="Marcus Aurelius"), is_online=True, way_out=impatient)
    assert (found.status, "not complete" in found.message) == ("deferred", True)


def test_offline_is_deferred(outside, faustina, tmp_path):
    offline = network_to(outside, tmp_path, Waits(), is_offline=True)
    found = look_up("RIC III 676", Context(issuer="Marcus Aurelius"), is_online=True, way_out=offline)
    assert (found.status, "COINSTACK_OFFLINE" in found.message) == ("deferred", True)


# --- RPC Online


def test_rpc_is_off_unless_switched_on(outside, ask):
    found = ask("RPC I 1701a")
    assert (found.status, outside.asked) == ("deferred", [])
    assert [candidate.uri for candidate in found.candidates] == ["https://rpc.ashmus.ox.ac.uk/coins/1/1701A"]
    assert "COINSTACK_RPC_ONLINE" in found.message


def test_rpc_switched_on_gives_the_type(outside, ask, settings):
    settings.RPC_ONLINE = True
    Term.objects.create(kind=TermKind.MINT, name="Amphipolis", slug="amphipolis").names.create(text="Amphipolis")
    outside.answer("/rpc/coins/1/1701A", reply(200, sample("rpc/1-1701A.html")))
    row = ask("RPC I 1701a").catalog_type
    assert (row.system.code, row.volume, row.number, row.suffix) == ("rpc", "I", "1701", "A")
    assert (row.mint.name, str(row.mean_weight_g), row.year_start) == ("Amphipolis", "9.300", -27)
    assert row.stale_after - row.fetched_at == timedelta(days=365)


# --- storing


def document(**values):
    given = {
        "source": "ocre",
        "id": "ric.3.m_aur.676",
        "uri": URI + "ric.3.m_aur.676",
        "label": "RIC III Marcus Aurelius 676",
        "year_start": 161,
        "year_end": 176,
        "obverse": Side("FAVSTINA AVGVSTA", "bust"),
    }
    return TypeDocument(**{**given, **values})


def test_what_somebody_wrote_stays_and_blanks_are_filled():
    uri = URI + "ric.3.m_aur.676"
    mine = add_type("ric", "676", uri, "My label", source="user", year_start=170, obverse_legend="FAVSTINA AVG")
    row = store_document(document(), keep_for=KEEP_FOR)
    assert row.pk == mine.pk
    assert (row.display, row.source, row.obverse_legend) == ("My label", "user", "FAVSTINA AVG")
    assert (row.year_start, row.year_end) == (170, None)
    assert row.obverse_description == "bust"


def test_a_second_fetch_brings_up_to_date_what_nobody_changed():
    row = store_document(document(), keep_for=KEEP_FOR)
    row.obverse_description = "draped bust, by a curator"
    row.save()
    changed = document(year_end=180, obverse=Side("FAVSTINA AVG PII AVG FIL", "another bust"))
    row = store_document(changed, keep_for=KEEP_FOR)
    assert (row.year_end, row.obverse_legend) == (180, "FAVSTINA AVG PII AVG FIL")
    assert row.obverse_description == "draped bust, by a curator"
    assert CatalogType.objects.count() == ExternalLink.objects.count() == 1


def test_a_row_that_only_stood_for_the_number_becomes_the_type():
    stub = add_type("sc", "1266", None, "SC 1266.2", source="reference")
    CatalogType.objects.filter(pk=stub.pk).update(number="1266.2")
    sco = document(source="sco", id="sc.1.1266.2", uri="http://numismatics.org/sco/id/sc.1.1266.2", label="SC")
    row = store_document(sco, keep_for=KEEP_FOR)
    assert (row.pk, row.source, row.uri) == (stub.pk, "sco", sco.uri)


def test_the_issuer_is_the_power_that_struck_as_in_a_loaded_catalogue():
    nomisma = "http://nomisma.org/id/"
    row = store_document(document(authority=f"{nomisma}rome", issuer=f"{nomisma}a_moneyer"), keep_for=KEEP_FOR)
    assert (row.authority.uri, row.issuer.uri) == (f"{nomisma}rome", f"{nomisma}rome")
    alone = document(id="ric.3.m_aur.677", uri=URI + "ric.3.m_aur.677", issuer=f"{nomisma}a_moneyer")
    assert store_document(alone, keep_for=KEEP_FOR).issuer.uri == f"{nomisma}a_moneyer"


def test_a_label_that_another_type_bears_stays_its_own():
    add_type("ric", "1", URI + "x", "RIC III Marcus Aurelius 676", source="user")
    assert store_document(document(), keep_for=KEEP_FOR).display == "RIC III Marcus Aurelius 676 [ric.3.m_aur.676]"


def test_a_type_whose_id_says_no_number_is_not_stored():
    with pytest.raises(Unreadable):
        store_document(document(uri=URI + "something"), keep_for=KEEP_FOR)
    assert not CatalogType.objects.exists()


def test_hostile_text_is_stored_as_plain_text(outside, ask):
    body = sample("ocre/ric.3.m_aur.676.jsonld").decode().replace("FECVNDITAS", "<script>x</script>\\u0000\\u001b[2J")
    outside.answer(AURELIUS, reply(200, body))
    row = ask("RIC III 676", issuer="Marcus Aurelius").catalog_type
    assert row.reverse_legend == "<script>x</script>[2J"


def test_a_stale_type_is_fetched_again_only_online(outside, ask, faustina):
    row = ask("RIC III 676", issuer="Marcus Aurelius").catalog_type
    CatalogType.objects.filter(pk=row.pk).update(stale_after=timezone.now() - timedelta(days=1))
    assert ask("RIC III 676", issuer="Marcus Aurelius", is_online=False).catalog_type.stale_after < timezone.now()
    assert ask("RIC III 676", issuer="Marcus Aurelius").catalog_type.stale_after > timezone.now()


def test_a_stale_type_still_serves_when_the_catalogue_fails(outside, ask, faustina, network):
    row = ask("RIC III 676", issuer="Marcus Aurelius").catalog_type
    CatalogType.objects.filter(pk=row.pk).update(stale_after=timezone.now() - timedelta(days=1))
    network.store.folder.rename(network.store.folder.with_name("away"))
    outside.answer(AURELIUS, reply(500))
    found = ask("RIC III 676", issuer="Marcus Aurelius")
    assert (found.status, found.message[:25]) == ("success", "It could not be brought u")


# --- the command


def test_command_prints_one_document(outside, faustina, settings, capsys):
    settings.ALLOW_PRIVATE_HOSTS = [outside.host]
    call_command("lookup_reference", "RIC III 676", "--issuer", "Marcus Aurelius", "--online", "--json")
    printed = json.loads(capsys.readouterr().out)
    assert set(printed) == {"status", "type", "candidates", "message"}
    assert (printed["status"], printed["candidates"]) == ("success", [])
    told = printed["type"]
    assert (told["uri"], told["display"]) == (URI + "ric.3.m_aur.676", "RIC III Marcus Aurelius 676")
    assert (told["mint"], told["year_start"], told["obverse"]["legend"]) == ("Rome", 161, "FAVSTINA AVGVSTA")
    assert told["links"] == [URI + "ric.3.m_aur.676"]


def test_command_speaks_to_people_too(capsys):
    call_command("lookup_reference", "RRC 335/1c")
    assert capsys.readouterr().out.startswith("not found\n")


def test_result_without_a_type():
    assert as_json(look_up("nothing", Context())) == {
        "status": "not_found",
        "type": None,
        "candidates": [],
        "message": "No reference to a catalogue can be read in this text.",
    }


def test_a_name_that_is_not_known_is_said(ask):
    add_type("ric", "209", f"{URI}ric.7.tri.209", "RIC VII Trier 209", volume="VII", section="tri")
    add_type("ric", "209", f"{URI}ric.7.lon.209", "RIC VII London 209", volume="VII", section="lon")
    found = ask("RIC VII 209", is_online=False, mint="Nowhere")
    assert found.status == "ambiguous"
    assert found.message.endswith("The mint given is no name that the vocabulary knows and was left aside (Nowhere).")
