"""ACLED: one political event per row, as in its interface and its exports since 2015.

The crosswalk maps its types of event to our vocabulary, under ``ACLED current`` (by sub-type) and
``ACLED old`` (before 2019). A battle in which territory changed hands makes a clash and a change of
control. Protests and riots make no event, since they are not acts of the negotiations. The number
of dead makes a ``CasualtiesReported`` if it is above zero: a 0 can also mean that nobody counted,
and copies without the column say nothing.

**Dates** are ISO, with the name of a month, or (before 2018) with slashes and the day first. ACLED
has recorded events since 1997, so an earlier date is an error (some rows once had the year 25), and
no event is made. ``time_precision`` 2 means one day in the week around the date, 3 one day in its
month. ``timestamp`` is when ACLED recorded or last changed a row; the event is public from then on.

**Actors** are names. Governments, armies and police are their state under every government; rival
authorities are actors within it; civilians, protesters and rioters are not parties. ACLED says who
attacked only in remote violence and in violence against civilians. In a battle both actors are in
``by``, and ``against`` is empty (the crosswalk says ``by=both``). ``assoc_actor_1`` and ``_2`` are
not used, since they mix allies with groups of people. ``notes``, which have everything that is said
about negotiations, become the note.

Deletions come in a feed of their own, ``acled_deleted``.

Sources: the columns in public code and copies (2015-2025); the rest, such as the days of
``time_precision`` and the codes of ``inter1``, is general knowledge of ACLED's codebook.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeAlias, cast, final

from attrs import frozen

from peacetalks.errors import shown
from peacetalks.events import ControlMode, Event, Stage
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.force import AttackReported, CasualtiesReported, IncidentReported
from peacetalks.events.territory import TerritorialControlChanged
from peacetalks.findings.imports import CONTRADICTION, NO_DATE, NOTHING, ODD_VALUE
from peacetalks.importers import crosswalk
from peacetalks.importers.actors.in_rows import keep_apart
from peacetalks.importers.builtin.acled_actors import (
    SLOTS,
    actor,
    country,
    holder,
    is_civilians,
    located,
)
from peacetalks.importers.builtin.acled_starts import covered_days
from peacetalks.importers.context import Context
from peacetalks.importers.coverage import Scope
from peacetalks.importers.crosswalk import Act, Rule
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.identifiers import slug
from peacetalks.importers.places import degrees
from peacetalks.importers.tables import spellings
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.count import Count
from peacetalks.values.facts import ExternalId, Place, Source

__all__ = ["ACLED", "PARTS"]

_ACLED: Final = "ACLED"
_FIRST_YEAR: Final = 1997
_PRECISION: Final = FrozenMap({"1": "day", "2": "week", "3": "month"})
_HALF_A_WEEK: Final = dt.timedelta(days=3)
_KILLED: Final = "killed"
_CONTROL: Final = "control"
PARTS: Final = ((), (_KILLED,), (_CONTROL,))
"""The suffixes of the ids of the events that a row can make, after the id of the row."""
_OF_TWO: Final = (AgreementStageReached, AttackReported, TerritorialControlChanged)
"""Kinds in which no actor is on both sides."""
_Dialect: TypeAlias = Literal["current", "old"]


@final
@frozen
class _Common:
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
    typed = _rule(row)
    day = _day(row)
    if typed is None or day is None:
        return
    dialect, rule = typed
    dead = row.persons("fatalities")
    if not rule.acts:
        also = f"; {dead} died" if dead else ""
        row.find(NOTHING, f"{rule.label}: {rule.reason}{also}")
        return
    common = _common(row, context, day, dialect, rule)
    for number, act in enumerate(rule.acts):
        name = context.id(common.key, _CONTROL) if number else context.id(common.key)
        yield from _event(row, context, common, act, name)
    if dead:
        yield CasualtiesReported(
            occurred=common.occurred,
            id=context.id(common.key, _KILLED),
            reported=common.reported,
            series=context.id(common.key),
            incident=context.id(common.key),
            measure="killed",
            count=Count(best=dead),
            counting="flow",
            counting_body=context.body(row, _ACLED, ACLED.title),
            sources=common.sources,
            place=common.place,
            external_ids=common.ids,
        )


def _common(row: Row, context: Context, day: str, dialect: _Dialect, rule: Rule) -> _Common:
    by, against = actor(row, context, "1", day), actor(row, context, "2", day)
    if any(act.kind in _OF_TWO for act in rule.acts):
        sides = keep_apart(row, context, SLOTS["1"], SLOTS["2"], day)
        by, against = (next(iter(side), None) for side in sides)
    return _Common(
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
    """Return the taxonomy and the rule of the type of a row."""
    kind, sub = row.text_of("event_type"), row.text_of("sub_event_type")
    for dialect, name in (("current", sub), ("old", None if sub else kind), ("current", kind)):
        rule = None if name is None else _rules(dialect).get(_spelt(name))
        if rule is not None:
            if sub is not None and name is kind:
                what = f"not a sub-type of ACLED: {shown(sub)}"
                row.find(ODD_VALUE, what, column="sub_event_type")
            return cast("_Dialect", dialect), rule
    what = f"not a type of ACLED: {shown(kind or '')}; no event is made"
    row.find(ODD_VALUE, what, column="event_type")
    return None


@functools.cache
def _rules(dialect: str) -> Mapping[str, Rule]:
    return {_spelt(code): rule for code, rule in crosswalk.rules(_ACLED, dialect).items()}


def _spelt(text: str) -> str:
    """Return a type as it is compared: copies differ in case and blanks."""
    return "".join(text.lower().split())


def _day(row: Row) -> str | None:
    day = row.day("event_date", spellings.day_first)
    if day is None:
        row.find(NOTHING, "no date; no event is made")
        return None
    if int(day[:4]) < _FIRST_YEAR:
        date = shown(row.fields["event_date"])
        what = f"before {_FIRST_YEAR}, when ACLED begins: {date}; no event is made"
        row.find(NO_DATE, what, column="event_date")
        return None
    year = row.whole("year")
    if year is not None and year != int(day[:4]):
        row.find(CONTRADICTION, f"the year {year}, but event_date is {day}; event_date was used")
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
    text = row.text_of(name)
    if text is None:
        return None
    time = spellings.instant(text) or spellings.day_first(text)
    if time is None:
        row.find(NO_DATE, f"not a time: {shown(text)}", column=name)
    return None if time is None else When(time)


def _place(row: Row, context: Context, on: str) -> Place | None:
    name = next(filter(None, map(row.text_of, _PLACES)), None)
    if name is None:
        return None
    code = located(row, context, on)
    latitude, longitude = degrees(row, "latitude", "longitude")
    return Place(name, country=code, latitude=latitude, longitude=longitude)


_PLACES: Final = ("location", "admin3", "admin2", "admin1", "country")


@functools.lru_cache(maxsize=1 << 12)
def _sources(text: str | None) -> tuple[Source, ...]:
    names = dict.fromkeys(name.strip() for name in (text or "").split(";"))
    return tuple(Source(name) for name in names if name) or (Source(_ACLED),)


def _ids(row: Row, context: Context) -> Iterator[ExternalId]:
    for column in ("data_id", "event_id_no_cnty"):
        id_ = row.text_of(column)
        if id_ is not None:
            yield context.external(id_, f"acled-{column.replace('_', '-')}")


# Making the event of a type


def _event(row: Row, context: Context, common: _Common, act: Act, name: str) -> Iterator[Event]:
    if act.kind is AttackReported:
        yield _attack(row, common, act, name)
    elif act.kind is TerritorialControlChanged:
        yield from _control(row, context, common, act, name)
    elif act.kind is AgreementStageReached:
        yield _agreement(common, act, name)
    else:
        yield _incident(row, common, act, name)


def _attack(row: Row, common: _Common, act: Act, name: str) -> Event:
    form = act.fields["form"]
    if "civilians" not in form and (is_civilians(row, "2") or row.text_of("civilian_targeting")):
        form = f"{form}, civilians targeted"
    both = act.fields.get("by") == "both"
    return AttackReported(
        occurred=common.occurred,
        id=name,
        reported=common.reported,
        by=_parties(common) if both else common.by,
        against=None if both else common.against,
        form=form,
        sources=common.sources,
        place=common.place,
        external_ids=common.ids,
        note=common.note,
    )


def _control(row: Row, context: Context, common: _Common, act: Act, name: str) -> Iterator[Event]:
    if common.place is None:
        row.find(NOTHING, "control changed hands, but no place is named")
        return
    now = holder(row, context, act.fields["to"])
    sides = {"1": common.by, "2": common.against}
    yield TerritorialControlChanged(
        occurred=common.occurred,
        id=name,
        reported=common.reported,
        area=common.place.name,
        from_=None if now is None else sides["2" if now == "1" else "1"],
        to=None if now is None else sides[now],
        mode=cast("ControlMode", act.fields["mode"]),
        sources=common.sources,
        place=common.place,
        external_ids=common.ids,
        note=common.note,
    )


def _agreement(common: _Common, act: Act, name: str) -> Event:
    return AgreementStageReached(
        occurred=common.occurred,
        id=name,
        reported=common.reported,
        agreement=name,
        stage=cast("Stage", act.fields["stage"]),
        parties=_parties(common),
        sources=common.sources,
        place=common.place,
        external_ids=common.ids,
        note=common.note,
    )


def _parties(common: _Common) -> tuple[str, ...] | None:
    return tuple(dict.fromkeys(filter(None, (common.by, common.against)))) or None


def _incident(row: Row, common: _Common, act: Act, name: str) -> Event:
    actors = ", ".join(filter(None, (row.text_of("actor1"), row.text_of("actor2"))))
    return IncidentReported(
        occurred=common.occurred,
        id=name,
        reported=common.reported,
        incident=name,
        what=f"{act.fields['what']}: {actors}" if actors else act.fields["what"],
        sources=common.sources,
        place=common.place,
        external_ids=common.ids,
        note=common.note,
    )


# Streams


def _by_country(rows: Rows, context: Context) -> str:
    row = rows[0]
    code = country(row, context, spellings.day_first(row.fields.get("event_date", "")))
    return code or f"acled-{slug(row.text_of('country') or 'not-stated')}"


def _by_prefix(rows: Rows, context: Context) -> str:
    del context
    return prefix(rows[0])


def prefix(row: Row) -> str:
    """Return the stream for the letters in an id, which ACLED assigns by country.

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
    scope=Scope(
        body=_ACLED,
        counts=(
            "attack-reported",
            "casualties-reported:killed",
            "territorial-control-changed",
        ),
        sampled=("agreement-stage-reached", "incident-reported"),
        zero="ACLED found no report of such an event, or of a death in one; a zero in its figures "
        "can also mean that the number is not known",
        source=Source(
            _ACLED,
            title="ACLED Codebook, and Country and Time Period Coverage",
            url="https://acleddata.com/knowledge-base/",
        ),
        period=covered_days,
        summary="each country of its rows, from the first row, but not before ACLED began with "
        "the country, to the last row; strategic developments are recorded as examples, so they "
        "are sampled",
    ),
)
"""The format."""
