"""The rules of ``check``, from PT101; those about actors are in ``checks_of_actors``.

PT101 to PT109 are about meetings. The others start at PT111 (mediation), PT121 (agreements), PT131
(figures), PT141 (dates), PT151 (bookkeeping), PT157 (coverage), PT161 (sources), PT181 (identity, references and
order), PT191 (force) and PT195 (checkpoints).
"""

from __future__ import annotations

from typing import Final

from peacetalks.findings.rule import Rule

UNPROPOSED: Final = Rule(
    "PT101",
    "warning",
    "an answer to, or postponement of, a meeting that nobody proposed",
    '{"kind": "meeting-refused", "id": "no", "occurred": "2023-11-16", "meeting": "washington", "by": "AZE"}',
    "Add the `meeting-proposed`, even if only the latest possible day is known "
    "(`[..2023-11-16]`); or correct the meeting's identifier.",
)
HELD_AFTER_CANCELLED: Final = Rule(
    "PT102",
    "warning",
    "a meeting held after it was called off, and not proposed again",
    '{"kind": "meeting-cancelled", "id": "off", "occurred": "2023-10-01", "meeting": "granada", "by": "ESP"}\n'
    '{"kind": "meeting-held", "id": "held", "occurred": "2023-10-05", "meeting": "granada", "participants": ["ARM"]}',
    "Add the proposal that revived it, give the later meeting its own identifier, or "
    "retract the cancellation.",
)
ANSWERED_AFTER_HELD: Final = Rule(
    "PT103",
    "error",
    "an acceptance or refusal of a meeting that had already been held",
    '{"kind": "meeting-proposed", "id": "ask", "occurred": "2023-10-01", "meeting": "granada", "invitees": ["ARM", "AZE"]}\n'
    '{"kind": "meeting-held", "id": "held", "occurred": "2023-10-05", "meeting": "granada", "participants": ["ARM"]}\n'
    '{"kind": "meeting-refused", "id": "no", "occurred": "2023-10-07", "meeting": "granada", "by": "AZE"}',
    "Correct the day of the answer or of the meeting; if the answer is about the next meeting, "
    "name that one.",
)
ANSWERED_BEFORE_PROPOSED: Final = Rule(
    "PT104",
    "warning",
    "an answer given before the meeting was proposed",
    '{"kind": "meeting-accepted", "id": "yes", "occurred": "2023-10-01", "meeting": "granada", "by": "ARM"}\n'
    '{"kind": "meeting-proposed", "id": "ask", "occurred": "2023-10-03", "meeting": "granada", "invitees": ["ARM", "AZE"]}',
    "Correct one of the days; if the day of the proposal is not known, write it as "
    "`[..2023-10-01]`.",
)
OUTCOME_NOT_RECORDED: Final = Rule(
    "PT105",
    "warning",
    "a planned day that is more than 30 days past, with no outcome recorded",
    '{"kind": "meeting-proposed", "id": "ask", "occurred": "2023-10-01", "meeting": "granada", "planned_for": "2023-10-05"}\n'
    '{"kind": "statement-made", "id": "later", "occurred": "2023-11-20", "by": "ARM"}',
    "Add the outcome of the meeting: held, postponed, cancelled or refused.",
)
REJECTED_BUT_ACCEPTED: Final = Rule(
    "PT111",
    "warning",
    "a mediator that a party had rejected, but then accepted by its conduct",
    '{"kind": "mediation-rejected", "id": "no", "occurred": "2022-11-25", "by": "AZE", "mediator": "FRA"}\n'
    '{"kind": "meeting-held", "id": "held", "occurred": "2023-06-01", "meeting": "chisinau", "participants": ["ARM", "AZE"], "mediators": ["FRA"]}',
    "Nothing, if that is what happened: the standing follows the conduct. Add the "
    "`mediator-standing-restored` if the party said so, or correct the mediator's role "
    "(`host`, `observer`).",
)
UNKNOWN_PROPOSAL: Final = Rule(
    "PT121",
    "warning",
    "an answer to a proposal that nobody tabled",
    '{"kind": "proposal-answered", "id": "reply", "occurred": "2023-11-21", "proposal": "treaty-text-6", "by": "ARM"}',
    "Add the `proposal-tabled`, or correct the proposal's identifier.",
)
ANSWERED_BEFORE_TABLED: Final = Rule(
    "PT122",
    "error",
    "an answer given before the proposal was tabled",
    '{"kind": "proposal-answered", "id": "reply", "occurred": "2023-09-01", "proposal": "treaty-text-5", "by": "ARM"}\n'
    '{"kind": "proposal-tabled", "id": "text", "occurred": "2023-09-11", "proposal": "treaty-text-5", "by": "AZE"}',
    "Correct one of the days. The day on which the text became public is `reported`, not "
    "`occurred`.",
)
STAGE_SKIPPED: Final = Rule(
    "PT123",
    "note",
    "a stage of an agreement that was skipped",
    '{"kind": "agreement-stage-reached", "id": "ends", "occurred": "2025-03-13", "agreement": "peace-treaty", "stage": "text_concluded"}\n'
    '{"kind": "agreement-stage-reached", "id": "signed", "occurred": "2025-08-08", "agreement": "peace-treaty", "stage": "signed"}',
    "Add the stages between, if they were reached. Otherwise nothing: no stage implies another.",
)
STAGE_BELOW: Final = Rule(
    "PT124",
    "warning",
    "a stage of an agreement below one that its version had already reached",
    '{"kind": "agreement-stage-reached", "id": "initialled", "occurred": "2025-08-08", "agreement": "peace-treaty", "stage": "initialled"}\n'
    '{"kind": "agreement-stage-reached", "id": "draft", "occurred": "2025-09-01", "agreement": "peace-treaty", "stage": "draft"}',
    "If the later stage is of a new text, name the `version`; otherwise correct the stage or "
    "its day.",
)
SCOPE_MISSING: Final = Rule(
    "PT125",
    "warning",
    "an agreement signed by two parties or more, without a scope",
    '{"kind": "agreement-stage-reached", "id": "signed", "occurred": "2025-08-08", "agreement": "final-act", "stage": "signed", "parties": ["ARM", "AZE"]}',
    "State its `scope` (`comprehensive`, `partial`, `ceasefire`, ...), or name it as the `aim` of "
    "the talks. Without either, the phase treats it as a full agreement, but in doubt.",
)
COUNT_OUT_OF_ORDER: Final = Rule(
    "PT131",
    "error",
    "a count that does not satisfy low ≤ best ≤ high",
    '{"kind": "prisoners-released", "id": "freed", "occurred": "2023-12-13", "by": "AZE", "count": {"low": 40, "best": 32}}',
    "Write the bounds as the source gives them, and leave out a bound that it does not give.",
)
CUMULATIVE_FALLS: Final = Rule(
    "PT132",
    "warning",
    "a cumulative figure below an earlier one of the same series and counting body",
    '{"kind": "casualties-reported", "id": "first", "occurred": "2023-09-26", "series": "depot", "measure": "killed", "count": 125, "counting_body": "NK"}\n'
    '{"kind": "casualties-reported", "id": "second", "occurred": "2023-09-28", "series": "depot", "measure": "killed", "count": 68, "counting_body": "NK"}',
    "If the body withdrew the earlier figure, add the `event-corrected` or `event-retracted`; "
    "if the two count different things, give them different series.",
)
ABOVE_POPULATION: Final = Rule(
    "PT133",
    "warning",
    "more people fled or returned than the population they are a share of",
    '{"kind": "population-reported", "id": "base", "occurred": "2023-09", "area": "NK", "count": 120000}\n'
    '{"kind": "displacement-reported", "id": "fled", "occurred": "2023-10-01", "series": "exodus", "count": 143054, "population_base": "base"}',
    "Name a population from the same body and day, or leave it out; check that the figure "
    "counts persons, not movements.",
)
IMPOSSIBLE_NUMBER: Final = Rule(
    "PT134",
    "error",
    "an impossible number: a count below zero, a share above one, degrees off the globe",
    '{"kind": "vote-held", "id": "vote", "occurred": "2023-10-01", "vote": "constitution", "turnout": 62.4}',
    "Write the number as the source gives it; a share is between 0 and 1, so 62.4 % is 0.624.",
)
MAY_BE_ONE_TOLL: Final = Rule(
    "PT135",
    "warning",
    "figures of two series that may be one toll",
    '{"kind": "casualties-reported", "id": "first", "occurred": "2023-09-25", "series": "depot", "measure": "killed", "count": 20, "counting_body": "NK"}\n'
    '{"kind": "casualties-reported", "id": "second", "occurred": "2023-09-25", "series": "depot-fire", "measure": "killed", "count": 20, "counting_body": "NK"}',
    "Give both the same `series`, or join them with `events-merged`: figures of two series are "
    "added in a panel. If they are of two incidents, name each in `incident`.",
)
SPAN_NOT_COUNTED: Final = Rule(
    "PT136",
    "warning",
    "casualties of more than 31 days that do not say whether they are of these days alone",
    '{"kind": "casualties-reported", "id": "toll", "occurred": "2022-02/2023-06", "series": "war", "measure": "killed", "count": 61000, "counting_body": "ARM"}',
    "State `counting`: `cumulative` for all since some day, which no month may claim, or `flow` "
    "for those of these days alone, which are spread over them.",
)
ENDED_BEFORE_STARTED: Final = Rule(
    "PT141",
    "error",
    "an end before the start",
    '{"kind": "offensive-launched", "id": "start", "occurred": "2023-09-19", "offensive": "nk-2023", "by": "AZE"}\n'
    '{"kind": "offensive-ended", "id": "end", "occurred": "2023-09-10", "offensive": "nk-2023"}',
    "Correct one of the days, or the identifier of what ended.",
)
EFFECTIVE_BEFORE_DECLARED: Final = Rule(
    "PT142",
    "warning",
    "an effect before the act that causes it",
    '{"kind": "ceasefire-declared", "id": "truce", "occurred": "2023-09-20", "ceasefire": "nk-2023", "effective_from": "2023-09-10"}',
    "Correct one of the days. Nothing, if the act is retroactive.",
)
PAST_WHEN_SET: Final = Rule(
    "PT143",
    "error",
    "a deadline, due day or planned day that had already passed when it was set",
    '{"kind": "deadline-set", "id": "set", "occurred": "2020-11-10", "deadline": "kalbajar", "due": "2020-11-01"}',
    "Correct one of the days; around New Year, check the year.",
)
REPORTED_BEFORE_FACT: Final = Rule(
    "PT144",
    "error",
    "a report before the fact can have happened",
    '{"kind": "legal-act-issued", "id": "decree", "occurred": "2023-09-28", "legal_act": "nk-dissolution", "reported": "2023-09-01"}',
    "Correct one of the days. If it was only announced for a later day, record an "
    "expectation, a commitment or a planned day.",
)
CLOSED_BEFORE_FACT: Final = Rule(
    "PT145",
    "error",
    "a count that closed before what it counts can have happened",
    '{"kind": "casualties-reported", "id": "killed", "occurred": "2023-09-25", "as_of": "2023-09-20", "series": "depot", "measure": "killed", "count": 68}',
    "Correct one of the days. `occurred` is when people died, fled or returned, not when the "
    "figure was published; `as_of` is when the count closed.",
)
NO_TARGET: Final = Rule(
    "PT151",
    "warning",
    "bookkeeping about an event that does not exist",
    '{"kind": "event-retracted", "id": "undo", "occurred": "2023-09-26", "target": "depot-125"}',
    "Correct the target. If the event is in another file, check the files together.",
)
WRONG_TARGET: Final = Rule(
    "PT152",
    "error",
    "a correction, confirmation, dispute or merge of bookkeeping",
    '{"kind": "statement-made", "id": "said", "occurred": "2023-09-25", "by": "ARM"}\n'
    '{"kind": "event-retracted", "id": "undo", "occurred": "2023-09-26", "target": "said"}\n'
    '{"kind": "event-confirmed", "id": "yes", "occurred": "2023-09-27", "target": "undo", "by": "ARM"}',
    "Make the target the fact itself; to undo bookkeeping, retract it.",
)
CYCLE: Final = Rule(
    "PT153",
    "error",
    "retractions or merges in a cycle",
    '{"kind": "event-retracted", "id": "a", "occurred": "2023-09-26", "target": "b"}\n'
    '{"kind": "event-retracted", "id": "b", "occurred": "2023-09-27", "target": "a"}',
    "Correct one of the targets; none of those in a cycle counts.",
)
OTHER_ID: Final = Rule(
    "PT154",
    "error",
    "a correction whose replacement has a different id from its target",
    '{"kind": "statement-made", "id": "said", "occurred": "2023-09-25", "by": "ARM"}\n'
    '{"kind": "event-corrected", "id": "fix", "occurred": "2023-09-26", "target": "said", "replacement": {"kind": "statement-made", "id": "other", "occurred": "2023-09-24", "by": "ARM"}}',
    "Give the replacement the id of the target, as `peacetalks.correct` does. Such a correction "
    "is now refused when it is made or read (PT002); this finding is for corrections that an "
    "older version made.",
)
OTHER_KIND: Final = Rule(
    "PT155",
    "error",
    "a correction whose replacement is of a different kind from its target",
    '{"kind": "statement-made", "id": "said", "occurred": "2023-09-25", "by": "ARM"}\n'
    '{"kind": "event-corrected", "id": "fix", "occurred": "2023-09-26", "target": "said", "replacement": {"kind": "allegation-made", "id": "said", "occurred": "2023-09-25", "by": "ARM"}}',
    "Retract the event and add the other one.",
)
CORRECTS_MERGED: Final = Rule(
    "PT156",
    "note",
    "a correction of a fact that had already been merged into another",
    '{"kind": "statement-made", "id": "a", "occurred": "2023-09-25", "by": "ARM"}\n'
    '{"kind": "statement-made", "id": "b", "occurred": "2023-09-25", "by": "ARM", "text": "no"}\n'
    '{"kind": "events-merged", "id": "ab", "occurred": "2023-09-26", "canonical": "a", "duplicates": ["b"]}\n'
    '{"kind": "event-corrected", "id": "fix", "occurred": "2023-09-27", "target": "b", "replacement": {"kind": "statement-made", "id": "b", "occurred": "2023-09-24", "by": "ARM"}}',
    "Correct the fact that it was merged into, whose content counts. Nothing, if the "
    "correction only keeps the row of a data set up to date.",
)
COVERS_NO_DAYS: Final = Rule(
    "PT157",
    "error",
    "a coverage without a first or a last day, or of days after it was stated",
    '{"kind": "coverage-stated", "id": "own", "occurred": "2023-11-16", "coverage": "own", "counts": ["meeting-held"], "period": "2020-11/2024-12", "complete": "complete"}',
    "Write the period from the first to the last day that was looked at, as `2020-11/2023-10`. "
    "A period that ends before it begins is not a date, and is refused when it is read (PT002).",
)
COUNTS_NOTHING: Final = Rule(
    "PT158",
    "error",
    "a coverage of something that no kind counts",
    '{"kind": "coverage-stated", "id": "own", "occurred": "2023-11-16", "coverage": "own", "counts": ["casualties-reported:kiled"], "period": "2020-11/2023-10", "complete": "complete"}',
    "Correct the tag of the kind (`peacetalks kinds` lists them) or the measure after the colon; "
    "until then nothing is covered by it.",
)
CONTRADICTORY_COVERAGE: Final = Rule(
    "PT159",
    "warning",
    "a coverage that contradicts another: one is complete, and one a sample of the same",
    '{"kind": "coverage-stated", "id": "all", "occurred": "2023-11-16", "coverage": "own", "counts": ["meeting-held"], "period": "2020-11/2023-10", "complete": "complete"}\n'
    '{"kind": "coverage-stated", "id": "some", "occurred": "2023-11-16", "coverage": "own-2", "counts": ["meeting-held"], "period": "2023-09/2023-10", "complete": "sampled"}',
    "Correct `complete` or `period` of one of them, or give both the same `coverage` if the later "
    "one replaces the earlier. Until then the complete one counts.",
)
OUTSIDE_COVERAGE: Final = Rule(
    "PT160",
    "warning",
    "facts of a kind and source that state a coverage, on days outside of it",
    '{"kind": "coverage-stated", "id": "own", "occurred": "2023-11-16", "coverage": "own", "counts": ["meeting-held"], "period": "2022/2023-10", "complete": "complete"}\n'
    '{"kind": "meeting-held", "id": "held", "occurred": "2021-11-26", "meeting": "sochi", "participants": ["ARM", "AZE"]}',
    "Correct the period of the coverage, or the day of the facts. Nothing, if the facts are only "
    "background: the days around them stay without an answer.",
)
KNOWN_LATE: Final = Rule(
    "PT161",
    "note",
    "a fact whose sources are all dated more than 14 days after it",
    '{"kind": "statement-made", "id": "said", "occurred": "2023-10-01", "by": "ARM", "sources": [{"publisher": "example.org", "published": "2023-11-16"}]}',
    "Add an earlier source, or `reported` if you know when the fact became public; until then "
    "the fact counts as known only from the day of the source.",
)
INFERRED_FROM_NOTHING: Final = Rule(
    "PT162",
    "warning",
    "an inference without a basis or a note",
    '{"kind": "statement-made", "id": "said", "occurred": "2023-10-01", "by": "ARM", "certainty": "inferred"}',
    "Name in `basis` the ids it was inferred from, or explain the inference in `note`.",
)
INCOMPLETE_SOURCE: Final = Rule(
    "PT163",
    "warning",
    "a source without a publisher, or an external id without its scheme or its id",
    '{"kind": "statement-made", "id": "said", "occurred": "2023-10-01", "by": "ARM", "sources": [{"publisher": ""}]}',
    "Add it, or leave out the whole source or external id.",
)
ID_USED_TWICE: Final = Rule(
    "PT181",
    "error",
    "one id for two different events",
    '{"kind": "statement-made", "id": "said", "occurred": "2023-10-01", "by": "ARM"}\n'
    '{"kind": "statement-made", "id": "said", "occurred": "2023-10-02", "by": "ARM"}',
    "Give one of them another id; to change an earlier fact, use `event-corrected`.",
)
RECORDED_TWICE: Final = Rule(
    "PT182",
    "warning",
    "one fact recorded twice: same kind, day, actors and object",
    '{"kind": "demand-made", "id": "b", "occurred": "2023-10-08", "demand": "lift-ban", "by": "AZE"}\n'
    '{"kind": "demand-made", "id": "c", "occurred": "2023-10-08", "demand": "lift-ban", "by": "AZE"}',
    "Join them with `events-merged`; if they are two accounts, give both the same `act` and "
    "name in `claimed_by` who claims each. The order of names does not matter: an event "
    "without an id that only reorders the names of another counts once and can be deleted.",
)
NOT_ON_RECORD: Final = Rule(
    "PT183",
    "warning",
    "a reference to an event or a thing that is not on record",
    '{"kind": "statement-made", "id": "said", "occurred": "2023-10-01", "by": "ARM", "trigger": ["granada-refusal"]}',
    "Correct the identifier, or add what it refers to.",
)
UNKNOWN_KIND: Final = Rule(
    "PT184",
    "warning",
    "a fact of an unknown kind",
    '{"kind": "summit-livestreamed", "id": "live", "occurred": "2023-10-01"}',
    "Correct the kind, or read the file with a vocabulary that includes it: "
    "`read(path, vocabulary=CORE.with_kinds(...))`.",
)
ORDER_NOT_STATED: Final = Rule(
    "PT185",
    "warning",
    "facts, or bookkeeping about one fact, whose order is not stated but matters",
    '{"kind": "casualties-reported", "id": "first", "occurred": "2023-09-25", "series": "depot", "measure": "killed", "count": 20, "counting_body": "NK"}\n'
    '{"kind": "casualties-reported", "id": "second", "occurred": "2023-09-25", "series": "depot", "measure": "killed", "count": 200, "counting_body": "NK"}',
    "State the hour (`2023-09-25T18:00+04:00`), or when each was `reported`. Or keep them in a "
    "file or log, where the later line or record counts as later; for a list in Python, use "
    "`History(events, in_order=True)`.",
)
ANSWERED_TWICE: Final = Rule(
    "PT186",
    "warning",
    "an answer that may be recorded twice, on neighbouring days",
    '{"kind": "meeting-proposed", "id": "ask", "occurred": "2023-11-01", "meeting": "washington", "invitees": ["ARM", "AZE"]}\n'
    '{"kind": "meeting-refused", "id": "no", "occurred": "2023-11-16", "meeting": "washington", "by": "AZE"}\n'
    '{"kind": "meeting-refused", "id": "again", "occurred": "2023-11-17", "meeting": "washington", "by": "AZE"}',
    "Join them with `events-merged`, if one of them only reports the other a day late. "
    "Nothing, if the party refused twice.",
)
NOT_ANOTHER_ACCOUNT: Final = Rule(
    "PT187",
    "warning",
    "a fact that shares its act with another, but is not another side's account of it",
    '{"kind": "meeting-proposed", "id": "ask", "occurred": "2023-11-01", "meeting": "lake", "act": "lake", "invitees": ["ARM", "AZE"]}\n'
    '{"kind": "meeting-refused", "id": "no", "occurred": "2023-11-02", "meeting": "lake", "act": "lake", "by": "AZE"}',
    "Give each its own `act`, or leave it out: an act joins the accounts of several sides, as "
    "facts of one kind about one identifier. To join records of one fact, use "
    "`events-merged`; figures of one event share a `series`.",
)
NO_END: Final = Rule(
    "PT191",
    "warning",
    "fighting without an end on record, and without force for more than 30 days",
    '{"kind": "offensive-launched", "id": "start", "occurred": "2023-09-19", "offensive": "nk-2023", "by": "AZE"}\n'
    '{"kind": "statement-made", "id": "later", "occurred": "2023-11-20", "by": "ARM"}',
    "Add the `offensive-ended` or `hostilities-ended`, or the ceasefire, with the day by which "
    "the fighting was known to be over.",
)
CHECKPOINT_FAILS: Final = Rule(
    "PT195",
    "error",
    "a checkpoint that fails",
    '{"kind": "meeting-proposed", "id": "ask", "occurred": "2023-10-01", "meeting": "granada", "invitees": ["ARM", "AZE"]}\n'
    '{"kind": "checkpoint", "id": "test", "occurred": "2023-10-02", "part": "meetings/granada", "field": "status", "expected": "held"}',
    "Find the missing event, or correct what the checkpoint expects; `peacetalks why` shows "
    "the events behind the part.",
)
CHECKPOINT_OF_NOTHING: Final = Rule(
    "PT196",
    "error",
    "a checkpoint of a part or field that does not exist",
    '{"kind": "checkpoint", "id": "test", "occurred": "2023-10-02", "part": "meetings/granada", "field": "status", "expected": "held"}',
    "Correct the address (such as `meetings/granada-2023-10`) or the field.",
)
