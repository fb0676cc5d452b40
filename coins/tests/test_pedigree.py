from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coins.pedigree import Pedigree, PedigreeEvent, parse_pedigree
from coinstack.testing import needs_shared_data
from coinstack.tests.real_collection import cells_of


def only_event(text: str) -> PedigreeEvent:
    pedigree = parse_pedigree(text)
    assert (len(pedigree.events), pedigree.notes) == (1, ())
    return pedigree.events[0]


@pytest.mark.parametrize(
    ("text", "kind", "strength", "source"),
    [
        ("Ex Leu 7, 9 May 1973, 214", "auction", "documented", "Leu"),
        ("Ex CNG 40", "auction", "named", "CNG"),
        ("Reportedly ex Leu 7, 1973, 12", "auction", "hearsay", "Leu"),
        ("From the Werner Collection", "collection", "named", "Werner Collection"),
        ("From the A.D.M. collection.", "collection", "named", "A.D.M. collection"),
        ("Slg. Müller", "collection", "named", "Slg. Müller"),
        ("From a collection formed in the 1960s", "collection", "named", "collection formed"),
        ("Ex MACM inventory MMoCA171C", "collection", "named", "MACM"),
        ("CNG Inventory 733407 (Dec 2002)", "dealer", "named", "CNG"),
        ("Ex Spink, with old ticket", "dealer", "named", "Spink"),
        ("Ex Spink, 1972, with original invoice", "dealer", "documented", "Spink"),
        ("Bought from Hunt", "dealer", "named", "Hunt"),
        ("Ex Spink, in 1972", "dealer", "named", "Spink"),
        ("Purchased in 1985 from Spink", "dealer", "named", "Spink"),
        ("Erworben 1962 bei Dr. Busso Peus Nachf.", "dealer", "named", "Dr. Busso Peus Nachf"),
        ("Baldwin's, 1995", "dealer", "named", "Baldwin's"),
        ("From an old Swiss collection", "private", "hearsay", "old Swiss collection"),
        ("From a private UK collection.", "private", "hearsay", "private UK collection"),
        ("Ex private sale, 1998", "private", "hearsay", ""),
        ("Property of a gentleman", "private", "hearsay", "Property of a gentleman"),
        ("süddeutscher Privatbesitz", "private", "hearsay", "süddeutscher Privatbesitz"),
        ("Said to be from a Swiss collection", "private", "hearsay", "Swiss collection"),
        ("This coin illustrated in Sear, HCRI 352.", "publication", "documented", "Sear, HCRI 352"),
        ("This coin published in RPC I, 1701a.", "publication", "documented", "RPC I, 1701a"),
        ("Sear plate coin", "publication", "documented", "Sear"),
        ("From a hoard found near Naples, 1893.", "hoard", "named", "hoard found near Naples"),
        ("Inherited from my grandfather, 1985", "inherited", "named", "my grandfather"),
        ("Acquired in 1985", "acquisition", "hearsay", ""),
        ("ex Hunt", "unknown", "named", "Hunt"),
    ],
)
def test_kind_and_strength(text, kind, strength, source):
    event = only_event(text)
    assert (event.kind, event.strength, event.source_name, event.raw) == (kind, strength, source, text)


@pytest.mark.parametrize(
    ("text", "sale"),
    [
        ("Ex Leu 7, 9 May 1973, 214", ("Leu", "", "7", "214", "9 May 1973")),
        ("Ex Heritage Auctions, Auction 3011, lot 173", ("Heritage Auctions", "Auction", "3011", "173", "")),
        ("Ex NAC sale 33, 2006, 418", ("NAC", "sale", "33", "418", "2006")),
        ("Roma E-Live 1 (25-6 Jul 2018) 531", ("Roma", "E-Live", "1", "531", "25-6 Jul 2018")),
        ("Ex Malloy XLVIII (17 April 1998), lot 483", ("Malloy", "", "XLVIII", "483", "17 April 1998")),
        ("Ex G. Hirsch Nachfolger 252, 243", ("G. Hirsch Nachfolger", "", "252", "243", "")),
        ("ex Poindessault (27 March 1990), lot 90", ("Poindessault", "", "", "90", "27 March 1990")),
        ("MMAG, Auktion 13 (17.-19. Juni 1954), Los 611", ("MMAG", "Auktion", "13", "611", "17.-19. Juni 1954")),
        ("Sotheby's (London), 5 July 1995, lot 63", ("Sotheby's (London)", "", "", "63", "5 July 1995")),
    ],
)
def test_sale(text, sale):
    event = only_event(text)
    assert (event.source_name, event.sale_name, event.sale_number, event.lot, event.date_text) == sale
    assert (event.kind, event.strength) == ("auction", "documented")


def test_sort_date_says_how_much_of_it_was_printed():
    event = only_event("Ex Triton XI, 2008, 12")
    assert (event.sort_date, event.date_precision) == (date(2008, 1, 1), "year")


def test_price_of_an_earlier_sale_is_only_a_note():
    assert only_event("Ex CNG 40 (4 December 1996), lot 1352 (hammer $260)").notes == "hammer $260"


def test_stations_keep_the_printed_order():
    pedigree = parse_pedigree("Ex NAC 33, 2006, 418; ex Leu 7, 9 May 1973, 214. From the Hunt Collection.")
    assert [(event.order, event.source_name) for event in pedigree.events] == [
        (0, "NAC"),
        (1, "Leu"),
        (2, "Hunt Collection"),
    ]


def test_bracketed_sale_is_a_station_of_its_own():
    pedigree = parse_pedigree("Poindessault [Oger-Blanchet 17 Nov 2017, 148]")
    assert [(event.kind, event.source_name, event.lot) for event in pedigree.events] == [
        ("unknown", "Poindessault", ""),
        ("auction", "Oger-Blanchet", "148"),
    ]


def test_purchase_without_a_seller_dates_the_station_before():
    event = only_event("From the X Collection, purchased before 1970.")
    assert (event.kind, event.strength, event.date_text, event.date_precision) == (
        "collection",
        "named",
        "before 1970",
        "before",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Cf. Harlan J. Berk, Sale 227 (14 May 2024), lot 18.",
        "Vgl. Künker 312, 1543",
        "For a similar example, see NAC 51, lot 12",
        "Same dies as Leu 7, 214",
        "Nice toning and good metal.",
    ],
)
def test_parallels_and_remarks_are_no_provenance(text):
    assert parse_pedigree(text) == Pedigree(notes=(text,))


def test_parallels_end_at_the_next_opening_word():
    pedigree = parse_pedigree("Cf. CNG 40, lot 3; NAC 33, lot 5. Ex Hess 1930, 12.")
    assert [event.source_name for event in pedigree.events] == ["Hess"]
    assert pedigree.notes == ("Cf. CNG 40, lot 3", "NAC 33, lot 5.")


def test_remark_behind_a_station_stays_with_it():
    assert only_event("From the Neil Collection. Lovely tone.").notes == "Lovely tone"


@pytest.mark.parametrize("text", ["", "  ", ".", "\x00", ";;"])
def test_nothing(text):
    assert parse_pedigree(text) == Pedigree()


@pytest.mark.parametrize("text", ["A" * 200_000, "Ex " * 50_000, "(" * 100_000, "1 " * 100_000, "Ex A 1; " * 10_000])
def test_long_text_is_capped(text):
    pedigree = parse_pedigree(text)
    assert len(pedigree.events) <= 60
    assert all(len(event.source_name) <= 200 for event in pedigree.events)


WORDS = (
    "Ex ex From the Collection Leu 7, 9 May 1973, lot 214 (hammer $260) ; . Cf. purchased before [ ] Auction 3011 "
    "hoard Reportedly private sale with ticket Spink, published in inventory X1 and"
)


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS.split()), max_size=20).map(" ".join)))
def test_any_text_is_read_without_error(text):
    pedigree = parse_pedigree(text)
    assert [event.order for event in pedigree.events] == list(range(len(pedigree.events)))
    assert all(event.strength in ("documented", "named", "hearsay") for event in pedigree.events)


@needs_shared_data
def test_collectors_spreadsheet():
    read = [parse_pedigree(text) for text in cells_of("Pedigree")]
    kinds = [[(event.kind, event.strength) for event in pedigree.events] for pedigree in read]
    collection, dealer, auction = ("collection", "named"), ("dealer", "named"), ("auction", "documented")
    assert kinds == [
        [collection, auction],
        [collection, dealer],
        [collection, dealer],
        [],
        [collection, dealer],
        [collection],
        [collection],
    ]
    assert [len(pedigree.notes) for pedigree in read] == [0, 0, 0, 1, 0, 0, 0]
