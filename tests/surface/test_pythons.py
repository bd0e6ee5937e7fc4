"""What differs between the supported Pythons makes no difference."""

import inspect

import pytest

import peacetalks as pt


@pytest.mark.parametrize("kind", [pt.MeetingRefused, pt.EventCorrected], ids=lambda kind: kind.kind)
def test_the_schema_tells_the_fields_whether_or_not_docstrings_are_indented(monkeypatch, kind):
    """From 3.13 on Python takes the indentation out of a docstring, and before that it did not."""
    told = pt.schema()["$defs"][kind.kind]
    assert told["description"]
    assert told["properties"]["by"]["description"]
    for each in kind.__mro__[:-1]:
        monkeypatch.setattr(each, "__doc__", inspect.cleandoc(each.__doc__ or ""))
    assert pt.schema()["$defs"][kind.kind] == told
