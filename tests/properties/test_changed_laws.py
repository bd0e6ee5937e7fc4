"""What a constructor checked can be changed behind it: an append refuses it or stores what it says.

``object.__setattr__`` changes a frozen object, and a value inside an event is such an object, too.
"""

import copy
import datetime as dt

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks import codec
from peacetalks.events import content_id
from peacetalks.fields import check, unchanged
from peacetalks.log import batch
from peacetalks.testing.strategies import events
from planted import assert_caught

EACH = settings(max_examples=max(60, settings().max_examples))
# Values that some field has, and values that none has. A number is often equal to one of another
# type, which no hash distinguishes.
OTHERS = st.sampled_from(
    [
        None, 5, 0, 1, 1.0, 0.0, True, False, 1 << 64, float("nan"), float("inf"), "", "x", "a b",
        "a\x00b", "\ud800", "2031", "AZE", b"x", (), ("AZE",), ("a b",), ["AZE"], {"AZE"}, {"a": 1},
        pt.When("2031"), dt.date(2031, 1, 1), object(), pt.Source("x"), (pt.Source("y"),),
        pt.primitives.FrozenMap({"en": "x"}), pt.primitives.FrozenMap({1: 2}),
    ]
)  # fmt: skip


NUMBERED = [
    pt.MeetingHeld(occurred="2031", meeting="m", round=1, place=pt.Place("x", latitude=1)),
    pt.VoteHeld(occurred="2031", vote="v", turnout=1.0),
    pt.Annotation(occurred="2031", namespace="n", payload={"x": 1}),
    pt.CasualtiesReported(occurred="2031", series="s", measure="killed", count=1),
]


def parts(value, path="$"):
    """Yield the objects in a value that have fields, with the places of their fields."""
    if isinstance(value, tuple):
        for item in value:
            yield from parts(item, path)
    elif isinstance(value, pt.primitives.FrozenMap):
        for item in value.values():
            yield from parts(item, path)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield value, field.name
            yield from parts(getattr(value, field.name), f"{path}.{field.name}")


@st.composite
def changed(draw):
    """Return an event, a copy that nobody shares and that was changed, and what was changed."""
    event = draw(events() | st.sampled_from(NUMBERED))
    if draw(st.booleans()):
        event.id  # noqa: B018 # computed now, and kept
    # Every object of it is its own, so that the change is not seen elsewhere.
    made = codec.decode(codec.encode(event)) if draw(st.booleans()) else copy.deepcopy(event)
    if draw(st.booleans()):
        made = type(made)(
            **{(f.alias or f.name): getattr(made, f.name) for f in attrs.fields(type(made))}
        )
    if draw(st.booleans()):
        made.id  # noqa: B018 # as above
    part, name = draw(st.sampled_from(list(parts(made))))
    value = draw(OTHERS | st.just(getattr(draw(events(type(made))), name, None)))
    object.__setattr__(part, name, value)
    return made, part, name


def acknowledged_is_stored(case):
    event, part, name = case
    log = pt.MemoryLog()
    try:
        receipt = log.append("s", [event])
    except (pt.InvalidValue, pt.PeacetalksError):
        assert log.head().position == 0
        return
    assert receipt.appended == 1
    records = log.read("s")
    (record,) = records
    assert not [one for one in records.findings if one.severity == "error"], (part, name)
    read = record.event
    # What is stored is what the event says, under the id of that, and every format can write it.
    again = codec.decode(codec.encode(read))
    assert again == read
    assert type(read) is type(event)
    assert codec.to_plain(read) == codec.to_plain(event) | {"id": read.id}
    if not event.has_own_id:
        assert read.id == content_id(read)
    assert log.verify()


@EACH
@given(changed())
def test_what_is_acknowledged_is_stored_whatever_was_changed_before(case):
    acknowledged_is_stored(case)


@pytest.mark.parametrize("kind", [pt.MemoryLog, None], ids=["memory", "sqlite"])
def test_l11_a_changed_event_is_refused(kind, tmp_path):
    with pt.open_log(tmp_path / "t.db") if kind is None else kind() as log:
        event = pt.MeetingHeld(occurred="2031", meeting="m")
        assert event.was_checked
        object.__setattr__(event, "meeting", 5)
        assert not event.was_checked
        with pytest.raises(pt.InvalidEvent, match=r"\$\[0\].meeting"):
            log.append("s", [event])
        assert log.head().position == 0


def test_an_event_that_was_changed_after_its_id_was_computed_is_refused():
    log, event = pt.MemoryLog(), pt.MeetingHeld(occurred="2031", meeting="m")
    assert event.id
    object.__setattr__(event, "meeting", "n")
    with pytest.raises(pt.InvalidEvent, match="changed after its id was computed"):
        log.append("s", [event])


def test_a_number_that_is_equal_to_another_is_refused():
    log = pt.MemoryLog()
    event = pt.MeetingHeld(id="h", occurred="2031", meeting="m", round=1)
    object.__setattr__(event, "round", True)  # that is the case
    with pytest.raises(pt.InvalidEvent, match="not a whole number: True"):
        log.append("s", [event])


def test_a_field_without_a_value_is_an_error_of_ours():
    log, event = pt.MemoryLog(), pt.MeetingHeld(id="h", occurred="2031", meeting="m")
    object.__delattr__(event, "meeting")
    with pytest.raises(pt.InvalidEvent, match="a field without a value"):
        log.append("s", [event])


# Planted bugs


def the_mark_is_believed(patch):
    again = unchanged.check_again
    patch.setattr(batch, "check_again", lambda event: hasattr(event, "_checked") or again(event))


def nothing_is_checked_again(patch):
    patch.setattr(batch, "check_again", lambda _: True)


def numbers_are_taken_for_what_they_equal(patch):
    patch.setattr(unchanged, "_may_be_loose", lambda _: False)
    unchanged._plan.cache_clear()


def values_inside_are_not_checked_again(patch):
    patch.setattr(unchanged, "_compiled", check.compiled)
    unchanged._deep_checks.cache_clear()
    unchanged._plan.cache_clear()


def a_kept_id_is_believed(patch):
    patch.setattr(batch, "_check_id", lambda _: None)


BUGS = [
    the_mark_is_believed,
    nothing_is_checked_again,
    numbers_are_taken_for_what_they_equal,
    values_inside_are_not_checked_again,
    a_kept_id_is_believed,
]


@pytest.fixture
def plans():
    """Forget the checks that a planted bug compiled."""
    yield
    unchanged._plan.cache_clear()
    unchanged._deep_checks.cache_clear()


@pytest.mark.planted
@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize("plant", BUGS)
def test_the_planted_bug_is_caught(plant, monkeypatch):
    holds = given(changed())(acknowledged_is_stored)
    assert_caught(plant, monkeypatch, holds, examples=3_000, by=Exception)
