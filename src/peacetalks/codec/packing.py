"""Pack the payload of one record: deflate with a dictionary that ships with the library.

Each payload is packed by itself, as raw deflate (RFC 1951), and the dictionary is made of constructed
text, not of data: when a record is erased, no other record and no dictionary keeps a part of it.

``packing-1.txt`` never changes, because records need it to be read; a better dictionary is a new file
with a new first byte.
"""

from __future__ import annotations

import functools
import zlib
from importlib.resources import files
from typing import Any, Final

from peacetalks.errors import InvalidValue

__all__ = ["packed", "text_of", "unpacked"]

_FIRST: Final = b"\x01"
"""The first byte of what is packed with ``packing-1.txt``."""
_LEVEL: Final = 6
_RAW: Final = -13
"""A window of 8 KB, larger than the dictionary; without a header, which would repeat its checksum."""
_MEMORY: Final = 6
"""Less than zlib's own choice: a primed compressor is copied for each record."""
_MOST: Final = 1 << 26
"""More bytes than any event has; a damaged text could ask for any number of them."""


def packed(payload: bytes) -> bytes:
    """Return a payload, packed.

    >>> len(packed(b'{"counting":"flow","measure":"killed"}'))
    11
    """
    compress = _primed().copy()
    data: bytes = compress.compress(payload) + compress.flush()
    return _FIRST + data


def unpacked(data: bytes | None) -> str | None:
    """Return the JSON of a packed payload, for SQL tools; None stays None.

    Raises:
        InvalidValue: if it is not a packed payload.

    >>> unpacked(packed(b'{"measure":"killed"}'))
    '{"measure":"killed"}'
    """
    return None if data is None else text_of(data)


def text_of(payload: str | bytes) -> str:
    """Return the text of a payload, which is packed if it is bytes.

    Raises:
        InvalidValue: if it is not a packed payload.
    """
    if isinstance(payload, str):
        return payload
    try:
        if payload[:1] == _FIRST:
            decompress = zlib.decompressobj(_RAW, zdict=_dictionary())
            text = decompress.decompress(payload[1:], _MOST).decode()
            if decompress.eof and not decompress.unused_data:
                return text
    except (TypeError, ValueError, zlib.error):
        pass
    raise InvalidValue("not a packed payload", value=payload)


@functools.cache
def _primed() -> Any:
    # Any: zlib does not name the class of its compressors.
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, _MEMORY, zdict=_dictionary())


@functools.cache
def _dictionary() -> bytes:
    text = files("peacetalks.codec").joinpath("packing-1.txt").read_text(encoding="utf-8")
    return text.replace("\n", "").encode()
