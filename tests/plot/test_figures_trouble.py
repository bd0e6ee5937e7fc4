"""Figures: hostile texts, days out of the calendar, many facts, no matplotlib, other eyes."""

import io
import itertools
import subprocess
import sys

import pytest
from matplotlib.colors import to_rgb

import peacetalks as pt
from figures_seen import Drawn
from peacetalks import errors, views
from peacetalks.events.force import OffensiveLaunched
from peacetalks.events.statements import StatementMade
from peacetalks.events.territory import DisplacementReported
from peacetalks.views.figures import canvas
from stories import held, proposed, refused

HOSTILE = "$\\frac{1}{0}$ <script>alert(1)</script> \u202eright to left " + "W" * 10_000


def displaced(name, count, on="2023-09-30", **more):
    return DisplacementReported(id=name, occurred=on, series="exodus", count=count, **more)


def test_hostile_texts_are_only_texts_and_are_cut():
    told = [
        proposed(id="ask", meeting="washington-2023-11"),
        refused(id="no", meeting="m-" + "w" * 60, on="2023-11-16"),
        StatementMade(id="said", occurred="2023", by="AZE", text=HOSTILE, claimed_by="ARM"),
        displaced("x", pt.Count.some(HOSTILE), group=HOSTILE, counting_body="UNHCR"),
        displaced("y", 7, group="$x_1$", counting_body="ARM"),
    ]
    history = pt.History(told)
    for ax in (
        views.plot_timeline(history),
        views.plot_timeline(history, by="actor"),
        views.plot_series(history, "exodus"),
        views.plot_accounts(history, "AZE", "ARM"),
        views.plot_phases(history),
        views.plot_standing(history),
    ):
        drawn = Drawn(ax)
        assert drawn.outside_axes() == []
        assert drawn.overlaps() == []
        assert max(len(text) for text, _ in drawn.words) < 100
        file = io.BytesIO()
        ax.figure.savefig(file, format="svg")
        assert b"<script" not in file.getvalue()


def test_no_word_is_read_as_mathematics(history):
    sums = [displaced("x", pt.Count.some("$x^2$")), displaced("y", 7, counting_body="ARM")]
    label = OffensiveLaunched(
        id="o", occurred="2023-09-19", offensive="nk", labels={"ARM": "$a_1$", "AZE": "$b$"}
    )
    for ax in (
        views.plot_series(pt.History(sums), "exodus"),
        views.plot_accounts(pt.History([label]), "AZE", "ARM"),
        views.plot_timeline(history),
        views.plot_phases(history),
        views.plot_standing(history),
    ):
        legend = ax.get_legend()
        every = (*ax.texts, *legend.get_texts(), *ax.get_yticklabels(), ax._left_title)
        # Numbers of a count are not of anyone's making.
        words = [text for text in every if not text.get_text().replace(",", "").isdigit()]
        assert words
        assert [text.get_text() for text in words if text.get_parse_math()] == []


def test_days_outside_the_calendar_of_matplotlib_are_drawn_at_its_ends():
    told = [
        held(id=f"x{n}", on=on)
        for n, on in enumerate(["0001-01-01", "0001-01-01", "9999-12-31", "/.."])
    ]
    drawn = Drawn(views.plot_timeline(pt.History(told)))
    assert drawn.marks("meeting-held:") == ["x0", "x1", "x2"]
    assert "1 without a date left out" in drawn.ax.get_title(loc="left")


def test_many_facts_are_drawn_and_words_still_keep_clear():
    history = pt.History(pt.simulate(7, 1_500, negotiations=1))
    for by in ("family", "actor"):
        drawn = Drawn(views.plot_timeline(history, by=by))
        assert drawn.overlaps() == []


def test_a_missing_matplotlib_is_named_with_its_extra(monkeypatch, history):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(errors.MissingExtra, match=r"peacetalks\[plot\]"):
        views.plot_timeline(history)


def test_neither_import_nor_drawing_touches_pyplot():
    script = (
        "import sys, peacetalks as pt; from peacetalks import views\n"
        "assert 'matplotlib' not in sys.modules\n"
        "h = pt.History(pt.datasets.south_caucasus())\n"
        "views.plot_timeline(h); views.plot_series(h, 'nk-exodus-2023')\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


# How the eyes of those see who lack the cones for red or green: Viénot, Brettel and Mollon 1999,
# on linear RGB.
BLIND = {
    "red": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "green": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}


def _seen(colour, matrix):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    mixed = [sum(m * c for m, c in zip(row, linear, strict=True)) for row in matrix]
    return [max(c, 0) ** (1 / 2.4) for c in mixed]


@pytest.mark.parametrize("kind", BLIND)
def test_colours_that_mean_different_things_differ_to_the_colour_blind(kind):
    for one, other in itertools.combinations(
        [canvas.SKY, canvas.WHITE, canvas.YELLOW, canvas.ORANGE, canvas.VERMILLION, canvas.BLUE], 2
    ):
        a, b = (_seen(colour, BLIND[kind]) for colour in (one, other))
        assert sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5 > 0.12, (one, other)
