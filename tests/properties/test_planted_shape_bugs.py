"""Each reader of shapes has a law: a bug planted in the reader breaks it, and every reader has one."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.checks import field_values
from peacetalks.checks import identity as identity_checks
from peacetalks.codec import compiled, decoding, json_schema, structure
from peacetalks.codec.yaml import dates
from peacetalks.events import Event, content, identity, tellings
from peacetalks.fields import check
from peacetalks.fields import shape as shapes
from peacetalks.fields.shape import CODE, TEXT, Simple, Text, Value
from peacetalks.frames import columns, state_tables
from peacetalks.state import names
from peacetalks.state.queries import coverage as coverage_queries
from peacetalks.testing.simulation.moves import from_fields
from peacetalks.testing.strategies import fields as drawn_fields
from planted import planting
from shape_laws import LAWS
from shaped_kinds import fresh

BUGS, bug = planting()


def misread(patch, reader, **changes):
    """Let one reader see other names in the module of shapes."""
    patch.setattr(reader, "shapes", SimpleNamespace(**{**vars(shapes), **changes}))


@pytest.mark.parametrize("name", LAWS)
def test_the_law_holds(name):
    LAWS[name](fresh())


@bug(caught_by="a_value_that_a_field_cannot_have_is_refused")
def only_the_first_item_of_a_list_is_checked(patch):
    made = check._tuple_check
    patch.setattr(check, "_tuple_check", lambda inner: lambda value: made(inner)(value[:1]))


@bug(caught_by="a_value_that_a_field_cannot_have_is_refused")
def keys_of_a_map_are_not_checked(patch):
    made = check._map_check
    patch.setattr(check, "_map_check", lambda _, value: made(id, value))


@bug(caught_by="what_is_written_is_read_back")
def a_date_in_a_list_stays_a_text(patch):
    made = structure.Structurer._list_hook
    patch.setattr(structure.Structurer, "_list_hook", lambda self, _: made(self, structure._as_is))


@bug(caught_by="every_problem_of_a_line_is_found_with_its_path")
def a_list_is_read_as_one_value_by_the_thorough_reading(patch):
    misread(patch, structure, options=lambda _: ())


@bug(caught_by="an_event_of_an_unknown_kind_is_found_wherever_it_is")
def events_in_a_list_are_not_looked_at(patch):
    patch.setattr(decoding, "within", lambda shape: (shape,))


@bug(caught_by="a_row_is_read_back_as_it_was_written")
def a_number_is_taken_for_one_that_fits_a_row(patch):
    fits = compiled._fits
    loose = {Simple.NUMBER, Simple.ANYTHING}
    patch.setattr(compiled, "_fits", lambda shape: shape in loose or fits(shape))


@bug(caught_by="equal_codes_in_rows_become_one_object")
def only_single_codes_are_shared(patch):
    patch.setattr(compiled, "_CODES", (CODE,))


@bug(caught_by="the_schema_holds_for_what_is_written_and_for_nothing_else")
def the_schema_takes_a_number_for_a_whole_one(patch):
    made = json_schema._simple
    whole = {Simple.NUMBER: Simple.WHOLE_NUMBER}
    patch.setattr(json_schema, "_simple", lambda shape, p: made(whole.get(shape, shape), p))


@bug(caught_by="the_schema_holds_for_what_is_written_and_for_nothing_else")
def the_schema_takes_any_text_for_a_code(patch):
    patch.delitem(json_schema._NAMED, CODE)


@bug(caught_by="yaml_says_what_json_says")
def a_year_in_a_payload_is_written_as_a_date(patch):
    patch.setattr(dates, "_NUMBERS", frozenset())


@bug(caught_by="a_bare_year_is_a_date_where_one_is_declared")
def the_items_of_a_list_have_no_shape(patch):
    patch.setattr(dates, "_place", lambda shape: frozenset(shapes.options(shape)))


@bug(caught_by="a_table_has_the_columns_of_the_fields_and_their_values")
def a_period_is_a_struct_in_tables(patch):
    patch.setattr(columns, "_AS_TEXT", frozenset({TEXT, Simple.DATE}))


@bug(caught_by="a_table_of_a_state_has_the_parts_of_that_name")
def the_parts_of_a_state_are_not_found(patch):
    patch.setattr(state_tables, "fields_of", lambda _: ())


@bug(caught_by="every_value_of_a_shape_is_found_with_its_path")
def the_keys_of_maps_are_not_values(patch):
    parts = field_values._parts
    patch.setattr(
        field_values, "_parts", lambda v, s: (one for one in parts(v, s) if one[2] or one[0] is v)
    )


@bug(caught_by="every_name_is_found_with_its_sort")
def names_inside_values_are_not_found(patch):
    misread(patch, names, shapes_in=lambda _: frozenset())


@bug(caught_by="names_say_the_same_in_any_order")
def participants_are_no_names(patch):
    patch.setattr(content, "Participant", Event)


@bug(caught_by="a_value_that_may_have_names_is_looked_into")
def user_defined_values_have_no_names(patch):
    patch.setattr(identity, "is_user_defined", lambda _: False)


@bug(caught_by="values_that_python_takes_for_equal_are_not")
def only_user_defined_values_compare_loosely(patch):
    patch.setattr(
        content,
        "_is_loose",
        lambda held: any(
            isinstance(one, Value) and shapes.is_user_defined(one.cls) for one in held
        ),
    )


@bug(caught_by="an_event_is_about_what_its_kind_requires")
def an_event_is_about_any_identifier(patch):
    patch.setattr(tellings.attrs, "NOTHING", None)


@bug(caught_by="two_records_of_one_fact_are_found_by_what_it_says")
def choices_of_words_are_no_details(patch):
    misread(patch, identity_checks, Words=Text)


@bug(caught_by="each_word_of_a_field_can_be_counted")
def words_are_read_as_texts(patch):
    misread(patch, coverage_queries, Words=Text)


@bug(caught_by="what_is_drawn_is_valid_and_every_field_is_stated_once")
def lists_are_drawn_without_items(patch):
    patch.setattr(drawn_fields, "_MOST", 0)


@bug(caught_by="what_is_drawn_is_valid_and_every_field_is_stated_once")
def the_options_of_a_field_are_never_drawn(patch):
    patch.setattr(drawn_fields.st, "one_of", lambda *_: st.none())


@bug(caught_by="a_move_states_every_field_that_a_story_can_fill")
def no_move_fills_a_list(patch):
    misread(patch, from_fields, ListOf=shapes.MapOf)


@pytest.mark.parametrize("name", BUGS)
def test_the_planted_bug_is_caught_by_its_law(name, monkeypatch):
    plant, caught_by = BUGS[name]
    kind = fresh()
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        LAWS[caught_by](kind)


def test_every_reader_of_shapes_has_a_planted_bug():
    source = Path(pt.__file__).parent
    readers = {
        ".".join(path.relative_to(source).with_suffix("").parts)
        for path in source.rglob("*.py")
        if re.search(
            r"^from peacetalks\.fields\.shape import[^#]*?\b(fields_of|shapes_in|Shape)\b"
            r"|\bshapes\.(fields_of|shapes_in|Shape)\b",
            path.read_text(),
            re.MULTILINE,
        )
    }
    assert readers == {
        "checks.field_values",
        "checks.identity",
        "codec.decoding",
        "codec.json_schema",
        "codec.compiled",
        "codec.structure",
        "codec.yaml.dates",
        "events.content",
        "events.identity",
        "events.tellings",
        "fields.check",
        "fields.unchanged",  # its bugs are those of test_changed_laws.py
        "frames.columns",
        "frames.state_tables",
        "state.names",
        "state.queries.coverage",
        "testing.simulation.moves.from_fields",
        "testing.strategies.crowds",
        "testing.strategies.fields",
        "testing.strategies.leaves",
    }
