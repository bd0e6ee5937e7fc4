"""The phase of a pair: each row of the table, which row goes first, pairs, and fighting."""

import itertools

import pytest

from peacetalks.errors import InvalidValue, NotFound
from peacetalks.events.bookkeeping import EventDisputed
from peacetalks.events.force import (
    AttackReported,
    CasualtiesReported,
    HostilitiesEnded,
    OffensiveEnded,
)
from peacetalks.events.security import CeasefireEnded, CeasefireExtended
from peacetalks.history import History
from peacetalks.reducer.folding import fold
from peacetalks.state.queries.phases.rules import RULES
from peacetalks.values.facts import Participant
from phase_scenes import (
    SCENES,
    alleged,
    attack,
    between,
    fight,
    name_of,
    offensive,
    taken,
    talks,
    text,
    truce,
)
from stories import BOTH, at, held

PHASES = tuple(SCENES)
PAIRS = list(itertools.combinations(PHASES, 2))


def test_the_table_has_each_phase_once_in_the_order_of_its_names():
    assert tuple(rule.name for rule in RULES) == PHASES


@pytest.mark.parametrize("name", PHASES)
def test_every_phase_has_its_rule_and_the_brief_prints_it(name):
    found = between(SCENES[name])
    assert (found.name, str(found), found.doubt, found.pair) == (name, name, None, BOTH)
    printed = " ".join(at(SCENES[name], "2024-01-31").summary().split())
    who = "" if name == "unrecorded" else "Armenia and Azerbaijan: "
    assert f"{name.upper()} {who}{found.rule}" in printed


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_of_two_rules_that_hold_the_first_gives_the_phase(first, second):
    assert name_of([*SCENES[first], *SCENES[second]]) == first


@pytest.mark.parametrize("name", [name for name in PHASES if name not in {"dormant", "unrecorded"}])
def test_a_phase_names_the_events_that_its_rule_rests_on(name):
    assert between(SCENES[name]).because


# Pairs


def test_nothing_on_record_is_unrecorded_and_no_pair_is_named():
    assert (fold([]).phase.name, fold([]).phase.pair, fold([]).phases()) == ("unrecorded", None, ())


def test_what_two_sign_says_nothing_of_the_war_of_another_pair():
    events = [fight(), text("signed", parties=("ARM", "GEO"))]
    state = at(events, "2024-01-31")
    assert [(p.pair, p.name) for p in state.phases()] == [
        (BOTH, "fighting"),
        (("ARM", "GEO"), "signed"),
    ]


def test_a_ceasefire_of_one_pair_silences_no_other():
    assert name_of([fight(), truce("2024-01-20", parties=("AZE", "GEO"))]) == "fighting"


def test_two_who_attack_a_third_do_not_fight_each_other():
    state = at([attack(by=("AZE", "TUR"), against="ARM")], "2024-01-31")
    assert [phase.pair for phase in state.phases()] == [("ARM", "AZE"), ("ARM", "TUR")]


def test_an_attack_without_a_direction_is_between_those_it_names():
    assert name_of([attack(by=BOTH, against=None)]) == "fighting"


def test_mediators_hosts_and_witnesses_make_no_pair():
    there = ["ARM", "AZE", Participant("USA", "mediator"), Participant("GEO", "host")]
    events = [held(there, on="2024-01-09"), text("signed", witnesses="RUS")]
    assert [phase.pair for phase in at(events, "2024-01-31").phases()] == [BOTH]


def test_two_who_signed_are_signed_though_a_third_has_not():
    of_three = ("ARM", "AZE", "GEO")
    events = [text("draft", parties=of_three), text("signed", parties=of_three, by=BOTH)]
    assert [name_of(events, pair=pair) for pair in (BOTH, ("ARM", "GEO"))] == ["signed", "dormant"]


def test_a_phase_is_asked_in_either_order_and_of_two_actors():
    state = at(SCENES["fighting"], "2024-01-31")
    assert state.phase_between("AZE", "ARM") == state.phase_between("Armenia", "Azerbaijan")
    with pytest.raises(InvalidValue):
        state.phase_between("ARM", "Armenia")


# The main pair


def test_the_main_pair_is_that_of_the_talks_however_much_others_fight():
    others = [attack(on=f"2024-01-{day:02}", by="UKR", against="RUS") for day in range(1, 20)]
    assert at([talks(), *others], "2024-01-31").phase.pair == BOTH


def test_talks_that_are_part_of_others_name_the_main_pair_only_if_alone():
    part = talks(name="u", parties=("ARM", "GEO"), parent="t")
    assert at([talks(), part], "2024-01-31").phase.pair == BOTH
    assert at([part], "2024-01-31").phase.pair == ("ARM", "GEO")


def test_without_talks_the_main_pair_is_that_of_most_facts():
    one = attack(by="UKR", against="RUS")
    assert at([one, attack(), attack("2024-01-29")], "2024-01-31").phase.pair == BOTH


def test_of_pairs_with_equally_many_facts_the_one_that_fights_is_the_main_pair():
    state = at([fight(parties=("RUS", "UKR")), truce()], "2024-01-31")
    assert (state.phase.pair, state.phase.name) == (("RUS", "UKR"), "fighting")


# Fighting


@pytest.mark.parametrize(
    "end",
    [
        OffensiveEnded(occurred="2024-01-20", offensive="o"),
        truce("2024-01-20"),
        truce("2024-01-10"),
        truce("2024-01-05", effective_from="2024-01-11"),
    ],
)
def test_an_end_or_a_later_ceasefire_ends_the_fighting(end):
    assert name_of([offensive(), end]) in {"dormant", "ceasefire"}


@pytest.mark.parametrize(
    "no_end",
    [
        truce("2024-01-01"),
        truce("2024-01-20", parties=("RUS", "UKR")),
        truce("2024-01-20", parties=None),
        truce("2024-01-20", effective_from="2024-02-01"),
        truce("2024-01-20", expires="2024-01-25"),
        HostilitiesEnded(occurred="2024-01-20", hostilities="h"),
    ],
)
def test_a_ceasefire_that_does_not_bind_both_now_ends_no_fighting(no_end):
    assert name_of([offensive(), no_end]) == "fighting"


def test_hostilities_are_fighting_until_they_end():
    assert name_of([fight()]) == "fighting"
    over = HostilitiesEnded(occurred="2024-01-20", hostilities="h")
    assert name_of([fight(), over]) == "dormant"
    assert name_of([fight(), over, fight("2024-01-25")]) == "fighting"


@pytest.mark.parametrize(
    "force",
    [
        attack(),
        taken(),
        alleged(certainty="confirmed"),
        alleged(claimed_by=BOTH),
    ],
)
@pytest.mark.parametrize(("on", "name"), [("2024-02-29", "fighting"), ("2024-03-01", "ceasefire")])
def test_force_after_a_ceasefire_is_fighting_for_thirty_days(force, on, name):
    found = between([fight(), truce("2024-01-20"), force], on)
    assert found.name == name
    assert name == "fighting" or "force was used after it, the last on 2024-01-30" in found.doubt


def test_force_is_remembered_though_the_area_changed_hands_in_peace_since():
    back = taken("2024-01-31", mode="agreement", from_="AZE", to="ARM")
    assert name_of([taken(), back]) == "fighting"


@pytest.mark.parametrize(
    "nothing",
    [taken(mode="handover"), taken(mode=None), alleged(), alleged(claimed_by="ARM")],
)
def test_a_handover_and_an_allegation_are_no_force(nothing):
    assert name_of([truce("2024-01-20"), nothing]) == "ceasefire"


def test_a_violation_that_a_monitor_confirms_is_between_those_whom_the_ceasefire_binds():
    said = alleged(by="OSCE", certainty="confirmed")
    state = at([truce("2024-01-20"), said], "2024-01-31")
    assert [(p.pair, p.name) for p in state.phases()] == [(BOTH, "fighting")]
    doubt = between([truce("2024-01-20"), alleged(by="OSCE")]).doubt
    assert doubt == (
        "Organization for Security and Co-operation in Europe alleges violations of c, "
        "the last on 2024-01-30"
    )


def test_who_admits_a_violation_admits_it_for_nobody_else():
    three = truce("2024-01-20", parties=(*BOTH, "GEO"))
    said = alleged(by="ARM", against=("AZE", "GEO"), claimed_by=("ARM", "GEO"))
    found = [name_of([three, said], pair=pair) for pair in (BOTH, ("ARM", "GEO"))]
    assert found == ["ceasefire", "fighting"]


def test_allegations_about_a_ceasefire_that_is_over_are_no_doubt_of_another():
    old = truce("2023-01-01", ceasefire="c", expires="2023-06-01")
    events = [old, alleged("2023-02-01"), truce("2024-01-20", ceasefire="d")]
    assert between(events).doubt is None


@pytest.mark.parametrize(
    ("more", "doubt"),
    [
        ({"claimed_by": "ARM"}, "on the word of Armenia"),
        ({"certainty": "provisional"}, "provisional"),
    ],
)
def test_force_on_somebodys_word_is_fighting_with_a_doubt(more, doubt):
    told = AttackReported(id="a", occurred="2024-01-30", by="AZE", against="ARM", **more)
    assert (between([told]).name, between([told]).doubt) == ("fighting", doubt)
    disputed = EventDisputed(occurred="2024-01-31", target="a", by="AZE")
    assert "disputed by Azerbaijan" in between([told, disputed]).doubt


def test_force_before_a_ceasefire_is_silenced_by_it():
    assert name_of([attack("2024-01-19"), truce("2024-01-20")]) == "ceasefire"


def test_open_hostilities_are_fighting_again_after_the_term_of_a_ceasefire():
    events = [fight(), truce("2024-01-20", expires="2024-01-31")]
    assert [name_of(events, on) for on in ("2024-01-31", "2024-02-01")] == ["ceasefire", "fighting"]
    longer = CeasefireExtended(occurred="2024-01-30", ceasefire="c", expires="2024-02-28")
    assert name_of([*events, longer], "2024-02-01") == "ceasefire"


def test_a_ceasefire_of_one_side_is_a_doubt():
    found = between([fight(), truce("2024-01-20", parties="AZE")])
    assert (found.name, found.doubt) == ("fighting", "Azerbaijan alone has declared a ceasefire: c")


def test_two_ceasefires_of_one_side_each_bind_both():
    one, other = truce("2024-01-20", "d", "AZE"), truce("2024-01-22", "e", "ARM")
    found = between([fight(), one, other])
    assert (found.name, found.rule) == ("ceasefire", "each of the two has declared a ceasefire")
    ended = CeasefireEnded(occurred="2024-01-25", ceasefire="d")
    assert name_of([fight(), one, other, ended]) == "fighting"


def test_whom_a_ceasefire_without_parties_binds_is_a_doubt():
    found = between([fight(), truce("2024-01-20", parties=None)])
    assert (found.name, found.doubt) == (
        "fighting",
        "the parties to the ceasefire c are not stated",
    )


@pytest.mark.parametrize(("on", "doubted"), [("2024-02-09", False), ("2024-02-10", True)])
def test_an_offensive_without_force_for_thirty_days_is_doubted(on, doubted):
    found = between([offensive()], on)
    assert found.name == "fighting"
    assert found.doubt == ("no use of force is on record since 2024-01-10" if doubted else None)


def test_force_between_others_and_the_dead_take_no_doubt_away():
    dead = CasualtiesReported(occurred="2024-02-20", series="s", measure="killed", count=1)
    others = attack("2024-02-20", by="UKR", against="RUS")
    assert between([offensive(), dead, others], "2024-03-01").doubt is not None
    assert between([offensive(), attack("2024-02-20")], "2024-03-01").doubt is None


@pytest.mark.parametrize(("on", "name"), [("2025-01-09", "fighting"), ("2025-01-10", "dormant")])
def test_fighting_of_which_nothing_was_heard_for_a_year_is_no_fighting(on, name):
    found = between([offensive()], on)
    assert found.name == name
    assert name == "fighting" or found.doubt == (
        "o has no end on record, and no use of force since 2024-01-10"
    )


# What stands behind it


def test_why_names_the_facts_behind_a_phase_and_refuses_a_pair_without_one():
    history = History([offensive(), fight(), attack()])
    told = history.why("phase/AZE-ARM")
    assert (told.part, {event.kind for event in told.facts}) == (
        "phase/ARM-AZE",
        {"offensive-launched", "hostilities-started", "attack-reported"},
    )
    assert history.why(history.state().phase).facts == told.facts
    assert history.why("phase") == told
    with pytest.raises(NotFound, match="phase/ARM-AZE"):
        history.why("phase/ARM-GEO")
