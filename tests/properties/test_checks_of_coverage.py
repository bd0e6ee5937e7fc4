"""Findings about coverage, and about tolls that a panel would count wrongly."""

from __future__ import annotations

import itertools

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks import codec
from peacetalks.checks import coverage as rules
from peacetalks.checks import figures
from peacetalks.events.clocks import NEVER
from peacetalks.primitives.when import day_text
from planted import assert_caught

LATER = "2030-01-01"


@attrs.frozen(kw_only=True)
class SummitLivestreamed(pt.Event):
    """A summit was streamed."""

    url: str


def stated(
    name="own", counts="meeting-held", period="2020-11/2023-10", complete="complete", **more
):
    fields = {"id": name, "occurred": LATER, "coverage": name, **more}
    return pt.CoverageStated(counts=counts, period=period, complete=complete, **fields)


def held(on, id="held", **more):  # noqa: A002 # the field is called so
    return pt.MeetingHeld(id=id, occurred=on, meeting=id, participants=("ARM", "AZE"), **more)


def killed(id, series, *, body="NK", on="2023-09-25", count=20, **more):  # noqa: A002 # likewise
    return pt.CasualtiesReported(
        id=id, occurred=on, series=series, measure="killed", count=count, counting_body=body, **more
    )


def row(id, scheme="ucdp-ged"):  # noqa: A002 # likewise
    return pt.ExternalId(scheme, id)


def codes_of(*events, code="PT1"):
    return [finding.code for finding in pt.check(events) if finding.code.startswith(code)]


def test_a_period_that_ends_before_it_begins_is_refused_with_its_line_and_place(tmp_path):
    line = '{"kind": "coverage-stated", "id": "c", "occurred": "2019", "coverage": "c", "counts": ["meeting-held"], "period": "2018/2015", "complete": "complete"}'
    path = tmp_path / "talks.jsonl"
    path.write_text(f"# own\n{line}\n", encoding="utf-8")
    (finding,) = pt.check(codec.read(path, errors="collect"))
    assert (finding.code, finding.severity, finding.line) == ("PT002", "error", 2)
    assert finding.path == "$.period"
    assert "a span that ends before it starts: '2018/2015'" in finding.message


@pytest.mark.parametrize(
    "period", ["2015/..", "../2018", "2015/", "[2015,2018]", "2020-11/2030-02"]
)
def test_a_period_without_known_days_is_an_error(period):
    (finding,) = pt.check([stated(period=period)])
    assert (finding.code, finding.severity, finding.path) == ("PT157", "error", "$.period")


def test_a_coder_who_states_no_day_of_the_statement_may_cover_any_days():
    assert codes_of(stated(occurred="../..", period="2020/2031")) == []


@pytest.mark.parametrize(
    ("counts", "path", "hint"),
    [
        ("meeting-hold", "$.counts[0]", "did you mean 'meeting-held'?"),
        (
            ("meeting-held", "casualties-reported:kiled"),
            "$.counts[1]",
            "casualties-reported:killed",
        ),
        ("meeting-held:killed", "$.counts[0]", "nothing that can be counted"),
        ("actor-named", "$.counts[0]", "nothing that can be counted"),
        ((), "$.counts", "counts nothing"),
    ],
)
def test_what_no_kind_counts_is_an_error_with_the_nearest_that_is(counts, path, hint):
    found = pt.check([stated(counts=counts)])
    assert [(f.code, f.severity, f.path) for f in found] == [("PT158", "error", path)]
    assert hint in found[0].message


def test_a_user_defined_kind_can_be_covered():
    vocabulary = pt.CORE.with_kinds(SummitLivestreamed)
    event = stated(counts="summit-livestreamed")
    assert [f.code for f in pt.check([event], vocabulary=vocabulary)] == []
    assert codes_of(event) == ["PT158"]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({}, ["PT159"]),
        ({"complete": "complete"}, []),
        ({"period": "2023-11/2024"}, []),
        ({"counts": "meeting-refused"}, []),
        ({"dataset": "mend"}, []),
        ({"release": "2"}, []),
        ({"body": "UN"}, []),
        ({"places": "GEO"}, ["PT159"]),
        ({"parties": ("ARM", "GEO")}, ["PT159"]),
        ({"occurred": "2030-02-01", "coverage": "own"}, []),
    ],
)
def test_a_sample_of_what_is_complete_is_a_contradiction(other, found):
    one = stated()
    two = stated(**{"name": "two", "complete": "sampled", "period": "2023-10", **other})
    assert codes_of(one, two) == found


def test_places_and_pairs_that_differ_contradict_nothing():
    one = stated(places="ARM", parties=("ARM", "AZE"))
    assert codes_of(one, stated("two", places="GEO", complete="sampled")) == []
    apart = stated("two", places="ARM", parties=("ARM", "GEO"), complete="sampled")
    assert codes_of(one, apart) == []
    assert codes_of(one, stated("two", places="Armenia", complete="sampled")) == ["PT159"]


def test_a_sample_of_one_measure_contradicts_a_complete_count_of_the_kind():
    one = stated(counts="casualties-reported")
    two = stated("two", counts="casualties-reported:killed", complete="sampled")
    assert codes_of(one, two) == ["PT159"]


def test_two_statements_of_one_name_need_an_order():
    one, two = stated(), stated(id="again", period="2021")
    assert codes_of(one, two) == ["PT159"]
    assert [f.code for f in pt.check(pt.History([one, two], in_order=True))] == []


def test_facts_outside_of_what_their_source_covers_are_one_finding():
    facts = [held(f"2019-0{month}-01", f"m{month}") for month in range(1, 6)]
    (finding,) = pt.check([stated(), *facts, held("2021-01-01")])
    assert (finding.code, finding.path) == ("PT160", "$.period")
    assert "5 facts" in finding.message
    assert "'m1' of 2019-01-01" in finding.message


def test_facts_of_other_sources_are_not_outside_of_a_coverage():
    alien = held("2019", external_ids=row("1", "mend"))
    assert codes_of(stated(), alien) == []
    assert codes_of(stated(dataset="mend"), alien) == ["PT160"]
    assert codes_of(stated(dataset="mend"), held("2019")) == []


def test_two_series_that_may_be_one_toll_name_both():
    (finding,) = pt.check([killed("k0", "depot"), killed("k1", "depot-fire")])
    assert (finding.code, finding.severity, finding.path) == ("PT135", "warning", "$.series")
    assert "casualties-reported 'k1'" in finding.message
    assert "casualties-reported 'k0'" in finding.message


@pytest.mark.parametrize(
    "differs",
    [
        {"body": "ARM"},
        {"on": "2023-09-26"},
        {"count": 21},
        {"series": "depot"},
        {"group": "ARM"},
        {"place": pt.Place("Shushi")},
        {"claimed_by": "AZE"},
    ],
)
def test_figures_that_differ_in_what_they_state_are_two_tolls(differs):
    one = killed("k0", "depot", group="NK", place=pt.Place("Stepanakert"), claimed_by="NK")
    fields = {"group": "NK", "place": pt.Place("Stepanakert"), "claimed_by": "NK", **differs}
    two = killed("k1", fields.pop("series", "depot-fire"), **fields)
    assert codes_of(one, two, code="PT135") == []


def test_rows_of_one_data_set_are_not_taken_for_one_toll_but_rows_of_two_are():
    rows = [killed(f"g{n}", f"g{n}", external_ids=row(str(n))) for n in range(50)]
    assert codes_of(*rows, code="PT135") == []
    own = killed("own", "depot")
    assert codes_of(*rows, own, code="PT135") == ["PT135"]


@pytest.mark.parametrize(
    ("on", "counting", "found"),
    [
        ("2030-04-15/2031-06-30", None, ["PT136"]),
        ("2030-04-15/2031-06-30", "cumulative", []),
        ("2030-04-15/2031-06-30", "flow", []),
        ("2031-05-31/2031-06-30", None, []),
        ("2031-05-30/2031-06-30", None, ["PT136"]),
        ("[2030-04-15..2031-06-30]", None, []),
        ("2031-06", None, []),
    ],
)
def test_a_toll_of_a_long_span_is_asked_how_it_counts(on, counting, found):
    assert codes_of(killed("k", "city", on=on, counting=counting), code="PT136") == found


def test_a_data_set_with_many_long_spans_is_asked_once():
    spans = [killed(f"g{n}", f"g{n}", on="2017/2018", external_ids=row(str(n))) for n in range(9)]
    (finding,) = [f for f in pt.check(spans) if f.code == "PT136"]
    assert "here and in 8 more" in finding.message


# The law of contradictions against a model that compares every pair.

STATED = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.integers(0, 4),
        st.sampled_from(["complete", "sampled"]),
        st.sampled_from([None, "ARM", "GEO"]),
        st.sampled_from(["meeting-held", "meeting-refused"]),
    ),
    max_size=6,
)


def check_contradictions(drawn):
    events = [
        stated(
            f"c{number}",
            counts=what,
            period=f"{day_text(first)}/{day_text(first + length)}",
            complete=complete,
            places=place,
        )
        for number, (first, length, complete, place, what) in enumerate(drawn)
    ]
    contradict = any(
        one.complete != two.complete
        and one.counts == two.counts
        and (one.places is None or two.places is None or one.places == two.places)
        and one.period.overlaps(two.period)
        for one in events
        for two in events
    )
    assert (codes_of(*events, code="PT159") != []) == contradict


@given(STATED)
def test_contradictions_are_found_exactly_where_two_statements_contradict(drawn):
    check_contradictions(drawn)


def _only_neighbours(statements):
    listed = list(statements)
    yield from (
        (one, two) for one, two in itertools.pairwise(listed) if one.complete != two.complete
    )


def _places_apart(patch):
    spans = rules._spans  # the bug is planted in it

    def without_everywhere(statements):
        return {
            key: [s for s in of if (s.places is None) == (key[-1] is None)]
            for key, of in spans(statements).items()
        }

    patch.setattr(rules, "_spans", without_everywhere)


@pytest.mark.planted
@pytest.mark.parametrize(
    "plant",
    [
        lambda patch: patch.setattr(rules, "_both", _only_neighbours),
        lambda patch: patch.setattr(rules, "_both", lambda _: ()),
        _places_apart,
    ],
    ids=["neighbours are compared only", "nothing is compared", "everywhere is no place"],
)
def test_a_planted_bug_is_caught_by_the_law_of_contradictions(plant, monkeypatch):
    assert_caught(plant, monkeypatch, given(STATED)(check_contradictions), examples=300)


@pytest.mark.planted
def test_tolls_of_one_scheme_that_are_compared_are_caught(monkeypatch):
    monkeypatch.setattr(figures, "_schemes", lambda _: frozenset())
    with pytest.raises(AssertionError):
        test_rows_of_one_data_set_are_not_taken_for_one_toll_but_rows_of_two_are()


@pytest.mark.planted
def test_a_coverage_that_reaches_everything_is_caught(monkeypatch):
    monkeypatch.setattr(rules, "_merged", lambda _: [(-NEVER, NEVER)])
    with pytest.raises(ValueError, match="not enough values"):
        test_facts_outside_of_what_their_source_covers_are_one_finding()
