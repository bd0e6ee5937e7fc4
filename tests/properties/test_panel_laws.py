"""The laws of panels hold: of zero and null, of what is counted once, and of what was known then."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

import peacetalks as pt
from panel_laws import LAWS
from panel_stories import panel_stories
from peacetalks.frames.panels import cells, compiled, counts, covered, spans
from peacetalks.frames.panels.covered import Covered, Stated
from peacetalks.frames.panels.spans import Span
from planted import assert_caught, planting

BUGS, bug = planting()
ZERO, ONCE = "zero_only_inside_coverage", "counted_exactly_once"
COMPILED, THEN = "compiled_is_walked", "then_is_what_hindsight_was_on_that_day"
COVERED = "zero_and_not_null_where_all_is_covered"


def law_of(name):
    """Return a law as a test of drawn stories."""
    law, cases = LAWS[name]

    def holds(case):
        law(case)

    return given(cases)(holds)


@pytest.mark.parametrize("name", LAWS)
def test_the_law_of_panels_holds(name):
    settings(suppress_health_check=list(HealthCheck))(law_of(name))()


@given(panel_stories(with_coverage=False))
def test_the_items_on_record_are_those_of_the_facts_that_count(story):
    history = pt.History(story)
    effective = history.effective()
    on_record = Counter(span.item for span in spans.spans_of(history) if span.is_on_record)
    assert on_record == Counter(spans.items(effective.events, effective.aliases))


@bug(caught_by=ZERO)
def nothing_found_is_zero(patch):
    patch.setattr(
        cells,
        "_cell_of",
        lambda count, tally, *_: (tally[counts.BOUNDS.index(count.bound)] if tally else 0, None),
    )


@bug(caught_by=ZERO)
def a_window_that_is_covered_in_part_is_covered(patch):
    def basis(self, first, last):
        return "stated" if any(s <= last and first <= e for s, e in self.any) else None

    patch.setattr(covered._Reach, "basis", basis)


@bug(caught_by=ZERO)
def a_coverage_counts_before_it_is_public(patch):
    patch.setattr(Stated, "is_known", lambda *_: True)


@bug(caught_by=ZERO)
def what_one_body_covers_all_do(patch):
    plain = covered._concerns
    patch.setattr(covered, "_concerns", lambda one, what, _, *where: plain(one, what, None, *where))


@bug(caught_by=ZERO)
def what_is_covered_somewhere_is_covered_everywhere(patch):
    plain = Covered.basis
    patch.setattr(
        Covered,
        "basis",
        lambda self, what, window, *, body, **_: plain(self, what, window, body=body),
    )


@bug(caught_by=COVERED)
def what_was_always_known_is_never_known(patch):
    plain = covered._changes

    def without(history):
        return (one for one in plain(history) if one.since > -(10**5))

    patch.setattr(covered, "_changes", without)


@bug(caught_by=COMPILED)
def the_query_counts_what_is_known_a_month_later(patch):
    patch.setattr(compiled, "_KNOWN_THEN", "since <= windows.last + 30 AND windows.last < until")


@bug(caught_by=COMPILED)
def the_query_takes_an_unknown_number_for_none(patch):
    patch.setattr(compiled, "_ALL_KNOWN", "sum({share})")


@bug(caught_by=COMPILED)
def the_query_rounds_each_share(patch):
    share = "round({n} * 1.0 * (least(spans.last, windows.last) - greatest(spans.first, "
    share += "windows.first) + 1) / (spans.last - spans.first + 1))::BIGINT"
    patch.setattr(compiled, "_SHARE", share)


@bug(caught_by=ONCE)
def a_span_counts_whole_in_each_period(patch):
    patch.setattr(counts, "_share", lambda item, *_: (item.low, item.best, item.high))


@bug(caught_by=THEN)
def a_correction_leaves_what_it_corrects(patch):
    plain = spans.replaced
    patch.setattr(spans, "replaced", lambda h: (s._replace(until=10**6) for s in plain(h)))


@bug(caught_by=THEN)
def an_item_is_known_when_it_happens(patch):
    plain = spans.of_group

    def at_once(history, group):
        return (Span(s.item, min(s.since, s.item.first), *s[2:]) for s in plain(history, group))

    patch.setattr(spans, "of_group", at_once)


@bug(caught_by=THEN)
def facts_that_belong_together_are_taken_alone(patch):
    patch.setattr(spans, "belongs_to", lambda _: ())


@pytest.mark.planted
@pytest.mark.parametrize("name", BUGS)
def test_the_planted_bug_is_caught_by_its_law(name, monkeypatch):
    plant, law = BUGS[name]
    by = (AssertionError, BaseExceptionGroup)
    assert_caught(plant, monkeypatch, law_of(law), examples=400, by=by)
