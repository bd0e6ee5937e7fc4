"""A meeting that was asked for and refused, and how a scenario of it fails."""

import pytest

import peacetalks as pt
from peacetalks.testing import BrokenLaw

ASK = pt.MeetingProposed(
    id="ask",
    occurred="2023-10-20",
    meeting="washington",
    invitees=("ARM", "AZE"),
    mediators="USA",
    planned_for="2023-11-20",
)
NO = pt.MeetingRefused(
    id="no",
    occurred="2023-11-16",
    meeting="washington",
    by="AZE",
    reasons=pt.Reason("mediator_bias", against="USA"),
)
MET = pt.MeetingHeld(
    id="met", occurred="2023-10-05", meeting="granada", participants=("ARM", "AZE"), level="leaders"
)


def fails(ask):
    """Return the text of the law that a scenario breaks."""
    with pytest.raises(BrokenLaw) as broken:
        ask()
    return str(broken.value)


def first_lines(ask):
    return fails(ask).partition("\n\n")[0].splitlines()
