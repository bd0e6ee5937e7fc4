"""Questions with a slip in them: an empty answer would be a wrong one."""

import pytest

import peacetalks as pt
from stories import refused


@pytest.fixture(scope="module")
def state():
    return pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17", known="2023-11-17")


def test_an_actor_may_be_named_by_name(state):
    assert state.refusals(by="Azerbaijan") == state.refusals(by="AZE")
    assert state.standing("France", "Azerbaijan") == state.standing("FRA", "AZE")


@pytest.mark.parametrize(
    ("ask", "hint"),
    [
        (lambda s: s.refusals(by="Azerbaijn"), "did you mean 'AZE'"),
        (lambda s: s.refusals(category="bias"), "mediator_bias"),
        (lambda s: s.agreements(stage="signd"), "did you mean 'signed'"),
        (lambda s: s.last_contact("ARM", "AZE", level="leader"), "did you mean 'leaders'"),
        (lambda s: s.violations(alleged_by="nobody at all"), "not an actor's code"),
    ],
)
def test_a_slip_in_a_question_is_an_error_that_says_what_is_meant(state, ask, hint):
    with pytest.raises(pt.InvalidValue, match=hint):
        ask(state)


@pytest.mark.parametrize("told_by", [3, ["ARM", 3], b"ARM"])
def test_a_viewpoint_of_what_is_no_party_is_an_error_for_people(told_by):
    history = pt.History(pt.datasets.article_2023_11_16())
    with pytest.raises(pt.InvalidValue, match=r"not a text: .* accepted: a code or a name"):
        history.state(told_by=told_by)


def test_a_code_that_no_registry_knows_may_be_asked_about():
    state = pt.fold([refused(by="ZZ-REBELS")])
    assert [refusal.by for refusal in state.refusals(by="ZZ-REBELS")] == ["ZZ-REBELS"]


def test_what_is_missing_is_asked_of_the_agreement_aimed_at():
    state = pt.History(pt.datasets.south_caucasus()).state(on="2025-08-09")
    assert state.missing_to("signed") == state.missing_to("signed", "peace-treaty")
    with pytest.raises(pt.NotFound, match="the talks aim at no agreement"):
        pt.fold([]).missing_to("signed")


@pytest.mark.parametrize("junk", [("a", "b"), [1], [None]])
def test_what_is_no_event_is_refused_by_a_fold(junk):
    with pytest.raises(pt.InvalidValue, match="not an event"):
        pt.fold(junk)
    with pytest.raises(pt.InvalidValue, match="not an event"):
        pt.fold(junk, {pt.MeetingRefused: lambda n, _: n + 1}, initial=0)


@pytest.mark.parametrize("handlers", [{"meeting-refused": max}, {pt.MeetingRefused: 1}])
def test_handlers_of_no_kind_or_that_are_no_functions_are_refused(handlers):
    with pytest.raises(pt.InvalidValue, match="handler"):
        pt.fold([], handlers, initial=0)


def test_a_core_kind_cannot_be_subclassed_into_one_that_folds_to_nothing():
    with pytest.raises(pt.InvalidVocabulary, match="MeetingRefused is final"):
        type("Mine", (pt.MeetingRefused,), {})


def test_payloads_that_python_takes_for_equal_are_different_facts():
    numbers = [0, 1, True, False, 1.0, -0.0]
    facts = [pt.Annotation(occurred="2023", namespace="n", payload={"a": n}) for n in numbers]
    for one in facts:
        for other in facts:
            assert (one == other) == (one.id == other.id)


def test_an_origin_written_as_basis_is_pointed_out():
    fact = refused(id="no")
    with pytest.raises(pt.InvalidEvent, match="origin='record'"):
        pt.EventCorrected(occurred="2023", target="no", replacement=fact, basis="record")
