"""Read events from YAML: a list of events, or ``events`` with a list, and ``actors`` at the head.

The content of a file is converted to plain values, as in JSON, and these are read as there, so
both file formats accept the same kinds, shorthands and values. Findings have the line and the
column. Anchors and aliases repeat a value; tags and merge keys are refused.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import IO, Any, Final

import attrs

from peacetalks.codec.decoding import decoded_plain, text_of_utf8
from peacetalks.codec.limits import LONGEST_YAML, yaml_too_large
from peacetalks.codec.named import NO_NAMES, ActorNames
from peacetalks.codec.parsed import ParsedItem
from peacetalks.codec.plain import canonical
from peacetalks.codec.yaml.dates import EVENT, Place, below, is_date, is_list
from peacetalks.codec.yaml.head import as_statement, as_written
from peacetalks.codec.yaml.nodes import PARTS, Entry, List, Node, Object, Text, entries, position
from peacetalks.codec.yaml.scalars import value_of
from peacetalks.codec.yaml.syntax import unreadable
from peacetalks.errors import Finding, InvalidValue, ReadError, did_you_mean
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.findings import files

__all__ = ["items"]

_BOM: Final = "\ufeff"
_ACCEPTED: Final = "a list with '- kind: ...' for each event"

# Any: plain JSON values.


def items(data: IO[bytes], vocabulary: Vocabulary) -> Iterator[ParsedItem]:
    """Yield the items of a file, or only the findings if it is not YAML.

    Raises:
        MissingExtra: if ruamel.yaml is not installed.
    """
    try:
        listed = list(entries(_text(data)))
    except ReadError as error:
        (finding,) = error.findings
        yield ParsedItem(finding.line or 1, None, error.findings)
        return
    names = ActorNames()
    # Events can also refer to actors that come later in the file.
    for entry in listed:
        if entry.role == "actor" and (actor := _item(entry, vocabulary, NO_NAMES)) is not None:
            names.add(actor.event)
    for entry in listed:
        item = _item(entry, vocabulary, names)
        if item is not None:
            names.add(item.event)
            yield item


def _text(data: IO[bytes]) -> str:
    """Return the text of a file.

    Raises:
        ReadError: if a line is not UTF-8, or the file is too large; names the first such line.
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


def _item(entry: Entry, vocabulary: Vocabulary, names: ActorNames) -> ParsedItem | None:
    node = entry.node
    if node is None or entry.findings:
        return ParsedItem(_line(entry), None, entry.findings)
    if entry.role == "document":
        return None if _is_handled(node) else _not_a_list(node)
    if entry.role == "actor":
        return _actor(entry, vocabulary, names)
    return _event(node, vocabulary, names)


def _actor(entry: Entry, vocabulary: Vocabulary, names: ActorNames) -> ParsedItem:
    """Return an actor at the head of a file as an ``ActorNamed`` item."""
    line, column = _line(entry), (entry.key or entry.node or entry.findings[0]).column
    try:
        item = _event(as_statement(entry), vocabulary, names)
    except InvalidValue as error:
        return ParsedItem(line, None, (unreadable(line, column, error, rule=files.INVALID),))
    located = (item.locate(finding, "") for finding in item.findings)
    findings = tuple(attrs.evolve(one, path=as_written(one.path)) for one in located)
    return ParsedItem(line, item.event, findings, item.place)


def _event(node: Node, vocabulary: Vocabulary, names: ActorNames) -> ParsedItem:
    values = _Values(vocabulary)
    if not isinstance(node, Object):
        problem = InvalidValue(
            "not an object", value=values.of(node, EVENT), accepted="kind: ..., occurred: ..."
        )
        finding = unreadable(node.line, node.column, problem)
        return ParsedItem(node.line, None, (finding, *values.findings))
    plain = values.object(node, EVENT)
    if values.findings:
        return ParsedItem(node.line, None, tuple(values.findings))
    event, findings = decoded_plain(plain, canonical(plain), vocabulary, names)
    return ParsedItem(node.line, event, tuple(findings), partial(position, node))


def _line(entry: Entry) -> int:
    node = entry.key or entry.node
    return node.line if node else entry.findings[0].line or 1


def _is_handled(node: Node) -> bool:
    """Return whether a document is empty, or has only parts whose entries were yielded."""
    if isinstance(node, Object):
        return all(name in PARTS and _is_empty(key.value) for name, key in node.keys.items())
    return _is_empty(node)


def _is_empty(node: Node) -> bool:
    if isinstance(node, List):
        return not node.items
    return isinstance(node, Text) and node.bare and not node.text


def _not_a_list(node: Node) -> ParsedItem:
    if isinstance(node, Object) and not node.keys.keys().isdisjoint(PARTS):
        return _wrong_parts(node)
    hint = "write '- ' before the first key of each event" if isinstance(node, Object) else None
    value = list(node.keys) if isinstance(node, Object) else getattr(node, "text", "")
    problem = InvalidValue("not a list of events", value=value, accepted=_ACCEPTED, hint=hint)
    return ParsedItem(node.line, None, (unreadable(node.line, node.column, problem),))


def _wrong_parts(node: Object) -> ParsedItem:
    """Return the findings about the other keys of a file with parts, and parts that are not lists."""
    findings: list[Finding] = []
    for name, key in node.keys.items():
        if name not in PARTS:
            hint = did_you_mean(name, PARTS)
            problem = InvalidValue(
                "not a part of a file", value=name, accepted=" and ".join(PARTS), hint=hint
            )
        elif not _is_empty(key.value):
            problem = InvalidValue("not a list", value=name, accepted=_ACCEPTED)
        else:
            continue
        findings.append(unreadable(key.line, key.column, problem))
    return ParsedItem(node.line, None, tuple(findings))


class _Values:
    """Converts nodes to plain values, and collects findings about invalid ones."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.findings: list[Finding] = []
        self._vocabulary = vocabulary

    def of(self, node: Node, place: Place) -> Any:
        """Return the plain value of a node in a place."""
        if isinstance(node, Text):
            return self._text(node, place)
        if isinstance(node, List):
            self._check_brackets(node, place)
            return [self.of(item, place) for item in node.items]
        return self.object(node, place)

    def object(self, node: Object, place: Place) -> dict[str, Any]:
        """Return the plain value of an object."""
        kind = node.keys.get("kind")
        tag = kind.value.text if kind and isinstance(kind.value, Text) else None
        return {
            name: self.of(key.value, below(place, name, tag, self._vocabulary))
            for name, key in node.keys.items()
        }

    def _text(self, node: Text, place: Place) -> Any:
        if not node.bare:
            return node.text
        try:
            return value_of(node.text, date=is_date(place))
        except InvalidValue as error:
            self.findings.append(unreadable(node.line, node.column, error))
            return None

    def _check_brackets(self, node: List, place: Place) -> None:
        """Report a date in brackets without quotes, which YAML reads as a list."""
        if is_date(place) and not is_list(place):
            texts = [item.text for item in node.items if isinstance(item, Text)]
            hint = 'put a date in brackets in quotes: "[2023-09-19..2023-09-20]"'
            problem = InvalidValue("a list where a date is expected", value=texts, hint=hint)
            self.findings.append(unreadable(node.line, node.column, problem, rule=files.INVALID))
