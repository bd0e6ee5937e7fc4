"""GDELT events 1.0 and 2.0: one row what one actor did to another, coded by machine from the news.

``SQLDATE`` is when it happened, as the coder dated it from the article; ``DATEADDED`` is when
GDELT recorded it, and so when it was public. What a code means is in the crosswalk under the
dialect ``gdelt``; the countries of actors are codes of CAMEO, those of places FIPS 10-4 (``CH``
is China, ``RS`` Russia), and neither is ever looked up in the other.

Rows of one day and article in which source and target say the same of one another (042 and 043,
or 046 twice) are one event. Rows that GDELT writes again stay events of their own:
``importers.duplicates`` proposes which are one. Most rows are one report of something that may
have happened, and many are not: the sources of an event are the articles, not GDELT.

The ids of 2.0 go on from a number that 1.0 never reached, so both are ids of one scheme.

**Streams**: by default ``actors``, the pair of actors at the top in one order (``ARM-AZE``; with
one actor ``ARM``); or ``country``, where it happened.

Codebook: "The GDELT Event Database Data Format Codebook" 1.03 and 2.0.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from peacetalks.errors import shown
from peacetalks.events import Event
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers import cameo, spellings
from peacetalks.importers.cameo import Coded, Party
from peacetalks.importers.cameo_pairs import Direction, counterpart, dyad, pairs
from peacetalks.importers.codes import NO_DATE, NOTHING, ODD_VALUE
from peacetalks.importers.context import Context
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.formats.gdelt_actors import actor
from peacetalks.importers.formats.gdelt_columns import HEADLESS, SPELT
from peacetalks.importers.names import identifier
from peacetalks.importers.places import degrees, placed
from peacetalks.importers.row import Row
from peacetalks.values import ExternalId, Place, Source
from peacetalks.when import When

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
    found = row.whole("globaleventid")
    return None if found is None else str(found)


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    row = rows[0]
    code = _checked_code(row)
    if code is None or cameo.makes_nothing(row, _DIALECT, code):
        return
    day = row.day("sqldate", spellings.compact_day)
    if day is None:
        row.find(NOTHING, "no date, so no event is made of it")
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
    made: dict[ExternalId, None] = {}
    for row in rows:
        made[context.external(row.key or "")] = None
        code = _code(row)
        if code is not None:
            made[cameo.shared_id(_CODES, code, context.release)] = None
    return tuple(made)


def _checked_code(row: Row) -> str | None:
    code = _code(row)
    if code is None:
        text = row.text_of("eventcode")
        known = text is not None and cameo.candidates(text, _DIALECT)
        what = (
            f"{shown(text)} may have lost its zero, and neither EventRootCode nor QuadClass tells"
            if known
            else f"not a code of CAMEO: {shown(text or '')}"
        )
        row.find(ODD_VALUE, f"{what}; so no event is made of it", column="eventcode")
    return code


def _code(row: Row) -> str | None:
    """Return the code of a row, with a zero that a copy lost; None: it has none, or two could be."""
    text = row.text_of("eventcode")
    if text is None:
        return None
    root = row.text_of("eventrootcode") or ""
    return _with_zero(text, root, row.text_of("quadclass") or "")


@functools.lru_cache(maxsize=1 << 12)
def _with_zero(text: str, root: str, quad: str) -> str | None:
    found = cameo.candidates(text, _DIALECT)
    if len(found) > 1:
        padded = root.removesuffix(".0").zfill(_ROOTS)
        found = tuple(c for c in found if c.startswith(padded)) or tuple(
            c for c in found if _quad(c) == quad.removesuffix(".0")
        )
    return found[0] if len(found) == 1 else None


def _quad(code: str) -> str:
    root = int(code[:_ROOTS])
    return str(next(number for number, last in enumerate(_QUADS, 1) if root <= last))


def _added(row: Row) -> When | None:
    text = row.text_of("dateadded")
    found = None if text is None else _instant(text)
    if text is not None and found is None:
        row.find(NO_DATE, f"not a date: {shown(text)}", column="dateadded")
    return found


@functools.lru_cache(maxsize=1 << 12)
def _instant(text: str) -> When | None:
    """Return the day of eight digits, or the second (UTC) of fourteen."""
    day = spellings.compact_day(text[:8])
    if day is None or not text.isdecimal() or len(text) not in {8, _SECONDS}:
        return None
    hour, minute, second = text[8:10], text[10:12], text[12:]
    if not second:
        return When(day)
    is_time = hour < "24" and minute < "60" and second < "60"
    return When(f"{day}T{hour}:{minute}:{second}Z") if is_time else None


def _place(row: Row, context: Context, on: str) -> Place | None:
    name = row.text_of("actiongeo_fullname")
    if name is None:
        return None
    latitude, longitude = degrees(row, "actiongeo_lat", "actiongeo_long")
    return placed(name, _country(row, context, on), latitude, longitude)


def _country(row: Row, context: Context, on: str) -> str | None:
    code = row.text_of("actiongeo_countrycode")
    found = None if code is None else context.resolve(code, "fips", on)
    if code is not None and found is None:
        row.find(
            ODD_VALUE, f"no country of FIPS 10-4: {shown(code)}", column="actiongeo_countrycode"
        )
    return found


def _sources(row: Row) -> tuple[Source, ...]:
    text = row.text_of("sourceurl")
    return () if text is None else (_source(text),)


@functools.lru_cache(maxsize=1 << 12)
def _source(text: str) -> Source:
    """Return an article by its address; in 1.0 it may be the name of a service instead."""
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
    told = row.fields.get
    source = (told("actor1code"), told("actor1name"))
    target = (told("actor2code"), told("actor2name"))
    about = (told("sqldate"), article)
    return Direction(about, source, target, code, told("actiongeo_fullname"))


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
    layouts=(
        "1.0: tab-separated without a header, of 57 or 58 columns",
        "2.0: tab-separated without a header, of 61 columns",
        "copies with a header, also with renamed columns and codes that lost their zeros",
    ),
)
"""The format."""
