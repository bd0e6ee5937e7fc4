"""The laws of panels, each a function of a story, so that planted bugs can be held against them."""

import warnings
from collections import defaultdict

from hypothesis import strategies as st

import peacetalks as pt
from panel_stories import BODIES, COUNTED, COUNTRIES, SIDES, panel_stories
from peacetalks import frames
from peacetalks.events.clocks import public
from peacetalks.frames.panels.counts import UNSTATED, count_of

PERSONS = ("deaths", "displaced_flow")
ACTS = ("attacks", "refusals", "refusals_agenda", "meetings_held", "count:meeting-proposed")
OF_PERSONS = [
    f"{name}{window}_{bound}@{body or UNSTATED}"
    for name in PERSONS
    for window in ("", "_30d")
    for bound in ("low", "best", "high")
    for body in BODIES
]
COLUMNS = [*OF_PERSONS, *ACTS, "attacks_90d", "refusals_365d"]
RANGE = {"start": "2031-01", "end": "2031-06"}
ROWS = st.integers(0, 40)
ASKED = st.fixed_dictionaries(
    {
        "every": st.sampled_from(["month", "P20D", "quarter"]),
        "known": st.sampled_from(["then", None, "2031-03-10"]),
        "by": st.sampled_from(["stream", "country", "dyad"]),
        "spread": st.sampled_from(["even", "at_start", "bounds"]),
    }
)


def table(history, **asked):
    """Return a panel of the columns of the laws; that nothing is known is no warning here."""
    universe = {"country": COUNTRIES, "dyad": SIDES}.get(asked.get("by"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return frames.panel(history, columns=COLUMNS, universe=universe, **RANGE, **asked)


def days_of(row, column):
    """Return the window of a column in a row."""
    count = count_of(column)
    end = pt.When(row["period_end"]).last_day
    return (
        pt.When(row["period_start"]).first_day if count.days is None else end - count.days + 1
    ), end


def compiled_is_walked(drawn):
    """Two streams at once are the rows of each, as they are counted in Python."""
    one, other, asked = drawn
    histories = {"one": pt.History(one), "other": pt.History(other)}
    if asked["by"] == "country":
        histories.pop("other")
    rows = table(histories, **asked).rows()
    universe = {"country": COUNTRIES, "dyad": SIDES}.get(asked["by"])
    panel = frames.Panel(columns=COLUMNS, universe=universe, **RANGE, **asked)
    for stream, history in histories.items():
        walked = list(panel.rows(history))
        ours = [row for row in rows if row.get("stream", stream) == stream]
        assert [{k: v for k, v in row.items() if k != "stream"} for row in ours] == walked


def zero_only_inside_coverage(drawn):
    """A cell is zero only if statements known by then have every day of its window."""
    story, asked = drawn
    history = pt.History(story)
    stated = any(isinstance(event, pt.CoverageStated) for event in story)
    for row in table(history, **asked).rows():
        known = row["period_end"] if asked["known"] == "then" else asked["known"]
        coverage = history.state(known=known).coverage.statements
        for column in COLUMNS:
            if row[column] != 0 or (not stated and not count_of(column).is_of_persons):
                continue
            count = count_of(column)
            first, last = days_of(row, column)
            counts = {count.what, count.what.partition(":")[0]}
            having = [
                one
                for one in coverage
                if counts & {*one.counts}
                and (not count.body or one.body == count.body)
                and (asked["by"] != "country" or one.places is None or row["country"] in one.places)
                and (
                    asked["by"] != "dyad"
                    or not one.parties
                    or {row["a"], row["b"]} <= {*one.parties}
                )
            ]
            assert all(
                any(one.period.first_day <= day <= one.period.last_day for one in having)
                for day in range(first, last + 1)
            ), (column, row["period_end"], having)


def zero_and_not_null_where_all_is_covered(story):
    """Where somebody looked for everything on all days, no sum of nothing is null."""
    everything = [
        pt.CoverageStated(
            id=f"all-{body}", occurred="../..", coverage=f"all-{body}", body=body,
            counts=COUNTED, period="2029/2033", complete="complete",
        )
        for body in BODIES
    ]  # fmt: skip
    told = [event for event in story if not isinstance(event, pt.CoverageStated)]
    none = {n for n in COLUMNS if not n.startswith(("deaths", "displaced", "count:"))}
    for row in table(pt.History([*told, *everything]), every="month", known="then").rows():
        assert all(row[name] is not None for name in none)


def counted_exactly_once(story):
    """Over all periods each number on record is counted once, whatever the periods are."""
    history = pt.History(story)
    totals = defaultdict(dict)
    for every in ("month", "P10D", "year"):
        columns = [*ACTS, *(n for n in OF_PERSONS if "_30d" not in n)]
        panel = frames.Panel(every=every, columns=columns, known=None, start="2030", end="2032")
        rows = list(panel.rows(history))
        for name in columns:
            values = [row[name] for row in rows if row[name] is not None]
            totals[name][every] = sum(values)
    whole = {
        e.series for e in history.effective().events
        if isinstance(e, pt.CasualtiesReported) and e.counting is None
    }  # fmt: skip
    for name, by_period in totals.items():
        if name.startswith("deaths") and (whole or "best" in name or "high" in name):
            continue  # what is not said to be a flow is in long periods only; unknowns are null
        if name.startswith("displaced") and ("best" in name or "high" in name):
            continue
        assert len(set(by_period.values())) == 1, (name, by_period)
    acts = [e for e in history.effective().events if e.kind == "attack-reported"]
    assert totals["attacks"]["year"] == len(acts)


def then_is_what_hindsight_was_on_that_day(drawn):
    """A row of what was known then is that of a record which ends with its period.

    So no cell changes by what becomes public later.
    """
    story, number, asked = drawn
    always = pt.CoverageStated(
        id="always", occurred="../..", coverage="always", counts="vote-held", period="1990",
        complete="complete",
    )  # fmt: skip
    # What corrects the record itself says that a row was wrong of what was known.
    story = [e for e in story if getattr(e, "origin", "source") != "record"]
    rows = table(pt.History([*story, always]), **{**asked, "known": "then"}).rows()
    row = rows[number % len(rows)]
    end = pt.When(row["period_end"]).hi
    early = pt.History([*(e for e in story if public(e) <= end), always])
    then = table(early, **{**asked, "known": row["period_end"]}).rows()
    assert row == next(r for r in then if _unit(r) == _unit(row))


def _unit(row):
    return tuple(row.get(name) for name in ("country", "a", "b", "period_start"))


LAWS = {
    law.__name__: (law, cases)
    for law, cases in (
        (compiled_is_walked, st.tuples(panel_stories(), panel_stories(), ASKED)),
        (zero_only_inside_coverage, st.tuples(panel_stories(), ASKED)),
        (zero_and_not_null_where_all_is_covered, panel_stories()),
        (counted_exactly_once, panel_stories()),
        (then_is_what_hindsight_was_on_that_day, st.tuples(panel_stories(), ROWS, ASKED)),
    )
}
