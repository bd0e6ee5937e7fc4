"""What a person reads who makes a typical mistake, and that own kinds are checked like ours."""

import inspect
import pickle

import pytest

from peacetalks.errors import InvalidEvent
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.meetings import MeetingHeld, MeetingProposed, MeetingRefused
from peacetalks.events.territory import PopulationReported
from peacetalks.values.count import Count
from peacetalks.values.facts import Participant, Place, Reason, Source

DATES = (
    "accepted: 2023, 2023-10, 2023-11-16, 2023-09-20T13:00+04:00, ~ or ? after a date, "
    "A/B for a span, [A,B] or [A..B] for one of several"
)
CODES = "accepted: capital letters and digits, as in 'AZE', 'EU', 'AZE-MOD'"
SLUGS = "accepted: 1 to 200 characters without white space, as in 'washington-2023-11'"
CATEGORIES = (
    "accepted: mediator_bias, mediator_composition, venue, agenda, precondition_unmet, "
    "security_or_humanitarian, hostile_statement_or_act, scheduling, format, domestic, "
    "none_given, other"
)
COMMON = (
    "occurred, id, reported, claimed_by, certainty, basis, trigger, act, speaker, office, "
    "sources, place, external_ids, note"
)


def refused(**fields):
    """Make a refusal from fields that are right but for those given."""
    return MeetingRefused(**{"occurred": "2023-11-16", "meeting": "washington", **fields})


MISTAKES = [
    # a field
    (
        lambda: MeetingRefused(occurred="2023-11-16", by="AZE"),
        "$.meeting: MeetingRefused needs 'meeting', which is missing; given: ['by', 'occurred']",
    ),
    (
        lambda: refused(resons="venue"),
        (
            "MeetingRefused has no field 'resons': 'venue'; "
            f"accepted: {COMMON}, meeting, by, reasons, alternatives_offered, talks, round; "
            "hint: did you mean 'reasons'?"
        ),
    ),
    (
        lambda: MeetingHeld("2023-11-16", meeting="m"),
        (
            "MeetingHeld takes nothing by position; given: ('2023-11-16',); "
            f"accepted: by name: {COMMON}, meeting, participants, mediators, absent, level, format, "
            "outcome, talks, round"
        ),
    ),
    (
        lambda: Participant("FRA", "host", "E. Macron", "Paris"),
        (
            "Participant takes actor, role, person by position; "
            "given: ('FRA', 'host', 'E. Macron', 'Paris')"
        ),
    ),
    (
        lambda: Participant("FRA", actor="ARM"),
        "$.actor: Participant was given 'actor' twice, by position and by name: 'ARM'",
    ),
    (Source, "$.publisher: Source needs 'publisher', which is missing; given: []"),
    (
        lambda: Reason(against="FRA"),
        "$.category: Reason needs 'category', which is missing; given: ['against']",
    ),
    # an actor
    (
        lambda: refused(by="Azerbaijan"),
        (
            f"$.by[0]: MeetingRefused: not an actor's code: 'Azerbaijan'; {CODES}; "
            "hint: did you mean 'AZE'?"
        ),
    ),
    (
        lambda: refused(by=["ARM", "Azerbaidjan"]),
        (
            f"$.by[1]: MeetingRefused: not an actor's code: 'Azerbaidjan'; {CODES}; "
            "hint: did you mean 'AZE'?"
        ),
    ),
    (
        lambda: refused(by="aze"),
        f"$.by[0]: MeetingRefused: not an actor's code: 'aze'; {CODES}; hint: did you mean 'AZE'?",
    ),
    (lambda: refused(by=""), f"$.by[0]: MeetingRefused: not an actor's code: ''; {CODES}"),
    (
        lambda: refused(by=[None]),
        "$.by[0]: MeetingRefused: not an actor's code: None; accepted: a text",
    ),
    (lambda: refused(by=5), "$.by: MeetingRefused: not a value that this field accepts: 5"),
    (
        lambda: refused(by={"AZE"}),
        "$.by: MeetingRefused: a set, which has no order: {'AZE'}; hint: write a tuple or a list",
    ),
    # a word
    (
        lambda: refused(certainty="sure"),
        (
            "$.certainty: MeetingRefused: not an accepted word: 'sure'; "
            "accepted: confirmed, reported, provisional, inferred"
        ),
    ),
    (
        lambda: MeetingProposed(occurred="2023", meeting="m", level="foreign minister"),
        (
            "$.level: MeetingProposed: not an accepted word: 'foreign minister'; accepted: leaders, "
            "heads_of_state, heads_of_government, foreign_ministers, other_ministers, envoys, "
            "delegations, technical, unspecified; hint: did you mean 'foreign_ministers'?"
        ),
    ),
    (
        lambda: refused(reasons="mediator_bais"),
        (
            "$.reasons[0].category: MeetingRefused: Reason: not an accepted word: 'mediator_bais'; "
            f"{CATEGORIES}; hint: did you mean 'mediator_bias'?"
        ),
    ),
    (
        lambda: refused(reasons=["venue", Reason("agenda"), "rain"]),
        (
            "$.reasons[2].category: MeetingRefused: Reason: not an accepted word: 'rain'; "
            f"{CATEGORIES}"
        ),
    ),
    (
        lambda: MeetingHeld(occurred="2023", meeting="m", mediators=["EU", "France"]),
        (
            "$.mediators[1].actor: MeetingHeld: Participant: not an actor's code: 'France'; "
            f"{CODES}; hint: did you mean 'FRA'?"
        ),
    ),
    # a thing of another kind
    (
        lambda: refused(reasons={"category": "venue"}),
        (
            "$.reasons: MeetingRefused: a mapping where one or more values are expected: "
            "{'category': 'venue'}"
        ),
    ),
    (
        lambda: refused(reasons=[{"category": "venue"}]),
        "$.reasons[0]: MeetingRefused: not a Reason: {'category': 'venue'}",
    ),
    (
        lambda: refused(sources="tass.com"),
        "$.sources[0]: MeetingRefused: not a Source: 'tass.com'",
    ),
    (
        lambda: refused(external_ids="2324"),
        "$.external_ids[0]: MeetingRefused: not an ExternalId: '2324'",
    ),
    (lambda: refused(place=5), "$.place: MeetingRefused: not a Place: 5"),
    (lambda: refused(note=5), "$.note: MeetingRefused: not a text: 5"),
    (
        lambda: refused(speaker=["I. Aliyev"]),
        "$.speaker: MeetingRefused: not a text: ['I. Aliyev']",
    ),
    (lambda: refused(round="3"), "$.round: MeetingRefused: not a whole number: '3'"),
    (lambda: refused(round=True), "$.round: MeetingRefused: not a whole number: True"),
    (lambda: refused(round=3.0), "$.round: MeetingRefused: not a whole number: 3.0"),
    (
        lambda: refused(round=2**63),
        "$.round: MeetingRefused: a number beyond 64 bits: 9223372036854775808",
    ),
    (
        lambda: Count(10**5000),
        "$.low: Count: a number beyond 64 bits: a value of type int that cannot be shown",
    ),
    (lambda: Place("x", latitude=float("nan")), "$.latitude: Place: not a finite number: nan"),
    (lambda: Place("x", latitude=float("-inf")), "$.latitude: Place: not a finite number: -inf"),
    (lambda: Place("x", latitude="40"), "$.latitude: Place: not a finite number: '40'"),
    (
        lambda: Place("x", longitude=10**400),
        f"$.longitude: Place: a number beyond 64 bits: 1{'0' * 76}...",
    ),
    (
        lambda: PopulationReported(occurred="2023", area="NK", count="many"),
        "$.count: PopulationReported: not a Count: 'many'; accepted: a whole number, or an object with low, best, high, qualifier, unit, text",
    ),
    (
        lambda: PopulationReported(occurred="2023", area=" NK", count=5),
        "$.area: PopulationReported: not an area's name or code: ' NK'; accepted: 'NK', 'Kalbajar'",
    ),
    (
        lambda: EventCorrected(occurred="2023", target="a", replacement="b"),
        "$.replacement: EventCorrected: not an Event: 'b'",
    ),
    # a date
    (
        lambda: MeetingRefused(occurred="16.11.2023", meeting="m"),
        (
            f"$.occurred: MeetingRefused: not a date: '16.11.2023'; {DATES}; "
            "hint: write the year first: 2023-11-16"
        ),
    ),
    (
        lambda: Source("tass.com", published="now"),
        f"$.published: Source: not a date: 'now'; {DATES}; hint: name the day itself",
    ),
    (
        lambda: MeetingRefused(occurred=None, meeting="m"),
        f"$.occurred: MeetingRefused: not a date: None; {DATES}",
    ),
    # an identifier or a text
    (
        lambda: refused(meeting="washington 2023"),
        f"$.meeting: MeetingRefused: not an identifier: 'washington 2023'; {SLUGS}",
    ),
    (lambda: refused(meeting=""), f"$.meeting: MeetingRefused: not an identifier: ''; {SLUGS}"),
    (
        lambda: refused(id="a\u00a0b"),
        f"$.id: MeetingRefused: not an identifier: 'a\\xa0b'; {SLUGS}",
    ),
    (
        lambda: refused(basis=["a", "b\n"]),
        f"$.basis[1]: MeetingRefused: not an identifier: 'b\\n'; {SLUGS}",
    ),
    (
        lambda: refused(meeting="x" * 201),
        f"$.meeting: MeetingRefused: not an identifier: '{'x' * 76}...; {SLUGS}",
    ),
    (
        lambda: refused(meeting=5),
        "$.meeting: MeetingRefused: not an identifier: 5; accepted: a text",
    ),
    (
        lambda: refused(meeting="bru\u0308ssel"),
        (
            "$.meeting: MeetingRefused: an identifier that is not in Unicode form NFC: "
            "'bru\u0308ssel'; hint: write 'br\u00fcssel'"
        ),
    ),
    (
        lambda: refused(note="cut\x00off"),
        "$.note: MeetingRefused: a text with a NUL character: 'cut\\x00off'",
    ),
    (
        lambda: refused(sources=[Source("x", quote="\udc80")]),
        (
            "$.quote: Source: a text with half a surrogate pair: '\\udc80'; "
            "hint: the text was cut or decoded with the wrong encoding"
        ),
    ),
]


NAMES = [told.split(";")[0][:60] for _, told in MISTAKES]


@pytest.mark.parametrize(("make", "told"), MISTAKES, ids=NAMES)
def test_a_typical_mistake_is_told_as_a_person_reads_it(make, told):
    with pytest.raises(InvalidEvent) as caught:
        make()
    assert str(caught.value) == told
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("make", [make for make, _ in MISTAKES], ids=NAMES)
def test_an_error_pickles_and_keeps_what_it_knows(make):
    with pytest.raises(InvalidEvent) as caught:
        make()
    error = caught.value
    again = pickle.loads(pickle.dumps(error))  # our own bytes
    assert type(again) is type(error)
    assert again.what == error.what
    assert again.path == error.path
    assert again.accepted == error.accepted
    assert again.hint == error.hint
    assert repr(type(again.value)) == repr(type(error.value))
    assert str(again) == str(error)


def test_an_error_knows_the_field_the_value_and_what_is_accepted():
    with pytest.raises(InvalidEvent) as caught:
        refused(by=["ARM", "France"])
    error = caught.value
    assert (error.path, error.value) == ("$.by[1]", "France")
    assert error.accepted == "capital letters and digits, as in 'AZE', 'EU', 'AZE-MOD'"
    assert error.hint == "did you mean 'FRA'?"
    assert error.under(".replacement").path == "$.replacement.by[1]"


def test_the_longest_identifier_and_the_largest_numbers_are_taken():
    assert refused(meeting="x" * 200).meeting == "x" * 200
    assert refused(round=2**63 - 1).round == 2**63 - 1
    assert Count(-(2**63)).low == -(2**63)


def test_what_is_written_as_a_list_is_kept_as_a_tuple():
    fact = refused(by=["AZE"], reasons=[Reason("venue")], sources=[Source("x")], basis=["a"])
    for name in ("by", "reasons", "sources", "basis"):
        assert type(getattr(fact, name)) is tuple
    hash(fact)


def test_a_list_changed_later_does_not_change_the_fact():
    given = ["AZE"]
    fact = refused(by=given)
    given.append("ARM")
    assert fact.by == ("AZE",)


def test_unknown_codes_are_allowed_since_a_registry_never_forbids():
    assert refused(by=("XYZ", "AZE-MOD", "press")).by == ("XYZ", "AZE-MOD", "press")


def test_a_constructor_still_shows_its_signature():
    assert "meeting" in inspect.signature(MeetingRefused).parameters
