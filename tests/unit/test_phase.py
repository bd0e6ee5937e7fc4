"""The phase of a pair: each row of the table, which row goes first, and what makes doubt."""

import itertools

import pytest

from peacetalks.errors import InvalidValue, NotFound
from peacetalks.events import (
    AttackReported,
    CasualtiesReported,
    CeasefireDeclared,
    CeasefireEnded,
    CeasefireExtended,
    CeasefireViolationAlleged,
    ContactHeld,
    EventDisputed,
    HostilitiesEnded,
    HostilitiesStarted,
    MeetingCancelled,
    MeetingsHeld,
    MonitoringReported,
    NegotiationResumed,
    NegotiationSuspended,
    OffensiveEnded,
    OffensiveLaunched,
    StatementMade,
    TalksEnded,
    TalksOpened,
    TerritorialControlChanged,
)
from peacetalks.history import History
from peacetalks.reducer.fold import fold
from peacetalks.state.queries.phases.rules import RULES
from peacetalks.values import Participant
from stories import BOTH, accepted, at, held, proposed, reached, refused, said


def truce(on="2024-01-01", ceasefire="c", parties=BOTH, **more):
    return CeasefireDeclared(occurred=on, ceasefire=ceasefire, parties=parties, **more)


def offensive(on="2024-01-10", by="AZE", against="ARM", **more):
    return OffensiveLaunched(occurred=on, offensive="o", by=by, against=against, **more)


def fight(on="2024-01-10", name="h", parties=BOTH):
    return HostilitiesStarted(occurred=on, hostilities=name, parties=parties)


def attack(on="2024-01-30", by="AZE", against="ARM"):
    return AttackReported(occurred=on, by=by, against=against)


def taken(on="2024-01-30", mode="force", area="Ford", from_="ARM", to="AZE"):
    return TerritorialControlChanged(occurred=on, area=area, from_=from_, to=to, mode=mode)


def alleged(on="2024-01-30", by="ARM", against="AZE", **more):
    return CeasefireViolationAlleged(occurred=on, ceasefire="c", by=by, against=against, **more)


def talks(aim="a", on="2023-01-01", name="t", parties=BOTH, **more):
    return TalksOpened(occurred=on, talks=name, parties=parties, aim=aim, **more)


def text(stage, scope="comprehensive", parties=BOTH, **more):
    return reached(stage, scope=scope, parties=parties, **more)


def suspended(on="2024-01-05", **more):
    return NegotiationSuspended(**{"occurred": on, "talks": "t", "by": "AZE"} | more)


def between(events, on="2024-01-31", pair=BOTH):
    return at(events, on).phase_between(*pair)


def name_of(events, on="2024-01-31", pair=BOTH):
    return between(events, on, pair).name


SCENES = {
    "fighting": [offensive()],
    "implementing": [text("in_force")],
    "signed": [text("signed", agreement="b")],
    "concluding": [text("initialled", agreement="c")],
    "suspended": [talks(aim=None), suspended()],
    "blocked": [proposed(on="2024-01-01"), refused(on="2024-01-10")],
    "talking": [held(on="2024-01-09", meeting="other")],
    "ceasefire": [truce("2023-12-01")],
    "dormant": [MeetingsHeld(occurred="2024-01-09", participants=BOTH)],
    "unrecorded": [said("2024-01-01")],
}
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
    assert doubt == "OSCE alleges violations of c, the last on 2024-01-30"


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
        ({"claimed_by": "ARM"}, "on the word of ARM"),
        ({"certainty": "provisional"}, "provisional"),
    ],
)
def test_force_on_somebodys_word_is_fighting_with_a_doubt(more, doubt):
    told = AttackReported(id="a", occurred="2024-01-30", by="AZE", against="ARM", **more)
    assert (between([told]).name, between([told]).doubt) == ("fighting", doubt)
    disputed = EventDisputed(occurred="2024-01-31", target="a", by="AZE")
    assert "disputed by AZE" in between([told, disputed]).doubt


def test_force_before_a_ceasefire_is_silenced_by_it():
    assert name_of([attack("2024-01-19"), truce("2024-01-20")]) == "ceasefire"


def test_open_hostilities_are_fighting_again_after_the_term_of_a_ceasefire():
    events = [fight(), truce("2024-01-20", expires="2024-01-31")]
    assert [name_of(events, on) for on in ("2024-01-31", "2024-02-01")] == ["ceasefire", "fighting"]
    longer = CeasefireExtended(occurred="2024-01-30", ceasefire="c", expires="2024-02-28")
    assert name_of([*events, longer], "2024-02-01") == "ceasefire"


def test_a_ceasefire_of_one_side_is_a_doubt():
    found = between([fight(), truce("2024-01-20", parties="AZE")])
    assert (found.name, found.doubt) == ("fighting", "AZE alone has declared a ceasefire: c")


def test_two_ceasefires_of_one_side_each_bind_both():
    one, other = truce("2024-01-20", "d", "AZE"), truce("2024-01-22", "e", "ARM")
    found = between([fight(), one, other])
    assert (found.name, found.rule) == ("ceasefire", "each of the two has declared a ceasefire")
    ended = CeasefireEnded(occurred="2024-01-25", ceasefire="d")
    assert name_of([fight(), one, other, ended]) == "fighting"


def test_whom_a_ceasefire_without_parties_binds_is_a_doubt():
    found = between([fight(), truce("2024-01-20", parties=None)])
    assert (found.name, found.doubt) == ("fighting", "whom the ceasefire c binds is not stated")


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


# Agreements


@pytest.mark.parametrize("stage", ["signed", "ratified"])
@pytest.mark.parametrize("scope", ["comprehensive", None])
def test_signed_or_ratified_is_signed(stage, scope):
    assert name_of([text(stage, scope)]) == "signed"


def test_in_force_from_a_later_day_is_signed_until_then():
    events = [text("in_force", effective_from="2024-07-01")]
    days = ("2024-06-30", "2024-07-01")
    assert [name_of(events, on) for on in days] == ["signed", "implementing"]


@pytest.mark.parametrize("stage", ["draft", "partly_agreed", "rejected", "unspecified"])
def test_less_than_a_concluded_text_is_dormant(stage):
    assert name_of([text(stage)]) == "dormant"


SMALL = ["partial", "procedural", "ceasefire", "statement", "renewal", "implementation"]


@pytest.mark.parametrize("scope", [*SMALL, "framework", "process"])
@pytest.mark.parametrize("stage", ["signed", "in_force"])
def test_what_settles_less_is_no_full_agreement(scope, stage):
    assert name_of([text(stage, scope)]) == "dormant"


@pytest.mark.parametrize("scope", SMALL)
def test_what_settles_less_is_no_full_agreement_though_the_talks_aim_at_it(scope):
    assert name_of([talks(), text("signed", scope)]) == "dormant"


def test_a_framework_is_full_as_the_aim_of_the_talks():
    assert name_of([talks(), text("signed", "framework")]) == "signed"


def test_that_no_scope_is_stated_is_a_doubt_unless_the_talks_aim_at_it():
    assert between([text("signed", None)]).doubt == "the scope of a is not stated"
    assert between([talks(), text("signed", None)]).doubt is None


def test_with_an_aim_no_other_agreement_makes_a_phase():
    other = text("in_force", agreement="b")
    assert name_of([talks(), text("initialled"), other]) == "concluding"
    assert name_of([talks(), other]) == "dormant"


def test_the_aim_of_talks_of_other_parties_says_nothing_of_these_two():
    others = talks(parties=("GEO", "RUS"), aim="b")
    assert name_of([others, text("signed")]) == "signed"


def test_of_several_agreements_the_last_signed_is_named():
    events = [text("signed", on="2023-05-01", agreement="b"), text("signed", on="2023-04-01")]
    assert between(events).rule == "b is signed"


def test_an_agreement_denounced_or_superseded_is_signed_no_more():
    assert name_of([text("signed"), text("denounced", on="2024-01-20")]) == "dormant"


def test_an_agreement_without_parties_is_between_those_who_sign_or_talk_about_it():
    assert name_of([text("signed", parties=None, by=BOTH)]) == "signed"
    assert name_of([talks(), text("initialled", parties=None)]) == "concluding"


def test_that_one_of_the_two_suspended_the_agreement_is_a_doubt():
    events = [text("in_force"), text("suspended", on="2024-01-20", by="AZE")]
    assert between(events).doubt == "AZE has suspended it"


# Talks and meetings


def test_suspended_talks_are_suspended_until_they_resume_or_end():
    events = SCENES["suspended"]
    back = NegotiationResumed(occurred="2024-01-20", talks="t", by="AZE")
    assert name_of([*events, back]) == "dormant"
    assert name_of([*events, TalksEnded(occurred="2024-01-20", talks="t")]) == "dormant"


def test_talks_that_a_third_party_left_are_not_suspended_between_the_two():
    events = [talks(aim=None, parties=(*BOTH, "GEO")), suspended(by="GEO", scope="party")]
    assert [name_of(events, pair=pair) for pair in (BOTH, ("AZE", "GEO"))] == [
        "dormant",
        "suspended",
    ]
    assert name_of([events[0], suspended(by="GEO", scope="all")]) == "suspended"


def test_a_refusal_blocks_only_while_no_meeting_is_open():
    elsewhere = proposed(on="2024-01-12", meeting="other")
    assert name_of([*SCENES["blocked"], elsewhere]) == "talking"
    assert name_of([*SCENES["blocked"], elsewhere], "2024-05-01") == "blocked"


def test_a_refusal_blocks_only_while_it_is_the_last_word():
    events = SCENES["blocked"]
    assert name_of([*events, held(on="2024-01-20", meeting="other")]) == "talking"
    assert name_of([*events, accepted("AZE", on="2024-01-12")]) == "talking"


def test_an_invitee_who_calls_off_refuses_and_a_host_does_not():
    asked = proposed(on="2024-01-01")
    called_off = [
        MeetingCancelled(occurred="2024-01-10", meeting="m", by=by) for by in ("AZE", "USA")
    ]
    assert [name_of([asked, each]) for each in called_off] == ["blocked", "dormant"]


def test_a_refusal_of_another_guest_blocks_nothing_between_the_two():
    asked = proposed(on="2024-01-01", invitees=(*BOTH, "GEO"))
    state = at([asked, refused("GEO", on="2024-01-10")], "2024-01-31")
    assert [state.phase_between(*pair).name for pair in (BOTH, ("ARM", "GEO"))] == [
        "dormant",
        "blocked",
    ]


@pytest.mark.parametrize(("on", "doubted"), [("2025-01-09", False), ("2025-01-10", True)])
def test_a_refusal_older_than_a_year_is_a_doubt(on, doubted):
    found = between(SCENES["blocked"], on)
    assert found.name == "blocked"
    assert found.doubt == ("the refusal is older than a year" if doubted else None)


def test_a_refusal_alone_blocks_the_parties_of_its_talks():
    no = refused(on="2024-01-10", talks="t")
    assert name_of([talks(aim=None), no]) == "blocked"
    assert at([refused(on="2024-01-10")], "2024-01-31").phases() == ()


@pytest.mark.parametrize(("on", "name"), [("2024-04-08", "talking"), ("2024-04-09", "dormant")])
def test_a_meeting_counts_as_talking_for_ninety_days(on, name):
    assert name_of(SCENES["talking"], on) == name


@pytest.mark.parametrize(
    ("nothing", "name"),
    [
        (MeetingsHeld(occurred="2024-01-09", participants=BOTH), "dormant"),
        (held(on="2023-11-01/2024-01-09"), "dormant"),
        (held(on="2024-01-09/.."), "dormant"),
        (ContactHeld(occurred="2024-01-09", parties=BOTH, channel="call"), "unrecorded"),
        (held(["AZE"], on="2024-01-09"), "unrecorded"),
        (held(["AZE", "ARM"], on="2024-01-09", mediators="ARM"), "unrecorded"),
        (held(["AZE", Participant("ARM", "mediator")], on="2024-01-09"), "unrecorded"),
        (held(None, on="2024-01-09"), "unrecorded"),
        (proposed(on="2024-01-09", invitees="AZE", by="USA", mediators="USA"), "unrecorded"),
        (StatementMade(occurred="2024-01-09", by=BOTH), "unrecorded"),
    ],
)
def test_rounds_without_a_day_long_spans_calls_and_visits_are_no_talking(nothing, name):
    assert name_of([nothing]) == name


def test_who_was_absent_did_not_meet():
    asked = proposed(on="2024-01-01")
    assert name_of([asked, held(None, on="2024-01-09")]) == "talking"
    assert name_of([asked, held(None, on="2024-01-09", absent="AZE")]) == "dormant"


def test_who_invites_one_other_alone_is_the_other_party():
    asked = proposed(on="2024-01-09", invitees="AZE", by="ARM")
    assert name_of([asked]) == "talking"
    assert name_of([asked, refused("AZE", on="2024-01-12")]) == "blocked"


def test_a_refusal_still_blocks_once_others_have_met_without_the_one_who_refused():
    asked = proposed(on="2024-01-05", invitees=(*BOTH, "GEO"))
    events = [asked, refused("GEO", on="2024-01-10"), held(BOTH, on="2024-01-20", absent="GEO")]
    assert name_of(events, pair=("ARM", "GEO")) == "blocked"
    assert name_of(events) == "talking"


@pytest.mark.parametrize(
    ("span", "name"),
    [("2023-12-10/2024-01-09", "talking"), ("2023-12-09/2024-01-09", "dormant")],
)
def test_a_meeting_that_spans_more_than_thirty_one_days_is_no_one_meeting(span, name):
    assert name_of([held(on=span)], "2024-01-10") == name


# Ceasefires


@pytest.mark.parametrize(("on", "doubted"), [("2024-12-31", False), ("2025-01-01", True)])
def test_a_ceasefire_of_which_nothing_was_heard_for_a_year_is_doubted(on, doubted):
    state = at([truce()], on)
    found = state.phase
    assert found.name == "ceasefire"
    assert (found.doubt is not None) == doubted
    names = ([c.ceasefire for c in state.ceasefires_in_force()], ["c"] if doubted else [])
    assert names == (
        [] if doubted else ["c"],
        [c.ceasefire for c in state.ceasefires_without_end()],
    )


@pytest.mark.parametrize(
    "news",
    [
        alleged("2024-06-01"),
        MonitoringReported(occurred="2024-06-01", monitor="OSCE", subject="c"),
        truce("2024-06-01"),
    ],
)
def test_a_ceasefire_that_was_heard_of_is_in_force(news):
    state = at([truce(), news], "2025-05-31")
    assert [c.ceasefire for c in state.ceasefires_in_force()] == ["c"]
    assert not at([truce(), news], "2025-06-02").ceasefires_in_force()


def test_a_ceasefire_with_a_term_is_in_force_until_then():
    state = at([truce(expires="2030-01-01")], "2029-12-31")
    assert state.ceasefires_in_force()
    assert state.phase.doubt is None


def test_an_alleged_violation_is_a_doubt_and_no_war():
    found = between([truce(), alleged()])
    assert (found.name, found.doubt) == (
        "ceasefire",
        "ARM alleges violations of c, the last on 2024-01-30",
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
