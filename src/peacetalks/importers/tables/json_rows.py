"""Read rows of JSON, the objects of one long array, one after the other in constant memory.

``{"type": "FeatureCollection", "features": [...]}`` is GeoJSON, ``{"data": [...]}``,
``{"items": [...]}`` and ``{"Result": [...]}`` are the answers of the interfaces of ACLED, UNHCR
and UCDP, and a bare array is what people save.

An element that is not an object is a damaged row. Invalid JSON is an error with its line, since
there is no way to tell where the next row begins.

Why not ijson 3.6: it gives neither the line nor the text of an element, and refuses a whole file for
one byte that is not UTF-8. Its back ends disagree on some characters and numbers; the fast one
crashed on valid input, and the one in Python takes six times as long as this module.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any, Final, NamedTuple, cast, final

from peacetalks.errors import ReadError, shown
from peacetalks.findings.imports import DAMAGED
from peacetalks.importers.identifiers import unique
from peacetalks.importers.tables.delimited import without_bad_characters

__all__ = ["Element", "objects"]

_ARRAYS: Final = ("features", "data", "items", "results", "Result")
_NO_ROWS: Final = f"no array of rows: neither a bare array nor one named {', '.join(_ARRAYS)}"
_CHUNK: Final = 1 << 16
_BLANKS: Final = re.compile(r"[ \t\r\n]*")
_HALVES: Final = re.compile("[\ud800-\udfff]")
_MOST: Final = 1 << 22
"""No row of any data set is longer, in characters."""
_NUMBERS: Final = "-0123456789"
_NUMBER_AT_END: Final = 4
"""If the text is cut off in ``1.5e-``, the decoder reads 1.5 and leaves fewer characters than this."""
_LONGEST_WHOLE: Final = 1_000


@final
class Element(NamedTuple):
    """An element of the array.

    Attributes:
        line: the line on which it begins.
        fields: its values as texts, by their names; empty if it is damaged.
        text: the JSON of the element, if it is damaged.
        problem: what is wrong with it.
        recoded: how characters that are not valid text were read.
    """

    line: int
    fields: dict[str, str]
    text: str | None = None
    problem: str | None = None
    recoded: str | None = None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; if a name occurs twice, the second value is kept as ``name#2``.

    Any: any JSON value.
    """
    made = dict(pairs)
    if len(made) < len(pairs):
        made = dict(
            zip(unique(name for name, _ in pairs), (value for _, value in pairs), strict=True)
        )
    return made


def _whole(text: str) -> int | str:
    # Python refuses to parse integers of thousands of digits.
    return int(text) if len(text) <= _LONGEST_WHOLE else text


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_object, parse_int=cast("Any", _whole))


@final
class _Text:
    """A text that is read in chunks; what has been used is dropped."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape").decode
        self._file = file
        self._name = name
        self._text = ""
        self._at = 0
        self._ended = False
        self.line = 1

    def _read_more(self) -> bool:
        """Read another chunk; False at the end of the file."""
        if self._ended:
            return False
        left = self._text[self._at :]
        if len(left) > _MOST:
            raise self.error(f"a value of more than {_MOST:,} characters, or not JSON")
        # The chunks double, so that parsing a long value again and again stays linear.
        chunk = self._file.read(max(_CHUNK, len(left)))
        self._ended = not chunk
        self._text, self._at = left + self._decode(chunk, final=not chunk), 0
        return True

    def _use(self, end: int) -> None:
        """Drop what was used."""
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def next(self) -> str:
        """Return the next character that is not blank, without using it; empty at the end."""
        while True:
            blanks = _BLANKS.match(self._text, self._at)
            if blanks is not None:
                self._use(blanks.end())
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_more():
                return ""

    def expect(self, *accepted: str) -> str:
        """Take the next character, which must be one of those accepted."""
        character = self.next()
        if not character:
            raise self.cut_off()
        if character not in accepted:
            expected = " or ".join(map(repr, accepted))
            raise self.error(f"expected {expected}, got {shown(character)}")
        self._use(self._at + 1)
        return character

    def value(self) -> tuple[Any, str]:
        """Take the next value, which can be any JSON; return it with its text."""
        if not self.next():
            raise self.cut_off()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if self._read_more():
                    continue
                why = getattr(error, "msg", "nested too deeply")
                raise self.error(f"not JSON, or cut off: {why}") from None
            is_number = self._text[self._at] in _NUMBERS
            if is_number and len(self._text) - end < _NUMBER_AT_END and self._read_more():
                continue
            text = self._text[self._at : min(end, self._at + _CHUNK)]
            self._use(end)
            return value, text

    def error(self, what: str) -> ReadError:
        """Return an error with the current line."""
        return ReadError([DAMAGED.finding(what, file=self._name, line=self.line)])

    def cut_off(self) -> ReadError:
        """Return the error of a file that was cut off."""
        return self.error("the file ends too early; hint: download it again")


def objects(file: IO[bytes], name: str) -> Iterator[Element]:
    """Yield the objects of the array in a file, with the lines on which they begin.

    Values are given as texts: null as an empty text, nested values as JSON. The properties and the
    point of a GeoJSON feature become fields of the row.

    Raises:
        ReadError: if the file is not JSON, or does not have exactly one array of rows.
    """
    text = _Text(file, name)
    inside = text.next() == "{" and _skip_to_array(text)
    text.expect("[")
    if text.next() == "]":
        text.expect("]")
    else:
        yield from _elements(text)
    if inside:
        _skip_to_end(text)
    if left := text.next():
        raise text.error(f"{shown(left)} after the end of the array of rows")


def _elements(text: _Text) -> Iterator[Element]:
    while True:
        text.next()
        line = text.line
        value, written = text.value()
        yield _item(line, value, written)
        if text.expect(",", "]") == "]":
            return


def _item(line: int, value: object, written: str) -> Element:
    if not isinstance(value, dict):
        return Element(line, {}, _mended(written), "not an object, as a row must be")
    try:
        fields = _flat(cast("dict[str, object]", value))
    except RecursionError:
        return Element(line, {}, _mended(written), "an object that is nested too deeply")
    whole = "".join((*fields, *fields.values()))
    if "\0" not in whole and (whole.isascii() or not _HALVES.search(whole)):
        return Element(line, fields)
    names = unique(_mended(name) for name in fields)
    values = map(_mended, fields.values())
    return Element(
        line, dict(zip(names, values, strict=True)), recoded=without_bad_characters(whole)[1]
    )


def _mended(text: str) -> str:
    return without_bad_characters(text)[0]


def _skip_to_array(text: _Text) -> bool:
    """Skip everything before the array of rows."""
    text.expect("{")
    if text.next() == "}":
        raise text.error(_NO_ROWS)
    while True:
        key, _ = text.value()
        text.expect(":")
        if key in _ARRAYS and text.next() == "[":
            return True
        text.value()
        if text.expect(",", "}") == "}":
            raise text.error(_NO_ROWS)


def _skip_to_end(text: _Text) -> None:
    """Skip everything after the array of rows, which must not be another one."""
    while text.expect(",", "}") == ",":
        key, _ = text.value()
        text.expect(":")
        value, _ = text.value()
        if key in _ARRAYS and value and isinstance(value, list):
            raise text.error(f"a second array of rows: {shown(key)}")


def _flat(row: dict[str, object]) -> dict[str, str]:
    properties = row.get("properties")
    if row.get("type") != "Feature" or not isinstance(properties, dict):
        return {key: _as_text(value) for key, value in row.items()}
    flat = {key: _as_text(value) for key, value in cast("dict[str, object]", properties).items()}
    if "id" in row:
        flat.setdefault("id", _as_text(row["id"]))
    geometry = row.get("geometry")
    if isinstance(geometry, dict):
        _add_point(flat, cast("dict[str, object]", geometry))
    return flat


def _add_point(flat: dict[str, str], geometry: dict[str, object]) -> None:
    """Add the point of a feature where its properties have none."""
    at = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(at, list):
        for name, value in zip(("longitude", "latitude"), cast("list[object]", at), strict=False):
            flat.setdefault(name, _as_text(value))


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)
