"""UCDP Peace Agreement Dataset: one agreement per row, signed by warring parties since 1975.

A row makes an ``AgreementStageReached``, signed on ``pa_date``. The scope is UCDP's own
classification: *full* (all of the incompatibility) is comprehensive, *partial* and *process* keep
their names. If UCDP calls an agreement "comprehensive" (``inclusive``), that means that all warring
parties signed it; it says nothing about the scope.

The parties are the signatories that are named in the dyads. Other governments and organisations
that signed are witnesses, and so are those third parties of ``pa_3rd`` that are given as a plain
name. Everything UCDP says about third parties is in the note.

UCDP says *that* an agreement ended (``ended``) and on which day (``duration``), but not that
anybody denounced it: war had broken out, a side had walked out, or its time was over. The stage is
``expired``, "no longer in force", and is inferred; UCDP's text is its note. If no day is stated, it
is some day between the signature and the end of the time that the release covers
(``dateintervalend_meta``, which in spite of its name is the same in all rows).

Not used for events: ``termdur`` and ``out_iss`` (-99: not known), ``frame``, ``noconf17``, and the
columns that sum up others.

Source: UCDP Peace Agreement Dataset Codebook 22.1 (Högbladh 2022), and the file of 22.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from peacetalks.events import AgreementScope, Event
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.findings.imports import CONTRADICTION, DATES_SWAPPED, NOTHING, ODD_VALUE
from peacetalks.importers.builtin.ucdp_actors import UCDP, UPPSALA, group, named
from peacetalks.importers.context import Context
from peacetalks.importers.coverage import Scope, Seen, year_of, years
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.identifiers import identifier
from peacetalks.importers.tables import spellings
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.facts import ExternalId, Source

__all__ = ["UCDP_PEACE_AGREEMENTS"]

_SIGNED: Final = "signatory"
_GOVERNMENT: Final = "Government of "
_SILENT: Final = frozenset({"", "-99", "-88", "-1"})
_NOTHING: Final = frozenset({"no", "none"})
_TYPES: Final = FrozenMap({"1": "full", "2": "partial", "3": "process"})
_SCOPES: Final = FrozenMap[str, AgreementScope](
    (("full", "comprehensive"), ("partial", "partial"), ("process", "process"))
)
_ENDED: Final = FrozenMap({"True": "ended", "1": "ended", "False": "", "0": ""})
_FLAG: Final = FrozenMap({"1": "yes", "0": ""})
_PROVISIONS: Final = FrozenMap(
    {
        "cease": "ceasefire or cessation of hostilities",
        "intarmy": "integration into the army",
        "ddr": "disarmament, demobilisation, reintegration",
        "withd": "withdrawal of foreign forces",
        "pp": "right to form a political party",
        "intgov": "integration into the government",
        "intciv": "integration into the civil service",
        "elections": "elections",
        "interim": "interim government",
        "natalks": "national talks",
        "shagov": "sharing of power in the government",
        "aut": "autonomy",
        "fed": "federalism",
        "ind": "independence",
        "ref": "referendum on the status of the territory",
        "shaloc": "sharing of power in the local government",
        "regdev": "regional development",
        "cul": "cultural freedoms",
        "demarcation": "demarcation of a border",
        "locgov": "local governance",
        "amn": "amnesty",
        "pris": "release of prisoners",
        "recon": "national reconciliation",
        "return": "return of refugees",
        "reaffirm": "reaffirms earlier agreements",
        "outlin": "outlines a process of negotiation",
        "pko": "peacekeeping operation",
        "gender": "gender",
        "co_impl": "commission for the implementation",
    }
)
_ORGANISATIONS: Final = frozenset({"5848", "7050", "7051", "7054", "7379", "7380", "7385", "7387"})
"""MINUSCA, CEN-SAD, ECCAS, Francophonie, Indian Ocean Commission, ICGLR, the contact group on
Liberia and the Commonwealth: signatories in UCDP's lists that are not in the registry."""
_PIECES: Final = re.compile(r"\s*(?:[,;/\n]|\band\b)\s*")
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_LIST: Final = re.compile(r"\s*,\s*")


def _key(row: Row) -> str | None:
    number = row.whole("paid")
    return None if number is None else str(number)


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    (row,) = rows
    signed = _signed(row)
    if signed is None:
        row.find(NOTHING, "no date; no event is made")
        return
    kind = row.choice("pa_type", _TYPES)
    agreement = context.id(row.key or "")
    parties, others = _signatories(row, context, signed)
    title = row.text_of("pa_name")
    sources = Source(UCDP, title=title, url=row.text_of("linktofulltextagreement"))
    ids = (context.external(row.key or ""), *_ids(row, context))
    yield AgreementStageReached(
        occurred=signed,
        id=agreement,
        reported=context.published,
        agreement=agreement,
        stage="signed",
        title=title,
        scope=None if kind is None else _SCOPES[kind],
        parties=parties,
        witnesses=_witnesses(row, context, signed, others, parties or ()),
        provisions=_provisions(row),
        sources=sources,
        external_ids=ids,
        note=_third_parties(row),
    )
    ended = _end(row, signed)
    if ended is not None:
        yield AgreementStageReached(
            occurred=ended,
            id=context.id(row.key or "", "ended"),
            reported=context.published,
            agreement=agreement,
            stage="expired",
            parties=parties,
            certainty="inferred",
            basis=agreement,
            sources=sources,
            external_ids=ids,
            note=row.text_of("c_duration") or "UCDP: ended",
        )


def _signed(row: Row) -> str | None:
    day = row.day("pa_date", silent=_SILENT)
    year = row.whole("year", _SILENT)
    if day is None:
        return None if year is None or not 1 <= year <= 9999 else f"{year:04}"  # noqa: PLR2004 # a year
    if year is not None and day[:4] != f"{year:04}":
        what = f"{year}, but pa_date is {day}; pa_date was used"
        row.find(CONTRADICTION, what, column="year")
    return day


def _end(row: Row, signed: str) -> str | None:
    """Return when an agreement ended; None: UCDP does not say that it did."""
    day = row.day("duration", silent=_SILENT)
    if not row.choice("ended", _ENDED):
        if day is not None:
            what = f"{day}, but the agreement is not said to have ended"
            row.find(CONTRADICTION, what, column="duration")
        return None
    if day is None:
        last = row.day("dateintervalend_meta", silent=_SILENT)
        return f"[{signed}..{last}]" if last is not None and last >= signed else f"[{signed}..]"
    if day < signed:
        row.find(DATES_SWAPPED, f"ended on {day}, before it was signed on {signed}; left out")
        return None
    return day


def _signatories(
    row: Row, context: Context, on: str
) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """Return the warring parties that signed, and the other signatories."""
    names = _listed(row.text_of("actor_name", _SILENT))
    ids = _listed(row.text_of("actor_id", _SILENT))
    if len(names) != len(ids):
        # A name may contain a comma, and the names of dyads show which ones do.
        names = _joined(names, len(ids), row.text_of("dyad_name") or "")
    if not ids or len(names) != len(ids):
        if names or ids:
            row.find(ODD_VALUE, f"{len(names)} names for {len(ids)} ids", column="actor_name")
        return None, ()
    dyads = f", {', '.join(_listed(row.text_of('dyad_name')))},"
    parties: list[str] = []
    others: list[str] = []
    for name, number in zip(names, ids, strict=True):
        code = _actor(row, context, name, number, on)
        in_dyad = f", {name} - " in dyads or f" - {name}," in dyads
        is_party = in_dyad or not _is_third(context, code, name, number)
        (parties if is_party else others).append(code)
    return tuple(dict.fromkeys(parties)), tuple(dict.fromkeys(others))


def _joined(pieces: list[str], wanted: int, dyads: str) -> list[str]:
    """Return names; those that were split at a comma of their own are joined as in the dyads."""
    names: list[str] = []
    for piece in pieces:
        longer = f"{names[-1]}, {piece}" if names else piece
        if names and len(pieces) > wanted and longer in dyads and not piece.startswith(_GOVERNMENT):
            names[-1] = longer
        else:
            names.append(piece)
    return names


def _listed(text: str | None) -> list[str]:
    return [piece for piece in _LIST.split((text or "").strip()) if piece]


def _is_third(context: Context, code: str, name: str, number: str) -> bool:
    """Whether a signatory that is in no dyad is a third party."""
    actor = context.registry.get(code)
    organised = actor is not None and actor.group == "organisation"
    return organised or number in _ORGANISATIONS or name.startswith(_GOVERNMENT)


def _actor(row: Row, context: Context, name: str, number: str, on: str) -> str:
    if name.startswith(_GOVERNMENT):
        code = named(name.removeprefix(_GOVERNMENT), context, on)
        if code is not None:
            return context.known(row, name, code, slot=_SIGNED)
    return group(row, context, name, number, on, slot=_SIGNED)


def _witnesses(
    row: Row, context: Context, on: str, others: tuple[str, ...], parties: tuple[str, ...]
) -> tuple[str, ...] | None:
    text = row.text_of("pa_3rd", _SILENT)
    if text is not None and text.strip(" .").lower() in _NOTHING:
        return others
    known = dict.fromkeys(others)
    for piece in _PIECES.split(_BRACKETS.sub("", text or "")):
        name = piece.strip(" .")
        code = context.understood(name, on).whole if name else None
        if code is not None and code not in parties:
            known[code] = None
    return tuple(known) or None


def _third_parties(row: Row) -> str | None:
    texts = filter(None, (row.text_of("pa_3rd", _SILENT), row.text_of("c_3rd", _SILENT)))
    text = "; ".join(texts)
    return f"third parties: {text}" if text else None


def _provisions(row: Row) -> tuple[str, ...] | None:
    columns = [name for name in _PROVISIONS if row.has(name)]
    if not columns:
        return None
    return tuple(_PROVISIONS[name] for name in columns if row.choice(name, _FLAG))


def _ids(row: Row, context: Context) -> Iterator[ExternalId]:
    for name, scheme in _SCHEMES:
        for piece in _listed(row.text_of(name, _SILENT)):
            yield context.external(piece, scheme)


_SCHEMES: Final = (
    ("conflict_id", "ucdp-conflict"),
    ("dyad_id", "ucdp-dyad"),
    ("procid", "ucdp-peace-process"),
    ("pa_type", "ucdp-pa-type"),
    ("inclusive", "ucdp-pa-inclusive"),
    ("version", "ucdp-peace-agreements-version"),
)


def _stream(rows: Rows, name: str, scheme: str) -> str:
    pieces = _listed(rows[0].text_of(name, _SILENT))
    numbers = [spellings.whole(piece) for piece in pieces]
    if None in numbers:
        return f"{scheme}-{identifier('-'.join(pieces))}"
    # Rows list the same ids in different orders.
    spelt = "-".join(str(number) for number in sorted(filter(None, numbers)))
    return f"{scheme}-{spelt or 'not-stated'}"


def _by_process(rows: Rows, context: Context) -> str:
    del context
    return _stream(rows, "procid", "ucdp-peace-process")


def _by_conflict(rows: Rows, context: Context) -> str:
    del context
    return _stream(rows, "conflict_id", "ucdp-conflict")


def _by_dyad(rows: Rows, context: Context) -> str:
    del context
    return _stream(rows, "dyad_id", "ucdp-dyad")


def _by_country(rows: Rows, context: Context) -> str:
    row = rows[0]
    day = spellings.iso_day(row.fields.get("pa_date", ""))
    numbers = map(spellings.whole, _listed(row.text_of("gwno", _SILENT)))
    codes = [number and context.resolve(str(number), "gw", day) for number in numbers]
    if codes and all(codes):
        return "-".join(sorted(str(code) for code in codes))
    return _stream(rows, "gwno", "ucdp-country")


def _countries(rows: Rows, context: Context) -> tuple[str, ...]:
    row = rows[0]
    day = spellings.iso_day(row.fields.get("pa_date", ""))
    numbers = map(spellings.whole, _listed(row.text_of("gwno", _SILENT)))
    codes = [number and context.resolve(str(number), "gw", day) for number in numbers]
    return tuple(dict.fromkeys(str(code) for code in codes if code))


_REGIONS: Final = frozenset("12345")
"""Europe, the Middle East, Asia, Africa and the Americas: together the world."""


def _has_all_regions(seen: Seen) -> bool:
    return {text.partition(".")[0] for text in seen.values["region"]} >= _REGIONS


def _years(seen: Seen, place: str | None) -> When | None:
    """Return the years that the release states in each row, but in part of it only from the first row."""
    texts = seen.values["dateintervalstart_meta"], seen.values["dateintervalend_meta"]
    if seen.span is None or any(len(values) != 1 for values in texts):
        return None
    (start,), (end,) = texts
    days = spellings.iso_day(start), spellings.iso_day(end)
    if None in days:
        return None
    first, last = (int(str(day)[:4]) for day in days)
    return years(first if place is None else max(first, year_of(seen.span[0])), last)


UCDP_PEACE_AGREEMENTS: Final = Format(
    name="ucdp-peace-agreements",
    title="UCDP Peace Agreement Dataset",
    publisher=UPPSALA,
    licence="CC BY 4.0",
    citation="Pettersson, Högbladh and Öberg 2019 (doi:10.1177/0022343319856046)",
    required=("paid", "pa_name", "pa_date", "pa_type", "conflict_id"),
    key=_key,
    convert=_convert,
    streams=FrozenMap(
        {
            "process": _by_process,
            "conflict": _by_conflict,
            "dyad": _by_dyad,
            "country": _by_country,
        }
    ),
    default_stream="process",
    layouts=("CSV of 22.1, with blanks after the names of columns and an empty last column",),
    scope=Scope(
        body=UCDP,
        counts=("agreement-stage-reached",),
        zero="UCDP found no peace agreement signed by at least two primary warring parties of an "
        "armed conflict that addresses the incompatibility",
        source=Source(
            UPPSALA,
            title="UCDP Peace Agreement Dataset Codebook 22.1",
            url="https://ucdp.uu.se/downloads/",
        ),
        period=_years,
        places=_countries,
        columns=("region", "dateintervalstart_meta", "dateintervalend_meta"),
        everywhere=_has_all_regions,
        summary="the years that the file states in every row (22.1: 1975 to 2021), everywhere if "
        "it has rows of all five regions; otherwise the countries of its rows, from its first row",
    ),
)
"""The format."""
