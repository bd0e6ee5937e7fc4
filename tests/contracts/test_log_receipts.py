"""A receipt says what is stored: rows that somebody else's trigger drops or changes are no append."""

import contextlib
import sqlite3
import tempfile
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

import peacetalks as pt
from contracts_places import POSTGRES
from log_writers import said
from peacetalks.log.sql import sqlite

DROPPING = {
    "sqlite": [
        (
            "CREATE TRIGGER dropping BEFORE INSERT ON peacetalks_records WHEN new.id LIKE 'x%'"
            " BEGIN SELECT RAISE(IGNORE); END"
        )
    ],
    "postgres": [
        (
            "CREATE FUNCTION dropping() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN IF new.id LIKE 'x%' THEN RETURN NULL; END IF; RETURN new; END $$"
        ),
        (
            "CREATE TRIGGER dropping BEFORE INSERT ON peacetalks_records"
            " FOR EACH ROW EXECUTE FUNCTION dropping()"
        ),
    ],
}
CHANGING = {
    "sqlite": [
        "DROP TRIGGER peacetalks_no_update",
        (
            "CREATE TRIGGER dropping AFTER INSERT ON peacetalks_records WHEN new.id LIKE 'x%'"
            " BEGIN UPDATE peacetalks_records SET digest = zeroblob(32) WHERE id = new.id; END"
        ),
    ],
    "postgres": [
        (
            "CREATE FUNCTION dropping() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN new.digest := sha256(new.digest); RETURN new; END $$"
        ),
        (
            "CREATE TRIGGER dropping BEFORE INSERT ON peacetalks_records"
            " FOR EACH ROW WHEN (new.id LIKE 'x%') EXECUTE FUNCTION dropping()"
        ),
    ],
}
UNGUARDED = {
    "sqlite": ["DROP TRIGGER peacetalks_only_append"],
    "postgres": ["DROP TRIGGER peacetalks_only_append ON peacetalks_records"],
}
REMOVED = {
    "sqlite": "DROP TRIGGER dropping",
    "postgres": "DROP TRIGGER dropping ON peacetalks_records",
}


@pytest.fixture(params=["sqlite", POSTGRES])
def where(request, tmp_path):
    """Return the name of a database, and the place of a log of one event in it."""
    place = tmp_path / "t.db" if request.param == "sqlite" else request.getfixturevalue("address")
    with pt.open_log(place) as log:
        log.append("a", [said("a1")])
    return request.param, place


def change(database, place, statements):
    """Run statements behind the back of a log."""
    if database == "sqlite":
        opened = contextlib.closing(sqlite3.connect(place, isolation_level=None))
    else:
        opened = psycopg.connect(place.replace("+psycopg", ""), autocommit=True)
    with opened as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("guarded", [True, False])
@pytest.mark.parametrize(
    ("trigger", "ids"),
    [
        *((DROPPING, ids.split()) for ids in ("x1", "a2 x1", "x1 a2", "a2 x1 a3", "x1 x2 x3")),
        # What a row in the middle holds is found by verify.
        *((CHANGING, ids.split()) for ids in ("x1", "a2 x1")),
    ],
)
def test_an_append_of_which_the_database_keeps_something_else_is_refused_whole(
    where, trigger, ids, guarded
):
    database, place = where
    change(database, place, trigger[database] + ([] if guarded else UNGUARDED[database]))
    with pt.open_log(place) as log:
        head = log.head()
        with pytest.raises(pt.LogError):
            log.append("a", [said(name) for name in ids])
        assert log.head() == head
        assert [record.event.id for record in log.read("a")] == ["a1"]
        change(database, place, [REMOVED[database]])
        assert log.append("a", [said(name) for name in ids]).appended == len(ids)
        assert log.verify(head=head).records == 1 + len(ids)


def test_the_refusal_says_how_many_are_kept_and_what_to_look_for(where):
    database, place = where
    change(database, place, DROPPING[database] + UNGUARDED[database])
    with pt.open_log(place) as log, pytest.raises(pt.LogError) as raised:
        log.append("a", [said("a2"), said("x1"), said("a3")])
    assert str(raised.value).endswith(
        "stream 'a': the storage kept 2 of 3 records; nothing was appended; hint: look for "
        "triggers on peacetalks_records that do not belong to the log"
    )


# The law: an append says that it stored a batch exactly if all of it is there


def holds(case):
    kept, guarded = case
    ids = [f"{'a' if keep else 'x'}-{number}" for number, keep in enumerate(kept)]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "t.db")
        pt.open_log(place).close()
        guards = [] if guarded else UNGUARDED["sqlite"]
        change("sqlite", place, DROPPING["sqlite"] + guards)
        with pt.open_log(place) as log:
            try:
                receipt = log.append("s", [said(name) for name in ids])
            except pt.LogError:
                assert not all(kept)
                assert log.head().position == 0
            else:
                assert [record.event.id for record in log.read("s")] == ids
                assert (receipt.position, receipt.head) == (len(ids), log.head())


CASES = st.tuples(st.lists(st.booleans(), min_size=1, max_size=6), st.booleans())
QUICK = settings(max_examples=30, deadline=None, database=None)


@QUICK
@given(CASES)
@example(([True, False, True], False))
def test_an_acknowledged_append_is_there_whatever_rows_a_trigger_drops(case):
    holds(case)


def test_an_append_that_counts_what_it_gave_breaks_the_law(monkeypatch):
    insert = sqlite._insert

    def as_given(connection, rows):
        given_rows = list(rows)
        insert(connection, given_rows)
        return len(given_rows)

    monkeypatch.setattr(sqlite, "_insert", as_given)
    planted = settings(QUICK, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    with pytest.raises((AssertionError, pt.NotFound)):
        planted(given(CASES)(holds))()
