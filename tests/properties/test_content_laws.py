"""What two events say: names are sets, and what is equal has one id, however deep it stands."""

import pickle
import typing
from collections.abc import Callable

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peacetalks.actors.code import Codes
from peacetalks.errors import InvalidEvent
from peacetalks.events import base, identity
from peacetalks.events.base import Event
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.identity import (
    content_id,
    content_key,
    differing,
    other_orders,
    same_content,
)
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.testing.strategies import events
from peacetalks.testing.strategies.crowds import crowded
from peacetalks.values.facts import Participant, Reason, Source

LISTS = (Codes, tuple[Participant, ...])


@attrs.frozen
class Detail:
    value: object
    more: tuple[object, ...] = ()


@attrs.frozen
class Likewise:
    """A class with the fields of another, and one under another name in files."""

    value: object
    _more: tuple[object, ...] = attrs.field(default=(), alias="from_")


@attrs.frozen
class Longer(Detail):
    beside: int = 0


@attrs.frozen
class Lenient:
    """A class whose objects are equal where a file tells them apart."""

    value: str = attrs.field(eq=str.casefold)
    memo: str | None = attrs.field(default=None, eq=False)


@attrs.frozen(eq=False)
class Singular:
    """A class whose objects are all different."""

    value: object


@attrs.frozen(eq=False)
class Undecided:
    """A class whose objects are not even equal to themselves."""

    value: object

    def __eq__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return id(self)


@attrs.frozen(kw_only=True)
class Detailed(Event):
    detail: Detail | Likewise | Lenient | Singular | Undecided
    either: int | bool = 0
    share: float | None = None
    by_name: FrozenMap[str, Detail | Singular] = FrozenMap()


@attrs.frozen(kw_only=True)
class Quoted(Event):
    quoted: tuple[Event, ...] = ()
    payload: object = None


LEAVES = st.sampled_from([0, 1, 2, True, False, 0.0, 1.0, -0.0, None, "1", ""])
NESTED = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=2).map(tuple)
        | st.dictionaries(st.sampled_from(["a", "1"]), inner, max_size=2).map(FrozenMap)
    ),
    max_leaves=3,
)
LISTED = st.lists(LEAVES, max_size=2).map(tuple)
DETAILS = st.one_of(
    st.builds(Detail, NESTED, LISTED),
    st.builds(Likewise, LEAVES, LISTED),
    st.builds(Longer, LEAVES, LISTED, beside=st.integers(0, 1)),
    st.builds(Lenient, st.sampled_from(["a", "A"]), st.none() | st.just("x")),
    st.builds(Singular, LEAVES),
    st.builds(Undecided, LEAVES),
)
DETAILED = st.builds(
    Detailed,
    occurred=st.just("2031"),
    detail=DETAILS,
    either=st.sampled_from([1, True, False]),
    share=st.sampled_from([None, 0, 0.0, -0.0, 1, 1.0]),
    by_name=st.dictionaries(
        st.just("a"), st.builds(Detail, LEAVES) | st.builds(Singular, LEAVES)
    ).map(FrozenMap),
)
QUOTED = st.builds(
    Quoted,
    occurred=st.just("2031"),
    quoted=st.lists(DETAILED, max_size=1).map(tuple),
    payload=NESTED,
)


@given(st.sampled_from([DETAILED, QUOTED]).flatmap(lambda drawn: st.tuples(drawn, drawn)))
def test_events_are_equal_exactly_where_their_ids_are(two):
    for one, other in (two, (two[0], pickle.loads(pickle.dumps(two[0])))):
        assert (one == other) == (one.id == other.id) == (other == one)
        assert one != other or hash(one) == hash(other)


@given(crowded(), st.data())
def test_facts_of_the_core_are_equal_exactly_where_their_ids_are(event, data):
    # An id leaves these out: a note, and when or in which release something was read.
    bare = {"id": None, "note": None, "sources": (), "external_ids": ()}
    if isinstance(event, EventCorrected):
        bare["replacement"] = attrs.evolve(
            event.replacement, id=event.target, sources=(), external_ids=(), note=None
        )
    one = attrs.evolve(event, **bare)
    other = data.draw(crowded(type(event)))
    name = data.draw(
        st.sampled_from([f.name for f in attrs.fields(type(event)) if f.alias not in bare])
    )
    try:
        other = attrs.evolve(one, **{name: getattr(other, name)})
    except ValueError:
        other = attrs.evolve(one)
    assert (one == other) == (one.id == other.id)
    assert one != other or hash(one) == hash(other)


def compared_as_python_does(monkeypatch):
    monkeypatch.setattr(base, "compares_loosely", lambda _: False)


def compared_by_python_before_files(monkeypatch):
    by_content = base.same_values
    monkeypatch.setattr(
        base,
        "same_values",
        lambda a, b: (
            base._getter_of(type(a))(a) == base._getter_of(type(b))(b) and by_content(a, b)
        ),
    )


def hashed_by_values(monkeypatch):
    monkeypatch.setattr(Detailed, "__hash__", lambda event: hash(base._getter_of(Detailed)(event)))


@pytest.mark.planted
@pytest.mark.parametrize(
    "plant", [compared_as_python_does, compared_by_python_before_files, hashed_by_values]
)
def test_the_law_of_equality_sees_what_looks_at_values_alone(plant, monkeypatch):
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        test_events_are_equal_exactly_where_their_ids_are()


def test_a_value_of_a_subclass_of_ours_is_refused_since_a_file_could_not_tell_it_apart():
    told = attrs.make_class("Told", {"by": attrs.field(default=None)}, bases=(Source,), frozen=True)
    with pytest.raises(InvalidEvent, match=r"not a Source"):
        Detailed(occurred="2031", detail=Detail(1), sources=(told("x"),))


def reordered(value: object, reorder: Callable[[tuple[object, ...]], tuple[object, ...]]) -> object:
    """Return a value with its lists of names in another order."""
    if not attrs.has(type(value)):
        return value
    changes = {}
    for field in attrs.fields(type(value)):
        held = getattr(value, field.name)
        if isinstance(held, tuple):
            hint = typing.get_type_hints(type(value), include_extras=True)[field.name]
            names = any(one in LISTS for one in (hint, *typing.get_args(hint)))
            inside = tuple(
                reordered(one, reorder) if isinstance(one, Reason) else one for one in held
            )
            changes[field.alias] = reorder(held) if names else inside
    return attrs.evolve(value, **changes)


@given(events(), st.randoms(use_true_random=False))
def test_names_say_the_same_in_any_order(event, random):
    other = reordered(event, lambda names: tuple(random.sample(names, len(names))))
    assert same_content(event, other)
    assert same_content(other, event)
    assert differing(event, other) == ()
    if event.has_own_id:
        return
    other = attrs.evolve(other, id=None)
    if other.id == event.id:
        assert event not in other_orders(event)
        return
    assert content_key(event) == content_key(other)
    orders = {*other_orders(event)}
    assert not orders or other.id in orders


@pytest.mark.planted
def test_the_law_of_names_sees_that_the_order_of_names_is_compared(monkeypatch):
    monkeypatch.setattr(identity, "_sort", lambda _: None)
    with pytest.raises(AssertionError):
        test_names_say_the_same_in_any_order()


@given(events(), events())
def test_only_what_says_the_same_is_the_same(one, other):
    if same_content(one, other):
        assert type(one) is type(other)
        assert differing(one, other) == ()
    elif type(one) is type(other):
        assert differing(one, other) != ()
    if content_id(one) == content_id(other):
        assert same_content(one, other)
