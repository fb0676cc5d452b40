"""Roman Provincial Coinage Online: pages made for readers, so robots.txt is obeyed and ten seconds lie between two."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

import lxml.html
from lxml import etree

from catalog.chronology import parse_date
from catalog.clients.base import LONGEST_NAME, Hit, Question, Side, TypeDocument, plain, read
from catalog.references.roman import read_roman
from coinstack.http import Answer, Network, Request, StatusRefused, Unreadable

ADDRESS: Final = "https://rpc.ashmus.ox.ac.uk/"
KEEP_FOR: Final = timedelta(days=365)
SECONDS_BETWEEN: Final = 10.0
_ID: Final = re.compile(r"([0-9]{1,2}(?:\.[0-9])?)/([0-9]{1,5}[A-Za-z]?)")
_VOLUME: Final = re.compile(r"([IVX]{1,4})(?:\.([1-9]))?")
_NUMBER: Final = re.compile(r"[0-9]{1,5}")
_AMOUNT: Final = re.compile(r"([0-9]{1,4}(?:[.,][0-9]{1,3})?)\s*(g|mm)?", re.IGNORECASE)
_NAMES: Final = {
    "province": "province",
    "region": "region",
    "city": "mint",
    "reign": "issuer",
    "person (obv.)": "portrait",
    "metal": "metal",
    "issue": "issue",
    "axis": "die axis",
}
_SIDES: Final = ("inscription", "design")
_COMPLETE: Final = ("city", "reign", "obverse design", "reverse design", "metal")
_GONE: Final = frozenset({404, 410})


class RpcClient:
    code = "rpc"
    keep_for = KEEP_FOR

    def __init__(self, network: Network, address: str = "") -> None:
        self.network, self.address = network, address or ADDRESS

    def guess_ids(self, question: Question) -> tuple[str, ...]:
        """Volume and number are the whole address; a supplement's numbers have pages of their own."""
        reference = question.reference
        volume = _VOLUME.fullmatch(reference.volume or "")
        value = read_roman(volume.group(1)) if volume else None
        is_plain = _NUMBER.fullmatch(reference.number) and not reference.supplement
        if not volume or not value or not is_plain:
            return ()
        part = f".{volume.group(2)}" if volume.group(2) else ""
        id = f"{value}{part}/{reference.number}{reference.suffix.upper()}"
        return (id,) if _ID.fullmatch(id) else ()

    def search(self, question: Question) -> list[Hit]:
        """Its search is for readers, and volume and number need none."""
        return []

    def fetch(self, id: str) -> TypeDocument | None:
        if not _ID.fullmatch(id):
            return None
        request = Request(
            url=f"{self.address}coins/{id}",
            accept="text/html",
            keep_for=self.keep_for,
            obeys_robots=True,
            interval_s=SECONDS_BETWEEN,
        )
        try:
            return read(self.network, request, lambda answer: parse_page(answer, id, self.uri(id)))
        except StatusRefused as error:
            if error.status in _GONE:
                return None
            raise

    def uri(self, id: str) -> str:
        return f"{ADDRESS}coins/{id}"


def parse_page(answer: Answer, id: str, uri: str) -> TypeDocument:
    """Read the table of labels and values; raises Unreadable for a page without it, or of another type.

    `is_partial` when the page lacks what a full description has.
    """
    rows = _rows(answer)
    volume, number = id.split("/")
    said = (_arabic(rows.get("volume", "")), rows.get("number", "").upper())
    if said != (volume, number.upper()):
        raise Unreadable(answer.url, f"The page does not describe the type {id}.")
    dates = parse_date(rows["dating"]) if rows.get("dating") else None
    return TypeDocument(
        source=RpcClient.code,
        id=id,
        uri=uri,
        label=f"RPC {rows['volume']}, {rows['number']}"[:LONGEST_NAME],
        year_start=dates.year_start if dates else None,
        year_end=dates.year_end if dates else None,
        obverse=Side(*(rows.get(f"obverse {what}", "") for what in _SIDES)),
        reverse=Side(*(rows.get(f"reverse {what}", "") for what in _SIDES)),
        mean_weight_g=_amount(rows.get("average weight", "")),
        mean_diameter_mm=_amount(rows.get("average diameter", "")),
        is_partial=any(not rows.get(label) for label in _COMPLETE),
        names={name: rows[label][:LONGEST_NAME] for label, name in _NAMES.items() if rows.get(label)},
    )


def _rows(answer: Answer) -> Mapping[str, str]:
    """Labels in small letters without their colon; the first of two rows with one label counts."""
    try:
        page = lxml.html.document_fromstring(answer.text().replace("\x00", ""), parser=lxml.html.HTMLParser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(answer.url, f"The answer is no page ({error}).") from error
    found: dict[str, str] = {}
    for label, value in _pairs(page):
        found.setdefault(plain(label, LONGEST_NAME).rstrip(" :").lower(), plain(value))
    return found


def _pairs(page: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    for row in page.iter("tr"):
        cells = [cell for cell in row if cell.tag in {"th", "td"}]
        if len(cells) == 2:
            yield cells[0].text_content(), cells[1].text_content()


def _arabic(volume: str) -> str:
    """ "IV.1" and "4.1" are one volume."""
    whole, point, part = volume.strip().partition(".")
    value = read_roman(whole)
    return f"{value or whole}{point}{part}"


def _amount(text: str) -> str:
    match = _AMOUNT.match(text)
    try:
        return str(Decimal(match.group(1).replace(",", "."))) if match else ""
    except InvalidOperation:
        return ""
