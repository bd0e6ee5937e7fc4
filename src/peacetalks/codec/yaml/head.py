"""The head of a file: the actors of a study, which are read as ``ActorNamed`` events.

Each actor under ``actors`` is an object, or a code with a name or such an object as its value.
``code`` and ``name`` become the ``actor`` and ``names`` of an ``ActorNamed``; names in other
languages go under ``names``. All other fields are those of that kind. Unless it gives a date, the
actor is undated and counts on all days.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from peacetalks.codec.yaml.nodes import Entry, Key, Node, Object, Text
from peacetalks.errors import InvalidValue
from peacetalks.events.bookkeeping import ActorNamed
from peacetalks.events.clocks import UNDATED

__all__ = ["as_statement", "as_written"]

_SHORT: Final = {"code": "actor", "name": "names"}
"""The names that a head uses for fields of ``ActorNamed``."""
_LONG: Final = {field: f".{short}" for short, field in _SHORT.items()}
_TEXTS: Final = ("actor", "names", "ids")
"""The fields whose values are always texts: the id 291 is not a number."""


def as_statement(entry: Entry) -> Node:
    """Return an actor at the head of a file as the node of an ``ActorNamed`` event.

    Raises:
        InvalidValue: if a field is given twice, or the entry has a ``kind``.
    """
    node = entry.node
    if isinstance(node, Text) and entry.key is not None:
        keys = {"name": _under(entry.key, node)}
        node = Object(line=node.line, column=node.column, keys=keys)
    if not isinstance(node, Object):
        value = node.text if isinstance(node, Text) else "a list"
        raise InvalidValue("not an actor", value=value, accepted="code: ..., name: ...")
    if "kind" in node.keys:
        hint = "put events under 'events:'"
        raise InvalidValue("an event among the actors", value=list(node.keys), hint=hint)
    implied = {"kind": _implied(node, ActorNamed.kind), "occurred": _implied(node, UNDATED)}
    if entry.key is not None:
        implied["actor"] = _key(attrs.evolve(entry.key, bare=False))
    fields: dict[str, Key] = {}
    for name, key in _with_names_merged(node.keys).items():
        field = _SHORT.get(name, name)
        if field in fields or (field == "actor" and entry.key is not None):
            raise InvalidValue("a field that is given twice", value=name)
        fields[field] = attrs.evolve(key, value=_text(key.value)) if field in _TEXTS else key
    names = fields.get("names")
    if names is not None and isinstance(names.value, Text):
        english = {"en": _under(names, names.value)}  # a name without a language is English
        by_language = Object(line=names.line, column=names.column, keys=english)
        fields["names"] = attrs.evolve(names, value=by_language)
    return attrs.evolve(node, keys=implied | fields)


def as_written(path: str) -> str:
    """Return the path of a field with the name that a head uses.

    >>> as_written("$.actor"), as_written("$.organ_of")
    ('$.code', '$.organ_of')
    """
    head, dot, field = path.rpartition(".")
    return f"{head}{_LONG.get(field, dot + field)}" if head == "$" else path


def _with_names_merged(keys: Mapping[str, Key]) -> Mapping[str, Key]:
    """Return the fields of an actor, with its name moved to the names in other languages."""
    name, names = keys.get("name"), keys.get("names")
    if name is None or names is None or not isinstance(names.value, Object):
        return keys
    if "en" in names.value.keys:
        hint = "give the English name in name: or in names:, not in both"
        raise InvalidValue("a name that is given twice", value="en", hint=hint)
    by_language = {"en": _under(name, name.value), **names.value.keys}
    others = {field: key for field, key in keys.items() if field != "name"}
    return others | {
        "names": attrs.evolve(names, value=attrs.evolve(names.value, keys=by_language))
    }


def _text(node: Node) -> Node:
    """Return a node in which every value is read as a text."""
    if isinstance(node, Object):
        texts = {name: attrs.evolve(key, value=_text(key.value)) for name, key in node.keys.items()}
        return attrs.evolve(node, keys=texts)
    return attrs.evolve(node, bare=False) if isinstance(node, Text) and node.text else node


def _key(node: Text) -> Key:
    return _under(node, node)


def _under(place: Text | Key, node: Node) -> Key:
    """Return a key at the position of another one."""
    return Key(line=place.line, column=place.column, value=node)


def _implied(node: Node, text: str) -> Key:
    return _key(Text(line=node.line, column=node.column, text=text, bare=True))
