"""The files of an import under way: kept private below DATA_DIR/imports, gone when the import is done or given up."""

import hashlib
import shutil
import time
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile

from coinstack.archives import UNREADABLE
from coinstack.exceptions import CoinStackError, InputRefused
from collections_app.importers.limits import (
    MAX_PICTURE_BYTES,
    MAX_PICTURES,
    MAX_PICTURES_BYTES,
    MAX_WORKBOOK_BYTES,
)
from collections_app.models import ImportSession
from collections_app.models.importing import imports_folder, stored_name

ZIP_START = b"PK"
SPARE_BYTES = 20_000_000


def new_folder() -> Path:
    """A fresh folder that only this user of the machine can read."""
    folder = imports_folder() / uuid4().hex
    imports_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    return folder


def store_table(folder: Path, upload: "UploadedFile[Any]") -> tuple[Path, str]:
    """Write the uploaded table into the folder; its path and SHA-256. Raises InputRefused."""
    name = upload.name or ""
    if not upload.size:
        raise InputRefused(f"{name or 'The file'} is empty.")
    if upload.size > MAX_WORKBOOK_BYTES:
        raise InputRefused(
            f"{name} has {upload.size // 1_000_000} MB; at most {MAX_WORKBOOK_BYTES // 1_000_000} MB are read."
        )
    path = folder / stored_name(name)
    return path, _write(path, upload)


def _write(path: Path, upload: "UploadedFile[Any]") -> str:
    digest = hashlib.sha256()
    try:
        if shutil.disk_usage(path.parent).free < (upload.size or 0) + SPARE_BYTES:
            raise OSError("not enough space")
        with path.open("wb") as file:
            path.chmod(0o600)
            for chunk in upload.chunks():
                digest.update(chunk)
                file.write(chunk)
    except OSError as error:
        raise InputRefused(
            f"{upload.name} could not be stored: there is not enough space on the disk, or it cannot be written. "
            "Nothing was kept."
        ) from error
    return digest.hexdigest()


def store_pictures(folder: Path, uploads: Sequence["UploadedFile[Any]"], had: int = 0) -> list[dict[str, object]]:
    """Keep pictures, and zip files of pictures, beside the table under made-up names; what each is called is told.

    Raises InputRefused for a zip file that is damaged, encrypted or far too big, and when there are too many; none of
    them is kept then.
    """
    if had + len(uploads) > MAX_PICTURES:
        raise InputRefused(f"At most {MAX_PICTURES:,} pictures go with one import.")
    if sum(upload.size or 0 for upload in uploads) > MAX_PICTURES_BYTES:
        raise InputRefused(f"The pictures have more than {MAX_PICTURES_BYTES // 1_000_000} MB together.")
    place = folder / "pictures"
    place.mkdir(mode=0o700, exist_ok=True)
    paths = [place / uuid4().hex for _ in uploads]
    try:
        return [_store_picture(path, upload) for path, upload in zip(paths, uploads, strict=True)]
    except CoinStackError:
        for path in paths:
            path.unlink(missing_ok=True)
        raise


def _store_picture(path: Path, upload: "UploadedFile[Any]") -> dict[str, object]:
    name = (upload.name or "").replace("\\", "/").rpartition("/")[2][:200]
    start = upload.read(2)
    upload.seek(0)
    if start != ZIP_START and (upload.size or 0) > MAX_PICTURE_BYTES:
        raise InputRefused(f"{name} has more than {MAX_PICTURE_BYTES // 1_000_000} MB.")
    _write(path, upload)
    entry: dict[str, object] = {"name": name, "file": path.name, "count": 1}
    if start == ZIP_START:
        entry |= {"is_zip": True, "count": len(picture_entries(path, name))}
    return entry


def picture_entries(path: Path, name: str) -> list[zipfile.ZipInfo]:
    """The files in a zip of pictures; folders and other archives in it are left out. Nothing is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_clutter(entry.filename)]
    except UNREADABLE as error:
        raise InputRefused(f"{name} is damaged: it cannot be unpacked.") from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputRefused(f"{name} is protected by a password. Pack the pictures without one.")
    if len(entries) > MAX_PICTURES:
        raise InputRefused(f"{name} holds more than {MAX_PICTURES:,} files.")
    if sum(entry.file_size for entry in entries) > MAX_PICTURES_BYTES:
        raise InputRefused(f"{name} would unpack to more than {MAX_PICTURES_BYTES // 1_000_000} MB.")
    return entries


def _is_clutter(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "__MACOSX" or parts[-1].startswith(".") or name.lower().endswith((".zip", ".rar", ".7z"))


def forget_folder(folder: str) -> None:
    if folder:
        shutil.rmtree(imports_folder() / folder, ignore_errors=True)


def lost_folders(known: Iterable[str]) -> list[str]:
    """Folders that no session knows: what is left when a program was killed in the middle of an upload."""
    if not imports_folder().is_dir():
        return []
    wanted = set(known)
    yesterday = time.time() - 86_400  # an upload of this moment has no session yet
    folders = (path for path in imports_folder().iterdir() if path.is_dir() and path.name not in wanted)
    return sorted(path.name for path in folders if path.stat().st_mtime < yesterday)


def check_present(session: ImportSession) -> None:
    """Raises InputRefused when the file has vanished from the disk meanwhile."""
    if not session.path.is_file():
        raise InputRefused(
            "The file of this import is no longer there. Start again and bring it once more.", code="file_gone"
        )
