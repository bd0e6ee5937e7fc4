"""UCDP Georeferenced Event Dataset and UCDP Candidate Events: one act of organised violence per row.

A row makes an ``AttackReported`` and a count of the dead: in total (low, best, high) and, if there
were any, for each side, civilians and unknown. One row never makes an offensive.

- **Sides**: a row does not say who attacked whom; side a is the government if there is one. So both
  sides are in ``by``, and ``against`` is empty. Only one-sided violence has a perpetrator.
- **Days**: if UCDP says that a row sums up several incidents (``event_clarity`` 2), the date is a
  period, and the count closed on its last day. Otherwise it is a range, and the one act happened on
  some day in it (``date_prec`` 2 to 5). A single day that is not exact is approximate.
- **Places**: the coordinates are those of the named place, which may be a town nearby or the middle
  of a province; the note states ``where_prec``. If only the country is known (``where_prec`` 6),
  they are left out, since its middle is not where it happened.
- **Sources**: the articles that are named; those they cite (``source_original``) are in ``citing``.
- **Certainty**: while UCDP still checks a row of the candidate events, it is ``provisional``, and
  the note says what is being checked.

Codebook: UCDP GED Codebook (Uppsala University). The spellings of dates are those in the releases
and their copies at HDX: ISO, ISO with a midnight, and with slashes and the month first.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final

from peacetalks.events import Event
from peacetalks.events.base import Certainty
from peacetalks.events.force import AttackReported, CasualtiesReported
from peacetalks.findings.imports import CONTRADICTION, NOTHING
from peacetalks.importers.actors.in_rows import keep_apart
from peacetalks.importers.builtin.ucdp_actors import (
    UCDP,
    UPPSALA,
    Sides,
    country,
    sides,
    stated,
)
from peacetalks.importers.builtin.ucdp_releases import covered_days, rank
from peacetalks.importers.builtin.ucdp_sources import sources
from peacetalks.importers.context import Context
from peacetalks.importers.coverage import Scope, Seen
from peacetalks.importers.format import Format, Headless, Rows
from peacetalks.importers.identifiers import identifier
from peacetalks.importers.places import cached_place, degrees
from peacetalks.importers.tables import spellings
from peacetalks.importers.tables.delimited import Dialect
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.count import Count
from peacetalks.values.facts import ExternalId, Place, Source

__all__ = ["UCDP_GED"]

_ONE_SIDED: Final = "one-sided violence"
_VIOLENCE: Final = FrozenMap(
    {"1": "state-based conflict", "2": "non-state conflict", "3": _ONE_SIDED}
)
_SEVERAL: Final = "several incidents"
_CLARITY: Final = FrozenMap({"1": "one incident", "2": _SEVERAL})
_EXACT: Final = "the day"
_DAYS: Final = FrozenMap(
    {"1": _EXACT, "2": "two to six days", "3": "the week", "4": "the month", "5": "a year"}
)
_AT: Final = "the place"
_COUNTRY: Final = "the country"
_WHERE: Final = FrozenMap(
    {
        "1": _AT,
        "2": "25 km",
        "3": "the district",
        "4": "the province",
        "5": "a line or a landscape",
        "6": _COUNTRY,
        "7": "international waters or airspace",
    }
)
_DEAD: Final = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_FIGURES: Final = ("low", "best", "high", *_DEAD)
_NAMES: Final = ("where_coordinates", "adm_2", "adm_1", "country")
_CLEAR: Final = "clear"
_TO_CHECK: Final = "check"


def _key(row: Row) -> str | None:
    number = row.whole("id")
    return None if number is None else str(number)


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    (row,) = rows
    days = row.range_of_days("date_start", "date_end", spellings.month_first)
    if days is None:
        row.find(NOTHING, "no date; no event is made")
        return
    _check_year(row, days)
    violence = row.choice("type_of_violence", _VIOLENCE)
    several = row.choice("event_clarity", _CLARITY) == _SEVERAL
    exact = row.choice("date_prec", _DAYS) in {None, _EXACT}
    where = row.choice("where_prec", _WHERE)
    occurred, as_of = _when(days, several, exact)
    certainty, note = _certainty(row.text_of("code_status"), where)
    key = row.key or ""
    incident = context.id(key)
    row_id = context.external(key)
    place = _place(row, context, days[0], where)
    cited = sources(row)
    by = sides(row, context, "a", days[0])
    against = None if violence == _ONE_SIDED else sides(row, context, "b", days[0])
    if by and against:
        by, against = keep_apart(row, context, "side_a", "side_b", days[0])
    body = context.body(row, UCDP, UPPSALA)
    yield AttackReported(
        occurred=occurred,
        id=incident,
        reported=context.published,
        by=by if violence == _ONE_SIDED else _both(by, against),
        form=f"{violence}, {_SEVERAL}" if violence and several else violence,
        certainty=certainty,
        sources=cited,
        place=place,
        external_ids=(row_id, *_ids(row, context)),
        note=note,
    )
    for part, group, count in _dead(row, by, against):
        yield CasualtiesReported(
            occurred=occurred,
            id=f"{incident}:{part}",
            reported=context.published,
            series=incident,
            incident=incident,
            group=group,
            measure="killed",
            count=count,
            counting="flow",
            as_of=as_of,
            counting_body=body,
            certainty=certainty,
            sources=cited,
            place=place,
            external_ids=(row_id,),
            note=note,
        )


def _check_year(row: Row, days: tuple[str, str]) -> None:
    year = row.whole("year")
    if year is not None and not int(days[0][:4]) <= year <= int(days[1][:4]):
        date = " to ".join(dict.fromkeys(days))
        row.find(CONTRADICTION, f"the year {year}, but the date {date}; the date was used")


@functools.lru_cache(maxsize=1 << 12)
def _when(days: tuple[str, str], several: bool, exact: bool) -> tuple[When, When | None]:
    """Return when an act occurred, and when the count of its dead closed, if that differs."""
    first, last = days
    if first == last:
        return When(first if exact else f"{first}~"), None
    return (When(f"{first}/{last}"), When(last)) if several else (When(f"[{first}..{last}]"), None)


@functools.lru_cache(maxsize=1 << 8)
def _both(one: Sides, other: Sides) -> Sides:
    """Return both sides of a fight."""
    return tuple(dict.fromkeys((*(one or ()), *(other or ())))) or None


@functools.lru_cache(maxsize=1 << 8)
def _certainty(status: str | None, where: str | None) -> tuple[Certainty, str | None]:
    """Return how certain a row is, and the note that goes with it."""
    status = status or _CLEAR
    parts = [] if status.lower() == _CLEAR else [status]
    if where is not None and where != _AT:
        parts.append(f"place known to {where}")
    note = f"{UCDP}: {'; '.join(parts)}" if parts else None
    return ("provisional" if status.lower().startswith(_TO_CHECK) else "reported"), note


def _dead(row: Row, by: Sides, against: Sides) -> Iterator[tuple[str, str | None, Count]]:
    total, (a, b, civilians, unknown) = _plain(*map(row.fields.get, _FIGURES)) or _figures(row)
    if total is not None:
        yield "killed", None, total
    if a:
        yield "killed-a", _group(row, by, "a"), _killed(a)
    if b:
        yield "killed-b", _group(row, against, "b"), _killed(b)
    if civilians:
        yield "killed-civilians", "civilians", _killed(civilians)
    if unknown:
        yield "killed-unknown", "unknown", _killed(unknown)


@functools.lru_cache(maxsize=1 << 12)
def _plain(*texts: str | None) -> tuple[Count, tuple[int, ...]] | None:
    """Return figures that are in order, cached because many rows share them; None for others."""
    numbers = [number for text in texts if (number := spellings.whole(text or "")) is not None]
    if len(numbers) < len(texts) or min(numbers) < 0:
        return None
    count, dead = Count(*numbers[:3]), tuple(numbers[3:])
    return (count, dead) if count.is_ordered and count.best == sum(dead) else None


def _figures(row: Row) -> tuple[Count | None, tuple[int | None, ...]]:
    """Return the dead in total and of each side, and add findings about them."""
    total = row.count("low", "best", "high")
    dead = tuple(row.persons(column) for column in _DEAD)
    best = None if total is None else total.best
    if best is not None and None not in dead and sum(filter(None, dead)) != best:
        parts = " + ".join(map(str, dead))
        row.find(CONTRADICTION, f"best {best}, but the dead of the sides are {parts}; all are kept")
    return total, dead


@functools.lru_cache(maxsize=1 << 10)
def _killed(number: int) -> Count:
    return Count(best=number)


def _group(row: Row, codes: Sides, letter: str) -> str:
    """Return the group of the dead of a side: a code, or the names of several actors."""
    if codes is not None and len(codes) == 1:
        return codes[0]
    return row.text_of(f"side_{letter}") or f"side {letter}"


def _place(row: Row, context: Context, on: str, where: str | None) -> Place | None:
    code = country(row, context, on)
    name = next(filter(None, map(row.text_of, _NAMES)), code)
    if name is None:
        return None
    latitude, longitude = degrees(row, "latitude", "longitude")
    if where == _COUNTRY:
        latitude = longitude = None
    return cached_place(name, code, latitude, longitude)


def _ids(row: Row, context: Context) -> tuple[ExternalId, ...]:
    dyad = stated(row, "dyad_new_id", "dyad_dset_id")
    conflict = stated(row, "conflict_new_id", "conflict_dset_id")
    # Not relid: only some releases have the column, so every fact would seem to have changed.
    return _shared_ids(context.release, dyad, conflict, stated(row, "type_of_violence"))


@functools.lru_cache(maxsize=1 << 10)
def _shared_ids(
    release: str | None, dyad: str | None, conflict: str | None, violence: str | None
) -> tuple[ExternalId, ...]:
    """Return the ids of dyad, conflict and type, cached because many rows share them."""
    ids = (
        ("ucdp-dyad", dyad),
        ("ucdp-conflict", conflict),
        ("ucdp-type-of-violence", violence),
    )
    return tuple(ExternalId(scheme, id_, release) for scheme, id_ in ids if id_ is not None)


def _by_country(rows: Rows, context: Context) -> str:
    row = rows[0]
    code = country(row, context, spellings.month_first(row.fields.get("date_start", "")))
    return code or "ucdp-country-not-stated"


def _by_dyad(rows: Rows, context: Context) -> str:
    del context
    return _stream(rows[0], "ucdp-dyad", "dyad_new_id", "dyad_dset_id", "dyad_name")


def _by_conflict(rows: Rows, context: Context) -> str:
    del context
    return _stream(rows[0], "ucdp-conflict", "conflict_new_id", "conflict_dset_id", "conflict_name")


def _stream(row: Row, scheme: str, *columns: str) -> str:
    text = stated(row, *columns)
    return f"{scheme}-not-stated" if text is None else f"{scheme}-{identifier(text)}"


# Release 24.0.1 of the candidate events was published without a header.
_CANDIDATE_24_0_1: Final = Headless(
    layout="UCDP Candidate 24.0.1 (49 columns)",
    dialect=Dialect(","),
    columns=(
        "id", "relid", "year", "active_year", "code_status", "type_of_violence",
        "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id",
        "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id",
        "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
        "source_date", "source_headline", "source_original", "where_prec", "where_coordinates",
        "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
        "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
        "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown",
        "best", "high", "low", "gwnoa", "gwnob",
    ),
    forms=FrozenMap({"id": r"\d+", "type_of_violence": "[123]", "date_prec": "[1-5]", "best": r"\d+"}),
)  # fmt: skip

_REGIONS: Final = frozenset({"africa", "americas", "asia", "europe", "middle east"})
"""UCDP's regions, which together are the world."""


def _has_all_regions(seen: Seen) -> bool:
    return seen.values["region"] >= _REGIONS


UCDP_GED: Final = Format(
    name="ucdp-ged",
    title="UCDP Georeferenced Event Dataset and UCDP Candidate Events Dataset",
    publisher=UPPSALA,
    licence="CC BY 4.0",
    citation="Sundberg and Melander 2013 (doi:10.1177/0022343313484347); "
    "candidate events: Hegre et al. 2020 (doi:10.1177/2053168020935257)",
    required=(
        "id",
        "type_of_violence",
        "side_a",
        "side_b",
        "date_start",
        "date_end",
        "best",
        "low",
        "high",
    ),
    # In the first releases.
    spelt=FrozenMap({"best_est": "best", "low_est": "low", "high_est": "high"}),
    headless=(_CANDIDATE_24_0_1,),
    key=_key,
    convert=_convert,
    streams=FrozenMap({"country": _by_country, "dyad": _by_dyad, "conflict": _by_conflict}),
    default_stream="country",
    layouts=(
        "CSV of 41 to 52 columns in any order, also with a row of HXL tags (HDX)",
        "GeoJSON",
        "the candidate events, also without a header (24.0.1)",
    ),
    scope=Scope(
        body=UCDP,
        counts=("attack-reported", "casualties-reported:killed"),
        zero="UCDP found no event with a direct death between actors, or by an actor, that reached "
        "25 deaths in some calendar year; it is not that nobody died",
        source=Source(
            UPPSALA,
            title="UCDP GED Codebook",
            url="https://ucdp.uu.se/downloads/",
        ),
        period=covered_days,
        columns=("region",),
        everywhere=_has_all_regions,
        summary="an annual release (19.1): the years of its rows, at most 1989 to the year before; "
        "candidate events (18.0.1, 23.01.23.03): their months; the countries of its rows, or "
        "everywhere if it has rows of all five regions; other names of releases: not stated",
    ),
    rank=rank,
)
"""The format."""
