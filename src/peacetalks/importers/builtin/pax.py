"""PA-X Peace Agreements Database: one agreement of a peace process per row, since 1990.

A row makes an ``AgreementStageReached`` on ``Dat``. "Multiparty signed/agreed" is *signed*, since
PA-X does not say what was only initialled or agreed. A unilateral document has the stage
*unspecified* and is claimed by its one party. If the status is unclear or was reached later, the
stage is *unspecified* too. The scope is the stage in the process (``Stage``, and ``Proc`` of
``StageSub``); both columns are kept as ids.

A ceasefire (``Cea``) also makes a ``CeasefireDeclared``. An agreement *related* to a ceasefire
(``Rel``) does not, unless its title says that it extends one. Then it makes a ``CeasefireExtended``
with an id of its own, since only the text says which ceasefire is extended.

**A period is stored as its last day** (codebook). If the title names a period that ends on that day
("January 23-24, 2017"), the event lasted from the first day of it.

Parties and third parties are prose: lists of signatories, of persons, or sentences about them.
They are kept in full in the note. ``parties`` is either the complete list, with codes of PA-X for
actors that are not in the registry, or None, with a finding (PT220) that says what was not read:
half a list would look complete, and so would one party of an agreement of several. ``witnesses``
are the third parties that were read; if others were not, PT221 says so. ``/`` means that there are
none. The 240 columns of issues are not used for events.

Ids are those of agreements (``AgtId``) and processes (``PP``), since the spelling of the conflict
(``Con``) changed in 471 rows from version 4 to 9.

Sources: the files of versions 4 to 10; the codebook for the last day of periods. The meaning of
"Agreement with subsequent status" is general knowledge: not everybody agreed at first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, final

from attrs import frozen

from peacetalks.errors import shown
from peacetalks.events import AgreementScope, Event, Stage
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.base import Certainty
from peacetalks.events.security import CeasefireDeclared, CeasefireExtended
from peacetalks.findings.imports import NOTHING, ODD_VALUE, PARTIES, THIRD_PARTIES
from peacetalks.importers.builtin.pax_periods import period
from peacetalks.importers.context import Context
from peacetalks.importers.coverage import Scope, Seen, period_of
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.identifiers import first_texts, identifier, slug
from peacetalks.importers.prose import parties_in
from peacetalks.importers.tables import spellings
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.facts import ExternalId, Source

__all__ = ["PAX"]

_PAX: Final = "PA-X"
_SILENT: Final = frozenset({"", "/", "N/A", "NA"})
_NO_PARTY: Final = "/"
_CODES: Final = "PA-X"
_SIGNED: Final = "multiparty signed/agreed"
_UNILATERAL: Final = frozenset({"unilateral document", "unilateral agreement"})
_LATER: Final = frozenset({"agreement with subsequent status", "agreement/subsequent status"})
_UNCLEAR: Final = "status unclear"
_SCOPES: Final = FrozenMap[str, AgreementScope | None](
    {
        "pre": "process",
        "subpar": "partial",
        "subcomp": "comprehensive",
        "imp": "implementation",
        "ren": "renewal",
        "cea": "ceasefire",
        "oth": None,
    }
)
_PROCEDURE: Final = "proc"
_CEASEFIRE: Final = "cea"
_RELATED: Final = "rel"
_EXTENDS: Final = re.compile(r"\b(?:exten(?:d|sion)|prolong|renew)", re.IGNORECASE)


@final
@frozen
class _Agreement:
    """What the events of a row have in common."""

    key: str
    occurred: str
    parties: tuple[str, ...] | None
    reported: When | None
    sources: Source
    ids: tuple[ExternalId, ...]
    note: str | None


def _key(row: Row) -> str | None:
    number = row.whole("agtid")
    return None if number is None else str(number)


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    (row,) = rows
    day = row.day("dat", silent=_SILENT)
    if day is None:
        row.find(NOTHING, "no date; no event is made")
        return
    title = row.text_of("agt")
    status = _status(row)
    parties, what_was_read = _parties(row, context, day, status)
    agreement = _Agreement(
        key=row.key or "",
        occurred=(title and period(title, day)) or day,
        parties=parties,
        reported=context.published,
        sources=Source(_PAX, title=title, url=row.text_of("pax_hyperlink")),
        ids=(context.external(row.key or ""), *_ids(row, context)),
        note=_note(row, what_was_read),
    )
    alone = agreement.parties if status in _UNILATERAL else None
    alone = alone if alone and len(alone) == 1 else None
    yield _reached(row, context, agreement, status, alone)
    if status == _SIGNED or status in _UNILATERAL:
        yield from _ceasefire(row, context, agreement, alone)


def _status(row: Row) -> str | None:
    text = row.text_of("status", _SILENT)
    status = None if text is None else text.lower()
    if status is not None and status not in {_SIGNED, _UNCLEAR, *_UNILATERAL, *_LATER}:
        row.find(ODD_VALUE, f"not in the codebook: {text!r}", column="status")
    return status


def _reached(
    row: Row,
    context: Context,
    agreement: _Agreement,
    status: str | None,
    alone: tuple[str, ...] | None,
) -> Event:
    stage: Stage = "signed" if status == _SIGNED else "unspecified"
    certainty: Certainty = "provisional" if status == _UNCLEAR else "reported"
    return AgreementStageReached(
        occurred=agreement.occurred,
        id=context.id(agreement.key),
        reported=agreement.reported,
        claimed_by=alone or (),
        certainty=certainty,
        agreement=context.id(agreement.key),
        stage=stage,
        title=agreement.sources.title,
        by=alone,
        scope=_scope(row),
        parties=agreement.parties,
        witnesses=_witnesses(row, context, agreement.occurred[-10:]),
        sources=agreement.sources,
        external_ids=agreement.ids,
        note=agreement.note,
    )


def _scope(row: Row) -> AgreementScope | None:
    stage = row.text_of("stage", _SILENT)
    if stage is None:
        return None
    if stage.lower() not in _SCOPES:
        row.find(ODD_VALUE, f"not in the codebook: {stage!r}", column="stage")
        return None
    scope = _SCOPES[stage.lower()]
    procedure = (row.text_of("stagesub") or "").lower() == _PROCEDURE
    return "procedural" if scope == "process" and procedure else scope


def _ceasefire(
    row: Row, context: Context, agreement: _Agreement, alone: tuple[str, ...] | None
) -> Iterator[Event]:
    if (row.text_of("stage") or "").lower() != _CEASEFIRE:
        return
    ceasefire = context.id(agreement.key, "ceasefire")
    if (row.text_of("stagesub") or "").lower() != _RELATED:
        yield CeasefireDeclared(
            occurred=agreement.occurred,
            id=ceasefire,
            reported=agreement.reported,
            ceasefire=ceasefire,
            parties=None if alone else agreement.parties,
            announced_by=alone,
            sources=agreement.sources,
            external_ids=agreement.ids,
        )
    elif _EXTENDS.search(agreement.sources.title or ""):
        yield CeasefireExtended(
            occurred=agreement.occurred,
            id=ceasefire,
            reported=agreement.reported,
            ceasefire=ceasefire,
            sources=agreement.sources,
            external_ids=agreement.ids,
            note="which ceasefire it extends is told only by its text",
        )


def _parties(
    row: Row, context: Context, on: str, status: str | None
) -> tuple[tuple[str, ...] | None, str | None]:
    """Return all parties and None; if not all of them were read, None and a note on what was."""
    if row.fields.get("part", "").strip() == _NO_PARTY:
        return (), None
    text = row.text_of("part", _SILENT)
    if text is None:
        return None, None
    home = _home(row, context, on)
    read = parties_in(text, row, context, scheme=_CODES, on=on, home=home)
    codes = ", ".join(read.codes)
    if read.left:
        what = f"only {codes} could be read, so none is used" if codes else "none could be read"
        row.find(PARTIES, f"{what}; not read: {first_texts(read.left)}", column="part")
    elif not read.codes:
        row.find(PARTIES, f"no party is named: {shown(text)}", column="part")
    elif status == _SIGNED and len(read.codes) == 1:
        row.find(PARTIES, f"only {codes} is named, but the agreement has several", column="part")
    else:
        return read.codes, None
    return None, f"parties that are read: {codes}, and not all" if codes else "no party is read"


def _witnesses(row: Row, context: Context, on: str) -> tuple[str, ...] | None:
    """Return the third parties that were read; None if none is stated, or none could be read."""
    if row.fields.get("thrdpart", "").strip() == _NO_PARTY:
        return ()
    text = row.text_of("thrdpart", _SILENT)
    if text is None:
        return None
    home = _home(row, context, on)
    read = parties_in(text, row, context, scheme=_CODES, on=on, home=home, third=True)
    if read.left or not read.codes:
        left = first_texts(read.left or (text,))
        row.find(THIRD_PARTIES, f"not all could be read; not read: {left}", column="thrdpart")
    return read.codes or None


def _home(row: Row, context: Context, on: str) -> str | None:
    """Return the state of a row about exactly one state, which "the Government" then means."""
    first, second = (row.text_of(f"loc{number}iso", _SILENT) for number in "12")
    return context.resolve(first, "iso3", on) if first and not second else None


def _note(row: Row, more: str | None) -> str | None:
    lines = [
        f"{what}: {text}"
        for column, what in (("part", "parties"), ("thrdpart", "third parties"))
        if (text := row.text_of(column, _SILENT)) is not None
    ]
    return "\n".join([*lines, *([] if more is None else [more])]) or None


_SCHEMES: Final = (
    ("pp", "pa-x-process"),
    ("stage", "pa-x-stage"),
    ("stagesub", "pa-x-substage"),
    ("status", "pa-x-status"),
    ("ver", "pa-x-version"),
    ("ucdpcon", "ucdp-conflict"),
    ("ucdpagr", "ucdp-peace-agreements"),
    ("pamagr", "pam"),
)


def _ids(row: Row, context: Context) -> Iterator[ExternalId]:
    for column, scheme in _SCHEMES:
        id_ = row.text_of(column, _SILENT)
        if id_ is not None:
            yield context.external(_plain_id(id_), scheme)


def _plain_id(text: str) -> str:
    """Return an id without the decimals that some copies add to numbers."""
    number = spellings.whole(text)
    return text if number is None else str(number)


def _by_process(rows: Rows, context: Context) -> str:
    del context
    process = rows[0].text_of("pp", _SILENT)
    return f"pa-x-process-{identifier(_plain_id(process)) if process else 'not-stated'}"


def _by_conflict(rows: Rows, context: Context) -> str:
    del context
    row = rows[0]
    conflict = row.text_of("ucdpcon", _SILENT)
    if conflict is not None:
        return f"ucdp-conflict-{identifier(_plain_id(conflict))}"
    return f"pa-x-{slug(row.text_of('con', _SILENT) or 'not-stated')}"


def _by_country(rows: Rows, context: Context) -> str:
    codes = _countries(rows, context)
    con = rows[0].text_of("con", _SILENT)
    return "-".join(sorted(codes)) or f"pa-x-{slug(con or 'not-stated')}"


def _countries(rows: Rows, context: Context) -> tuple[str, ...]:
    row = rows[0]
    day = spellings.iso_day(row.fields.get("dat", ""))
    codes: dict[str, None] = {}
    for number in "12":
        iso = row.text_of(f"loc{number}iso", _SILENT)
        gw = row.text_of(f"loc{number}gwno", _SILENT)
        known = (iso and context.resolve(iso, "iso3", day)) or (
            gw and context.resolve(_plain_id(gw), "gw", day)
        )
        if known:
            codes[known] = None
    return tuple(codes)


def _has_all_regions(seen: Seen) -> bool:
    return seen.values["reg"] >= _REGIONS


def _days(seen: Seen, place: str | None) -> When | None:
    """Return the days from the first agreement to the last, but from 1990 for the whole data set."""
    if seen.span is None:
        return None
    first = _FIRST_DAY if place is None else seen.span[0]
    return period_of(first, seen.span[1]) if first <= seen.span[1] else None


_FIRST_DAY: Final = When("1990").first_day
_REGIONS: Final = frozenset(
    {
        "africa (excl mena)",
        "americas",
        "asia and pacific",
        "europe and eurasia",
        "middle east and north africa",
    }
)
"""The regions of the codebook that together are the world."""

PAX: Final = Format(
    name="pa-x",
    title="PA-X Peace Agreements Database",
    publisher="PeaceRep, University of Edinburgh",
    licence="as its site says (pax.peaceagreements.org)",
    citation="Bell and Badanjak 2019 (doi:10.1177/0022343318819123)",
    required=("agtid", "agt", "dat", "status", "stage"),
    key=_key,
    convert=_convert,
    streams=FrozenMap({"process": _by_process, "conflict": _by_conflict, "country": _by_country}),
    default_stream="process",
    layouts=("CSV of versions 1 to 10, with and without the columns of issues",),
    scope=Scope(
        body=None,
        counts=("agreement-stage-reached", "ceasefire-declared", "ceasefire-extended"),
        zero="PA-X has no agreement of a peace process that somebody made public",
        source=Source(
            "PeaceRep, University of Edinburgh",
            title="PA-X Codebook; Bell and Badanjak 2019 (doi:10.1177/0022343318819123)",
            url="https://pax.peaceagreements.org/",
        ),
        period=_days,
        places=_countries,
        columns=("reg",),
        everywhere=_has_all_regions,
        summary="everywhere from 1990 to its last agreement, if it has rows of all regions; "
        "otherwise the countries of its rows, from its first agreement to its last",
    ),
)
"""The format."""
