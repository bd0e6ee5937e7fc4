"""The list of the kinds of part: the table of each, its draft class and its public class.

``Parts`` has a field for each table; a test compares it with this list.
"""

from __future__ import annotations

from typing import Final

from peacetalks.state.agreements import (
    Agreement,
    AgreementDraft,
    Precondition,
    PreconditionDraft,
    Proposal,
    ProposalDraft,
)
from peacetalks.state.figures import Figure, FigureDraft
from peacetalks.state.force import Hostilities, HostilitiesDraft, Offensive, OffensiveDraft
from peacetalks.state.law import LegalAct, LegalActDraft, RelationsMeasure, RelationsMeasureDraft
from peacetalks.state.mediation import Standing, StandingDraft
from peacetalks.state.meetings import Contact, ContactDraft, Meeting, MeetingDraft
from peacetalks.state.part import Part
from peacetalks.state.record import Act, ActDraft, OnRecord, OnRecordDraft
from peacetalks.state.security import (
    Blockade,
    BlockadeDraft,
    Ceasefire,
    CeasefireDraft,
    Peacekeepers,
    PeacekeepersDraft,
    Violations,
    ViolationsDraft,
)
from peacetalks.state.statements import (
    Commitment,
    CommitmentDraft,
    Deadline,
    DeadlineDraft,
    Demand,
    DemandDraft,
    Expectation,
    ExpectationDraft,
)
from peacetalks.state.talks import Talks, TalksDraft
from peacetalks.state.territory import Control, ControlDraft

__all__ = ["PUBLIC", "TABLES"]


def __dir__() -> list[str]:
    return sorted(__all__)


_PARTS: Final[tuple[tuple[str, type[Part], type[Part]], ...]] = (
    ("meetings", MeetingDraft, Meeting),
    ("contacts", ContactDraft, Contact),
    ("standings", StandingDraft, Standing),
    ("talks", TalksDraft, Talks),
    ("proposals", ProposalDraft, Proposal),
    ("preconditions", PreconditionDraft, Precondition),
    ("agreements", AgreementDraft, Agreement),
    ("expectations", ExpectationDraft, Expectation),
    ("commitments", CommitmentDraft, Commitment),
    ("deadlines", DeadlineDraft, Deadline),
    ("demands", DemandDraft, Demand),
    ("hostilities", HostilitiesDraft, Hostilities),
    ("offensives", OffensiveDraft, Offensive),
    ("ceasefires", CeasefireDraft, Ceasefire),
    ("blockades", BlockadeDraft, Blockade),
    ("peacekeepers", PeacekeepersDraft, Peacekeepers),
    ("violations", ViolationsDraft, Violations),
    ("controls", ControlDraft, Control),
    ("figures", FigureDraft, Figure),
    ("legal_acts", LegalActDraft, LegalAct),
    ("relations_measures", RelationsMeasureDraft, RelationsMeasure),
    ("acts", ActDraft, Act),
    ("on_record", OnRecordDraft, OnRecord),
)

TABLES: Final[dict[type[Part], str]] = {draft: table for table, draft, _ in _PARTS}
"""The table of each draft class."""
PUBLIC: Final[dict[type[Part], type[Part]]] = {draft: public for _, draft, public in _PARTS}
"""The public class of each draft class."""
