"""Old names of methods: they warn where they are called, and give what the new ones give."""

import pytest

import peacetalks as pt
from peacetalks import history as histories
from stories import held

DAYS = ["2023-07-14", "2023-07-16"]
TAKEN_BACK = [held(id="held"), pt.EventRetracted(occurred="2024", target="held", reason="misread")]


def days(found):
    return [(day.day, day.state) for day in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (lambda h: h.resolved().events, lambda h: h.effective().events),
        (lambda h: h.resolution().facts, lambda h: h.effective().facts),
        (lambda h: h.resolution().hidden, lambda h: h.effective().hidden),
        (lambda h: h.resolution().problems, lambda h: h.effective().problems),
        (lambda h: h.resolution().aliases, lambda h: h.effective().aliases),
        (lambda h: days(h.steps(DAYS)), lambda h: days(h.daily(DAYS))),
        (lambda h: h.state().having(fact_count=7), lambda h: h.state().evolve(fact_count=7)),
        (
            lambda h: h.state().disputes.having("held", ("AZE",)),
            lambda h: h.state().disputes.with_item("held", ("AZE",)),
        ),
        (lambda _: histories.Step, lambda _: histories.Day),
    ],
)
def test_an_old_name_warns_and_gives_the_same(old, new):
    history = pt.History(TAKEN_BACK)
    with pytest.warns(
        DeprecationWarning,
        match=r"is deprecated since peacetalks 0\.1 and will be removed in 0\.3; use ",
    ) as told:
        given = old(history)
    assert given == new(history)
    assert {warning.filename for warning in told} == {__file__}


def test_what_was_never_there_is_not_there():
    with pytest.raises(AttributeError, match="has no attribute 'Stairs'"):
        histories.Stairs  # noqa: B018 # asking is what fails
