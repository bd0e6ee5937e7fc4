"""The swift ways of a fold give what the plain ways give, and sharing changes no event.

A fold writes with generated code, asks shortcuts, and keeps lists and dicts open until it ends;
events share equal texts and values. Each of these is compared here with what it stands for.
"""

import importlib.util
import pickle
from importlib import import_module

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.fields import convert
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.reducer import figures, folding, meetings
from peacetalks.reducer.draft import Draft
from peacetalks.state import straight
from peacetalks.state.figures import FigureDraft, closed
from peacetalks.state.mediation import StandingChange
from peacetalks.state.meetings import Answer, Refusal, is_off
from peacetalks.state.part import Part
from peacetalks.testing.strategies.crowds import crowded
from planted import assert_caught, planting

MADE = (Answer, Refusal, StandingChange)
REDUCERS = ("agreements", "figures", "force", "mediation", "meetings")
FIGURES = (pt.CasualtiesReported, pt.DisplacementReported, pt.PopulationReported, pt.ReturnReported)

streams = st.lists(crowded(), max_size=12)
ABOUT_MEETINGS = (pt.MeetingProposed, pt.MeetingRefused, pt.MeetingCancelled, pt.MeetingHeld)
of_meetings = st.lists(st.one_of(*map(crowded, ABOUT_MEETINGS)), max_size=8)


laws = {}


def law(*strategies):
    def keep(stated):
        laws[stated] = strategies
        return stated

    return keep


def plain_writer(*fields, clears=()):
    names = [(name, other or name) for name, _, other in (f.partition(" as ") for f in fields)]

    def write(part, event):
        part.clear(event, *clears)
        if names:
            part.write(event, **{other: getattr(event, name) for name, other in names})

    return write


def replaces(kind, handler):
    # A kind with two handlers, of which one keeps the fact on record, stays as it is.
    return getattr(folding.NEGOTIATION.get(kind), "__name__", None) == handler.__name__


def plain_handlers():
    """Return the handlers of modules that are loaded again, with the plain ways of writing."""
    handlers = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(straight, "maker", lambda cls: cls)
        patch.setattr(straight, "writer", plain_writer)
        for name in REDUCERS:
            spec = importlib.util.find_spec(f"peacetalks.reducer.{name}")
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            tables = [vars(module).get(table, {}) for table in (name.upper(), "PROPOSALS")]
            for table in tables:
                handlers |= {kind: h for kind, h in table.items() if replaces(kind, h)}
    return handlers


PLAIN = plain_handlers()
assert len(PLAIN) > len(MADE) * len(REDUCERS)


def parts_of(stream, handlers=None):
    """Return the parts of a fold with their writers in order, by table and key."""
    draft = Draft({})
    with pytest.MonkeyPatch.context() as patch:
        for kind, handler in (handlers or {}).items():
            patch.setitem(folding._HANDLERS, kind, handler)
        folding.apply(draft, stream)
    return {
        (name, key): (part, [(what, id(event)) for what, event in part.writers.items()])
        for name, table in draft.sealed().items()
        for key, part in table.items()
    }


@law(streams)
def generated_code_writes_what_the_plain_ways_write(stream):
    assert parts_of(stream) == parts_of(stream, PLAIN)


@law(of_meetings)
def a_meeting_is_off_if_its_status_says_so(stream):
    for meeting in pt.fold(stream).parts.meetings.values():
        assert is_off(meeting) == (meeting.status in {"refused", "cancelled"})


@law(st.lists(st.one_of(*map(crowded, FIGURES)), min_size=2, max_size=2))
def a_figure_is_the_latest_if_its_count_closed_last(pair):
    first, second = pair
    figure = FigureDraft("casualties", "s")
    figure.write(first, count=first.count, as_of=first.as_of, occurred=first.occurred)
    at = closed(second) if second.as_of is None else second.as_of.hi
    assert figures._is_latest(figure, second) == (at >= figure.closed)


def mutable(value):
    if isinstance(value, (list, dict, set)):
        return True
    if isinstance(value, FrozenMap):
        return any(map(mutable, value.values()))
    return isinstance(value, tuple) and any(map(mutable, value))


@law(streams, streams)
def a_state_holds_nothing_open_and_no_later_fold_writes_to_it(first, second):
    before = pt.fold(first)
    kept = pickle.dumps(before)
    whole = pt.fold(second, initial=before)
    assert pickle.loads(kept) == before  # our own bytes
    for _, _, part in (*before.parts, *whole.parts):
        fields = [f.name for f in attrs.fields(type(part)) if f.name != "_because"]
        assert not any(mutable(getattr(part, name)) for name in fields)


class Word(str):
    """A text of another class, which events refuse."""

    __slots__ = ()


@law(st.sampled_from(["ARM", "AZE"]))
def what_is_refused_is_refused_whatever_is_shared(code):
    pt.MeetingRefused(occurred="2023", meeting="shared", by=code)
    for wrong in ({"by": Word(code)}, {"by": (Word(code),)}, {"meeting": Word("shared")}):
        with pytest.raises(pt.InvalidEvent):
            pt.MeetingRefused(**{"occurred": "2023", "meeting": "shared"} | wrong)


names = st.lists(st.sampled_from(["ARM", "AZE", "RUS"]), min_size=1, max_size=3, unique=True)


@law(names, st.sampled_from(["venue", "agenda"]), st.sampled_from(["party", "host"]))
def an_event_holds_what_it_was_given(codes, category, role):
    refused = pt.MeetingRefused(
        occurred="2023",
        meeting="m-" + codes[0],
        by=codes,
        reasons=pt.Reason(category, against=codes),
    )
    held = pt.MeetingHeld(
        occurred="2023", meeting="m", participants=[pt.Participant(code, role) for code in codes]
    )
    assert (refused.meeting, refused.by) == ("m-" + codes[0], tuple(codes))
    assert refused.reasons == (pt.Reason(category, against=codes),)
    assert [(p.actor, p.role) for p in held.participants] == [(code, role) for code in codes]
    for event in (refused, held):
        assert pickle.loads(pickle.dumps(event)) == event  # our own bytes


@pytest.mark.parametrize("stated", laws, ids=lambda stated: stated.__name__)
def test_it_holds_that(stated):
    given(*laws[stated])(stated)()


@pytest.mark.parametrize("cls", MADE, ids=lambda cls: cls.__name__)
def test_what_a_maker_makes_is_what_the_constructor_makes(cls):
    arguments = [f.name for f in attrs.fields(cls) if f.default is attrs.NOTHING]
    made, given_ = straight.maker(cls)(*arguments), cls(*arguments)
    assert (type(made), made, repr(made), hash(made)) == (cls, given_, repr(given_), hash(given_))
    assert pickle.loads(pickle.dumps(made)) == made  # our own bytes
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(made, arguments[0], None)
    every = {f.name: f.name for f in attrs.fields(cls)}
    assert straight.maker(cls)(**every) == cls(**every)


def test_every_list_of_fields_names_fields_that_there_are():
    # With a wrong name a generated writer would raise, or write where no part has a slot.
    kinds = {name for kind in pt.events.KINDS for name in (f.name for f in attrs.fields(kind))}
    parts = {f.name for cls in Part.__subclasses__() for f in attrs.fields(cls)}
    named = []

    def noting(*fields, clears=()):
        named.append((fields, clears))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(straight, "writer", noting)
        for name in REDUCERS:
            spec = importlib.util.find_spec(f"peacetalks.reducer.{name}")
            spec.loader.exec_module(importlib.util.module_from_spec(spec))
    assert named
    for fields, clears in named:
        split = [field.partition(" as ") for field in fields]
        assert {name for name, _, _ in split} <= kinds
        assert {other or name for name, _, other in split} | {*clears} <= parts


def test_events_about_one_thing_share_its_name_and_the_codes_of_those_who_act():
    one, other = (
        pt.MeetingRefused(
            occurred="2023",
            meeting="a-name-" + str(2023),
            by=["ARM", "AZE"],
            reasons=pt.Reason("venue", against="USA"),
        )
        for _ in range(2)
    )
    assert one.meeting is other.meeting
    assert one.by is other.by
    assert one.reasons is other.reasons


def test_what_is_shared_is_bounded():
    for function in (convert.shared_text, convert.shared_codes):
        assert function.cache_info().maxsize <= 1 << 13
    values = import_module("peacetalks.values.facts")
    assert values._one_of_equals.cache_info().maxsize <= 1 << 13


# Bugs

bugs, bug = planting()


@bug(generated_code_writes_what_the_plain_ways_write)
def a_generated_writer_forgets_a_field(patch):
    shorter = straight.writer("occurred as proposed", "by as proposed_by", "invitees", "level")
    patch.setattr(meetings, "_propose", shorter)


@bug(generated_code_writes_what_the_plain_ways_write)
def a_generated_writer_does_not_say_who_named_a_part(patch):
    patch.setattr(meetings, "_place", lambda *_: None)


@bug(a_meeting_is_off_if_its_status_says_so)
def a_meeting_that_was_held_is_off(patch):
    patch.setitem(globals(), "is_off", lambda m: m.cancelled is not None or bool(m.refused_by))


@bug(a_figure_is_the_latest_if_its_count_closed_last)
def a_figure_is_taken_for_the_latest_by_its_first_day(patch):
    latest = figures._is_latest
    patch.setattr(
        figures,
        "_is_latest",
        lambda figure, event: event.occurred.lo >= figure.occurred.lo or latest(figure, event),
    )


@bug(a_state_holds_nothing_open_and_no_later_fold_writes_to_it)
def a_map_is_written_in_place(patch):
    def put(self, event, name, key, value):
        items = getattr(self, name)
        if type(items) is not dict and items:
            items._items[key] = value
        else:
            setattr(self, name, {**items, key: value})
        self._because[f"{name}.{key}"] = event

    patch.setattr(Part, "put", put)


@bug(a_state_holds_nothing_open_and_no_later_fold_writes_to_it)
def a_map_is_not_sealed(patch):
    for cls in Part.__subclasses__():
        patch.setattr(cls, "keyed", ())


@bug(what_is_refused_is_refused_whatever_is_shared)
def an_equal_text_of_another_class_is_shared(patch):
    patch.setattr(
        convert, "many_codes", lambda value: convert.shared_codes(convert.listed(value, str))
    )


@bug(an_event_holds_what_it_was_given)
def codes_in_another_order_are_shared(patch):
    seen = {}

    def shared(codes):
        return seen.setdefault(frozenset(codes), codes)

    patch.setattr(convert, "shared_codes", shared)


@pytest.mark.planted
@pytest.mark.parametrize("name", bugs)
def test_a_planted_bug_is_caught(name, monkeypatch):
    plant, stated = bugs[name]
    caught = (AssertionError, attrs.exceptions.FrozenInstanceError, pytest.fail.Exception)
    assert_caught(plant, monkeypatch, given(*laws[stated])(stated), examples=300, by=caught)
