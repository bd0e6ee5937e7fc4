"""The figure of phases: it says what the states say, on every day; each planted bug breaks that."""

import itertools
from typing import get_args

import attrs
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

import peacetalks as pt
from day_laws import days_of, told
from figures_seen import Drawn
from peacetalks import errors, views
from peacetalks.events.clocks import settled
from peacetalks.events.force import AttackReported
from peacetalks.events.statements import StatementMade
from peacetalks.events.talks import TalksOpened
from peacetalks.primitives.when import When, day_text
from peacetalks.state.queries.phases.rules import PhaseName
from peacetalks.views.figures import bars, canvas, pairs
from phase_stories import phase_stories
from planted import assert_caught, planting

COLOURS = {
    "fighting": canvas.VERMILLION,
    "implementing": canvas.GREEN,
    "signed": canvas.BLUE,
    "concluding": canvas.YELLOW,
    "suspended": canvas.PURPLE,
    "blocked": canvas.ORANGE,
    "talking": canvas.SKY,
    "ceasefire": canvas.WHITE,
    "dormant": canvas.PALE,
}
FULL, LOW = 0.62, 0.31


def attack(by, against, on="2031-05-20", **more):
    return AttackReported(occurred=on, by=by, against=against, **more)


def labels(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def bars_of(ax, a, b):
    """Return the bars of a pair in their order in time."""
    found = [p for p in ax.patches if (p.get_gid() or "").startswith(f"phase:{a}:{b}:")]
    return sorted(found, key=lambda bar: bar.get_x())


def seen(ax, pair, day):
    """Return what a reader sees of a pair on a day: the colour of the bar, and its height."""
    middle = canvas.x_of(day) + 0.5
    across = [
        bar for bar in bars_of(ax, *pair) if bar.get_x() < middle < bar.get_x() + bar.get_width()
    ]
    if not across:
        return None
    (bar,) = across
    return to_rgb(bar.get_facecolor()[:3]), pytest.approx(bar.get_height())


def as_drawn(phase):
    if phase.name == "unrecorded":
        return None
    return to_rgb(COLOURS[phase.name]), LOW if phase.doubt else FULL


@st.composite
def late_stories(draw):
    """Return a story of which some facts became public late."""
    later = st.sampled_from([None, 20, 100, 400])
    facts = [(fact, draw(later)) for fact in draw(phase_stories())]
    return pt.History(
        attrs.evolve(fact, reported=day_text(settled(fact) + days)) if days else fact
        for fact, days in facts
    )


stories = told | late_stories()


def the_phase_drawn_on_each_day_is_that_of_the_state(history, data):
    days = days_of(history) or [0]
    near = st.sampled_from(days).flatmap(lambda day: st.integers(day, day + 400))
    on = day_text(data.draw(near))
    # The day before something became public, where it makes a difference.
    known = data.draw(st.none() | st.sampled_from(days).map(lambda day: day_text(day - 1)))
    last = history.state(on=on, known=known)
    on_record = [phase.pair for phase in last.phases()][:10]
    # On axes whose place is given no time goes into finding it.
    ax = Figure(figsize=(8, 4)).add_subplot()
    with pytest.MonkeyPatch.context() as patch:
        # A bar of few days is drawn wider, to be seen; here each is as wide as it lasted.
        patch.setattr(bars, "_LEAST", 0)
        views.plot_phases(history, on=on, known=known, pairs=on_record, ax=ax)
    after = st.sampled_from([0, 1, 30, 31, 90, 91, 92, 365, 366])
    drawn = st.sampled_from(days).flatmap(lambda day: after.map(lambda more: day + more))
    for day in data.draw(st.sets(drawn, max_size=12)) | set(days) | {last.day}:
        if day > last.day:
            continue
        state = history.state(on=day_text(day), known=known)
        for pair in on_record:
            note(f"{pair} on {day_text(day)}")
            assert seen(ax, pair, day) == as_drawn(state.phase_between(*pair))


@settings(max_examples=min(settings.default.max_examples, 200))
@given(stories, st.data())
def test_the_phase_drawn_on_each_day_is_that_of_the_state(history, data):
    the_phase_drawn_on_each_day_is_that_of_the_state(history, data)


BUGS, bug = planting()


@bug(caught_by=the_phase_drawn_on_each_day_is_that_of_the_state)
def only_facts_change_a_phase(patch):
    patch.setattr(pairs, "may_turn", lambda *_: [])


@bug(caught_by=the_phase_drawn_on_each_day_is_that_of_the_state)
def a_phase_starts_a_day_late(patch):
    whole = pairs.may_turn
    patch.setattr(pairs, "may_turn", lambda *told: [day + 1 for day in whole(*told)])


@bug(caught_by=the_phase_drawn_on_each_day_is_that_of_the_state)
def a_doubt_is_drawn_as_certain(patch):
    whole = pairs._word_of
    patch.setattr(pairs, "_word_of", lambda phase: (said := whole(phase)) and (said[0], False))


@bug(caught_by=the_phase_drawn_on_each_day_is_that_of_the_state)
def what_was_not_public_is_drawn(patch):
    states = pt.History.states
    patch.setattr(pt.History, "states", lambda self, on, **_: states(self, on))


@bug(caught_by=the_phase_drawn_on_each_day_is_that_of_the_state)
def the_last_stretch_is_left_out(patch):
    whole = bars.stretches
    patch.setattr(bars, "stretches", lambda *told: list(whole(*told))[:-1])


@pytest.mark.planted
@pytest.mark.parametrize("name", BUGS)
def test_the_law_of_the_figure_catches_that(name, monkeypatch):
    plant, law = BUGS[name]
    holds = given(late_stories(), st.data())(law)
    assert_caught(plant, monkeypatch, holds, examples=1_000)


def test_the_phases_of_the_south_caucasus_are_those_of_the_states(history):
    ax = views.plot_phases(history)
    assert labels(ax) == [
        "Armenia and Azerbaijan",
        "Azerbaijan and Nagorno-Karabakh",
        "Azerbaijan and United States",
    ]
    days = ("2020-12-20", "2021-05-01", "2022-11-10", "2023-03-01", "2023-11-17", "2025-08-20")
    for day, pair in itertools.product(days, [("ARM", "AZE"), ("AZE", "NK")]):
        phase = history.state(on=day).phase_between(*pair)
        assert seen(ax, pair, When(day).first_day) == as_drawn(phase), (day, pair)


def test_every_phase_has_a_colour_and_a_hatch_that_no_other_has():
    looks = pairs._LOOKS
    assert [*looks, "unrecorded"] == list(get_args(PhaseName))
    assert {name: look.face for name, look in looks.items()} == COLOURS
    assert len({look.face for look in looks.values()}) == len(looks)
    assert len({look.hatch for look in looks.values()}) == len(looks)


def test_a_phase_in_doubt_is_half_as_high_and_the_title_says_so():
    raid = attack("NORTH", "SOUTH")
    alone = views.plot_phases(pt.History([raid]))
    assert "in doubt" not in alone.get_title(loc="left")
    war = pt.HostilitiesStarted(occurred="2031-05-20", hostilities="w", parties=("NORTH", "SOUTH"))
    ax = views.plot_phases(pt.History([war]), on="2031-07-31")
    certain, doubtful = bars_of(ax, "NORTH", "SOUTH")
    assert (certain.get_height(), doubtful.get_height()) == (FULL, LOW)
    assert doubtful.get_x() == canvas.x_of(When("2031-06-20").first_day)
    assert "low bars: in doubt" in ax.get_title(loc="left")


def test_where_nothing_is_on_record_there_is_a_dotted_line_and_no_bar():
    told = [attack("NORTH", "SOUTH"), attack("EAST", "SOUTH", on="2031-08-01")]
    drawn = Drawn(views.plot_phases(pt.History(told)))
    assert drawn.marks("unknown:") == ["EAST:SOUTH:0"]
    line = drawn.mark("unknown:EAST:SOUTH:0")
    assert line.get_linestyle() == ":"
    assert line.get_xdata()[1] == canvas.x_of(When("2031-08-01").first_day)
    pair = [("NORTH", "EAST"), ("NORTH", "SOUTH")]
    asked = Drawn(views.plot_phases(pt.History(told), pairs=pair))
    assert labels(asked.ax) == ["EAST and NORTH", "NORTH and SOUTH"]
    assert asked.marks("unknown:") == ["EAST:NORTH:0"]


def test_phases_of_one_day_are_wide_enough_to_be_seen_and_none_lies_on_another():
    told = [
        TalksOpened(occurred="2021-01-01", talks="t", parties=("NORTH", "SOUTH")),
        attack("NORTH", "SOUTH", on="2023-05-20"),
        pt.CeasefireDeclared(occurred="2023-05-21", ceasefire="may", parties=("NORTH", "SOUTH")),
        pt.MeetingHeld(occurred="2023-05-22", meeting="m", participants=("NORTH", "SOUTH")),
    ]
    ax = views.plot_phases(pt.History(told), on="2025-12-31")
    scale = canvas.scale_of(ax)
    found = bars_of(ax, "NORTH", "SOUTH")
    names = ["dormant", "fighting", "ceasefire", "talking", "ceasefire", "ceasefire"]
    assert [bar.get_facecolor()[:3] for bar in found] == [to_rgb(COLOURS[one]) for one in names]
    assert all(bar.get_width() / scale > 3.9 for bar in found)
    for one, following in itertools.pairwise(found):
        assert one.get_x() + one.get_width() == pytest.approx(following.get_x(), abs=0.01)


def test_bars_stay_near_their_days_where_there_are_more_than_pixels():
    told = [
        fact
        for year in range(2001, 2031)
        for month in range(1, 13, 2)
        for fact in (
            attack("NORTH", "SOUTH", on=f"{year}-{month:02}-01"),
            pt.MeetingHeld(
                occurred=f"{year}-{month:02}-05",
                meeting=f"m{year}-{month}",
                participants=("NORTH", "SOUTH"),
            ),
        )
    ]
    ax = views.plot_phases(pt.History(told))
    scale = canvas.scale_of(ax)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bars, "_LEAST", 0)
        true = bars_of(views.plot_phases(pt.History(told)), "NORTH", "SOUTH")
    drawn = bars_of(ax, "NORTH", "SOUTH")
    assert len(drawn) == len(true) > 300
    for one, other in zip(drawn, true, strict=True):
        assert 0 <= (one.get_x() - other.get_x()) / scale < 8.5


def test_at_most_ten_pairs_are_drawn_the_main_pair_and_those_that_fight_first():
    told = [
        TalksOpened(occurred="2031-01-01", talks="t", parties=("NORTH", "SOUTH")),
        *(attack(f"A{n}", "SOUTH", on="2031-02-01") for n in range(6)),
        *(attack(f"B{n}", "SOUTH", on="2031-12-20") for n in range(5)),
    ]
    ax = views.plot_phases(pt.History(told))
    assert labels(ax)[:6] == ["NORTH and SOUTH", *(f"B{n} and SOUTH" for n in range(5))]
    assert len(labels(ax)) == 10
    assert "; 2 pairs more" in ax.get_title(loc="left")
    assert "more" not in views.plot_phases(pt.History(told), on="2031-11-01").get_title(loc="left")


THREE = (attack("NORTH", "SOUTH"), attack("EAST", "SOUTH"), attack("EAST", "WEST"))


@pytest.mark.parametrize(
    ("chosen", "rows"),
    [
        ([("SOUTH", "NORTH")], ["NORTH and SOUTH"]),
        (("NORTH", "SOUTH"), ["NORTH and SOUTH"]),
        ([("EAST", "WEST"), ("NORTH", "SOUTH")], ["EAST and WEST", "NORTH and SOUTH"]),
        ("EAST", ["EAST and SOUTH", "EAST and WEST"]),
        (["NORTH"], ["NORTH and SOUTH"]),
        (["NORTH", "EAST", "SOUTH"], ["EAST and SOUTH", "NORTH and SOUTH"]),
    ],
)
def test_pairs_are_chosen_by_their_two_codes_or_by_a_party(chosen, rows):
    assert labels(views.plot_phases(pt.History(THREE), pairs=chosen)) == rows


def test_a_pair_is_two_different_actors_that_an_event_names(history):
    with pytest.raises(errors.NotFound, match="'XYZ', on any day"):
        views.plot_phases(history, pairs=[("AZE", "XYZ")])
    with pytest.raises(errors.NotFound, match="'XYZ', on any day"):
        views.plot_phases(history, pairs="XYZ")
    with pytest.raises(errors.InvalidValue, match="not two different actors"):
        views.plot_phases(history, pairs=[("AZE", "AZE")])


@pytest.mark.parametrize("chosen", [None, [], [("NORTH", "SOUTH")], "NORTH"])
def test_where_no_two_parties_are_on_record_the_figure_says_so(chosen):
    told = [StatementMade(occurred="2031", by=by) for by in ("NORTH", "SOUTH")]
    ax = views.plot_phases(pt.History(told), pairs=chosen)
    assert [text.get_text() for text in ax.texts] == ["nothing between two parties on record"]
    assert not ax.lines
    assert not ax.patches


def test_the_figure_shows_what_was_public_by_the_day_asked_for():
    told = [attack("NORTH", "SOUTH"), attack("NORTH", "SOUTH", on="2031-08-01", reported="2032")]
    now, then = (
        views.plot_phases(pt.History(told), on="2031-12-31", known=known)
        for known in (None, "2031-12-31")
    )
    assert len(bars_of(now, "NORTH", "SOUTH")) == 4
    assert len(bars_of(then, "NORTH", "SOUTH")) == 2
    assert "as known on 2031-12-31" in then.get_title(loc="left")


def test_an_organ_that_is_asked_for_has_the_phase_of_its_state():
    army = pt.ActorNamed(occurred="2031", actor="ARMY", names="The army", organ_of="NORTH")
    attack = AttackReported(occurred="2031-05-02", by="ARMY", against="SOUTH")
    history = pt.History([army, attack])
    asked = pairs._chosen(history.state(), [("SOUTH", "ARMY"), "ARMY"])
    assert asked == [("NORTH", "SOUTH")]


LIBYA = "Military Forces of Libya (2014-2021)"
FACTIONS = {"LBY-A": "Haftar Faction", "LBY-B": "Rada Faction", "LBY-C": "Police of Tripoli"}


def test_lanes_of_pairs_with_long_names_can_be_told_apart():
    named = [
        pt.ActorNamed(occurred="2031", actor=code, names=f"{LIBYA} {name}", within="LBY")
        for code, name in FACTIONS.items()
    ]
    fights = [attack(a, b) for a, b in itertools.combinations(FACTIONS, 2)]
    drawn = labels(views.plot_phases(pt.History([*named, *fights])))
    assert len(set(drawn)) == len(drawn) == 3
    assert all(" and " in label for label in drawn)
    assert max(map(len, drawn)) <= 53


def test_a_pair_of_a_long_and_a_short_name_keeps_both():
    named = pt.ActorNamed(occurred="2031", actor="FRONT", names="Front of " + "the Lake " * 9)
    (label,) = labels(views.plot_phases(pt.History([named, attack("FRONT", "WEST")])))
    assert label.endswith("… and WEST")


names_of_rows = st.text("ab (", min_size=1, max_size=60).map(lambda text: " ".join(text.split()))


@given(st.lists(names_of_rows, max_size=8), st.integers(3, 30))
def test_texts_that_differ_are_cut_so_that_they_differ(texts, letters):
    cut = canvas.distinct(texts, letters)
    assert set(cut) == set(texts)
    assert len(set(cut.values())) == len(cut)


def test_mediators_with_long_names_can_be_told_apart():
    held = [
        pt.MediationOffered(occurred="2031-05-20", mediator=code, parties=("NORTH",), by=code)
        for code in FACTIONS
    ]
    taken = [
        pt.MediationAccepted(occurred="2031-05-21", mediator=code, by="NORTH") for code in FACTIONS
    ]
    named = [
        pt.ActorNamed(occurred="2031", actor=code, names=f"{LIBYA} {name}")
        for code, name in FACTIONS.items()
    ]
    drawn = labels(views.plot_standing(pt.History([*held, *taken, *named])))
    assert len(set(drawn)) == len(drawn) == 3
    assert all(label.endswith(" with NORTH") for label in drawn)
