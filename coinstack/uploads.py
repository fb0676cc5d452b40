"""Large uploads on their way to a temporary file: a full disk becomes a sentence for the visitor, not a broken page."""

import contextlib
import errno
import os
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from coinstack.exceptions import CoinStackError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NotWritten(CoinStackError):
    """A file could not be written; the message tells what is left of it."""

    code = "not_written"


def not_written(error: OSError, *, what_is_left: str = "Nothing of this file was kept") -> NotWritten:
    reason = "The disk is full" if error.errno in FULL else f"The disk says: {error.strerror}"
    return NotWritten(f"{reason}. {what_is_left}; try again once there is room.")


class LostUpload(UploadedFile):  # type: ignore[type-arg]
    """Stands for a file that arrived but could not be put down. Reading it raises NotWritten."""

    def __init__(self, name: str, problem: NotWritten) -> None:
        super().__init__(None, name, size=0)
        self.problem = problem

    def open(self, *args: Any, **kwargs: Any) -> Any:
        raise self.problem

    seek = read = chunks = open

    def close(self) -> None:
        """There is nothing to close."""


class ToldUploadHandler(TemporaryFileUploadHandler):
    """Goes on reading the request when the disk is full, so that the other files and the page are not lost."""

    problem: NotWritten | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.problem = None
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self.problem = not_written(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.problem is None:
            try:
                super().receive_data_chunk(raw_data, start)
            except OSError as error:
                self._give_up(error)

    def file_complete(self, file_size: int) -> Any:
        if self.problem is None:
            try:
                return super().file_complete(file_size)
            except OSError as error:
                self._give_up(error)
        return LostUpload(self.file_name or "", self.problem) if self.problem else None

    def _give_up(self, error: OSError) -> None:
        self.problem = not_written(error)
        # What is still in the buffer is written once more on closing: there is room for it at the beginning.
        with contextlib.suppress(OSError):
            os.ftruncate(self.file.fileno(), 0)
            os.lseek(self.file.fileno(), 0, os.SEEK_SET)
            self.file.close()
