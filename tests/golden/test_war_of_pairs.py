"""Questions about a war of several pairs, answered by hand from the rules before they were run."""

import pytest

import peacetalks as pt
from golden_streams import stream


@pytest.fixture(scope="module")
def history():
    return pt.History(stream("war-of-pairs"))


# 1. In what phase are NORTH and SOUTH, whom two conflicts, two ceasefires and talks are about?
@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2031-01-14", "unrecorded"),  # nothing of the two is on record before the talks
        ("2031-01-15", "dormant"),  # talks are on record, and no row above holds
        ("2031-02-28", "dormant"),  # RIVER-FRONT's raid is no force between these two
        ("2031-03-01", "fighting"),  # hostilities without an end
        ("2031-03-31", "fighting"),
        # The truce of both is later than the war and the offensive; SOUTH has left the talks.
        ("2031-04-01", "suspended"),
        ("2031-04-19", "suspended"),  # a violation that is only alleged is no force
        ("2031-04-20", "fighting"),  # force after the truce brings fighting back
        ("2031-05-01", "fighting"),  # ... and the truce ran out with April: the war is open again
        ("2031-06-10", "fighting"),  # SOUTH's own pause binds NORTH to nothing
        ("2031-08-31", "fighting"),  # last force on 20 April: well within 365 days
        ("2031-09-01", "suspended"),  # the war has ended, and SOUTH is still away
        ("2031-09-09", "suspended"),
        # SOUTH is back: the last answer to a meeting is its refusal of May, and none is open.
        ("2031-09-10", "blocked"),
        ("2031-09-14", "blocked"),
        ("2031-09-15", "talking"),  # a meeting is pending
        ("2031-10-04", "talking"),  # held on 25 September
        ("2031-10-05", "fighting"),  # a violation that the accused claims itself is force
        ("2031-10-19", "fighting"),
        ("2031-10-20", "talking"),  # the armistice is declared again, later than the violation
        ("2031-11-14", "talking"),
        ("2031-11-15", "fighting"),  # the shelled convoy
        ("2031-12-15", "fighting"),  # 30 days
        ("2031-12-16", "talking"),  # 31 days; the meeting is 82 days old
        ("2031-12-24", "talking"),  # 90 days
        ("2031-12-25", "ceasefire"),  # 91 days; the armistice has no end
        ("2032-12-31", "ceasefire"),  # nothing heard of it for a year: it counts, with doubt
    ],
)
def test_the_phase_of_north_and_south(history, day, phase):
    assert history.state(on=day).phase_between("NORTH", "SOUTH").name == phase


# 2. And RIVER-FRONT and SOUTH, who each declared a pause alone?
@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2031-02-19", "unrecorded"),
        ("2031-02-20", "fighting"),  # the raid
        ("2031-03-22", "fighting"),  # 30 days after it, and an offensive of the two since 10 March
        ("2031-04-10", "fighting"),  # the truce binds NORTH and SOUTH alone
        ("2031-06-04", "fighting"),  # one-sided: SOUTH has stopped nothing
        ("2031-06-05", "ceasefire"),  # two one-sided ceasefires in force, one by each, bind both
        ("2031-06-25", "ceasefire"),  # the last day of SOUTH's
        ("2031-06-26", "fighting"),  # it ran out: the open offensive is fighting again
        ("2031-07-01", "fighting"),
        ("2031-07-02", "dormant"),  # the offensive ended; the last raid was on 12 April
        ("2032-12-31", "dormant"),
    ],
)
def test_the_phase_of_a_pair_with_two_one_sided_ceasefires(history, day, phase):
    assert history.state(on=day).phase_between("RIVER-FRONT", "SOUTH").name == phase


# 3. Whom do an attack by two, a clash without a direction and an unended war make a pair?
@pytest.mark.parametrize(
    ("a", "b", "day", "phase"),
    [
        # Two who launch an offensive, or attack, together are no pair.
        ("NORTH", "RIVER-FRONT", "2031-06-30", "unrecorded"),
        ("EAST", "NORTH", "2031-07-11", "unrecorded"),
        ("NORTH", "RIVER-FRONT", "2031-07-10", "fighting"),
        ("NORTH", "RIVER-FRONT", "2031-08-09", "fighting"),  # 30 days
        ("NORTH", "RIVER-FRONT", "2031-08-10", "dormant"),  # 31 days
        # Two in a clash of which no side is called the attacker are a pair.
        ("EAST", "SOUTH", "2031-07-31", "unrecorded"),
        ("EAST", "SOUTH", "2031-08-31", "fighting"),
        ("EAST", "SOUTH", "2031-09-01", "dormant"),
        # A war without an end on record: fighting for 365 days after the last force, 20 July 2031.
        ("EAST", "RIVER-FRONT", "2031-07-10", "fighting"),
        ("EAST", "RIVER-FRONT", "2032-07-19", "fighting"),
        ("EAST", "RIVER-FRONT", "2032-07-20", "dormant"),
        # A mediator makes no pair.
        ("LAKE-UNION", "SOUTH", "2031-10-01", "unrecorded"),
    ],
)
def test_the_phase_of_the_other_pairs(history, a, b, day, phase):
    assert history.state(on=day).phase_between(a, b).name == phase


# 4. Which pairs are on record on 5 August 2031, and in which phase?
def test_every_pair_on_record_has_its_own_phase(history):
    phases = history.state(on="2031-08-05").phases()
    # In the order of the codes; the mediator and those on one side are in none of them.
    assert {each.pair: each.name for each in phases if each.name != "unrecorded"} == {
        ("EAST", "RIVER-FRONT"): "fighting",
        ("EAST", "SOUTH"): "fighting",
        ("NORTH", "RIVER-FRONT"): "fighting",
        ("NORTH", "SOUTH"): "fighting",
        ("RIVER-FRONT", "SOUTH"): "dormant",
    }


# 5. Whose phase is that of the whole stream?
@pytest.mark.parametrize("day", ["2031-01-20", "2031-06-10", "2031-12-25"])
def test_the_main_pair_is_that_of_the_talks(history, day):
    # Two parties of the talks that the stream names, whoever fights whom beside them.
    state = history.state(on=day)
    assert state.phase.pair == ("NORTH", "SOUTH")
    assert state.phase.name == state.phase_between("NORTH", "SOUTH").name


# 6. How many attacks, by whom, on whom, since when?
@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({}, 8),  # each attack is kept
        ({"between": ("NORTH", "SOUTH")}, 4),
        ({"between": ("SOUTH", "NORTH")}, 4),  # a pair has no order
        ({"between": ("RIVER-FRONT", "SOUTH")}, 2),
        ({"between": ("EAST", "NORTH")}, 1),  # any attack that names both, on whichever side
        ({"between": ("EAST", "SOUTH")}, 1),
        ({"by": "SOUTH"}, 3),  # the clash has no direction, and is by nobody
        ({"against": "SOUTH"}, 3),
        ({"by": "NORTH", "against": "SOUTH"}, 1),
        ({"between": ("NORTH", "SOUTH"), "since": "2031-04-01"}, 2),
        ({"form": "shelling"}, 4),
        ({"form": "raid", "by": "RIVER-FRONT"}, 2),
    ],
)
def test_attacks_are_counted(history, asked, number):
    assert len(history.state(on="2032-12-31").attacks(**asked)) == number


def test_attacks_are_those_up_to_the_day(history):
    # The raids of 20 February and 12 April; that of the camp is on the 20th.
    attacks = history.state(on="2031-04-15").attacks()
    assert [attack.id for attack in attacks] == [
        "raid-on-mill",
        "mill-shelled",
        "drones-over-north",
        "raid-on-ferry",
    ]


# 7. Which ceasefires are in force, and which only have no end on record?
@pytest.mark.parametrize(
    ("day", "in_force", "without_end"),
    [
        ("2031-03-31", set(), set()),
        ("2031-04-30", {"first-truce"}, set()),  # its last day
        ("2031-05-01", set(), set()),
        ("2031-06-10", {"river-pause", "south-pause"}, set()),
        ("2031-06-26", {"river-pause"}, set()),
        # Force after a ceasefire does not end it.
        ("2031-11-20", {"river-pause", "armistice"}, set()),
        # Nothing was heard of the pause for more than a year (since 1 June 2031); of the armistice
        # something was: it was declared again on 20 October.
        ("2032-06-15", {"armistice"}, {"river-pause"}),
        ("2032-12-29", set(), {"river-pause", "armistice"}),
        # On 30 December NORTH speaks of the armistice: something was heard of it.
        ("2032-12-31", {"armistice"}, {"river-pause"}),
    ],
)
def test_ceasefires_in_force_and_those_without_an_end(history, day, in_force, without_end):
    state = history.state(on=day)
    assert {each.ceasefire for each in state.ceasefires_in_force()} == in_force
    assert {each.ceasefire for each in state.ceasefires_without_end()} == without_end


# 8. What did one know on 20 November 2031 of the convoy shelled on the 15th?
def test_an_attack_that_was_not_public_yet_is_no_fighting_then(history):
    # Public on 10 January 2032: then talking (met on 25 September), in hindsight fighting.
    then = history.state(on="2031-11-20", known="2031-11-20")
    assert then.phase_between("NORTH", "SOUTH").name == "talking"
    assert len(then.attacks(between=("NORTH", "SOUTH"))) == 3
    now = history.state(on="2031-11-20")
    assert now.phase_between("NORTH", "SOUTH").name == "fighting"
    assert len(now.attacks(between=("NORTH", "SOUTH"))) == 4


# 9. Who refused what, and why?
def test_the_one_refusal_and_its_reason(history):
    state = history.state(on="2031-12-31")
    (refusal,) = state.refusals()
    assert (refusal.meeting, refusal.by) == ("ford-2031-05", "SOUTH")
    assert refusal.categories == ("security_or_humanitarian",)
    assert not refusal.held_later  # the bridge is another meeting
    assert state.meeting("ford-2031-05").answer_of("NORTH") == "yes"


# 10. What is overdue?
@pytest.mark.parametrize(
    ("day", "late"),
    [
        ("2031-10-01", []),  # the day itself has not passed
        ("2031-10-06", [("withdraw-guns", 5)]),
        ("2031-11-01", []),  # fulfilled
    ],
)
def test_what_is_overdue(history, day, late):
    overdue = history.state(on=day).overdue()
    assert [(each.part.commitment, each.days) for each in overdue] == late


# 11. How does the mediator stand, and who is acceptable to both?
@pytest.mark.parametrize(
    ("day", "level", "acceptable"),
    [
        # Being party to talks opened under it is conduct.
        ("2031-01-20", "accepted", ("LAKE-UNION",)),
        ("2031-05-02", "doubted", ()),  # called biased; NORTH still accepts it
        ("2031-09-24", "doubted", ()),  # naming it for a meeting moves nothing
        ("2031-09-25", "accepted", ("LAKE-UNION",)),  # SOUTH met NORTH under it
    ],
)
def test_the_standing_of_the_mediator_with_south(history, day, level, acceptable):
    state = history.state(on=day)
    assert state.standing("LAKE-UNION", "SOUTH").level == level
    assert state.acceptable_mediators("NORTH", "SOUTH") == acceptable


# 12. Where does a phase rest on doubtful ground?
@pytest.mark.parametrize(
    ("a", "b", "day"),
    [
        ("NORTH", "SOUTH", "2031-08-31"),  # nothing of force for 30 days
        ("RIVER-FRONT", "SOUTH", "2031-06-04"),  # a one-sided ceasefire
        ("EAST", "RIVER-FRONT", "2032-07-20"),  # "no end on record"
        ("NORTH", "SOUTH", "2032-12-31"),  # nothing heard of the armistice for a year
    ],
)
def test_where_there_is_doubt_the_phase_says_so(history, a, b, day):
    assert history.state(on=day).phase_between(a, b).doubt


# 13. How long have the two not met?
@pytest.mark.parametrize(
    ("day", "days"),
    [("2031-09-24", None), ("2031-10-05", (10, 10)), ("2031-12-25", (91, 91))],
)
def test_days_since_north_and_south_met(history, day, days):
    # To be party to talks is no contact by itself; they met once, on 25 September 2031.
    assert history.state(on=day).days_since_contact("NORTH", "SOUTH") == days
