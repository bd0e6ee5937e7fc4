"""What the guide to PostgreSQL promises of roles and dumps, with the statements that it gives."""

import re
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import make_url

import peacetalks as pt
from contracts_places import start_server
from log_writers import said

pytestmark = pytest.mark.engines

GUIDE = Path(__file__).parents[2] / "docs" / "howto" / "run-on-postgresql.md"
(GRANTS,) = re.findall(
    r"^```sql$(.*?)^```$", GUIDE.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE
)


@pytest.fixture(scope="module")
def own():
    """Return a server to make roles and databases on."""
    return start_server()


@pytest.fixture(scope="module")
def address(own):
    """Return what gives the address of a log of two events for its owner and for each role."""
    own.psql("CREATE DATABASE border;")
    base = own.get_uri(database="border", driver="psycopg")

    def of(role="postgres"):
        return make_url(base).set(username=role).render_as_string()

    with pt.open_log(of()) as log:
        log.append("a", [said("a1"), said("a2")])
    with psycopg().connect(base.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(GRANTS)
    return of


def psycopg():
    import psycopg  # noqa: PLC0415 # only those tests that need a server pay

    return psycopg


def test_a_reader_reads_and_is_told_that_it_may_not_write(address):
    with pt.open_log(address("reader"), create=False) as log:
        assert [event.id for event in log.history("a").events] == ["a1", "a2"]
        assert log.verify()
        with pytest.raises(pt.LogUnavailable, match="permission denied"):
            log.append("a", [said("a3")])
        assert len(log.history("a").events) == 2


def test_a_coder_appends_and_can_neither_change_nor_remove(address):
    with pt.open_log(address("coder"), create=False) as log:
        log.append("b", [said("b1")])
        assert log.verify()
    with psycopg().connect(address("coder").replace("+psycopg", ""), autocommit=True) as own:
        columns = dict(
            own.execute(
                "SELECT table_name, min(column_name) FROM information_schema.columns"
                " JOIN pg_tables ON tablename = table_name AND schemaname = table_schema"
                " WHERE table_schema = 'public' GROUP BY table_name"
            ).fetchall()
        )
        assert columns
        for name, column in columns.items():
            for statement in (
                f"UPDATE {name} SET {column} = {column}",
                f"DELETE FROM {name}",
                f"TRUNCATE {name}",
                f"DROP TABLE {name}",
            ):
                with pytest.raises(psycopg().errors.InsufficientPrivilege):
                    own.execute(statement)


def test_a_log_restored_from_a_dump_verifies_like_the_first_and_goes_on(own, address):
    with pt.open_log(address()) as log:
        head = log.head()
        records = list(log.follow())
    dumped = subprocess.run(
        [own.bin_path / "pg_dump", address().replace("+psycopg", "")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    own.psql("CREATE DATABASE again;")
    again = own.get_uri(database="again", driver="psycopg")
    subprocess.run(
        [own.bin_path / "psql", "-v", "ON_ERROR_STOP=1", "-q", again.replace("+psycopg", "")],
        input=dumped,
        capture_output=True,
        text=True,
        check=True,
    )
    with pt.open_log(again, create=False) as log:
        assert list(log.follow()) == records
        assert log.verify(head=head)
        log.append("c", [said("c1")])
        assert log.verify(head=head)
