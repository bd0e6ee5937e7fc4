"""Actors as a table: what the codes in all other tables mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import final

from attrs import frozen

from peacetalks._support.optional import import_extra
from peacetalks.events.clocks import public
from peacetalks.frames.columns import Column, build_table, text_column, value_columns
from peacetalks.frames.inputs import Negotiations, negotiations
from peacetalks.frames.table import Table
from peacetalks.history.who import roster
from peacetalks.primitives.when import ALWAYS, When, WhenLike
from peacetalks.state.on_record import OnRecord
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["actors"]


@final
@frozen
class _ActorRow:
    """An actor of a negotiation. If nothing is stated about it, ``stated`` has only its code."""

    stream: str | None
    code: str
    name: str | None
    facts: int
    stated: OnRecord
    sort: str | None = None
    organ_of: str | None = None
    within: str | None = None


def actors(source: Negotiations, *, known: WhenLike | None = None) -> Table:
    """Return the actors on record as a table, one row per negotiation and actor.

    The table has every code that facts name or statements are about, so that you can join it
    with other tables.

    Args:
        source: a history, a mapping of stream names to histories, a log, or the path or URL of
            a log.
        known: use only what was public by this day; None: use all on record.

    Raises:
        InvalidValue: if ``source`` is not one of these.
        MissingExtra: if pyarrow is not installed.

    >>> import peacetalks as pt
    >>> front = pt.ActorNamed(occurred="2031", actor="FRONT", names="Hill Front", within="AFG")
    >>> raid = pt.AttackReported(occurred="2031-05-20", by="FRONT", against="HILLS")
    >>> table = actors(pt.History([front, raid]))
    >>> [(row["code"], row["name"], row["within"]) for row in table.rows()]
    [('FRONT', 'Hill Front', 'AFG'), ('HILLS', None, None)]
    """
    return build_table(tuple(_columns()), _rows_of(source, Viewpoint(known=known)))


def _rows_of(source: Negotiations, viewpoint: Viewpoint) -> Iterator[_ActorRow]:
    for stream, history in negotiations(source):
        listed = roster(history, viewpoint)
        rows = [
            _ActorRow(
                stream,
                one.code,
                one.name,
                one.facts,
                one.stated or OnRecord(code=one.code),
                one.sort,
                one.organ_of,
                one.within,
            )
            for one in listed.actors
        ]
        rows += (
            _ActorRow(stream, one.code, None, one.facts, OnRecord(code=one.code))
            for one in listed.unnamed
        )
        yield from sorted(rows, key=lambda row: row.code)


def _columns() -> Iterator[Column]:
    pa = import_extra("frames", "pyarrow")
    ids = pa.list_(pa.struct([("scheme", pa.string()), ("id", pa.string())]))
    instant = pa.timestamp("us", "UTC")
    yield text_column("stream", lambda row: row.stream, "the negotiation")
    yield text_column("code", lambda row: row.code, "the code that events use")
    yield text_column("name", lambda row: row.name, "the name to show; null: no name is on record")
    yield Column(
        "names", pa.list_(pa.string()), lambda row: list(row.stated.names), "all names stated"
    )
    yield text_column("sort", lambda row: row.sort, "what sort of actor it is")
    yield text_column("organ_of", lambda row: row.organ_of, "for whom its acts count")
    yield text_column(
        "within", lambda row: row.within, "the actor it belongs to but acts apart from"
    )
    yield Column("ids", ids, _ids, "its ids in data sets")
    yield from value_columns("valid", When | None, lambda row: row.stated.valid)
    yield Column("facts", pa.int32(), lambda row: row.facts, "facts that name it")
    yield Column(
        "first_stated", instant, _public(min), "when the first statement of a day was public"
    )
    yield Column(
        "last_stated", instant, _public(max), "when the last statement of a day was public"
    )


def _ids(row: _ActorRow) -> list[dict[str, str]]:
    ids = row.stated.ids.items()
    return [{"scheme": scheme, "id": name} for scheme, names in ids for name in names]


def _public(which: Callable[[list[int]], int]) -> Callable[[_ActorRow], int | None]:
    def read(row: _ActorRow) -> int | None:
        instants = [at for e in row.stated.because if abs(at := public(e)) < ALWAYS]
        return which(instants) if instants else None

    return read
