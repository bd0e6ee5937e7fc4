"""Ceasefires, alleged violations, blockades and peacekeepers: handlers.

Alleged violations of agreements are counted here too.
"""

from __future__ import annotations

from typing import Any, Final

from peacetalks.events import Event
from peacetalks.events.agreements import AgreementViolationAlleged
from peacetalks.events.clocks import settled
from peacetalks.events.security import (
    BlockadeEased,
    BlockadeImposed,
    CeasefireDeclared,
    CeasefireEnded,
    CeasefireExtended,
    CeasefireViolationAlleged,
    PeacekeepersDeployed,
    PeacekeepersWithdrawn,
)
from peacetalks.reducer.draft import Draft
from peacetalks.state.part import UNSTATED
from peacetalks.state.security import (
    BlockadeDraft,
    CeasefireDraft,
    PeacekeepersDraft,
    ViolationsDraft,
)

__all__ = ["SECURITY"]


def ceasefire_declared(draft: Draft, event: CeasefireDeclared) -> Draft:
    """Declare a ceasefire, or declare it again after it broke down."""
    ceasefire = draft.part(CeasefireDraft, event.ceasefire)
    expired = ceasefire.expires is not None and ceasefire.expires.last_day < settled(event)
    if ceasefire.ended is not None or expired:
        ceasefire.clear(event, "ended", "effective_from", "expires")
    ceasefire.write(
        event,
        declared=event.occurred,
        parties=event.parties,
        effective_from=event.effective_from,
        expires=event.expires,
        scope=event.scope,
        purpose=event.purpose,
        terms=event.terms,
        announced_by=event.announced_by,
        brokered_by=event.brokered_by,
        monitor=event.monitor,
    )
    return draft


def ceasefire_extended(draft: Draft, event: CeasefireExtended) -> Draft:
    """Extend a ceasefire."""
    draft.part(CeasefireDraft, event.ceasefire).write(event, expires=event.expires)
    return draft


def ceasefire_ended(draft: Draft, event: CeasefireEnded) -> Draft:
    """End a ceasefire. An alleged violation never ends one."""
    draft.part(CeasefireDraft, event.ceasefire).write(event, ended=event.occurred)
    return draft


def violation_alleged(
    draft: Draft, event: CeasefireViolationAlleged | AgreementViolationAlleged
) -> Draft:
    """Count an allegation for each accuser and each accused."""
    subject = event.ceasefire if isinstance(event, CeasefireViolationAlleged) else event.agreement
    for accuser in event.by or (UNSTATED,):
        for accused in event.against or (UNSTATED,):
            key = (subject, accuser, accused)
            part = draft.part(ViolationsDraft, key, *key)
            part.allegations += 1
            part.credit(event, f"allegations.{part.allegations}")
            if part.first is None or event.occurred < part.first:
                part.first = event.occurred
            if part.last is None or event.occurred > part.last:
                part.last = event.occurred
    return draft


def blockade_imposed(draft: Draft, event: BlockadeImposed) -> Draft:
    """Close a road, or close it again."""
    blockade = draft.part(BlockadeDraft, event.blockade)
    blockade.clear(event, "eased")
    blockade.write(event, imposed=event.occurred, route=event.route, by=event.by)
    return draft


def blockade_eased(draft: Draft, event: BlockadeEased) -> Draft:
    """Record that a blockade was eased or lifted."""
    draft.part(BlockadeDraft, event.blockade).write(event, eased=event.occurred, route=event.route)
    return draft


def peacekeepers_deployed(draft: Draft, event: PeacekeepersDeployed) -> Draft:
    """Record that peacekeepers were sent."""
    force = draft.part(PeacekeepersDraft, event.force)
    force.clear(event, "withdrawn")
    force.write(event, deployed=event.occurred, by=event.by, count=event.count, form=event.form)
    return draft


def peacekeepers_withdrawn(draft: Draft, event: PeacekeepersWithdrawn) -> Draft:
    """Record that peacekeepers left."""
    draft.part(PeacekeepersDraft, event.force).write(
        event, withdrawn=event.occurred, by=event.by, form=event.form
    )
    return draft


# Any: each handler takes the kind that is its key.
SECURITY: Final[dict[type[Event], Any]] = {
    CeasefireDeclared: ceasefire_declared,
    CeasefireExtended: ceasefire_extended,
    CeasefireEnded: ceasefire_ended,
    CeasefireViolationAlleged: violation_alleged,
    AgreementViolationAlleged: violation_alleged,
    BlockadeImposed: blockade_imposed,
    BlockadeEased: blockade_eased,
    PeacekeepersDeployed: peacekeepers_deployed,
    PeacekeepersWithdrawn: peacekeepers_withdrawn,
}
