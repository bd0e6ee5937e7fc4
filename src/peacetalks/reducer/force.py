"""Hostilities, offensives, ceasefires, blockades, peacekeepers, violations: handlers."""

from __future__ import annotations

from typing import Any, Final

from peacetalks.events import (
    AgreementViolationAlleged,
    BlockadeEased,
    BlockadeImposed,
    CeasefireDeclared,
    CeasefireEnded,
    CeasefireExtended,
    CeasefireViolationAlleged,
    Event,
    HostilitiesEnded,
    HostilitiesStarted,
    OffensiveEnded,
    OffensiveLaunched,
    PeacekeepersDeployed,
    PeacekeepersWithdrawn,
)
from peacetalks.events.clocks import settled
from peacetalks.frozenmap import FrozenMap
from peacetalks.reducer.draft import Draft
from peacetalks.state.force import (
    BlockadeDraft,
    CeasefireDraft,
    HostilitiesDraft,
    OffensiveDraft,
    PeacekeepersDraft,
    ViolationsDraft,
)
from peacetalks.state.part import UNSTATED

__all__ = ["FORCE"]


def hostilities_started(draft: Draft, event: HostilitiesStarted) -> Draft:
    """Open hostilities, or open them again."""
    hostilities = draft.part(HostilitiesDraft, event.hostilities)
    hostilities.clear(event, "ended")
    hostilities.write(event, started=event.occurred, parties=event.parties)
    return draft


def hostilities_ended(draft: Draft, event: HostilitiesEnded) -> Draft:
    """End hostilities."""
    draft.part(HostilitiesDraft, event.hostilities).write(event, ended=event.occurred)
    return draft


def offensive_launched(draft: Draft, event: OffensiveLaunched) -> Draft:
    """Open an offensive; what each party calls it is kept side by side."""
    offensive = draft.part(OffensiveDraft, event.offensive)
    offensive.clear(event, "ended")
    labels = event.labels and FrozenMap({**offensive.labels, **event.labels})
    offensive.write(
        event,
        launched=event.occurred,
        by=event.by,
        against=event.against,
        area=event.area,
        labels=labels,
    )
    return draft


def offensive_ended(draft: Draft, event: OffensiveEnded) -> Draft:
    """End an offensive."""
    draft.part(OffensiveDraft, event.offensive).write(event, ended=event.occurred)
    return draft


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
    """End a ceasefire. A violation alleged never does."""
    draft.part(CeasefireDraft, event.ceasefire).write(event, ended=event.occurred)
    return draft


def violation_alleged(
    draft: Draft, event: CeasefireViolationAlleged | AgreementViolationAlleged
) -> Draft:
    """Count an allegation, for each accuser and each accused."""
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
    """Take down that a blockade was eased or lifted."""
    draft.part(BlockadeDraft, event.blockade).write(event, eased=event.occurred, route=event.route)
    return draft


def peacekeepers_deployed(draft: Draft, event: PeacekeepersDeployed) -> Draft:
    """Take down that peacekeepers were sent."""
    force = draft.part(PeacekeepersDraft, event.force)
    force.clear(event, "withdrawn")
    force.write(event, deployed=event.occurred, by=event.by, count=event.count, form=event.form)
    return draft


def peacekeepers_withdrawn(draft: Draft, event: PeacekeepersWithdrawn) -> Draft:
    """Take down that peacekeepers left."""
    draft.part(PeacekeepersDraft, event.force).write(
        event, withdrawn=event.occurred, by=event.by, form=event.form
    )
    return draft


# Any: each handler takes the kind it stands beside.
FORCE: Final[dict[type[Event], Any]] = {
    HostilitiesStarted: hostilities_started,
    HostilitiesEnded: hostilities_ended,
    OffensiveLaunched: offensive_launched,
    OffensiveEnded: offensive_ended,
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
