"""Shapes: what an annotation says, and that all readers know a class that contains itself."""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

import attrs
import pytest
from attrs import frozen
from hypothesis import find

import peacetalks as pt
from drawing import drawing
from peacetalks import codec, frames
from peacetalks.actors.code import Code
from peacetalks.checks.field_values import values_of
from peacetalks.codec.rows import RowReader, encode_row
from peacetalks.events.kinds import CORE
from peacetalks.fields.shape import (
    AREA,
    CODE,
    SLUG,
    TEXT,
    ListOf,
    MapOf,
    Other,
    Simple,
    Text,
    Value,
    Words,
    fields_of,
    is_optional,
    options,
    shape_of,
    shapes_in,
)
from peacetalks.primitives.identifiers import Area, Form, Slug
from peacetalks.state.names import named_in
from peacetalks.testing.strategies import events

BOUND = TypeVar("BOUND", bound=tuple[int, ...])
FREE = TypeVar("FREE")
SHORT = Form("a short text", lambda _: None)


@pytest.mark.parametrize(
    ("hint", "shape"),
    [
        (str, TEXT),
        (Slug, SLUG),
        (Code, CODE),
        (Area, AREA),
        (Annotated[str, "a note", SHORT], Text(SHORT)),
        (Annotated[pt.When, "a note"], Simple.DATE),
        (Literal["a", "b"], Words(("a", "b"))),
        (int, Simple.WHOLE_NUMBER),
        (float, Simple.NUMBER),
        (bool, Simple.FLAG),
        (object, Simple.ANYTHING),
        (Any, Simple.ANYTHING),
        (tuple[Code, ...], ListOf(CODE)),
        (pt.FrozenMap[str, tuple[int, ...]], MapOf(TEXT, ListOf(Simple.WHOLE_NUMBER))),
        (pt.Source, Value(pt.Source)),
        (BOUND, ListOf(Simple.WHOLE_NUMBER)),
        (FREE, Other(FREE)),
        (Literal["a", 1], Other(Literal["a", 1])),
        (tuple[int, int], Other(tuple[int, int])),
        (list[int], Other(list[int])),
        (Callable[[int], str], Other(Callable[[int], str])),
    ],
)
def test_an_annotation_has_one_shape(hint, shape):
    assert shape_of(hint) == shape
    assert options(shape_of(hint | None)) == (shape,)
    assert is_optional(shape_of(hint | None))
    assert not is_optional(shape)


def test_a_union_inside_an_annotation_is_part_of_the_union_around_it():
    shape = shape_of(Annotated[int | None, "a note"] | str)
    assert options(shape) == (Simple.WHOLE_NUMBER, TEXT)
    assert is_optional(shape)


def test_shapes_of_different_sorts_are_never_equal():
    shapes = [
        *(TEXT, SLUG, CODE, Words(("a",)), *Simple, ListOf(TEXT), ListOf(SLUG)),
        *(MapOf(TEXT, TEXT), Value(pt.Source), Value(pt.Count), Other(None.__class__), Other(list)),
        *(shape_of(int | None), shape_of(int | str), shape_of(int | str | None)),
    ]
    assert len({*shapes}) == len(shapes)


@frozen
class Branch:
    """A value that contains values of its own class."""

    name: Slug
    by: Code | None = None
    branches: "tuple[Branch, ...]" = ()


@frozen(kw_only=True)
class TreePruned(pt.Event):
    tree: Branch


TREE = TreePruned(
    occurred="2023", tree=Branch("oak", "ARM", (Branch("left"), Branch("right", "AZE")))
)
OWN = CORE.with_kinds(TreePruned)


def test_a_class_that_contains_itself_is_read_once():
    assert {SLUG, CODE, ListOf(Value(Branch))} <= shapes_in(TreePruned)
    assert [field.name for field, _ in fields_of(Branch)] == ["name", "by", "branches"]


def test_a_value_that_contains_its_own_class_is_written_and_read():
    assert codec.decode(codec.encode(TREE), vocabulary=OWN) == TREE
    form, payload = encode_row(TREE)
    assert form == "line2"
    assert RowReader(OWN).slow("tree-pruned", 1, form, payload, TREE.id) == (TREE, [])
    assert codec.schema(OWN)["$defs"]["tree-pruned"]["properties"]["tree"]


def test_codes_inside_such_a_value_are_found():
    assert dict(values_of(TREE, CODE)) == {"$.tree.by": "ARM", "$.tree.branches[1].by": "AZE"}
    assert {name for what, name in named_in(TREE) if what == "actor"} == {"ARM", "AZE"}
    assert "ZZZ" in str(pt.check([attrs.evolve(TREE, tree=Branch("x", "ZZZ"))], vocabulary=OWN))


def test_such_a_value_is_json_in_a_table():
    pytest.importorskip("pyarrow")
    rows = frames.events([TREE], kind=TreePruned).rows()
    assert "right" in rows[0]["tree"]


def test_such_a_value_is_drawn():
    assert find(events(TreePruned), lambda event: bool(event.tree.branches), settings=drawing(200))


@frozen(kw_only=True)
class Asked(pt.Event):
    number: int | None
    either: int | pt.When | None
    by_name: pt.FrozenMap[str, pt.Event] = pt.FrozenMap()


def test_none_is_a_value_where_the_annotation_says_so():
    asked = Asked(occurred="2023", number=None, either=None)
    assert codec.decode(codec.encode(asked), vocabulary=CORE.with_kinds(Asked)) == asked
    with pytest.raises(pt.InvalidEvent, match=r"not an int or [a-z.]*When: 'x'"):
        attrs.evolve(asked, either="x")


def test_an_unknown_kind_in_a_map_is_found():
    inside = pt.UnknownEvent(tag="x", raw='{"kind": "x"}')
    asked = Asked(occurred="2023", number=1, either=2, by_name=pt.FrozenMap({"a b": inside}))
    reading = codec.loads(codec.encode(asked), vocabulary=CORE.with_kinds(Asked))
    assert [finding.path for finding in reading.findings] == ["$.by_name['a b'].kind"]
