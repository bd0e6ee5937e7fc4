"""The values of a YAML text as a tree that knows where each stands.

A value that an alias repeats is one node in several places. How much all aliases stand for is
bounded by the length of the text, so that a short text cannot grow beyond measure.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

import attrs

from peacetalks.codec.strict_json import MAX_DEPTH
from peacetalks.codec.yaml.parse import Token, tokens
from peacetalks.codec.yaml.scalars import is_text, whole
from peacetalks.codec.yaml.syntax import UNREAD, unreadable
from peacetalks.errors import Finding, InvalidValue, ReadError, did_you_mean

__all__ = ["PARTS", "Entry", "Key", "List", "Node", "Object", "Text", "entries", "place"]

Role: TypeAlias = Literal["event", "actor", "document"]
"""What an entry is: an event, an actor at the head of a file, or a document that has neither."""
PARTS: Final[dict[str, Role]] = {"actors": "actor", "events": "event"}
"""The parts of a document, with what each holds."""
_WEIGHT: Final = 8
"""What a value weighs beside its characters."""
_LEVELS: Final = f"objects and lists in {MAX_DEPTH} levels"
_MOST_COMPARED: Final = 100
_STEP: Final = re.compile(
    r"""\.(?P<word>[\w-]+)|\[(?P<index>[0-9]+)\]|\[(?P<key>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\]"""
)
"""A step of a path, as ``construction.step`` writes it."""
_FREE: Final = 1_000_000
_TIMES: Final = 20
"""Aliases may stand for this much, and for this many times the text."""


@attrs.frozen(kw_only=True)
class _Placed:
    """A value in a text: where it starts, and what it weighs with all that is in it.

    ``height`` is how deep lists and objects nest in it; one that is not ``sound`` has findings.
    """

    line: int
    column: int
    weight: int = _WEIGHT
    height: int = 0
    sound: bool = True


@attrs.frozen(kw_only=True)
class Text(_Placed):
    """A text, or what it stands for where it is bare."""

    text: str
    bare: bool


@attrs.frozen(kw_only=True)
class List(_Placed):
    """A list."""

    items: tuple[Node, ...]


@attrs.frozen(kw_only=True)
class Key(_Placed):
    """A key with its value."""

    value: Node


@attrs.frozen(kw_only=True)
class Object(_Placed):
    """An object, as its keys with their values."""

    keys: dict[str, Key]


Node: TypeAlias = Text | List | Object


@attrs.frozen
class Entry:
    """What stands where an event or an actor is meant, or where a list of events is.

    Attributes:
        node: the value; None where only ``found`` tells of it.
        found: what was found while it was built.
        role: what it is. Of a document with parts, the keys that are no parts make an entry too.
        key: the key under which an actor stands, where actors are an object.
    """

    node: Node | None
    found: tuple[Finding, ...]
    role: Role = "event"
    key: Text | None = None


def entries(text: str) -> Iterator[Entry]:
    """Yield the entries of the list in each document of a text, or of its parts.

    Raises:
        ReadError: where the text is no YAML, nests too deeply, or repeats too much.
        MissingExtra: if ruamel.yaml is not installed.
    """
    builder = _Builder(text)
    for token in builder.tokens:
        if token.form == "document":
            yield from builder.document()


def place(node: Node, path: str) -> tuple[int, int]:
    r"""Return the line and the column of a path inside a node.

    A value that starts below its key is placed by its key; a path to what is not there by the
    object that should have it.

    >>> (entry,) = entries("- by:\n    - AZE\n")
    >>> place(entry.node, "$.by[0]"), place(entry.node, "$.by"), place(entry.node, "$.kind")
    ((2, 7), (1, 3), (1, 3))
    """
    found: _Placed = node
    rest = path[1:]
    while rest:
        below = _below(node, rest)
        if below is None:
            return node.line, node.column
        key, node, rest = below
        found = key if key and key.line < node.line else node
    return found.line, found.column


def _below(node: Node, path: str) -> tuple[Key | None, Node, str] | None:
    """Return the key and the node to which a path leads first, and the rest of the path."""
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
    """Builds nodes of tokens; what is wrong with one value is noted and the next one is built."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self._found: list[Finding] = []
        self._anchors: dict[str, Node | None] = {}
        self._left = _FREE + _TIMES * len(text)

    def document(self) -> Iterator[Entry]:
        self._anchors.clear()
        first = next(self.tokens)
        if first.form == "list":
            yield from self._listed(first, "event")
        elif first.form == "object":
            yield from self._parts(first)
        else:
            yield Entry(self._node(first, 0), self._taken(), "document")

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
                yield from self._named(value)
            else:
                under = self._node(value, 1)
                if name is not None:
                    keys[name] = Key(line=token.line, column=token.column, value=under)
                continue
            keys[name] = Key(line=token.line, column=token.column, value=_taken_apart(value))
        found = self._taken()
        yield Entry(Object(line=first.line, column=first.column, keys=keys), found, "document")

    def _listed(self, first: Token, role: Role) -> Iterator[Entry]:
        """Yield the entries of a list."""
        if not self._start(first):
            yield Entry(None, self._taken())
        for token in self.tokens:
            if token.form == "end":
                return
            yield Entry(self._node(token, 1), self._taken(), role)

    def _named(self, first: Token) -> Iterator[Entry]:
        """Yield the actors of an object, each under its code."""
        if not self._start(first):
            yield Entry(None, self._taken())
        keys: dict[str, Key] = {}
        for token in self.tokens:
            if token.form == "end":
                return
            node, value = self._node(token, 1), self._node(next(self.tokens), 1)
            name = self._key(token, node, keys)
            if name is not None and isinstance(node, Text):
                keys[name] = Key(line=token.line, column=token.column, value=value)
                yield Entry(value, self._taken(), "actor", node)
            else:
                yield Entry(None, self._taken())

    def _key(self, token: Token, node: Node, keys: dict[str, Key]) -> str | None:
        """Return a key of an object that has these already; None, noted, for what can be none."""
        if not node.sound:
            return None
        try:
            return _name(node, keys)
        except InvalidValue as error:
            self._wrong(token, error)
            return None

    def _taken(self) -> tuple[Finding, ...]:
        found, self._found = tuple(self._found), []
        return found

    def _wrong(self, token: Token, problem: InvalidValue) -> None:
        self._found.append(unreadable(token.line, token.column, problem))

    def _stop(self, token: Token, what: str, value: object, accepted: str) -> ReadError:
        said = InvalidValue(what, value=value, accepted=accepted, hint=UNREAD)
        return ReadError([unreadable(token.line, token.column, said)])

    def _start(self, token: Token) -> bool:
        """Note what a value starts with; return whether that is nothing wrong."""
        if token.anchor is not None:
            self._anchors[token.anchor] = None
        if token.tag is None:
            return True
        hint = "write the value without it; what must be a text goes in quotes"
        self._wrong(token, InvalidValue("a tag, which is not read", value=token.tag, hint=hint))
        return False

    def _node(self, token: Token, depth: int) -> Node:
        """Return the node that starts with a token, ``depth`` lists and objects deep."""
        if token.form == "alias":
            return self._alias(token, depth)
        before = len(self._found)
        self._start(token)
        if token.form == "text":
            node: Node = self._text(token)
        elif depth > MAX_DEPTH:
            raise self._stop(token, "nested too deeply", depth, _LEVELS)
        else:
            node = (self._list if token.form == "list" else self._object)(token, depth)
        if len(self._found) > before:
            node = attrs.evolve(node, sound=False)
        if token.anchor is not None:
            self._anchors[token.anchor] = node
        return node

    def _text(self, token: Token) -> Text:
        text = token.text
        try:
            text = whole(text)
        except InvalidValue as error:
            self._wrong(token, error)
        return Text(
            line=token.line,
            column=token.column,
            weight=_WEIGHT + len(text),
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
            weight=_WEIGHT + sum(item.weight for item in items),
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
            weight=_WEIGHT + sum(key.weight + key.value.weight for key in keys.values()),
            height=1 + max((key.value.height for key in keys.values()), default=0),
            keys=keys,
        )

    def _alias(self, token: Token, depth: int) -> Node:
        try:
            node = self._repeated(token.anchor or "", depth)
        except InvalidValue as error:
            self._wrong(token, error)
            return Text(line=token.line, column=token.column, text="", bare=True, sound=False)
        self._left -= node.weight
        if self._left < 0:
            accepted = f"{_TIMES} times the file"
            raise self._stop(token, "aliases that stand for too much", token.anchor, accepted)
        return attrs.evolve(node, line=token.line, column=token.column)

    def _repeated(self, name: str, depth: int) -> Node:
        """Return the node of an anchor, where it can be repeated."""
        if name not in self._anchors:
            # A file with thousands of anchors is no slip of the hand, and to compare takes long.
            near = (
                did_you_mean(name, self._anchors) if len(self._anchors) < _MOST_COMPARED else None
            )
            hint = near or f"write &{name} before the value, above and in the same document"
            raise InvalidValue("an alias of nothing", value=name, hint=hint)
        node = self._anchors[name]
        if node is None:
            raise InvalidValue("an alias inside of what it repeats", value=name)
        if not node.sound:
            raise InvalidValue("an alias of a value that is wrong", value=name)
        if depth - 1 + node.height > MAX_DEPTH:
            raise InvalidValue("nested too deeply", value=name, accepted=_LEVELS)
        return node


def _taken_apart(token: Token) -> List:
    """Return what stands for a part whose entries were yielded: nothing is left of it."""
    return List(line=token.line, column=token.column, items=())


def _name(node: Node, keys: dict[str, Key]) -> str:
    """Return a key of an object that has these already.

    Raises:
        InvalidValue: for what can be none.
    """
    if not isinstance(node, Text):
        given = "a list" if isinstance(node, List) else "an object"
        raise InvalidValue("a key that is no text", value=given)
    if node.bare and node.text == "<<":
        hint = "write the fields out, or repeat a whole value with an alias"
        raise InvalidValue("a merge key, which is not read", value=node.text, hint=hint)
    if node.bare and not is_text(node.text):
        raise InvalidValue("a key that is no text", value=node.text, hint="put it in quotes")
    if node.text in keys:
        raise InvalidValue("a key that stands twice in one object", value=node.text)
    return node.text
