"""UNHCR's refugee population statistics: one row a year, a country of origin and one of asylum.

**A stock is what there is at the end of a year**, so it occurred, and its count closed, on 31
December; the series of a pair of countries is the same in all years, so that a later year
replaces an earlier one and ``on=`` finds the year before it. Those who came back are a **flow**
of the year: they occurred in the span of the year, and each year is a series of its own, since
the returns of one year replace no others. A release published before its last year was over
has the statistics of the middle of that year (January to June), which are read as such.

A host community has fled from nowhere, and most stateless people never did (UNHCR says so of
both): they are a population of the country of asylum, not displaced.

**Small numbers** are not exact: UNHCR rounds those under five to five or nothing, to protect
people. So a 5 is "about 5". A 0 also stands where nobody was counted. Of refugees and asylum-seekers
abroad, and of the displaced at home, it is told as "about 0", lest the figure of an earlier year
stands for ever; of others nothing is made of it. A row of which nothing is made is a finding.

Places are found by their ISO codes: UNHCR's own differ (``AUS`` is Austria, ``ARE`` Egypt).
``SRB`` is Serbia and Kosovo together, which the note of an event says. In returns the "country
of asylum" is where people left. ``-`` stands for all countries together.

Sources: UNHCR's pages on methodology and data content and its interface
(https://api.unhcr.org/docs/refugee-statistics.html), the R package ``refugees`` by UNHCR, the
copies at HDX. UNHCR's data set of flows has the same columns, except for people who were there
before; its rows are findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias, final

from attrs import frozen

from peacetalks.events import DisplacementReported, Event, PopulationReported, ReturnReported
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers import spellings
from peacetalks.importers.codes import NO_DATE, NOTHING
from peacetalks.importers.context import Context
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.names import code, slug
from peacetalks.importers.places import country
from peacetalks.importers.row import Row
from peacetalks.values import Count, ExternalId, Source
from peacetalks.when import When

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
# The data set of flows counts arrivals and returns, and nobody who was there before.
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
    there = frozenset(filter(row.has, _COUNTS))
    if there == _OF_FLOWS:
        row.find(NOTHING, "columns of UNHCR's flows: arrivals in a year are not read as a stock")
        return
    made = False
    for name in _COUNTS:
        number = row.persons(name, _SILENT)
        if number is None or not (number or _tells_none(pair, name)):
            continue
        made = True
        if name in _POPULATIONS and pair.asylum is None:
            row.find(NOTHING, f"{number} of no country", column=name)
        else:
            yield _MAKERS[name](pair, context, name, _count(number))
    if not made:
        row.find(NOTHING, "no count above zero, so there is nobody to report")


def _tells_none(pair: _Pair, name: str) -> bool:
    """Whether a zero is a figure: of those abroad between two countries, of those at home in one."""
    if pair.origin is None or pair.asylum is None:
        return False
    return name == "idps" if pair.origin == pair.asylum else name in _ABROAD


def _pair(row: Row, context: Context) -> _Pair | None:
    year = row.whole("year", _SILENT)
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        if year is not None:
            row.find(NO_DATE, f"not a year since {_FIRST_YEAR}: {year}", column="year")
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
    """Return the code of a country; None: all of them, or one that is not known."""
    iso, own, name = (row.text_of(column) for column in (f"{side}_iso", side, f"{side}_name"))
    told = iso or own or name
    if told is None or told == _ALL or told in _UNKNOWN:
        return None
    codes = (("iso3", iso), ("unhcr", own))
    found = country(row, context, codes, name)
    if found is not None:
        return context.known(row, told, found, slot=side)
    return context.own(row, code(_UNHCR, own or told), name or told, slot=side, text=told)


def _codes(row: Row, context: Context) -> Iterator[ExternalId]:
    for side in ("coo", "coa"):
        told = row.text_of(side) or row.text_of(f"{side}_iso")
        if told is not None:
            yield context.external(told, f"unhcr-{side}")


def _count(number: int) -> Count:
    return Count.about(number) if number in {0, _ROUNDED} else Count(best=number)


def _stock(pair: _Pair, context: Context, name: str, count: Count) -> Event:
    return DisplacementReported(
        occurred=pair.last,
        id=context.id(pair.key, name),
        reported=pair.reported,
        series=context.id(pair.way, name),
        group=_STOCKS[name],
        origin=pair.origin,
        destination=pair.asylum,
        measure="stock",
        count=count,
        as_of=pair.last,
        counting_body=pair.body,
        sources=_SOURCE,
        external_ids=_external(pair, context, name),
        note=pair.note,
    )


def _flow(pair: _Pair, context: Context, name: str, count: Count) -> Event:
    return ReturnReported(
        occurred=f"{pair.first}/{pair.last}",
        id=context.id(pair.key, name),
        reported=pair.reported,
        series=context.id(pair.key, name),
        group=_FLOWS[name],
        origin=pair.asylum,
        destination=pair.origin,
        measure="flow",
        count=count,
        as_of=pair.last,
        counting_body=pair.body,
        sources=_SOURCE,
        external_ids=_external(pair, context, name),
        note=pair.note,
    )


def _population(pair: _Pair, context: Context, name: str, count: Count) -> Event:
    group = _POPULATIONS[name]
    if pair.origin != pair.asylum:
        # Beside one another in one country, each its own figure.
        group = f"{group} (origin: {pair.origin or 'all or not known'})"
    return PopulationReported(
        occurred=pair.last,
        id=context.id(pair.key, name),
        reported=pair.reported,
        area=pair.asylum or "",
        group=group,
        count=count,
        as_of=pair.last,
        counting_body=pair.body,
        sources=_SOURCE,
        external_ids=_external(pair, context, name),
        note=pair.note,
    )


_MAKERS: Final[FrozenMap[str, _Make]] = FrozenMap(
    {
        **dict.fromkeys(_STOCKS, _stock),
        **dict.fromkeys(_FLOWS, _flow),
        **dict.fromkeys(_POPULATIONS, _population),
    }
)


def _external(pair: _Pair, context: Context, name: str) -> tuple[ExternalId, ...]:
    return (
        context.external(pair.key),
        context.external(name, "unhcr-population-type"),
        *pair.codes,
    )


def _place(row: Row, context: Context, side: str) -> str:
    iso, own, name = (row.text_of(column) for column in (f"{side}_iso", side, f"{side}_name"))
    if _ALL in {iso, own} or {iso, own} & _UNKNOWN:
        name = None
    found = country(row, context, (("iso3", iso), ("unhcr", own)), name)
    return found or f"unhcr-{_part(_code(row, side)).lower()}"


def _by_origin(rows: Rows, context: Context) -> str:
    return _place(rows[0], context, "coo")


def _by_asylum(rows: Rows, context: Context) -> str:
    return _place(rows[0], context, "coa")


def _by_pair(rows: Rows, context: Context) -> str:
    return f"{_by_origin(rows, context)}-{_by_asylum(rows, context)}"


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
)
"""The format."""
