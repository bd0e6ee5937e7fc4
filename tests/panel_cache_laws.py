"""The laws of what a log's cache has, each a function of a story, for planted bugs too."""

import warnings

import duckdb
from hypothesis import strategies as st

import peacetalks as pt
from panel_stories import COUNTED, panel_stories
from peacetalks import MemoryLog
from peacetalks.frames.panels import contents
from peacetalks.frames.panels.streams import Cached, InMemory

MANY = ("A1", "A2", "A3", "A4", "A5", "A6")


WHAT = [
    "SELECT * EXCLUDE (part) FROM spans",
    "SELECT name, stated.* EXCLUDE (stream) FROM stated JOIN streams ON streams.number = stream",
    "SELECT * EXCLUDE (number) FROM streams",
    "SELECT name, kind, min(since) FROM assumed JOIN streams ON number = stream GROUP BY ALL",
    "SELECT DISTINCT name, key, is_id FROM keys JOIN streams ON number = stream",
]


@st.composite
def appended(draw):
    """Draw batches for the streams of a log, in any order, and how many records are read at once."""
    batches = []
    for stream in ("one", "other"):
        story = draw(panel_stories(with_coverage=draw(st.booleans())))
        if draw(st.booleans()):
            # Only the order of the names is another, so that a history keeps one of them.
            story += [
                pt.MeetingHeld(occurred="2031-02-02", meeting="six", participants=names)
                for names in (MANY, MANY[::-1])
            ]
        if draw(st.booleans()):
            # Two sides tell of one meeting, so that a history counts the first telling.
            story += [
                pt.MeetingHeld(
                    id=f"told-{by}", occurred=day, meeting="told", act="told", claimed_by=by
                )
                for by, day in (("NORTH", "2031-01-05"), ("SOUTH", "2031-03-05"))
            ]
        story = draw(st.permutations(story))
        while story:
            number = draw(st.integers(min(2, len(story)), len(story)))
            batches.append((stream, story[:number]))
            story = story[number:]
    return draw(st.permutations(batches)), draw(st.integers(1, 6))


def filled(log, *, before=None):
    """Return the contents of a cache of a log, extended from those before if there are any."""
    connection = before or duckdb.connect(config={"threads": 1})
    if before is None:
        contents.create(connection)
    contents.fill(connection, log, log.head().position)
    return connection


def rows(connection, query):
    """Return the rows of a query as a sorted list, each as it is written."""
    return sorted(map(repr, connection.execute(query).fetchall()))


def parts(connection):
    """Return the groups of facts that belong together, by their ids."""
    found = connection.execute(
        "SELECT name, list(key ORDER BY key) FROM keys JOIN streams ON number = stream"
        " WHERE is_id GROUP BY name, part"
    ).fetchall()
    return sorted(map(repr, found))


def logs(batches):
    """Yield a log after each batch that is appended to it."""
    log = MemoryLog()
    for stream, events in batches:
        log.append(stream, events)
        yield log


def extended_is_rebuilt(drawn):
    """After each append, what is extended is what is made from scratch."""
    batches, _ = drawn
    before = None
    for log in logs(batches):
        before = filled(log, before=before)
    rebuilt = filled(log)
    for query in WHAT:
        assert rows(before, query) == rows(rebuilt, query), query
    assert parts(before) == parts(rebuilt)


def cached_is_in_memory(drawn):
    """The streams of a cache are those of histories that were read, in all that panels ask of them."""
    batches, _ = drawn
    before = None
    for log in logs(batches):
        before = filled(log, before=before)
        names = [one.stream for one in log.streams()]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        memory = InMemory({name: log.history(name) for name in names})
    cached = Cached(log, before)
    assert cached.names == memory.names
    for name in names:
        ours, theirs = cached.spans_of(name), memory.spans_of(name)
        assert sorted(map(repr, ours)) == sorted(map(repr, theirs)), name
        assert sorted(map(repr, cached.stated[name])) == sorted(map(repr, memory.stated[name]))
    for public in (True, False):
        assert cached.span(public=public) == memory.span(public=public)
    assert cached.countries() == memory.countries()
    for what in COUNTED:
        assert cached.bodies(what) == memory.bodies(what)
    windows = [(22_280 + n, 22_289 + n) for n in range(0, 200, 10)]
    for then in (True, False):
        for unit in ("stream", "country"):
            asked = {"then": then, "spread": "even"}
            assert cached.tallies(unit, COUNTED, windows, **asked) == memory.tallies(
                unit, COUNTED, windows, **asked
            )


LAWS = {law.__name__: law for law in (extended_is_rebuilt, cached_is_in_memory)}
