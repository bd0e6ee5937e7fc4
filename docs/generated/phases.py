"""The page of phases: the rules as a table, made of the code, with an example of each that runs."""

from __future__ import annotations

from collections.abc import Iterator

from peacetalks.state.queries.phases.force import QUIET_DAYS
from peacetalks.state.queries.phases.meetings import TALKING_DAYS
from peacetalks.state.queries.phases.rules import RULES, PhaseName

INTRODUCTION = """\
Each pair of parties has a phase of its own: what one pair signed says nothing of another pair's war.
`state.phases()` gives the phase of every pair on record, those that fight first;
`state.phase_between("ARM", "AZE")` that of two; `state.phase` that of the **main pair**, which it names:
the two parties of the talks that the stream names, or else the pair that most facts of `state.facts` are about (of
several with equally many, the one whose rule comes first). The brief prints every pair that fights,
then the main pair.

The rules are tried from the top; the first that holds gives the phase. A phase says which rule held
(`rule`), what makes it less than certain (`doubt`), and which events it rests on (`because`, or
`peacetalks why FILE phase/ARM-AZE`).
"""

TERMS = f"""\
## What the words mean

**A pair** is two parties. Both are in `parties`; or one in `by` and one in `against`; or both are invited to
a meeting, or took part as parties; or an area passed from one to the other; or both signed. Where an event
has `parties`, they win over `by`. Who invites one other alone is the other party. Mediators, hosts and
witnesses make no pair, and neither do two who attack a third. Hostilities are between every two of their
`parties`: code one event for each pair that fights. An organ counts as its state, if it is on record as one
(`organ_of`); a faction or an ally is an actor of its own ([who is who](../explanation/actors.md)). An attack that names several in `by` and nobody in `against` is one between them: who attacked
whom is not on record.

**Force** is an attack, control of an area taken by force, or a confirmed violation of a ceasefire: one whose
`certainty` is *confirmed*, or, of the accused, those who admit it. Where a monitor alleges it, it is between
the accused and the others whom the ceasefire binds. A violation that is only alleged is a doubt, and so is
force that rests on the word of a party, disputed or provisional.

**A ceasefire binds** those whom its `parties` name. One of one party alone silences nobody; two of one party
each, in force at once, bind both, if anything else between the two is on record. One whose parties are not stated binds nobody. One without a term counts
until it is ended; after a year in which nothing was heard of it, it has *no end on record*:
`state.ceasefires_without_end()` lists it, `state.ceasefires_in_force()` does not. It is *later* than a use of
force if it was declared later in [the one order](../explanation/order.md), or holds from a later day; an extension
moves its term and silences nothing. Force after it is fighting for {QUIET_DAYS} days; it does not end it.

**A full agreement** is the `aim` of the talks of the two, or of talks whose parties are not stated. Where none
of these name an aim, it is one whose
`scope` is comprehensive or not stated, which is a doubt. A framework is full only as the aim; partial,
procedural, ceasefire, statement, renewal and implementation texts never are.

**No end on record**: hostilities or an offensive without an end, between two of whom no use of force is on
record for a year, are no fighting any more; whatever phase follows has that as its doubt.

**A meeting is pending** until the day it is planned for has passed; one without a day for {TALKING_DAYS} days.
Rounds of which only the number is known, and meetings that span more than 31 days, are on record and are
no talking, and talks that are open without a meeting are *dormant*.

## Conventions, and where they differ from UCDP's

The spans of {QUIET_DAYS} and {TALKING_DAYS} days, and of a year, are conventions of this library. They describe
a day; the Uppsala Conflict Data Program describes a calendar year.

| | here | UCDP |
|---|---|---|
| unit | two parties on one day | a dyad or a conflict in a calendar year |
| fighting | a use of force in the last {QUIET_DAYS} days, or open hostilities without an end; no number of dead is asked for | a conflict is active in a year with at least 25 battle-related deaths |
| an end | a later ceasefire that binds both, an end on record, or a year without force ("no end on record") | an episode ends after a calendar year in which the conflict was not active |
| agreements | full, as above; partial texts move no phase | full, partial and peace process agreements, by what they settle |
| ceasefires | one that binds both silences earlier force; one-sided ones are a doubt | coded with the agreements, or as a way in which a conflict ended |

Sources: the definitions of the Uppsala Conflict Data Program, and the codebook of its Peace Agreement Dataset;
that ceasefires are unilateral, bilateral or multilateral is from the ETH/PRIO Civil Conflict Ceasefire Dataset.
"""

SETUP = """\
>>> import peacetalks as pt
>>> BOTH = ("ARM", "AZE")
>>> def phase(*events, on):
...     found = pt.History(events).state(on=on).phase_between(*BOTH)
...     print(found.name, "-", found.rule, f"({found.doubt})" if found.doubt else "")
"""

EXAMPLES: dict[PhaseName, str] = {
    "fighting": """\
>>> war = pt.HostilitiesStarted(occurred="2031-04-15", hostilities="war", parties=BOTH)
>>> alone = pt.CeasefireDeclared(occurred="2031-05-01", ceasefire="pause", parties="AZE")
>>> phase(war, alone, on="2031-05-10")
fighting - hostilities without an end or a later ceasefire (Azerbaijan alone has declared a ceasefire: pause)
>>> truce = pt.CeasefireDeclared(occurred="2031-05-20", ceasefire="may", parties=BOTH)
>>> shelled = pt.AttackReported(occurred="2031-06-02", by="AZE", against="ARM", form="shelling")
>>> phase(war, truce, shelled, on="2031-06-21")
fighting - force was used in the last 30 days
""",
    "implementing": """\
>>> talks = pt.TalksOpened(occurred="2031-01-10", talks="lake", parties=BOTH, aim="lake-treaty")
>>> def treaty(stage, on):
...     return pt.AgreementStageReached(
...         occurred=on, agreement="lake-treaty", stage=stage, parties=BOTH
...     )
>>> phase(talks, treaty("in_force", "2031-11-24"), on="2031-12-01")
implementing - lake-treaty is in force
""",
    "signed": """\
>>> phase(talks, treaty("signed", "2031-11-24"), on="2031-12-01")
signed - lake-treaty is signed
>>> phase(treaty("signed", "2031-11-24"), on="2031-12-01")
signed - lake-treaty is signed (the scope of lake-treaty is not stated)
""",
    "concluding": """\
>>> phase(talks, treaty("initialled", "2031-11-24"), on="2031-12-01")
concluding - lake-treaty: initialled, not signed
""",
    "suspended": """\
>>> stopped = pt.NegotiationSuspended(occurred="2031-02-01", talks="lake", by="AZE")
>>> phase(talks, stopped, on="2031-02-10")
suspended - lake: suspended by Azerbaijan and not resumed
""",
    "blocked": """\
>>> asked = pt.MeetingProposed(occurred="2031-03-01", meeting="quay", invitees=BOTH)
>>> no = pt.MeetingRefused(occurred="2031-03-04", meeting="quay", by="AZE")
>>> phase(asked, no, on="2031-03-10")
blocked - the last answer is a refusal and no meeting is open
""",
    "talking": """\
>>> phase(asked, on="2031-03-10")
talking - a meeting is pending
>>> met = pt.MeetingHeld(occurred="2031-03-20", meeting="quay", participants=BOTH)
>>> phase(asked, met, on="2031-06-18")
talking - a meeting was held in the last 90 days
""",
    "ceasefire": """\
>>> phase(war, truce, on="2031-06-01")
ceasefire - a ceasefire between the two is in force
>>> phase(war, truce, on="2032-06-01")
ceasefire - a ceasefire, no end on record (no news of may for a year, and no end on record)
""",
    "dormant": """\
>>> phase(asked, met, on="2031-06-19")
dormant - no meeting is pending, and none was held in the last 90 days
>>> phase(war, on="2032-06-01")
dormant - no meeting is pending, and none was held in the last 90 days (war has no end on record, and no use of force since 2031-04-15)
""",
    "unrecorded": """\
>>> phase(pt.StatementMade(occurred="2031-03-01", by="AZE"), on="2031-03-02")
unrecorded - no talks, meeting, agreement, ceasefire or force between two parties is on record by the day
""",
}


def phases_page() -> str:
    """Return the page."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield from ("# Phases: the rules", "", INTRODUCTION)
    yield from ("| phase of A and B | holds when | doubt |", "|---|---|---|")
    for rule in RULES:
        yield f"| [{rule.name}](#{rule.name}) | {rule.when} | {rule.doubt} |"
    yield from ("", TERMS, "## An example of each", "", "```python", SETUP, "```", "")
    for rule in RULES:
        yield from (f"### {rule.name}", "", "```python", EXAMPLES[rule.name], "```", "")
