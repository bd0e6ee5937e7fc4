"""Figures: what a reader sees. Marks lie free, small ones can be seen, doubt is drawn as doubt."""

import itertools

import pytest
from matplotlib.figure import Figure

import peacetalks as pt
from figures_seen import Drawn
from peacetalks import views
from peacetalks.events.mediation import MediationAccepted, MediationRejected
from peacetalks.events.territory import DisplacementReported
from peacetalks.primitives.when import ALWAYS, day_text
from stories import held, refused

TIMELINES = {
    "family": views.plot_timeline,
    "actor": lambda history: views.plot_timeline(history, by="actor"),
    "2023": lambda history: views.plot_timeline(history, since="2023-01-01", on="2023-12-31"),
}
KINDS = {kind.kind for kind in pt.events.KINDS}


def _facts(drawn):
    """Return the marks of facts, without what stands around them."""
    artists = (*drawn.ax.lines, *drawn.ax.patches)
    return [a for a in artists if (a.get_gid() or "").split(":")[0] in KINDS]


def _covered(drawn):
    """Return which labels lie on which marks."""
    marks = [(mark.get_gid(), mark.get_window_extent().padded(-1)) for mark in _facts(drawn)]
    labels = [(text.get_text(), text.get_window_extent()) for text in drawn.ax.texts]
    return [
        (text, name)
        for (text, label), (name, mark) in itertools.product(labels, marks)
        if label.overlaps(mark)
    ]


def _legend(drawn):
    return [text.get_text() for text in drawn.ax.get_legend().get_texts()]


# The timeline


@pytest.mark.parametrize("name", TIMELINES)
def test_no_label_covers_a_mark(history, name):
    assert _covered(Drawn(TIMELINES[name](history))) == []


def test_no_label_covers_a_mark_among_many_facts():
    history = pt.History(pt.simulate(7, 600, negotiations=1))
    for by in ("family", "actor"):
        assert _covered(Drawn(views.plot_timeline(history, by=by))) == []


def test_every_refusal_is_named_in_the_lane_of_each_actor(history):
    drawn = Drawn(views.plot_timeline(history, by="actor"))
    named = [text for text, _ in drawn.words if " refuses " in text]
    assert len(drawn.marks("meeting-refused:")) == len(named) == 6


def test_a_bar_of_few_days_can_still_be_seen(history):
    drawn = Drawn(views.plot_timeline(history))
    patches = set(drawn.ax.patches)
    bars = [mark for mark in _facts(drawn) if mark in patches]
    spans = [
        fact
        for fact in history.effective().facts
        if fact.event.occurred.is_span and abs(fact.event.occurred.lo) < ALWAYS
    ]
    assert len(bars) == len(spans) == 30
    assert min(bar.get_window_extent().width for bar in bars) >= 3.9


@pytest.mark.parametrize(
    ("occurred", "doubted"),
    [
        ("2023-03/2023-09-30", ["date:start:x"]),
        ("2023-03-01/2023-09", ["date:end:x"]),
        ("2023-03/2023-09", ["date:end:x", "date:start:x"]),
        ("2023-03-01/2023-09-30", []),
    ],
)
def test_an_end_of_a_bar_that_is_not_known_to_the_day_has_a_line_over_what_it_can_be(
    occurred, doubted
):
    told = [held(id="x", on=occurred), held(id="y", on="2020-01-01")]
    drawn = Drawn(views.plot_timeline(pt.History(told)))
    assert [name for name in drawn.marks("") if name.startswith("date:")] == doubted
    bar = drawn.mark("meeting-held:x")
    for name in doubted:
        # The bar stands only where it lasted for certain.
        first, last = drawn.mark(name).get_xdata()
        assert last - first == pytest.approx(30, abs=1.1)
        meets = bar.get_x() if name.startswith("date:start") else bar.get_x() + bar.get_width()
        assert meets == pytest.approx(last if name.startswith("date:start") else first, abs=1)


@pytest.mark.parametrize(
    ("occurred", "sure"),
    [("2023-03-05", True), ("2023-03-05~", False), ("2023-03-05?", False), ("2023-03", False)],
)
def test_a_mark_whose_date_is_doubted_is_hollow(occurred, sure):
    told = [held(id="x", on=occurred), held(id="y", on="2020-01-01")]
    drawn = Drawn(views.plot_timeline(pt.History(told)))
    faces = {drawn.mark(f"meeting-held:{name}").get_markerfacecolor() for name in "xy"}
    assert (len(faces) == 1) == sure
    assert ("uncertain date" in _legend(drawn)) != sure


def test_a_bar_whose_dates_are_doubted_is_hatched():
    told = [
        held(id="x", on="2023-01-01~/2023-05-05"),
        held(id="y", on="2023-01-01/2023-05-05"),
    ]
    drawn = Drawn(views.plot_timeline(pt.History(told)))
    assert drawn.mark("meeting-held:x").get_hatch()
    assert not drawn.mark("meeting-held:y").get_hatch()


def test_a_date_with_one_bound_is_told_from_one_with_two():
    told = [
        held(id="x", on="[..2023-03-05]"),
        held(id="y", on="2023-03-05/.."),
        held(id="z", on="2020-01-01"),
    ]
    legend = _legend(Drawn(views.plot_timeline(pt.History(told))))
    assert {"that day or earlier", "that day and later"} <= set(legend)
    assert "uncertain date" not in legend


def test_a_long_name_of_a_meeting_is_cut_with_an_ellipsis():
    drawn = Drawn(views.plot_timeline(pt.History([refused(meeting="m-" + "w" * 60)])))
    (label,) = [text for text, _ in drawn.words if "refuses" in text]
    assert label.endswith("…")


@pytest.mark.parametrize("days", range(9, 18))
def test_a_ring_around_what_was_corrected_touches_no_other_mark(days):
    # Two years are about as many pixels as days, so that some of these are just too near.
    wrong = held(id="wrong", on="2023-07-01")
    near = held(id="near", on=day_text(pt.When("2023-07-01").first_day + days))
    fixed = pt.correct(wrong, corrected_on="2023-12-01", meeting="other", reason="a slip")
    drawn = Drawn(views.plot_timeline(pt.History([wrong, near, held(on="2025-07-01"), fixed])))
    # The line of a ring is as wide as that, in pixels.
    ring = drawn.mark("corrected:wrong").get_window_extent().padded(1.5)
    assert not ring.overlaps(drawn.mark("meeting-held:near").get_window_extent())


# Mediators


def test_every_level_has_a_look_that_no_other_has_without_its_colour(history):
    drawn = Drawn(views.plot_standing(history))
    bars = [p for p in drawn.ax.patches if (p.get_gid() or "").startswith("standing:")]
    by_face = {}
    for bar in bars:
        by_face.setdefault(bar.get_facecolor(), set()).add(bar.get_hatch() or "")
    hatches = [hatch for each in by_face.values() for hatch in each]
    assert len(by_face) == 4
    assert len(hatches) == len(set(hatches))


def test_a_time_of_which_nothing_is_known_is_drawn_as_that(history):
    drawn = Drawn(views.plot_standing(history))
    # Russia and its parties are the first on record; of all others something is not known.
    assert len(drawn.marks("unknown:")) == 10
    assert "nothing on record" in _legend(drawn)
    line = drawn.mark("unknown:USA:AZE:0").get_xdata()
    assert line[1] == pytest.approx(drawn.mark("standing:USA:AZE:0").get_x(), abs=1)


def test_a_standing_known_from_the_first_day_has_no_time_that_is_unknown():
    told = [
        MediationAccepted(id="yes", occurred="2023-01-01", mediator="FRA", by="AZE"),
        MediationRejected(id="no", occurred="2023-10-04", mediator="FRA", by="AZE"),
    ]
    drawn = Drawn(views.plot_standing(pt.History(told), on="2023-12-31", parties=["AZE"]))
    assert drawn.marks("unknown:") == []
    assert drawn.marks("standing:") == ["FRA:AZE:0", "FRA:AZE:1"]
    assert "nothing on record" not in _legend(drawn)


# Figures in series


def test_every_figure_of_the_series_is_written_beside_its_mark(history):
    drawn = Drawn(views.plot_series(history, "nk-exodus-2023"))
    assert len(drawn.ax.texts) == len(drawn.marks("figure:")) == 11


def test_a_word_far_from_its_mark_is_led_to_it(history):
    drawn = Drawn(views.plot_series(history, "nk-exodus-2023"))
    marks = [mark.get_window_extent() for mark in drawn.ax.lines if _is(mark, "figure:")]
    leaders = [line for line in drawn.ax.lines if _is(line, "leads:")]
    assert leaders
    for text in drawn.ax.texts:
        box = text.get_window_extent()
        near = any(box.padded(8).overlaps(mark) for mark in marks)
        led = any(box.padded(3).overlaps(line.get_window_extent()) for line in leaders)
        assert near or led


def test_no_word_of_a_series_lies_on_a_mark(history):
    drawn = Drawn(views.plot_series(history, "nk-exodus-2023"))
    marks = [line.get_window_extent() for line in drawn.ax.lines if _is(line, "figure:")]
    for text, mark in itertools.product(drawn.ax.texts, marks):
        assert not text.get_window_extent().overlaps(mark.padded(-1))


def test_of_two_figures_in_one_place_both_are_seen():
    told = [
        DisplacementReported(
            id=name, occurred="2023-09-30", series="exodus", count=100, counting_body=name.upper()
        )
        for name in ("unhcr", "icrc", "undp")
    ]
    drawn = Drawn(views.plot_series(pt.History(told), "exodus"))
    sizes = [drawn.mark(f"figure:{one.id}").get_markersize() for one in told]
    assert len(set(sizes)) == 3
    # What is drawn first lies below and is the largest.
    order = [line.get_markersize() for line in drawn.ax.lines if _is(line, "figure:")]
    assert order == sorted(order, reverse=True)


def test_a_range_without_a_best_figure_has_a_mark_at_both_ends():
    told = [
        DisplacementReported(id=name, occurred="2023-09-30", series="exodus", count=count)
        for name, count in (("x", pt.Count.between(10, 40)), ("y", pt.Count(10, 20, 40)))
    ]
    drawn = Drawn(views.plot_series(pt.History(told), "exodus"))
    assert drawn.marks("most:") == ["x"]
    ends = [drawn.mark(name).get_ydata()[0] for name in ("figure:x", "most:x")]
    assert ends == [10, 40]
    assert drawn.mark("figure:y").get_ydata()[0] == 20


def test_the_legend_of_a_series_names_those_who_counted_first(history):
    legend = _legend(Drawn(views.plot_series(history, "nk-exodus-2023")))
    assert legend[-1] == "or more"
    bodies = ("UN High Commissioner for Refugees", "Armenia", "press")
    assert all(any(body in one for body in bodies) for one in legend[:-1])


def _is(artist, prefix):
    return (artist.get_gid() or "").startswith(prefix)


# Accounts


def test_no_account_on_the_south_caucasus_is_cut(history):
    drawn = Drawn(views.plot_accounts(history, "AZE", "ARM"))
    assert [text for text, _ in drawn.words if "…" in text] == []
    told = {text for text, _ in drawn.words}
    assert {"agreement stage reached", "statement-2020-11-signed-9-november"} <= told


def test_a_party_that_is_named_twice_has_one_column(history):
    once = Drawn(views.plot_accounts(history, "AZE", "ARM"))
    twice = Drawn(views.plot_accounts(history, "AZE", "ARM", "AZE"))
    assert once.ax.get_xlim() == twice.ax.get_xlim()
    assert once.marks("told:") == twice.marks("told:")


# All


@pytest.mark.parametrize("by", ["family", "actor"])
def test_every_mark_has_a_name_that_no_other_in_the_figure_has(history, by):
    drawn = Drawn(views.plot_timeline(history, by=by))
    names = [name for name in drawn.marks("") if name]
    assert len(names) == len(set(names))
    for ax in (
        views.plot_phases(history),
        views.plot_standing(history),
        views.plot_series(history, "nk-exodus-2023"),
        views.plot_accounts(history, "AZE", "ARM"),
    ):
        names = [name for name in Drawn(ax).marks("") if name]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "draw",
    [
        views.plot_timeline,
        views.plot_phases,
        views.plot_standing,
        lambda history, **more: views.plot_series(history, "nk-exodus-2023", **more),
        lambda history, **more: views.plot_accounts(history, "AZE", "ARM", **more),
    ],
    ids=["timeline", "phases", "standing", "series", "accounts"],
)
def test_a_part_of_a_figure_can_be_drawn_on(history, draw):
    figure = Figure(figsize=(8, 12), layout="constrained")
    part = figure.subfigures(2)[0]
    ax = part.add_subplot()
    assert draw(history, ax=ax) is ax
    figure.draw_without_rendering()
