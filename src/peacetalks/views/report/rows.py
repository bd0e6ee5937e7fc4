"""The rows of a report's tables: facts, figures, and what parties tell differently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast, final

import attrs
from attrs import frozen

from peacetalks.checks.said import said
from peacetalks.construction import Area, Code
from peacetalks.events import Event
from peacetalks.history import History
from peacetalks.history.narrative import actors_of
from peacetalks.history.resolve import Effective
from peacetalks.markup import web_address
from peacetalks.state.brief.subjects import parties as parties_of
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.on_record import STATEMENTS
from peacetalks.state.register import Register
from peacetalks.values import Source
from peacetalks.views.answers import event_to_plain

__all__ = ["Fact", "FigureRow", "Link", "Piece", "facts", "figures", "links", "pieces", "tellers"]

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
"""An address in a line of a brief."""
_SPEECH: Final = {"speaker", "office"}
"""Of what all kinds have in common, what belongs to what the fact says."""
_COMMON: Final = frozenset(field.name.strip("_") for field in attrs.fields(Event)) - _SPEECH | {
    "kind",
    "v",
}
_UNDERSCORE: Final = re.compile(r"_(?=[.\[]|$)")
_BREAKING: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@final
@frozen
class Link:
    """A source as it is shown: its text, and its address where that is safe to follow."""

    text: str
    url: str | None


@final
@frozen
class Piece:
    """A piece of a line: text, or an address to follow."""

    text: str
    url: str | None = None


@final
@frozen
class Fact:
    """A fact as the timeline shows it.

    Attributes:
        id: its id.
        when: its date, as it was written.
        kind: the tag of its kind.
        what: what it says, field by field.
        actors: the codes of all actors that it names.
        claimed_by: on whose word it rests.
        disputed_by: who disputes it.
        changes: the bookkeeping behind it, in words.
        counts: whether it counts, or was retracted or merged into another.
        sources: where it was read.
    """

    id: str
    when: str
    kind: str
    what: str
    actors: tuple[str, ...]
    claimed_by: tuple[str, ...]
    disputed_by: tuple[str, ...]
    changes: tuple[str, ...]
    counts: bool
    sources: tuple[Link, ...]


@final
@frozen
class FigureRow:
    """A figure as the table shows it."""

    subject: str
    series: str
    group: str
    count: str
    body: str
    as_of: str
    sources: tuple[Link, ...]


def facts(history: History) -> list[Fact]:
    """Return all facts in the one order, those that do not count among them."""
    resolution, actors = history.resolution(), history.actors
    counting = {effective.event.id for effective in resolution.facts}
    every = (*resolution.hidden, *resolution.facts)
    told = {e.event.id: e for e in every if not isinstance(e.event, STATEMENTS)}
    return [
        _fact(told[event.id], actors, counts=event.id in counting)
        for event in history.order.sorted(effective.event for effective in told.values())
    ]


def _fact(effective: Effective, actors: Register, *, counts: bool) -> Fact:
    event = effective.event
    return Fact(
        id=event.id,
        when=event.occurred.text,
        kind=event.kind,
        what=_what(event, actors),
        actors=tuple(sorted(actors_of(event))),
        claimed_by=event.claimed_by,
        disputed_by=effective.disputed_by,
        changes=tuple(_change(book, actors) for book in effective.behind),
        counts=counts,
        sources=links(event.sources),
    )


def _what(event: Event, actors: Register) -> str:
    """Return what an event says, field by field, with the names of actors and areas."""
    own = {k: v for k, v in event_to_plain(event).items() if k not in _COMMON}
    codes = [(path, code) for what in (Code, Area) for path, code in said(event, what)]
    # Fields that Python's keywords force to end in "_" go without it in plain values.
    names = {_UNDERSCORE.sub("", path): actors.shown(code) for path, code in codes}
    # Whoever is counted, or spoken of, may be an actor, and so is whoever gives an act its name.
    names |= {f"$.{key}": actors.shown(own[key]) for key in ("group", "subject") if key in own}
    names |= {code: actors.shown(code) for _, code in codes}
    return " · ".join(
        f"{name.replace('_', ' ')}: {_words(value, f'$.{name}', names)}"
        for name, value in own.items()
    )


def _words(value: object, path: str, names: Mapping[str, str]) -> str:
    """Return a plain value at a path in words; where a code stands, the name of the actor.

    Args:
        value: the value.
        path: where it stands.
        names: the names by the paths of codes, and by the codes themselves, which can be keys.
    """
    if isinstance(value, dict):
        items = cast("dict[str, object]", value).items()
        return ", ".join(
            f"{names.get(key, key)} {_words(item, f'{path}.{key}', names)}" for key, item in items
        )
    if isinstance(value, list):
        listed = enumerate(cast("list[object]", value))
        return "; ".join(_words(item, f"{path}[{at}]", names) for at, item in listed)
    return _BREAKING.sub(" ", names.get(path) or str(value))


def _change(book: Event, actors: Register) -> str:
    reason = getattr(book, "reason", None)
    by = f" by {actors.listed(book.claimed_by)}" if book.claimed_by else ""
    return f"{book.kind.replace('-', ' ')}{by}, {book.occurred}" + (f": {reason}" if reason else "")


def figures(state: NegotiationState) -> list[FigureRow]:
    """Return the latest figure of each body in each series, the newest first."""
    found = sorted(state.parts.figures.values(), key=lambda f: (-f.closed, f.series))
    return [
        FigureRow(
            subject=f"{figure.subject} {figure.measure or ''}".replace("_", " ").strip(),
            series=figure.series,
            group=state.actors.shown(figure.group or ""),
            count=str(figure.count),
            body=state.actors.shown(figure.counting_body or "not stated"),
            as_of=str(figure.as_of or figure.occurred or "undated"),
            sources=links(source for event in figure.because for source in event.sources),
        )
        for figure in found
    ]


def links(sources: Iterable[Source]) -> tuple[Link, ...]:
    """Return sources as they are shown, each document once."""
    shown: dict[Link, None] = {}
    for source in sources:
        title = f"“{source.title}”, " if source.title else ""
        place = f", {source.locator}" if source.locator else ""
        text = f"{title}{source.publisher}, {source.published or 'undated'}{place}"
        url = web_address(source.url)
        text += f", {source.url}" if source.url and url is None else ""
        shown[Link(_BREAKING.sub(" ", text), url)] = None
    return tuple(shown)


def pieces(line: str) -> Iterator[Piece]:
    """Yield a line of a brief in pieces, its addresses apart; the page's script does the same."""
    end = 0
    for found in _ADDRESS.finditer(line):
        yield Piece(line[end : found.start()])
        yield Piece(found[0], found[0])
        end = found.end()
    yield Piece(line[end:])


def tellers(history: History, asked: Iterable[str]) -> tuple[str, ...]:
    """Return whose accounts stand side by side: as asked, or the parties that claim anything."""
    given = (asked,) if isinstance(asked, str) else tuple(asked)
    if given:
        return tuple(dict.fromkeys(history.actors.resolve(code) or code for code in given))
    claiming = {code for event in history.events for code in event.claimed_by}
    return tuple(code for code in parties_of(history.state()) if code in claiming)
