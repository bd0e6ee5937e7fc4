"""Laws of the readers of shapes, about a kind with a field of every shape.

The kind is new each time, since readers remember what they compiled for a class.
"""

import io
import re

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import peacetalks as pt
from drawing import drawing
from peacetalks import codec
from peacetalks.checks import field_values
from peacetalks.checks import identity as identity_checks
from peacetalks.codec import decoding, rows, yaml
from peacetalks.codec.parsed import reading_of
from peacetalks.codec.yaml import dates
from peacetalks.events import Event, content, identity, tellings
from peacetalks.events.kinds import CORE
from peacetalks.fields import check
from peacetalks.fields.shape import CODE, Value
from peacetalks.frames import columns, state_tables
from peacetalks.interchange.inputs import subject
from peacetalks.state import names
from peacetalks.state.queries import coverage as coverage_queries
from peacetalks.testing import strategies
from peacetalks.testing.simulation.dice import SeededDice
from peacetalks.testing.simulation.moves.from_fields import move_from_fields
from peacetalks.testing.simulation.world import World
from shaped_kinds import WRONG, stated, with_fields

LAWS = {}


def law(says):
    """Keep a law under its name; it is given a kind that no reader has seen."""
    LAWS[says.__name__] = says
    return says


@law
def a_value_that_a_field_cannot_have_is_refused(kind):
    event = stated(kind)
    for name, values in WRONG.items():
        for value in values:
            try:
                attrs.evolve(event, **{name: value})
            except pt.InvalidEvent as error:
                assert error.path.startswith(f"$.{name}")  # noqa: PT017 # none is fine too
            else:
                raise AssertionError(name, value)


@law
def what_is_written_is_read_back(kind):
    vocabulary, event = CORE.with_kinds(kind), stated(kind)
    text = codec.encode(event)
    try:
        back = codec.decode(text, vocabulary=vocabulary)
    except pt.ReadError as error:
        raise AssertionError(error) from None
    assert back == event
    assert codec.encode(back) == text


@law
def every_problem_of_a_line_is_found_with_its_path(kind):
    plain = codec.to_plain(stated(kind))
    plain |= {"days": ["2023", "x", "y"], "labels": {"ARM": 1, "x": "y"}, "part": {"code": "x"}}
    with pytest.raises(pt.ReadError) as caught:
        codec.decode(plain, vocabulary=CORE.with_kinds(kind))
    paths = [finding.path for finding in caught.value.findings]
    assert paths == ["$.days[1]", "$.days[2]", "$.labels.ARM", "$.labels.x", "$.part.code"]


@law
def an_event_of_an_unknown_kind_is_found_wherever_it_is(kind):
    event = attrs.evolve(stated(kind), quoted=(pt.UnknownEvent(tag="x", raw='{"kind": "x"}'),) * 2)
    _, findings = decoding.decoded(codec.encode(event), CORE.with_kinds(kind))
    assert [finding.path for finding in findings] == ["$.quoted[0].kind", "$.quoted[1].kind"]


@law
def a_row_is_read_back_as_it_was_written(kind):
    fitting = ("by", "several", "word", "number", "sure", "day", "days", "labels", "count")
    for event, expected in (
        (stated(kind), "line2"),
        (with_fields(*fitting), "fields2"),
        *((with_fields(name), "line2") for name in ("share", "anything", "due", "days_by_name")),
    ):
        form, payload = rows.encode_row(event)
        reader = rows.RowReader(CORE.with_kinds(type(event)))
        fast = reader.fast(event.kind, 1, form)
        slow, _ = reader.slow(event.kind, 1, form, payload, event.id)
        assert slow == event
        assert fast is None or fast(payload, event.id) == event
        assert form == expected


@law
def equal_codes_in_rows_become_one_object(_):
    event = with_fields("who", "by")
    reader = rows.RowReader(CORE.with_kinds(type(event)))
    form, payload = rows.encode_row(event)
    read = reader.fast(event.kind, 1, form)
    one, other = read(payload, "a"), read(payload, "b")
    assert one.who is other.who
    assert one.by is other.by


@law
def the_schema_holds_for_what_is_written_and_for_nothing_else(kind):
    valid = Draft202012Validator(codec.schema(CORE.with_kinds(kind)))
    one = valid.evolve(schema={"$ref": f"#/$defs/{kind.kind}"})
    plain = codec.to_plain(stated(kind))
    assert one.is_valid(plain), [error.message for error in one.iter_errors(plain)]
    assert one.is_valid(plain | {"share": 1.5, "due": {"event": "e", "period": "P1D"}})
    wrong = {"thing": "a b", "by": ["x"], "word": "maybe", "number": 1.5, "days": ["x"]}
    wrong |= {"sure": 1, "labels": {"x": "y"}, "part": {"code": "x"}, "quoted": [1]}
    for name, value in wrong.items():
        assert not one.is_valid(plain | {name: value}), name


@law
def yaml_says_what_json_says(kind):
    event = stated(kind)
    text = "".join(yaml.lines([event]))
    unquoted = re.sub(r'"(20\d\d)"', r"\1", text) if "either" not in text else text
    for written in (text, unquoted):
        data = io.BytesIO(written.encode())
        reading = reading_of(yaml.items(data, CORE.with_kinds(kind)), "x.yaml", "collect")
        assert [*reading.findings] == []
        assert list(reading) == [event]


@law
def a_bare_year_is_a_date_where_one_is_declared(kind):
    vocabulary = CORE.with_kinds(kind)
    found = {
        name
        for name in (field.name for field in attrs.fields(kind))
        if dates.is_date(dates.below(dates.EVENT, name, kind.kind, vocabulary))
    }
    assert found == {"occurred", "reported", "day", "days", "due"}
    lists = {
        name
        for name in ("day", "days", "by", "several")
        if dates.is_list(dates.below(dates.EVENT, name, kind.kind, vocabulary))
    }
    assert lists == {"days", "by", "several"}
    by_name = dates.below(dates.EVENT, "days_by_name", kind.kind, vocabulary)
    assert dates.is_date(dates.below(by_name, "a", None, vocabulary))
    parts = dates.below(dates.EVENT, "parts", kind.kind, vocabulary)
    assert dates.is_date(dates.below(parts, "days", None, vocabulary))
    assert not dates.is_date(dates.below(parts, "said", None, vocabulary))


TYPES = {
    "thing": "string",
    "several": "list<item: list<item: string>>",
    "word": "string",
    "number": "int64",
    "share": "double",
    "sure": "bool",
    "day": "string",
    "day_first": "date32[day]",
    "days": "list<item: string>",
    "days_by_name": "string",
    "due": "string",
    "either": "string",
    "anything": "string",
    "labels": "map<string, string>",
    "count_best": "int64",
    "part": "struct<code: string, days: list<item: string>, said: string>",
    "quoted": "list<item: string>",
}


@law
def a_table_has_the_columns_of_the_fields_and_their_values(kind):
    listed = {column.name: column for column in columns.columns_of(kind)}
    assert {name: str(listed[name].type) for name in TYPES} == TYPES
    event = stated(kind)
    read = {name: column.read(event) for name, column in listed.items()}
    assert read["days"] == ["2023", "2024-01"]
    assert read["labels"] == [("RUS", "a")]
    assert read["part"] == {"code": "GEO", "days": ["2023"], "said": "2022"}
    assert read["due"] == "2025"
    assert read["anything"] == '[1, {"a": 2024}]'


@law
def a_table_of_a_state_has_the_parts_of_that_name(_):
    state = pt.History([pt.MeetingProposed(occurred="2023", meeting="m")]).state()
    try:
        table = state_tables.parts(state, "meetings")
    except pt.InvalidValue as error:
        raise AssertionError(error) from None
    assert table.rows()[0]["meeting"] == "m"
    with pytest.raises(pt.InvalidValue, match="not a table of a state"):
        state_tables.parts(state, "meeting")


ACTORS = {"ARM", "AZE", "EU", "FRA", "USA", "RUS", "GEO", "IRN", "TUR", "OSCE", "UN"}


@law
def every_value_of_a_shape_is_found_with_its_path(kind):
    event = stated(kind)
    codes = dict(field_values.values_of(event, CODE))
    assert set(field_values.values_of(event, CODE)) >= {
        ("$.by[1]", "AZE"),
        ("$.several[1][0]", "FRA"),
        ("$.labels", "RUS"),
        ("$.parts[1].code", "TUR"),
        ("$.guests[0].actor", "OSCE"),
    }
    assert {code for _, code in field_values.values_of(event, CODE)} == ACTORS
    assert "$.quoted[0].meeting" not in codes
    assert dict(field_values.values_of(event, Value(pt.Count))) == {"$.count": event.count}


@law
def every_name_is_found_with_its_sort(kind):
    found = set(names.named_in(stated(kind)))
    assert {name for what, name in found if what == "actor"} == ACTORS
    assert ("area", "NK") in found
    assert ("thing", "t") in found


@law
def names_say_the_same_in_any_order(kind):
    event = stated(kind)
    turned = {name: getattr(event, name)[::-1] for name in ("by", "several", "guests")}
    for name in ("by", "guests"):
        other = attrs.evolve(event, **{name: turned[name]})
        assert identity.same_content(event, other), name
        assert other != event
    days = attrs.evolve(event, days=event.days[::-1])
    assert not identity.same_content(event, days)


@law
def a_value_that_may_have_names_is_looked_into(kind):
    event = attrs.evolve(stated(kind), by=(), several=(), guests=(), quoted=())
    assert identity.names_in(event) is not None
    bare = attrs.evolve(event, part=None, parts=())
    assert identity.names_in(bare) is None


@law
def values_that_python_takes_for_equal_are_not(kind):
    event = stated(kind)
    assert content.compares_loosely(kind)
    share = attrs.make_class("Shared", {"share": attrs.field(type=float | None)}, bases=(Event,))
    sure = attrs.make_class("Sure", {"sure": attrs.field(type=int | bool)}, bases=(Event,))
    plain = attrs.make_class("Plain", {"days": attrs.field(type=tuple[int, ...])}, bases=(Event,))
    found = [content.compares_loosely(one) for one in (share, sure, plain)]
    assert found == [True, True, False]
    for name, value in {"share": 1.0, "anything": (True, pt.FrozenMap({"a": 2024}))}.items():
        other = attrs.evolve(event, **{name: value})
        assert other != event
        assert other.id != event.id


@law
def an_event_is_about_what_its_kind_requires(kind):
    assert tellings.identifiers_of(kind) == ("thing",)
    assert subject(stated(kind)) == "t"


@law
def each_word_of_a_field_can_be_counted(kind):
    assert coverage_queries._words_of(kind, "word") == ("yes", "no")
    assert coverage_queries._words_of(kind, "thing") == ()


@law
def two_records_of_one_fact_are_found_by_what_it_says(kind):
    things, details, actors = identity_checks._fields_of(kind)
    assert things == ("thing",)
    assert details == ("where", "word", "number", "share", "sure", "day", "count")
    assert actors == ("who", "by")


@law
def what_is_drawn_is_valid_and_every_field_is_stated_once(kind):
    seen = set()

    @drawing(400)
    @given(st.data())
    def holds(data):
        try:
            event = data.draw(strategies.events(kind, actors=("ARM", "AZE")))
        except pt.InvalidValue as error:
            raise AssertionError(error) from None
        check.check_fields(event)
        codes = {code for _, code in field_values.values_of(event, CODE)}
        assert codes <= {"ARM", "AZE"}
        seen.update(f.name for f in attrs.fields(kind) if getattr(event, f.name) != f.default)

    holds()
    assert {f.name for f in attrs.fields(kind)} - {"_id"} <= seen


@law
def a_move_states_every_field_that_a_story_can_fill(_):
    names = ("thing", "by", "where", "word", "number", "share", "sure", "day", "days", "count")
    kind = type(with_fields(*names))
    move = move_from_fields(kind)
    dice = SeededDice(7)
    world = World(dice, ("ARM", "AZE"), ("USA", "EU"), 738_000)
    told = [move(world) for _ in range(200)]
    assert set(names) == {
        name for name in names for event in told if getattr(event, name) not in {None, ()}
    }
    assert {type(code) for event in told for code in event.by} == {str}
