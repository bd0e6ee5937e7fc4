"""A column of counts over time: a gap where nobody looked, never a bar at zero."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures_seen import Drawn
from peacetalks import errors, views


def rows_of(counts):
    firsts = [dt.date(2031 + n // 12, n % 12 + 1, 1) for n in range(len(counts) + 1)]
    return [
        {"period_start": a, "period_end": b - dt.timedelta(days=1), "deaths_best": count}
        for a, b, count in zip(firsts, firsts[1:], counts, strict=False)
    ]


@settings(max_examples=12)
@given(st.lists(st.one_of(st.none(), st.integers(0, 50)), max_size=12))
def test_every_period_is_a_bar_a_zero_or_in_a_gap(counts):
    drawn = Drawn(views.plot_counts(rows_of(counts), "deaths_best"))
    assert [*map(int, drawn.marks("count:"))] == sorted(
        (n for n, count in enumerate(counts) if count), key=str
    )
    gaps = sum(
        count is None and (n == 0 or counts[n - 1] is not None) for n, count in enumerate(counts)
    )
    assert len(drawn.marks("gap:")) == gaps
    legend = drawn.ax.get_legend()
    assert (legend is not None) == bool(gaps)
    if legend is not None:
        assert [text.get_text() for text in legend.get_texts()] == ["not covered"]


def test_words_keep_clear_of_each_other():
    drawn = Drawn(views.plot_counts(rows_of([5, 0, None, None, 1200, None, 3]), "deaths_best"))
    assert drawn.overlaps() == []


@pytest.mark.parametrize(
    ("rows", "column", "hint"),
    [
        (rows_of([1]), "deaths_bst", "did you mean 'deaths_best'"),
        ([*rows_of([1]), *rows_of([2])], "deaths_best", "one stream, country or pair"),
        (rows_of(["many"]), "deaths_best", "not a number"),
    ],
)
def test_rows_that_cannot_be_drawn_are_refused_with_a_hint(rows, column, hint):
    with pytest.raises(errors.InvalidValue, match=hint):
        views.plot_counts(rows, column)
