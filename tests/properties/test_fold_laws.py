"""The laws of the fold, for any events in any order."""

import pickle

import attrs
import pytest
from hypothesis import find, given
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import peacetalks as pt
from drawing import drawing
from peacetalks.events import KINDS
from peacetalks.events.kinds import CORE
from peacetalks.events.unknown import UnknownEvent
from peacetalks.history import in_order
from peacetalks.reducer.folding import NEGOTIATION, evolve, fold
from peacetalks.state.negotiation import NegotiationState
from peacetalks.testing.strategies.crowds import crowded

streams = st.lists(crowded(), max_size=8)


@given(streams, streams)
def test_a_fold_resumed_anywhere_is_the_whole_fold(first, second):
    assert fold([*first, *second]) == fold(second, initial=fold(first))


@given(streams)
def test_evolving_one_by_one_is_the_fold(stream):
    state = NegotiationState()
    for event in stream:
        state = evolve(state, event)
    assert state == fold(stream)


@given(st.lists(crowded(), max_size=16), st.randoms(use_true_random=False))
def test_no_events_in_any_order_make_a_fold_or_a_question_raise(stream, random):
    random.shuffle(stream)
    state = fold(stream)
    for ask in QUESTIONS:
        ask(state)
    assert isinstance(state.summary(), str)


QUESTIONS = (
    lambda s: s.refusals(),
    lambda s: s.pending_meetings(),
    lambda s: s.date_passed(),
    lambda s: s.alternatives_offered(),
    lambda s: s.days_since_contact("ARM", "AZE"),
    lambda s: [s.standing(m, "AZE") for m in s.mediators()],
    lambda s: s.acceptable_mediators("ARM", "AZE"),
    lambda s: [s.missing_to("signed", a.agreement) for a in s.agreements()],
    lambda s: [s.stage(a.agreement) for a in s.agreements()],
    lambda s: (s.open_proposals(), s.open_preconditions(), s.commitments(), s.overdue()),
    lambda s: (s.open_expectations(), s.lapsed_expectations(), s.awaiting("AZE")),
    lambda s: (s.ceasefires_in_force(), s.violations(), s.control("NK"), s.casualties()),
    lambda s: [line.share for line in (*s.displacement(), *s.returns(), *s.populations())],
    lambda s: (s.single_sourced(), s.one_sided(), s.disputed(), s.phase),
    lambda s: [s.labels(act) for act in (*s.parts.acts, *s.parts.offensives)],
    hash,
    repr,
)


@given(streams)
def test_folding_changes_nothing_that_was_there_before(stream):
    before = fold(stream)
    kept = pickle.dumps(before)
    fold(stream, initial=before)
    assert pickle.loads(kept) == before  # our own bytes


@given(streams)
def test_folding_twice_gives_the_same(stream):
    assert fold(stream) == fold(stream)


@given(streams)
def test_no_part_of_a_state_can_change(stream):
    for _, _, part in fold(stream).parts:
        for field in attrs.fields(type(part)):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(part, field.name, None)


@given(streams, st.randoms(use_true_random=False))
def test_the_one_order_does_not_depend_on_arrival(stream, random):
    unique = list({event.id: event for event in stream}.values())
    shuffled = list(unique)
    random.shuffle(shuffled)
    assert in_order(shuffled) == in_order(unique)
    assert fold(in_order(shuffled)) == fold(in_order(unique))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_has_a_handler(kind):
    assert kind in NEGOTIATION
    assert CORE.kind_of(kind.kind) is kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_folds_and_leaves_a_trace_or_is_passed_over(kind):
    def leaves_a_trace(event):
        # An account of an act is kept whatever it tells of.
        plain = attrs.evolve(event, act=None)
        state = fold([plain])
        traces = {id(fact) for fact in state.facts} | {id(e) for e in state.unresolved}
        return id(plain) in traces

    if kind not in PASSED_OVER:
        assert leaves_a_trace(find(crowded(kind), leaves_a_trace, settings=drawing(2_000)))
    else:
        with pytest.raises(NoSuchExample):
            find(crowded(kind), leaves_a_trace, settings=drawing(50))


PASSED_OVER = {
    pt.ActorAliased,
    pt.ActorSplit,
    pt.ActorMerged,
    pt.ActorNamed,
    pt.CoverageStated,
    pt.Checkpoint,
    pt.Annotation,
}


def test_an_unknown_kind_is_passed_over():
    assert fold([UnknownEvent(tag="summit-livestreamed", raw="{}")]) == NegotiationState()


def test_a_fold_of_ones_own_shares_no_mutable_start():
    def collect(found, event):
        found.append(event)
        return found

    kind = KINDS[0]
    event = kind(occurred="2023", meeting="a")
    assert fold([event], {kind: collect}, initial=list) == [event]
    assert fold([event], {kind: collect}, initial=list) == [event]
