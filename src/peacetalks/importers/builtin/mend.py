"""MEND, the mediation events of PeaceRep (first called GLOPAD): one mediation event per row.

**Ids are not stable**: they all change from release to release, and one id has been used for
different events. So a row is identified by a hash of its content (day, third parties, place, first
address). A second row with the same content gets a number, and a row that repeats an earlier one
in everything but its id makes no event. The id in the file is kept under ``mend-id``.

A row of type M is a mediation and makes a ``MeetingHeld``. So does a row of type MR, *related* to
mediation; but since MEND also uses it for statements, plans and calls, it is inferred that people
met. Third parties are the mediators, local parties the participants. Both are lists of names; each
is looked up by name only, and an unknown name gets a code of its own. A person is assigned to a
third party only if the row names exactly one of each; all persons are in the note. The ``format``
is the mechanism of the mediation, and whether it was a shuttle or virtual. An agreement makes an
``AgreementStageReached`` with the stage *unspecified*, and with the id of PA-X if there is one.

If the day is empty, the month is used. Coordinates are ``Virtual`` if nobody travelled. They, and
the country of the place, were looked up by machine and can belong to another place of the same name
(London in Canada); they are kept as stated. The summary is the text of articles, sometimes with
their advertisements; it stays in the row and is not used for events. ``med_bias`` is empty in all
rows. ``third_party_id_pax`` has Gleditsch-Ward numbers in spite of its name.

Sources: the columns and values of the releases of 2024 and 2025, in public copies.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final, final

from attrs import frozen

from peacetalks.events import Event
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.meetings import MeetingHeld
from peacetalks.findings.imports import NO_DATE, NOTHING, REPEATED
from peacetalks.importers.context import Context
from peacetalks.importers.coverage import Scope, days_of_rows
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.identifiers import slug
from peacetalks.importers.places import degrees
from peacetalks.importers.prose import party
from peacetalks.importers.tables import spellings
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.facts import ExternalId, Participant, Place, Source

__all__ = ["MEND"]

_MEND: Final = "MEND"
_OWN_ID: Final = "med_event_id"
_SEPARATOR: Final = re.compile(r"\s*;\s*")
# Addresses can contain semicolons themselves, without a blank or another address after them.
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
class _Common:
    """What the events of a row have in common."""

    key: str
    occurred: str
    parties: tuple[str, ...] | None
    reported: When | None
    sources: tuple[Source, ...]
    ids: tuple[ExternalId, ...]
    place: Place | None


def _key(row: Row) -> str | None:
    """Return a hash of the time, third parties, place and address of a row; None if it has none."""
    content = [
        "-".join(_number(row.text_of(name) or "") for name in ("year", "month", "day")),
        ";".join(_listed(row.text_of("third_party"))),
        row.text_of("med_location") or "",
        next(iter(_addresses(row)), ""),
    ]
    if not any(text.strip("-") for text in content):
        return None
    return hashlib.sha256("\n".join(content).encode()).hexdigest()[:16]


def _number(text: str) -> str:
    whole = spellings.whole(text)
    return text if whole is None else str(whole)


def _numbered(rows: Iterator[Row]) -> Iterator[Rows]:
    """Yield rows one by one; number those with an earlier key, and add a finding to repeated ones."""
    keys: dict[str, int] = {}
    seen: dict[bytes, int | None] = {}
    for row in rows:
        if row.key is not None:
            count = keys.get(row.key, 0) + 1
            keys[row.key] = count
            if count > 1:
                row.key = f"{row.key}-{count}"
            content = "\0".join(text for name, text in row.fields.items() if name != _OWN_ID)
            digest = hashlib.sha256(content.encode()).digest()[:16]
            if digest in seen:
                row.find(REPEATED, f"repeats line {seen[digest]}, whether or not with the same id")
            seen.setdefault(digest, row.line)
        yield (row,)


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    (row,) = rows
    if any(finding.code == REPEATED.code for finding in row.findings):
        return
    occurred = _occurred(row)
    kind = row.choice("med_type", _TYPES)
    if occurred is None:
        row.find(NOTHING, "no date; no event is made")
        return
    common = _Common(
        key=row.key or "",
        occurred=occurred,
        parties=_parties(row, context, occurred),
        reported=context.published,
        sources=_sources(row),
        ids=(context.external(row.key or ""), *_ids(row, context)),
        place=_place(row, context),
    )
    yield _meeting(row, context, common, kind)
    if row.choice("agmt", _FLAG):
        yield _agreement(row, context, common)


def _occurred(row: Row) -> str | None:
    year, month = row.whole("year"), row.whole("month")
    if year is None or month is None or not 1 <= month <= _MONTHS or not 1 <= year <= 9999:  # noqa: PLR2004 # years that dates have
        if year is not None or month is not None:
            row.find(NO_DATE, f"not a month: {row.text_of('year')}-{row.text_of('month')}")
        return None
    month_text = f"{year:04}-{month:02}"
    day = row.whole("day")
    if day is None:
        return month_text
    date = spellings.iso_day(f"{month_text}-{day:02}")
    if date is None:
        row.find(NO_DATE, f"no day {day} in {month_text}; the month was used", column="day")
    return date or month_text


def _names(row: Row, column: str) -> list[str] | None:
    """Return the names in a column; None if it has no value."""
    text = row.text_of(column)
    return None if text is None else _listed(text)


def _listed(text: str | None) -> list[str]:
    """Return the values of a list; a list of only semicolons is empty."""
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
    codes = dict.fromkeys(
        _actor(row, context, name, number, on) for name, number in zip(names, numbers, strict=True)
    )
    persons = _listed(row.text_of("individual_med_named"))
    person = persons[0] if len(persons) == len(codes) == 1 else None
    return tuple(Participant(code, "mediator", person) for code in codes)


def _actor(row: Row, context: Context, name: str, number: str | None, on: str) -> str:
    """Return the code of a party by its name, or else by its number.

    Letters in a name that look like a code are not one.
    """
    whole = spellings.whole(number) if number else None
    numbered = None if whole is None else context.resolve(str(whole), "gw", on)
    return party(row, context, _MEND, name, on, otherwise=numbered)


def _meeting(row: Row, context: Context, common: _Common, kind: str | None) -> Event:
    return MeetingHeld(
        occurred=common.occurred,
        id=context.id(common.key),
        reported=common.reported,
        certainty="inferred" if kind == _RELATED else "reported",
        meeting=context.id(common.key),
        participants=common.parties,
        mediators=_third_parties(row, context, common.occurred),
        format="; ".join(_format(row, kind)) or None,
        sources=common.sources,
        place=common.place,
        external_ids=common.ids,
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
    lines = [
        f"{what}: {text}"
        for name, what in (
            ("individual_med_named", "mediators named"),
            ("local_indiv_group", "local persons or groups named"),
        )
        if (text := row.text_of(name)) is not None
    ]
    if kind == _RELATED:
        lines.append("related to mediation: MEND counts statements, plans and calls as such, too")
    return "\n".join(lines) or None


def _agreement(row: Row, context: Context, common: _Common) -> Event:
    title, pax = row.text_of("agmt_name"), row.whole("agmt_id_pax")
    other = () if pax is None else (context.external(str(pax), "pa-x"),)
    return AgreementStageReached(
        occurred=common.occurred,
        id=context.id(common.key, "agreement"),
        reported=common.reported,
        # The name of the agreement in imports of PA-X itself.
        agreement=context.id(common.key, "agreement") if pax is None else f"pa-x:{pax}",
        stage="unspecified",
        title=title,
        scope="ceasefire" if row.choice("ceasefire", _FLAG) else None,
        parties=common.parties,
        sources=common.sources,
        place=common.place,
        external_ids=(*common.ids, *other),
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


def _source(text: str) -> Source:
    """Return an address as a source published by its host; other texts are names of sources."""
    host = text.partition("//")[2].partition("/")[0].removeprefix("www.")
    return Source(host, url=text) if host else Source(text)


def _ids(row: Row, context: Context) -> Iterator[ExternalId]:
    for name, scheme in ((_OWN_ID, "mend-id"), ("med_type", "mend-type")):
        id_ = row.text_of(name)
        if id_ is not None:
            yield context.external(id_, scheme)


def _by_country(rows: Rows, context: Context) -> str:
    row = rows[0]
    text = row.text_of("conflict_country") or row.text_of("conflict_country_id")
    return _country(row, context) or f"mend-{slug(text or 'not-stated')}"


def _country(row: Row, context: Context) -> str | None:
    number, name = row.text_of("conflict_country_id"), row.text_of("conflict_country")
    whole = None if number is None else spellings.whole(number)
    code = None if whole is None else context.resolve(str(whole), "gw", "2020")
    return context.resolve(name) if code is None and name is not None else code


def _countries(rows: Rows, context: Context) -> tuple[str, ...]:
    """Return the country of the conflict, which is not where people met."""
    code = _country(rows[0], context)
    return () if code is None else (code,)


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
    scope=Scope(
        body=None,
        counts=("agreement-stage-reached", "meeting-held"),
        zero="MEND found no report of a mediation by an external third party",
        source=Source(
            "PeaceRep, University of Edinburgh",
            title="MEND: Mediation Events and Negotiators Database",
            url="https://peacerep.org/mend",
        ),
        period=days_of_rows,
        places=_countries,
        summary="the countries of conflict of its rows, each from its first row to its last, since "
        "MEND says which conflicts it follows, but not from when",
    ),
)
"""The format."""
