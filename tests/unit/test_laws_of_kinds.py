"""``laws.check_kind`` and ``laws.check_codec``: what passes, and what is refused."""

import json
import pickle
import re
from typing import ClassVar, Literal

import attrs
import pytest

import peacetalks as pt
from peacetalks import codec
from peacetalks.errors import InvalidValue, InvalidVocabulary
from peacetalks.events.kinds import CORE
from peacetalks.events.unknown import UnknownEvent
from peacetalks.testing import laws


@attrs.frozen
class Frame:
    caption: str
    of: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Photographed(pt.Event):
    frame: Frame
    tags: pt.FrozenMap[str, int] = pt.FrozenMap()
    mood: Literal["calm", "tense"] | None = None
    size: float = 1.0
    payload: object = None


@attrs.frozen(kw_only=True)
class Streamed(pt.Event):
    schema: ClassVar[int] = 3
    address: str


UPCASTS = {
    ("streamed", 1): lambda fields: {**fields, "link": fields["url"]},
    ("streamed", 2): lambda fields: {
        "address": fields["link"],
        **{key: value for key, value in fields.items() if key not in {"link", "url"}},
    },
}
OWN = CORE.with_kinds(Streamed, upcasts=UPCASTS)
FIRST = {"kind": "streamed", "occurred": "2023", "url": "x", "basis": []}
SECOND = '{"kind": "streamed", "v": 2, "occurred": "2023", "link": "x"}'


@pytest.mark.parametrize("kind", CORE.kinds, ids=lambda kind: kind.kind)
def test_every_kind_of_the_vocabulary_holds_the_laws(kind):
    laws.check_kind(kind, max_examples=3)


def test_a_kind_of_ones_own_holds_the_laws():
    laws.check_kind(Photographed)


def test_without_yaml_the_other_laws_are_held(monkeypatch):
    def without(_):
        raise ModuleNotFoundError

    monkeypatch.setattr("importlib.util.find_spec", without)
    assert not laws.kind._reads_yaml()
    laws.check_kind(Photographed, max_examples=3)


def test_of_every_older_version_an_example_is_wanted():
    laws.check_kind(Streamed, vocabulary=OWN, older=[FIRST, SECOND], max_examples=3)
    for older, told in (([], "no example of version 1"), ([FIRST], "no example of version 2")):
        with pytest.raises(InvalidValue, match=told):
            laws.check_kind(Streamed, vocabulary=OWN, older=older, max_examples=3)


@pytest.mark.parametrize(
    ("example", "told"),
    [
        ("{", "not an event as written"),
        ([], "not an event as written"),
        ("[]", "accepted: a JSON object"),
        ({"kind": "streamed", "x": {1}}, "not an event as written"),
        ({"kind": "streamt"}, "an example of another kind: 'streamt'; accepted: 'streamed'"),
        ({"kind": "streamed", "v": 3}, "not an example of an older version of streamed: 3"),
        ({"kind": "streamed", "v": "1"}, "accepted: 'v' from 1 to 2"),
    ],
)
def test_what_is_no_example_of_an_older_version_is_refused(example, told):
    with pytest.raises(InvalidValue, match=re.escape(told)):
        laws.check_kind(Streamed, vocabulary=OWN, older=[example], max_examples=1)


@pytest.mark.parametrize("older", [3, "{}", {"kind": "streamed"}])
def test_what_is_no_list_of_examples_is_refused(older):
    with pytest.raises(InvalidValue, match="not events as older versions wrote them"):
        laws.check_kind(Streamed, vocabulary=OWN, older=older, max_examples=1)


def test_a_kind_at_its_first_version_has_no_older_ones():
    older = [{"kind": "photographed", "occurred": "2023"}]
    with pytest.raises(InvalidValue, match="is at version 1 and has no older ones"):
        laws.check_kind(Photographed, older=older, max_examples=1)


@pytest.mark.parametrize(
    ("kind", "vocabulary", "told"),
    [
        (pt.Event, None, "not a kind of event"),
        ("meeting-held", None, "accepted: a subclass of pt.Event"),
        (Streamed, None, "hint: vocabulary=CORE.with_kinds(Streamed, upcasts=...)"),
        (Photographed, CORE, "a vocabulary without Photographed"),
        (Photographed, 3, "not a vocabulary: 3"),
    ],
)
def test_what_is_no_kind_or_is_in_no_vocabulary_is_refused(kind, vocabulary, told):
    with pytest.raises(InvalidValue, match=re.escape(told)):
        laws.check_kind(kind, vocabulary=vocabulary)


# Codecs


@pytest.mark.parametrize(
    ("encode", "decode"),
    [
        (codec.encode, codec.decode),
        (pickle.dumps, pickle.loads),
        (lambda event: codec.encode(event).encode(), codec.decode),
        (lambda event: event, lambda event: event),
    ],
    ids=["json", "pickle", "bytes", "nothing"],
)
def test_codecs_that_keep_events_as_they_are_pass(encode, decode):
    laws.check_codec(encode, decode, kinds=[pt.MeetingRefused, pt.Annotation])


def test_the_codec_of_peacetalks_keeps_events_of_every_kind():
    laws.check_codec(codec.encode, codec.decode, max_examples=3)


def test_a_codec_of_own_kinds_passes():
    own = CORE.with_kinds(Photographed)
    laws.check_codec(
        codec.encode, lambda text: codec.decode(text, vocabulary=own), kinds=Photographed
    )


def test_what_is_no_codec_or_no_kind_is_refused():
    with pytest.raises(InvalidValue, match="not a function"):
        laws.check_codec(json, codec.decode)
    with pytest.raises(InvalidValue, match="no kinds to try"):
        laws.check_codec(codec.encode, codec.decode, kinds=[])
    with pytest.raises(InvalidValue, match=r"several: 'meeting-held'.*did you mean pt.MeetingHeld"):
        laws.check_codec(codec.encode, codec.decode, kinds="meeting-held")
    with pytest.raises(InvalidValue, match="not a kind of event, or several: 3"):
        laws.check_codec(codec.encode, codec.decode, kinds=3)
    for wrong in (pt.Event, "meeting-held", UnknownEvent):
        with pytest.raises(InvalidVocabulary):
            laws.check_codec(codec.encode, codec.decode, kinds=[wrong])
