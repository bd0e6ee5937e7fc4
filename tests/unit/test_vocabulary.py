"""Vocabularies: which kinds can stand together, and which cannot."""

import copy
import pickle
import typing
from typing import ClassVar

import attrs
import pytest

import peacetalks as pt
from peacetalks import frames
from peacetalks.errors import InvalidVocabulary, PeacetalksError
from peacetalks.events import KINDS, Event, Vocabulary
from peacetalks.events.kinds import CORE, CoreEvent
from peacetalks.events.meetings import MeetingHeld
from peacetalks.events.unknown import UnknownEvent


@attrs.frozen(kw_only=True)
class SummitLivestreamed(Event):
    url: str


@attrs.frozen(kw_only=True)
class TreePlanted(Event):
    schema: ClassVar[int] = 3


def upcast(fields):
    return fields


def made(name="Own", *, tag=None, version=1, slots=True, kw_only=True, frozen=True, fields=()):
    """Make a kind that is right but for what is given."""
    body = {"kind": tag} if tag is not None else {}
    return attrs.make_class(
        name,
        {field: attrs.field(default=None) for field in fields},
        bases=(Event,),
        class_body={**body, "schema": version},
        frozen=frozen,
        kw_only=kw_only,
        slots=slots,
    )


def test_the_union_of_the_core_is_its_list_of_kinds():
    assert set(typing.get_args(CoreEvent)) == {*KINDS, UnknownEvent}
    assert CORE.kinds == KINDS
    assert len(CORE) == len(KINDS) == len(set(CORE.tags))


def test_own_kinds_come_after_and_change_nothing_that_was_there():
    own = CORE.with_kinds(SummitLivestreamed)
    assert own.kinds == (*KINDS, SummitLivestreamed)
    assert own.kind_of("summit-livestreamed") is SummitLivestreamed
    assert CORE.kind_of("summit-livestreamed") is None
    assert SummitLivestreamed in own
    assert SummitLivestreamed not in CORE
    assert own.rank(SummitLivestreamed) == len(KINDS)
    assert CORE.rank(SummitLivestreamed) == len(KINDS)
    assert [CORE.rank(kind) for kind in KINDS] == list(range(len(KINDS)))


def test_a_kind_given_twice_counts_once():
    assert CORE.with_kinds(MeetingHeld) == CORE
    assert len(CORE.with_kinds(SummitLivestreamed, SummitLivestreamed)) == len(CORE) + 1


def test_a_vocabulary_is_a_value():
    own = CORE.with_kinds(TreePlanted, upcasts={("tree-planted", n): upcast for n in (1, 2)})
    for again in (
        pickle.loads(pickle.dumps(own)),  # our own bytes
        copy.copy(own),
        copy.deepcopy(own),
        Vocabulary(own.kinds, upcasts=own.upcasts),
    ):
        assert again == own
        assert hash(again) == hash(own)
        assert again.kind_of("tree-planted") is TreePlanted
    assert own != CORE
    assert own != "own"
    assert repr(CORE) == f"Vocabulary({len(KINDS)} kinds)"


def test_a_vocabulary_cannot_change():
    for name in ("kinds", "upcasts", "_by_tag", "new"):
        with pytest.raises(AttributeError):
            setattr(CORE, name, ())
        with pytest.raises(AttributeError):
            delattr(CORE, name)


def test_the_nearest_tag_is_named():
    assert CORE.nearest("meeting-refusd") == "did you mean 'meeting-refused'?"
    assert CORE.nearest("MeetingRefused") == "did you mean 'meeting-refused'?"
    assert CORE.nearest("zzz") is None


class NotFinished(Event):
    pass


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (lambda: int, "not a kind of Event: <class 'int'>"),
        (lambda: "meeting-held", "not a kind of Event: 'meeting-held'"),
        (lambda: Event, "Event is the base of all kinds; hint: define a subclass of it"),
        (
            lambda: NotFinished,
            "NotFinished is not an attrs class; hint: decorate it with attrs.frozen(kw_only=True)",
        ),
        (
            lambda: made(kw_only=False, fields=["url"]),
            "Own takes 'url' as a positional argument; hint: kw_only=True",
        ),
        (lambda: made(slots=False), "Own has no slots; hint: remove slots=False"),
        (
            lambda: made("MeetingHeld"),
            "two kinds have the tag 'meeting-held': MeetingHeld, MeetingHeld",
        ),
        (
            lambda: made(tag="Two Words"),
            "Own: not a valid tag: 'Two Words'; hint: kind: ClassVar[str] = 'summit-livestreamed'",
        ),
        (
            lambda: made(tag="event"),
            "Own: not a valid tag: 'event'; hint: kind: ClassVar[str] = 'summit-livestreamed'",
        ),
        (
            lambda: made(tag="unknown-event"),
            "Own: not a valid tag: 'unknown-event'; hint: kind: ClassVar[str] = 'summit-livestreamed'",
        ),
        (lambda: made(fields=["kind"]), "Own: a field may not be named 'kind'"),
        (lambda: made(version=0), "Own: versions start at 1, not 0"),
        (lambda: made(version=2), "no upcast of 'own' from version 1"),
    ],
)
def test_what_cannot_be_a_kind_is_refused_with_the_way_out(kind, told):
    with pytest.raises(InvalidVocabulary) as caught:
        CORE.with_kinds(kind())
    assert str(caught.value) == told
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, PeacetalksError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == told  # our own bytes


@pytest.mark.parametrize(
    ("upcasts", "told"),
    [
        ({}, "no upcast of 'tree-planted' from version 1"),
        ({("tree-planted", 1): upcast}, "no upcast of 'tree-planted' from version 2"),
        (
            {("tree-planted", n): upcast for n in (1, 2, 3)},
            "an upcast of 'tree-planted' from version 3, but the kind has version 3",
        ),
        (
            {("tree-planted", n): upcast for n in (0, 1, 2)},
            "an upcast of 'tree-planted' from version 0, but the kind has version 3",
        ),
        (
            {("tree-felled", 1): upcast},
            "an upcast of 'tree-felled', which is not a kind of this vocabulary",
        ),
    ],
)
def test_upcasts_that_leave_a_gap_or_lead_nowhere_are_refused(upcasts, told):
    with pytest.raises(InvalidVocabulary) as caught:
        CORE.with_kinds(TreePlanted, upcasts=upcasts)
    assert str(caught.value) == told


def asked_of_a_history(kind):
    pt.History([pt.MeetingHeld(occurred="2023", meeting="m")]).timeline(kind=kind)


def asked_of_a_log(kind):
    log = pt.MemoryLog()
    log.append("talks", [pt.MeetingHeld(occurred="2023", meeting="m")])
    log.read("talks", kinds=kind)


def asked_for_a_table(kind):
    frames.events([pt.MeetingHeld(occurred="2023", meeting="m")], kind=kind)


@pytest.mark.parametrize("ask", [asked_of_a_history, asked_of_a_log, asked_for_a_table])
def test_a_kind_is_read_alike_wherever_a_class_or_a_tag_may_name_it(ask):
    ask("meeting-held")
    ask(pt.MeetingHeld)
    with pytest.raises(pt.InvalidValue, match=r"no such kind: 'meeting-hedl'.*'meeting-held'\?$"):
        ask("meeting-hedl")
    for kind in (Event, dict):
        with pytest.raises(pt.InvalidValue, match="not a kind: <class"):
            ask(kind)
