"""Open files as downloaded, plain, ``.gz`` or ``.zip``, as one stream of bytes.

Packed files are recognised by their first bytes, UTF-16 and UTF-32 by their byte order mark. A
file that is cut off or fails its checksum raises an error; it never just reads as shorter.
"""

from __future__ import annotations

import codecs
import contextlib
import gzip
import io
import zipfile
from collections.abc import Generator
from pathlib import Path
from typing import IO, Final, cast

from peacetalks.codec.files import existing
from peacetalks.errors import InvalidValue, ReadError, did_you_mean
from peacetalks.findings.imports import DAMAGED
from peacetalks.importers.identifiers import listed

__all__ = ["known_encoding", "opened", "readable"]

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE: Final = ("utf-16", "utf-32")
_TABLES: Final = (".csv", ".tab", ".tsv", ".txt", ".json", ".geojson")
_WORKBOOK: Final = "xl/workbook.xml"
_SIZE: Final = 1 << 16


def readable(path: Path) -> Path:
    """Return the path of an existing file.

    Raises:
        NotFound: if there is no such file.
        InvalidValue: if it is a folder or a pipe.
    """
    if not existing(path).is_file():
        what = "not a regular file, so it cannot be read twice"
        raise InvalidValue(what, value=str(path), hint="save it as a file")
    return path


def known_encoding(name: str) -> str:
    """Return the name of an encoding that Python knows.

    Raises:
        InvalidValue: if Python has no such encoding.
    """
    try:
        # Some codecs of Python, such as idna, do not encode text.
        codecs.getincrementaldecoder(name)(_error_handler(name)).decode(b"", final=True)
    except (LookupError, TypeError, ValueError):
        raise InvalidValue(
            "no such encoding", value=name, accepted="'utf-8', 'cp1252', 'utf-16' and others"
        ) from None
    return name


@contextlib.contextmanager
def opened(
    path: Path, *, member: str | None = None, encoding: str | None = None
) -> Generator[IO[bytes]]:
    """Open a file for reading bytes, unpacked, in UTF-8 or an encoding that keeps ASCII as it is.

    Args:
        path: the file.
        member: which file to read, if a ``.zip`` has several.
        encoding: the encoding of the file, if it is to be converted to UTF-8.

    Raises:
        InvalidValue: if a ``.zip`` does not have the member, or has several files and none is named.
        ReadError: if the file is cut off or damaged; also while reading.
    """
    with contextlib.ExitStack() as stack:
        file: IO[bytes] = stack.enter_context(readable(path).open("rb"))
        start = file.read(len(_ZIP[0]))
        file.seek(0)
        if start.startswith(_GZIP):
            unpacked = cast("IO[bytes]", stack.enter_context(gzip.GzipFile(fileobj=file)))
            file = _unpacking(unpacked, path)
        elif start.startswith(_ZIP):
            file = _unpacking(_open_member(stack, file, path, member), path)
        if member is not None and not start.startswith(_ZIP):
            raise InvalidValue("not an archive, so it has no members", value=str(path))
        yield _in_utf8(file, path, encoding)


def _open_member(
    stack: contextlib.ExitStack, file: IO[bytes], path: Path, member: str | None
) -> IO[bytes]:
    try:
        archive = stack.enter_context(zipfile.ZipFile(file))
        return stack.enter_context(archive.open(_member(archive, path, member)))
    except InvalidValue:
        raise
    except (RuntimeError, NotImplementedError) as error:  # a password, a rare way of packing
        what = f"the archive cannot be unpacked ({error})"
        raise InvalidValue(what, value=str(path), hint="unpack it and pass the file") from None
    except Exception as error:  # noqa: BLE001 # a damaged archive fails in many ways
        raise _damaged(path, error) from None


def _error_handler(encoding: str) -> str:
    wide = codecs.lookup(encoding).name.startswith(_WIDE)
    return "surrogatepass" if wide else "surrogateescape"


def _wrong_encoding(path: Path, encoding: str, error: Exception) -> ReadError:
    message = f"the file is not in {encoding}, or was cut off: {error}"
    message += "; hint: leave out the encoding, or download the file again"
    return ReadError([DAMAGED.finding(message, file=str(path))])


def _damaged(path: Path, error: Exception) -> ReadError:
    message = f"the file is damaged or was cut off: {error or type(error).__name__}"
    message += "; hint: download it again"
    return ReadError([DAMAGED.finding(message, file=str(path))])


def _unpacking(file: IO[bytes], path: Path) -> IO[bytes]:
    buffered = io.BufferedReader(_Unpacking(file, path), _SIZE)
    if buffered.peek(len(_ZIP[0])).startswith((_GZIP, *_ZIP)):
        what = "a packed file inside a packed file"
        raise InvalidValue(what, value=str(path), hint="unpack it once and pass the file inside")
    return buffered


class _Unpacking(io.RawIOBase):
    """A file that is unpacked while reading; if that fails, the file is damaged."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file = file
        self._path = path

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        view = memoryview(into)  # type: ignore[arg-type] # what BufferedReader gives is a buffer
        try:
            data = self._file.read(len(view))
        except Exception as error:  # noqa: BLE001 # as above
            raise _damaged(self._path, error) from None
        view[: len(data)] = data
        return len(data)


def _in_utf8(file: IO[bytes], path: Path, encoding: str | None) -> IO[bytes]:
    if encoding is None:
        start = cast("io.BufferedReader", file).peek(len(codecs.BOM_UTF32_LE))
        encoding = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    if encoding is None:
        return file
    return io.BufferedReader(_Recoded(file, encoding, path), _SIZE)


class _Recoded(io.RawIOBase):
    """The text of another encoding as bytes of UTF-8.

    Bytes that are invalid in the encoding are passed on, so that a finding can name their row.
    """

    def __init__(self, file: IO[bytes], encoding: str, path: Path) -> None:
        self._errors = _error_handler(encoding)
        self._encoding = encoding
        self._decode = codecs.getincrementaldecoder(encoding)(self._errors).decode
        self._file = file
        self._path = path
        self._left = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        view = memoryview(into)  # type: ignore[arg-type] # what BufferedReader gives is a buffer
        while not self._left and not self._ended:
            data = self._file.read(_SIZE)
            self._ended = not data
            try:
                text = self._decode(data, final=self._ended)
                self._left = text.encode(errors=self._errors)
            except ValueError as error:
                raise _wrong_encoding(self._path, self._encoding, error) from None
        size = min(len(view), len(self._left))
        view[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


def _member(archive: zipfile.ZipFile, path: Path, member: str | None) -> str:
    """Return the name of the file to read from an archive."""
    names = [info.filename for info in archive.infolist() if not info.is_dir()]
    files = [name for name in names if not name.startswith("__MACOSX/")]
    if member is not None:
        if member in files:
            return member
        raise InvalidValue(
            f"no such file in {path}",
            value=member,
            accepted=listed(files) or None,
            hint=did_you_mean(member, files),
        )
    if _WORKBOOK in files:
        raise InvalidValue("an Excel workbook", value=str(path), hint="save the sheet as CSV")
    tables = [name for name in files if name.lower().endswith(_TABLES)] or files
    if len(tables) == 1:
        return tables[0]
    what = "an archive with several files" if tables else "an archive without files"
    hint = "member=NAME says which one to read" if tables else None
    raise InvalidValue(what, value=str(path), accepted=listed(tables) or None, hint=hint)
