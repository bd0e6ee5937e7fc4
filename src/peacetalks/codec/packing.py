"""Pack the payload of one record: deflate with a dictionary that ships with the library.

A packed payload is a text, so that it fits the column of a log and any export: base64 of raw deflate
(RFC 1951). Each is packed by itself, and the dictionary is made of constructed text, not of data:
when a record is erased, no other record and no dictionary keeps a part of it.

``packing-1.txt`` belongs to the form of a row. It never changes, because old records need it; a
better dictionary is a new file with a new form.
"""

from __future__ import annotations

import binascii
import functools
import zlib
from importlib.resources import files
from typing import Final

from peacetalks.errors import InvalidValue

__all__ = ["packed", "unpacked"]

_LEVEL: Final = 6
_RAW: Final = -13
"""A window of 8 KB, larger than the dictionary; without a header, which would repeat its checksum."""
_MEMORY: Final = 6
"""Less than zlib's own choice: a primed compressor is copied for each record."""
_MOST: Final = 1 << 26
"""More bytes than any event has; a damaged text could ask for any number of them."""


def packed(payload: bytes) -> str:
    """Return the packed text of a payload.

    >>> len(packed(b'{"counting":"flow","measure":"killed"}'))
    24
    """
    compress = _primed().copy()
    data = compress.compress(payload) + compress.flush()
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def unpacked(text: str) -> str:
    """Return the payload of a packed text; SQL tools can call it as a function.

    Raises:
        InvalidValue: if the text is not a packed payload.

    >>> unpacked(packed(b'{"measure":"killed"}'))
    '{"measure":"killed"}'
    """
    try:
        data = binascii.a2b_base64(text, strict_mode=True)
        decompress = zlib.decompressobj(_RAW, zdict=_dictionary())
        payload = decompress.decompress(data, _MOST)
        if decompress.eof and not decompress.unused_data:
            return payload.decode()
    except (TypeError, ValueError, zlib.error):
        pass
    raise InvalidValue("not a packed payload", value=text)


@functools.cache
def _primed() -> zlib._Compress:
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, _MEMORY, zdict=_dictionary())


@functools.cache
def _dictionary() -> bytes:
    text = files("peacetalks.codec").joinpath("packing-1.txt").read_text(encoding="utf-8")
    return text.replace("\n", "").encode()
