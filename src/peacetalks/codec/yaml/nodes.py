"""The values of a YAML text as a tree of nodes with their positions.

A value that is repeated by an alias is one node in several places. The total size of what aliases
repeat is limited by the length of the text, so that a short text cannot expand without limit.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

import attrs

from peacetalks.codec.strict_json import MAX_DEPTH
from peacetalks.codec.yaml.parse import Token, tokens
from peacetalks.codec.yaml.scalars import is_text, join_surrogates
from peacetalks.codec.yaml.syntax import UNREAD, unreadable
from peacetalks.errors import Finding, InvalidValue, ReadError, did_you_mean

__all__ = ["PARTS", "Entry", "Key", "List", "Node", "Object", "Text", "entries", "position"]

Role: TypeAlias = Literal["event", "actor", "document"]
"""What an entry is: an event, an actor at the head of a file, or the rest of a document."""
PARTS: Final[dict[str, Role]] = {"actors": "actor", "events": "event"}
"""The parts of a document, with the role of their entries."""
_OVERHEAD: Final = 8
"""The weight of a value in addition to its characters."""
_LEVELS: Final = f"at most {MAX_DEPTH} levels of objects and lists"
_MOST_COMPARED: Final = 100
_STEP: Final = re.compile(
    r"""\.(?P<word>[\w-]+)|\[(?P<index>[0-9]+)\]|\[(?P<key>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\]"""
)
"""A step of a path, as ``fields.check.step`` writes it."""
_ALIAS_MINIMUM: Final = 1_000_000
_ALIAS_FACTOR: Final = 20
"""Aliases may repeat a weight of the minimum plus this factor times the length of the text."""


@attrs.frozen(kw_only=True)
class _Positioned:
    """A value in a text: where it starts, and its weight, including all that it contains.

    ``height`` is how deep lists and objects nest in it; a value that is not ``sound`` has findings.
    """

    line: int
    column: int
    weight: int = _OVERHEAD
    height: int = 0
    sound: bool = True


@attrs.frozen(kw_only=True)
class Text(_Positioned):
    """A text; if it is bare, possibly a number, a truth value or null."""

    text: str
    bare: bool


@attrs.frozen(kw_only=True)
class List(_Positioned):
    """A list."""

    items: tuple[Node, ...]


@attrs.frozen(kw_only=True)
class Key(_Positioned):
    """A key with its value."""

    value: Node


@attrs.frozen(kw_only=True)
class Object(_Positioned):
    """An object: its keys with their values."""

    keys: dict[str, Key]


Node: TypeAlias = Text | List | Object


@attrs.frozen
class Entry:
    """A value that should be an event, an actor or a document.

    Attributes:
        node: the value; None if there are only findings.
        findings: the findings from building it.
        role: what it should be. The unknown keys of a document with parts are also an entry.
        key: the key of an actor, if ``actors`` is an object.
    """

    node: Node | None
    findings: tuple[Finding, ...]
    role: Role = "event"
    key: Text | None = None


def entries(text: str) -> Iterator[Entry]:
    """Yield the entries of the list in each document of a text, or of its parts.

    Raises:
        ReadError: if the text is not YAML, is nested too deeply, or repeats too much.
        MissingExtra: if ruamel.yaml is not installed.
    """
    builder = _Builder(text)
    for token in builder.tokens:
        if token.form == "document":
            yield from builder.document()


def position(node: Node, path: str) -> tuple[int, int]:
    r"""Return the line and the column of a path inside a node.

    If a value starts below its key, the position is that of the key. If the path does not exist,
    it is the position of the object that should have it.

    >>> (entry,) = entries("- by:\n    - AZE\n")
    >>> position(entry.node, "$.by[0]"), position(entry.node, "$.by"), position(entry.node, "$.kind")
    ((2, 7), (1, 3), (1, 3))
    """
    at: _Positioned = node
    rest = path[1:]
    while rest:
        below = _below(node, rest)
        if below is None:
            return node.line, node.column
        key, node, rest = below
        at = key if key and key.line < node.line else node
    return at.line, at.column


def _below(node: Node, path: str) -> tuple[Key | None, Node, str] | None:
    """Return the key and the node of the first step of a path, and the rest of the path."""
    match = _STEP.match(path)
    if match is None:
        return None
    rest = path[match.end() :]
    if isinstance(node, List) and match["index"] and int(match["index"]) < len(node.items):
        return None, node.items[int(match["index"])], rest
    if isinstance(node, Object) and not match["index"]:
        key = node.keys.get(match["word"] or ast.literal_eval(match["key"]))
        return (key, key.value, rest) if key else None
    return None


class _Builder:
    """Builds nodes from tokens; a problem with one value is reported, and building goes on."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self._findings: list[Finding] = []
        self._anchors: dict[str, Node | None] = {}
        self._left = _ALIAS_MINIMUM + _ALIAS_FACTOR * len(text)

    def document(self) -> Iterator[Entry]:
        self._anchors.clear()
        first = next(self.tokens)
        if first.form == "list":
            yield from self._listed(first, "event")
        elif first.form == "object":
            yield from self._parts(first)
        else:
            yield Entry(self._node(first, 0), self._take_findings(), "document")

    def _parts(self, first: Token) -> Iterator[Entry]:
        """Yield the entries of each part of a document, and its unknown keys."""
        self._start(first)
        keys: dict[str, Key] = {}
        for token in self.tokens:
            if token.form == "end":
                break
            node, value = self._node(token, 1), next(self.tokens)
            name = self._key(token, node, keys)
            if name in PARTS and value.form == "list":
                yield from self._listed(value, PARTS[name])
            elif name == "actors" and value.form == "object":
                yield from self._actors(value)
            else:
                under = self._node(value, 1)
                if name is not None:
                    keys[name] = Key(line=token.line, column=token.column, value=under)
                continue
            keys[name] = Key(line=token.line, column=token.column, value=_emptied(value))
        findings = self._take_findings()
        yield Entry(Object(line=first.line, column=first.column, keys=keys), findings, "document")

    def _listed(self, first: Token, role: Role) -> Iterator[Entry]:
        """Yield the entries of a list."""
        if not self._start(first):
            yield Entry(None, self._take_findings())
        for token in self.tokens:
            if token.form == "end":
                return
            yield Entry(self._node(token, 1), self._take_findings(), role)

    def _actors(self, first: Token) -> Iterator[Entry]:
        """Yield the actors of an object whose keys are their codes."""
        if not self._start(first):
            yield Entry(None, self._take_findings())
        keys: dict[str, Key] = {}
        for token in self.tokens:
            if token.form == "end":
                return
            node, value = self._node(token, 1), self._node(next(self.tokens), 1)
            name = self._key(token, node, keys)
            if name is not None and isinstance(node, Text):
                keys[name] = Key(line=token.line, column=token.column, value=value)
                yield Entry(value, self._take_findings(), "actor", node)
            else:
                yield Entry(None, self._take_findings())

    def _key(self, token: Token, node: Node, keys: dict[str, Key]) -> str | None:
        """Return a key of an object with these earlier keys; None, after a report, if invalid."""
        if not node.sound:
            return None
        try:
            return _name(node, keys)
        except InvalidValue as error:
            self._report(token, error)
            return None

    def _take_findings(self) -> tuple[Finding, ...]:
        findings, self._findings = tuple(self._findings), []
        return findings

    def _report(self, token: Token, problem: InvalidValue) -> None:
        self._findings.append(unreadable(token.line, token.column, problem))

    def _fatal(self, token: Token, what: str, value: object, accepted: str) -> ReadError:
        problem = InvalidValue(what, value=value, accepted=accepted, hint=UNREAD)
        return ReadError([unreadable(token.line, token.column, problem)])

    def _start(self, token: Token) -> bool:
        """Register the anchor of a value; report a tag, and return whether there was none."""
        if token.anchor is not None:
            self._anchors[token.anchor] = None
        if token.tag is None:
            return True
        hint = "write the value without it, in quotes if it must be a text"
        problem = InvalidValue("a tag, which is not supported", value=token.tag, hint=hint)
        self._report(token, problem)
        return False

    def _node(self, token: Token, depth: int) -> Node:
        """Return the node that starts with a token, at a depth of ``depth`` lists and objects."""
        if token.form == "alias":
            return self._alias(token, depth)
        before = len(self._findings)
        self._start(token)
        if token.form == "text":
            node: Node = self._text(token)
        elif depth > MAX_DEPTH:
            raise self._fatal(token, "nested too deeply", depth, _LEVELS)
        else:
            node = (self._list if token.form == "list" else self._object)(token, depth)
        if len(self._findings) > before:
            node = attrs.evolve(node, sound=False)
        if token.anchor is not None:
            self._anchors[token.anchor] = node
        return node

    def _text(self, token: Token) -> Text:
        text = token.text
        try:
            text = join_surrogates(text)
        except InvalidValue as error:
            self._report(token, error)
        return Text(
            line=token.line,
            column=token.column,
            weight=_OVERHEAD + len(text),
            text=text,
            bare=token.bare,
        )

    def _list(self, token: Token, depth: int) -> List:
        items: list[Node] = []
        for first in self.tokens:
            if first.form == "end":
                break
            items.append(self._node(first, depth + 1))
        return List(
            line=token.line,
            column=token.column,
            weight=_OVERHEAD + sum(item.weight for item in items),
            height=1 + max((item.height for item in items), default=0),
            items=tuple(items),
        )

    def _object(self, token: Token, depth: int) -> Object:
        keys: dict[str, Key] = {}
        for first in self.tokens:
            if first.form == "end":
                break
            node = self._node(first, depth + 1)
            value = self._node(next(self.tokens), depth + 1)
            name = self._key(first, node, keys)
            if name is not None:
                keys[name] = Key(
                    line=first.line, column=first.column, weight=node.weight, value=value
                )
        return Object(
            line=token.line,
            column=token.column,
            weight=_OVERHEAD + sum(key.weight + key.value.weight for key in keys.values()),
            height=1 + max((key.value.height for key in keys.values()), default=0),
            keys=keys,
        )

    def _alias(self, token: Token, depth: int) -> Node:
        try:
            node = self._repeated(token.anchor or "", depth)
        except InvalidValue as error:
            self._report(token, error)
            return Text(line=token.line, column=token.column, text="", bare=True, sound=False)
        self._left -= node.weight
        if self._left < 0:
            accepted = f"{_ALIAS_FACTOR} times the file"
            raise self._fatal(token, "aliases that repeat too much", token.anchor, accepted)
        return attrs.evolve(node, line=token.line, column=token.column)

    def _repeated(self, name: str, depth: int) -> Node:
        """Return the node of an anchor, if it can be repeated."""
        if name not in self._anchors:
            # With many anchors the cause is hardly a typing error, and comparing takes long.
            near = (
                did_you_mean(name, self._anchors) if len(self._anchors) < _MOST_COMPARED else None
            )
            hint = near or f"write &{name} before the value, above it in the same document"
            raise InvalidValue("an alias without an anchor", value=name, hint=hint)
        node = self._anchors[name]
        if node is None:
            raise InvalidValue("an alias inside the value that it repeats", value=name)
        if not node.sound:
            raise InvalidValue("an alias of an invalid value", value=name)
        if depth - 1 + node.height > MAX_DEPTH:
            raise InvalidValue("nested too deeply", value=name, accepted=_LEVELS)
        return node


def _emptied(token: Token) -> List:
    """Return an empty list in place of a part whose entries were already yielded."""
    return List(line=token.line, column=token.column, items=())


def _name(node: Node, keys: dict[str, Key]) -> str:
    """Return a key of an object with these earlier keys.

    Raises:
        InvalidValue: if it is not a valid key.
    """
    if not isinstance(node, Text):
        value = "a list" if isinstance(node, List) else "an object"
        raise InvalidValue("a key that is not a text", value=value)
    if node.bare and node.text == "<<":
        hint = "write the fields out, or repeat a whole value with an alias"
        raise InvalidValue("a merge key, which is not supported", value=node.text, hint=hint)
    if node.bare and not is_text(node.text):
        raise InvalidValue("a key that is not a text", value=node.text, hint="put it in quotes")
    if node.text in keys:
        raise InvalidValue("a key that occurs twice in one object", value=node.text)
    return node.text
