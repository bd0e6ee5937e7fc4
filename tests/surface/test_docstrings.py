"""Every public name is explained, with an example that runs or a reason why there is none."""

import inspect

import attrs
import pytest

from surface.docstrings import (
    documented,
    documented_members,
    has_example,
    named,
    raised,
    unexplained,
)
from surface.unexampled import REASONS, SHOWN_BY

pytestmark = pytest.mark.house

NAMES = documented()
MEMBERS = documented_members()


def test_every_public_class_function_method_and_property_is_explained():
    assert [name for name, value in {**NAMES, **MEMBERS}.items() if not inspect.getdoc(value)] == []


def test_no_public_name_borrows_the_docstring_of_its_base():
    classes = {name: value for name, value in NAMES.items() if inspect.isclass(value)}
    assert [name for name, value in classes.items() if not vars(value).get("__doc__")] == []


def test_every_field_of_a_public_class_is_explained():
    lacking = {
        name: fields
        for name, value in NAMES.items()
        if inspect.isclass(value) and attrs.has(value) and (fields := unexplained(value))
    }
    assert lacking.keys() == {"peacetalks.state.parts.Parts"}  # each is the table of its name


def test_every_public_name_has_an_example_or_a_reason_why_not():
    reasons = set().union(*REASONS.values()) | set(SHOWN_BY)
    shown = {name for name, value in NAMES.items() if has_example(value)}
    # A draft is shown by the class that people see, which is made of it.
    without = {name for name in NAMES if name.removesuffix("Draft") not in shown}
    assert without - reasons == set(), "write an example"
    assert reasons - without == set(), "has an example, or is gone: take it off the list"


@pytest.mark.parametrize(("name", "where"), SHOWN_BY.items())
def test_what_is_shown_elsewhere_is_shown_there(name, where):
    shower = named(where)
    told = f"{inspect.signature(shower)} {inspect.getdoc(shower)}"
    while where in SHOWN_BY:
        where = SHOWN_BY[where]
    assert has_example(named(where)), f"{where} has no example"
    assert name.rpartition(".")[2] in told, f"{name} has no part in it"


def test_every_error_that_a_body_raises_is_named_by_its_docstring():
    lacking = [
        f"{name} raises {error}"
        for name, value in {**NAMES, **MEMBERS}.items()
        for error in sorted(raised(value))
        if error not in (inspect.getdoc(value) or "")
    ]
    assert lacking == []
