"""What a planted bug has to show: which law it breaks, with a story that can be pasted."""

import pytest

import peacetalks as pt
from peacetalks.events import CORE
from peacetalks.testing import BrokenLaw

__all__ = ["broken_by", "said"]


def broken_by(check, *args, **kwargs):
    """Return the error of a law that does not hold; its story can be read as it stands."""
    with pytest.raises(BrokenLaw) as caught:
        check(*args, **kwargs)
    error = caught.value
    text = str(error)
    assert text.startswith(f"{error.law}: ")
    lines = [line for line in text.splitlines() if line.startswith(("{", "# "))]
    if all(type(event) in CORE for event in error.events):
        # A reading keeps one of several equal events.
        assert set(pt.loads("\n".join(lines)).events) == set(error.events)
    return error


def said(error):
    """Return the lines of an error."""
    return str(error).splitlines()
