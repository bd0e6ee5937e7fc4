"""The JSON Schema of one line, built from the same declarations that constructors check.

It describes what can be read, including shorthands, for editors and for other languages: every
known kind in its current version. The schema is stricter than the reader, which keeps unknown
kinds and upgrades older versions. It is also looser, because JSON Schema cannot express some
rules: that a day exists, that a key occurs only once, that ``1.0`` is not a whole number.
"""

from __future__ import annotations

import inspect
from typing import Any, Final, TypeAlias, assert_never

import attrs

from peacetalks.codec.plain import key_of
from peacetalks.errors import InvalidVocabulary
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.fields import shape as shapes
from peacetalks.fields.convert import as_codes, as_texts, many_codes, many_texts
from peacetalks.values.count import as_count, one_count
from peacetalks.values.facts import (
    ReasonCategory,
    as_conditions,
    as_mediators,
    as_participants,
    as_place,
    as_reasons,
    many_external_ids,
    many_sources,
)

__all__ = ["schema"]

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema, or a part of one. (Any: JSON values.)"""

_POINT: Final = (
    r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?[~?%]?"
)
_END: Final = rf"({_POINT}|\.\.)?"
_MEMBER: Final = rf"({_POINT}(\.\.({_POINT})?)?|\.\.{_POINT})"
_WHEN: Final = rf"^({_POINT}|{_END}/{_END}|\[{_MEMBER}(,{_MEMBER})*\])$"

_NAMED: Final[dict[shapes.Text, tuple[str, Schema]]] = {
    shapes.SLUG: (
        "Identifier",
        {
            "description": "An identifier chosen by the writer, such as 'washington-2023-11'.",
            "type": "string",
            "pattern": r"^\S+$",
            "maxLength": 200,
        },
    ),
    shapes.CODE: (
        "Code",
        {
            "description": "The code of an actor: 'AZE', 'EU', 'AZE-MOD'.",
            "type": "string",
            "pattern": r"^([A-Z][A-Z0-9]*([-.:][A-Z0-9]+)*|press)$",
        },
    ),
    shapes.AREA: (
        "Area",
        {
            "description": "The name or code of an area.",
            "type": "string",
            "pattern": r"^\S([\s\S]*\S)?$",
        },
    ),
}
_DATE: Final[Schema] = {
    "description": "A date of the EDTF subset: 2023-10, 2023-11-16~, A/B, [A,B].",
    "type": "string",
    "pattern": _WHEN,
}

# What a converter accepts for an item of its field, as well as the item itself.
_SHORTHANDS: Final[dict[object, shapes.Shape]] = {
    as_count: shapes.Simple.WHOLE_NUMBER,
    one_count: shapes.Simple.WHOLE_NUMBER,
    as_place: shapes.TEXT,
    as_reasons: shapes.shape_of(ReasonCategory),
    as_conditions: shapes.TEXT,
    as_participants: shapes.CODE,
    as_mediators: shapes.CODE,
}
_SINGLE: Final = {
    *(as_codes, many_codes, as_texts, many_texts),
    *(as_reasons, as_conditions, as_participants, as_mediators),
    *(many_sources, many_external_ids),
}
"""The converters that accept a single item in place of a list."""


def schema(vocabulary: Vocabulary = CORE) -> Schema:
    """Return the JSON Schema (draft 2020-12) of one line of a file.

    Args:
        vocabulary: the kinds that are understood.

    Raises:
        InvalidVocabulary: if a kind has a field of a type that cannot be written as JSON.

    >>> schema()["$defs"]["Participant"]["properties"]["person"]["anyOf"]
    [{'type': 'string'}, {'type': 'null'}]
    """
    parts: dict[str, Schema] = {}
    kinds = {kind.kind: _kind(kind, parts) for kind in vocabulary.kinds}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "peacetalks event",
        "description": "One fact about a negotiation: one line of a file of JSON Lines.",
        "oneOf": [_ref(tag) for tag in kinds],
        "$defs": {**dict(sorted(parts.items())), **kinds},
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _kind(kind: type[Event], parts: dict[str, Schema]) -> Schema:
    definition = _object(kind, parts)
    head: Schema = {"kind": {"const": kind.kind}, "v": {"const": kind.schema}}
    version = ["v"] if kind.schema > 1 else []
    definition["properties"] = head | definition["properties"]
    definition["required"] = ["kind", *version, *definition["required"]]
    return definition


def _object(cls: type, parts: dict[str, Schema]) -> Schema:
    first, fields = _documented(cls)
    properties: Schema = {}
    for field, shape in shapes.fields_of(cls):
        text = fields.get(field.name.lstrip("_"))
        description = {"description": text} if text else {}
        try:
            converter: object = getattr(field, "converter", None)
            properties[key_of(field)] = description | _field(shape, converter, parts)
        except TypeError as error:
            raise InvalidVocabulary(f"{cls.__qualname__}.{field.name}: {error}") from None
    return {
        **({"description": first} if first else {}),
        "type": "object",
        "properties": properties,
        "required": [key_of(f) for f in attrs.fields(cls) if f.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _field(shape: shapes.Shape, converter: object, parts: dict[str, Schema]) -> Schema:
    shorthand = [_of(_SHORTHANDS[converter], parts)] if converter in _SHORTHANDS else []
    forms: list[Schema] = []
    for option in shapes.options(shape):
        if isinstance(option, shapes.ListOf) and converter in _SINGLE:
            items = [_of(option.item, parts), *shorthand]
            forms += [{"type": "array", "items": _any_of(items)}, *items]
        else:
            forms += [_of(option, parts), *shorthand]
    return _any_of([*forms, *[{"type": "null"}] * shapes.is_optional(shape)])


def _any_of(forms: list[Schema]) -> Schema:
    return forms[0] if len(forms) == 1 else {"anyOf": forms}


def _of(shape: shapes.Shape, parts: dict[str, Schema]) -> Schema:
    match shape:
        case shapes.Text():
            return _named(*_NAMED[shape], parts) if shape in _NAMED else {"type": "string"}
        case shapes.Words(words):
            return {"enum": list(words)}
        case shapes.Simple():
            return _simple(shape, parts)
        case shapes.ListOf(item):
            return {"type": "array", "items": _of(item, parts)}
        case shapes.MapOf(key, value):
            names = {} if key == shapes.TEXT else {"propertyNames": _of(key, parts)}
            return {"type": "object", **names, "additionalProperties": _of(value, parts)}
        case shapes.OneOf():
            return _field(shape, None, parts)
        case shapes.Value(cls):
            return {"$ref": "#"} if issubclass(cls, Event) else _value_type(cls, parts)
        case shapes.Other(hint):
            raise TypeError(f"not a type that can be written as JSON: {hint!r}")
        case _:
            assert_never(shape)


def _simple(shape: shapes.Simple, parts: dict[str, Schema]) -> Schema:
    match shape:
        case shapes.Simple.WHOLE_NUMBER:
            return {"type": "integer", "minimum": -(1 << 63), "maximum": (1 << 63) - 1}
        case shapes.Simple.NUMBER:
            return {"type": "number"}
        case shapes.Simple.FLAG:
            return {"type": "boolean"}
        case shapes.Simple.DATE:
            return _named("When", _DATE, parts)
        case shapes.Simple.ANYTHING:
            return {}
        case _:
            assert_never(shape)


def _named(name: str, definition: Schema, parts: dict[str, Schema]) -> Schema:
    parts[name] = definition
    return _ref(name)


def _value_type(cls: type, parts: dict[str, Schema]) -> Schema:
    if shapes.is_user_defined(cls):
        name = f"{cls.__module__}.{cls.__qualname__}".replace("<locals>.", "")
    else:
        name = cls.__name__
    if name not in parts:
        parts[name] = {}  # ends the recursion of a type that contains itself
        parts[name] = _object(cls, parts)
    return _ref(name)


def _documented(cls: type) -> tuple[str, dict[str, str]]:
    """Return the first line of a class's docstring, and the texts of the fields it lists."""
    fields: dict[str, str] = {}
    for base in reversed([b for b in cls.__mro__ if b is not object and b.__doc__]):
        # Python removes the indentation of docstrings only since 3.13.
        _, _, section = inspect.cleandoc(base.__doc__ or "").partition("Attributes:\n")
        fields |= _parse_fields(section)
    lines = (cls.__doc__ or "").strip().splitlines()
    return (lines[0] if lines else ""), fields


def _parse_fields(text: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if not line.startswith("    "):
            break
        if line.startswith("        "):
            fields[name] += f" {line.strip()}"
        else:
            name, _, description = line.strip().partition(": ")
            fields[name] = description
    return fields
