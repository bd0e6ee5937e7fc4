"""Files as downloaded: plain, ``.gz`` or ``.zip``, opened as one stream of bytes.

What is packed is known by its first bytes, UTF-16 and UTF-32 by their byte order mark. A file
that ends in the middle, or fails its checksum, is an error and never a short reading.
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
from peacetalks.errors import Finding, InvalidValue, ReadError, did_you_mean
from peacetalks.importers.codes import DAMAGED
from peacetalks.importers.names import listed

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
    """Return the path of a file that is there.

    Raises:
        NotFound: if there is no such file.
        InvalidValue: if it is a folder, or a pipe.
    """
    if not existing(path).is_file():
        what = "a pipe or a device, which cannot be read twice"
        raise InvalidValue(what, value=str(path), hint="save it as a file")
    return path


def known_encoding(name: str) -> str:
    """Return the name of an encoding that Python knows.

    Raises:
        InvalidValue: if it is none.
    """
    try:
        # Some that Python lists, as idna, are no encodings of a text.
        codecs.getincrementaldecoder(name)(_errors_of(name)).decode(b"", final=True)
    except (LookupError, TypeError, ValueError):
        raise InvalidValue(
            "no such encoding", value=name, accepted="'utf-8', 'cp1252', 'utf-16' and others"
        ) from None
    return name


@contextlib.contextmanager
def opened(
    path: Path, *, member: str | None = None, encoding: str | None = None
) -> Generator[IO[bytes]]:
    """Give the bytes of a file, unpacked, in UTF-8 or an encoding that keeps ASCII as it is.

    Args:
        path: the file.
        member: which file of a ``.zip`` that has several.
        encoding: how the file is encoded, if it is to be read anew as UTF-8.

    Raises:
        InvalidValue: for a ``.zip`` without the member, or of several and none is named.
        ReadError: if the file ends in the middle or is damaged; also while reading.
    """
    with contextlib.ExitStack() as stack:
        file: IO[bytes] = stack.enter_context(readable(path).open("rb"))
        start = file.read(len(_ZIP[0]))
        file.seek(0)
        if start.startswith(_GZIP):
            unpacked = cast("IO[bytes]", stack.enter_context(gzip.GzipFile(fileobj=file)))
            file = _unpacking(unpacked, path)
        elif start.startswith(_ZIP):
            file = _unpacking(_of_archive(stack, file, path, member), path)
        if member is not None and not start.startswith(_ZIP):
            raise InvalidValue("no archive, so it has no members", value=str(path))
        yield _in_utf8(file, path, encoding)


def _of_archive(
    stack: contextlib.ExitStack, file: IO[bytes], path: Path, member: str | None
) -> IO[bytes]:
    try:
        archive = stack.enter_context(zipfile.ZipFile(file))
        return stack.enter_context(archive.open(_member(archive, path, member)))
    except InvalidValue:
        raise
    except (RuntimeError, NotImplementedError) as error:  # a password, a rare way of packing
        what = f"an archive that cannot be unpacked here ({error})"
        raise InvalidValue(what, value=str(path), hint="unpack it, and give the file") from None
    except Exception as error:  # noqa: BLE001 # a damaged archive fails in many ways
        raise _broken(path, error) from None


def _errors_of(encoding: str) -> str:
    wide = codecs.lookup(encoding).name.startswith(_WIDE)
    return "surrogatepass" if wide else "surrogateescape"


def _misread(path: Path, encoding: str, error: Exception) -> ReadError:
    message = f"the file is not in {encoding}, or was cut off: {error}"
    message += "; hint: leave the encoding out, or download it again"
    return ReadError([Finding(code=DAMAGED, message=message, file=str(path))])


def _broken(path: Path, error: Exception) -> ReadError:
    message = f"the file is damaged or was cut off: {error or type(error).__name__}"
    message += "; hint: download it again"
    return ReadError([Finding(code=DAMAGED, message=message, file=str(path))])


def _unpacking(file: IO[bytes], path: Path) -> IO[bytes]:
    buffered = io.BufferedReader(_Unpacking(file, path), _SIZE)
    if buffered.peek(len(_ZIP[0])).startswith((_GZIP, *_ZIP)):
        what = "a packed file inside a packed file"
        raise InvalidValue(what, value=str(path), hint="unpack it once, and give what is inside")
    return buffered


class _Unpacking(io.RawIOBase):
    """What is unpacked while reading: that it cannot be is an error of the file."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file = file
        self._path = path

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        view = memoryview(into)  # type: ignore[arg-type] # what BufferedReader gives is a buffer
        try:
            found = self._file.read(len(view))
        except Exception as error:  # noqa: BLE001 # as above
            raise _broken(self._path, error) from None
        view[: len(found)] = found
        return len(found)


def _in_utf8(file: IO[bytes], path: Path, encoding: str | None) -> IO[bytes]:
    if encoding is None:
        start = cast("io.BufferedReader", file).peek(len(codecs.BOM_UTF32_LE))
        encoding = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    if encoding is None:
        return file
    return io.BufferedReader(_Recoded(file, encoding, path), _SIZE)


class _Recoded(io.RawIOBase):
    """The text of another encoding as bytes of UTF-8.

    What the encoding does not have is given on as it is, so that the row it stands in is known.
    """

    def __init__(self, file: IO[bytes], encoding: str, path: Path) -> None:
        self._errors = _errors_of(encoding)
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
                raise _misread(self._path, self._encoding, error) from None
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
            accepted=listed(files) or None,
            hint=did_you_mean(member, files),
        )
    if _WORKBOOK in files:
        raise InvalidValue("a workbook of Excel", value=str(path), hint="save the sheet as CSV")
    tables = [name for name in files if name.lower().endswith(_TABLES)] or files
    if len(tables) == 1:
        return tables[0]
    what = "several files in an archive" if tables else "an archive without files"
    hint = "member=NAME says which" if tables else None
    raise InvalidValue(what, value=str(path), accepted=listed(tables) or None, hint=hint)
