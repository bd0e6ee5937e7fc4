"""What a cache of spans has: tables in DuckDB, made from a log and extended by what it appends.

Facts that belong together share a key: an id, an act, a series, a meeting, an incident. A cache has
the keys of each group of facts. Records are read in portions; if a portion shares a key with groups
that are already there, these groups are read again with it, by the ids of their facts, and nothing
else is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice, takewhile
from typing import Any, Final, TypeAlias, final

from peacetalks import codec
from peacetalks.codec.rows import RowReader
from peacetalks.events import CoverageStated, Event
from peacetalks.events.clocks import NEVER
from peacetalks.events.content import COMPUTED
from peacetalks.events.identity import names_in
from peacetalks.events.kinds import CORE
from peacetalks.frames.panels.compiled import SPANS, arrow_table
from peacetalks.frames.panels.counts import Window
from peacetalks.frames.panels.covered import Stated, assumed, stated
from peacetalks.frames.panels.spans import Group, Together, belongs_to, items, spans_of
from peacetalks.history import History
from peacetalks.history.bookkeeping import BOOKKEEPING
from peacetalks.history.order import Order
from peacetalks.importers.syncing.storage import PREFIX
from peacetalks.log import Log
from peacetalks.log.chain import Readable
from peacetalks.log.garbage import gc_paused
from peacetalks.primitives.when_grammar import DAY
from peacetalks.state.coverage import is_assumed
from peacetalks.state.on_record import STATEMENTS

__all__ = ["Progress", "Unreadable", "counted_streams", "create", "fill"]

Progress: TypeAlias = Callable[[int], None]
"""Called at intervals with the number of records done."""

_NAMES: Final = "names "
_ORDER: Final = Order()
_Member: TypeAlias = tuple[tuple[int, int, int, str, int], int, Event]
"""An event with its key in the one order, and its position, which decides ties."""
_NEEDED: Final = frozenset(
    {
        *("occurred", "reported", "claimed_by", "sources", "place", "act", "external_ids"),
        *("series", "incident", "measure", "count", "counting", "counting_body", "group", "as_of"),
        *("origin", "destination", "by", "against"),
    }
)
"""The fields that say what facts of these kinds count as, and with which others they belong."""
_MANY: Final = frozenset({"casualties-reported", "displacement-reported", "attack-reported"})
"""The kinds of which data sets have most, so that reading less of each is worth it."""
_PORTION: Final = 20_000
"""How many records are read at a time, which bounds the memory."""

_DAYS: Final = dict.fromkeys(
    ("happened_first", "happened_last", "public_first", "public_last"), "int32"
)
_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "streams": {"number": "int32", "name": "string", "position": "int64", **_DAYS},
    "assumed": {"stream": "int32", "kind": "string", "since": "int32"},
    "statements": {"stream": "int32", "id": "string"},
    "stated": {
        "stream": "int32",
        "number": "int32",
        "event": "string",
        "since": "int32",
        "until": "int32",
        "is_on_record": "bool_",
    },
    "spans": {**SPANS, "part": "int32"},
    "keys": {"stream": "int32", "key": "string", "is_id": "bool_", "part": "int32"},
}
"""The tables of a cache: the columns with their Arrow types. A ``part`` is a group of facts."""
# A hash is compared for speed: groups that only share a hash are read together, to no effect.
_PARTED: Final = """
SELECT stream, list(DISTINCT part) FROM keys
WHERE $first_new = 0 OR hash(key) IN (SELECT hash(key) FROM keys WHERE part > $first_new)
GROUP BY stream, hash(key) HAVING min(part) <> max(part)
"""
_ABOUT_COVERAGE: Final = """
SELECT key FROM keys WHERE stream = $stream AND is_id AND part IN (
    SELECT part FROM keys JOIN statements ON keys.stream = statements.stream AND key = id
    WHERE keys.stream = $stream AND is_id
)
"""
_IDS_OF_PARTED: Final = """
SELECT stream, list(key) FROM keys WHERE is_id AND part IN (SELECT part FROM parted)
GROUP BY stream
"""


class Unreadable(Exception):  # never leaves this package
    """A record cannot be read, so what the log says is told by reading it as a history."""


def counted_streams(log: Log) -> list[str]:
    """Return the streams of a log that panels are about, by name."""
    return [one.stream for one in log.streams() if not one.stream.startswith(PREFIX)]


def create(connection: Any) -> None:
    """Create the tables, empty."""
    # Any: DuckDB is not needed without the extra.
    for name, columns in _TABLES.items():
        connection.register("added", arrow_table(columns, []))
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM added")
        connection.unregister("added")


def fill(connection: Any, log: Log, upto: int, progress: Progress | None = None) -> None:
    """Add to the tables what a log has from where they end up to a position.

    Args:
        connection: a DuckDB connection with the tables. (Any: not needed without the extra.)
        log: the log.
        upto: the global position.
        progress: called at intervals.

    Raises:
        Unreadable: if a record cannot be read.
    """
    known = {
        row[1]: _Stream(*row) for row in connection.execute("SELECT * FROM streams").fetchall()
    }
    filling = _Filling(connection, log)
    touched: list[_Stream] = []
    done = 0
    for name in counted_streams(log):
        stream = known.get(name) or _Stream(len(known), name)
        known[name] = stream
        before = stream.position
        rows = takewhile(lambda row: row.global_position <= upto, log.rows(name, after=before))
        while portion := list(islice(rows, _PORTION)):
            with gc_paused():
                filling.take(stream, portion)
            done += len(portion)
            if progress is not None:
                progress(done)
        if stream.position > before:
            touched.append(stream)
    filling.join({stream.number: stream for stream in known.values()})
    filling.state(touched)


def _keys_of(event: Event) -> tuple[str, ...]:
    """Return the id of an event, and the keys that it shares with those it belongs with."""
    name = event.id
    keys = (name, *belongs_to(event))
    if name.startswith(COMPUTED):
        names = names_in(event)
        if names is not None:
            # A history keeps one of those that differ in the order of names only.
            listed = [sorted(map(str, some)) for some in names]
            keys += (f"{_NAMES}{event.kind} {event.occurred.text} {listed}",)
    return keys


def _is_plain(group: Group[_Member]) -> bool:
    """Return whether no fact of a group replaces another, and all were known at once."""
    members = group.members
    since = members[0][0][4] // DAY
    for key, _, event in members:
        if key[4] // DAY != since or isinstance(event, BOOKKEEPING):
            return False
    return len(members) == 1 or not any(key.startswith(_NAMES) for key in group.keys)


@final
class _Stream:
    """What is kept of a stream as a whole."""

    def __init__(
        self,
        number: int,
        name: str,
        position: int = 0,
        happened_first: int | None = None,
        happened_last: int | None = None,
        public_first: int | None = None,
        public_last: int | None = None,
    ) -> None:
        self.number, self.name, self.position = number, name, position
        self.happened: Window | None = _window(happened_first, happened_last)
        self.public: Window | None = _window(public_first, public_last)
        self.since: dict[str, int] = {}
        self.statements: list[tuple[object, ...]] = []

    @property
    def row(self) -> tuple[object, ...]:
        """The row of the table ``streams``."""
        days = (*(self.happened or (None, None)), *(self.public or (None, None)))
        return self.number, self.name, self.position, *days

    def note(self, event: Event, happened: int, public: int) -> None:
        """Note the days of an event, and what it says of coverage."""
        if isinstance(event, CoverageStated):
            self.statements.append((self.number, event.id))
        if isinstance(event, STATEMENTS):
            return
        self.happened = _with(self.happened, happened)
        self.public = _with(self.public, public)
        if is_assumed(event):
            self.since[event.kind] = min(public, self.since.get(event.kind, public))


def _window(first: int | None, last: int | None) -> Window | None:
    return None if first is None or last is None else (first, last)


def _with(window: Window | None, day: int) -> Window | None:
    if abs(day) >= NEVER:
        return window
    if window is None:
        return day, day
    first, last = window
    return window if first <= day <= last else (min(first, day), max(last, day))


@final
class _Filling:
    """The additions to the tables of a cache."""

    def __init__(self, connection: Any, log: Log) -> None:
        self._connection, self._log = connection, log
        self._reader, self._short = RowReader(CORE), RowReader(CORE, only=_NEEDED)
        ((last,),) = connection.execute("SELECT coalesce(max(part), 0) FROM keys").fetchall()
        self._part = self._first_new = last
        self._spans: list[tuple[object, ...]] = []
        self._keys: list[tuple[object, ...]] = []

    def take(self, stream: _Stream, rows: Sequence[Readable]) -> None:
        """Add the spans of new rows, by the groups in them."""
        self._add(stream, [self._read(row) for row in rows], note=stream.note)
        stream.position = rows[-1].position

    def _read(self, row: Readable) -> tuple[Event, int]:
        try:
            reader = self._short if row.kind in _MANY else self._reader
            read = reader.fast(row.kind, row.kind_version, row.form)
            if read is not None:
                return read(row.payload, row.id), row.position
        except Exception:  # noqa: BLE001 # erased or damaged, of which the history tells
            raise Unreadable from None
        if row.payload is None:
            raise Unreadable
        event, _ = self._reader.slow(row.kind, row.kind_version, row.form, row.payload, row.id)
        if event is None:
            raise Unreadable
        return event, row.position

    def _add(
        self,
        stream: _Stream,
        events: Iterable[tuple[Event, int]],
        note: Callable[[Event, int, int], None] | None = None,
    ) -> None:
        together = Together[_Member]()
        key_of = _ORDER.key
        for event, position in events:
            key = key_of(event)[0]
            together.add((key, position, event), _keys_of(event))
            if note is not None:
                note(event, key[0], key[4] // DAY)
        rivals: list[Group[_Member]] = []
        for group in together.groups():
            if _is_plain(group):
                members = sorted(group.members) if len(group.members) > 1 else group.members
                since = members[0][0][4] // DAY
                counted = items([event for _, _, event in members])
                self._count(stream, group, [(*item, since, NEVER, True) for item in counted])
            else:
                rivals.append(group)
        if rivals:
            self._add_rivals(stream, rivals)
        self._insert("spans", self._spans)
        self._insert("keys", self._keys)
        self._spans.clear()
        self._keys.clear()

    def _add_rivals(self, stream: _Stream, groups: Sequence[Group[_Member]]) -> None:
        """Count groups of facts of which some replace others, each as a history of its records."""
        ids = [event.id for group in groups for _, _, event in group.members]
        records = {record.event.id: record for record in self._log.find(stream.name, ids)}
        if len(records) < len(ids):
            raise Unreadable
        for group in groups:
            history = History(records[event.id] for _, _, event in group.members)
            self._count(stream, group, [(*item, *days) for item, *days in spans_of(history)])

    def _count(
        self, stream: _Stream, group: Group[_Member], counted: list[tuple[object, ...]]
    ) -> None:
        self._part += 1
        self._spans += [(stream.name, *values, self._part) for values in counted]
        ids = {event.id for _, _, event in group.members}
        self._keys += [(stream.number, key, key in ids, self._part) for key in group.keys]

    def join(self, streams: Mapping[int, _Stream]) -> None:
        """Read groups again that were read in portions, and replace their spans."""
        parted = self._connection.execute(_PARTED, {"first_new": self._first_new}).fetchall()
        if not parted:
            return
        parts = arrow_table({"part": "int32"}, [(part,) for _, some in parted for part in some])
        self._connection.register("parted", parts)
        rows = self._connection.execute(_IDS_OF_PARTED).fetchall()
        for table in ("spans", "keys"):
            self._connection.execute(f"DELETE FROM {table} WHERE part IN (SELECT part FROM parted)")
        self._connection.unregister("parted")
        for number, ids in rows:
            stream = streams[number]
            self._add(
                stream, ((one.event, one.position) for one in self._log.find(stream.name, ids))
            )

    def state(self, streams: Sequence[_Stream]) -> None:
        """Write what is kept of streams as a whole, and what they cover."""
        for stream in streams:
            self._state(stream)

    def _state(self, stream: _Stream) -> None:
        run = self._connection.execute
        run("DELETE FROM streams WHERE number = ?", [stream.number])
        self._insert("streams", [stream.row])
        self._insert("statements", stream.statements)
        self._insert("assumed", [(stream.number, kind, day) for kind, day in stream.since.items()])
        run("DELETE FROM stated WHERE stream = ?", [stream.number])
        self._insert(
            "stated",
            [
                (stream.number, number, codec.encode(one.statement), *one[1:])
                for number, one in enumerate(self._stated(stream))
            ],
        )

    def _stated(self, stream: _Stream) -> Iterable[Stated]:
        run = self._connection.execute
        about = run(_ABOUT_COVERAGE, {"stream": stream.number}).fetchall()
        if about:
            return stated(History(self._log.find(stream.name, [name for (name,) in about])))
        since = run(
            "SELECT kind, min(since) FROM assumed WHERE stream = ? GROUP BY kind", [stream.number]
        )
        return assumed(dict(since.fetchall()), stream.public)

    def _insert(self, table: str, rows: list[tuple[object, ...]]) -> None:
        if not rows:
            return
        self._connection.register("added", arrow_table(_TABLES[table], rows))
        self._connection.execute(f"INSERT INTO {table} SELECT * FROM added")
        self._connection.unregister("added")
