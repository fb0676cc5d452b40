"""Zip files that somebody else packed."""

import lzma
import zipfile
import zlib

# What listing or unpacking one may raise. Damage shows only when an entry is read, and each way of packing tells it in
# an exception of its own; encrypted entries are a RuntimeError, unknown ways of packing a NotImplementedError.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
