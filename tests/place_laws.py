"""The laws of places and sets: what a log and a file know of the order, and what names do not say.

As in ``viewpoint_laws.py``: each law is a function ``law(make, case)`` that asserts, so that the
same functions run on the real history and with bugs planted.
"""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.codec import dumps, loads
from peacetalks.events.identity import content_id, content_key, same_content
from peacetalks.testing.strategies import viewpoints
from peacetalks.testing.strategies.crowds import PARTIES
from peacetalks.testing.strategies.jumbled import days, jumbles
from viewpoint_cases import EVERY_DAY
from viewpoint_laws import Law, answer
from viewpoint_model import recorded

__all__ = ["LAWS"]

histories = jumbles(with_corrections=True, with_disputes=True, with_late_reports=True)
seens = viewpoints(EVERY_DAY)
names = st.lists(st.sampled_from(PARTIES), min_size=2, max_size=3, unique=True)
slugs = st.text("abcdefgh", min_size=1, max_size=6)

LAWS: dict[str, Law] = {}


def law(**parts: Any):
    """Keep a law under its name, with the strategies of the parts of its cases."""

    def keep(says):
        LAWS[says.__name__] = Law(says, st.fixed_dictionaries(parts))
        return says

    return keep


def figure(name, day, count, **more):
    return pt.CasualtiesReported(
        id=name,
        occurred=day,
        series="s",
        measure="killed",
        counting_body="ARM",
        count=count,
        **more,
    )


def read(events):
    """Return events as they are read from a file that they were exported to."""
    return loads(dumps(events))


@law(events=histories, seen=seens)
def a_log_and_its_export_answer_alike(make, case):
    kept = make(recorded(case["events"]))
    assert answer(make(read(case["events"])), case["seen"]) == answer(kept, case["seen"])
    assert make(read(case["events"])).events == kept.events


@law(events=histories, seen=seens, order=st.randoms(use_true_random=False))
def events_answer_alike_in_any_arrival_that_keeps_their_places(make, case):
    records = recorded(case["events"])
    was = answer(make(records), case["seen"])
    case["order"].shuffle(records)
    middle = case["order"].randint(0, len(records))
    history = make(records[:middle])
    answer(history, case["seen"])
    # Some arrive twice: at first by themselves, and then as they were recorded.
    history.extend(record.event for record in records[middle:])
    answer(history, case["seen"])
    history.extend(records[middle:])
    assert answer(history, case["seen"]) == was
    assert [
        state.parts for state in history.states(["2023-09-05", "2023-09-30"], known="then")
    ] == [state.parts for state in make(records).states(["2023-09-05", "2023-09-30"], known="then")]


@law(
    ids=st.lists(slugs, min_size=3, max_size=3, unique=True),
    day=days(),
    counts=st.permutations([1, 2, 3]),
)
def of_two_corrections_of_one_day_the_one_recorded_later_holds(make, case):
    fact = figure(case["ids"][0], "2023-09-01", case["counts"][0])
    corrections = [
        pt.EventCorrected(
            id=name,
            occurred=case["day"],
            target=fact.id,
            replacement=attrs.evolve(fact, id=fact.id, count=count),
        )
        for name, count in zip(case["ids"][1:], case["counts"][1:], strict=True)
    ]
    for told in (recorded([fact, *corrections]), read([fact, *corrections])):
        assert [f.count.best for f in make(told).state().casualties()] == case["counts"][2:]


@law(ids=st.lists(slugs, min_size=2, max_size=4, unique=True), day=days())
def of_facts_that_are_equal_in_all_but_their_place_the_later_one_is_later(make, case):
    facts = [figure(name, case["day"], number) for number, name in enumerate(case["ids"])]
    for told in (recorded(facts), read(facts)):
        history = make(told)
        assert [event.id for event in history.events] == case["ids"]
        assert [f.count.best for f in history.state().casualties()] == [len(facts) - 1]


@law(names=names, order=st.randoms(use_true_random=False))
def in_what_order_names_stand_says_nothing_of_who_shares_a_fact(make, case):
    shuffled = list(case["names"])
    case["order"].shuffle(shuffled)
    fact = figure("f", "2023-09-01", 8, claimed_by=case["names"])
    # In one account alone, that of its maker, the correction counts.
    said = attrs.evolve(fact, id="f", claimed_by=shuffled)
    fix = pt.EventCorrected(id="k", occurred="2023-09-02", target="f", by="GEO", replacement=said)
    yes = pt.EventConfirmed(id="c", occurred="2023-09-02", target="f", by="GEO")
    history = make([fact, fix, yes])
    parties = (*case["names"], "GEO")
    told = history.accounts(*parties)
    assert ([event.id for event in told.shared], any(told.only.values())) == (["f"], False)
    one, other = (
        history.effective(pt.Viewpoint(told_by=several)).events
        for several in (parties, parties[::-1])
    )
    assert one == other
    assert [event.id for event in one] == ["f"]


@law(names=names, meeting=slugs, day=days(), order=st.randoms(use_true_random=False))
def what_repeats_another_but_for_the_order_of_names_counts_once(make, case):
    told = [
        pt.MeetingRefused(occurred=case["day"], meeting=case["meeting"], by=names)
        for names in (case["names"], case["names"][::-1])
    ]
    assert told[0].id == content_id(told[0]) != told[1].id
    assert same_content(*told)
    assert content_key(told[0]) == content_key(told[1])
    case["order"].shuffle(told)
    for given in (told, recorded(told), read(told)):
        assert len(make(given).state().refusals()) == len(case["names"])
    for given in (told, recorded(told)):
        assert make(given).events == make(given[::-1]).events
    log = pt.MemoryLog()
    receipt = log.append("s", told)
    assert (receipt.appended, dict(receipt.reordered)) == (1, {told[1].id: told[0].id})
    again = log.append("s", told[::-1])
    assert (again.appended, set(again.duplicates), set(again.reordered)) == (
        0,
        {told[0].id},
        {told[1].id},
    )
    found = [finding.message for finding in pt.check(told) if finding.code == "PT182"]
    assert len(found) == 1
    assert "with the names in another order" in found[0]
