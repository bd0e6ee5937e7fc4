"""The laws of states as plain JSON values."""

import json

import attrs
from hypothesis import given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.reducer.folding import fold
from peacetalks.state.parts import Parts
from peacetalks.testing.strategies import events
from peacetalks.testing.strategies.crowds import crowded
from peacetalks.views import state_to_plain
from peacetalks.views.plain import KEY_FIELDS

TABLES = [table.name for table in attrs.fields(Parts)]


def objects(state):
    """Return the objects of each table, as another program reads them."""
    return json.loads(json.dumps(state_to_plain(state)))["parts"]


def no_part_is_lost(state):
    plain = objects(state)
    for table in TABLES:
        told = plain.get(table, [])
        assert len(told) == len(getattr(state.parts, table))
        # None is left out, so a value that is missing differs from an empty one.
        keys = [json.dumps([part.get(name) for name in KEY_FIELDS[table]]) for part in told]
        assert len(set(keys)) == len(told), table


@given(st.lists(crowded(), max_size=12))
def test_every_part_is_an_object_of_its_table_with_a_key_of_its_own(told):
    no_part_is_lost(fold(told))


@given(st.lists(events(), max_size=4))
def test_so_it_is_whatever_names_the_writer_chose(told):
    no_part_is_lost(fold(told))


def test_every_table_says_what_its_key_is():
    assert list(KEY_FIELDS) == TABLES


def test_names_with_separators_and_parties_not_named_stay_apart():
    told = [
        pt.CeasefireViolationAlleged(occurred="2023", ceasefire=name, by=by, against=against)
        for name, by, against in (("a/AZE", None, "ARM"), ("a", "AZE", "ARM"), ("a", None, "AZE"))
    ]
    told += [
        pt.DisplacementReported(
            occurred="2023", series="s", count=1, group=group, origin=origin, counting_body="UN"
        )
        for group, origin in (("a/b", None), ("a", "b"), (None, "a/b"), ("", "a"), (None, "a"))
    ]
    told += [
        pt.StatementMade(occurred="2023", by="AZE", text="x", speaker=speaker, subject=subject)
        for speaker, subject in (("x/y", None), ("x", "y"), ("", "y"), (None, "y"))
    ]
    plain = objects(fold(told))
    assert [len(plain[table]) for table in ("violations", "figures", "on_record")] == [3, 5, 4]
    no_part_is_lost(fold(told))
