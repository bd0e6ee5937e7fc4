"""The parts of a state: which table holds which, and as what the reducer writes it.

This is the one list; ``NegotiationState`` has a field for each table, which a test compares.
"""

from __future__ import annotations

from typing import Final

from peacetalks.state.force import (
    Blockade,
    BlockadeDraft,
    Ceasefire,
    CeasefireDraft,
    Hostilities,
    HostilitiesDraft,
    Offensive,
    OffensiveDraft,
    Peacekeepers,
    PeacekeepersDraft,
    Violations,
    ViolationsDraft,
)
from peacetalks.state.ground import (
    Act,
    ActDraft,
    Control,
    ControlDraft,
    Figure,
    FigureDraft,
    LegalAct,
    LegalActDraft,
    OnRecord,
    OnRecordDraft,
    RelationsMeasure,
    RelationsMeasureDraft,
)
from peacetalks.state.mediation import Standing, StandingDraft
from peacetalks.state.meetings import Contact, ContactDraft, Meeting, MeetingDraft
from peacetalks.state.part import Part
from peacetalks.state.texts import (
    Agreement,
    AgreementDraft,
    Precondition,
    PreconditionDraft,
    Proposal,
    ProposalDraft,
    Talks,
    TalksDraft,
)
from peacetalks.state.words import (
    Commitment,
    CommitmentDraft,
    Deadline,
    DeadlineDraft,
    Demand,
    DemandDraft,
    Expectation,
    ExpectationDraft,
)

__all__ = ["PUBLIC", "TABLES"]

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
