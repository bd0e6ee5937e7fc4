"""PROV, read back by the reference library, and counted by hand."""

import json
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prov.model import (
    ProvActivity,
    ProvAgent,
    ProvAlternate,
    ProvAttribution,
    ProvDerivation,
    ProvDocument,
    ProvEntity,
    ProvInvalidation,
)

import peacetalks as pt
from peacetalks.errors import InvalidValue
from peacetalks.interchange import prov
from peacetalks.testing import strategies as pts

HISTORIES = st.one_of(
    pts.histories(with_corrections=True, with_disputes=True, with_late_reports=True),
    pts.histories(coherent=False, with_corrections=True),
    st.lists(pts.events(), max_size=5, unique_by=lambda event: event.id).map(pt.History),
)
FACT = pt.MeetingHeld(id="f", occurred="2023-10-05", meeting="m", claimed_by="ARM")


def corrected(name, day, **changes):
    replacement = pt.MeetingHeld(**{"id": "f", "occurred": "2023-10-05", "meeting": "m"} | changes)
    return pt.EventCorrected(id=name, occurred=day, target="f", replacement=replacement, by="AZE")


def retracted(name, day, target):
    return pt.EventRetracted(id=name, occurred=day, target=target)


def told(document, kind):
    """Return the arguments of each relation of a kind, as texts, of those that name anything."""
    return [
        tuple(str(value) for _, value in record.formal_attributes if value is not None)
        for record in document.get_records(kind)
    ]


def derived(document, sort):
    """Return the pairs of derivations of a sort: Revision, PrimarySource, or "" for others."""
    return [
        tuple(str(value) for value in record.args[:2])
        for record in document.get_records(ProvDerivation)
        if sort in " ".join(str(t) for t in record.get_asserted_types())
        and (sort or not record.get_asserted_types())
    ]


def of(document, kind):
    return [str(record.identifier) for record in document.get_records(kind)]


@given(HISTORIES)
def test_what_is_read_back_is_what_was_written(history):
    document = prov(history)
    text = document.serialize(format="json")
    assert ProvDocument.deserialize(content=text, format="json") == document
    assert text == prov(pt.History(reversed(history.events))).serialize(format="json")
    notation = document.get_provn()
    assert ProvDocument.deserialize(content=notation, format="provn") == document


@given(HISTORIES)
def test_all_that_is_named_is_declared_once(history):
    document = prov(history)
    kinds = (ProvEntity, ProvAgent, ProvActivity)
    declared = [name for kind in kinds for name in of(document, kind)]
    assert len(set(declared)) == len(declared)
    relations = [r for r in document.get_records() if not isinstance(r, kinds)]
    named = {str(v) for r in relations for _, v in r.formal_attributes if ":" in str(v)}
    assert {name for name in named if name.split(":")[0].isidentifier()} <= set(declared)


@given(pts.histories(min_size=1, with_corrections=True))
def test_every_event_and_every_sound_correction_is_an_entity(history):
    document = prov(history)
    names = [name for name in of(document, ProvEntity) if name.startswith("event:")]
    first = {unquote(name[len("event:") :]) for name in names if "/" not in name}
    assert first == {event.id for event in history.events}
    unsound = {problem.event.id for problem in history.effective().problems}
    corrections = [e for e in history.events if isinstance(e, pt.EventCorrected)]
    sound = {e.id for e in corrections} - unsound
    assert {unquote(name.split("/")[1]) for name in names if "/" in name} == sound
    assert len(derived(document, "Revision")) == len(sound)


@given(pts.histories(min_size=1, with_corrections=True))
def test_a_fact_falls_where_a_history_hides_it_and_no_merge_did(history):
    document = prov(history)
    fallen = {name for name, *_ in told(document, ProvInvalidation)}
    facts = {e.original.id for e in (*history.effective().facts, *history.effective().hidden)}
    merged = {unquote(name[len("event:") :]) for name, _ in told(document, ProvAlternate)}
    kept = {effective.original.id for effective in history.effective().facts}
    gone = {unquote(name[len("event:") :]) for name in fallen if "/" not in name} & facts
    assert gone <= facts - kept
    assert facts - kept - merged <= gone


def test_the_south_caucasus_is_counted_by_hand(talks):
    document = prov(talks)
    cited = [
        (e.id, s.url or (s.publisher, s.title, s.published))
        for e in talks.events
        for s in e.sources
    ]
    read = {source for _, source in cited}
    assert len(of(document, ProvEntity)) == len(talks) + len(read) == 272
    publishers = {source.publisher for event in talks.events for source in event.sources}
    codes = {code for event in talks.events for code in event.claimed_by}
    codes |= {e.counting_body for e in talks.events if getattr(e, "counting_body", None)}
    books = (pt.EventRetracted, pt.EventDisputed)
    codes |= {c for e in talks.events if isinstance(e, books) for c in e.by or ()}
    assert len(of(document, ProvAgent)) == len(publishers) + len(codes)
    first_hand = {
        (e.id, s.url or (s.publisher, s.title, s.published))
        for e in talks.events
        for s in e.sources
        if s.citing is None
    }
    assert len(derived(document, "PrimarySource")) == len(first_hand)
    second_hand = [pair for pair in derived(document, "") if pair[1].startswith("source:")]
    assert len(second_hand) == len(set(cited)) - len(first_hand) > 0
    (retraction,) = (e for e in talks.events if isinstance(e, pt.EventRetracted))
    assert told(document, ProvInvalidation) == [
        (f"event:{retraction.target}", f"act:{retraction.id}")
    ]
    assert derived(document, "Revision") == []


def test_a_correction_revises_the_version_that_held_before_it():
    document = prov([FACT, corrected("c1", "2023-10-06"), corrected("c2", "2023-10-07")])
    assert derived(document, "Revision") == [
        ("event:f/c1", "event:f"),
        ("event:f/c2", "event:f/c1"),
    ]
    assert "wasGeneratedBy(event:f/c2, act:c2, -)" in document.get_provn()
    assert "wasAssociatedWith(act:c2, actor:AZE, -)" in document.get_provn()


def test_a_version_says_what_the_correction_put_in_its_place():
    document = prov([FACT, corrected("c", "2023-10-06", outcome="none", claimed_by="AZE")])
    (entity,) = document.get_record("event:f/c")
    (value,) = entity.value
    assert json.loads(value)["outcome"] == "none"
    by = {(a, b) for a, b, *_ in told(document, ProvAttribution)}
    assert by >= {("event:f", "actor:ARM"), ("event:f/c", "actor:AZE")}
    assert ("event:f", "actor:AZE") not in by


def test_a_correction_that_was_retracted_falls_with_its_version():
    events = [FACT, corrected("c1", "2023-10-06"), retracted("r", "2023-10-07", "c1")]
    document = prov([*events, corrected("c2", "2023-10-08")])
    assert sorted(told(document, ProvInvalidation)) == [
        ("event:c1", "act:r"),
        ("event:f/c1", "act:r"),
    ]
    assert derived(document, "Revision") == [("event:f/c1", "event:f"), ("event:f/c2", "event:f")]


def test_a_retracted_retraction_withdraws_nothing():
    document = prov([FACT, retracted("r", "2023-10-06", "f"), retracted("s", "2023-10-07", "r")])
    assert told(document, ProvInvalidation) == [("event:r", "act:s")]


def test_all_versions_of_a_fact_fall_with_it_and_only_once():
    events = [FACT, corrected("c", "2023-10-06"), retracted("z", "2023-10-07T10:00Z", "f")]
    document = prov([*events, retracted("a", "2023-10-08", "f")])
    assert sorted((a, b) for a, b, *_ in told(document, ProvInvalidation)) == [
        ("event:f", "act:z"),
        ("event:f/c", "act:z"),
    ]
    (invalidation, _) = document.get_records(ProvInvalidation)
    assert str(invalidation.formal_attributes[2][1]) == "2023-10-07 10:00:00+00:00"


def test_facts_that_are_one_are_alternates():
    other = pt.MeetingHeld(id="g", occurred="2023-10-05", meeting="m")
    merge = pt.EventsMerged(occurred="2023-10-06", canonical="f", duplicates=("g", "gone"))
    assert told(prov([FACT, other, merge]), ProvAlternate) == [("event:g", "event:f")]


def test_bookkeeping_without_effect_is_told_and_does_nothing():
    document = prov([FACT, retracted("r", "2023-10-06", "gone")])
    assert "event:r" in of(document, ProvEntity)
    assert of(document, ProvActivity) == []
    assert told(document, ProvInvalidation) == []


def test_words_and_what_a_fact_rests_on_are_derivations():
    disputed = pt.EventDisputed(id="d", occurred="2023-10-06", target="f", by="AZE")
    on = pt.MeetingHeld(id="o", occurred="2023-10-07", meeting="o", basis=("f", "gone"))
    document = prov([FACT, disputed, on])
    assert derived(document, "") == [("event:o", "event:f"), ("event:d", "event:f")]
    assert ("event:d", "actor:AZE") in {(a, b) for a, b, *_ in told(document, ProvAttribution)}


def test_a_source_that_cites_another_is_no_primary_source():
    url = "https://x.example/a"
    cites = pt.Source("x", url=url, citing="the ministry", locator="p. 1")
    first, second = (
        pt.MeetingHeld(id=name, occurred="2023-10-05", meeting="m", sources=sources)
        for name, sources in {"a": (cites,), "b": (cites, pt.Source("x", url=url))}.items()
    )
    document = prov([first, second])
    source = "source:https%3A%2F%2Fx.example%2Fa"
    assert derived(document, "") == [("event:a", source)]
    assert derived(document, "PrimarySource") == [("event:b", source)]


def test_hostile_names_and_texts_come_back_from_json_and_from_notation(hostile):
    document = prov(hostile)
    text = document.serialize(format="json")
    assert ProvDocument.deserialize(content=text, format="json") == document
    notation = document.get_provn()
    assert ProvDocument.deserialize(content=notation, format="provn") == document
    names = [n for n in of(document, ProvEntity) if n.startswith("event:") and "/" not in n]
    assert {unquote(name[len("event:") :]) for name in names} == {e.id for e in hostile.events}
    assert len(derived(document, "Revision")) == len(hostile) // 2


def test_those_who_recorded_are_agents():
    with pt.MemoryLog() as log:
        log.append("aze-arm", [FACT], recorded_by="A. B.")
        document = prov(log.read("aze-arm"))
    by = {(a, b) for a, b, *_ in told(document, ProvAttribution)}
    assert by == {("event:f", "actor:ARM"), ("event:f", "recorder:A.%20B%2E")}
    assert "<urn:peacetalks:aze-arm#event:>" in document.get_provn()


@pytest.mark.parametrize(
    ("source", "start"),
    [
        (None, "urn:peacetalks:events#event:"),
        ("https://example.org/talks", "https://example.org/talks#event:"),
        ("https://example.org/talks/", "https://example.org/talks/event:"),
        ("https://example.org/#talks", "https://example.org/#talks:event:"),
    ],
)
def test_names_stand_in_the_space_of_the_stream(source, start):
    (entity,) = prov([pt.MeetingHeld(id="f", occurred="2023", meeting="m")], source=source).records
    assert entity.identifier.uri == f"{start}f"


def test_a_source_that_is_no_uri_is_refused():
    with pytest.raises(InvalidValue, match="not a URI"):
        prov([FACT], source="a b")


def test_nothing_is_an_empty_document():
    assert prov([]).records == []
