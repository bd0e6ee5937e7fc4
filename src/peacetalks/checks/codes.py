"""The codes of what a check can find: one table; a code never changes its meaning.

PT101 to PT109 are about meetings, PT111 mediation, PT121 texts, PT131 figures, PT141 dates,
PT151 bookkeeping, PT161 sources, PT171 actors, PT181 identity, references and order, PT191 force,
PT195 checkpoints. An *error* cannot be right; a *warning* is probably not right, or not whole;
a *note* is worth knowing. Codes below PT101 are of reading files.
"""

from __future__ import annotations

from typing import Final

from peacetalks.checks.actor_codes import ACTORS
from peacetalks.checks.rule import Rule
from peacetalks.frozenmap import FrozenMap

__all__ = ["CODES", "Rule"]


_RULES: Final = (
    Rule(
        "PT101",
        "warning",
        "an answer to a meeting, or its postponement, that nobody proposed",
        '{"kind": "meeting-refused", "id": "no", "occurred": "2023-11-16", "meeting": "washington", "by": "AZE"}',
        "Add the `meeting-proposed`, if only with the day it was last known to stand "
        "(`[..2023-11-16]`); or correct the meeting's identifier.",
    ),
    Rule(
        "PT102",
        "warning",
        "a meeting held after it was called off, and not proposed again",
        '{"kind": "meeting-cancelled", "id": "off", "occurred": "2023-10-01", "meeting": "granada", "by": "ESP"}\n'
        '{"kind": "meeting-held", "id": "held", "occurred": "2023-10-05", "meeting": "granada", "participants": ["ARM"]}',
        "Add the proposal that revived it, give the later meeting an identifier of its own, or "
        "retract the cancellation.",
    ),
    Rule(
        "PT103",
        "error",
        "an acceptance or refusal of a meeting that had been held",
        '{"kind": "meeting-proposed", "id": "ask", "occurred": "2023-10-01", "meeting": "granada", "invitees": ["ARM", "AZE"]}\n'
        '{"kind": "meeting-held", "id": "held", "occurred": "2023-10-05", "meeting": "granada", "participants": ["ARM"]}\n'
        '{"kind": "meeting-refused", "id": "no", "occurred": "2023-10-07", "meeting": "granada", "by": "AZE"}',
        "Correct the day of the answer or of the meeting; if the answer is about the next meeting, "
        "name that one.",
    ),
    Rule(
        "PT104",
        "warning",
        "an answer given before the meeting was proposed",
        '{"kind": "meeting-accepted", "id": "yes", "occurred": "2023-10-01", "meeting": "granada", "by": "ARM"}\n'
        '{"kind": "meeting-proposed", "id": "ask", "occurred": "2023-10-03", "meeting": "granada", "invitees": ["ARM", "AZE"]}',
        "Correct one of the days; where the proposal is known only from later on, write its day as "
        "`[..2023-10-01]`.",
    ),
    Rule(
        "PT105",
        "warning",
        "a planned day that is more than 30 days past, with no outcome recorded",
        '{"kind": "meeting-proposed", "id": "ask", "occurred": "2023-10-01", "meeting": "granada", "planned_for": "2023-10-05"}\n'
        '{"kind": "statement-made", "id": "later", "occurred": "2023-11-20", "by": "ARM"}',
        "Add what became of the meeting: held, postponed, cancelled or refused.",
    ),
    Rule(
        "PT111",
        "warning",
        "a mediator that a party had rejected, and accepted by its conduct",
        '{"kind": "mediation-rejected", "id": "no", "occurred": "2022-11-25", "by": "AZE", "mediator": "FRA"}\n'
        '{"kind": "meeting-held", "id": "held", "occurred": "2023-06-01", "meeting": "chisinau", "participants": ["ARM", "AZE"], "mediators": ["FRA"]}',
        "Nothing, if it was so: the standing is read off the conduct. Add the "
        "`mediator-standing-restored` if the party said so, or correct the mediator's role "
        "(`host`, `observer`).",
    ),
    Rule(
        "PT121",
        "warning",
        "an answer to a proposal that nobody tabled",
        '{"kind": "proposal-answered", "id": "reply", "occurred": "2023-11-21", "proposal": "treaty-text-6", "by": "ARM"}',
        "Add the `proposal-tabled`, or correct the proposal's identifier.",
    ),
    Rule(
        "PT122",
        "error",
        "an answer given before the proposal was tabled",
        '{"kind": "proposal-answered", "id": "reply", "occurred": "2023-09-01", "proposal": "treaty-text-5", "by": "ARM"}\n'
        '{"kind": "proposal-tabled", "id": "text", "occurred": "2023-09-11", "proposal": "treaty-text-5", "by": "AZE"}',
        "Correct one of the days. When the text became public is `reported`, not `occurred`.",
    ),
    Rule(
        "PT123",
        "note",
        "a stage of an agreement that was passed over",
        '{"kind": "agreement-stage-reached", "id": "ends", "occurred": "2025-03-13", "agreement": "peace-treaty", "stage": "text_concluded"}\n'
        '{"kind": "agreement-stage-reached", "id": "signed", "occurred": "2025-08-08", "agreement": "peace-treaty", "stage": "signed"}',
        "Add the stages between, if they were reached. Nothing, if they were not: no stage implies "
        "another.",
    ),
    Rule(
        "PT124",
        "warning",
        "a stage of an agreement below the one its version had reached",
        '{"kind": "agreement-stage-reached", "id": "initialled", "occurred": "2025-08-08", "agreement": "peace-treaty", "stage": "initialled"}\n'
        '{"kind": "agreement-stage-reached", "id": "draft", "occurred": "2025-09-01", "agreement": "peace-treaty", "stage": "draft"}',
        "Name the `version`, if the later stage is of a new text; otherwise correct the stage or "
        "its day.",
    ),
    Rule(
        "PT125",
        "warning",
        "an agreement signed by two parties or more, without a scope",
        '{"kind": "agreement-stage-reached", "id": "signed", "occurred": "2025-08-08", "agreement": "final-act", "stage": "signed", "parties": ["ARM", "AZE"]}',
        "State its `scope` (`comprehensive`, `partial`, `ceasefire`, ...), or name it as the `aim` of "
        "the talks: without either, it counts as a full agreement in the phase, with a doubt.",
    ),
    Rule(
        "PT131",
        "error",
        "a count of which low ≤ best ≤ high fails",
        '{"kind": "prisoners-released", "id": "freed", "occurred": "2023-12-13", "by": "AZE", "count": {"low": 40, "best": 32}}',
        "Correct the bounds as the source has them. A bound that nobody gave is left out.",
    ),
    Rule(
        "PT132",
        "warning",
        "a cumulative figure below an earlier one of the same series and body",
        '{"kind": "casualties-reported", "id": "first", "occurred": "2023-09-26", "series": "depot", "measure": "killed", "count": 125, "counting_body": "NK"}\n'
        '{"kind": "casualties-reported", "id": "second", "occurred": "2023-09-28", "series": "depot", "measure": "killed", "count": 68, "counting_body": "NK"}',
        "If the body withdrew the earlier figure, add the `event-corrected` or `event-retracted`; "
        "if the two count different things, give them different series.",
    ),
    Rule(
        "PT133",
        "warning",
        "more people who fled or came back than the base they are a share of",
        '{"kind": "population-reported", "id": "base", "occurred": "2023-09", "area": "NK", "count": 120000}\n'
        '{"kind": "displacement-reported", "id": "fled", "occurred": "2023-10-01", "series": "exodus", "count": 143054, "population_base": "base"}',
        "Name the base of the same body and day, or none; check that the figure counts persons "
        "and not movements.",
    ),
    Rule(
        "PT134",
        "error",
        "a number that cannot be: a count below none, a share above all, degrees off the globe",
        '{"kind": "vote-held", "id": "vote", "occurred": "2023-10-01", "vote": "constitution", "turnout": 62.4}',
        "Correct it as the source has it; a share is from 0 to 1, so that 62.4 % is 0.624.",
    ),
    Rule(
        "PT141",
        "error",
        "an end before the start",
        '{"kind": "offensive-launched", "id": "start", "occurred": "2023-09-19", "offensive": "nk-2023", "by": "AZE"}\n'
        '{"kind": "offensive-ended", "id": "end", "occurred": "2023-09-10", "offensive": "nk-2023"}',
        "Correct one of the days, or the identifier of what ended.",
    ),
    Rule(
        "PT142",
        "warning",
        "an effect before the act that gives it",
        '{"kind": "ceasefire-declared", "id": "truce", "occurred": "2023-09-20", "ceasefire": "nk-2023", "effective_from": "2023-09-10"}',
        "Correct one of the days. Nothing, if the act is retroactive.",
    ),
    Rule(
        "PT143",
        "error",
        "a deadline, due day or planned day that had passed when it was set",
        '{"kind": "deadline-set", "id": "set", "occurred": "2020-11-10", "deadline": "kalbajar", "due": "2020-11-01"}',
        "Correct one of the days; mind the year of days around the turn of it.",
    ),
    Rule(
        "PT144",
        "error",
        "a report before the fact can have happened",
        '{"kind": "legal-act-issued", "id": "decree", "occurred": "2023-09-28", "legal_act": "nk-dissolution", "reported": "2023-09-01"}',
        "Correct one of the days. What was announced for a later day is an expectation, a "
        "commitment or a planned day.",
    ),
    Rule(
        "PT145",
        "error",
        "a count that closed before what it counts can have happened",
        '{"kind": "casualties-reported", "id": "killed", "occurred": "2023-09-25", "as_of": "2023-09-20", "series": "depot", "measure": "killed", "count": 68}',
        "Correct one of the days. `occurred` is when people died, fled or came back, not when the "
        "figure was published; `as_of` is when the count closed.",
    ),
    Rule(
        "PT151",
        "warning",
        "bookkeeping about an event that is not there",
        '{"kind": "event-retracted", "id": "undo", "occurred": "2023-09-26", "target": "depot-125"}',
        "Correct the target. If the event is to come in another file, check the files together.",
    ),
    Rule(
        "PT152",
        "error",
        "a correction, confirmation, dispute or merge of bookkeeping",
        '{"kind": "statement-made", "id": "said", "occurred": "2023-09-25", "by": "ARM"}\n'
        '{"kind": "event-retracted", "id": "undo", "occurred": "2023-09-26", "target": "said"}\n'
        '{"kind": "event-confirmed", "id": "yes", "occurred": "2023-09-27", "target": "undo", "by": "ARM"}',
        "Aim it at the fact itself; to undo bookkeeping, retract it.",
    ),
    Rule(
        "PT153",
        "error",
        "retractions or merges in a cycle",
        '{"kind": "event-retracted", "id": "a", "occurred": "2023-09-26", "target": "b"}\n'
        '{"kind": "event-retracted", "id": "b", "occurred": "2023-09-27", "target": "a"}',
        "Correct one of the targets; in a cycle none counts.",
    ),
    Rule(
        "PT154",
        "error",
        "a correction whose replacement has another id than its target",
        '{"kind": "statement-made", "id": "said", "occurred": "2023-09-25", "by": "ARM"}\n'
        '{"kind": "event-corrected", "id": "fix", "occurred": "2023-09-26", "target": "said", "replacement": {"kind": "statement-made", "id": "other", "occurred": "2023-09-24", "by": "ARM"}}',
        "Give the replacement the target's id; `peacetalks.correct` writes it so. Such a correction "
        "is refused where it is made or read (PT002); it is found here only where an older version "
        "made it.",
    ),
    Rule(
        "PT155",
        "error",
        "a correction whose replacement is of another kind than its target",
        '{"kind": "statement-made", "id": "said", "occurred": "2023-09-25", "by": "ARM"}\n'
        '{"kind": "event-corrected", "id": "fix", "occurred": "2023-09-26", "target": "said", "replacement": {"kind": "allegation-made", "id": "said", "occurred": "2023-09-25", "by": "ARM"}}',
        "Retract the event and add the other one.",
    ),
    Rule(
        "PT156",
        "note",
        "a correction of a fact that had been merged into another",
        '{"kind": "statement-made", "id": "a", "occurred": "2023-09-25", "by": "ARM"}\n'
        '{"kind": "statement-made", "id": "b", "occurred": "2023-09-25", "by": "ARM", "text": "no"}\n'
        '{"kind": "events-merged", "id": "ab", "occurred": "2023-09-26", "canonical": "a", "duplicates": ["b"]}\n'
        '{"kind": "event-corrected", "id": "fix", "occurred": "2023-09-27", "target": "b", "replacement": {"kind": "statement-made", "id": "b", "occurred": "2023-09-24", "by": "ARM"}}',
        "Correct the fact that it was merged into: what a fact says, its canonical telling says. "
        "Nothing, if the correction only keeps up the row of a data set.",
    ),
    Rule(
        "PT161",
        "note",
        "a fact known only from sources more than 14 days younger than itself",
        '{"kind": "statement-made", "id": "said", "occurred": "2023-10-01", "by": "ARM", "sources": [{"publisher": "example.org", "published": "2023-11-16"}]}',
        "Add an earlier source, or `reported` where it is known when the fact became public; "
        "until then it counts as known from the source's day only.",
    ),
    Rule(
        "PT162",
        "warning",
        "an inference without a basis or a note",
        '{"kind": "statement-made", "id": "said", "occurred": "2023-10-01", "by": "ARM", "certainty": "inferred"}',
        "Name the ids it was inferred from in `basis`, or say in `note` how.",
    ),
    Rule(
        "PT163",
        "warning",
        "a source that names no publisher, or an external id without its scheme or its id",
        '{"kind": "statement-made", "id": "said", "occurred": "2023-10-01", "by": "ARM", "sources": [{"publisher": ""}]}',
        "Name it, or leave the whole source or external id out.",
    ),
    *ACTORS,
    Rule(
        "PT181",
        "error",
        "an id given to two events that differ",
        '{"kind": "statement-made", "id": "said", "occurred": "2023-10-01", "by": "ARM"}\n'
        '{"kind": "statement-made", "id": "said", "occurred": "2023-10-02", "by": "ARM"}',
        "Give one of them another id; a change of an earlier fact is an `event-corrected`.",
    ),
    Rule(
        "PT182",
        "warning",
        "one fact told twice: same kind, day, actors and object",
        '{"kind": "demand-made", "id": "b", "occurred": "2023-10-08", "demand": "lift-ban", "by": "AZE"}\n'
        '{"kind": "demand-made", "id": "c", "occurred": "2023-10-08", "demand": "lift-ban", "by": "AZE"}',
        "Join them by an `events-merged`; where they are two accounts, give both one `act` and "
        "say who tells each in `claimed_by`. Names are sets: an event without an id that repeats "
        "another in another order of names counts once, and may go.",
    ),
    Rule(
        "PT183",
        "warning",
        "a reference to an event or a thing that is nowhere on record",
        '{"kind": "statement-made", "id": "said", "occurred": "2023-10-01", "by": "ARM", "trigger": ["granada-refusal"]}',
        "Correct the identifier, or add what it names.",
    ),
    Rule(
        "PT184",
        "warning",
        "a fact of a kind that is not known",
        '{"kind": "summit-livestreamed", "id": "live", "occurred": "2023-10-01"}',
        "Correct the kind; or read the file with a vocabulary that knows it: "
        "`read(path, vocabulary=CORE.with_kinds(...))`.",
    ),
    Rule(
        "PT185",
        "warning",
        "facts, or bookkeeping about one fact, in an order that nobody states",
        '{"kind": "casualties-reported", "id": "first", "occurred": "2023-09-25", "series": "depot", "measure": "killed", "count": 20, "counting_body": "NK"}\n'
        '{"kind": "casualties-reported", "id": "second", "occurred": "2023-09-25", "series": "depot", "measure": "killed", "count": 200, "counting_body": "NK"}',
        "State the hour (`2023-09-25T18:00+04:00`), or when each was `reported`. Or keep them in a "
        "file or log, where the later line or record is the later one; of a list in Python "
        "`History(events, in_order=True)` says so.",
    ),
    Rule(
        "PT186",
        "warning",
        "an answer that may be told twice, on neighbouring days",
        '{"kind": "meeting-proposed", "id": "ask", "occurred": "2023-11-01", "meeting": "washington", "invitees": ["ARM", "AZE"]}\n'
        '{"kind": "meeting-refused", "id": "no", "occurred": "2023-11-16", "meeting": "washington", "by": "AZE"}\n'
        '{"kind": "meeting-refused", "id": "again", "occurred": "2023-11-17", "meeting": "washington", "by": "AZE"}',
        "Join them by an `events-merged`, if one of them only reports the other a day late. "
        "Nothing, if the party refused twice.",
    ),
    Rule(
        "PT187",
        "warning",
        "a fact that shares its act with another, and is no other side's telling of it",
        '{"kind": "meeting-proposed", "id": "ask", "occurred": "2023-11-01", "meeting": "lake", "act": "lake", "invitees": ["ARM", "AZE"]}\n'
        '{"kind": "meeting-refused", "id": "no", "occurred": "2023-11-02", "meeting": "lake", "act": "lake", "by": "AZE"}',
        "Give each an `act` of its own, or leave it out: it joins what several sides tell of one "
        "thing, one kind of fact about one identifier. Facts that are one are joined by an "
        "`events-merged`; figures of one event share a `series`.",
    ),
    Rule(
        "PT191",
        "warning",
        "fighting without an end, and without force for more than 30 days",
        '{"kind": "offensive-launched", "id": "start", "occurred": "2023-09-19", "offensive": "nk-2023", "by": "AZE"}\n'
        '{"kind": "statement-made", "id": "later", "occurred": "2023-11-20", "by": "ARM"}',
        "Add the `offensive-ended` or `hostilities-ended`, or the ceasefire, with the day it was known to be over.",
    ),
    Rule(
        "PT195",
        "error",
        "a checkpoint that fails",
        '{"kind": "meeting-proposed", "id": "ask", "occurred": "2023-10-01", "meeting": "granada", "invitees": ["ARM", "AZE"]}\n'
        '{"kind": "checkpoint", "id": "test", "occurred": "2023-10-02", "part": "meetings/granada", "field": "status", "expected": "held"}',
        "Find the event that is missing, or correct what the checkpoint expects; "
        "`peacetalks why` shows what stands behind the part.",
    ),
    Rule(
        "PT196",
        "error",
        "a checkpoint of a part or field that is not there",
        '{"kind": "checkpoint", "id": "test", "occurred": "2023-10-02", "part": "meetings/granada", "field": "status", "expected": "held"}',
        "Correct the address, as `meetings/granada-2023-10`, or the field.",
    ),
)

CODES: Final = FrozenMap({rule.code: rule for rule in _RULES})
"""What each code means, by the code."""
