"""UNHCR's refugee population statistics: one row per year, country of origin and country of asylum.

**A stock is the number at the end of a year**, so it occurred, and its count closed, on 31
December. The series of a pair of countries is the same in all years, so that a later year replaces
an earlier one and ``on=`` finds the year before. Those who came back are a **flow** of the year:
they occurred during the year, and each year is a series of its own, since the returns of one year
do not replace those of another. A release published before the end of its last year has mid-year
statistics (January to June) for that year, and they are read as such.

A host community has not fled, and most stateless people never did (UNHCR says so of both). They are
a population of the country of asylum, not displaced.

**Small numbers** are not exact: UNHCR rounds numbers below five to five or zero, to protect people.
So a 5 is "about 5". A 0 is also written where nobody was counted. For refugees and asylum-seekers
abroad and for the internally displaced it becomes "about 0", so that the figure of an earlier year
does not last forever. For other groups a 0 makes no event. A row that makes no event is a finding.

Places are found by their ISO codes, since UNHCR's own codes differ (``AUS`` is Austria, ``ARE``
Egypt). ``SRB`` is Serbia and Kosovo together, and the note of an event says so. In returns the
"country of asylum" is where people left. ``-`` means all countries together.

Sources: UNHCR's pages on methodology and data content and its interface
(https://api.unhcr.org/docs/refugee-statistics.html), the R package ``refugees`` by UNHCR, the
copies at HDX. UNHCR's data set of flows has the same columns, except those for people who were
there before; its rows become findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias, TypedDict, final

from attrs import frozen

from peacetalks.events import Event
from peacetalks.events.territory import DisplacementReported, PopulationReported, ReturnReported
from peacetalks.findings.imports import NO_DATE, NOTHING
from peacetalks.importers.context import Context
from peacetalks.importers.coverage import Scope, Seen, period_of, year_of
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.identifiers import code, slug
from peacetalks.importers.places import country
from peacetalks.importers.tables import spellings
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.count import Count
from peacetalks.values.facts import ExternalId, Source

__all__ = ["UNHCR"]

_UNHCR: Final = "UNHCR"
_SOURCE: Final = Source(_UNHCR, title="Refugee Population Statistics Database")
_SILENT: Final = frozenset({"", "-", "NA"})
_ALL: Final = "-"
_UNKNOWN: Final = frozenset({"UKN", "UNK"})
_SERBIA: Final = "SRB"
_WITH_KOSOVO: Final = "SRB is Serbia and Kosovo (S/RES/1244): UNHCR counts them together"
_ROUNDED: Final = 5
_FIRST_YEAR: Final = 1951
_LAST_YEAR: Final = 9999
_STOCKS: Final = FrozenMap(
    {
        "refugees": "refugees",
        "asylum_seekers": "asylum-seekers",
        "idps": "internally displaced",
        "ooc": "others of concern",
        "oip": "other people in need of international protection",
    }
)
_ABROAD: Final = ("refugees", "asylum_seekers")
_FLOWS: Final = FrozenMap(
    {"returned_refugees": "refugees", "returned_idps": "internally displaced"}
)
_POPULATIONS: Final = FrozenMap({"stateless": "stateless people", "hst": "host community"})
_COUNTS: Final = (*_STOCKS, *_FLOWS, *_POPULATIONS)
# The data set of flows counts arrivals and returns, but not people who were there before.
_OF_FLOWS: Final = frozenset({"refugees", "asylum_seekers", "returned_refugees", "oip"})


@final
@frozen
class _Pair:
    """What the figures of a row have in common."""

    key: str
    first: str
    last: str
    origin: str | None
    asylum: str | None
    note: str | None
    codes: tuple[ExternalId, ...]
    reported: When | None
    body: str

    @property
    def way(self) -> str:
        """The pair of countries, as a part of a series."""
        return self.key.partition("-")[2]


_Make: TypeAlias = Callable[[_Pair, Context, str, Count], Event]
"""Makes the event of a count, given the pair of countries and the column."""


def _key(row: Row) -> str | None:
    year = row.text_of("year")
    pair = [_code(row, side) for side in ("coo", "coa")]
    if year is None or None in pair:
        return None
    number = spellings.whole(year)
    return "-".join((str(number) if number is not None else slug(year), *map(_part, pair)))


def _code(row: Row, side: str) -> str | None:
    return row.text_of(f"{side}_iso") or row.text_of(side) or row.text_of(f"{side}_name")


def _part(text: str | None) -> str:
    return "all" if text is None or text == _ALL else slug(text).upper()


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    (row,) = rows
    pair = _pair(row, context)
    if pair is None:
        return
    columns = frozenset(filter(row.has, _COUNTS))
    if columns == _OF_FLOWS:
        row.find(NOTHING, "columns of UNHCR's flows: arrivals in a year are not a stock")
        return
    has_count = False
    for name in _COUNTS:
        number = row.persons(name, _SILENT)
        if number is None or not (number or _counts_zero(pair, name)):
            continue
        has_count = True
        if name in _POPULATIONS and pair.asylum is None:
            row.find(NOTHING, f"{number} without a country of asylum", column=name)
        else:
            yield _MAKERS[name](pair, context, name, _count(number))
    if not has_count:
        row.find(NOTHING, "no count above zero; no event is made")


def _counts_zero(pair: _Pair, name: str) -> bool:
    """Whether a zero is a figure: for people abroad if two countries are named, for IDPs if one is."""
    if pair.origin is None or pair.asylum is None:
        return False
    return name == "idps" if pair.origin == pair.asylum else name in _ABROAD


def _pair(row: Row, context: Context) -> _Pair | None:
    year = row.whole("year", _SILENT)
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        if year is not None:
            row.find(NO_DATE, f"not a year from {_FIRST_YEAR} on: {year}", column="year")
        return None
    origin, asylum = _area(row, context, "coo"), _area(row, context, "coa")
    end = f"{year}-12-31"
    if context.published is not None and context.published.before(end):
        end = f"{year}-06-30"
    return _Pair(
        key=row.key or "",
        first=f"{year}-01-01",
        last=end,
        origin=origin,
        asylum=asylum,
        note=_WITH_KOSOVO if _SERBIA in {origin, asylum} else None,
        codes=tuple(_codes(row, context)),
        reported=context.published,
        body=context.body(row, _UNHCR, UNHCR.publisher),
    )


def _area(row: Row, context: Context, side: str) -> str | None:
    """Return the code of a country; None for all countries, or if it is stated as unknown."""
    iso, local, name = (row.text_of(column) for column in (f"{side}_iso", side, f"{side}_name"))
    text = iso or local or name
    if text is None or text == _ALL or text in _UNKNOWN:
        return None
    codes = (("iso3", iso), ("unhcr", local))
    known = country(row, context, codes, name)
    if known is not None:
        return context.known(row, text, known, slot=side)
    return context.local_code(row, code(_UNHCR, local or text), name or text, slot=side, text=text)


def _codes(row: Row, context: Context) -> Iterator[ExternalId]:
    for side in ("coo", "coa"):
        text = row.text_of(side) or row.text_of(f"{side}_iso")
        if text is not None:
            yield context.external(text, f"unhcr-{side}")


def _count(number: int) -> Count:
    return Count.about(number) if number in {0, _ROUNDED} else Count(best=number)


class _Common(TypedDict):
    id: str
    reported: When | None
    count: Count
    as_of: str
    counting_body: str
    sources: Source
    external_ids: tuple[ExternalId, ...]
    note: str | None


def _common(pair: _Pair, context: Context, name: str, count: Count) -> _Common:
    """Return what the events of all counts have in common."""
    population = context.external(name, "unhcr-population-type")
    return {
        "id": context.id(pair.key, name),
        "reported": pair.reported,
        "count": count,
        "as_of": pair.last,
        "counting_body": pair.body,
        "sources": _SOURCE,
        "external_ids": (context.external(pair.key), population, *pair.codes),
        "note": pair.note,
    }


def _stock(pair: _Pair, context: Context, name: str, count: Count) -> Event:
    return DisplacementReported(
        occurred=pair.last,
        series=context.id(pair.way, name),
        group=_STOCKS[name],
        origin=pair.origin,
        destination=pair.asylum,
        measure="stock",
        **_common(pair, context, name, count),
    )


def _flow(pair: _Pair, context: Context, name: str, count: Count) -> Event:
    return ReturnReported(
        occurred=f"{pair.first}/{pair.last}",
        series=context.id(pair.key, name),
        group=_FLOWS[name],
        origin=pair.asylum,
        destination=pair.origin,
        measure="flow",
        **_common(pair, context, name, count),
    )


def _population(pair: _Pair, context: Context, name: str, count: Count) -> Event:
    group = _POPULATIONS[name]
    if pair.origin != pair.asylum:
        # Groups of different origin in one country need different figures.
        group = f"{group} (origin: {pair.origin or 'all or not known'})"
    return PopulationReported(
        occurred=pair.last,
        area=pair.asylum or "",
        group=group,
        **_common(pair, context, name, count),
    )


_MAKERS: Final[FrozenMap[str, _Make]] = FrozenMap(
    {
        **dict.fromkeys(_STOCKS, _stock),
        **dict.fromkeys(_FLOWS, _flow),
        **dict.fromkeys(_POPULATIONS, _population),
    }
)


def _place(row: Row, context: Context, side: str) -> str:
    iso, local, name = (row.text_of(column) for column in (f"{side}_iso", side, f"{side}_name"))
    if _ALL in {iso, local} or {iso, local} & _UNKNOWN:
        name = None
    known = country(row, context, (("iso3", iso), ("unhcr", local)), name)
    return known or f"unhcr-{_part(_code(row, side)).lower()}"


def _by_origin(rows: Rows, context: Context) -> str:
    return _place(rows[0], context, "coo")


def _by_asylum(rows: Rows, context: Context) -> str:
    return _place(rows[0], context, "coa")


def _by_pair(rows: Rows, context: Context) -> str:
    return f"{_by_origin(rows, context)}-{_by_asylum(rows, context)}"


def _origins(rows: Rows, context: Context) -> tuple[str, ...]:
    """Return the place of a row: where its people come from, as in the default streams."""
    row = rows[0]
    iso, local, name = row.text_of("coo_iso"), row.text_of("coo"), row.text_of("coo_name")
    if _ALL in {iso, local} or {iso, local} & _UNKNOWN:
        return ()
    known = country(row, context, (("iso3", iso), ("unhcr", local)), name)
    return () if known is None else (known,)


def _years(seen: Seen, place: str | None) -> When | None:
    """Return whole years from that of the first row; the last may end with June (mid-year)."""
    del place
    if seen.span is None:
        return None
    if len(seen.values["coa_iso"]) == 1 and len(seen.values["coo_iso"]) > 1:
        return None  # it may be only those who fled to this country
    first = When(f"{year_of(seen.span[0]):04}").first_day
    return period_of(first, seen.span[1])


UNHCR: Final = Format(
    name="unhcr",
    title="UNHCR Refugee Population Statistics Database: population figures",
    publisher="UN High Commissioner for Refugees",
    licence="CC BY 4.0",
    citation="UNHCR Refugee Population Statistics Database",
    required=("year", "coo_iso", "coa_iso", "refugees"),
    foreign=("refugee_like",),
    spelt=FrozenMap(
        {
            "country of origin (iso)": "coo_iso",
            "country of asylum (iso)": "coa_iso",
            "country of origin": "coo_name",
            "country of asylum": "coa_name",
            "country of origin code": "coo_iso",
            "country of asylum code": "coa_iso",
            "country of origin name": "coo_name",
            "country of asylum name": "coa_name",
            "refugees under unhcr's mandate": "refugees",
            "asylum-seekers": "asylum_seekers",
            "asylum seekers": "asylum_seekers",
            "returned refugees": "returned_refugees",
            "idps of concern to unhcr": "idps",
            "internally displaced persons": "idps",
            "returned idpss": "returned_idps",
            "returned idps": "returned_idps",
            "stateless persons": "stateless",
            "others of concern": "ooc",
            "others of concern to unhcr": "ooc",
            "other people in need of international protection": "oip",
            "host community": "hst",
        }
    ),
    key=_key,
    convert=_convert,
    streams=FrozenMap({"origin": _by_origin, "asylum": _by_asylum, "pair": _by_pair}),
    default_stream="origin",
    layouts=(
        "CSV and JSON of the interface, CSV of the copies at HDX, tables of the R package refugees",
    ),
    scope=Scope(
        body=_UNHCR,
        counts=("displacement-reported:stock", "population-reported", "return-reported:flow"),
        zero="UNHCR has no figure above zero; where nobody was counted, it also writes zero",
        source=Source(
            _UNHCR,
            title="Refugee Population Statistics Database, data content",
            url="https://www.unhcr.org/refugee-statistics/methodology/data-content",
        ),
        period=_years,
        places=_origins,
        columns=("coo_iso", "coa_iso"),
        summary="the countries of origin of its rows, in whole years from that of its first row "
        "to that of its last (to June, if it was published before the end of that year); not "
        "stated if all rows name one country of asylum and several of origin",
    ),
)
"""The format."""
