"""The head of a file: a study's own actors, which are read as the statements that they are.

An actor stands under ``actors`` as an object, or under its code with its name or such an object.
Its ``code`` and its ``name`` are the ``actor`` and ``names`` of an ``ActorNamed``, whose names in
other languages stand under ``names`` beside it; all else it can
say goes by the fields of that kind. It is of no day, unless it says so: it counts on all days.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from peacetalks.codec.yaml.nodes import Entry, Key, Node, Object, Text
from peacetalks.errors import InvalidValue
from peacetalks.events import ActorNamed
from peacetalks.events.clocks import UNDATED

__all__ = ["as_statement", "as_written"]

_SHORT: Final = {"code": "actor", "name": "names"}
"""What a head calls fields of a statement."""
_LONG: Final = {field: f".{short}" for short, field in _SHORT.items()}
_TEXTS: Final = ("actor", "names", "ids")
"""The fields that hold texts, whatever those look like: the id 291 is no number."""


def as_statement(entry: Entry) -> Node:
    """Return the node of the event that an actor at the head of a file is.

    Raises:
        InvalidValue: for a field that is given twice, and for a kind of event.
    """
    node = entry.node
    if isinstance(node, Text) and entry.key is not None:
        keys = {"name": _under(entry.key, node)}
        node = Object(line=node.line, column=node.column, keys=keys)
    if not isinstance(node, Object):
        given = node.text if isinstance(node, Text) else "a list"
        raise InvalidValue("not an actor", value=given, accepted="code: ..., name: ...")
    if "kind" in node.keys:
        hint = "events stand under 'events:'"
        raise InvalidValue("an event among the actors", value=list(node.keys), hint=hint)
    said = {"kind": _said(node, ActorNamed.kind), "occurred": _said(node, UNDATED)}
    if entry.key is not None:
        said["actor"] = _key(attrs.evolve(entry.key, bare=False))
    fields: dict[str, Key] = {}
    for name, key in _with_one_names(node.keys).items():
        field = _SHORT.get(name, name)
        if field in fields or (field == "actor" and entry.key is not None):
            raise InvalidValue("a field that is given twice", value=name)
        fields[field] = attrs.evolve(key, value=_text(key.value)) if field in _TEXTS else key
    names = fields.get("names")
    if names is not None and isinstance(names.value, Text):
        english = {"en": _under(names, names.value)}  # as a name alone is
        by_language = Object(line=names.line, column=names.column, keys=english)
        fields["names"] = attrs.evolve(names, value=by_language)
    return attrs.evolve(node, keys=said | fields)


def as_written(path: str) -> str:
    """Return the path of a field as a head calls it.

    >>> as_written("$.actor"), as_written("$.organ_of")
    ('$.code', '$.organ_of')
    """
    head, dot, field = path.rpartition(".")
    return f"{head}{_LONG.get(field, dot + field)}" if head == "$" else path


def _with_one_names(keys: Mapping[str, Key]) -> Mapping[str, Key]:
    """Return the fields of an actor; its name stands among the names in other languages."""
    name, names = keys.get("name"), keys.get("names")
    if name is None or names is None or not isinstance(names.value, Object):
        return keys
    if "en" in names.value.keys:
        hint = "name: is the English one of names:"
        raise InvalidValue("a name that is given twice", value="en", hint=hint)
    by_language = {"en": _under(name, name.value), **names.value.keys}
    others = {field: key for field, key in keys.items() if field != "name"}
    return others | {
        "names": attrs.evolve(names, value=attrs.evolve(names.value, keys=by_language))
    }


def _text(node: Node) -> Node:
    """Return a node in which each text stands for itself."""
    if isinstance(node, Object):
        texts = {name: attrs.evolve(key, value=_text(key.value)) for name, key in node.keys.items()}
        return attrs.evolve(node, keys=texts)
    return attrs.evolve(node, bare=False) if isinstance(node, Text) and node.text else node


def _key(node: Text) -> Key:
    return _under(node, node)


def _under(place: Text | Key, node: Node) -> Key:
    """Return a key that stands in the place of another one."""
    return Key(line=place.line, column=place.column, value=node)


def _said(node: Node, text: str) -> Key:
    return _key(Text(line=node.line, column=node.column, text=text, bare=True))
