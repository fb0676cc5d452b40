"""Files that are not what they should be: refused quickly and in words, or passed over and named."""

import gzip
import os
import random
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from catalog.models import CatalogType, Term
from catalog.tests.load_samples import CONCEPTS, TABLE, TYPE, load, rdf, write_archive, write_folder, write_gzip
from coinstack.exceptions import CoinStackError
from coinstack.jobs.models import Job
from coinstack.tests.hostile import within_cpu
from coinstack.tests.instance import CHECKOUT, data_with, environment

pytestmark = pytest.mark.django_db

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in ("ab", "bc", "cd", "de", "ef", "fg", "gh"))
    + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&h;</rdf:RDF>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&x;</rdf:RDF>'
)
FOREIGN = rdf('<foaf:Person rdf:about="http://example.org/me"><foaf:name>Me</foaf:name></foaf:Person>')
CASES = {
    "empty": (b"", "dump is empty"),
    "blank": (b" \n \n", "dump is empty"),
    "broken XML": (rdf(CONCEPTS["id/clovia.rdf"])[:-40].encode(), "not well-formed XML"),
    "mismatched XML": (rdf("<foaf:Person></foaf:Persona>").encode(), "not well-formed XML"),
    "entity bomb": (BOMB.encode(), "entities that can be made to explode"),
    "entity from outside": (OUTSIDE.encode(), "entities that can be made to explode"),
    "web page": (b"<!DOCTYPE html><html><body>Sign in</body></html>", "is a web page"),
    "other XML": (b'<?xml version="1.0"?><nuds><control/></nuds>', "begins with <nuds>"),
    "other RDF": (FOREIGN.encode(), "no Nomisma concepts in dump"),
    "prose": (b"Dear sir,\nplease find enclosed nothing.\n", "neither RDF"),
    "null bytes": (bytes(5000), "is not text"),
    "random bytes": (random.Random(7).randbytes(5000), "is not text"),
    "broken JSON": (b'{"@graph": [', "not valid JSON"),
    "deep JSON": (b'{"a":' * 100_000, "not valid JSON"),
    "other JSON": (b'{"name": "Clovia"}', "no Nomisma concepts"),
    "JSON with a context elsewhere": (b'{"@context": "http://example.org/c", "@id": "x:y"}', "from the network"),
    "JSON with an imported context": (b'{"@context": {"@import": "http://example.org/c"}}', "from the network"),
    "broken Turtle": (b"@prefix a: <http://a/> .\na:b a:c a:d, .\n", "from line 1: this cannot be read"),
    "broken N-Triples": (b"<http://a> <http://b> <http://c> .\n" * 30 + b"<http://a> oh .\n", "cannot be read"),
    "Latin-1": (b"<http://a> <http://b> <http://c> .\n" * 30 + b'<http://a> <http://b> "\xe9" .\n', "not UTF-8"),
    "truncated gzip": (gzip.compress(FOREIGN.encode())[:60], "damaged or was not fetched to its end"),
    "bzip2": (b"BZh91AY&SY", "packed with bzip2"),
    "table of types": (TABLE.encode(), "is a table, not RDF"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_of_something_else_is_refused_in_words(case, tmp_path):
    raw, message = CASES[case]
    (tmp_path / "dump").write_bytes(raw)
    with within_cpu(5), pytest.raises(CoinStackError, match=message):
        load("load_vocabulary", tmp_path / "dump")
    assert Job.objects.get().state == "failed"
    assert not Term.objects.exists()


def test_a_zip_is_refused_with_advice(tmp_path):
    with zipfile.ZipFile(tmp_path / "dump", "w") as archive:
        archive.writestr("id/clovia.rdf", "x")
    with pytest.raises(CoinStackError, match="packed with zip"):
        load("load_vocabulary", tmp_path / "dump")


@pytest.mark.parametrize("path", ["nothing.rdf", "folder"])
def test_a_path_without_files_is_refused(path, tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(CoinStackError, match=r"There is no file|holds no files"):
        load("load_vocabulary", tmp_path / path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "dump"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(CoinStackError, match="cannot be read: Permission denied"):
        load("load_vocabulary", path)


def test_one_bad_file_among_many_is_named_and_the_rest_loaded(tmp_path):
    folder = write_folder(tmp_path / "concepts")
    (folder / "id" / "broken.rdf").write_text(rdf(CONCEPTS["id/port_clovia.rdf"])[:-200])
    (folder / "id" / "bomb.rdf").write_text(BOMB)
    answer = load("load_vocabulary", folder)
    assert answer["created"] == 7
    assert [one["file"] for one in answer["skipped"]][:2] == ["id/bomb.rdf", "id/broken.rdf"]


def test_names_in_an_archive_lead_nowhere(tmp_path):
    outside = tmp_path / "outside.rdf"
    files = {f"../../{outside.name}": rdf(CONCEPTS["id/clovia.rdf"]).encode(), "/tmp/x.rdf": b""}  # noqa: S108
    (tmp_path / "in").mkdir()
    answer = load("load_vocabulary", write_archive(tmp_path / "in" / "dump", files))
    assert answer["created"] == 1
    assert [one["file"] for one in answer["skipped"]] == ["/tmp/x.rdf", "../../outside.rdf"]  # noqa: S108
    assert not outside.exists()


def test_a_truncated_archive_loads_nothing(tmp_path):
    noise = {f"id/{number}.rdf": rdf(CONCEPTS["id/clovia.rdf"]).encode() for number in range(40)}
    path = write_archive(tmp_path / "dump", noise)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(CoinStackError, match="damaged or was not fetched to its end"):
        load("load_vocabulary", path)
    assert not Term.objects.exists()


TABLES = {
    "row too long": (TABLE + TABLE.splitlines()[1] + "#more\n", "line 3: 16 cells under 15 column names"),
    "no types": (TABLE.splitlines()[0] + "\n", "no types of Coinage of the Roman Republic Online"),
    "other columns": ("a,b,c\n1,2,3\n", "neither RDF"),
    "endless cell": ('ID,Label\n"' + "x" * (1 << 21), "not a readable table"),
    "the other catalogue": (TABLE.replace("crro/id/rrc-528.3", "ocre/id/ric.1(2).aug.10"), "no types of Coinage"),
    "vocabulary": (rdf(*CONCEPTS.values()), "no types of Coinage of the Roman Republic Online"),
}


@pytest.mark.parametrize("case", TABLES)
def test_a_table_of_something_else_is_refused_in_words(case, tmp_path):
    text, message = TABLES[case]
    path = tmp_path / "dump"
    path.write_text(text)
    with pytest.raises(CoinStackError, match=message):
        load("load_types", path, system="crro")
    assert not CatalogType.objects.exists()


def test_a_truncated_dump_loads_nothing(tmp_path):
    path = write_gzip(tmp_path / "dump", rdf(TYPE))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(CoinStackError, match="damaged or was not fetched to its end"):
        load("load_types", path, system="crro")
    assert not CatalogType.objects.exists()


def packed_gigabytes(path: Path, piece: bytes, head: bytes = b"") -> Path:
    """Two gigabytes that take a few megabytes on the disk: one packed member over and over."""
    member = gzip.compress(piece * ((64 << 20) // len(piece)), 1)
    with path.open("wb") as file:
        file.write(gzip.compress(head))
        for _ in range(32):
            file.write(member)
    return path


BEGINNING = FOREIGN.removesuffix("</rdf:RDF>").encode()
HUGE = {
    "zeros": (b"\0" * 1024, b"", "is not text"),
    "RDF of something else": (
        b'<foaf:Person rdf:about="http://example.org/me"><foaf:name>Me</foaf:name></foaf:Person>\n',
        BEGINNING,
        "no Nomisma concepts",
    ),
    "one endless node": (b"<a/>", BEGINNING + b"<foaf:Person>", "more than 200,000 parts"),
    "one endless text": (b"word ", BEGINNING + b"<foaf:Person><foaf:name>", "XML"),
}


@pytest.fixture(scope="module")
def empty_data(tmp_path_factory, migrated) -> Path:
    return data_with(migrated, tmp_path_factory.mktemp("huge") / "data")


@pytest.mark.slow
@pytest.mark.processes
@pytest.mark.parametrize("case", HUGE)
def test_two_gigabytes_by_mistake(case, tmp_path, empty_data):
    """In a process of its own, so that its memory can be told: refused in words, at constant memory, before long."""
    piece, head, message = HUGE[case]
    path = packed_gigabytes(tmp_path / "dump", piece, head)
    measured = (
        "import runpy, sys; sys.argv = ['manage.py', 'load_vocabulary', sys.argv[1]]\n"
        "try:\n    runpy.run_path('manage.py', run_name='__main__')\n"
        # Not getrusage: its maximum begins with what the process that started this one held.
        "finally:\n    print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(
        [sys.executable, "-c", measured, str(path)],
        cwd=CHECKOUT,
        env=environment(empty_data),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert message in done.stderr
    assert int(done.stdout.splitlines()[-1]) < 400_000
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 60
