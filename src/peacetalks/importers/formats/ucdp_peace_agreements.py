"""UCDP Peace Agreement Dataset: one row an agreement, signed by warring parties since 1975.

A row makes an ``AgreementStageReached``: signed on ``pa_date``. What it settles is UCDP's own
classification: *full* (all of the incompatibility) is comprehensive, *partial* and *process*
are their namesakes. That UCDP calls an agreement "comprehensive" (``inclusive``) means that all
warring parties signed it, and says nothing of what it settles.

The parties are the signatories who stand in the dyads; other governments and organisations
that signed are witnesses, and so are the third parties of ``pa_3rd`` as far as each is named
and nothing else. What UCDP says of third parties is in the note, whole.

UCDP says *that* an agreement ended (``ended``) and on which day (``duration``), not that anybody
denounced it: war had broken out, a side had walked out, or its time was over. The stage is
``expired``, "no longer in force", and is inferred; UCDP's words are its note. Where it says no
day, it was one between the signature and the end of the time that the release covers
(``dateintervalend_meta``; the name suggests otherwise, but all rows have the same one).

Not read into events: ``termdur`` and ``out_iss`` (-99: not known), ``frame``, ``noconf17``, and
the columns that sum up others.

Source: UCDP Peace Agreement Dataset Codebook 22.1 (Högbladh 2022), and what stands in 22.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from peacetalks.events import AgreementScope, AgreementStageReached, Event
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers import spellings
from peacetalks.importers.codes import CONTRADICTION, DATES_SWAPPED, NOTHING, ODD_VALUE
from peacetalks.importers.context import Context
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.formats.ucdp_actors import UCDP, UPPSALA, group, named
from peacetalks.importers.names import identifier
from peacetalks.importers.row import Row
from peacetalks.values import ExternalId, Source

__all__ = ["UCDP_PEACE_AGREEMENTS"]

_SIGNED: Final = "signatory"
_GOVERNMENT: Final = "Government of "
_SILENT: Final = frozenset({"", "-99", "-88", "-1"})
_NONE: Final = frozenset({"no", "none"})
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
Liberia and the Commonwealth: in UCDP's lists of signatories, and in no registry."""
_PIECES: Final = re.compile(r"\s*(?:[,;/\n]|\band\b)\s*")
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_LIST: Final = re.compile(r"\s*,\s*")


def _key(row: Row) -> str | None:
    found = row.whole("paid")
    return None if found is None else str(found)


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    (row,) = rows
    signed = _signed(row)
    if signed is None:
        row.find(NOTHING, "no date, so no event is made of it")
        return
    kind = row.choice("pa_type", _TYPES)
    agreement = context.id(row.key or "")
    parties, others = _signatories(row, context, signed)
    title = row.text_of("pa_name")
    sources = Source(UCDP, title=title, url=row.text_of("linktofulltextagreement"))
    told = (context.external(row.key or ""), *_ids(row, context))
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
        external_ids=told,
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
            external_ids=told,
            note=row.text_of("c_duration") or "UCDP: ended",
        )


def _signed(row: Row) -> str | None:
    day = row.day("pa_date", silent=_SILENT)
    year = row.whole("year", _SILENT)
    if day is None:
        return None if year is None or not 1 <= year <= 9999 else f"{year:04}"  # noqa: PLR2004 # a year
    if year is not None and day[:4] != f"{year:04}":
        row.find(
            CONTRADICTION, f"{year}, where pa_date is {day}: the latter was taken", column="year"
        )
    return day


def _end(row: Row, signed: str) -> str | None:
    """Return when an agreement ended; None: UCDP does not say that it did."""
    day = row.day("duration", silent=_SILENT)
    if not row.choice("ended", _ENDED):
        if day is not None:
            row.find(
                CONTRADICTION, f"{day}, of an agreement not said to have ended", column="duration"
            )
        return None
    if day is None:
        last = row.day("dateintervalend_meta", silent=_SILENT)
        return f"[{signed}..{last}]" if last is not None and last >= signed else f"[{signed}..]"
    if day < signed:
        row.find(DATES_SWAPPED, f"ended on {day}, before it was signed on {signed}: left out")
        return None
    return day


def _signatories(
    row: Row, context: Context, on: str
) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """Return the warring parties that signed, and others that did."""
    names = _listed(row.text_of("actor_name", _SILENT))
    ids = _listed(row.text_of("actor_id", _SILENT))
    if len(names) != len(ids):
        # A name can have a comma of its own, and dyads tell which.
        names = _joined(names, len(ids), row.text_of("dyad_name") or "")
    if not ids or len(names) != len(ids):
        if names or ids:
            row.find(ODD_VALUE, f"{len(names)} names for {len(ids)} ids", column="actor_name")
        return None, ()
    dyads = f", {', '.join(_listed(row.text_of('dyad_name')))},"
    parties: list[str] = []
    others: list[str] = []
    for name, number in zip(names, ids, strict=True):
        found = _actor(row, context, name, number, on)
        stands = f", {name} - " in dyads or f" - {name}," in dyads
        (parties if stands or not _is_third(context, found, name, number) else others).append(found)
    return tuple(dict.fromkeys(parties)), tuple(dict.fromkeys(others))


def _joined(pieces: list[str], wanted: int, dyads: str) -> list[str]:
    """Return names of which one was cut at its commas, put together as the dyads have them."""
    made: list[str] = []
    for piece in pieces:
        longer = f"{made[-1]}, {piece}" if made else piece
        if made and len(pieces) > wanted and longer in dyads and not piece.startswith(_GOVERNMENT):
            made[-1] = longer
        else:
            made.append(piece)
    return made


def _listed(text: str | None) -> list[str]:
    return [piece for piece in _LIST.split((text or "").strip()) if piece]


def _is_third(context: Context, found: str, name: str, number: str) -> bool:
    """Whether a signatory that fights in no dyad signed for others than its own side."""
    actor = context.registry.get(found)
    organised = actor is not None and actor.group == "organisation"
    return organised or number in _ORGANISATIONS or name.startswith(_GOVERNMENT)


def _actor(row: Row, context: Context, name: str, number: str, on: str) -> str:
    if name.startswith(_GOVERNMENT):
        found = named(name.removeprefix(_GOVERNMENT), context, on)
        if found is not None:
            return context.known(row, name, found, slot=_SIGNED)
    return group(row, context, name, number, on, slot=_SIGNED)


def _witnesses(
    row: Row, context: Context, on: str, others: tuple[str, ...], parties: tuple[str, ...]
) -> tuple[str, ...] | None:
    text = row.text_of("pa_3rd", _SILENT)
    if text is not None and text.strip(" .").lower() in _NONE:
        return others
    known = dict.fromkeys(others)
    for piece in _PIECES.split(_BRACKETS.sub("", text or "")):
        name = piece.strip(" .")
        found = context.understood(name, on).whole if name else None
        if found is not None and found not in parties:
            known[found] = None
    return tuple(known) or None


def _third_parties(row: Row) -> str | None:
    told = filter(None, (row.text_of("pa_3rd", _SILENT), row.text_of("c_3rd", _SILENT)))
    text = "; ".join(told)
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


def _named(rows: Rows, name: str, scheme: str) -> str:
    pieces = _listed(rows[0].text_of(name, _SILENT))
    numbers = [spellings.whole(piece) for piece in pieces]
    if None in numbers:
        return f"{scheme}-{identifier('-'.join(pieces))}"
    # The same ids come in any order.
    spelt = "-".join(str(number) for number in sorted(filter(None, numbers)))
    return f"{scheme}-{spelt or 'not-stated'}"


def _by_process(rows: Rows, context: Context) -> str:
    del context
    return _named(rows, "procid", "ucdp-peace-process")


def _by_conflict(rows: Rows, context: Context) -> str:
    del context
    return _named(rows, "conflict_id", "ucdp-conflict")


def _by_dyad(rows: Rows, context: Context) -> str:
    del context
    return _named(rows, "dyad_id", "ucdp-dyad")


def _by_country(rows: Rows, context: Context) -> str:
    row = rows[0]
    day = spellings.iso_day(row.fields.get("pa_date", ""))
    numbers = map(spellings.whole, _listed(row.text_of("gwno", _SILENT)))
    found = [number and context.resolve(str(number), "gw", day) for number in numbers]
    if found and all(found):
        return "-".join(sorted(str(one) for one in found))
    return _named(rows, "gwno", "ucdp-country")


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
)
"""The format."""
