"""Laws of ids that mean other facts, and of facts that share an act; a planted bug breaks each."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks import frames
from peacetalks.events import tellings
from peacetalks.events.tellings import Telling, Tellings
from peacetalks.history import resolution
from peacetalks.history.timeline import Timeline
from peacetalks.reducer import folding
from peacetalks.state.snapshot import Snapshot
from peacetalks.testing.strategies.crowds import PARTIES
from peacetalks.testing.strategies.jumbled import days, jumbles
from planted import assert_caught, planting
from viewpoint_model import is_fact, one_act

ANCHORS = ("signed", "peopled", "said", "fought")
histories = jumbles(with_corrections=True, with_disputes=True, with_late_reports=True)
CLAIMS = ((), ("ARM",), ("AZE",), ("AZE", "FRA"))


FIGURES = st.lists(
    st.builds(
        pt.CasualtiesReported,
        occurred=days(),
        series=st.sampled_from("xy"),
        measure=st.sampled_from(["killed", "wounded"]),
        count=st.integers(1, 4),
        counting_body=st.sampled_from([None, "ARM", "AZE"]),
    ),
    max_size=6,
)


@st.composite
def told_in_several_ways(draw, histories=histories):
    """Draw a history most of whose facts share an act, told by one side or the other."""
    act, claims = st.sampled_from(["one", "one", "two", None]), st.sampled_from(CLAIMS)
    return tuple(
        attrs.evolve(event, id=event.id, act=draw(act), claimed_by=draw(claims))
        if is_fact(event)
        else event
        for event in draw(histories)
    )


FEW_DAYS = [f"2023-09-{day:02}" for day in range(1, 11)]


# Ids that were merged away


@st.composite
def references(draw):
    """Draw facts that point at others, told twice: by the ids kept, and by ids merged away."""
    day = st.sampled_from(FEW_DAYS)
    kept = [
        pt.MeetingHeld(id="signed", occurred=draw(day), meeting="s", participants=PARTIES[:2]),
        pt.PopulationReported(id="peopled", occurred=draw(day), area="NK", count=100),
        pt.StatementMade(id="said", occurred=draw(day), by="FRA", text="words"),
        pt.AttackReported(id="fought", occurred=draw(day), by="ARM", against="AZE"),
    ]
    away = {
        name: [f"{name}-{letter}" for letter in "bc"[: draw(st.integers(0, 2))]] for name in ANCHORS
    }
    pointing = [draw(_pointing()) for _ in range(draw(st.integers(1, 6)))]
    pointing = [attrs.evolve(fact, id=f"p{n}") for n, fact in enumerate(pointing)]
    ids = {name: draw(st.sampled_from([name, *more])) for name, more in away.items()}
    duplicates = [
        attrs.evolve(fact, id=name)
        for fact in kept
        for name in away[fact.id]
        if draw(st.booleans())  # a merge may name a fact that is not there
    ]
    merges = [
        # In a chain: each duplicate into the one before it.
        pt.EventsMerged(occurred=draw(day), canonical=before, duplicates=name)
        for kept_id, more in away.items()
        for before, name in _chain(kept_id, more, {fact.id for fact in duplicates})
    ]
    otherwise = [*kept, *(_renamed(fact, ids) for fact in pointing), *duplicates, *merges]
    return [*kept, *pointing], draw(st.permutations(otherwise))


def _chain(kept_id, names, there):
    before = kept_id
    for name in names:
        yield before, name
        before = name if name in there else kept_id


@st.composite
def _pointing(draw):
    told = {"occurred": draw(st.sampled_from(FEW_DAYS))}
    due = pt.After("signed", draw(st.sampled_from(["P1D", "P3D"])))
    satisfied = pt.Condition("once it is held", satisfied_by=draw(st.sampled_from(ANCHORS)))
    about = draw(st.sampled_from("xy"))
    trigger = pt.Reason("other", trigger=("said",))
    return draw(
        st.sampled_from(
            [
                pt.CommitmentMade(commitment=about, by="ARM", due=due, **told),
                pt.DeadlineSet(deadline=about, due=due, **told),
                pt.ExpectationStated(expectation=about, due=due, **told),
                pt.MediationAccepted(mediator="FRA", by="ARM", conditions=satisfied, **told),
                pt.MeetingAccepted(meeting=about, by="ARM", conditions=satisfied, **told),
                pt.MeetingRefused(meeting=about, by="ARM", trigger="said", reasons=trigger, **told),
                pt.DisplacementReported(series=about, count=120, population_base="peopled", **told),
                pt.CasualtiesReported(
                    series=about, measure="killed", count=3, incident="fought", **told
                ),
                pt.StatementMade(by="ARM", basis="said", **told),
            ]
        )
    )


def _renamed(value, ids):
    """Return a value in which ids of facts are others."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, tuple):
        return tuple(_renamed(item, ids) for item in value)
    if not isinstance(value, (pt.Event, pt.After, pt.Reason, pt.Condition)):
        return value
    changes = {
        field.alias: _renamed(getattr(value, field.name), ids)
        for field in attrs.fields(type(value))
        if field.name != "_id"
    }
    return attrs.evolve(value, **changes)


def _answers(events, day):
    """Return what is asked of facts by way of ids: without what only counts or lists events."""
    history = pt.History(events)
    state = history.state(on=day)
    brief = state.summary()
    panel = frames.Panel(
        every="P1D",
        by="dyad",
        parties=PARTIES[:2],
        known=None,
        start=FEW_DAYS[0],
        end=FEW_DAYS[-1],
        columns=["overdue", "deaths_30d_best"],
    )
    return {
        "overdue": [(item.due, item.days, type(item.part)) for item in state.overdue()],
        "lapsed": [part.expectation for part in state.lapsed_expectations()],
        "open": [part.expectation for part in state.open_expectations()],
        "standing": state.standing("FRA", "ARM").level,
        "bases": [line.base and line.base.count for line in state.displacement()],
        "shares": [line.share for line in state.displacement()],
        "events": [state.event(name) and state.event(name).occurred for name in ANCHORS],
        "triggers": [line for line in brief.splitlines() if "trigger" in line],
        "panel": list(panel.rows(history)),
        "findings": [f.code for f in pt.check(events, on=day) if f.code in {"PT183", "PT133"}],
    }


def a_merged_id_answers_as_the_one_kept(case):
    named, otherwise = case["told"]
    assert _answers(otherwise, case["day"]) == _answers(named, case["day"])


def aliases_are_the_same_however_a_history_was_made(case):
    events = case["events"]
    history = pt.History(events[: case["place"]])
    seen = case["seen"]
    history.at(seen)
    history.extend(events[case["place"] :])
    assert history.at(seen).aliases == pt.History(events).at(seen).aliases
    for day, state in zip(FEW_DAYS, pt.History(events).states(FEW_DAYS, known="then"), strict=True):
        assert state.aliases == pt.History(events).state(on=day, known=day).aliases


def an_alias_means_a_fact_that_counts_and_is_none_itself(case):
    found = pt.History(case["events"]).effective(case["seen"])
    counting = {effective.event.id for effective in found.facts}
    assert counting >= set(found.aliases.values())
    assert not counting & set(found.aliases)


def in_an_account_a_party_s_own_telling_answers_to_the_ids_of_its_rivals(case):
    history = pt.History(case["events"])
    for party in PARTIES[:2]:
        told = history.effective(pt.Viewpoint(told_by=party))
        own = {e.event.id: e.event for e in told.facts if party in e.event.claimed_by}
        for other in (e.event for e in _everybodys(case["events"], party)):
            rivals = {name for name, mine in own.items() if are_rivals(mine, other)}
            if rivals and party not in other.claimed_by:
                assert told.aliases[other.id] in rivals


def _everybodys(events, party):
    """Return the facts before any is left out of the account of a party."""
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resolution, "_own", lambda facts, _: found.extend(facts) or facts)
        pt.History(events).effective(pt.Viewpoint(told_by=party))
    return found


# Facts that share an act


def tellers(event):
    return set(event.claimed_by) or {"press"}


def are_rivals(one, other):
    return one_act(one, other) and not tellers(one) & tellers(other)


def folded_of(events):
    """Return which facts are folded, by the rule, asked anew of each: no rival of it was."""
    kept = []
    for event in events:
        if not any(are_rivals(event, before) for before in kept):
            kept.append(event)
    return kept


def _parts(state):
    """Return the parts of a state by place; what is only kept on record by the ids of the facts."""
    return {
        (table, key): part.event.id if table == "on_record" else part
        for table, key, part in state.parts
        if table != "acts"
    }


def no_fact_disappears_but_behind_a_rival_telling(case):
    facts = pt.History(case["events"]).effective(case["seen"]).events
    kept = folded_of(facts)
    # Facts of acts of their own have no rivals.
    alone = [
        fact if fact.act is None else attrs.evolve(fact, id=fact.id, act=f"own-{number}")
        for number, fact in enumerate(kept)
    ]
    assert _parts(pt.fold(facts)) == _parts(pt.fold(alone))


def every_figure_is_the_latest_of_its_key_or_was_replaced_by_one(case):
    history = pt.History(case["events"])
    figures = history.at(case["seen"]).parts.figures
    for fact in history.effective(case["seen"]).events:
        for key, figure in pt.fold([fact]).parts.figures.items():
            standing = figures[key]
            assert standing.event == fact or standing.closed >= figure.closed


def each_fact_under_the_act_of_another_that_is_no_rival_is_found(case):
    events = [event for event in case["events"] if is_fact(event)]
    found = [f.message.split("'")[1] for f in pt.check(events) if f.code == "PT187"]
    acts = {}
    for fact in folded_of(pt.History(events).effective().events):
        acts.setdefault(fact.act, []).append(fact.id)
    acts.pop(None, None)
    assert sorted(found) == sorted(name for names in acts.values() for name in names[1:])


def cases(**parts):
    return st.fixed_dictionaries(parts)


SEEN = st.builds(
    lambda known, told_by: pt.Viewpoint(known=known, told_by=told_by),
    st.none() | days(),
    st.lists(st.sampled_from(PARTIES), max_size=2, unique=True).map(tuple),
)
LAWS = {
    a_merged_id_answers_as_the_one_kept: cases(told=references(), day=st.sampled_from(FEW_DAYS)),
    aliases_are_the_same_however_a_history_was_made: cases(
        events=told_in_several_ways(), seen=SEEN, place=st.integers(0, 16)
    ),
    an_alias_means_a_fact_that_counts_and_is_none_itself: cases(
        events=told_in_several_ways(), seen=SEEN
    ),
    in_an_account_a_party_s_own_telling_answers_to_the_ids_of_its_rivals: cases(
        events=told_in_several_ways()
    ),
    no_fact_disappears_but_behind_a_rival_telling: cases(events=told_in_several_ways(), seen=SEEN),
    every_figure_is_the_latest_of_its_key_or_was_replaced_by_one: cases(
        events=told_in_several_ways() | told_in_several_ways(FIGURES), seen=SEEN
    ),
    each_fact_under_the_act_of_another_that_is_no_rival_is_found: cases(
        events=told_in_several_ways()
    ),
}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_every_history_keeps_the_law(law):
    @given(LAWS[law])
    def holds(case):
        law(case)

    holds()


# Planted bugs


BUGS, bug = planting()


@bug(caught_by=a_merged_id_answers_as_the_one_kept)
def a_state_looks_ids_up_as_they_stand(patch):
    patch.setattr(Snapshot, "canonical_id", lambda _, name: name)


@bug(caught_by=a_merged_id_answers_as_the_one_kept)
def a_panel_looks_ids_up_as_they_stand(patch):
    patch.setattr(Timeline, "fact", lambda self, name: self._by_id.get(name))


@bug(caught_by=a_merged_id_answers_as_the_one_kept)
def only_the_last_step_of_a_chain_of_merges_is_followed(patch):
    chain = resolution._merge_chain
    patch.setattr(resolution, "_merge_chain", lambda name, into: chain(name, into)[:1])


@bug(caught_by=aliases_are_the_same_however_a_history_was_made)
def a_timeline_keeps_the_aliases_that_it_was_made_with(patch):
    replace = Timeline.replace

    def without(self, resolution):
        was = self.aliases
        changed = replace(self, resolution)
        self.aliases = was
        return changed

    patch.setattr(Timeline, "replace", without)


@bug(caught_by=an_alias_means_a_fact_that_counts_and_is_none_itself)
def accounts_that_share_nothing_share_their_aliases(patch):
    patch.setattr(resolution, "_shared_aliases", lambda accounts, _: accounts[0].aliases)


@bug(caught_by=in_an_account_a_party_s_own_telling_answers_to_the_ids_of_its_rivals)
def the_rivals_of_an_own_telling_are_nobody(patch):
    replaced = resolution._replaced_rivals
    patch.setattr(
        resolution,
        "_replaced_rivals",
        lambda facts, party: {
            name: mine
            for name, mine in replaced(facts, party).items()
            if not next(f.event for f in facts if f.event.id == name).claimed_by
        },
    )


@bug(caught_by=no_fact_disappears_but_behind_a_rival_telling)
def the_first_fact_of_an_act_hides_all_others(patch):
    first = folding._is_first_telling

    def once(draft, event, name):
        told = bool(draft.part(folding.ActDraft, name).accounts)
        first(draft, event, name)
        return not told

    patch.setattr(folding, "_is_first_telling", once)


@bug(caught_by=no_fact_disappears_but_behind_a_rival_telling)
def one_side_s_second_telling_hides_behind_its_first(patch):
    patch.setattr(Telling, "rivals", lambda self, other: self.thing == other.thing)


@bug(caught_by=every_figure_is_the_latest_of_its_key_or_was_replaced_by_one)
def figures_of_one_series_are_rivals(patch):
    patch.setattr(tellings, "_NEVER_RIVALS", ())


@bug(caught_by=each_fact_under_the_act_of_another_that_is_no_rival_is_found)
def rival_tellings_are_found_too(patch):
    patch.setattr(Tellings, "take", lambda *_: True)


@pytest.mark.planted
@pytest.mark.parametrize("name", BUGS)
def test_the_planted_bug_is_caught_by_its_law(name, monkeypatch):
    plant, caught_by = BUGS[name]
    holds = given(LAWS[caught_by])(caught_by)
    assert_caught(plant, monkeypatch, holds, examples=4_000, by=(AssertionError, KeyError))
