"""Moves that are made from the fields of a kind, for kinds that have none of their own."""

from typing import ClassVar, Literal

import attrs
import pytest

import peacetalks as pt
from peacetalks.errors import InvalidVocabulary
from peacetalks.events import KINDS
from peacetalks.primitives.identifiers import Area, Slug
from peacetalks.testing.simulation import moves
from peacetalks.testing.simulation.dice import SeededDice
from peacetalks.testing.simulation.moves.from_fields import move_from_fields
from peacetalks.testing.simulation.story import Story

NEED_THEIR_OWN = {"event-corrected", "checkpoint", "annotation", "actor-named"}


@attrs.frozen(kw_only=True)
class BridgeOpened(pt.Event):
    last_word: ClassVar[tuple[str, ...]] = ("bridge",)

    bridge: Slug
    meeting: Slug
    by: pt.events.base.Codes
    guards: pt.events.base.Codes
    area: Area
    opened: pt.When
    until: pt.When
    mood: Literal["calm", "tense"]
    lanes: int
    length: float
    free: bool
    crossed: pt.Count
    name: str
    reason: pt.Reason | None = None
    beside: Slug | None = None


def test_no_kind_is_without_a_move():
    written = {*moves.TELLING, *moves.CORRECTING, *moves.DISPUTING}
    assert {move.kind for move in written} == set(KINDS)


def test_a_move_fills_the_fields_of_a_kind_with_what_is_on_record():
    story = Story(SeededDice(5))
    meetings = {story.make(moves.meetings.propose).meeting for _ in range(3)}
    told = [story.make(move_from_fields(BridgeOpened)) for _ in range(40)]
    first = told[0]
    assert {bridge.meeting for bridge in told} == meetings
    assert 1 < len({bridge.bridge for bridge in told}) < len(told)
    assert first.opened == first.occurred
    assert first.until.lo > first.occurred.hi
    assert (first.name, first.reason) == ("the name", None)
    assert {bridge.beside for bridge in told} == {None, "beside-1"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_can_be_made_from_its_fields_or_says_which_it_cannot(kind):
    if kind.kind in NEED_THEIR_OWN:
        with pytest.raises(InvalidVocabulary, match=rf"{kind.__name__}\.\w+: stories cannot fill"):
            move_from_fields(kind)
    else:
        story = Story(SeededDice(1))
        assert {type(story.make(move_from_fields(kind))) for _ in range(9)} == {kind}
