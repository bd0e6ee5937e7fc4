"""What the tests of phases tell: events with their usual days and parties, a story per phase."""

from peacetalks.events.force import AttackReported, HostilitiesStarted, OffensiveLaunched
from peacetalks.events.meetings import MeetingsHeld
from peacetalks.events.security import CeasefireDeclared, CeasefireViolationAlleged
from peacetalks.events.talks import NegotiationSuspended, TalksOpened
from peacetalks.events.territory import TerritorialControlChanged
from stories import BOTH, at, held, proposed, reached, refused, said


def truce(on="2024-01-01", ceasefire="c", parties=BOTH, **more):
    return CeasefireDeclared(occurred=on, ceasefire=ceasefire, parties=parties, **more)


def offensive(on="2024-01-10", by="AZE", against="ARM", **more):
    return OffensiveLaunched(occurred=on, offensive="o", by=by, against=against, **more)


def fight(on="2024-01-10", name="h", parties=BOTH):
    return HostilitiesStarted(occurred=on, hostilities=name, parties=parties)


def attack(on="2024-01-30", by="AZE", against="ARM"):
    return AttackReported(occurred=on, by=by, against=against)


def taken(on="2024-01-30", mode="force", area="Ford", from_="ARM", to="AZE"):
    return TerritorialControlChanged(occurred=on, area=area, from_=from_, to=to, mode=mode)


def alleged(on="2024-01-30", by="ARM", against="AZE", **more):
    return CeasefireViolationAlleged(occurred=on, ceasefire="c", by=by, against=against, **more)


def talks(aim="a", on="2023-01-01", name="t", parties=BOTH, **more):
    return TalksOpened(occurred=on, talks=name, parties=parties, aim=aim, **more)


def text(stage, scope="comprehensive", parties=BOTH, **more):
    return reached(stage, scope=scope, parties=parties, **more)


def suspended(on="2024-01-05", **more):
    return NegotiationSuspended(**{"occurred": on, "talks": "t", "by": "AZE"} | more)


def between(events, on="2024-01-31", pair=BOTH):
    return at(events, on).phase_between(*pair)


def name_of(events, on="2024-01-31", pair=BOTH):
    return between(events, on, pair).name


SCENES = {
    "fighting": [offensive()],
    "implementing": [text("in_force")],
    "signed": [text("signed", agreement="b")],
    "concluding": [text("initialled", agreement="c")],
    "suspended": [talks(aim=None), suspended()],
    "blocked": [proposed(on="2024-01-01"), refused(on="2024-01-10")],
    "talking": [held(on="2024-01-09", meeting="other")],
    "ceasefire": [truce("2023-12-01")],
    "dormant": [MeetingsHeld(occurred="2024-01-09", participants=BOTH)],
    "unrecorded": [said("2024-01-01")],
}
