"""ICEWS coded events: each row is what one actor did to another, coded by machine from news.

``Event ID`` is not unique: up to 2013 some 145,000 ids are used for events of two days. So a row is
identified by its id and its day, ``32889836:2018-06-01``. ``NA`` means "no value" in the columns of
sectors, countries and places, and nowhere else (Namibia is "Namibia"). The story and the sentence
are the source; a row does not say when ICEWS recorded it.

The meaning of a code is in the crosswalk under the dialect ``icews``; copies with labels instead of
codes are read by the label, ignoring case. Two rows of one sentence that report one act from both
sides are one event. Mistakes of the coder are not corrected.

**Streams**: by default ``actors``, the pair of top-level actors, sorted (``ARM-AZE``; with one
actor ``ARM``); or ``country``, where it happened.

Codebook: Boschee et al., "ICEWS Coded Event Data" (doi:10.7910/DVN/28075).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final

from peacetalks.errors import shown
from peacetalks.events import Event
from peacetalks.findings.imports import ODD_VALUE
from peacetalks.importers.builtin.icews_actors import MISSING, country, party
from peacetalks.importers.cameo import conversion as cameo
from peacetalks.importers.cameo.conversion import Coded
from peacetalks.importers.cameo.pairing import Direction, counterpart, dyad, pairs
from peacetalks.importers.context import Context
from peacetalks.importers.coverage import Scope, days_of_rows
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.identifiers import slug
from peacetalks.importers.places import cached_place, degrees
from peacetalks.importers.tables import spellings
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.facts import ExternalId, Place, Source

__all__ = ["ICEWS"]

_NAME: Final = "icews"
_DIALECT: Final = "icews"
_CODES: Final = "cameo-icews"
_STORIES: Final = "icews-story"
_IN_A_COUNTRY: Final = ("city", "district", "province")


def _key(row: Row) -> str | None:
    number = row.whole("event id")
    day = row.day("event date")
    return None if number is None or day is None else f"{number}:{day}"


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    row = rows[0]
    code = _code(row)
    if code is None:
        text = row.text_of("cameo code") or row.text_of("event text") or ""
        what = f"not a CAMEO code or label, or ambiguous: {shown(text)}; no event is made"
        row.find(ODD_VALUE, what)
        return
    if cameo.makes_nothing(row, _DIALECT, code):
        return
    day = spellings.iso_day(row.fields["event date"]) or ""
    coded = Coded(
        occurred=When(day),
        reported=context.published,
        source=party(row, context, "source", day),
        target=party(row, context, "target", day),
        is_mutual=len(rows) > 1,
        place=_place(row, context, day),
        is_area=_within(row) is not None,
        sources=_sources(row),
        external_ids=_ids(rows, context),
    )
    yield from cameo.events(rows, context, _DIALECT, code, coded)


def _code(row: Row) -> str | None:
    text = row.text_of("cameo code", MISSING)
    return _read_code(text or "", row.text_of("event text") or "")


@functools.lru_cache(maxsize=1 << 12)
def _read_code(text: str, label: str) -> str | None:
    """Return a code, with a zero that a copy lost; the label decides if two codes are possible."""
    codes = cameo.candidates(text, _DIALECT)
    if not codes:
        return cameo.labelled(label, _DIALECT) or cameo.labelled(text, _DIALECT)
    if len(codes) > 1:
        codes = tuple(code for code in codes if cameo.is_labelled(code, label, _DIALECT))
    return codes[0] if codes else None


def _ids(rows: Rows, context: Context) -> tuple[ExternalId, ...]:
    ids: dict[ExternalId, None] = {}
    for row in rows:
        ids[context.external(row.key or "")] = None
        code = _code(row)
        if code is not None:
            ids[cameo.shared_id(_CODES, code, context.release)] = None
        story = row.text_of("story id", MISSING)
        if story is not None:
            ids[cameo.shared_id(_STORIES, story, context.release)] = None
    return tuple(ids)


def _sources(row: Row) -> tuple[Source, ...]:
    story = row.text_of("story id", MISSING)
    sentence = row.text_of("sentence number", MISSING)
    return _source(row.text_of("publisher", MISSING) or "ICEWS", story, sentence)


@functools.lru_cache(maxsize=1 << 12)
def _source(publisher: str, story: str | None, sentence: str | None) -> tuple[Source, ...]:
    parts = (story and f"story {story}", sentence and f"sentence {sentence}")
    return (Source(publisher, locator=", ".join(filter(None, parts)) or None),)


def _place(row: Row, context: Context, on: str) -> Place | None:
    state = row.text_of("country", MISSING)
    name = _within(row) or state
    if name is None:
        return None
    latitude, longitude = degrees(row, "latitude", "longitude", MISSING)
    return cached_place(name, country(context, state, on), latitude, longitude)


def _within(row: Row) -> str | None:
    """Return the smallest place within its country that a row names."""
    names = (row.text_of(column, MISSING) for column in _IN_A_COUNTRY)
    return next(filter(None, names), None)


def _directed(row: Row) -> Direction | None:
    code = _code(row)
    story = row.text_of("story id", MISSING)
    if code is None or story is None or counterpart(code) is None:
        return None
    field = row.fields.get
    about = (field("event date"), story, field("sentence number"))
    place = (field("city"), field("province"), field("country"))
    return Direction(about, field("source name"), field("target name"), code, place)


def _group(rows: Iterator[Row]) -> Iterator[Rows]:
    return pairs(rows, _directed)


def _by_actors(rows: Rows, context: Context) -> str:
    day = spellings.iso_day(rows[0].fields.get("event date", "")) or ""
    parties = [party(rows[0], context, side, day) for side in ("source", "target")] if day else []
    return dyad(context, *(one.body or one.code for one in parties if one is not None))


def _by_country(rows: Rows, context: Context) -> str:
    row = rows[0]
    name = row.text_of("country", MISSING)
    if name is None:
        return f"{_NAME}-country-not-stated"
    day = spellings.iso_day(row.fields.get("event date", "")) or ""
    return (day and country(context, name, day)) or f"{_NAME}-country-{slug(name)}"


_COLUMNS: Final = (
    "event id", "event date", "source name", "source sectors", "source country", "event text",
    "cameo code", "intensity", "target name", "target sectors", "target country", "story id",
    "sentence number", "publisher", "city", "district", "province", "country", "latitude",
    "longitude",
)  # fmt: skip

ICEWS: Final = Format(
    name=_NAME,
    title="Integrated Crisis Early Warning System (ICEWS) Coded Event Data",
    publisher="Lockheed Martin, on the Harvard Dataverse",
    licence="terms of the Dataverse: use with citation, no copies",
    citation="Boschee et al. 2015 (doi:10.7910/DVN/28075)",
    required=("event id", "event date", "source name", "target name", "event text"),
    # Statistics packages replace a blank by a dot or an underscore.
    spelt=FrozenMap({c.replace(" ", mark): c for c in _COLUMNS for mark in "._" if " " in c}),
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
            "Harvard Dataverse",
            title="ICEWS Coded Event Data",
            url="https://doi.org/10.7910/DVN/28075",
        ),
        period=days_of_rows,
        summary="sampled: the countries of its rows, from the first day of the country to the last",
    ),
    layouts=(
        "tab-separated, 20 columns, as published",
        "copies with other marks between words, and with labels instead of codes",
    ),
)
"""The format."""
