"""The JSON Schema of one line, built from the same declarations that constructions check.

It describes what is read, shorthands included, for editors and for other languages: every
known kind in its current version. Two things are stricter in the schema than in the reader,
which keeps unknown kinds and brings older versions up to date; some are looser, because JSON
Schema cannot say them (that a day exists, that a key does not stand twice, that ``1.0`` is no
whole number).
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, TypeAlias, Union

import attrs

from peacetalks.codec.plain import key_of
from peacetalks.construction import (
    Area,
    Code,
    Slug,
    as_codes,
    as_texts,
    field_types,
    many_codes,
    many_texts,
)
from peacetalks.errors import InvalidVocabulary
from peacetalks.events import CORE
from peacetalks.events.base import Event
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.frozenmap import FrozenMap
from peacetalks.values import (
    ReasonCategory,
    as_conditions,
    as_count,
    as_mediators,
    as_participants,
    as_place,
    as_reasons,
    many_external_ids,
    many_sources,
    one_count,
)
from peacetalks.when import When

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

_WORDS: Final[dict[Any, tuple[str, Schema]]] = {
    Slug: (
        "Identifier",
        {
            "description": "An identifier chosen by the writer, as 'washington-2023-11'.",
            "type": "string",
            "pattern": r"^\S+$",
            "maxLength": 200,
        },
    ),
    Code: (
        "Code",
        {
            "description": "The code of an actor: 'AZE', 'EU', 'AZE-MOD'.",
            "type": "string",
            "pattern": r"^([A-Z][A-Z0-9]*([-.:][A-Z0-9]+)*|press)$",
        },
    ),
    Area: (
        "Area",
        {
            "description": "The name or code of an area.",
            "type": "string",
            "pattern": r"^\S([\s\S]*\S)?$",
        },
    ),
    When: (
        "When",
        {
            "description": "A date of the EDTF subset: 2023-10, 2023-11-16~, A/B, [A,B].",
            "type": "string",
            "pattern": _WHEN,
        },
    ),
}
_SIMPLE: Final[dict[Any, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer", "minimum": -(1 << 63), "maximum": (1 << 63) - 1},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    object: {},
}

# What a converter takes for an item of its field, beside the item itself.
_SHORTHANDS: Final[dict[Any, Any]] = {
    as_count: int,
    one_count: int,
    as_place: str,
    as_reasons: ReasonCategory,
    as_conditions: str,
    as_participants: Code,
    as_mediators: Code,
}
_SINGLE: Final = {
    *(as_codes, many_codes, as_texts, many_texts),
    *(as_reasons, as_conditions, as_participants, as_mediators),
    *(many_sources, many_external_ids),
}
"""The converters that take one item where several may stand."""


def schema(vocabulary: Vocabulary = CORE) -> Schema:
    """Return the JSON Schema (draft 2020-12) of one line of a file.

    Args:
        vocabulary: the kinds that are understood.

    Raises:
        InvalidVocabulary: if a kind has a field of a type that JSON cannot hold.

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
    whole = _object(kind, parts)
    head: Schema = {"kind": {"const": kind.kind}, "v": {"const": kind.schema}}
    whole["properties"] = head | whole["properties"]
    whole["required"] = ["kind", *(["v"] if kind.schema > 1 else []), *whole["required"]]
    return whole


def _object(cls: type, parts: dict[str, Schema]) -> Schema:
    first, fields = _documented(cls)
    hints = field_types(cls)
    properties: Schema = {}
    for field in attrs.fields(cls):
        told = fields.get(field.name.lstrip("_"))
        described = {"description": told} if told else {}
        try:
            properties[key_of(field)] = described | _field(
                hints[field.name], field.converter, parts
            )
        except TypeError as error:
            raise InvalidVocabulary(f"{cls.__qualname__}.{field.name}: {error}") from None
    return {
        **({"description": first} if first else {}),
        "type": "object",
        "properties": properties,
        "required": [key_of(f) for f in attrs.fields(cls) if f.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _field(hint: Any, converter: Any, parts: dict[str, Schema]) -> Schema:
    members = _members(hint)
    if converter in _SINGLE:
        item = next(typing.get_args(m)[0] for m in members if typing.get_origin(m) is tuple)
        items = [item, *([_SHORTHANDS[converter]] if converter in _SHORTHANDS else [])]
        forms = [_of(each, parts) for each in items]
        array: Schema = {"type": "array", "items": _any_of(forms)}
        rest = [_of(m, parts) for m in members if typing.get_origin(m) is not tuple]
        return _any_of([array, *forms, *rest])
    forms = [_of(member, parts) for member in members]
    if converter in _SHORTHANDS:
        forms.insert(1, _of(_SHORTHANDS[converter], parts))
    return _any_of(forms)


def _members(hint: Any) -> tuple[Any, ...]:
    return typing.get_args(hint) if typing.get_origin(hint) in {Union, types.UnionType} else (hint,)


def _any_of(forms: list[Schema]) -> Schema:
    return forms[0] if len(forms) == 1 else {"anyOf": forms}


def _of(hint: Any, parts: dict[str, Schema]) -> Schema:
    if hint in _WORDS:
        name, word = _WORDS[hint]
        parts[name] = word
        return _ref(name)
    if hint in _SIMPLE:
        return dict(_SIMPLE[hint])
    if hint is types.NoneType:
        return {"type": "null"}
    if isinstance(hint, type) and issubclass(hint, Event):
        return {"$ref": "#"}
    if isinstance(hint, type) and attrs.has(hint):
        return _value_type(hint, parts)
    return _generic(hint, typing.get_args(hint), parts)


def _value_type(cls: type, parts: dict[str, Schema]) -> Schema:
    own = cls.__module__.startswith("peacetalks.")
    name = cls.__name__ if own else f"{cls.__module__}.{cls.__qualname__}".replace("<locals>.", "")
    if name not in parts:
        parts[name] = {}  # a type that holds itself finds its name taken
        parts[name] = _object(cls, parts)
    return _ref(name)


def _generic(hint: Any, arguments: tuple[Any, ...], parts: dict[str, Schema]) -> Schema:
    build = _GENERICS.get(typing.get_origin(hint))
    if build is None:
        raise TypeError(f"of a type that JSON cannot hold: {hint!r}")
    return build(arguments, parts)


def _tuple(arguments: tuple[Any, ...], parts: dict[str, Schema]) -> Schema:
    return {"type": "array", "items": _of(arguments[0], parts)}


def _map(arguments: tuple[Any, ...], parts: dict[str, Schema]) -> Schema:
    names = {} if arguments[0] is str else {"propertyNames": _of(arguments[0], parts)}
    return {"type": "object", **names, "additionalProperties": _of(arguments[1], parts)}


_GENERICS: Final[dict[Any, Callable[[tuple[Any, ...], dict[str, Schema]], Schema]]] = {
    Annotated: lambda arguments, parts: _of(arguments[0], parts),
    Literal: lambda arguments, _: {"enum": list(arguments)},
    Union: lambda arguments, parts: {"anyOf": [_of(each, parts) for each in arguments]},
    types.UnionType: lambda arguments, parts: {"anyOf": [_of(each, parts) for each in arguments]},
    tuple: _tuple,
    FrozenMap: _map,
}


def _documented(cls: type) -> tuple[str, dict[str, str]]:
    """Return the first line of a class's docstring, and the texts of the fields it lists."""
    fields: dict[str, str] = {}
    for base in reversed([b for b in cls.__mro__ if b is not object and b.__doc__]):
        # Python takes the indentation out of a docstring from 3.13 on, and not before.
        _, _, listed = inspect.cleandoc(base.__doc__ or "").partition("Attributes:\n")
        fields |= _listed(listed)
    lines = (cls.__doc__ or "").strip().splitlines()
    return (lines[0] if lines else ""), fields


def _listed(text: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if not line.startswith("    "):
            break
        if line.startswith("        "):
            fields[name] += f" {line.strip()}"
        else:
            name, _, told = line.strip().partition(": ")
            fields[name] = told
    return fields
