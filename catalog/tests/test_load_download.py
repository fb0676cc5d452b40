"""Published dumps fetched over the network, here from a server on this machine."""

import gzip
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from catalog.loaders.series import SERIES
from catalog.models import CatalogType, Term
from catalog.services.loading import loading_folder
from catalog.services.loading_kinds import TYPES
from catalog.tests.load_samples import CONCEPTS, TYPE, load, rdf
from coinstack.exceptions import CoinStackError
from coinstack.jobs.queue import enqueue
from coinstack.jobs.runner import run

# A download is never made within a transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Site:
    """What the server gives.

    `breaks` answers end after half of their bytes, `then` is the status of the next one; `ranges` says whether it
    knows parts.
    """

    body: bytes = b""
    breaks: int = 0
    ranges: bool = True
    status: int = 200
    then: int = 200
    asked: list[str] = field(default_factory=list)
    address: str = ""


def handler_of(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            site.asked.append(wanted)
            if site.status != 200:
                self.send_error(site.status)
                return
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and site.ranges else 0
            body = site.body[start:]
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(site.body) - 1}/{len(site.body)}")
            self.send_header("ETag", '"one"')
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if site.breaks:
                site.breaks, site.status = site.breaks - 1, site.then
                body = body[: len(body) // 2]
                self.close_connection = True
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """A test's output is for its failures."""

    return Handler


@pytest.fixture
def site(settings, monkeypatch) -> Iterator[Site]:
    site = Site(body=gzip.compress(rdf(TYPE, "<!-- " + "x" * 200_000 + " -->").encode()))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(site))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host = f"127.0.0.1:{server.server_port}"
    settings.ALLOW_PRIVATE_HOSTS = [host]
    site.address = f"http://{host}/nomisma.rdf"
    monkeypatch.setitem(SERIES, "crro", replace(SERIES["crro"], url=site.address))
    monkeypatch.setattr("catalog.services.loading_jobs.VOCABULARY_URL", site.address)
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


def files_left() -> list[str]:
    return sorted(path.name.partition("-nomisma")[2] for path in loading_folder().glob("download-*"))


def test_a_dump_is_fetched_and_loaded(site):
    answer = load("load_types", download=True, system="crro")
    assert answer == {"types": 1, "created": 1, "updated": 0, "skipped": 0}
    assert files_left() == []


def test_the_vocabulary_is_fetched_and_loaded(site):
    site.body = rdf(*CONCEPTS.values()).encode()
    assert load("load_vocabulary", download=True)["created"] == 7
    assert Term.objects.count() == 7


def test_a_download_that_breaks_off_goes_on_where_it_was(site):
    site.breaks = 1
    assert load("load_types", download=True, system="crro")["created"] == 1
    assert site.asked == ["", f"bytes={len(site.body) // 2}-"]


def test_a_server_without_parts_is_asked_for_all_again(site):
    site.breaks, site.ranges = 1, False
    assert load("load_types", download=True, system="crro")["created"] == 1
    assert len(site.asked) == 2


def test_a_command_goes_on_with_what_an_earlier_one_fetched(site):
    site.breaks, site.then = 1, 404
    with pytest.raises(CoinStackError, match="answered 404"):
        load("load_types", download=True, system="crro")
    assert files_left() == [".rdf.part", ".rdf.part.json"]

    site.status = 200
    assert load("load_types", download=True, system="crro")["created"] == 1
    assert site.asked[-1] == f"bytes={len(site.body) // 2}-"
    assert files_left() == []


REFUSED = {
    "missing": (404, b"", "answered 404"),
    "web page": (200, b"<!DOCTYPE html><html>Moved.</html>", "is a web page"),
    "something else": (200, b"GIF89a and more", "neither RDF"),
    "empty": (200, b"", "is empty"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_dump_is_refused_and_not_kept(case, site):
    site.status, site.body, message = REFUSED[case]
    with pytest.raises(CoinStackError, match=message):
        load("load_types", download=True, system="crro")
    assert (files_left(), CatalogType.objects.count()) == ([], 0)


def test_nothing_is_fetched_offline(site, settings):
    settings.OFFLINE = True
    with pytest.raises(CoinStackError, match="COINSTACK_OFFLINE"):
        load("load_types", download=True, system="crro")
    assert site.asked == []


def test_a_catalogue_without_a_dump_says_so():
    with pytest.raises(CoinStackError, match="publishes no dump"):
        load("load_types", download=True, system="rpc")


def test_a_job_fetches_in_a_step_of_its_own(site):
    job = enqueue(TYPES, download=True, series="crro")
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message.endswith("MB")) == ("queued", True)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result["created"], files_left()) == ("done", 1, [])
