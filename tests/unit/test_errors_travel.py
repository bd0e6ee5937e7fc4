"""Errors go from one process to another with all they say."""

import pickle

import pytest

import peacetalks as pt
from peacetalks import errors

MADE = [
    pt.InvalidValue("no date", value="x", accepted="a date", hint="write it"),
    pt.InvalidEvent("no event", value=3),
    pt.InvalidWhen("no date", value="soon"),
    pt.NotFound("nothing"),
    pt.ReadError([pt.Finding(code="PT001", message="unreadable", file="a.jsonl", line=3)]),
    errors.StaleStream("talks", 3, 4),
    errors.ConflictingEvent("talks", "id", "held", "what"),
    errors.LogUnavailable("talks.db", "locked", "busy", "wait"),
    errors.NotALog("talks.db", "no log", "name another", 7),
    errors.RunStopped("folder", "the disk is full", "make room"),
    errors.MissingExtra("frames", "pyarrow"),
]


@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
def test_an_error_loses_nothing_on_its_way_to_another_process(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)
