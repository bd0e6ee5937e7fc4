"""MEND, the mediation events of PeaceRep (first called GLOPAD): one row a mediation event.

**Ids are not stable**: from one release to the next all of them were given anew, and one id has
named other events in turn. So a row is known by its content (day, third parties, place, first
address), hashed; a second row of the same content is numbered, and one that repeats an earlier
row in all but its id makes nothing. The id of the file is kept under ``mend-id``.

A row of type M is a mediation and makes a ``MeetingHeld``. So does one of type MR, *related* to
mediation; but MEND calls statements, plans and calls so, too, and whether people met is inferred.
Third parties are the mediators, local parties the participants: lists of names, of which each is
looked up by name alone, and is an actor of its own where nobody has it. A person is put to a third party
only where one is named of each; all are in the note. What mechanism it belongs to, and whether
it was a shuttle or virtual, is its ``format``. An agreement makes an ``AgreementStageReached``
of no stage, with the id of PA-X if there is one.

Where the day is empty the month is meant. Coordinates are ``Virtual`` where nobody travelled.
They, and the country of the place, were looked up by machine and can be of another place of the
name (London in Canada): they are kept as stated. The summary is the text of articles, sometimes
with their advertisements; it stays in the row and is not made into events. ``med_bias`` is empty
in all rows. ``third_party_id_pax`` has Gleditsch-Ward numbers in spite of its name.

Sources: the columns and values of releases of 2024 and 2025 as they stand in public copies.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final, final

from attrs import frozen

from peacetalks.events import AgreementStageReached, Event, MeetingHeld
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers import spellings
from peacetalks.importers.codes import NO_DATE, NOTHING, REPEATED
from peacetalks.importers.context import Context
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.names import slug
from peacetalks.importers.places import degrees
from peacetalks.importers.prose import party
from peacetalks.importers.row import Row
from peacetalks.values import ExternalId, Participant, Place, Source
from peacetalks.when import When

__all__ = ["MEND"]

_MEND: Final = "MEND"
_OWN_ID: Final = "med_event_id"
_SEPARATOR: Final = re.compile(r"\s*;\s*")
# Addresses can have semicolons of their own, after which no blank and no other address comes.
_ADDRESSES: Final = re.compile(r"\s*;(?:\s+|(?=(?:%20)*https?:)|$)")
_VIRTUAL: Final = "virtual"
_NO_COORDINATE: Final = frozenset({"", "Virtual", "virtual", "unknown"})
_NOWHERE: Final = frozenset({_VIRTUAL, "unknown"})
_TYPES: Final = FrozenMap({"M": "mediation", "MR": "mediation-related"})
_RELATED: Final = "mediation-related"
_FLAG: Final = FrozenMap({"1": "yes", "Y": "yes", "0": "", "N": ""})
_MONTHS: Final = 12
_ISO_LENGTH: Final = 3


@final
@frozen
class _Told:
    """What the events of a row have in common."""

    key: str
    occurred: str
    parties: tuple[str, ...] | None
    reported: When | None
    sources: tuple[Source, ...]
    ids: tuple[ExternalId, ...]
    place: Place | None


def _key(row: Row) -> str | None:
    """Return what a row says when, by whom and where it was, hashed; None: it says none of it."""
    told = [
        "-".join(_number(row.text_of(name) or "") for name in ("year", "month", "day")),
        ";".join(_listed(row.text_of("third_party"))),
        row.text_of("med_location") or "",
        next(iter(_addresses(row)), ""),
    ]
    if not any(text.strip("-") for text in told):
        return None
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _number(text: str) -> str:
    whole = spellings.whole(text)
    return text if whole is None else str(whole)


def _numbered(rows: Iterator[Row]) -> Iterator[Rows]:
    """Yield rows one by one; a second one of a key has a number, and a repeated one a finding."""
    keys: dict[str, int] = {}
    seen: dict[bytes, int | None] = {}
    for row in rows:
        if row.key is not None:
            count = keys.get(row.key, 0) + 1
            keys[row.key] = count
            if count > 1:
                row.key = f"{row.key}-{count}"
            told = "\0".join(text for name, text in row.fields.items() if name != _OWN_ID)
            digest = hashlib.sha256(told.encode()).digest()[:16]
            if digest in seen:
                row.find(REPEATED, f"as line {seen[digest]}, under another id or the same")
            seen.setdefault(digest, row.line)
        yield (row,)


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    (row,) = rows
    if any(finding.code == REPEATED for finding in row.findings):
        return
    occurred = _occurred(row)
    kind = row.choice("med_type", _TYPES)
    if occurred is None:
        row.find(NOTHING, "no date, so no event is made of it")
        return
    told = _Told(
        key=row.key or "",
        occurred=occurred,
        parties=_parties(row, context, occurred),
        reported=context.published,
        sources=_sources(row),
        ids=(context.external(row.key or ""), *_ids(row, context)),
        place=_place(row, context),
    )
    yield _meeting(row, context, told, kind)
    if row.choice("agmt", _FLAG):
        yield _agreement(row, context, told)


def _occurred(row: Row) -> str | None:
    year, month = row.whole("year"), row.whole("month")
    if year is None or month is None or not 1 <= month <= _MONTHS or not 1 <= year <= 9999:  # noqa: PLR2004 # years that dates have
        if year is not None or month is not None:
            row.find(NO_DATE, f"no month of a year: {row.text_of('year')}-{row.text_of('month')}")
        return None
    whole = f"{year:04}-{month:02}"
    day = row.whole("day")
    if day is None:
        return whole
    found = spellings.iso_day(f"{whole}-{day:02}")
    if found is None:
        row.find(NO_DATE, f"no day {day} in {whole}: read as the month", column="day")
    return found or whole


def _names(row: Row, column: str) -> list[str] | None:
    """Return the names in a column; None: it says nothing."""
    text = row.text_of(column)
    return None if text is None else _listed(text)


def _listed(text: str | None) -> list[str]:
    """Return the values of a list; one of semicolons alone is empty."""
    return [piece for piece in _SEPARATOR.split((text or "").strip()) if piece]


def _addresses(row: Row) -> list[str]:
    pieces = _ADDRESSES.split((row.text_of("source_urls") or "").strip())
    spelt = (piece.strip(" ;\t\r\n").removeprefix("%20") for piece in pieces)
    return [piece for piece in spelt if piece]


def _parties(row: Row, context: Context, on: str) -> tuple[str, ...] | None:
    names = _names(row, "local_parties")
    if names is None:
        return None
    return tuple(dict.fromkeys(_actor(row, context, name, None, on) for name in names))


def _third_parties(row: Row, context: Context, on: str) -> tuple[Participant, ...] | None:
    names = _names(row, "third_party")
    if names is None:
        return None
    numbers = [text.strip() for text in (row.text_of("third_party_id_gw") or "").split(";")]
    if len(numbers) != len(names):
        numbers = [""] * len(names)
    found = dict.fromkeys(
        _actor(row, context, name, number, on) for name, number in zip(names, numbers, strict=True)
    )
    persons = _listed(row.text_of("individual_med_named"))
    person = persons[0] if len(persons) == len(found) == 1 else None
    return tuple(Participant(one, "mediator", person) for one in found)


def _actor(row: Row, context: Context, name: str, number: str | None, on: str) -> str:
    """Return the code of a party: by its name, never by letters that look like a code; by its number."""
    whole = spellings.whole(number) if number else None
    numbered = None if whole is None else context.resolve(str(whole), "gw", on)
    return party(row, context, _MEND, name, on, otherwise=numbered)


def _meeting(row: Row, context: Context, told: _Told, kind: str | None) -> Event:
    return MeetingHeld(
        occurred=told.occurred,
        id=context.id(told.key),
        reported=told.reported,
        certainty="inferred" if kind == _RELATED else "reported",
        meeting=context.id(told.key),
        participants=told.parties,
        mediators=_third_parties(row, context, told.occurred),
        format="; ".join(_format(row, kind)) or None,
        sources=told.sources,
        place=told.place,
        external_ids=told.ids,
        note=_note(row, kind),
    )


def _format(row: Row, kind: str | None) -> Iterator[str]:
    yield from _listed(row.text_of("groupings_mechanisms"))
    if row.choice("shuttle", _FLAG):
        yield "shuttle"
    if _VIRTUAL in {(row.text_of(name) or "").lower() for name in _PLACE}:
        yield _VIRTUAL
    if kind == _RELATED:
        yield kind


def _note(row: Row, kind: str | None) -> str | None:
    told = [
        f"{what}: {text}"
        for name, what in (
            ("individual_med_named", "mediators named"),
            ("local_indiv_group", "local persons or groups named"),
        )
        if (text := row.text_of(name)) is not None
    ]
    if kind == _RELATED:
        told.append("related to mediation: MEND counts statements, plans and calls as such, too")
    return "\n".join(told) or None


def _agreement(row: Row, context: Context, told: _Told) -> Event:
    title, pax = row.text_of("agmt_name"), row.whole("agmt_id_pax")
    other = () if pax is None else (context.external(str(pax), "pa-x"),)
    return AgreementStageReached(
        occurred=told.occurred,
        id=context.id(told.key, "agreement"),
        reported=told.reported,
        # The name under which PA-X's own rows stand.
        agreement=context.id(told.key, "agreement") if pax is None else f"pa-x:{pax}",
        stage="unspecified",
        title=title,
        scope="ceasefire" if row.choice("ceasefire", _FLAG) else None,
        parties=told.parties,
        sources=told.sources,
        place=told.place,
        external_ids=(*told.ids, *other),
    )


_PLACE: Final = ("med_location", "med_loc_x", "med_loc_y")


def _place(row: Row, context: Context) -> Place | None:
    latitude, longitude = degrees(row, "med_loc_y", "med_loc_x", _NO_COORDINATE)
    name = row.text_of("med_location")
    if name is None or name.lower() in _NOWHERE:
        return None
    country = row.text_of("med_loc_cty", _NO_COORDINATE)
    if country is not None:
        is_iso = len(country) == _ISO_LENGTH and country.isupper()
        country = context.resolve(country, "iso3" if is_iso else None)
    return Place(name, country=country, latitude=latitude, longitude=longitude)


def _sources(row: Row) -> tuple[Source, ...]:
    return tuple(map(_source, dict.fromkeys(_addresses(row)))) or (Source(_MEND),)


def _source(told: str) -> Source:
    """Return an address as a source, published by its host; what is none is a name."""
    host = told.partition("//")[2].partition("/")[0].removeprefix("www.")
    return Source(host, url=told) if host else Source(told)


def _ids(row: Row, context: Context) -> Iterator[ExternalId]:
    for name, scheme in ((_OWN_ID, "mend-id"), ("med_type", "mend-type")):
        found = row.text_of(name)
        if found is not None:
            yield context.external(found, scheme)


def _by_country(rows: Rows, context: Context) -> str:
    row = rows[0]
    number, name = row.text_of("conflict_country_id"), row.text_of("conflict_country")
    whole = None if number is None else spellings.whole(number)
    found = None if whole is None else context.resolve(str(whole), "gw", "2020")
    if found is None and name is not None:
        found = context.resolve(name)
    return found or f"mend-{slug(name or number or 'not-stated')}"


def _by_mechanism(rows: Rows, context: Context) -> str:
    del context
    names = _listed(rows[0].text_of("groupings_mechanisms"))
    return f"mend-{slug('-'.join(sorted(names)) or 'no-mechanism')}"


MEND: Final = Format(
    name="mend",
    title="MEND: mediation events",
    publisher="PeaceRep, University of Edinburgh",
    licence="as its site says (peacerep.org)",
    required=(_OWN_ID, "third_party", "med_type", "year", "month", "day"),
    spelt=FrozenMap(
        {
            "med_location - multiselect": "med_location",
            "conflict_counry_id": "conflict_country_id",
            "third_party_id_pax": "third_party_id_gw",
        }
    ),
    key=_key,
    convert=_convert,
    group=_numbered,
    streams=FrozenMap({"country": _by_country, "mechanism": _by_mechanism}),
    default_stream="country",
    own_id=_OWN_ID,
    matched_by="day, third parties, place and first address",
    layouts=("CSV of the releases since 2024, under the names of GLOPAD and of MEND",),
)
"""The format."""
