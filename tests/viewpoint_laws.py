"""The laws of viewpoints: functions of a way to make a history, and of a case.

Each law is a function ``law(make, case)`` that asserts; ``LAWS`` holds it with the strategy of
its cases. ``make`` takes events or records and gives a history, so that the same functions run
on the real one and on broken ones.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import strategies as st

import peacetalks as pt
from expected_states import expected_state, in_the_one_order, instant, same
from long_histories import LASTING, lasting, printed, simple, simple_day
from peacetalks.events.bookkeeping import EventRetracted
from peacetalks.events.clocks import public, settled
from peacetalks.history import blocks
from peacetalks.history.explanation import address
from peacetalks.primitives.when import When
from peacetalks.reducer.folding import fold
from peacetalks.state.on_record import ABOUT_ACTORS, STATEMENTS
from peacetalks.testing.strategies.crowds import PARTIES
from peacetalks.testing.strategies.jumbled import days
from viewpoint_cases import (
    BOOK_IDS,
    IDS,
    corrected_logs,
    histories,
    knowns,
    scripts,
    seens,
    small,
    undisputed,
    with_conflicts,
)
from viewpoint_model import counted, counts_from, is_fact, places_of, recorded

__all__ = ["LAWS", "Law"]


class Law(NamedTuple):
    """A law, and the strategy of its cases."""

    says: Any
    cases: Any


LAWS: dict[str, Law] = {}


def law(**parts: Any):
    """Keep a law under its name, with the strategies of the parts of its cases."""

    def keep(says):
        LAWS[says.__name__] = Law(says, st.fixed_dictionaries(parts))
        return says

    return keep


def answer(history, seen):
    """Return what a history says from a viewpoint: the state, and what counts there or does not."""
    found = history.effective(seen)
    hidden = {fact.original.id: fact for fact in found.hidden}
    problems = {(problem.event.id, problem.trouble, problem.target) for problem in found.problems}
    return history.at(seen), found.events, hidden, problems


# The laws


@law(events=histories, known=knowns, told_by=st.lists(st.sampled_from(PARTIES), max_size=2))
def what_counts_is_what_the_rules_say(make, case):
    seen = pt.Viewpoint(known=case["known"], told_by=tuple(case["told_by"]))
    timeline = make(case["events"]).effective(seen)
    expected = counted(case["events"], instant(seen.known), seen.told_by)
    events = {name: event for name, (event, _) in expected.items()}
    about_actors = {name for name, event in events.items() if isinstance(event, ABOUT_ACTORS)}
    assert {event.id for event in timeline.actors.statements} == about_actors
    no_facts = {name for name, event in events.items() if isinstance(event, STATEMENTS)}
    # A statement of coverage replaces an earlier one of its name.
    assert {event.id for event in timeline.coverage.statements} <= no_facts - about_actors
    assert {e.id: e for e in timeline.events} == {
        name: event for name, event in events.items() if name not in no_facts
    }
    if len(seen.told_by) < 2:
        disputes = {e.event.id: set(e.disputed_by) for e in timeline.in_order()}
        assert disputes == {name: by for name, (_, by) in expected.items() if name not in no_facts}


@law(events=histories, seen=seens, upto=st.integers(0, 16))
def a_state_is_the_fold_of_what_counts_in_the_one_order(make, case):
    seen, upto = case["seen"], case["upto"]
    assert same(make(case["events"]).at(seen), expected_state(case["events"], seen))
    then = attrs.evolve(seen, recorded=min(upto, len(case["events"])))
    places = places_of(case["events"])
    assert same(
        make(recorded(case["events"])).at(then), expected_state(case["events"][:upto], seen, places)
    )


@law(events=histories, kept=st.integers(0, 16), at=st.integers(0, 16), seen=seens)
def what_was_recorded_never_changes(make, case):
    records = recorded(case["events"])
    before, after = records[: case["kept"]], records[case["kept"] :]
    moments: list[Any] = [min(case["at"], len(before))]
    if before and (not after or before[-1].recorded_at != after[0].recorded_at):
        moments.append(before[-1].recorded_at)
    for moment in moments:
        seen = attrs.evolve(case["seen"], recorded=moment)
        history = make(before)
        was = answer(history, seen)
        history.extend(after)
        assert answer(history, seen) == was
        assert answer(make(records), seen) == was
        assert answer(make([*after, *before]), seen) == was


@law(drawn=with_conflicts(), known=days(), seen=seens, kept=st.integers(0, 16))
def what_was_known_never_changes_by_what_became_public_later(make, case):
    events, conflicts = case["drawn"]
    seen = attrs.evolve(case["seen"], known=case["known"])
    known = seen.known.hi
    early = [e for e in events if counts_from(e, events) <= known]
    late = [e for e in events if counts_from(e, events) > known]
    late += [e for e in conflicts if public(e) > known]
    # Some of what came late may be there at first as well.
    before, after = [*early, *late[: case["kept"]]], late[case["kept"] :]
    later = {event.id for event in late}

    def known_then(history):
        *answers, problems = answer(history, seen)
        # A late correction of the record counts from its own day as long as its target is not there,
        # so problems of late events, and with them, may end with what comes.
        return *answers, {p for p in problems if later.isdisjoint({p[0], p[2]})}

    history = make(before)
    was = known_then(history)
    assert known_then(make(early)) == was
    history.extend(after)
    assert known_then(history) == was
    assert known_then(make([*after, *before])) == was


@law(drawn=with_conflicts(), order=st.randoms(use_true_random=False), seen=seens)
def the_order_of_arrival_does_not_matter(make, case):
    events = [*case["drawn"][0], *case["drawn"][1]]
    # Records have places, which they keep however they arrive; events by themselves have none.
    for told in (events, recorded(events)):
        was, shuffled = answer(make(told), case["seen"]), case["order"].sample(told, len(told))
        assert answer(make(shuffled), case["seen"]) == was
        middle = case["order"].randint(0, len(shuffled))
        history = make(shuffled[:middle])
        answer(history, case["seen"])
        history.extend(shuffled[middle:])
        assert answer(history, case["seen"]) == was


@law(logs=corrected_logs(), seen=seens)
def a_corrected_log_is_one_that_had_it_right_from_the_start(make, case):
    right, corrected = case["logs"]
    *_, wrong, correction = corrected
    seen = case["seen"]
    if seen.known is not None:
        there = max(public(wrong), counts_from(correction, corrected))
        ever = there < When("9999-12-31").hi  # of what has no date nobody ever knows
        known = max(seen.known, _end_of_day(there), key=lambda w: w.hi) if ever else None
        seen = attrs.evolve(seen, known=known)
    assert make(corrected).at(seen).parts == make(right).at(seen).parts


def _end_of_day(moment):
    return When(
        str((dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=moment)).date())
    )


@law(
    events=histories,
    seen=seens,
    target=st.sampled_from([*IDS, *BOOK_IDS]),
    day=days(),
    again=days(),
)
def a_retracted_event_was_never_there_and_a_retracted_retraction_changed_nothing(make, case):
    events, target = case["events"], case["target"]
    seen = attrs.evolve(case["seen"], known=None)
    without = [e for e in events if e.id != target]
    no = EventRetracted(id="no", occurred=case["day"], target=target)
    assert make([*events, no]).at(seen).parts == make(without).at(seen).parts
    undo = EventRetracted(id="undo", occurred=case["again"], target="no")
    assert make([*events, no, undo]).at(seen) == make(events).at(seen)
    known = case["seen"].known
    if known is not None and (public(undo) <= known.hi or public(no) > known.hi):
        assert make([*events, no, undo]).at(case["seen"]) == make(events).at(case["seen"])


@law(
    events=histories,
    known=knowns,
    parties=st.lists(st.sampled_from(PARTIES), min_size=1, max_size=3, unique=True),
)
def what_several_parties_tell_is_what_each_of_them_tells(make, case):
    history = make(case["events"])

    def told(*parties):
        seen = pt.Viewpoint(known=case["known"], told_by=parties)
        return {(event.id, event) for event in history.effective(seen).events}

    each = [told(party) for party in case["parties"]]
    assert told(*case["parties"]) == set.intersection(*each)
    assert told(*reversed(case["parties"])) == set.intersection(*each)


@law(events=undisputed, known=knowns, parties=st.lists(st.sampled_from(PARTIES)))
def where_nobody_claims_or_disputes_every_account_is_the_whole(make, case):
    history = make(case["events"])
    whole = history.effective(pt.Viewpoint(known=case["known"])).events
    told_by = tuple(dict.fromkeys(case["parties"]))
    seen = pt.Viewpoint(known=case["known"], told_by=told_by)
    assert history.effective(seen).events == whole


@law(script=scripts())
def a_state_is_a_fold_from_the_start_whatever_was_asked_before(make, case):
    history, arrived = make([]), []
    for taken, asked in case["script"]:
        history.extend(taken)
        arrived += taken
        for seen in asked:
            state = history.at(seen)
            assert same(state, expected_state(arrived, seen))
            assert state == make(arrived).at(seen)


@law(
    size=st.integers(0, 150),
    order=st.randoms(use_true_random=False),
    steps=st.lists(st.tuples(st.integers(1, 40), st.lists(st.integers(-1, 80), max_size=6))),
    block=st.integers(1, 20),
    memory=st.sampled_from([400, 1_300, 10**9]),
)
def long_histories_are_kept_in_blocks_and_say_the_same(make, case):
    order = case["order"]
    stock = [simple(number, order) for number in range(case["size"])]
    order.shuffle(stock)
    history, arrived = make([]), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "SIZE", case["block"])
        patch.setattr(blocks, "_MOST_BYTES_PER_FACT", case["memory"])
        for taken, asked in [*case["steps"], (len(stock), [80, 40, 20])]:
            history.extend(stock[:taken])
            arrived += stock[:taken]
            stock = stock[taken:]
            ordered = in_the_one_order(event for event, _ in counted(arrived).values())
            for day in asked:
                seen = pt.Viewpoint(on=None if day < 0 else simple_day(day))
                upto = [e for e in ordered if seen.on is None or settled(e) <= seen.on.last_day]
                state, wanted = history.at(seen), fold(upto)
                # Tables too have their order: that of the first facts of their parts.
                assert repr(state.parts) == repr(wanted.parts)
                assert (state.last, state.fact_count) == (wanted.last, wanted.fact_count)


@law(
    size=st.integers(0, 150),
    order=st.randoms(use_true_random=False),
    asked=st.lists(st.integers(-1, 80), min_size=1, max_size=4),
    block=st.integers(1, 20),
)
def what_was_done_and_said_stays_and_every_fact_is_counted(make, case):
    order = case["order"]
    stock = [lasting(number, order) for number in range(case["size"])]
    days = sorted(case["asked"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "SIZE", case["block"])
        history = make([])
        order.shuffle(stock)
        for part in (stock[::2], stock[1::2]):
            history.extend(part)
            for day in days:
                history.state(on=None if day < 0 else simple_day(day))
        asked = [None if day < 0 else simple_day(day) for day in days]
        walked = list(history.states([day for day in asked if day]))
        then = history.states([day for day in asked if day], known="then")
        for day, state in zip(filter(None, asked), then, strict=True):
            assert state.fact_count == history.state(on=day, known=day).fact_count
        told = [event for event, _ in counted(stock).values()]
        for day, state in [
            *((day, history.state(on=day)) for day in asked),
            *zip(filter(None, asked), walked, strict=True),
        ]:
            last = None if day is None else When(day).last_day
            settled_ = [e for e in told if last is None or settled(e) <= last]
            facts_ = [e for e in settled_ if not isinstance(e, pt.Annotation)]
            assert state.fact_count == len(facts_)
            # An act they share hides none of them: they name nothing that could be told otherwise.
            kept = {part.event.id for part in state.parts.on_record.values()}
            assert kept == {e.id for e in facts_ if isinstance(e, LASTING)}
            attacks = [e for e in facts_ if isinstance(e, pt.AttackReported)]
            assert {a.id for a in attacks} == {a.id for a in state.attacks()}


@law(
    size=st.integers(0, 200),
    order=st.randoms(use_true_random=False),
    words=st.sampled_from(["", "said", "many words " * 80, "x" * 500]),
)
def a_brief_is_one_page_whatever_it_is_about(make, case):
    order, words = case["order"], case["words"]
    told = [printed(number, order, words) for number in range(case["size"])]
    brief = make(told).state(on="2023-11-30").summary()
    lines = brief.split("\n")
    assert len(lines) <= 120
    assert all(len(line) <= 80 for line in lines if "://" not in line)
    if told:
        assert f" {len(told):,} fact" in f" {lines[1]} {lines[2]}"


def _values(state):
    return {address(table, key): part for table, key, part in state.parts}


@law(events=small, seen=seens.map(lambda seen: attrs.evolve(seen, on=None)))
def why_names_every_event_without_which_a_part_would_differ(make, case):
    events, seen = case["events"], case["seen"]
    history = make(events)
    whole = _values(history.at(seen))
    asked: dict[str, set[str]] = {}
    # What parties say may move a fact to another key: only then can no address be foreseen.
    moved = any(isinstance(e, (pt.EventConfirmed, pt.EventsMerged)) for e in events)
    for removed in events:
        without = _values(make([e for e in events if e.id != removed.id]).at(seen))
        aimed = {e.id for e in events if removed.id in _aims(e)}
        for part in whole if moved else {**whole, **without}:
            if whole.get(part) == without.get(part):
                continue
            if part not in asked:
                asked[part] = {e.id for e in history.why(part, viewpoint=seen).events}
            assert asked[part] & {removed.id, *aimed}, (part, removed, asked[part])


def _aims(event):
    if is_fact(event):
        return ()
    if isinstance(event, pt.EventsMerged):
        return (event.canonical, *event.duplicates)
    return (event.target,)


@law(events=small, a=seens, b=seens)
def a_diff_is_empty_exactly_if_the_parts_are_equal_and_names_what_did_it(make, case):
    a, b = case["a"], case["b"]
    history = make(case["events"])
    before, after = _values(history.at(a)), _values(history.at(b))
    diff = history.diff(a, b)
    differing = {n for n in {**before, **after} if before.get(n) != after.get(n)}
    assert {difference.part for difference in diff.differences} == differing
    # An answer may differ by the day alone, where every part is the same.
    assert bool(diff) == (before != after or bool(diff.turns))
    for difference in diff.differences:
        assert difference.by, difference
        assert difference.before == before.get(difference.part)
        assert difference.after == after.get(difference.part)
    assert not history.diff(a, a)
