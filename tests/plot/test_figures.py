"""Figures: every fact has its mark, words keep clear of each other, nothing depends on colour."""

import io
import itertools

import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

import peacetalks as pt
from figures_seen import Drawn
from peacetalks import errors, views
from peacetalks.events.bookkeeping import EventsMerged
from peacetalks.events.territory import DisplacementReported
from peacetalks.primitives.when import day_text
from peacetalks.views.figures import canvas
from stories import held

FIGURES = {
    "timeline": views.plot_timeline,
    "timeline by actor": lambda history, **more: views.plot_timeline(history, by="actor", **more),
    "timeline of 2023": lambda history, **more: views.plot_timeline(
        history, since="2023-01-01", on="2023-12-31", **more
    ),
    "phases": views.plot_phases,
    "standing": views.plot_standing,
    "series": lambda history, **more: views.plot_series(history, "nk-exodus-2023", **more),
    "accounts": lambda history, **more: views.plot_accounts(history, "AZE", "ARM", **more),
}


def displaced(name, count, on="2023-09-30", **more):
    return DisplacementReported(id=name, occurred=on, series="exodus", count=count, **more)


@pytest.fixture(scope="module", params=FIGURES, ids=str)
def figure(request, history):
    return Drawn(FIGURES[request.param](history))


# All figures, on the South Caucasus stream


def test_no_words_cover_each_other_at_800_pixels(figure):
    assert figure.ax.figure.get_size_inches()[0] * figure.ax.figure.dpi == 800
    assert figure.words
    assert figure.overlaps() == []


def test_no_words_leave_the_figure_or_the_axes(figure):
    assert figure.outside() == []
    assert figure.outside_axes() == []


def test_all_words_can_be_read(figure):
    texts = [*figure.ax.texts, *figure.ax.get_xticklabels(), *figure.ax.get_yticklabels()]
    assert min(text.get_fontsize() for text in texts) >= 7


@pytest.mark.parametrize("form", ["svg", "png"])
def test_a_figure_is_written_as_svg_and_png(figure, form):
    file = io.BytesIO()
    figure.ax.figure.savefig(file, format=form)
    written = file.getvalue()
    if form == "svg":
        assert b"<script" not in written
        assert all(f'id="{name}"'.encode() in written for name in _names(figure))
    else:
        assert written.startswith(b"\x89PNG")


def _names(figure):
    return [a.get_gid() for a in (*figure.ax.lines, *figure.ax.patches) if a.get_gid()]


@pytest.mark.parametrize("name", FIGURES)
def test_axes_that_are_given_are_drawn_on_and_returned(history, name):
    figure = Figure(figsize=(8, 10))
    above, below = figure.subplots(2)
    before = figure.get_size_inches().tolist()
    assert FIGURES[name](history, ax=above) is above
    assert above.lines or above.patches
    assert not (below.lines)
    assert not (below.patches)
    assert not (below.texts)
    assert figure.get_size_inches().tolist() == before
    assert figure.get_suptitle() == ""


@pytest.mark.parametrize("name", [name for name in FIGURES if name != "series"])
def test_a_history_without_facts_is_a_figure_that_says_so(name):
    ax = FIGURES[name](pt.History([]))
    assert ax.texts
    assert not ax.lines


# The timeline


def test_every_fact_has_one_mark_in_the_lanes(history):
    drawn = Drawn(views.plot_timeline(history))
    told = history.effective()
    for kind in {event.kind for event in told.events}:
        ids = sorted(event.id for event in told.events if event.kind == kind)
        gone = sorted(
            fact.event.id
            for fact in told.hidden
            if fact.event.kind == kind and any(b.kind == "event-retracted" for b in fact.behind)
        )
        assert drawn.marks(f"{kind}:") == sorted(ids + gone)
        assert set(gone) <= set(drawn.marks("gone:"))


def test_refused_meetings_are_marked_and_named(history):
    drawn = Drawn(views.plot_timeline(history))
    refusals = history.state().refusals()
    assert len(refusals) == 5
    assert len(drawn.marks("meeting-refused:")) == len(refusals)
    told = {text for text, _ in drawn.words}
    name = history.actors.name
    full = {f"{name(one.by)} refuses {one.meeting}" for one in refusals}
    assert {canvas.short(text, 34) for text in full} <= told


def test_offensives_are_shaded_over_the_days_they_took(history):
    drawn = Drawn(views.plot_timeline(history))
    offensives = history.state().parts.offensives
    assert drawn.marks("offensive:") == sorted(offensives)
    shade = drawn.mark("offensive:nk-2023-09").get_window_extent()
    first = drawn.ax.transData.transform((canvas.x_of(pt.When("2023-09-19").first_day), 0))[0]
    assert shade.x0 == pytest.approx(first, abs=1)
    assert shade.width >= 1


@pytest.mark.parametrize(
    ("occurred", "whisker", "arrows"),
    [
        ("2023-11-16", False, 0),
        ("2023-11", True, 0),
        ("[2023-10-01..2023-11-16]", True, 0),
        ("[..2023-11-16]", True, 1),
        ("2023-11-01/2023-11-16", False, 0),
        ("2023-11-01/..", True, 1),
    ],
)
def test_a_date_that_is_not_known_to_the_day_has_a_line_over_what_it_can_be(
    occurred, whisker, arrows
):
    told = [
        held(id="x", on=occurred),
        held(id="other", on="2020"),
        held(id="last", on="2024-06-01"),
    ]
    drawn = Drawn(views.plot_timeline(pt.History(told)))
    assert ("x" in drawn.marks("date:")) == whisker
    assert len(drawn.marks("open:date:x")) == arrows
    if whisker and not arrows:
        when = pt.When(occurred)
        line = drawn.mark("date:x").get_xdata()
        assert line[0] == pytest.approx(canvas.x_of(when.first_day), abs=1)
        assert line[1] == pytest.approx(canvas.x_of(when.last_day + 1), abs=1)


def test_a_fact_that_lasted_is_a_bar_as_long():
    told = [held(id="x", on="2023-01-01/2023-06-30"), held(id="y", on="2022-01-01")]
    bar = Drawn(views.plot_timeline(pt.History(told))).mark("meeting-held:x")
    assert bar.get_width() == pytest.approx(181, abs=1)


def test_what_was_corrected_or_taken_back_later_is_seen():
    told = [
        held(id="kept"),
        (wrong := held(id="wrong")),
        held(id="gone"),
        pt.correct(wrong, corrected_on="2023-12-01", occurred="2023-07-16", reason="a slip"),
        pt.EventRetracted(id="undo", occurred="2023-12-02", target="gone", reason="misread"),
    ]
    drawn = Drawn(views.plot_timeline(pt.History(told)))
    assert drawn.marks("corrected:") == ["wrong"]
    assert drawn.marks("gone:") == ["gone"]
    before = Drawn(views.plot_timeline(pt.History(told), known="2023-11-30"))
    assert before.marks("corrected:") == before.marks("gone:") == []


def test_a_fact_that_was_merged_is_drawn_once():
    told = [
        held(id="a"),
        held(id="b"),
        EventsMerged(id="m", occurred="2023-12-01", canonical="a", duplicates=["b"]),
    ]
    assert Drawn(views.plot_timeline(pt.History(told))).marks("meeting-held:") == ["a"]


def test_facts_of_one_lane_stand_beside_each_other(history):
    for name in ("timeline", "timeline by actor"):
        drawn = Drawn(FIGURES[name](history))
        rows = {}
        for line in drawn.ax.lines:
            if (line.get_gid() or "").split(":")[0] in {k.kind for k in pt.events.KINDS}:
                rows.setdefault(round(line.get_ydata()[0], 2), []).append(line.get_window_extent())
        free = [rows[y] for y in rows.keys() - set(_shared(drawn))]
        assert len(free) > 30
        for boxes in free:
            for a, b in itertools.combinations(boxes, 2):
                assert not a.padded(-1).overlaps(b.padded(-1))


def _shared(drawn):
    """Yield the thirteenth row of each lane that has one: what finds no room shares it."""
    at = 1.0
    for middle in drawn.ax.get_yticks():
        rows = 1 + round(2 * (middle - at))
        if rows > 12:
            yield round(at + 12, 2)
        at += rows + 0.6


def test_filters_of_the_timeline_keep_what_they_name(history):
    drawn = Drawn(
        views.plot_timeline(history, families=["meetings"], since="2023-01-01", on="2023-12-31")
    )
    labels = [label.get_text() for label in drawn.ax.get_yticklabels()]
    assert labels == ["meetings"]
    assert drawn.marks("meeting-refused:") == ["granada-refusal", "washington-2023-11-refusal"]
    lanes = Drawn(views.plot_timeline(history, by="actor", actors=["FRA", "EU"]))
    assert [label.get_text() for label in lanes.ax.get_yticklabels()] == [
        "France",
        "European Union",
    ]


def test_a_family_that_is_none_is_refused_with_those_there_are(history):
    with pytest.raises(errors.InvalidValue, match=r"meetings.*law"):
        views.plot_timeline(history, families=["meting"])


# Mediators


def test_a_bar_of_standing_says_what_the_state_of_its_days_says(history):
    drawn = Drawn(views.plot_standing(history))
    state = history.state()
    looked = 0
    for row, label in enumerate(drawn.ax.get_yticklabels()):
        mediator, party = map(history.actors.resolve, label.get_text().split(" with "))
        # Of several changes on one day the last one stands.
        changes = {
            change.on.last_day: change.after
            for change in state.parts.standings[mediator, party].history
            if change.before != change.after
        }
        bars = [
            patch
            for patch in drawn.ax.patches
            if (patch.get_gid() or "").startswith(f"standing:{mediator}:{party}:")
        ]
        assert len(bars) == sum(level != "unknown" for level in changes.values())
        for bar in bars:
            assert bar.get_y() < row < bar.get_y() + bar.get_height()
            middle = bar.get_x() + bar.get_width() / 2
            seen = history.state(on=day_text(int(middle))).standing(mediator, party)
            assert (bar.get_height() < 0.5) == seen.inferred
            assert to_rgb(bar.get_facecolor()[:3]) == to_rgb(COLOURS[seen.level])
            looked += 1
    assert looked > 12


COLOURS = {
    "accepted": canvas.SKY,
    "conditional": canvas.WHITE,
    "doubted": canvas.YELLOW,
    "warned": canvas.ORANGE,
    "rejected": canvas.VERMILLION,
}


def test_a_standing_that_is_unknown_has_no_bar(history):
    drawn = Drawn(views.plot_standing(history, on="2022-11-01"))
    early = {name.split(":")[0] for name in drawn.marks("standing:")}
    assert early == {"RUS", "FRA", "EU"}


# Figures in series


def test_every_figure_of_a_series_is_a_mark_at_its_count(history):
    drawn = Drawn(views.plot_series(history, "nk-exodus-2023"))
    told = {
        fact.event.id: fact.event.count
        for fact in history.effective().facts
        if getattr(fact.event, "series", None) == "nk-exodus-2023"
    }
    assert drawn.marks("figure:") == sorted(told)
    for name, count in told.items():
        assert drawn.mark(f"figure:{name}").get_ydata()[0] in {count.best, count.low, count.high}


@pytest.mark.parametrize(
    ("count", "prefix"),
    [
        (pt.Count(10, 20, 40), "range:"),
        (pt.Count.between(10, 40), "range:"),
        (pt.Count.more_than(10), "or more:"),
        (pt.Count.at_most(10), "or less:"),
        (pt.Count.exactly(10), None),
        (pt.Count.about(10), None),
        (pt.Count.some("dozens"), None),
    ],
)
def test_a_range_has_a_line_and_an_open_end_an_arrow(count, prefix):
    drawn = Drawn(views.plot_series(pt.History([displaced("x", count)]), "exodus"))
    for one in ("range:", "or more:", "or less:"):
        assert drawn.marks(one) == (["x"] if one == prefix else [])
    if prefix == "range:":
        assert list(drawn.mark("range:x").get_ydata()) == [10, 40]
    assert str(count) in [text for text, _ in drawn.words]


def test_a_figure_that_was_corrected_is_seen_as_it_was_and_as_it_is():
    first = displaced("x", 100, counting_body="UNHCR")
    fixed = pt.correct(first, corrected_on="2023-12-01", count=pt.Count.exactly(150), reason="slip")
    drawn = Drawn(views.plot_series(pt.History([first, fixed]), "exodus"))
    assert drawn.mark("was:x").get_ydata()[0] == 100
    assert drawn.mark("figure:x").get_ydata()[0] == 150
    assert list(drawn.mark("change:x").get_ydata()) == [100, 150]
    before = Drawn(views.plot_series(pt.History([first, fixed]), "exodus", known="2023-11-01"))
    assert before.marks("was:") == []
    assert before.mark("figure:x").get_ydata()[0] == 100


def test_who_counted_has_a_mark_and_not_a_colour_alone():
    told = [displaced(f"f{n}", 100 + n, counting_body=f"B{n}") for n in range(7)]
    drawn = Drawn(views.plot_series(pt.History(told), "exodus"))
    marks = {drawn.mark(f"figure:f{n}").get_marker() for n in range(7)}
    assert len(marks) == 7


def test_a_series_that_is_none_is_refused_with_those_there_are(history):
    with pytest.raises(errors.NotFound, match="nk-exodus-2023"):
        views.plot_series(history, "nk-exodus-2032")
    with pytest.raises(errors.NotFound, match="series on record: none"):
        views.plot_series(pt.History([]), "exodus")


# Accounts


def test_the_accounts_are_those_of_the_history(history):
    drawn = Drawn(views.plot_accounts(history, "AZE", "ARM"))
    told = history.accounts("AZE", "ARM")
    marks = {
        f"{event.id}:{party}"
        for party in told.parties
        for event in (*told.only[party], *told.disputed[party])
    }
    assert set(drawn.marks("told:")) == marks
    assert drawn.marks("name:") == ["nk-2023-09:ARM", "nk-2023-09:AZE"]
    assert drawn.mark("told:lachin-road-closed:AZE").get_marker() == "X"
    assert drawn.mark("told:lachin-road-closed:ARM").get_marker() == "o"
    assert f"{len(told.shared)} facts shared" in drawn.ax.get_title(loc="left")


def test_accounts_of_three_parties_show_what_two_of_them_tell():
    claimed = held(id="x", claimed_by=["ARM", "FRA"])
    drawn = Drawn(views.plot_accounts(pt.History([claimed]), "AZE", "ARM", "FRA"))
    assert drawn.marks("told:") == ["x:ARM", "x:FRA"]


def test_accounts_are_of_two_parties_or_more(history):
    with pytest.raises(errors.InvalidValue, match="two or more parties"):
        views.plot_accounts(history, "AZE")
