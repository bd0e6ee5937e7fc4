"""Events from YAML: a list of them, or one under ``events`` with ``actors`` at the head.

What is in a file becomes the plain values that JSON would hold, and those become events as
there; so both forms of file take the same kinds, short forms and values. Findings name the line
and the column. Anchors and aliases repeat a value; tags and merge keys are refused.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import IO, Any, Final

import attrs

from peacetalks.codec import codes
from peacetalks.codec.decode import decoded_plain, text_of_utf8
from peacetalks.codec.items import Item
from peacetalks.codec.limits import LONGEST_YAML, yaml_too_large
from peacetalks.codec.named import NOBODY, Named
from peacetalks.codec.plain import canonical
from peacetalks.codec.yaml.dates import EVENT, Types, below, is_date
from peacetalks.codec.yaml.head import as_statement, as_written
from peacetalks.codec.yaml.nodes import PARTS, Entry, List, Node, Object, Text, entries, place
from peacetalks.codec.yaml.scalars import value_of
from peacetalks.codec.yaml.syntax import unreadable
from peacetalks.errors import Finding, InvalidValue, ReadError, did_you_mean
from peacetalks.events.vocabulary import Vocabulary

__all__ = ["items"]

_BOM: Final = "\ufeff"
_ACCEPTED: Final = "a list with '- kind: ...' for each event"

# Any: plain JSON values.


def items(data: IO[bytes], vocabulary: Vocabulary) -> Iterator[Item]:
    """Yield the items of a file; of one that is no YAML, only what is wrong.

    Raises:
        MissingExtra: if ruamel.yaml is not installed.
    """
    try:
        listed = list(entries(_text(data)))
    except ReadError as error:
        (finding,) = error.findings
        yield Item(finding.line or 1, None, error.findings)
        return
    named = Named()
    # An event may stand before the actors, and means them all the same.
    for entry in listed:
        if entry.role == "actor" and (stated := _item(entry, vocabulary, NOBODY)) is not None:
            named.take(stated.event)
    for entry in listed:
        item = _item(entry, vocabulary, named)
        if item is not None:
            named.take(item.event)
            yield item


def _text(data: IO[bytes]) -> str:
    """Return the text of a file.

    Raises:
        ReadError: at the first line that is not UTF-8, or with which it is too large.
    """
    lines: list[str] = []
    size = 0
    for number, line in enumerate(io.BytesIO(data.read(LONGEST_YAML + 1)), 1):
        size += len(line)
        try:
            if size > LONGEST_YAML:
                raise yaml_too_large(f"line {number}")
            lines.append(text_of_utf8(line))
        except InvalidValue as error:
            raise ReadError([unreadable(number, None, error)]) from None
    return "".join(lines).removeprefix(_BOM)


def _item(entry: Entry, vocabulary: Vocabulary, named: Named) -> Item | None:
    node = entry.node
    if node is None or entry.found:
        return Item(_line(entry), None, entry.found)
    if entry.role == "document":
        return None if _is_nothing(node) else _no_list(node)
    if entry.role == "actor":
        return _actor(entry, vocabulary, named)
    return _event(node, vocabulary, named)


def _actor(entry: Entry, vocabulary: Vocabulary, named: Named) -> Item:
    """Return the statement that an actor at the head of a file is."""
    line, column = _line(entry), (entry.key or entry.node or entry.found[0]).column
    try:
        item = _event(as_statement(entry), vocabulary, named)
    except InvalidValue as error:
        return Item(line, None, (unreadable(line, column, error, code=codes.INVALID),))
    placed = (item.placed(finding, "") for finding in item.findings)
    found = tuple(attrs.evolve(one, path=as_written(one.path)) for one in placed)
    return Item(line, item.event, found, item.place)


def _event(node: Node, vocabulary: Vocabulary, named: Named) -> Item:
    values = _Values(vocabulary)
    if not isinstance(node, Object):
        said = InvalidValue(
            "not an object", value=values.of(node, EVENT), accepted="kind: ..., occurred: ..."
        )
        return Item(node.line, None, (unreadable(node.line, node.column, said), *values.found))
    plain = values.object(node, EVENT)
    if values.found:
        return Item(node.line, None, tuple(values.found))
    event, found = decoded_plain(plain, canonical(plain), vocabulary, named)
    return Item(node.line, event, tuple(found), partial(place, node))


def _line(entry: Entry) -> int:
    node = entry.key or entry.node
    return node.line if node else entry.found[0].line or 1


def _is_nothing(node: Node) -> bool:
    """Return whether a document is empty, or its parts were all there is to it."""
    if isinstance(node, Object):
        return all(name in PARTS and _is_empty(key.value) for name, key in node.keys.items())
    return _is_empty(node)


def _is_empty(node: Node) -> bool:
    if isinstance(node, List):
        return not node.items
    return isinstance(node, Text) and node.bare and not node.text


def _no_list(node: Node) -> Item:
    if isinstance(node, Object) and not node.keys.keys().isdisjoint(PARTS):
        return _no_part(node)
    hint = "write '- ' before the first key of each event" if isinstance(node, Object) else None
    given = list(node.keys) if isinstance(node, Object) else getattr(node, "text", "")
    said = InvalidValue("not a list of events", value=given, accepted=_ACCEPTED, hint=hint)
    return Item(node.line, None, (unreadable(node.line, node.column, said),))


def _no_part(node: Object) -> Item:
    """Return what is wrong with a file that has parts, and more."""
    found: list[Finding] = []
    for name, key in node.keys.items():
        if name not in PARTS:
            hint = did_you_mean(name, PARTS)
            said = InvalidValue(
                "no part of a file", value=name, accepted=" and ".join(PARTS), hint=hint
            )
        elif not _is_empty(key.value):
            said = InvalidValue("not a list", value=name, accepted=_ACCEPTED)
        else:
            continue
        found.append(unreadable(key.line, key.column, said))
    return Item(node.line, None, tuple(found))


class _Values:
    """Makes plain values of nodes; collects what none can be made of."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.found: list[Finding] = []
        self._vocabulary = vocabulary

    def of(self, node: Node, types: Types) -> Any:
        """Return the plain value of a node in a place of these types."""
        if isinstance(node, Text):
            return self._text(node, types)
        if isinstance(node, List):
            self._check_brackets(node, types)
            return [self.of(item, types) for item in node.items]
        return self.object(node, types)

    def object(self, node: Object, types: Types) -> dict[str, Any]:
        """Return the plain value of an object."""
        kind = node.keys.get("kind")
        tag = kind.value.text if kind and isinstance(kind.value, Text) else None
        return {
            name: self.of(key.value, below(types, name, tag, self._vocabulary))
            for name, key in node.keys.items()
        }

    def _text(self, node: Text, types: Types) -> Any:
        if not node.bare:
            return node.text
        try:
            return value_of(node.text, date=is_date(types))
        except InvalidValue as error:
            self.found.append(unreadable(node.line, node.column, error))
            return None

    def _check_brackets(self, node: List, types: Types) -> None:
        """Say what a date in brackets needs, which YAML takes for a list."""
        if is_date(types) and tuple not in types:
            given = [item.text for item in node.items if isinstance(item, Text)]
            hint = 'put a date in brackets in quotes: "[2023-09-19..2023-09-20]"'
            said = InvalidValue("a list where a date is meant", value=given, hint=hint)
            self.found.append(unreadable(node.line, node.column, said, code=codes.INVALID))
