"""Facts of which long histories are made: such as stay, such as a brief prints, and simple ones."""

from __future__ import annotations

import peacetalks as pt
from peacetalks.events.bookkeeping import EventRetracted

__all__ = ["LASTING", "lasting", "printed", "simple", "simple_day"]

LASTING = (pt.AttackReported, pt.StatementMade, pt.AllegationMade, pt.PrisonersReleased)


def lasting(number, order):
    """Return a fact that no later one replaces; now and then one that withdraws an earlier one."""
    told = {"id": f"n{number}", "occurred": simple_day(order.randint(0, 80))}
    if number % 20 == 9:
        return EventRetracted(target=f"n{order.randint(0, 150)}", **told)
    if number % 20 == 8:
        return pt.Annotation(namespace="coder", payload={"number": number}, **told)
    if number % 10 == 7:
        told["act"] = f"a{order.randint(0, 9)}"
    kind = order.choice(LASTING)
    return kind(by=order.choice(["ARM", "AZE", ("ARM", "AZE")]), **told)


def printed(number, order, words):
    """Return a fact about a thing of its own, that a brief prints."""
    one, other, third = order.sample([f"P{n}" for n in range(30)], 3)
    source = pt.Source(f"press-{number}", title=words or None, url="https://example.org/a")
    told = {"occurred": simple_day(order.randint(0, 80)), "id": f"n{number}", "sources": source}
    name = f"t{number}"
    reasons = [pt.Reason("mediator_bias", words, against=third)] * 3
    kind, fields_ = order.choice([
        (pt.AttackReported, {"by": one, "against": other, "form": words or None}),
        (pt.StatementMade, {"by": one, "speaker": words or None, "text": words}),
        (pt.MeetingHeld, {"meeting": name, "participants": (one, other), "mediators": third}),
        (pt.MeetingProposed, {"meeting": name, "invitees": (one, other), "planned_for": "2024"}),
        (pt.MeetingRefused, {"meeting": name, "by": one, "reasons": reasons}),
        (pt.MediationOffered, {"mediator": third, "parties": (one, other)}),
        (pt.NegotiationSuspended, {"talks": name, "by": one, "resume_if": [words or "x"] * 3}),
        (pt.AgreementStageReached, {"agreement": name, "stage": "draft", "title": words or None}),
        (pt.ExpectationStated, {"expectation": name, "by": one, "outcome": words}),
        (pt.CommitmentMade, {"commitment": name, "by": one, "content": words, "due": "2023-11"}),
        (pt.DeadlineSet, {"deadline": name, "due": "2024-01-01"}),
        (pt.OffensiveLaunched, {"offensive": name, "by": one, "labels": {other: words or "x"}}),
        (pt.CasualtiesReported, {"series": name, "measure": "killed", "count": number}),
        (pt.LegalActIssued, {"legal_act": name, "by": one, "content": words}),
        (pt.RulingIssued, {"ruling": name, "subject": words}),
    ])  # fmt: skip
    return kind(**told, **fields_)


def simple(number, order):
    """Return a fact about few things; now and then one that withdraws an earlier one."""
    told = {"id": f"n{number}", "occurred": simple_day(order.randint(0, 80))}
    if number % 30 == 9:
        return EventRetracted(target=f"n{order.randint(0, 150)}", **told)
    by, mediator = order.choice(["ARM", "AZE"]), order.choice(["USA", "RUS"])
    if number % 10 == 8:
        return pt.MediationEnded(mediator=mediator, by=order.choice([None, by]), **told)
    if number % 10 == 7:
        return pt.MediationOffered(mediator=mediator, parties=by, **told)
    if number % 20 == 6:
        # Of one act, as one side or the other tells it.
        told["claimed_by"] = order.choice(["ARM", "AZE"])
        kind = order.choice([pt.MeetingRefused, pt.MeetingAccepted])
        return kind(meeting="m0", by="ARM", act="a", **told)
    if number % 10 == 5:
        return pt.AttackReported(by=by, **told)
    kind = order.choice([pt.MeetingRefused, pt.MeetingAccepted, pt.MeetingProposed])
    if kind is pt.MeetingRefused:
        told["reasons"] = pt.Reason("mediator_bias", against=mediator)
    return kind(meeting=f"m{order.randint(0, 3)}", by=by, **told)


def simple_day(number):
    return f"2023-{9 + number // 28:02}-{number % 28 + 1:02}"
