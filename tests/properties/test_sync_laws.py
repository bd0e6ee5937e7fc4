"""Laws of releases: whatever rows do from one to the next, a log says what each release says."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks import importers
from peacetalks.events.identity import content_id
from peacetalks.importers.syncing import corrections as differences
from peacetalks.importers.syncing import own_events as ledger
from releases import COLUMNS, TALLY, row, write

ROW = st.builds(
    row,
    st.integers(1, 5),
    day=st.sampled_from(["2020-01-01", "2020-02-02", "junk"]),
    what=st.sampled_from(["attack", "explosion"]),
    where=st.sampled_from(["here", "there"]),
    dead=st.sampled_from(["0", "1", "2", "2.0", "many"]),
    joined=st.sampled_from(["", "", "1", "2"]),
)
RELEASE = st.lists(ROW, max_size=6, unique_by=lambda one: one["id"])
RELEASES = st.lists(RELEASE, min_size=1, max_size=5)


class Stopped(Exception):
    """Stands for a process that was killed."""


def told(event):
    """Return what an event says, wherever and whenever it came in."""
    fields = {f.name: getattr(event, f.name) for f in type(event).__attrs_attrs__}
    for name in ("_id", "reported"):
        del fields[name]
    name = event.id.removesuffix(f":{event.kind}")
    return content_id(type(event)(id=name, **fields)), name


def says(log, **viewpoint):
    """Return what the facts of a log say, by stream."""
    return {
        (summary.stream, *told(effective.event))
        for summary in log.streams()
        if not summary.stream.startswith("releases:")
        for effective in log.history(summary.stream).effective(pt.Viewpoint(**viewpoint)).facts
        if not isinstance(effective.event, pt.CoverageStated)
    }


def expected(path, name):
    """Return what the facts of a file say, by stream."""
    imported = importers.read(path, TALLY, release=name, published="unknown")
    rule = imported.rule()
    return {
        (rule(outcome.rows, imported.context), *told(event))
        for outcome in imported.outcomes()
        for event in outcome.events
    }


def take_in(log, path, name, day):
    """Sync a file."""
    return importers.sync(
        log,
        None,
        importers.read(path, TALLY, release=name),
        published=day,
        today=day,
        allow_withdrawals=True,
    )


def check_releases(releases, folder):
    """Check the laws for releases taken in one after the other."""
    log = pt.MemoryLog()
    paths = [write(Path(folder, f"{n}.csv"), rows) for n, rows in enumerate(releases)]
    for number, path in enumerate(paths):
        day = f"20{21 + number}-01-01"
        take_in(log, path, str(number), day)
        assert says(log) == expected(path, str(number))
        head = log.head()
        take_in(log, path, str(number), day)
        assert log.head() == head
    for number, (path, rows) in enumerate(zip(paths, releases, strict=True)):
        given_back = importers.release(log, str(number))
        assert sorted(map(str, given_back)) == sorted(map(str, rows))
        at = given_back.recorded_at
        assert says(log, recorded=at) == expected(path, str(number))
        assert says(log, known=given_back.public) == expected(path, str(number))


HERE = {"day": "2020-01-01", "what": "attack", "where": "here", "dead": "0", "joined": ""}
# A unit whose second row was stored first, and has no day.
JOINED_IN_ANOTHER_ORDER = [
    [row(2, **HERE), row(1, **HERE)],
    [row(1, **HERE), row(2, **HERE | {"day": "junk", "joined": "1"})],
    [],
]


@example(JOINED_IN_ANOTHER_ORDER)
@given(RELEASES)
def test_log_says_what_each_release_said_and_gives_it_back(releases):
    with tempfile.TemporaryDirectory() as folder:
        check_releases(releases, folder)


JOINED_AND_THEN_GONE = [
    [row(1, **HERE), row(4, **HERE | {"where": "there"})],
    [row(1, **HERE), row(2, **HERE), row(4, **HERE | {"joined": "2"}), row(3, **HERE)],
    [],
]


@example(JOINED_AND_THEN_GONE, 8)
@given(RELEASES, st.integers(0, 12))
def test_sync_that_was_stopped_is_finished_by_the_next(releases, stop):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        log = pt.MemoryLog()
        append = type(log).append
        left = [stop]

        def stopping(self, *args, **kwargs):
            left[0] -= 1
            if left[0] == 0:
                raise Stopped
            return append(self, *args, **kwargs)

        patch.setattr(type(log), "append", stopping)
        for number, rows in enumerate(releases):
            path = write(Path(folder, f"{number}.csv"), rows)
            day = f"20{21 + number}-01-01"
            try:
                take_in(log, path, str(number), day)
            except Stopped:
                # The next release may come before anyone tries again.
                continue
            assert says(log) == expected(path, str(number))
            assert sorted(map(str, importers.release(log, str(number)))) == sorted(map(str, rows))


@given(RELEASE)
def test_order_of_rows_and_columns_changes_nothing(rows):
    with tempfile.TemporaryDirectory() as folder:
        log = pt.MemoryLog()
        alone = [{**one, "with": ""} for one in rows]
        take_in(log, write(Path(folder, "a.csv"), alone), "1", "2021")
        head = log.head()
        other = write(Path(folder, "b.csv"), alone[::-1], COLUMNS[::-1])
        take_in(log, other, "1", "2021")
        assert log.head() == head


@pytest.mark.planted
@pytest.mark.parametrize(
    ("where", "name", "planted"),
    [
        (differences, "same", lambda one, other: type(one) is type(other)),
        (differences.Writer, "_brought_back", lambda _self, _entry: []),
        (ledger, "is_sync_bookkeeping", lambda _id, _dataset: False),
    ],
    ids=["corrections are left out", "rows never come back", "own bookkeeping is not known"],
)
def test_laws_see_a_planted_bug(where, name, planted, tmp_path, monkeypatch):
    releases = [
        [row(1), row(2, dead="3")],
        [row(1, dead="2")],
        [row(1), row(2, dead="3")],
        [row(1, dead="2")],
    ]
    check_releases(releases, tmp_path)
    monkeypatch.setattr(where, name, planted)
    with pytest.raises((AssertionError, pt.ConflictingEvent)):
        check_releases(releases, tmp_path)
