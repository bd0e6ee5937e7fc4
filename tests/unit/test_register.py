"""Who is on record: names that travel with the code, gated by what was public and recorded."""

from __future__ import annotations

import pickle

import pytest

import peacetalks as pt
from peacetalks.state.register import Register


def named(day: str, name: str, *, actor: str = "UCDP:4456", **more: object) -> pt.ActorNamed:
    return pt.ActorNamed(occurred=day, actor=actor, names=name, **more)  # type: ignore[arg-type] # fields of the kind


ATTACK = pt.AttackReported(id="a", occurred="2017-01-30", by=("SYR", "UCDP:4456"))
FIRST = named("2018", "Lakeside rebels", reported="2018-06-01")
LATER = named("2018", "Lakeside opposition", reported="2020-06-01")


def test_a_name_counts_on_days_before_it_was_stated():
    history = pt.History([ATTACK, FIRST])
    assert history.state(on="2017-02-01").actors.name("UCDP:4456") == "Lakeside rebels"


def test_a_name_is_not_known_before_it_was_public():
    history = pt.History([ATTACK, FIRST, LATER])
    shown = [
        history.state(on="2017-02-01", known=day).actors.name("UCDP:4456")
        for day in ("2018-05-31", "2018-06-01", "2020-06-01")
    ]
    assert shown == ["UCDP:4456", "Lakeside rebels", "Lakeside opposition"]


@pytest.mark.parametrize("year", range(2000, 2012))
def test_of_two_names_in_one_release_the_one_of_the_later_day_is_shown(year):
    old = named(f"{year - 1}-02-01", "Lakeside rebels", reported="2018-06")
    new = named(f"{year}-01-30", "Lakeside army", reported="2018-06")
    for events in ([old, new], [new, old]):
        assert pt.History(events).actors.name("UCDP:4456") == "Lakeside army"
        later = pt.History(events[:1])
        later.extend(events[1:])
        assert later.actors.name("UCDP:4456") == "Lakeside army"
        log = pt.MemoryLog()
        log.append("s", events)
        assert log.history("s").actors.name("UCDP:4456") == "Lakeside army"


def test_of_two_names_of_one_day_the_one_recorded_later_is_shown():
    names = [named("2016", f"Name {n}", reported="2018-06") for n in range(9)]
    for last in range(9):
        log = pt.MemoryLog()
        log.append("s", [*names[last + 1 :], *names[: last + 1]])
        assert log.history("s").actors.name("UCDP:4456") == f"Name {last}"


def test_a_name_is_not_known_before_it_was_recorded():
    log = pt.MemoryLog()
    log.append("s", [ATTACK, FIRST])
    log.append("s", [LATER])
    history = log.history("s")
    assert history.state(recorded=2).actors.name("UCDP:4456") == "Lakeside rebels"
    assert history.state().actors.name("UCDP:4456") == "Lakeside opposition"


def test_a_statement_about_an_actor_is_no_fact_and_stands_in_no_timeline():
    with_names, without = pt.History([ATTACK, FIRST, LATER]), pt.History([ATTACK])
    assert with_names.timeline() == without.timeline() == (ATTACK,)
    assert with_names.state() == without.state()
    assert with_names.state().fact_count == 1
    assert with_names.state().day == without.state().day


def test_a_plain_fold_and_a_history_have_the_same_register():
    events = [ATTACK, FIRST, LATER]
    assert pt.fold(events).actors == pt.History(events).state().actors
    assert pt.fold([LATER], initial=pt.fold([FIRST])).actors == pt.fold([FIRST, LATER]).actors


def test_names_that_come_later_reach_a_history_that_was_asked_before():
    history = pt.History([ATTACK])
    assert history.actors.name("UCDP:4456") == "UCDP:4456"
    history.extend([FIRST])
    assert history.actors.name("UCDP:4456") == "Lakeside rebels"
    assert history.state().actors.name("UCDP:4456") == "Lakeside rebels"


def test_days_in_one_pass_know_the_names_that_were_public_then():
    history = pt.History([ATTACK, FIRST, LATER])
    days = ["2018-05-31", "2019-01-01", "2021-01-01"]
    shown = [s.actors.name("UCDP:4456") for s in history.states(days, known="then")]
    assert shown == ["UCDP:4456", "Lakeside rebels", "Lakeside opposition"]


def test_a_statement_that_was_retracted_names_nobody():
    wrong = named("2018", "Somebody else", id="wrong")
    retraction = pt.EventRetracted(occurred="2019", target="wrong")
    assert pt.History([ATTACK, wrong, retraction]).actors.name("UCDP:4456") == "UCDP:4456"


def test_a_name_that_changed_is_kept_and_found():
    register = pt.History([FIRST, LATER]).actors
    assert register["UCDP:4456"].names == ("Lakeside opposition", "Lakeside rebels")
    assert register.resolve("lakeside REBELS") == "UCDP:4456"


def test_a_name_of_two_actors_means_neither_and_both_are_told():
    register = Register([named("2031", "Front", actor=code) for code in ("A", "B")])
    assert register.resolve("Front") is None
    assert register.meanings("Front") == ("A", "B")
    assert [register.shown(code) for code in "AB"] == ["Front (A)", "Front (B)"]


def test_what_a_study_states_is_shown_in_place_of_the_name_of_the_registry():
    register = Register([named("2031", "Republic of Azerbaijan", actor="AZE")])
    assert register.shown("AZE") == "Republic of Azerbaijan"
    assert register.resolve("Azerbaijan") == "AZE"


def test_an_organ_counts_for_its_state_and_a_faction_for_itself():
    register = Register(
        [
            named("2031", "Air force", actor="WING", organ_of="ARMY"),
            named("2031", "Army", actor="ARMY", organ_of="NORTH"),
            named("2031", "Council", actor="COUNCIL", within="NORTH"),
        ]
    )
    assert [register.principal(c) for c in ("WING", "ARMY", "COUNCIL")] == ["NORTH"] * 2 + [
        "COUNCIL"
    ]
    assert register.within("COUNCIL") == "NORTH"


def test_organs_in_a_circle_are_each_their_own():
    register = Register(
        [
            named("2031", "A", actor="A", organ_of="B"),
            named("2031", "B", actor="B", organ_of="A"),
            named("2031", "C", actor="C", organ_of="C"),
        ]
    )
    assert [register.principal(code) for code in "ABC"] == ["A", "B", "C"]


def test_what_a_later_statement_leaves_out_stands():
    full = named("2018", "Front", sort="armed_group", within="SYR", ids={"ucdp-actor": "4456"})
    register = Register([full, named("2019", "New Front")])
    found = register["UCDP:4456"]
    assert (found.name, found.sort, found.within) == ("New Front", "armed_group", "SYR")
    assert register.resolve("4456", scheme="ucdp-actor") == "UCDP:4456"


def test_aliases_splits_and_mergers_act_on_the_register():
    register = Register(
        [
            pt.ActorAliased(occurred="2023", actor="NORTH", scheme="fips", code="NO"),
            pt.ActorSplit(occurred="2011-07-09", actor="SDN", into=("SDN", "SSD")),
            pt.ActorMerged(occurred="1990-10-03", actors=("DDR", "DEU"), into="DEU"),
        ]
    )
    assert register["NORTH"].ids["fips"] == ("NO",)
    assert register.resolve("NO", scheme="fips") == "NORTH"
    assert [code for _, code in register["SDN"].became] == ["SDN", "SSD"]
    assert [(str(day), code) for day, code in register["DDR"].became] == [("1990-10-03", "DEU")]
    assert "DEU" not in register


def test_a_state_that_was_sent_elsewhere_keeps_its_names():
    state = pt.History([ATTACK, FIRST]).state()
    assert pickle.loads(pickle.dumps(state)).actors.name("UCDP:4456") == "Lakeside rebels"


def test_a_registry_of_ones_own_names_whom_no_statement_names():
    registry = pt.world().with_actors(pt.Actor("HDC", "Centre for Dialogue", "organisation"))
    history = pt.History([ATTACK], registry=registry)
    assert history.actors.name("HDC") == "Centre for Dialogue"
    assert [s.actors.name("HDC") for s in history.states(["2018"])] == ["Centre for Dialogue"]
    assert history.only([ATTACK]).actors.name("HDC") == "Centre for Dialogue"


def test_a_part_of_an_actor_on_record_is_known_as_a_part_of_the_registrys_actors_is():
    stated = Register([named("2031", "Eastern League", actor="EAST")])
    own = Register((), pt.world().with_actors(pt.Actor("EAST", "Eastern League", "other")))
    for register in (stated, own):
        assert register.name("EAST-MOD") == "Eastern League (MOD)"
        assert register.principal("EAST-MOD") == "EAST"
        assert (register.organ_of("EAST-OPP"), register.within("EAST-OPP")) == (None, "EAST")
        assert register.knows("EAST-MOD")
        assert register.is_named("EAST-MOD")
        assert "EAST-MOD" not in register.suggest("EAST-MOD")
    assert not Register().knows("EAST-MOD")


def test_who_has_a_row_is_no_part_of_one_who_is_stated():
    own = pt.world().with_actors(pt.Actor("EAST-MOD", "Another", "other"))
    register = Register([named("2031", "Eastern League", actor="EAST")], own)
    assert (register.name("EAST-MOD"), register.principal("EAST-MOD")) == ("Another", "EAST-MOD")


@pytest.mark.parametrize("code", ["AZE", "AZE-MOD", "EAST", "EAST-MOD", "NORTHS"])
def test_no_code_is_suggested_for_itself(code: str):
    register = Register([named("2031", "Eastern League", actor="EAST")])
    assert code not in register.suggest(code)
    assert code not in pt.world().suggest(code)


def test_a_name_that_is_also_a_code_of_the_registry_means_both_and_in_a_question_whom_it_is_about():
    register = Register([named("2031", "PKK", actor="UCDP:1")])
    assert register.meanings("PKK") == ("PKK", "UCDP:1")
    assert register.resolve("PKK") is None
    raid = pt.AttackReported(occurred="2031-05-01", by="UCDP:1", against="TUR")
    history = pt.History([*register.statements, raid])
    assert history.state().attacks(by="PKK") == (raid,)
    other = pt.AttackReported(occurred="2031-05-02", by="PKK", against="TUR")
    assert pt.History([*register.statements, raid, other]).state().attacks(by="PKK") == (other,)


def test_a_code_that_is_stated_means_its_actor_whoever_else_is_called_so():
    both = [named("2031", "Hill Front", actor="HILL"), named("2031", "HILL", actor="VALLEY")]
    assert Register(both).meanings("HILL") == ("HILL",)


def test_an_id_is_the_one_of_its_days():
    given = [
        pt.ActorAliased(occurred="2023", actor="OLD", scheme="own", code="9", valid="../2030"),
        pt.ActorAliased(occurred="2023", actor="NEW", scheme="own", code="9", valid="2031/.."),
    ]
    register = Register(given)
    assert register.meanings("9", "own") == ("OLD", "NEW")
    assert register.meanings("9", "own", on="2032") == ("NEW",)
    assert register.resolve("9", "own", on="2029") == "OLD"
    assert Register(given[1:]).resolve("9", "own", on="2029") is None


def test_actors_whose_names_read_the_same_are_shown_with_their_codes():
    fronts = [named("2031", "Hill front", actor="A"), named("2031", "Híll Front", actor="B")]
    assert [Register(fronts).shown(code) for code in "AB"] == ["Hill front (A)", "Híll Front (B)"]
    stranger = Register([named("2031", "AZE", actor="X1")])
    assert stranger.shown("X1") == "AZE (X1)"
    own = Register([named("2031", "HILL", actor="HILL")])
    assert own.shown("HILL") == "HILL"
