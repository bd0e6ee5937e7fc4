"""What a log sets on a connection to a server ends with its transaction: the next may be another's."""

import pytest

import peacetalks as pt
from log_writers import said
from peacetalks.log.sql import postgres

pytestmark = pytest.mark.engines

LEFT = {
    "settings": (
        # psycopg begins its transactions with their isolation, which ends with them.
        "SELECT name FROM pg_settings WHERE source = 'session' AND name <> 'transaction_isolation'"
    ),
    "prepared statements": "SELECT name FROM pg_prepared_statements",
    "locks": (
        "SELECT locktype, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'"
    ),
    "cursors": "SELECT name FROM pg_cursors WHERE is_holdable",
    "temporary objects": "SELECT relname FROM pg_class WHERE relpersistence = 't'",
    "channels": "SELECT pg_listening_channels()",
}
SHOWN = ("enable_sort", "enable_seqscan", "enable_bitmapscan", "synchronous_commit", "lock_timeout")


def asked(log, *statements):
    """Return the rows of statements on the connection of a log, in a transaction of their own."""
    with log._store._connected() as connection:
        return [list(map(tuple, connection.exec_driver_sql(each))) for each in statements]


def use(log):
    """Do all that a log does on a server, several times, as psycopg prepares what is repeated."""
    for number in range(8):
        log.append("a", [said(f"a{number}"), said(f"p{number}")])
        log.append("b", [said(f"b{number}")], packed=True)
        log.append("b", [said(f"b{number}")])  # looks up what is stored
        assert len(list(log.read("a"))) == 2 * number + 2
        assert list(log.follow(0, kinds="meeting-held")) == []
        assert log.fold("b", {pt.StatementMade: lambda count, _: count + 1}, initial=0) > number
        log.history("a").state()
        log.streams()
        assert log.verify(head=log.head())
    with pytest.raises(pt.StaleStream):
        log.append("a", [said("z")], expected=1)
    with pytest.raises(pt.ConflictingEvent):
        log.append("a", [said("a1", text="other")])


def left(log, before):
    (pid,) = asked(log, "SELECT pg_backend_pid()")
    assert pid == before[0], "another connection than the one that was used"
    found = dict(zip(LEFT, asked(log, *LEFT.values()), strict=True))
    shown = asked(log, *(f"SHOW {name}" for name in SHOWN))
    return {name: rows for name, rows in found.items() if rows} | (
        {} if shown == before[1:] else {"shown": shown}
    )


@pytest.fixture
def log(address):
    """Return a log and what its connection shows when it is new."""
    with pt.open_log(address) as log:
        yield log, asked(log, "SELECT pg_backend_pid()", *(f"SHOW {name}" for name in SHOWN))


def test_nothing_is_left_on_a_connection_after_reads_and_appends(log):
    one, before = log
    use(one)
    assert left(one, before) == {}


def test_a_setting_that_outlives_its_transaction_is_seen(log, monkeypatch):
    one, before = log
    monkeypatch.setattr(postgres, "_READING", postgres._READING.replace("true)", "false)"))
    with one._store._connected() as connection:
        postgres._begin(connection)
        connection.commit()
    assert set(left(one, before)) == {"settings", "shown"}
