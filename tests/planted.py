"""How bugs are planted, and what each has to show: which law it breaks, with its story."""

import pytest

from drawing import drawing
from peacetalks import codec
from peacetalks.events.kinds import CORE
from peacetalks.testing import BrokenLaw

__all__ = ["assert_caught", "broken_by", "planting", "said"]


def planting():
    """Return planted bugs by their names, and the decorator that puts one among them.

    A bug is kept with the law that catches it, and with whatever else that law is asked with.
    """
    bugs = {}

    def bug(caught_by, *made):
        def keep(plant):
            bugs[plant.__name__] = (plant, caught_by, *made)
            return plant

        return keep

    return bugs, bug


def assert_caught(plant, patch, holds, *, examples, by=AssertionError):
    """Plant a bug, and see that one of so many examples of a law breaks it."""
    drawn = drawing(examples)(holds)
    plant(patch)
    with pytest.raises(by):
        drawn()


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
        assert set(codec.loads("\n".join(lines)).events) == set(error.events)
    return error


def said(error):
    """Return the lines of an error."""
    return str(error).splitlines()
