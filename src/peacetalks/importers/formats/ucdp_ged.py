"""UCDP Georeferenced Event Dataset, and the UCDP Candidate Events: one row an act of organised violence.

A row makes an ``AttackReported`` and what was counted: the dead in all (low, best, high) and,
where there were any, those of each side, civilians and unknown. One row never makes an
offensive. Where UCDP says that a row sums up several incidents, the day is a span that lasted;
otherwise it is a range, in which the one act happened on some day.

Whom UCDP's sources cite (``source_original``) is what a source is ``citing``; where UCDP still
checks a row of the candidate events, it is ``provisional``.

Codebook: UCDP GED Codebook (Uppsala University); the readings of its dates are those found in
the releases and their copies at HDX: ISO, ISO with a midnight, and with slashes, the month first.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from peacetalks.events import AttackReported, CasualtiesReported, Event
from peacetalks.events.base import Certainty
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers import spellings
from peacetalks.importers.codes import NOTHING
from peacetalks.importers.context import Context
from peacetalks.importers.format import Format, Headless, Rows
from peacetalks.importers.formats.ucdp_actors import country, side
from peacetalks.importers.names import identifier
from peacetalks.importers.row import Row
from peacetalks.importers.tables import Dialect
from peacetalks.values import Count, ExternalId, Place, Source
from peacetalks.when import When

__all__ = ["UCDP_GED"]

_VIOLENCE: Final = FrozenMap(
    {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}
)
_CLARITY: Final = FrozenMap({"1": "one incident", "2": "several incidents"})
_SEVERAL: Final = "several incidents"
_TO_CHECK: Final = "check"
_PIECES: Final = re.compile(r'"\s*;\s*"')
_ARTICLE: Final = re.compile(r"(.*?),\s*(\d{4}-\d{2}-\d{2})[^,]*,(.*)", re.DOTALL)
_UCDP: Final = "UCDP"
_POLE: Final = 90.0
_DATE_LINE: Final = 180.0
_SIDES: Final = ("a", "b", "civilians", "unknown")


def _key(row: Row) -> str | None:
    found = row.whole("id")
    return None if found is None else str(found)


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    (row,) = rows
    days = row.range_of_days("date_start", "date_end", spellings.month_first)
    if days is None:
        row.find(NOTHING, "no date, so no event is made of it")
        return
    violence = row.choice("type_of_violence", _VIOLENCE)
    several = row.choice("event_clarity", _CLARITY) == _SEVERAL
    key = row.key or ""
    incident = context.id(key)
    occurred = _occurred(days, several=several)
    told = context.external(key)
    sources = _sources(row)
    certainty = _certainty(row)
    place = _place(row, context, days[0])
    by = side(row, context, "a", days[0])
    against = None if violence == _VIOLENCE["3"] else side(row, context, "b", days[0])
    yield AttackReported(
        occurred=occurred,
        id=incident,
        reported=context.published,
        by=by,
        against=against,
        form=f"{violence}, {_SEVERAL}" if violence and several else violence,
        certainty=certainty,
        sources=sources,
        place=place,
        external_ids=(told, *_ids(row, context)),
    )
    for part, group, count in _dead(row, by, against):
        yield CasualtiesReported(
            occurred=occurred,
            id=context.id(key, part),
            reported=context.published,
            series=incident,
            incident=incident,
            group=group,
            measure="killed",
            count=count,
            counting_body=_UCDP,
            certainty=certainty,
            sources=sources,
            place=place,
            external_ids=(told,),
        )


def _occurred(days: tuple[str, str], *, several: bool) -> When:
    first, last = days
    if first == last:
        return When(first)
    return When(f"{first}/{last}" if several else f"[{first}..{last}]")


def _certainty(row: Row) -> Certainty:
    status = row.text_of("code_status")
    return "provisional" if status and status.lower().startswith(_TO_CHECK) else "reported"


def _dead(row: Row, by: str | None, against: str | None) -> Iterator[tuple[str, str | None, Count]]:
    total = row.count("low", "best", "high")
    if total is not None:
        yield "killed", None, total
    for part, group in zip(_SIDES, (by, against, "civilians", "unknown"), strict=True):
        dead = row.persons(f"deaths_{part}")
        if dead:
            yield f"killed-{part}", group or f"side {part}", Count(best=dead)


def _place(row: Row, context: Context, on: str) -> Place | None:
    name = next(
        filter(None, map(row.text_of, ("where_coordinates", "adm_2", "adm_1", "country"))), None
    )
    if name is None:
        return None
    return Place(
        name,
        country=country(row, context, on),
        latitude=row.number("latitude", -_POLE, _POLE),
        longitude=row.number("longitude", -_DATE_LINE, _DATE_LINE),
    )


def _ids(row: Row, context: Context) -> Iterator[ExternalId]:
    for scheme, names in _OTHER_IDS:
        found = next(filter(None, map(row.text_of, names)), None)
        if found is not None:
            number = spellings.whole(found)
            yield context.external(found if number is None else str(number), scheme)


_OTHER_IDS: Final = (
    ("ucdp-dyad", ("dyad_new_id", "dyad_dset_id")),
    ("ucdp-conflict", ("conflict_new_id", "conflict_dset_id")),
    ("ucdp-type-of-violence", ("type_of_violence",)),
)


def _sources(row: Row) -> tuple[Source, ...]:
    return _cited(row.text_of("source_article"), row.text_of("source_original"))


@functools.lru_cache(maxsize=1 << 12)
def _cited(articles: str | None, citing: str | None) -> tuple[Source, ...]:
    """Return the articles that a row rests on; UCDP itself where it names none."""
    if articles is None:
        return (Source(_UCDP, citing=citing),)
    pieces = _PIECES.split(articles.strip().strip('"'))
    return tuple(dict.fromkeys(_article(piece, citing) for piece in pieces if piece.strip(' ;"')))


def _article(piece: str, citing: str | None) -> Source:
    found = _ARTICLE.fullmatch(piece)
    if found is None:
        return Source(piece.strip(), citing=citing)
    publisher, published, title = found.groups()
    return Source(
        publisher.strip() or _UCDP,
        title=title.strip() or None,
        published=spellings.iso_day(published),
        citing=citing,
    )


def _by_country(rows: Rows, context: Context) -> str:
    row = rows[0]
    day = spellings.month_first(row.fields.get("date_start", ""))
    found = country(row, context, day)
    return found or _named(row, "ucdp-country", "country_id", "country")


def _by_dyad(rows: Rows, context: Context) -> str:
    del context
    return _named(rows[0], "ucdp-dyad", "dyad_new_id", "dyad_dset_id", "dyad_name")


def _by_conflict(rows: Rows, context: Context) -> str:
    del context
    return _named(rows[0], "ucdp-conflict", "conflict_new_id", "conflict_dset_id", "conflict_name")


def _named(row: Row, scheme: str, *names: str) -> str:
    found = next(filter(None, map(row.text_of, names)), None)
    if found is None:
        return f"{scheme}-not-stated"
    number = spellings.whole(found)
    return f"{scheme}-{identifier(found) if number is None else number}"


# Release 24.0.1 of the candidate events was published without its header.
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

UCDP_GED: Final = Format(
    name="ucdp-ged",
    title="UCDP Georeferenced Event Dataset and UCDP Candidate Events Dataset",
    publisher="Uppsala Conflict Data Program",
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
)
"""The format."""
