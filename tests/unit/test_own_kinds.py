"""Kinds of people's own: they are checked, compared and shown like ours."""

import pickle
from typing import Any, ClassVar, Literal

import attrs
import pytest

from peacetalks.errors import InvalidEvent, InvalidVocabulary
from peacetalks.events.base import Event, tag_of
from peacetalks.events.meetings import MeetingHeld, MeetingProposed
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When

CODES = "accepted: capital letters and digits, as in 'AZE', 'EU', 'AZE-MOD'"
COMMON = (
    "occurred, id, reported, claimed_by, certainty, basis, trigger, act, speaker, office, "
    "sources, place, external_ids, note"
)


@attrs.frozen(kw_only=True)
class SummitLivestreamed(Event):
    """A summit was streamed."""

    url: str
    viewers: int | None = None
    hosts: tuple[str, ...] = ()
    mood: Literal["calm", "tense"] | None = None
    until: When | None = None


@attrs.frozen(kw_only=True)
class Frame:
    caption: str
    of: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class PhotoTaken(Event):
    frame: Frame
    size: float = 1.0
    tags: FrozenMap[str, int] = FrozenMap()
    code: int | str | None = None


def test_an_own_kind_takes_its_tag_equality_hash_and_repr_from_event():
    stream = SummitLivestreamed(occurred="2023-10-05", url="https://example.org")
    same = SummitLivestreamed(occurred="2023-10-05", url="https://example.org")
    assert stream.kind == "summit-livestreamed"
    assert stream == same
    assert hash(stream) == hash(same)
    assert stream.id == same.id
    assert stream.id.startswith("e1-")
    assert repr(stream) == "SummitLivestreamed(occurred='2023-10-05', url='https://example.org')"
    assert stream != attrs.evolve(stream, viewers=5)
    assert stream == attrs.evolve(stream, id=stream.id)
    assert stream != attrs.evolve(stream, id="other")
    assert pickle.loads(pickle.dumps(stream)) == stream  # our own bytes


def test_kinds_of_the_same_fields_are_not_equal():
    assert MeetingProposed(occurred="2023", meeting="m") != MeetingHeld(
        occurred="2023", meeting="m"
    )
    assert (MeetingHeld(occurred="2023", meeting="m") == "m") is False


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "$.url: SummitLivestreamed needs 'url', which is missing; given: ['occurred']"),
        ({"url": 5}, "$.url: SummitLivestreamed: not a text: 5"),
        ({"url": "\x00"}, "$.url: SummitLivestreamed: a text with a NUL character: '\\x00'"),
        ({"url": "x", "hosts": ["a"]}, "$.hosts: SummitLivestreamed: not a tuple: ['a']"),
        ({"url": "x", "hosts": ("a", 5)}, "$.hosts[1]: SummitLivestreamed: not a text: 5"),
        ({"url": "x", "viewers": 1.5}, "$.viewers: SummitLivestreamed: not a whole number: 1.5"),
        ({"url": "x", "until": "2023"}, "$.until: SummitLivestreamed: not a When: '2023'"),
        (
            {"url": "x", "mood": "tens"},
            (
                "$.mood: SummitLivestreamed: not an accepted word: 'tens'; accepted: calm, tense; "
                "hint: did you mean 'tense'?"
            ),
        ),
        (
            {"url": "x", "veiwers": 5},
            (
                f"SummitLivestreamed has no field 'veiwers': 5; accepted: {COMMON}, url, viewers, "
                "hosts, mood, until; hint: did you mean 'viewers'?"
            ),
        ),
        (
            {"url": "x", "claimed_by": "Armenia"},
            (
                f"$.claimed_by[0]: SummitLivestreamed: not an actor's code: 'Armenia'; {CODES}; "
                "hint: did you mean 'ARM'?"
            ),
        ),
    ],
)
def test_an_own_kind_is_checked_like_ours(fields, told):
    with pytest.raises(InvalidEvent) as caught:
        SummitLivestreamed(occurred="2023-10-05", **fields)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"frame": Frame(caption=5)}, "$.frame.caption: PhotoTaken: Frame: not a text: 5"),
        (
            {"frame": Frame(caption="x", of=["a"])},
            "$.frame.of: PhotoTaken: Frame: not a tuple: ['a']",
        ),
        ({"frame": "x"}, "$.frame: PhotoTaken: not a Frame: 'x'"),
        ({"tags": {"a": 1}}, "$.tags: PhotoTaken: not a mapping: {'a': 1}"),
        ({"tags": FrozenMap({"a": "b"})}, "$.tags.a: PhotoTaken: not a whole number: 'b'"),
        ({"size": "big"}, "$.size: PhotoTaken: not a finite number: 'big'"),
        ({"code": 2**63}, f"$.code: PhotoTaken: not an int or str: {2**63}"),
        ({"code": "\x00"}, "$.code: PhotoTaken: not an int or str: '\\x00'"),
    ],
)
def test_what_own_kinds_are_made_of_is_checked_to_its_last_part(fields, told):
    with pytest.raises(InvalidEvent) as caught:
        PhotoTaken(occurred="2023", **{"frame": Frame(caption="x"), **fields})
    assert str(caught.value) == told


@pytest.mark.parametrize(
    "changing",
    [list, list[str], dict, dict[str, int], set[str], tuple, tuple[int, str], bytearray, bytes],
    ids=str,
)
def test_an_own_kind_with_a_type_that_facts_cannot_hold_says_so(changing):
    kind = attrs.make_class(
        "Listed", {"items": attrs.field(type=changing)}, bases=(Event,), frozen=True, kw_only=True
    )
    with pytest.raises(InvalidVocabulary, match=r"^Listed\.items: not a type that an event"):
        kind(occurred="2023", items=changing())


@pytest.mark.parametrize("field", [attrs.field(default=""), attrs.field(default="", converter=str)])
def test_an_own_kind_of_parts_that_can_change_says_so(field):
    @attrs.define
    class Part:
        word: str = field

    kind = attrs.make_class(
        "Parted", {"part": attrs.field(type=Part)}, bases=(Event,), frozen=True, kw_only=True
    )
    with pytest.raises(InvalidVocabulary, match=r"Parted\.part: not a type that an event"):
        kind(occurred="2023", part=Part())


def test_a_field_of_any_type_holds_only_what_cannot_change():
    kind = attrs.make_class(
        "Loose", {"thing": attrs.field(type=Any)}, bases=(Event,), frozen=True, kw_only=True
    )
    assert kind(occurred="2023", thing=("a", FrozenMap({"b": 1.5}))).thing[1]["b"] == 1.5
    with pytest.raises(InvalidEvent, match=r"\$\.thing\[1\]: Loose: not a text, number"):
        kind(occurred="2023", thing=("a", [1]))


def test_a_type_that_cannot_be_found_is_named():
    kind = attrs.make_class(
        "Lost", {"thing": attrs.field(type="Nowhere")}, bases=(Event,), frozen=True, kw_only=True
    )
    with pytest.raises(InvalidVocabulary, match="Lost: the type of a field is not defined: name"):
        kind(occurred="2023", thing=1)


def test_errors_of_a_kinds_own_code_are_left_as_they_are():
    @attrs.frozen(kw_only=True)
    class Fussy(Event):
        limit: int = 0

        def __attrs_post_init__(self):
            if self.limit > 5:
                raise TypeError("too fussy")

    assert Fussy(occurred="2023").limit == 0
    with pytest.raises(TypeError, match="too fussy"):
        Fussy(occurred="2023", limit=6)


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("MeetingRefused", "meeting-refused"),
        ("UNMandateRenewed", "un-mandate-renewed"),
        ("TalksInUNHeld", "talks-in-un-held"),
        ("Covid19PauseEnded", "covid19-pause-ended"),
        ("A", "a"),
    ],
)
def test_a_tag_is_the_name_of_the_class_in_lower_case_with_hyphens(name, tag):
    assert tag_of(name) == tag


def test_a_kind_may_choose_its_tag_and_version():
    @attrs.frozen(kw_only=True)
    class Renamed(Event):
        kind: ClassVar[str] = "older-name"
        schema: ClassVar[int] = 3

    fact = Renamed(occurred="2023")
    assert (fact.kind, fact.schema) == ("older-name", 3)
    assert (Event.kind, Event.schema) == ("event", 1)
