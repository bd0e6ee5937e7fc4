"""What two events say: names are sets, and what is equal has one id, however deep it stands."""

import typing
from collections.abc import Callable

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peacetalks.construction import Codes
from peacetalks.events import identity
from peacetalks.events.base import Event
from peacetalks.events.identity import (
    content_id,
    content_key,
    differing,
    other_orders,
    same_content,
)
from peacetalks.frozenmap import FrozenMap
from peacetalks.testing.strategies import events
from peacetalks.values import Participant, Reason

LISTS = (Codes, tuple[Participant, ...])


@attrs.frozen
class Detail:
    value: object
    more: tuple[object, ...] = ()


@attrs.frozen(kw_only=True)
class Detailed(Event):
    detail: Detail
    either: int | bool = 0
    by_name: FrozenMap[str, Detail] = FrozenMap()


LEAVES = st.sampled_from([0, 1, 2, True, False, 0.0, 1.0, -0.0, None, "1", ""])
DETAILS = st.builds(Detail, LEAVES, st.lists(LEAVES, max_size=2).map(tuple))
DETAILED = st.builds(
    Detailed,
    occurred=st.just("2031"),
    detail=DETAILS,
    either=st.sampled_from([1, True, False]),
    by_name=st.dictionaries(st.just("a"), DETAILS).map(FrozenMap),
)


@given(DETAILED, DETAILED)
def test_events_are_equal_exactly_where_their_ids_are(one, other):
    assert (one == other) == (one.id == other.id)
    assert one != other or hash(one) == hash(other)


def test_the_law_of_equality_sees_one_that_looks_at_the_fields_of_the_event_alone(monkeypatch):
    monkeypatch.setattr(identity, "_holds_anything", lambda _: False)
    with pytest.raises(AssertionError):
        test_events_are_equal_exactly_where_their_ids_are()


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


def test_the_law_of_names_sees_that_the_order_of_names_is_compared(monkeypatch):
    monkeypatch.setattr(identity, "_put_in_order", lambda _: None)
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
