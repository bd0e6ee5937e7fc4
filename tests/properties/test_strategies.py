"""What the strategies of facts and values draw: valid, within bounds, and plain when shrunk."""

import typing

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import peacetalks as pt
from drawing import shared_by
from peacetalks import codec
from peacetalks.actors.code import Code
from peacetalks.events import Event
from peacetalks.events.kinds import CORE
from peacetalks.fields.check import check_fields
from peacetalks.history import Record
from peacetalks.primitives.identifiers import Slug
from peacetalks.primitives.when_grammar import Precision
from peacetalks.testing import strategies
from peacetalks.testing.strategies import events, whens

EACH = shared_by(len(CORE.kinds))
QUIET = settings(
    database=None,
    derandomize=True,
    max_examples=2000,
    phases=[Phase.generate, Phase.shrink],
)
VALUES = {
    pt.After: strategies.periods(),
    pt.Condition: strategies.conditions(),
    pt.Count: strategies.counts(),
    pt.ExternalId: strategies.external_ids(),
    pt.Participant: strategies.participants(),
    pt.Place: strategies.places(),
    pt.Reason: strategies.reasons(),
    Record: strategies.records(),
    pt.Source: strategies.sources(),
}


def plainest(strategy, condition=lambda _: True):
    return find(strategy, condition, settings=QUIET)


def drawn(strategy, condition):
    return find(strategy, condition, settings=settings(QUIET, phases=[Phase.generate]))


def inside(value, hint, wanted):
    """Yield what stands in a value where its annotation is the one wanted."""
    if hint is wanted or isinstance(value, wanted if isinstance(wanted, type) else ()):
        yield value
    elif attrs.has(type(value)):
        hints = typing.get_type_hints(type(value), include_extras=True)
        for field in attrs.fields(type(value)):
            yield from inside(getattr(value, field.name), hints[field.name], wanted)
    elif isinstance(value, tuple | pt.FrozenMap):
        for item in value:
            yield from inside(item, _inner(hint), wanted)
    elif value is not None and wanted in typing.get_args(hint):
        yield value


def _inner(hint):
    """Return the annotation of what stands in a tuple, or of the keys of a map."""
    for member in (hint, *typing.get_args(hint)):
        if typing.get_origin(member) in {tuple, pt.FrozenMap}:
            return typing.get_args(member)[0]
    return None


@pytest.mark.parametrize("kind", CORE.kinds, ids=lambda kind: kind.kind)
@EACH
@given(data=st.data())
def test_a_fact_of_each_kind_is_drawn_and_holds_what_its_fields_declare(kind, data):
    event = data.draw(events(kind))
    assert type(event) is kind
    assert event.was_checked
    check_fields(event)


@given(events())
def test_no_fact_is_drawn_that_a_writer_could_not_write(event):
    assert codec.decode(codec.encode(event)) == event


@pytest.mark.parametrize("cls", VALUES, ids=lambda cls: cls.__name__)
@shared_by(len(VALUES))
@given(data=st.data())
def test_a_value_of_each_type_is_drawn_and_holds_what_it_declares(cls, data):
    value = data.draw(VALUES[cls])
    assert type(value) is cls
    check_fields(value)


@given(st.data(), st.lists(strategies.codes(), min_size=1, max_size=3))
def test_every_code_in_a_fact_is_one_of_the_actors(data, actors):
    event = data.draw(events(actors=actors))
    assert set(inside(event, None, Code)) <= set(actors)


def test_codes_are_found_wherever_they_stand():
    told = pt.MeetingHeld(
        occurred="2023",
        meeting="m",
        participants=("AZE", pt.Participant("EU")),
        place=pt.Place("Brussels", country="BEL"),
        claimed_by=("FRA",),
    )
    assert set(inside(told, None, Code)) == {"AZE", "EU", "BEL", "FRA"}
    assert set(inside(told, None, Slug)) == {"m"}
    called = pt.OffensiveLaunched(occurred="2023", offensive="o", labels={"ARM": "aggression"})
    assert set(inside(called, None, Code)) == {"ARM"}


@given(st.data(), st.tuples(whens(precision="day"), whens(precision="day")).map(sorted))
def test_every_date_in_a_fact_lies_between(data, between):
    first, last = between
    for when in inside(data.draw(events(between=(first, last))), None, pt.When):
        assert first.lo <= when.lo
        assert when.hi <= last.hi


@given(events(between=("2023-09-19", None)))
def test_a_side_without_a_bound_stays_open(event):
    assert all(when.lo >= pt.When("2023-09-19").lo for when in inside(event, None, pt.When))


def test_dates_have_open_ends_only_where_no_bound_is_given():
    assert drawn(events(between=("2023", None)), lambda e: e.occurred.latest is None)
    assert drawn(events(between=(None, "2023")), lambda e: e.occurred.earliest is None)


@given(st.data(), whens(), whens())
def test_dates_keep_to_any_two_bounds(data, one, other):
    if one.lo > other.hi:
        one, other = other, one
    when = data.draw(whens(one, other))
    assert one.lo <= when.lo
    assert other.hi >= when.hi


@pytest.mark.parametrize("precision", typing.get_args(Precision))
@EACH
@given(data=st.data())
def test_dates_of_one_precision_are_single_dates(precision, data):
    when = data.draw(whens("2023-01", "2024-12-31", precision=precision))
    assert when.precision == precision
    assert not any((when.is_span, when.alternatives, when.approximate, when.uncertain))
    assert when.lo >= pt.When("2023-01").lo
    assert when.hi <= pt.When("2024-12-31").hi


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [
        ("2023", "2023", "year"),
        ("2023-02", "2023-02", "month"),
        ("2023-02-28", "2023-02-28", "day"),
        ("2023-02-28T10:00Z", "2023-02-28T10:00Z", "minute"),
        ("2023-02-28T10:00:59Z", "2023-02-28T10:00:59Z", "second"),
        ("2023-02-28T10:00:59.000001Z", "2023-02-28T10:00:59.000001Z", "microsecond"),
        ("2022-12-31", "2024-01-01", "year"),
        ("2023-01-31", "2023-03-01", "month"),
        ("2023-02-27T00:01Z", "2023-02-28", "day"),
        ("0001", "0001", "year"),
        ("9999-12", "9999-12", "month"),
        ("9999-12-31", None, "day"),
        (None, "0001-01-01", "day"),
    ],
)
def test_the_one_date_that_fits_is_drawn(first, last, precision):
    when = plainest(whens(first, last, precision=precision))
    assert (when.lo, when.hi) in {(pt.When(text).lo, pt.When(text).hi) for text in ONLY}


ONLY = [
    *("2023", "2023-02", "2023-02-28", "2023-02-28T10:00Z", "2023-02-28T10:00:59Z", "9999-12-31"),
    *("2023-02-28T10:00:59.000001Z", "0001", "9999-12", "0001-01-01"),
]
SHAPES = {
    "a span": lambda w: w.is_span and w.lo < w.hi,
    "a choice": lambda w: len(w.alternatives) > 1,
    "an open start": lambda w: w.is_span and w.start is None,
    "an open end": lambda w: w.is_span and w.end is None,
    "not before": lambda w: w.alternatives and w.latest is None,
    "not after": lambda w: w.alternatives and w.earliest is None,
    "approximate": lambda w: w.approximate,
    "uncertain": lambda w: w.uncertain,
    "long ago": lambda w: w.hi < pt.When("1600").lo,
    "an offset": lambda w: "+04:00" in w.text,
    **{word: lambda w, word=word: w.precision == word for word in typing.get_args(Precision)},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_a_date_is_drawn(shape):
    drawn(whens(), SHAPES[shape])


@given(st.data(), st.tuples(st.integers(-10, 10), st.integers(-10, 10)).map(sorted))
def test_counts_keep_to_their_bounds(data, bounds):
    count = data.draw(strategies.counts(*bounds))
    told = [n for n in (count.low, count.best, count.high) if n is not None]
    assert all(bounds[0] <= number <= bounds[1] for number in told)


@given(strategies.counts(0, ordered=True))
def test_an_ordered_count_holds_together(count):
    assert count.is_ordered
    assert "not stated" not in str(count)


def test_counts_are_unordered_unless_asked_not_to_be():
    assert drawn(strategies.counts(), lambda count: not count.is_ordered)


@given(strategies.unknown_events())
def test_an_unknown_event_is_of_no_kind_of_ours(event):
    assert codec.decode(event.raw).tag == event.tag
    assert CORE.kind_of(event.tag) is None


# What people see when their test fails


@pytest.mark.parametrize(
    ("strategy", "shown"),
    [
        (events(), "MeetingsHeld(occurred='2000-01-01')"),
        (events(pt.MeetingRefused), "MeetingRefused(occurred='2000-01-01', meeting='a')"),
        (
            events(between=("2023-09-19", None)),
            "MeetingsHeld(occurred='2023-09-19')",
        ),
        (whens(), "When('2000-01-01')"),
        (whens("2023-09"), "When('2023-09-01')"),
        (strategies.counts(ordered=True), "Count(low=0, best=0, high=0, qualifier='exactly', "),
        (strategies.sources(), "Source(publisher='', "),
        (strategies.slugs(), "'a'"),
        (strategies.codes(), "'AZE'"),
        (strategies.participants(actors=["EU"]), "Participant(actor='EU', role='party', "),
        (strategies.periods(), "After(event='a', period='P1D')"),
    ],
)
def test_what_is_drawn_shrinks_to_the_plainest(strategy, shown):
    assert repr(plainest(strategy)).startswith(shown)


def test_a_fact_shrinks_to_what_matters():
    found = plainest(
        events(), lambda e: any(s.published and s.published.uncertain for s in e.sources)
    )
    assert repr(found).startswith(
        "MeetingsHeld(occurred='2000-01-01', sources=(Source(publisher='', "
    )
    source = found.sources[0]
    assert (len(found.sources), str(source.published)) == (1, "2000-01-01?")
    assert source == pt.Source("", published="2000-01-01?")


# Kinds of one's own


@attrs.frozen(kw_only=True)
class Metre:
    """A value of one's own, with a rule."""

    length: int = attrs.field(validator=attrs.validators.in_(range(1, 1 << 40)))


@attrs.frozen(kw_only=True)
class BridgeOpened(Event):
    bridge: Slug
    names: pt.FrozenMap[Code, str] = pt.FrozenMap()
    span: Metre | None = None
    told: Event | None = None
    seen_from: tuple[Code, ...] = ()
    anything: object = None
    toll: float = 0.0

    def check_whole(self):
        if self.bridge == "a":
            raise pt.InvalidEvent("not that one", value=self.bridge)


@given(st.data())
def test_a_kind_of_ones_own_is_drawn_by_its_annotations_and_rules(data):
    event = data.draw(events(BridgeOpened, actors=["ARM", "IRN"], between=("2016", "2020")))
    assert event.bridge != "a"
    assert set(inside(event, None, Code)) <= {"ARM", "IRN"}
    assert all(2016 <= when.earliest.year <= 2020 for when in inside(event, None, pt.When))
    check_fields(event)


def test_every_field_of_a_kind_of_ones_own_is_drawn():
    for field in attrs.fields(BridgeOpened):
        if field.default is not attrs.NOTHING:
            drawn(events(BridgeOpened), lambda e, f=field: getattr(e, f.name) != f.default)


@given(events([BridgeOpened, pt.MeetingHeld]))
def test_of_several_kinds_only_those_are_drawn(event):
    assert type(event) in {BridgeOpened, pt.MeetingHeld}
