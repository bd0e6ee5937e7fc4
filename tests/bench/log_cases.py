"""The log, compared with its floors and the peer: append, read and fold, in SQLite and PostgreSQL.

The floor of an append is a bare ``executemany`` (or COPY) of the same rows into the same schema,
with its indexes, triggers and synchronous FULL, including the encoding of payload and clocks but
not check, digest and receipt. The floor of a read is decode and fold of the same payloads in
memory.
"""

from __future__ import annotations

import itertools
import multiprocessing
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.fold_cases import TALLIES, tallies
from tests.bench.material import events
from tests.bench.measuring import Case, Goal, Section

import peacetalks as pt
from peacetalks.codec.rows import RowReader, RowWriter
from peacetalks.events.clocks import public
from peacetalks.events.kinds import CORE
from peacetalks.log.chain import Readable
from peacetalks.log.sql.schema import STORED
from peacetalks.log.sql.sqlite import INSERT

__all__ = ["append_section", "copy_section", "read_section", "stream_section", "writers"]

BATCH = 1_000
WRITER = RowWriter()
OURS = "peacetalks"
DOCUMENTED, FASTEST = "eventsourcing, documented", "eventsourcing, fastest"
_NUMBERS = itertools.count()


def _fresh(folder: str) -> str:
    return str(Path(folder, f"{next(_NUMBERS)}.db"))


def _batches(made: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(made), BATCH):
        yield made[start : start + BATCH]


def _row(place: int, event: pt.events.Event) -> tuple[Any, ...]:
    form, payload = WRITER.written(event)
    occurred = event.occurred
    head = (place, "s", place, event.id, event.kind, event.schema, form, 1_700_000_000_000_000)
    clocks = (occurred.text, occurred.lo, occurred.hi, public(event))
    return (*head, None, None, payload, *clocks, b"0" * 16, None, b"1" * 32, None)


def append_section(number: int, folder: str) -> Section:
    """Append to a new SQLite file, in batches of 1,000."""
    from tests.bench import peer  # noqa: PLC0415 # an extra for benchmarks

    made = events(number)
    theirs, structs = peer.peer_events(made), peer.struct_events(made)

    def ours() -> Callable[[], None]:
        log = pt.open_log(_fresh(folder))

        def run() -> None:
            for batch in _batches(made):
                log.append("s", batch)
            log.close()

        return run

    def bare() -> Callable[[], None]:
        path = _fresh(folder)
        pt.open_log(path).close()
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA synchronous = FULL")

        def run() -> None:
            place = 0
            for batch in _batches(made):
                rows = [_row(place + n, event) for n, event in enumerate(batch, 1)]
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("UPDATE peacetalks_writer SET appending = 1")
                connection.executemany(INSERT, rows)
                connection.execute("UPDATE peacetalks_writer SET appending = 0")
                connection.execute("COMMIT")
                place += len(batch)
            connection.close()

        return run

    floor = "bare executemany, same rows and schema"
    return Section(
        f"append to SQLite, {number:,} events in batches of {BATCH:,}",
        [
            Case(floor, number, bare),
            Case(OURS, number, ours),
            Case(DOCUMENTED, number, lambda: peer.appended(theirs, _fresh(folder), BATCH)),
            Case(FASTEST, number, lambda: peer.appended(structs, _fresh(folder), BATCH)),
        ],
        [
            Goal("of bare sqlite3", lambda per: per[floor] / per[OURS], 0.7),
            Goal("of the peer's documented", lambda per: per[DOCUMENTED] / per[OURS], 2.5),
            Goal("of the peer's fastest", lambda per: per[FASTEST] / per[OURS]),
        ],
    )


def read_section(number: int, folder: str) -> Section:
    """Read a stream from SQLite, decode and fold it."""
    from tests.bench import peer  # noqa: PLC0415 # see above

    made = events(number)
    path = _fresh(folder)
    with pt.open_log(path) as log:
        log.append("s", made)
    rows = [(e.kind, e.schema, *WRITER.written(e), e.id) for e in made]
    documented, fastest = _fresh(folder), _fresh(folder)
    stream = peer.stored(peer.peer_events(made), documented)
    structs = peer.stored(peer.struct_events(made), fastest)

    def ours() -> Callable[[], None]:
        log = pt.open_log(path)

        def run() -> None:
            pt.fold(record.event for record in log.read("s"))
            log.close()

        return run

    def from_memory() -> Callable[[], object]:
        reader = RowReader(CORE)

        def decoded() -> Iterator[pt.events.Event]:
            for kind, version, form, payload, event_id in rows:
                read = reader.fast(kind, version, form)
                if read is not None:
                    yield read(payload, event_id)

        return lambda: pt.fold(decoded())

    def tallied() -> Callable[[], None]:
        log = pt.open_log(path)

        def run() -> None:
            pt.fold((record.event for record in log.read("s")), TALLIES, initial=tallies)
            log.close()

        return run

    floor, own = "the same from JSON bytes in memory", "peacetalks, the peer's tallies"
    return Section(
        f"SQLite scan, decode and fold, {number:,} events",
        [
            Case(floor, number, from_memory),
            Case(OURS, number, ours),
            Case(own, number, tallied),
            Case(DOCUMENTED, number, lambda: peer.read_and_folded(stream, documented)),
            Case(FASTEST, number, lambda: peer.read_and_folded_fast(structs, fastest)),
        ],
        [
            Goal("of JSON in memory", lambda per: per[floor] / per[OURS], 0.75),
            Goal("full state, of the peer's documented", lambda per: per[DOCUMENTED] / per[OURS]),
            Goal(
                "same tallies, of the peer's documented", lambda per: per[DOCUMENTED] / per[own], 7
            ),
            Goal("same tallies, of the peer's fastest", lambda per: per[FASTEST] / per[own], 2.5),
        ],
    )


def copy_section(number: int, new: Callable[[], str]) -> Section:
    """Append to PostgreSQL.

    Args:
        number: the number of events.
        new: a function that returns the URL of an empty schema.
    """
    import psycopg  # noqa: PLC0415 # an extra
    from psycopg.sql import SQL, Identifier  # noqa: PLC0415 # an extra

    made = events(number)
    columns = SQL(", ").join(map(Identifier, STORED))
    statement = SQL("COPY peacetalks_records ({}) FROM STDIN").format(columns)

    def ours() -> Callable[[], None]:
        log = pt.open_log(new())

        def run() -> None:
            log.append("s", made)
            log.close()

        return run

    def bare() -> Callable[[], None]:
        address = new()
        pt.open_log(address).close()
        connection = psycopg.connect(address.replace("+psycopg", ""))

        def run() -> None:
            with connection.cursor().copy(statement) as copy:
                for place, event in enumerate(made, 1):
                    copy.write_row(_row(place, event))
            connection.commit()
            connection.close()

        return run

    floor = "bare COPY, same rows and schema"
    return Section(
        f"append to PostgreSQL, {number:,} events in one batch",
        [Case(floor, number, bare), Case(OURS, number, ours)],
        [Goal("of bare COPY", lambda per: per[floor] / per[OURS], 0.7)],
    )


def stream_section(number: int, new: Callable[[], str]) -> Section:
    """Read and decode a stream from PostgreSQL; arguments as for ``copy_section``."""
    import psycopg  # noqa: PLC0415 # an extra
    from psycopg.sql import SQL, Identifier  # noqa: PLC0415 # an extra

    columns = SQL(", ").join(map(Identifier, Readable._fields))
    statement = SQL("SELECT {} FROM peacetalks_records ORDER BY global_position").format(columns)
    full = new()
    with pt.open_log(full) as log:
        log.append("s", events(number))

    def ours() -> Callable[[], None]:
        log = pt.open_log(full)

        def run() -> None:
            for _ in log.read("s"):
                pass
            log.close()

        return run

    def bare() -> Callable[[], None]:
        connection = psycopg.connect(full.replace("+psycopg", ""))
        reader = RowReader(CORE)

        def run() -> None:
            for row in map(Readable._make, connection.cursor().stream(statement)):
                read = reader.fast(row.kind, row.kind_version, row.form)
                if read is not None:
                    read(row.payload, row.id)
            connection.close()

        return run

    floor = "bare cursor.stream, same columns and coders"
    return Section(
        f"read and decode from PostgreSQL, {number:,} events",
        [Case(floor, number, bare), Case(OURS, number, ours)],
        [Goal("of cursor.stream", lambda per: per[floor] / per[OURS], 0.7)],
    )


def _write(path: str, writer: int, number: int, ready: Any) -> None:
    made = [pt.StatementMade(id=f"w{writer}-{n}", occurred="2023", by="AZE") for n in range(number)]
    with pt.open_log(path) as log:
        log.head()
        ready.wait()
        for start in range(0, number, 100):
            log.append(f"s{writer}", made[start : start + 100])


def writers(number: int, processes: int = 8) -> float:
    """Return events a second of several processes that share the lock, in batches of 100."""
    context = multiprocessing.get_context("forkserver")
    ready = context.Barrier(processes + 1)
    with tempfile.TemporaryDirectory() as folder:
        path = _fresh(folder)
        pt.open_log(path).close()
        each = number // processes
        arguments = [(path, n, each, ready) for n in range(processes)]
        running = [context.Process(target=_write, args=one) for one in arguments]
        for process in running:
            process.start()
        ready.wait()
        start = time.perf_counter()
        for process in running:
            process.join()
        taken = time.perf_counter() - start
        with pt.open_log(path) as log:
            stored = log.head().position
    if stored != each * processes:
        raise RuntimeError(f"{stored} of {each * processes} events were stored")
    return stored / taken
