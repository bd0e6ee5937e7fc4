"""ACLED: one row a political event, as its interface and its exports have it since 2015.

What a type of event is in our vocabulary stands in the crosswalk, under ``ACLED current`` (by
sub-type) and ``ACLED old`` (before 2019). A battle in which territory passed makes the clash and
the change of control. Protests and riots make nothing: they are no act of the negotiations. The
dead are one number, which makes a ``CasualtiesReported`` if it is above zero: a 0 can also mean
that nobody counted, and copies without the column say nothing.

**Dates** are ISO, with the name of a month, or (before 2018) with slashes, the day first. ACLED
records since 1997, so an earlier date is an error (some rows once had the year 25), and no event
is made. ``time_precision`` 2 is one day of the week around the date, 3 one day of its month.
``timestamp`` is when ACLED recorded or last changed a row, so an event is public from then.

**Actors** are names. Governments, armies and police are their state, whoever reigned, and rival
authorities stand within it; civilians, protesters and rioters are no party. ACLED says who
attacked in remote violence and in violence against civilians alone: in a battle both actors are in
``by``, and nobody is ``against`` (the crosswalk says ``by=both``). ``assoc_actor_1`` and ``_2`` are not read into events, for
they mix allies with groups of people. ``notes``, which hold all that is said of negotiations,
are the note.

Deletions come as a feed of their own, ``acled_deleted``.

Sources: the columns as they stand in public code and copies (2015-2025); the rest, as the days
of ``time_precision`` and the codes of ``inter1``, is general knowledge of ACLED's codebook.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeAlias, cast, final

from attrs import frozen

from peacetalks.errors import shown
from peacetalks.events import (
    AgreementStageReached,
    AttackReported,
    CasualtiesReported,
    ControlMode,
    Event,
    IncidentReported,
    Stage,
    TerritorialControlChanged,
)
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers import crosswalk, spellings
from peacetalks.importers.codes import CONTRADICTION, NO_DATE, NOTHING, ODD_VALUE
from peacetalks.importers.context import Context
from peacetalks.importers.crosswalk import Act, Rule
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.formats.acled_actors import (
    SLOTS,
    actor,
    country,
    holder,
    is_civilians,
    located,
)
from peacetalks.importers.named import keep_apart
from peacetalks.importers.names import slug
from peacetalks.importers.places import degrees
from peacetalks.importers.row import Row
from peacetalks.values import Count, ExternalId, Place, Source
from peacetalks.when import When

__all__ = ["ACLED", "PARTS"]

_ACLED: Final = "ACLED"
_FIRST_YEAR: Final = 1997
_PRECISION: Final = FrozenMap({"1": "day", "2": "week", "3": "month"})
_HALF_A_WEEK: Final = dt.timedelta(days=3)
_KILLED: Final = "killed"
_CONTROL: Final = "control"
PARTS: Final = ((), (_KILLED,), (_CONTROL,))
"""What stands after the id of a row in the ids of the events that it can make."""
_OF_TWO: Final = (AgreementStageReached, AttackReported, TerritorialControlChanged)
"""Kinds of which nobody is both sides."""
_Dialect: TypeAlias = Literal["current", "old"]


@final
@frozen
class _Told:
    """What the events of a row have in common."""

    key: str
    day: str
    occurred: str
    reported: When | None
    by: str | None
    against: str | None
    place: Place | None
    sources: tuple[Source, ...]
    ids: tuple[ExternalId, ...]
    note: str | None


def _key(row: Row) -> str | None:
    return row.text_of("event_id_cnty")


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    (row,) = rows
    found = _rule(row)
    day = _day(row)
    if found is None or day is None:
        return
    dialect, rule = found
    dead = row.persons("fatalities")
    if not rule.acts:
        also = f"; {dead} died" if dead else ""
        row.find(NOTHING, f"{rule.label}: {rule.reason}{also}")
        return
    told = _told(row, context, day, dialect, rule)
    for number, act in enumerate(rule.acts):
        name = context.id(told.key, _CONTROL) if number else context.id(told.key)
        yield from _event(row, context, told, act, name)
    if dead:
        yield CasualtiesReported(
            occurred=told.occurred,
            id=context.id(told.key, _KILLED),
            reported=told.reported,
            series=context.id(told.key),
            incident=context.id(told.key),
            measure="killed",
            count=Count(best=dead),
            counting_body=context.body(row, _ACLED, ACLED.title),
            sources=told.sources,
            place=told.place,
            external_ids=told.ids,
        )


def _told(row: Row, context: Context, day: str, dialect: _Dialect, rule: Rule) -> _Told:
    by, against = actor(row, context, "1", day), actor(row, context, "2", day)
    if any(act.kind in _OF_TWO for act in rule.acts):
        sides = keep_apart(row, context, SLOTS["1"], SLOTS["2"], day)
        by, against = (next(iter(side), None) for side in sides)
    return _Told(
        key=row.key or "",
        day=day,
        occurred=_occurred(row, day),
        reported=_recorded(row) or context.published,
        by=by,
        against=against,
        place=_place(row, context, day),
        sources=_sources(row.text_of("source")),
        ids=(
            context.external(row.key or ""),
            context.external(rule.label, f"acled-event-type-{dialect}"),
            *_ids(row, context),
        ),
        note=row.text_of("notes"),
    )


def _rule(row: Row) -> tuple[_Dialect, Rule] | None:
    """Return what the type of a row is in our vocabulary, and in which taxonomy it stands."""
    kind, sub = row.text_of("event_type"), row.text_of("sub_event_type")
    for dialect, told in (("current", sub), ("old", None if sub else kind), ("current", kind)):
        found = None if told is None else _rules(dialect).get(_spelt(told))
        if found is not None:
            if sub is not None and told is kind:
                row.find(ODD_VALUE, f"no sub-type of ACLED: {shown(sub)}", column="sub_event_type")
            return cast("_Dialect", dialect), found
    row.find(ODD_VALUE, f"no type of ACLED: {shown(kind or '')}; no event", column="event_type")
    return None


@functools.cache
def _rules(dialect: str) -> Mapping[str, Rule]:
    return {_spelt(code): rule for code, rule in crosswalk.rules(_ACLED, dialect).items()}


def _spelt(text: str) -> str:
    """Return a type as it is compared: copies differ in capitals and blanks."""
    return "".join(text.lower().split())


def _day(row: Row) -> str | None:
    day = row.day("event_date", spellings.day_first)
    if day is None:
        row.find(NOTHING, "no date, so no event is made of it")
        return None
    if int(day[:4]) < _FIRST_YEAR:
        what = f"ACLED records since {_FIRST_YEAR}: {shown(row.fields['event_date'])}; no event"
        row.find(NO_DATE, what, column="event_date")
        return None
    year = row.whole("year")
    if year is not None and year != int(day[:4]):
        row.find(CONTRADICTION, f"{year}, where event_date is {day}: the latter was taken")
    return day


def _occurred(row: Row, day: str) -> str:
    precision = row.choice("time_precision", _PRECISION)
    if precision == "month":
        return day[:7]
    if precision != "week":
        return day
    middle = dt.date.fromisoformat(day)
    last = min(middle, dt.date.max - _HALF_A_WEEK) + _HALF_A_WEEK
    return f"[{middle - _HALF_A_WEEK}..{last}]"


def _recorded(row: Row, name: str = "timestamp") -> When | None:
    """Return when a row was recorded: seconds since 1970, or a day."""
    told = row.text_of(name)
    if told is None:
        return None
    found = spellings.instant(told) or spellings.day_first(told)
    if found is None:
        row.find(NO_DATE, f"not a time: {shown(told)}", column=name)
    return None if found is None else When(found)


def _place(row: Row, context: Context, on: str) -> Place | None:
    name = next(filter(None, map(row.text_of, _PLACES)), None)
    if name is None:
        return None
    code = located(row, context, on)
    latitude, longitude = degrees(row, "latitude", "longitude")
    return Place(name, country=code, latitude=latitude, longitude=longitude)


_PLACES: Final = ("location", "admin3", "admin2", "admin1", "country")


@functools.lru_cache(maxsize=1 << 12)
def _sources(told: str | None) -> tuple[Source, ...]:
    names = dict.fromkeys(name.strip() for name in (told or "").split(";"))
    return tuple(Source(name) for name in names if name) or (Source(_ACLED),)


def _ids(row: Row, context: Context) -> Iterator[ExternalId]:
    for column in ("data_id", "event_id_no_cnty"):
        found = row.text_of(column)
        if found is not None:
            yield context.external(found, f"acled-{column.replace('_', '-')}")


# Making the event of a type


def _event(row: Row, context: Context, told: _Told, act: Act, name: str) -> Iterator[Event]:
    if act.kind is AttackReported:
        yield _attack(row, told, act, name)
    elif act.kind is TerritorialControlChanged:
        yield from _control(row, context, told, act, name)
    elif act.kind is AgreementStageReached:
        yield _agreement(told, act, name)
    else:
        yield _incident(row, told, act, name)


def _attack(row: Row, told: _Told, act: Act, name: str) -> Event:
    form = act.fields["form"]
    if "civilians" not in form and (is_civilians(row, "2") or row.text_of("civilian_targeting")):
        form = f"{form}, civilians targeted"
    both = act.fields.get("by") == "both"
    return AttackReported(
        occurred=told.occurred,
        id=name,
        reported=told.reported,
        by=_parties(told) if both else told.by,
        against=None if both else told.against,
        form=form,
        sources=told.sources,
        place=told.place,
        external_ids=told.ids,
        note=told.note,
    )


def _control(row: Row, context: Context, told: _Told, act: Act, name: str) -> Iterator[Event]:
    if told.place is None:
        row.find(NOTHING, "control passed, and no place is named")
        return
    now = holder(row, context, act.fields["to"])
    sides = {"1": told.by, "2": told.against}
    yield TerritorialControlChanged(
        occurred=told.occurred,
        id=name,
        reported=told.reported,
        area=told.place.name,
        from_=None if now is None else sides["2" if now == "1" else "1"],
        to=None if now is None else sides[now],
        mode=cast("ControlMode", act.fields["mode"]),
        sources=told.sources,
        place=told.place,
        external_ids=told.ids,
        note=told.note,
    )


def _agreement(told: _Told, act: Act, name: str) -> Event:
    return AgreementStageReached(
        occurred=told.occurred,
        id=name,
        reported=told.reported,
        agreement=name,
        stage=cast("Stage", act.fields["stage"]),
        parties=_parties(told),
        sources=told.sources,
        place=told.place,
        external_ids=told.ids,
        note=told.note,
    )


def _parties(told: _Told) -> tuple[str, ...] | None:
    return tuple(dict.fromkeys(filter(None, (told.by, told.against)))) or None


def _incident(row: Row, told: _Told, act: Act, name: str) -> Event:
    actors = ", ".join(filter(None, (row.text_of("actor1"), row.text_of("actor2"))))
    return IncidentReported(
        occurred=told.occurred,
        id=name,
        reported=told.reported,
        incident=name,
        what=f"{act.fields['what']}: {actors}" if actors else act.fields["what"],
        sources=told.sources,
        place=told.place,
        external_ids=told.ids,
        note=told.note,
    )


# Streams


def _by_country(rows: Rows, context: Context) -> str:
    row = rows[0]
    found = country(row, context, spellings.day_first(row.fields.get("event_date", "")))
    return found or f"acled-{slug(row.text_of('country') or 'not-stated')}"


def _by_prefix(rows: Rows, context: Context) -> str:
    del context
    return prefix(rows[0])


def prefix(row: Row) -> str:
    """Return the stream of the letters in an id, which ACLED gives to each country.

    >>> prefix(Row(["event_id_cnty"], ["ARM123"])), prefix(Row(["event_id_cnty"], ["1416RTA"]))
    ('acled-arm', 'acled-rta')
    """
    letters = "".join(filter(str.isalpha, row.text_of("event_id_cnty") or ""))
    return f"acled-{slug(letters or 'not-stated')}"


ACLED: Final = Format(
    name="acled",
    title="Armed Conflict Location & Event Data",
    publisher="ACLED",
    licence="ACLED terms of use: attribution, no redistribution",
    citation="Raleigh, Kishi and Linke 2023 (doi:10.1057/s41599-023-01559-4)",
    required=("event_date", "event_type", "actor1", "country"),
    foreign=("goldsteinscale", "deleted_timestamp"),
    spelt=FrozenMap({"geo_precis": "geo_precision", "admin_1": "admin1", "admin_2": "admin2"}),
    key=_key,
    convert=_convert,
    streams=FrozenMap({"country": _by_country, "prefix": _by_prefix}),
    default_stream="country",
    layouts=(
        "CSV and JSON of the interface, and exports since 2015, whatever columns they lack",
        "copies at HDX, with a row of HXL tags",
    ),
)
"""The format."""
