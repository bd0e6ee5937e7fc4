"""Actors as a table: what the codes of all other tables stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import final

from attrs import frozen

from peacetalks.events.clocks import public
from peacetalks.extras import needed
from peacetalks.frames.columns import Column, made, text_column, values_of
from peacetalks.frames.given import Negotiations, negotiations
from peacetalks.frames.table import Table
from peacetalks.history.who import roster
from peacetalks.state.on_record import OnRecord
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.when import ALWAYS, When, WhenLike

__all__ = ["actors"]


@final
@frozen
class _Told:
    """An actor of a negotiation; ``stated`` has nothing but the code of whom nothing is stated."""

    stream: str | None
    code: str
    name: str | None
    facts: int
    stated: OnRecord
    sort: str | None = None
    organ_of: str | None = None
    within: str | None = None


def actors(source: Negotiations, *, known: WhenLike | None = None) -> Table:
    """Return who is on record as a table: a row for each negotiation and actor.

    It has every code that facts name or statements are about, so that the codes of other tables
    can be joined with it.

    Args:
        source: a history; several, by the names of their streams; a log, or its place.
        known: only what was public by this day; None: all on record.

    Raises:
        InvalidValue: for what has no histories.
        MissingExtra: without pyarrow.

    >>> import peacetalks as pt
    >>> front = pt.ActorNamed(occurred="2031", actor="FRONT", names="Hill Front", within="AFG")
    >>> raid = pt.AttackReported(occurred="2031-05-20", by="FRONT", against="HILLS")
    >>> table = actors(pt.History([front, raid]))
    >>> [(row["code"], row["name"], row["within"]) for row in table.rows()]
    [('FRONT', 'Hill Front', 'AFG'), ('HILLS', None, None)]
    """
    return made(tuple(_columns()), _told(source, Viewpoint(known=known)))


def _told(source: Negotiations, viewpoint: Viewpoint) -> Iterator[_Told]:
    for stream, history in negotiations(source):
        found = roster(history, viewpoint)
        told = [
            _Told(
                stream,
                one.code,
                one.name,
                one.facts,
                one.stated or OnRecord(code=one.code),
                one.sort,
                one.organ_of,
                one.within,
            )
            for one in found.actors
        ]
        told += (
            _Told(stream, one.code, None, one.facts, OnRecord(code=one.code))
            for one in found.unnamed
        )
        yield from sorted(told, key=lambda one: one.code)


def _columns() -> Iterator[Column]:
    pa = needed("frames", "pyarrow")
    ids = pa.list_(pa.struct([("scheme", pa.string()), ("id", pa.string())]))
    instant = pa.timestamp("us", "UTC")
    yield text_column("stream", lambda told: told.stream, "the negotiation")
    yield text_column("code", lambda told: told.code, "the code that events use")
    yield text_column("name", lambda told: told.name, "the name to show; null: it has none")
    yield Column(
        "names", pa.list_(pa.string()), lambda told: list(told.stated.names), "all names stated"
    )
    yield text_column("sort", lambda told: told.sort, "what sort of actor it is")
    yield text_column("organ_of", lambda told: told.organ_of, "for whom its acts count")
    yield text_column("within", lambda told: told.within, "within whom it stands for itself")
    yield Column("ids", ids, _ids, "its ids in data sets, as stated")
    yield from values_of("valid", When | None, lambda told: told.stated.valid)
    yield Column("facts", pa.int32(), lambda told: told.facts, "facts that name it")
    yield Column(
        "first_stated", instant, _public(min), "when the first statement of a day was public"
    )
    yield Column("last_stated", instant, _public(max), "when the last of them was public")


def _ids(told: _Told) -> list[dict[str, str]]:
    ids = told.stated.ids.items()
    return [{"scheme": scheme, "id": name} for scheme, names in ids for name in names]


def _public(which: Callable[[list[int]], int]) -> Callable[[_Told], int | None]:
    def read(told: _Told) -> int | None:
        instants = [at for e in told.stated.because if abs(at := public(e)) < ALWAYS]
        return which(instants) if instants else None

    return read
