"""Decode and encode, compared with msgspec Structs that have the same fields, tags and dates.

The floor is msgspec at its fastest: one union of Structs with a tag, without our classes. It is
measured with dates as ``When``, by the same hook, and with dates as texts.
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Callable
from typing import Annotated, Any, Union

import attrs
import msgspec
from tests.bench.material import reasoned_events
from tests.bench.measuring import Case, Goal, Section

import peacetalks as pt
from peacetalks.codec.rows import RowReader, encode_row
from peacetalks.events.kinds import CORE
from peacetalks.log.garbage import gc_paused
from peacetalks.primitives.when import When, when_of

__all__ = ["codec_section"]


def codec_section(number: int) -> Section:
    """Return decode and encode of events with one source and one reason each."""
    made = reasoned_events(number)
    kinds = {type(event) for event in made}
    rows = [(event.kind, event.schema, *encode_row(event), event.id) for event in made]
    tagged = [_tagged(event) for event in made]
    floors = {dates: _union(kinds, dates) for dates in (True, False)}
    structs = floors[True].decode
    ready = [structs(payload) for payload in tagged]
    encoder = msgspec.json.Encoder(enc_hook=_text)

    def ours() -> Callable[[], Any]:
        reader = RowReader(CORE)

        def run() -> list[pt.Event]:
            fast = reader.fast
            with gc_paused():  # as a log does when it makes a history
                return [fast(*row[:3])(*row[3:]) for row in rows]

        return run

    dated, text = "decode: union of Structs, dates by the same hook", "decode: dates left as text"
    wrote = "encode: Structs"
    return Section(
        f"codec, {number:,} events with a source and a reason (about 500 bytes)",
        [
            Case(dated, number, lambda: lambda: [structs(payload) for payload in tagged]),
            Case(text, number, lambda: lambda: [floors[False].decode(p) for p in tagged]),
            Case("decode: peacetalks", number, ours),
            Case(wrote, number, lambda: lambda: [encoder.encode(event) for event in ready]),
            Case("encode: peacetalks", number, lambda: lambda: [encode_row(e) for e in made]),
        ],
        [
            Goal("decode, of Structs", lambda per: per[dated] / per["decode: peacetalks"], 0.8),
            Goal(
                "decode, of Structs with dates left as text",
                lambda per: per[text] / per["decode: peacetalks"],
                0.55,
            ),
            Goal("encode, of Structs", lambda per: per[wrote] / per["encode: peacetalks"], 0.75),
        ],
    )


def _tagged(event: pt.Event) -> bytes:
    """Return a payload with its tag and id, which a log has in columns."""
    payload = msgspec.json.decode(encode_row(event)[1])
    return msgspec.json.encode({"kind": event.kind, "id": event.id, **payload})


def _union(kinds: set[Any], dates: bool) -> msgspec.json.Decoder[Any]:
    # Any: classes made here.
    structs = [_struct(kind, dates, kind.kind) for kind in sorted(kinds, key=repr)]
    hook = (lambda _, text: when_of(text)) if dates else None
    return msgspec.json.Decoder(Union[tuple(structs)], dec_hook=hook)  # noqa: UP007 # made here


@functools.cache
def _struct(cls: Any, dates: bool, tag: str | None = None) -> Any:
    """Return a Struct with the fields of an attrs class."""
    hints = typing.get_type_hints(cls, include_extras=True)
    definitions: list[Any] = [
        (
            field.alias,
            _hint(hints[field.name], dates),
            *([field.default] if field.default in {None, (), "reported"} else []),
        )
        for field in attrs.fields(cls)
    ]
    definitions.sort(key=len)
    # With gc=False the Structs would not be comparable with our classes.
    return msgspec.defstruct(
        cls.__name__, definitions, tag=tag, tag_field="kind" if tag else None, omit_defaults=True
    )


def _hint(hint: Any, dates: bool) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        return _hint(arguments[0], dates)
    if hint is When:
        return When if dates else str
    if origin in {Union, types.UnionType}:
        return Union[tuple(_hint(member, dates) for member in arguments)]  # noqa: UP007 # see above
    if origin is tuple:
        return tuple[_hint(arguments[0], dates), ...]
    if isinstance(hint, type) and attrs.has(hint):
        return _struct(hint, dates)
    return hint


def _text(value: Any) -> Any:
    return value.text
