"""A backup that was cut off, altered or made by somebody else is refused with a reason."""

import hashlib
import io
import json
import math
import zipfile
from pathlib import Path

import pytest

from coinstack.backup.archive import write_backup
from coinstack.backup.verify import find_problems

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(data) -> Path:
    return Path(write_backup().path)


def rewritten(backup: Path, change) -> Path:
    """The same archive with `change(manifest, files)` done to its parts; the list of contents is not kept in step."""
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    change(manifest, files)
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))
    return backup


def test_a_good_one_has_no_problems(backup):
    assert find_problems(backup) == []


def test_a_file_that_is_not_there(tmp_path):
    assert find_problems(tmp_path / "none.zip") == [f"There is no file {tmp_path / 'none.zip'}."]


@pytest.mark.parametrize("kept", [0.0, 0.1, 0.5, 0.999], ids=lambda part: f"{part:.1%} left")
def test_a_file_that_was_cut_off(backup, kept):
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * kept)])
    assert "not a whole zip file" in find_problems(backup)[0]


def test_one_changed_byte_in_a_photograph(backup):
    content = bytearray(backup.read_bytes())
    place = content.index(b"goldgold")
    content[place] = ord("G")
    backup.write_bytes(content)
    (problem,) = find_problems(backup)
    assert problem.startswith("media/coins/aureus.webp is damaged")


def test_one_changed_byte_in_the_database(backup):
    with zipfile.ZipFile(backup) as archive:
        info = archive.infolist()[0]
    content = bytearray(backup.read_bytes())
    content[info.header_offset + 200 + info.compress_size // 2] ^= 0xFF
    backup.write_bytes(content)
    (problem,) = find_problems(backup)
    assert problem.startswith(f"{info.filename} ")


def swap_photograph(manifest, files):
    files["media/coins/aureus.webp"] = b"lead" * 1000


def lose_photograph(manifest, files):
    del files["media/coins/aureus.webp"]


def smuggle_in(manifest, files):
    files["media/extra.webp"] = b"x"


def climb_out(manifest, files):
    files["../evil"] = b"x"
    manifest["files"]["../evil"] = {"bytes": 1, "sha256": "x"}


def climb_out_from_media(manifest, files):
    manifest["files"]["media/../../evil"] = {"bytes": 1, "sha256": "x"}


def from_the_root(manifest, files):
    manifest["files"]["/etc/evil"] = {"bytes": 1, "sha256": "x"}


def from_the_future(manifest, files):
    manifest["version"] = 2


def without_a_database(manifest, files):
    del manifest["files"][manifest["database"]]


def of_another_program(manifest, files):
    manifest["format"] = "shoebox"


def half_a_list(manifest, files):
    del manifest["migrations"]


def endless_file(manifest, files):
    manifest["files"]["media/coins/aureus.webp"]["bytes"] = math.inf


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (swap_photograph, "media/coins/aureus.webp is not what was backed up"),
        (lose_photograph, "media/coins/aureus.webp is missing."),
        (smuggle_in, "media/extra.webp is not in the list of contents."),
        (climb_out, "holds the unsafe name '../evil'"),
        (climb_out_from_media, "holds the unsafe name 'media/../../evil'"),
        (from_the_root, "holds the unsafe name '/etc/evil'"),
        (from_the_future, "made by a newer CoinStack"),
        (without_a_database, "names no database"),
        (of_another_program, "not a CoinStack backup"),
        (half_a_list, "list of contents is incomplete"),
        (endless_file, "list of contents is incomplete"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_an_altered_one(backup, change, words):
    problems = find_problems(rewritten(backup, change))
    assert len(problems) == 1
    assert words in problems[0]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice(backup):
    with zipfile.ZipFile(backup, "a") as archive:
        archive.writestr("media/coins/aureus.webp", b"gold" * 1000)
    assert find_problems(backup) == ["media/coins/aureus.webp is there more than once."]


@pytest.mark.parametrize(
    "manifest",
    [None, b"{", b"[]", b"\xff\xfe", b"[" * 100_000],
    ids=["no list", "torn", "odd", "not text", "bottomless"],
)
def test_any_other_zip(tmp_path, manifest):
    path = tmp_path / "holiday.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("beach.jpg", b"sand")
        if manifest is not None:
            archive.writestr("manifest.json", manifest)
    (problem,) = find_problems(path)
    assert problem.startswith("holiday.zip cannot be used: ")


def test_a_database_that_is_none(backup):
    """Hash and list agree, but what was packed is no database."""

    def replace(manifest, files):
        files[manifest["database"]] = b"not a database at all"
        digest = hashlib.sha256(b"not a database at all").hexdigest()
        manifest["files"][manifest["database"]] = {"bytes": 21, "sha256": digest}

    (problem,) = find_problems(rewritten(backup, replace))
    assert "database" in problem or "dump" in problem


def test_a_zip_bomb_is_not_unpacked(backup):
    """A file far larger than the list says is read no further than that."""

    def blow_up(manifest, files):
        files["media/coins/aureus.webp"] = b"\0" * 50_000_000

    assert "is not what was backed up" in find_problems(rewritten(backup, blow_up))[0]


def test_a_folder_or_a_stream_is_no_backup(tmp_path):
    assert "There is no file" in find_problems(tmp_path)[0]
    (tmp_path / "x.zip").write_bytes(io.BytesIO(b"PK").getvalue())
    assert "not a whole zip file" in find_problems(tmp_path / "x.zip")[0]
