"""GDELT events 1.0 and 2.0: each row is what one actor did to another, coded by machine from news.

``SQLDATE`` is when it happened, as the coder dated it from the article; ``DATEADDED`` is when
GDELT recorded it, and so when it became public. The meaning of a code is in the crosswalk under the
dialect ``gdelt``. The countries of actors are CAMEO codes, those of places FIPS 10-4 (``CH`` is
China, ``RS`` Russia); neither is ever looked up in the other.

Two rows of the same day and article that report one act from both sides (042 and 043, or 046 twice)
are one event. Rows that GDELT repeats stay separate events; ``importers.duplicates`` proposes which
to merge. Most rows are a single report of something that may have happened, and many are wrong: the
sources of an event are the articles, not GDELT.

The ids of 2.0 start above the highest id of 1.0, so both share one scheme.

**Streams**: by default ``actors``, the pair of top-level actors, sorted (``ARM-AZE``; with one
actor ``ARM``); or ``country``, where it happened.

Codebook: "The GDELT Event Database Data Format Codebook" 1.03 and 2.0.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from peacetalks.errors import shown
from peacetalks.events import Event
from peacetalks.findings.imports import NO_DATE, NOTHING, ODD_VALUE
from peacetalks.importers.builtin.gdelt_actors import actor
from peacetalks.importers.builtin.gdelt_columns import HEADLESS, SPELT
from peacetalks.importers.cameo import conversion as cameo
from peacetalks.importers.cameo.conversion import Coded, Party
from peacetalks.importers.cameo.pairing import Direction, counterpart, dyad, pairs
from peacetalks.importers.context import Context
from peacetalks.importers.coverage import Scope, days_of_rows
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.identifiers import identifier
from peacetalks.importers.places import cached_place, degrees
from peacetalks.importers.tables import spellings
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.facts import ExternalId, Place, Source

__all__ = ["GDELT"]

_NAME: Final = "gdelt"
_DIALECT: Final = "gdelt"
_CODES: Final = "cameo-gdelt"
_WHOLE_COUNTRIES: Final = frozenset({"0", "1"})
_SECONDS: Final = 14
_ROOTS: Final = 2
# The quad class of each root: 01-05 verbal cooperation, 06-08 material cooperation,
# 09-13 verbal conflict, 14-20 material conflict.
_QUADS: Final = (5, 8, 13, 20)


def _key(row: Row) -> str | None:
    number = row.whole("globaleventid")
    return None if number is None else str(number)


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    row = rows[0]
    code = _checked_code(row)
    if code is None or cameo.makes_nothing(row, _DIALECT, code):
        return
    day = row.day("sqldate", spellings.compact_day)
    if day is None:
        row.find(NOTHING, "no date; no event is made")
        return
    coded = Coded(
        occurred=When(day),
        reported=_added(row) or context.published,
        source=_party(actor(row, context, "1", day)),
        target=_party(actor(row, context, "2", day)),
        is_mutual=len(rows) > 1,
        place=_place(row, context, day),
        is_area=row.text_of("actiongeo_type") not in _WHOLE_COUNTRIES,
        sources=_sources(row),
        external_ids=_ids(rows, context),
    )
    yield from cameo.events(rows, context, _DIALECT, code, coded)


def _party(code: str | None) -> Party | None:
    return None if code is None else Party(code)


def _ids(rows: Rows, context: Context) -> tuple[ExternalId, ...]:
    ids: dict[ExternalId, None] = {}
    for row in rows:
        ids[context.external(row.key or "")] = None
        code = _code(row)
        if code is not None:
            ids[cameo.shared_id(_CODES, code, context.release)] = None
    return tuple(ids)


def _checked_code(row: Row) -> str | None:
    code = _code(row)
    if code is None:
        text = row.text_of("eventcode")
        known = text is not None and cameo.candidates(text, _DIALECT)
        what = (
            f"{shown(text)} may have lost a zero, and EventRootCode and QuadClass do not decide it"
            if known
            else f"not a CAMEO code: {shown(text or '')}"
        )
        row.find(ODD_VALUE, f"{what}; no event is made", column="eventcode")
    return code


def _code(row: Row) -> str | None:
    """Return the code of a row, with a zero that a copy lost; None if it is missing or ambiguous."""
    text = row.text_of("eventcode")
    if text is None:
        return None
    root = row.text_of("eventrootcode") or ""
    return _with_zero(text, root, row.text_of("quadclass") or "")


@functools.lru_cache(maxsize=1 << 12)
def _with_zero(text: str, root: str, quad: str) -> str | None:
    codes = cameo.candidates(text, _DIALECT)
    if len(codes) > 1:
        padded = root.removesuffix(".0").zfill(_ROOTS)
        codes = tuple(c for c in codes if c.startswith(padded)) or tuple(
            c for c in codes if _quad(c) == quad.removesuffix(".0")
        )
    return codes[0] if len(codes) == 1 else None


def _quad(code: str) -> str:
    root = int(code[:_ROOTS])
    return str(next(number for number, last in enumerate(_QUADS, 1) if root <= last))


def _added(row: Row) -> When | None:
    text = row.text_of("dateadded")
    added = None if text is None else _instant(text)
    if text is not None and added is None:
        row.find(NO_DATE, f"not a date: {shown(text)}", column="dateadded")
    return added


@functools.lru_cache(maxsize=1 << 12)
def _instant(text: str) -> When | None:
    """Return the day given by eight digits, or the second (UTC) given by fourteen."""
    day = spellings.compact_day(text[:8])
    if day is None or not text.isdecimal() or len(text) not in {8, _SECONDS}:
        return None
    hour, minute, second = text[8:10], text[10:12], text[12:]
    if not second:
        return When(day)
    is_time = hour < "24" and minute < "60" and second < "60"
    return When(f"{day}T{hour}:{minute}:{second}Z") if is_time else None


def _day_added(rows: Rows) -> When | None:
    """Return when GDELT added a row; None if it does not say."""
    return _instant(rows[0].text_of("dateadded") or "")


def _place(row: Row, context: Context, on: str) -> Place | None:
    name = row.text_of("actiongeo_fullname")
    if name is None:
        return None
    latitude, longitude = degrees(row, "actiongeo_lat", "actiongeo_long")
    return cached_place(name, _country(row, context, on), latitude, longitude)


def _country(row: Row, context: Context, on: str) -> str | None:
    code = row.text_of("actiongeo_countrycode")
    country = None if code is None else context.resolve(code, "fips", on)
    if code is not None and country is None:
        what = f"not a country of FIPS 10-4: {shown(code)}"
        row.find(ODD_VALUE, what, column="actiongeo_countrycode")
    return country


def _sources(row: Row) -> tuple[Source, ...]:
    text = row.text_of("sourceurl")
    return () if text is None else (_source(text),)


@functools.lru_cache(maxsize=1 << 12)
def _source(text: str) -> Source:
    """Return an article by its address; in 1.0 this may be the name of a news service instead."""
    try:
        host = urlsplit(text).hostname if "://" in text else None
    except ValueError:
        host = None
    return Source(text) if host is None else Source(host.removeprefix("www."), url=text)


def _directed(row: Row) -> Direction | None:
    code = _code(row)
    article = row.text_of("sourceurl")
    if code is None or article is None or counterpart(code) is None:
        return None
    field = row.fields.get
    source = (field("actor1code"), field("actor1name"))
    target = (field("actor2code"), field("actor2name"))
    about = (field("sqldate"), article)
    return Direction(about, source, target, code, field("actiongeo_fullname"))


def _group(rows: Iterator[Row]) -> Iterator[Rows]:
    return pairs(rows, _directed)


def _by_actors(rows: Rows, context: Context) -> str:
    day = spellings.compact_day(rows[0].fields.get("sqldate", "")) or ""
    codes = [actor(rows[0], context, number, day) for number in "12"] if day else []
    return dyad(context, *codes)


def _by_country(rows: Rows, context: Context) -> str:
    row = rows[0]
    day = spellings.compact_day(row.fields.get("sqldate", ""))
    code = row.text_of("actiongeo_countrycode")
    if code is None:
        return f"{_NAME}-country-not-stated"
    return context.resolve(code, "fips", day) or f"fips-{identifier(code)}"


GDELT: Final = Format(
    name=_NAME,
    title="GDELT Event Database 1.0 and 2.0",
    publisher="The GDELT Project",
    licence="free for any use, with citation",
    citation="The GDELT Project, https://www.gdeltproject.org; Leetaru and Schrodt 2013",
    required=(
        "globaleventid",
        "sqldate",
        "actor1code",
        "actor2code",
        "eventcode",
        "actiongeo_countrycode",
        "dateadded",
    ),
    spelt=SPELT,
    headless=HEADLESS,
    key=_key,
    convert=_convert,
    group=_group,
    streams=FrozenMap({"actors": _by_actors, "country": _by_country}),
    default_stream="actors",
    scope=Scope(
        body=None,
        sampled=cameo.counted(_DIALECT),
        zero="the machine found no such event in the news that it read",
        source=Source(
            "The GDELT Project",
            title="The GDELT Event Database Data Format Codebook",
            url="http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf",
        ),
        period=days_of_rows,
        day=_day_added,
        summary="sampled: the countries of its rows, on the days on which they were added "
        "(DATEADDED)",
    ),
    layouts=(
        "1.0: tab-separated without a header, of 57 or 58 columns",
        "2.0: tab-separated without a header, of 61 columns",
        "copies with a header, also with renamed columns and codes that lost their zeros",
    ),
)
"""The format."""
