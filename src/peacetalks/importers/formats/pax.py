"""PA-X Peace Agreements Database: one row an agreement of a peace process, since 1990.

A row makes an ``AgreementStageReached`` on ``Dat``. "Multiparty signed/agreed" is *signed*: PA-X
does not tell what was initialled or only agreed to. A unilateral document is of no stage, and
rests on the word of its one party; where the status is unclear, or came about later, the stage
is *unspecified*. What the agreement settles is its stage in the process (``Stage``, and ``Proc``
of ``StageSub``): both are kept as ids.

A ceasefire (``Cea``) makes a ``CeasefireDeclared`` as well. What is *related* to a ceasefire
(``Rel``) makes none, unless its title says that it extends one: that is a ``CeasefireExtended``,
and which ceasefire it extends is told only by the text, so it bears an id of its own.

**A period is stored as its last day** (codebook). Where the title names a period that ends on
that day ("January 23-24, 2017"), the event lasted from its first.

Parties and third parties are prose: lists of signatories, of persons, or sentences about them.
They are kept whole in the note. ``parties`` is the whole list, with actors of their own for whom
the registry does not know, or it is None and a finding (PT220) says what was not read: half a
list would look like a whole one, and so would one party of an agreement of several. ``witnesses``
are the third parties that were read; where others were not, PT221 says so. ``/`` means that there
are none. What the 240 columns of issues say is not made into events.

Ids are those of agreements (``AgtId``) and processes (``PP``): the spelling of a conflict
(``Con``) was changed in 471 rows from version 4 to 9.

Sources: the files of versions 4 to 10; the codebook for the last day of periods. What "Agreement
with subsequent status" stands for is general knowledge: it was not agreed by all at first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, final

from attrs import frozen

from peacetalks.errors import shown
from peacetalks.events import (
    AgreementScope,
    AgreementStageReached,
    CeasefireDeclared,
    CeasefireExtended,
    Event,
    Stage,
)
from peacetalks.events.base import Certainty
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers import spellings
from peacetalks.importers.codes import NOTHING, ODD_VALUE, PARTIES, THIRD_PARTIES
from peacetalks.importers.context import Context
from peacetalks.importers.format import Format, Rows
from peacetalks.importers.formats.pax_periods import period
from peacetalks.importers.names import first_texts, identifier, slug
from peacetalks.importers.prose import parties_in
from peacetalks.importers.row import Row
from peacetalks.values import ExternalId, Source
from peacetalks.when import When

__all__ = ["PAX"]

_PAX: Final = "PA-X"
_SILENT: Final = frozenset({"", "/", "N/A", "NA"})
_NONE: Final = "/"
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
    found = row.whole("agtid")
    return None if found is None else str(found)


def _convert(rows: Rows, context: Context) -> Iterator[Event]:
    (row,) = rows
    day = row.day("dat", silent=_SILENT)
    if day is None:
        row.find(NOTHING, "no date, so no event is made of it")
        return
    title = row.text_of("agt")
    status = _status(row)
    parties, remark = _parties(row, context, day, status)
    agreement = _Agreement(
        key=row.key or "",
        occurred=(title and period(title, day)) or day,
        parties=parties,
        reported=context.published,
        sources=Source(_PAX, title=title, url=row.text_of("pax_hyperlink")),
        ids=(context.external(row.key or ""), *_ids(row, context)),
        note=_note(row, remark),
    )
    alone = agreement.parties if status in _UNILATERAL else None
    alone = alone if alone and len(alone) == 1 else None
    yield _reached(row, context, agreement, status, alone)
    if status == _SIGNED or status in _UNILATERAL:
        yield from _ceasefire(row, context, agreement, alone)


def _status(row: Row) -> str | None:
    told = row.text_of("status", _SILENT)
    status = None if told is None else told.lower()
    if status is not None and status not in {_SIGNED, _UNCLEAR, *_UNILATERAL, *_LATER}:
        row.find(ODD_VALUE, f"not in the codebook: {told!r}", column="status")
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
    told = row.text_of("stage", _SILENT)
    if told is None:
        return None
    if told.lower() not in _SCOPES:
        row.find(ODD_VALUE, f"not in the codebook: {told!r}", column="stage")
        return None
    scope = _SCOPES[told.lower()]
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
    """Return all parties, or None and what of them was read: they are not stated, or not whole."""
    if row.fields.get("part", "").strip() == _NONE:
        return (), None
    text = row.text_of("part", _SILENT)
    if text is None:
        return None, None
    home = _home(row, context, on)
    read = parties_in(text, row, context, scheme=_CODES, on=on, home=home)
    found = ", ".join(read.codes)
    if read.left:
        what = f"some are read ({found}), and none is taken" if found else "none is read"
        row.find(PARTIES, f"{what}; left: {first_texts(read.left)}", column="part")
    elif not read.codes:
        row.find(PARTIES, f"none is named: {shown(text)}", column="part")
    elif status == _SIGNED and len(read.codes) == 1:
        row.find(PARTIES, f"only {found} is named, of an agreement of several", column="part")
    else:
        return read.codes, None
    return None, f"parties that are read: {found}, and not all" if found else "no party is read"


def _witnesses(row: Row, context: Context, on: str) -> tuple[str, ...] | None:
    """Return the third parties that were read; None: not stated, or none was."""
    if row.fields.get("thrdpart", "").strip() == _NONE:
        return ()
    text = row.text_of("thrdpart", _SILENT)
    if text is None:
        return None
    home = _home(row, context, on)
    read = parties_in(text, row, context, scheme=_CODES, on=on, home=home, third=True)
    if read.left or not read.codes:
        left = first_texts(read.left or (text,))
        row.find(THIRD_PARTIES, f"not all are read; left: {left}", column="thrdpart")
    return read.codes or None


def _home(row: Row, context: Context, on: str) -> str | None:
    """Return the state that the row is about, if it is one: "the Government" is its own."""
    first, second = (row.text_of(f"loc{number}iso", _SILENT) for number in "12")
    return context.resolve(first, "iso3", on) if first and not second else None


def _note(row: Row, remark: str | None) -> str | None:
    told = [
        f"{what}: {text}"
        for column, what in (("part", "parties"), ("thrdpart", "third parties"))
        if (text := row.text_of(column, _SILENT)) is not None
    ]
    return "\n".join([*told, *([] if remark is None else [remark])]) or None


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
        found = row.text_of(column, _SILENT)
        if found is not None:
            yield context.external(_spelt(found), scheme)


def _spelt(text: str) -> str:
    """Return an id without the decimals that some copies give to numbers."""
    number = spellings.whole(text)
    return text if number is None else str(number)


def _by_process(rows: Rows, context: Context) -> str:
    del context
    found = rows[0].text_of("pp", _SILENT)
    return f"pa-x-process-{identifier(_spelt(found)) if found else 'not-stated'}"


def _by_conflict(rows: Rows, context: Context) -> str:
    del context
    row = rows[0]
    found = row.text_of("ucdpcon", _SILENT)
    if found is not None:
        return f"ucdp-conflict-{identifier(_spelt(found))}"
    return f"pa-x-{slug(row.text_of('con', _SILENT) or 'not-stated')}"


def _by_country(rows: Rows, context: Context) -> str:
    row = rows[0]
    day = spellings.iso_day(row.fields.get("dat", ""))
    found: dict[str, None] = {}
    for number in "12":
        iso = row.text_of(f"loc{number}iso", _SILENT)
        gw = row.text_of(f"loc{number}gwno", _SILENT)
        known = (iso and context.resolve(iso, "iso3", day)) or (
            gw and context.resolve(_spelt(gw), "gw", day)
        )
        if known:
            found[known] = None
    return "-".join(sorted(found)) or f"pa-x-{slug(row.text_of('con', _SILENT) or 'not-stated')}"


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
)
"""The format."""
