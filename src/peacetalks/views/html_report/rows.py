"""The rows of a report: facts, figures, sources, and the parties whose accounts are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast, final

import attrs
from attrs import frozen

from peacetalks._text.characters import one_line
from peacetalks.checks.field_values import values_of
from peacetalks.events import Event
from peacetalks.fields.shape import AREA, CODE
from peacetalks.history import History
from peacetalks.history.filtering import actors_of
from peacetalks.history.resolution import Effective
from peacetalks.notebook.markup import web_address
from peacetalks.state.brief.subjects import parties as parties_of
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.on_record import STATEMENTS
from peacetalks.state.register import Register
from peacetalks.values.facts import Source
from peacetalks.views.plain import event_to_plain

__all__ = [
    "Fact",
    "FigureRow",
    "Link",
    "Piece",
    "facts",
    "figures",
    "links",
    "parties_of_accounts",
    "pieces",
]

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
"""A web address in a line of a brief."""
_SPEECH: Final = {"speaker", "office"}
"""The fields common to all kinds that are shown as part of the fact."""
_COMMON: Final = frozenset(field.name.strip("_") for field in attrs.fields(Event)) - _SPEECH | {
    "kind",
    "v",
}
_UNDERSCORE: Final = re.compile(r"_(?=[.\[]|$)")


@final
@frozen
class Link:
    """A source as shown: its text, and its web address if that is safe to follow."""

    text: str
    url: str | None


@final
@frozen
class Piece:
    """A piece of a line: text, or a web address."""

    text: str
    url: str | None = None


@final
@frozen
class Fact:
    """A fact as shown in the timeline.

    Attributes:
        id: its id.
        when: its date, as it was written.
        kind: the tag of its kind.
        what: its content, field by field.
        actors: the codes of all actors that it names.
        claimed_by: the parties that claim it.
        disputed_by: the parties that dispute it.
        changes: the bookkeeping behind it, in words.
        counts: whether it counts, or was retracted or merged into another.
        sources: its sources.
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
    """A figure as shown in the table."""

    subject: str
    series: str
    group: str
    count: str
    body: str
    as_of: str
    sources: tuple[Link, ...]


def facts(history: History) -> list[Fact]:
    """Return all facts in order, including those that do not count."""
    resolved, actors = history.effective(), history.actors
    counting = {effective.event.id for effective in resolved.facts}
    every = (*resolved.hidden, *resolved.facts)
    by_id = {e.event.id: e for e in every if not isinstance(e.event, STATEMENTS)}
    return [
        _fact(by_id[event.id], actors, counts=event.id in counting)
        for event in history.order.sorted(effective.event for effective in by_id.values())
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
    """Return the content of an event, field by field, with the names of actors and areas."""
    own = {k: v for k, v in event_to_plain(event).items() if k not in _COMMON}
    codes = [(path, code) for what in (CODE, AREA) for path, code in values_of(event, what)]
    # Fields that end in "_" because of Python's keywords have no "_" in plain values.
    names = {_UNDERSCORE.sub("", path): actors.shown(code) for path, code in codes}
    # A group that is counted and a subject may be actors, and so may the keys of names of acts.
    names |= {f"$.{key}": actors.shown(own[key]) for key in ("group", "subject") if key in own}
    names |= {code: actors.shown(code) for _, code in codes}
    return " · ".join(
        f"{name.replace('_', ' ')}: {_words(value, f'$.{name}', names)}"
        for name, value in own.items()
    )


def _words(value: object, path: str, names: Mapping[str, str]) -> str:
    """Return a plain value as text, with names of actors instead of codes.

    Args:
        value: the value.
        path: its path in the event.
        names: names by the path of a code, and by the code itself, since codes can be keys.
    """
    if isinstance(value, dict):
        items = cast("dict[str, object]", value).items()
        return ", ".join(
            f"{names.get(key, key)} {_words(item, f'{path}.{key}', names)}" for key, item in items
        )
    if isinstance(value, list):
        listed = enumerate(cast("list[object]", value))
        return "; ".join(_words(item, f"{path}[{at}]", names) for at, item in listed)
    return one_line(names.get(path) or str(value))


def _change(book: Event, actors: Register) -> str:
    reason = getattr(book, "reason", None)
    by = f" by {actors.listed(book.claimed_by)}" if book.claimed_by else ""
    return f"{book.kind.replace('-', ' ')}{by}, {book.occurred}" + (f": {reason}" if reason else "")


def figures(state: NegotiationState) -> list[FigureRow]:
    """Return the latest figure of each body in each series, the newest first."""
    newest_first = sorted(state.parts.figures.values(), key=lambda f: (-f.closed, f.series))
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
        for figure in newest_first
    ]


def links(sources: Iterable[Source]) -> tuple[Link, ...]:
    """Return sources as shown, each document once."""
    shown: dict[Link, None] = {}
    for source in sources:
        title = f"“{source.title}”, " if source.title else ""
        place = f", {source.locator}" if source.locator else ""
        text = f"{title}{source.publisher}, {source.published or 'undated'}{place}"
        url = web_address(source.url)
        text += f", {source.url}" if source.url and url is None else ""
        shown[Link(one_line(text), url)] = None
    return tuple(shown)


def pieces(line: str) -> Iterator[Piece]:
    """Yield the pieces of a line of a brief, split at web addresses, as the page's script does."""
    end = 0
    for match in _ADDRESS.finditer(line):
        yield Piece(line[end : match.start()])
        yield Piece(match[0], match[0])
        end = match.end()
    yield Piece(line[end:])


def parties_of_accounts(history: History, parties: Iterable[str]) -> tuple[str, ...]:
    """Return the parties whose accounts are compared: ``parties``, or those that claim anything."""
    codes = (parties,) if isinstance(parties, str) else tuple(parties)
    if codes:
        return tuple(dict.fromkeys(history.actors.resolve(code) or code for code in codes))
    claiming = {code for event in history.events for code in event.claimed_by}
    return tuple(code for code in parties_of(history.state()) if code in claiming)
