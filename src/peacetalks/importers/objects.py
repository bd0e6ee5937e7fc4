"""Rows of JSON: the objects of one long array, read one after the other in flat memory.

``{"type": "FeatureCollection", "features": [...]}`` is GeoJSON, ``{"data": [...]}`` and
``{"items": [...]}`` are what the interfaces of ACLED and UNHCR answer, and a bare array is what
people save.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any, Final, cast, final

from peacetalks.errors import Finding, ReadError
from peacetalks.importers.codes import DAMAGED

__all__ = ["objects"]

_ARRAYS: Final = ("features", "data", "items", "results")
_CHUNK: Final = 1 << 16
_BLANK: Final = " \t\r\n"
_DECODER: Final = json.JSONDecoder()
_MOST: Final = 1 << 24
"""No row of any data set is longer, in characters."""


@final
class _Text:
    """A text read by and by, of which what has been used is let go."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        import codecs  # noqa: PLC0415 # only for files of JSON

        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self._file = file
        self._name = name
        self.text = ""
        self.line = 1
        self.ended = False

    def more(self) -> None:
        """Read on.

        Raises:
            ReadError: at the end of the file.
        """
        if self.ended or len(self.text) > _MOST:
            raise self.wrong("the file ends in the middle, or is no JSON")
        # As much again each time, so that a value without an end is not looked at over and over.
        chunk = self._file.read(max(_CHUNK, len(self.text)))
        self.ended = not chunk
        self.text += self._decode(chunk, final=not chunk)

    def use(self, size: int) -> None:
        """Let go of what was used."""
        self.line += self.text.count("\n", 0, size)
        self.text = self.text[size:]

    def next(self) -> str:
        """Return the next character that is not blank, and leave it."""
        while True:
            blank = len(self.text) - len(self.text.lstrip(_BLANK))
            self.use(blank)
            if self.text:
                return self.text[0]
            self.more()

    def expect(self, *accepted: str) -> str:
        """Take the next character, which must be one of some."""
        found = self.next()
        if found not in accepted:
            raise self.wrong(f"{found!r} where {' or '.join(map(repr, accepted))} is expected")
        self.use(1)
        return found

    def value(self) -> Any:
        """Take the next value; Any: what JSON holds."""
        self.next()
        while True:
            try:
                found, end = _DECODER.raw_decode(self.text)
            except (ValueError, RecursionError):
                self.more()
                continue
            if end == len(self.text) and not self.ended:
                # A number could go on.
                self.more()
                continue
            self.use(end)
            return found

    def wrong(self, what: str) -> ReadError:
        """Return the error of a place."""
        return ReadError([Finding(code=DAMAGED, message=what, file=self._name, line=self.line)])


def objects(file: IO[bytes], name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the objects of the array in a file, with the lines on which they begin.

    Values are given as texts; what is null is empty; objects inside are given as JSON, but for
    the properties and the point of a feature, which stand beside one another.

    Raises:
        ReadError: if it is no JSON, or has no array of rows.
    """
    text = _Text(file, name)
    if text.next() == "{":
        _to_array(text)
    text.expect("[")
    if text.next() == "]":
        return
    while True:
        text.next()
        line = text.line
        found = text.value()
        if not isinstance(found, dict):
            raise text.wrong("not an object, where a row is meant")
        yield line, _flat(cast("dict[str, object]", found))
        if text.expect(",", "]") == "]":
            return


def _to_array(text: _Text) -> None:
    """Pass over what stands before the array of rows."""
    text.expect("{")
    while True:
        key = text.value()
        text.expect(":")
        if key in _ARRAYS and text.next() == "[":
            return
        text.value()
        if text.expect(",", "}") == "}":
            raise text.wrong(f"no array of rows: none of {', '.join(_ARRAYS)}")


def _flat(row: dict[str, object]) -> dict[str, str]:
    properties = row.get("properties")
    if row.get("type") != "Feature" or not isinstance(properties, dict):
        return {key: _text(value) for key, value in row.items()}
    flat = {key: _text(value) for key, value in cast("dict[str, object]", properties).items()}
    geometry = row.get("geometry")
    if isinstance(geometry, dict):
        _point(flat, cast("dict[str, object]", geometry))
    return flat


def _point(flat: dict[str, str], geometry: dict[str, object]) -> None:
    """Add the point of a feature where its properties have none."""
    at = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(at, list):
        for name, value in zip(("longitude", "latitude"), cast("list[object]", at), strict=False):
            flat.setdefault(name, _text(value))


def _text(value: object) -> str:
    if isinstance(value, str):
        # What was cut between the halves of a character cannot be kept by anyone.
        return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
    return "" if value is None else json.dumps(value, ensure_ascii=False)
