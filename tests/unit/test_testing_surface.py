"""The kit's public names: loaded when asked for, known to Hypothesis, and honest about extras."""

import re
import subprocess
import sys
import warnings

import pytest
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

import peacetalks as pt
from peacetalks import testing
from peacetalks.errors import PeacetalksError
from peacetalks.testing import registration, strategies


def said_by(code):
    """Return what a new Python prints that runs this code."""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def test_the_core_and_the_plain_half_of_the_kit_load_no_hypothesis():
    code = """
import sys
import peacetalks as pt
from peacetalks.testing import CONTRACT, BrokenLaw, check_log, given
pt.MemoryLog, pt.simulate
print("hypothesis" in sys.modules)
"""
    assert said_by(code) == "False"


def test_importing_peacetalks_loads_nothing_of_the_kit():
    loaded = "[m for m in sys.modules if m.startswith('peacetalks.testing')]"
    assert said_by(f"import sys, peacetalks; print({loaded})") == "[]"


def test_importing_hypothesis_makes_no_strategy():
    loaded = "[m for m in sys.modules if m.startswith('peacetalks.testing.strategies')]"
    assert said_by(f"import sys, hypothesis; print({loaded})") == "[]"


@pytest.mark.parametrize("name", ["strategies", "laws", "NegotiationMachine"])
def test_without_hypothesis_the_error_names_the_extra(name):
    code = f"""
import sys
sys.modules["hypothesis"] = None
from peacetalks.errors import MissingExtra
try:
    from peacetalks.testing import {name}
except MissingExtra as error:
    print(error)
"""
    assert said_by(code) == ("hypothesis is not installed; hint: pip install 'peacetalks[testing]'")


def test_every_public_name_is_there_and_documented():
    assert set(testing.__all__) <= set(dir(testing))
    for name in testing.__all__:
        assert getattr(testing, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'histories'"):
        testing.histories  # noqa: B018 # asking for it is the case


FROM_TYPE = """
import hypothesis.strategies as st, sys
from hypothesis import Phase, given, settings
import peacetalks as pt

TYPES = [
    *pt.CORE.kinds, pt.Event, pt.UnknownEvent, pt.When, pt.Count, pt.Source, pt.Reason,
    pt.Condition, pt.Participant, pt.Place, pt.ExternalId, pt.After, pt.Record, pt.Viewpoint,
    pt.History, pt.Log, pt.FrozenMap,
]
for cls in TYPES:
    @settings(max_examples=2, database=None, deadline=None, phases=[Phase.generate])
    @given(st.from_type(cls), st.lists(st.from_type(cls), max_size=1))
    def of_the_type(value, several):
        assert isinstance(value, cls), (value, cls)
    of_the_type()

@settings(max_examples=5, database=None, deadline=None)
@given(...)
def by_annotation(fact: pt.MeetingRefused, due: pt.Due, labels: pt.FrozenMap[str, int]):
    assert type(fact) is pt.MeetingRefused
    assert isinstance(due, (pt.When, pt.After))
    assert all(type(n) is int for n in labels.values())
by_annotation()
print(len(TYPES))
"""


@pytest.mark.parametrize(
    "first", ["", "import peacetalks.testing.strategies\n", "import peacetalks\n"]
)
def test_from_type_draws_every_kind_and_value_type_whatever_is_imported_first(first):
    assert int(said_by(first + FROM_TYPE)) > len(pt.CORE.kinds)


def test_a_kind_of_ones_own_is_known_once_it_is_registered():
    code = """
import attrs, peacetalks as pt
from hypothesis import Phase, given, settings, strategies as st
from peacetalks.testing import strategies

@attrs.frozen(kw_only=True)
class Own(pt.Event):
    address: str

st.register_type_strategy(Own, strategies.events(Own))

@settings(max_examples=5, database=None, deadline=None)
@given(st.from_type(Own))
def of_the_type(own):
    assert type(own) is Own
of_the_type()
print("drawn")
"""
    assert said_by(code) == "drawn"


def test_whoever_imports_hypothesis_alone_does_not_load_peacetalks():
    assert said_by("import hypothesis, sys; print('peacetalks' in sys.modules)") == "False"


def test_hypothesis_can_be_imported_whatever_goes_wrong_here(monkeypatch):
    def refuse(*_):
        raise InvalidArgument("no such thing")

    monkeypatch.setattr(st, "register_type_strategy", refuse)
    with pytest.warns(UserWarning, match="could not register its types: no such thing"):
        registration.register()


def test_registering_twice_is_no_mistake():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        registration.register()


# Bad arguments, refused at once


class NoKind(pt.Event):
    """Not decorated, so no kind."""


WRONG = [
    (lambda s: s.events(kinds=[]), "no kinds to draw from"),
    (lambda s: s.events(pt.Event), "Event is the base of all kinds"),
    (lambda s: s.events(pt.When), "not a kind of Event"),
    (lambda s: s.events(NoKind), "NoKind is not an attrs class"),
    (lambda s: s.events(pt.UnknownEvent), "unknown_events()"),
    (lambda s: s.events([pt.MeetingHeld, pt.UnknownEvent]), "unknown_events()"),
    (lambda s: s.events(actors=[]), "no actors to draw from"),
    (lambda s: s.events(actors=["AZE", "Azerbaijan"]), "$.actors[1]: not an actor's code"),
    (lambda s: s.events(actors=["AZE", 7]), "not an actor's code: 7"),
    (lambda s: s.events(between=("2023-12", "2023-01")), "no date between the bounds"),
    (lambda s: s.events(between="2023"), "not two dates"),
    (lambda s: s.events(between=("2023", "2024", "2025")), "not two dates"),
    (lambda s: s.events(between=("2023", "soon")), "not a date"),
    (lambda s: s.whens("2023-12", "2023-01"), "no date between the bounds"),
    (lambda s: s.whens("yesterday"), "not a date"),
    (lambda s: s.whens(precision="days"), "did you mean 'day'?"),
    (lambda s: s.whens("2023-01-02", "2023-12-30", precision="year"), "no year between the bounds"),
    (
        lambda s: s.whens("2023-01-02", "2023-01-30", precision="month"),
        "no month between the bounds",
    ),
    (lambda s: s.counts(2, 1), "no number between the bounds"),
    (lambda s: s.counts(1.5), "not a bound of a count: 1.5"),
    (lambda s: s.counts(0, 1 << 63), "not a bound of a count"),
    (lambda s: s.codes(()), "no actors to draw from"),
    (lambda s: s.codes("nobody"), "not an actor's code"),
    (lambda s: s.sources(between=("2024", "2023")), "no date between the bounds"),
    (lambda s: s.reasons(actors="x"), "not an actor's code"),
    (lambda s: s.participants(actors=()), "no actors to draw from"),
    (lambda s: s.places(actors=()), "no actors to draw from"),
    (lambda s: s.histories(-1), "not a size: -1"),
    (lambda s: s.histories(0, 2.5), "not a size: 2.5"),
    (lambda s: s.histories(3, 2), "no size between the bounds"),
    (lambda s: s.histories(3, 2, coherent=False), "no size between the bounds"),
    (lambda s: s.histories(actors=["AZE", "ARM"]), "not the actors of a story"),
    (lambda s: s.histories(actors=["AZE", "arm"], coherent=False), "not an actor's code"),
    (lambda s: s.logs(actors="AZE"), "not the actors of a story"),
    (lambda s: s.logs(2, 1), "no size between the bounds"),
    (lambda s: s.meetings(actors=[]), "no actors to draw from"),
    (lambda s: s.texts(5, 3), "no size between the bounds: (5, 3)"),
    (lambda s: s.texts(-1), "not a size: -1"),
    (lambda s: s.texts("a"), "not a size: 'a'"),
    (lambda s: s.texts(0, 1.5), "not a size: 1.5"),
    (lambda s: s.histories(None), "not a size: None"),
    (lambda s: s.histories(with_corrections=0.3), "with_corrections is not a boolean: 0.3"),
    (lambda s: s.histories(coherent="no"), "coherent is not a boolean: 'no'"),
    (lambda s: s.logs(with_late_reports="x"), "with_late_reports is not a boolean: 'x'"),
    (lambda s: s.counts(ordered=3), "ordered is not a boolean: 3"),
    (lambda s: s.viewpoints(3), "not a history: 3"),
    (lambda s: s.viewpoints([]), "not a history: []; hint: pt.History(events)"),
    (lambda s: s.codes(3), "not a list of actors: 3"),
    (lambda s: s.events(actors=3), "not a list of actors: 3"),
    (lambda s: s.histories(actors=3), "not a list of actors: 3"),
    (lambda s: s.meetings(actors=[1, 2, 3]), "$.actors[0]: not an actor's code: 1"),
    (lambda s: s.events(3), "not a kind of event, or several: 3"),
    (lambda s: s.events("meeting-refused"), "did you mean pt.MeetingRefused?"),
]


@pytest.mark.parametrize(
    ("call", "told"), WRONG, ids=[str(n) + told for n, (_, told) in enumerate(WRONG)]
)
def test_a_bad_argument_is_refused_at_once_and_the_reason_given(call, told):
    with pytest.raises(PeacetalksError, match=re.escape(told)):
        call(strategies)


@pytest.mark.parametrize(
    "call",
    [
        lambda s: s.events(pt.MeetingHeld, ["AZE"]),
        lambda s: s.whens(None, None, "day"),
        lambda s: s.counts(0, 1, True),  # noqa: FBT003 # that is the case
        lambda s: s.histories(0, 1, ["AZE"]),
        lambda s: s.logs(0, 1, ["AZE"]),
        lambda s: s.meetings(["AZE"]),
        lambda s: s.sources(("2023", None)),
    ],
)
def test_all_but_bounds_and_kinds_are_given_by_name(call):
    with pytest.raises(TypeError):
        call(strategies)
