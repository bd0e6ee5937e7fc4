"""The laws of single events, for every kind."""

import pickle

import attrs
import pytest
from hypothesis import given

from peacetalks.testing.strategies import events


@given(events())
def test_equal_content_gives_equal_ids(event):
    changed = {"note": "read twice", "id": None}
    assert attrs.evolve(event, **changed).id == attrs.evolve(event, note=None, id=None).id
    assert pickle.loads(pickle.dumps(event)).id == event.id  # our own bytes


@given(events())
def test_frozen_means_frozen_inside_too(event):
    hash(event)
    for field in attrs.fields(type(event)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(event, field.name, None)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(event, field.name)
