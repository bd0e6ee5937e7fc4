"""Rows of JSON: the objects of one long array, read one after the other in flat memory.

``{"type": "FeatureCollection", "features": [...]}`` is GeoJSON, ``{"data": [...]}``,
``{"items": [...]}`` and ``{"Result": [...]}`` are what the interfaces of ACLED, UNHCR and UCDP
answer, and a bare array is what people save.

An element that is no object is a damaged row. JSON that is broken is an error with its line:
nobody can say where the next row of it would begin.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any, Final, NamedTuple, cast, final

from peacetalks.errors import Finding, ReadError, shown
from peacetalks.importers.codes import DAMAGED
from peacetalks.importers.names import unique
from peacetalks.importers.tables import mended

__all__ = ["Item", "objects"]

_ARRAYS: Final = ("features", "data", "items", "results", "Result")
_NO_ROWS: Final = f"no array of rows: neither a bare one nor one of {', '.join(_ARRAYS)}"
_CHUNK: Final = 1 << 16
_BLANKS: Final = re.compile(r"[ \t\r\n]*")
_HALVES: Final = re.compile("[\ud800-\udfff]")
_MOST: Final = 1 << 22
"""No row of any data set is longer, in characters."""
_NUMBERS: Final = "-0123456789"
_NUMBER_AT_END: Final = 4
"""A number that is cut in ``1.5e-`` is read as 1.5, with so many characters behind it."""
_LONGEST_WHOLE: Final = 1_000


@final
class Item(NamedTuple):
    """An element of the array.

    Attributes:
        line: the line on which it begins.
        fields: its values as texts, by their names; empty if it is damaged.
        text: if it is damaged, how it is written.
        problem: what is wrong with it.
        recoded: how characters of it were read that are none.
    """

    line: int
    fields: dict[str, str]
    text: str | None = None
    problem: str | None = None
    recoded: str | None = None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; a second value of a name is kept beside the first, as ``name#2``.

    Any: what JSON holds.
    """
    made = dict(pairs)
    if len(made) < len(pairs):
        made = dict(
            zip(unique(name for name, _ in pairs), (value for _, value in pairs), strict=True)
        )
    return made


def _whole(text: str) -> int | str:
    # Python refuses to read whole numbers of thousands of digits.
    return int(text) if len(text) <= _LONGEST_WHOLE else text


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_object, parse_int=cast("Any", _whole))


@final
class _Text:
    """A text read by and by, of which what has been used is let go."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape").decode
        self._file = file
        self._name = name
        self._text = ""
        self._at = 0
        self._ended = False
        self.line = 1

    def _more(self) -> bool:
        """Read on; False: there is no more."""
        if self._ended:
            return False
        left = self._text[self._at :]
        if len(left) > _MOST:
            raise self.wrong(f"a value of more than {_MOST:,} characters, or no JSON")
        # As much again each time, so that a value without an end is not looked at over and over.
        chunk = self._file.read(max(_CHUNK, len(left)))
        self._ended = not chunk
        self._text, self._at = left + self._decode(chunk, final=not chunk), 0
        return True

    def _use(self, end: int) -> None:
        """Let go of what was used."""
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def next(self) -> str:
        """Return the next character that is not blank, and leave it; empty: there is none."""
        while True:
            found = _BLANKS.match(self._text, self._at)
            if found is not None:
                self._use(found.end())
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def expect(self, *accepted: str) -> str:
        """Take the next character, which must be one of some."""
        found = self.next()
        if found not in accepted or not found:
            meant = " or ".join(map(repr, accepted))
            raise self.wrong(f"{shown(found)} where {meant} is meant") if found else self.ends()
        self._use(self._at + 1)
        return found

    def value(self) -> tuple[Any, str]:
        """Take the next value, which is anything that JSON holds; return it and how it is written."""
        if not self.next():
            raise self.ends()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if self._more():
                    continue
                why = getattr(error, "msg", "nested too deeply")
                raise self.wrong(f"no JSON, or cut off: {why}") from None
            is_number = self._text[self._at] in _NUMBERS
            if is_number and len(self._text) - end < _NUMBER_AT_END and self._more():
                continue
            text = self._text[self._at : min(end, self._at + _CHUNK)]
            self._use(end)
            return found, text

    def wrong(self, what: str) -> ReadError:
        """Return the error of a place."""
        return ReadError([Finding(code=DAMAGED, message=what, file=self._name, line=self.line)])

    def ends(self) -> ReadError:
        """Return the error of a file that was cut off."""
        return self.wrong("the file ends in the middle; hint: download it again")


def objects(file: IO[bytes], name: str) -> Iterator[Item]:
    """Yield the objects of the array in a file, with the lines on which they begin.

    Values are given as texts; what is null is empty; objects inside are given as JSON, but for
    the properties and the point of a feature, which stand beside one another.

    Raises:
        ReadError: if it is no JSON, has no array of rows, or several.
    """
    text = _Text(file, name)
    inside = text.next() == "{" and _to_array(text)
    text.expect("[")
    if text.next() == "]":
        text.expect("]")
    else:
        yield from _elements(text)
    if inside:
        _to_end(text)
    if left := text.next():
        raise text.wrong(f"{shown(left)} after the end of the array of rows")


def _elements(text: _Text) -> Iterator[Item]:
    while True:
        text.next()
        line = text.line
        found, written = text.value()
        yield _item(line, found, written)
        if text.expect(",", "]") == "]":
            return


def _item(line: int, found: object, written: str) -> Item:
    if not isinstance(found, dict):
        return Item(line, {}, _plain(written), "not an object, where a row is meant")
    try:
        fields = _flat(cast("dict[str, object]", found))
    except RecursionError:
        return Item(line, {}, _plain(written), "an object that is nested too deeply")
    whole = "".join((*fields, *fields.values()))
    if "\0" not in whole and (whole.isascii() or not _HALVES.search(whole)):
        return Item(line, fields)
    names = unique(_plain(name) for name in fields)
    values = map(_plain, fields.values())
    return Item(line, dict(zip(names, values, strict=True)), recoded=mended(whole)[1])


def _plain(text: str) -> str:
    return mended(text)[0]


def _to_array(text: _Text) -> bool:
    """Pass over what stands before the array of rows."""
    text.expect("{")
    if text.next() == "}":
        raise text.wrong(_NO_ROWS)
    while True:
        key, _ = text.value()
        text.expect(":")
        if key in _ARRAYS and text.next() == "[":
            return True
        text.value()
        if text.expect(",", "}") == "}":
            raise text.wrong(_NO_ROWS)


def _to_end(text: _Text) -> None:
    """Pass over what stands behind the array of rows, which must not be another one."""
    while text.expect(",", "}") == ",":
        key, _ = text.value()
        text.expect(":")
        value, _ = text.value()
        if key in _ARRAYS and value and isinstance(value, list):
            raise text.wrong(f"a second array of rows: {shown(key)}")


def _flat(row: dict[str, object]) -> dict[str, str]:
    properties = row.get("properties")
    if row.get("type") != "Feature" or not isinstance(properties, dict):
        return {key: _text(value) for key, value in row.items()}
    flat = {key: _text(value) for key, value in cast("dict[str, object]", properties).items()}
    if "id" in row:
        flat.setdefault("id", _text(row["id"]))
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
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)
