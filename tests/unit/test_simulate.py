"""``pt.simulate``: the same events for a seed, in the order of arrival, in flat memory.

If a change of the stories is meant, such as a new kind, ``nox -s generate`` writes the digests
again; give it a line in the changelog.
"""

import hashlib
import itertools
import tracemalloc
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import codec
from peacetalks.events import KINDS
from peacetalks.events.kinds import CORE
from peacetalks.history.bookkeeping import BOOKKEEPING
from peacetalks.testing.simulation.moves import CORRECTING, DISPUTING, PLAYING, TELLING
from peacetalks.testing.simulation.story import arrival
from peacetalks.testing.simulation.streams import PARTIES, THIRDS

SEEDS = Path(__file__).parents[1] / "golden" / "stories_of_seeds.txt"
BOOKS = tuple(BOOKKEEPING)


def digest(simulation):
    lines = (f"{stream} {codec.encode(event)}\n" for stream, event in simulation.feed())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def told_by_seeds():
    """Return the digests of some stories, one per line."""
    told = (
        pt.simulate(7, 2000, negotiations=5),
        pt.simulate(-1, 500, sourced=False, disputes=0.123, actors=("A", "B", "C", "D")),
    )
    return "".join(f"{digest(story)}\n" for story in told)


def test_a_seed_gives_the_same_events_on_every_machine_and_python():
    assert told_by_seeds() == SEEDS.read_text(encoding="utf-8")


def test_going_through_a_simulation_again_gives_the_same_events():
    talks = pt.simulate(3, 300, negotiations=7)
    assert list(talks) == list(talks)
    assert [event for _, event in talks.feed()] == list(talks)
    assert list(talks) != list(pt.simulate(4, 300, negotiations=7))


@pytest.mark.parametrize(("size", "negotiations"), [(0, 1), (1, 1), (10, 10), (997, 3), (999, 130)])
def test_there_are_as_many_events_and_streams_as_asked_for(size, negotiations):
    talks = pt.simulate(1, size, negotiations=negotiations)
    counts = Counter(stream for stream, _ in talks.feed())
    assert sum(counts.values()) == size == len(talks)
    assert len(set(talks.streams)) == negotiations
    assert set(counts) <= set(talks.streams)
    if size:
        assert set(counts) == set(talks.streams)
        assert max(counts.values()) - min(counts.values()) <= 1


def test_a_negotiation_does_not_depend_on_those_beside_it():
    def told(stream, **more):
        return [e for name, e in pt.simulate(5, **more).feed() if name == stream]

    stream = pt.simulate(5, 200, negotiations=10).streams[3]
    assert told(stream, size=200, negotiations=10) == told(stream, size=200, negotiations=10)
    few, many = pt.simulate(5, 40, negotiations=10), pt.simulate(5, 400, negotiations=10)
    assert few.streams == many.streams


def test_events_come_in_the_order_in_which_they_became_known():
    talks = pt.simulate(2, 3000, negotiations=90, late_reports=0.3)
    days = [arrival(event) for event in talks]
    assert days == sorted(days)
    late = [event for event in talks if event.reported is not None]
    assert 0.2 < len(late) / len(talks) < 0.4


def test_every_event_is_of_its_stream_only_and_ids_are_never_used_twice():
    talks = pt.simulate(2, 2000, negotiations=20)
    ids = Counter(event.id for event in talks)
    assert max(ids.values()) == 1
    for stream, event in talks.feed():
        assert event.id.startswith(f"{stream}-e")


def test_bookkeeping_comes_after_what_it_is_about():
    for events in by_stream(pt.simulate(9, 4000, negotiations=4, corrections=0.2)).values():
        seen = set()
        for event in events:
            if isinstance(event, BOOKS) and not isinstance(event, pt.EventsMerged):
                assert event.target in seen
            seen.add(event.id)


def by_stream(talks):
    streams = defaultdict(list)
    for stream, event in talks.feed():
        streams[stream].append(event)
    return streams


@pytest.mark.parametrize("seed", range(8))
def test_a_check_finds_no_error_in_any_stream_nor_an_actor_it_does_not_know(seed):
    talks = pt.simulate(seed, 1200, negotiations=3, corrections=0.1, disputes=0.1)
    for events in by_stream(talks).values():
        codes = {finding.code for finding in pt.check(events, registry=talks.registry)}
        # A party may refuse on two days running; it may confirm the other's telling of an act, and have one of its own; and what
        # was merged away may be corrected like any other fact.
        assert codes <= {"PT105", "PT111", "PT125", "PT156", "PT186", "PT187", "PT191"}


def test_a_long_stream_has_every_kind():
    assert {type(event) for event in pt.simulate(1, 20_000)} == set(CORE.kinds) >= set(KINDS)


def test_shares_are_what_was_asked_for():
    plain = pt.simulate(1, 2000, corrections=0, disputes=0, late_reports=0, sourced=False)
    assert not [e for e in plain if isinstance(e, BOOKS) or e.reported or e.claimed_by or e.sources]
    told = list(pt.simulate(1, 20_000, corrections=0.1, disputes=0, late_reports=0))
    changed = sum(
        isinstance(e, (pt.EventCorrected, pt.EventRetracted, pt.EventsMerged)) for e in told
    )
    assert 0.08 < changed / len(told) < 0.11


def test_nothing_simulated_is_told_of_a_real_state():
    assert not [code for code in (*PARTIES, *THIRDS) if code in pt.world()]
    assert len(set(PARTIES)) == 260


def test_what_happens_lies_between_the_days_given():
    talks = pt.simulate(1, 5000, negotiations=70, between=("2001", "2003-06"))
    days = [event.occurred for event in talks]
    assert min(day.first_day for day in days) >= pt.When("2001").first_day
    assert max(day.last_day for day in days) <= pt.When("2003-06").last_day


@pytest.mark.parametrize("end", ["0001", "9990"])
def test_both_ends_of_the_calendar_leave_room(end):
    assert len(list(pt.simulate(1, 3000, negotiations=3, between=(end, end)))) == 3000


def test_as_many_events_as_fit_into_a_day_are_told():
    talks = pt.simulate(1, 900, between=("2023-01-01", "2023-01-01"), late_reports=0)
    assert {event.occurred for event in talks} <= {pt.When("2023-01-01"), pt.When("2023-01-02")}
    several = pt.simulate(1, 64 * 900, negotiations=64, between=("2023-01-01", "2023-01-01"))
    assert len(several) == 57_600


def test_events_come_at_the_pace_asked_for():
    talks = list(pt.simulate(1, 3000, pace=2.0, late_reports=0))
    days = talks[-1].occurred.first_day - talks[0].occurred.first_day
    assert 1.8 < days / len(talks) < 2.2


def test_memory_does_not_grow_with_the_number_of_events():
    def peak(size):
        events = iter(pt.simulate(1, size))
        for _ in itertools.islice(events, 1000):
            pass
        tracemalloc.start()
        for _ in events:
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(21_000)  # fills what equal names share, which is bounded
    assert peak(21_000) < 2 * peak(6_000) + 500_000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"seed": "a"}, "not a seed"),
        ({"seed": 1.0}, "not a seed"),
        ({"size": -1}, "not a number of events"),
        ({"size": 1.5}, "not a number of events"),
        ({"size": 10, "negotiations": 11}, "from 1 to the number of events, 10"),
        ({"negotiations": 0}, "not a number of negotiations"),
        ({"actors": ("ARM", "AZE")}, "at least one other actor"),
        ({"actors": ("ARM", "AZE", "ARM")}, "each named once"),
        ({"between": ("2024", "2023")}, "ends before it starts"),
        ({"between": ("9990", "9991")}, "an end by 9990"),
        ({"between": ("11/16/2023", "2024")}, "11/16/2023"),
        ({"actors": "ARM"}, "two parties"),
        ({"corrections": 1.5}, "not shares"),
        ({"corrections": 0.6, "disputes": 0.6}, "together at most 1"),
        ({"pace": 0}, "a pace"),
        ({"pace": 30, "between": ("2020", "2021")}, "do not end by 2021"),
        ({"late_reports": float("nan")}, "not shares"),
        ({"actors": ("ARM", "AZE", "no code")}, "no code"),
        ({"actors": (1, 2, 3)}, "$.actors[0]: not an actor's code: 1"),
        ({"actors": 3}, "not a list of actors: 3"),
        ({"between": ("../2023", "2024")}, "begins before the calendar: '../2023'"),
        ({"between": ("2023",)}, "not two dates"),
        ({"between": ("2023", "2024", "2025")}, "not two dates"),
        ({"between": "2023"}, "not two dates: '2023'"),
        ({"between": 3}, "not two dates: 3"),
        ({"between": (None, "2023")}, "not a date: None"),
        ({"pace": "x"}, "not a pace: 'x'"),
        ({"pace": True}, "not a pace: True"),
        ({"pace": 0.0009}, "more than 1,000 events a day"),
        ({"pace": float("nan")}, "a pace"),
        ({"corrections": "x"}, "not a share of events: 'x'"),
        ({"late_reports": None}, "not a share of events: None"),
        ({"disputes": True}, "not a share of events: True"),
        ({"sourced": "no"}, "sourced is not a boolean: 'no'"),
        ({"size": 10**9}, "accepted: up to about 13,149,000; hint: use a longer period"),
        ({"size": 10**15, "negotiations": 1000}, "more events than fit into 14,610 days"),
        ({"size": 1000, "between": ("2023-01-01", "2023-01-01")}, "fit into 1 days"),
    ],
)
def test_bad_arguments_are_refused_at_once(arguments, says):
    with pytest.raises(pt.PeacetalksError) as refused:
        pt.simulate(**{"seed": 1, **arguments})
    assert says in str(refused.value)


def test_hypothesis_draws_evenly_from_as_many_moves():
    assert len((*PLAYING, *CORRECTING * 3, *DISPUTING * 4)) <= 128
    assert set(TELLING) == set(PLAYING)


if __name__ == "__main__":
    SEEDS.write_text(told_by_seeds(), encoding="utf-8")
