"""Files as downloaded: plain, ``.gz`` or ``.zip``, opened as one stream of bytes."""

from __future__ import annotations

import codecs
import contextlib
import gzip
import io
import zipfile
import zlib
from collections.abc import Generator
from pathlib import Path
from typing import IO, Final, cast

from peacetalks.errors import Finding, InvalidValue, NotFound, ReadError, did_you_mean
from peacetalks.importers.codes import DAMAGED

__all__ = ["opened", "readable"]

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BROKEN: Final = (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, UnicodeError)


def readable(path: Path) -> Path:
    """Return the path of a file that is there.

    Raises:
        NotFound: if there is no such file.
        InvalidValue: if it is a folder.
    """
    if path.is_dir():
        raise InvalidValue("a folder, not a file", value=str(path))
    if not path.exists():
        folder = path.parent
        names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
        near = did_you_mean(path.name, names)
        raise NotFound(f"no such file: {str(path)!r}{f'; hint: {near}' if near else ''}")
    return path


@contextlib.contextmanager
def opened(
    path: Path, *, member: str | None = None, encoding: str | None = None
) -> Generator[IO[bytes]]:
    """Give the bytes of a file, unpacked, in UTF-8 or an encoding that keeps ASCII as it is.

    What is packed is known by its first bytes, UTF-16 by its byte order mark.

    Args:
        path: the file.
        member: which file of a ``.zip`` that has several.
        encoding: how the file is encoded, if it is to be read anew as UTF-8.

    Raises:
        InvalidValue: for a ``.zip`` without the member, or of several and none is named.
        ReadError: if the file ends in the middle or is damaged; also while reading.
    """
    with contextlib.ExitStack() as stack:
        try:
            file: IO[bytes] = stack.enter_context(readable(path).open("rb"))
            start = file.read(4)
            file.seek(0)
            if start.startswith(_GZIP):
                file = cast("IO[bytes]", stack.enter_context(gzip.GzipFile(fileobj=file)))
            elif start.startswith(_ZIP):
                archive = stack.enter_context(zipfile.ZipFile(file))
                file = stack.enter_context(archive.open(_member(archive, path, member)))
            elif member is not None:
                raise InvalidValue("no archive, so it has no members", value=str(path))
            yield _in_utf8(stack, file, encoding)
        except _BROKEN as error:
            raise ReadError(
                [
                    Finding(
                        code=DAMAGED,
                        message=f"the file is damaged or was cut off: {error}; "
                        "hint: download it again",
                        file=str(path),
                    )
                ]
            ) from None


def _in_utf8(stack: contextlib.ExitStack, file: IO[bytes], encoding: str | None) -> IO[bytes]:
    buffered = io.BufferedReader(file)  # type: ignore[type-var] # typeshed knows no read-only raw
    if encoding is None:
        if not buffered.peek(2).startswith(_UTF16):
            return buffered
        encoding = "utf-16"
    stack.callback(buffered.close)
    return io.BufferedReader(_Recoded(codecs.getreader(encoding)(buffered)), 1 << 16)


class _Recoded(io.RawIOBase):
    """The text of another encoding as bytes of UTF-8."""

    def __init__(self, reader: codecs.StreamReader) -> None:
        self._reader = reader
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        view = memoryview(into)  # type: ignore[arg-type] # what BufferedReader gives is a buffer
        if not self._left:
            self._left = self._reader.read(size=1 << 14).encode("utf-8", "surrogatepass")
        size = min(len(view), len(self._left))
        view[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


def _member(archive: zipfile.ZipFile, path: Path, member: str | None) -> str:
    """Return the name of the file to read in an archive."""
    names = [info.filename for info in archive.infolist() if not info.is_dir()]
    files = [name for name in names if not name.startswith("__MACOSX/")]
    if member is not None:
        if member in files:
            return member
        raise InvalidValue(
            f"no such file in {path}",
            value=member,
            accepted=", ".join(files),
            hint=did_you_mean(member, files),
        )
    tables = [name for name in files if name.lower().endswith(_TABLES)] or files
    if len(tables) == 1:
        return tables[0]
    what = "several files in an archive" if tables else "an archive without files"
    raise InvalidValue(
        what, value=str(path), accepted=", ".join(tables) or None, hint="member=NAME says which"
    )


_TABLES: Final = (".csv", ".tab", ".tsv", ".txt", ".json", ".geojson")
