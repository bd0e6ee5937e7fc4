"""The file beside a log that has what its panels count: made, read, extended, ignored, left out."""

import multiprocessing
import os
import warnings

import pytest

import peacetalks as pt
from peacetalks import frames
from peacetalks.codec import rows as codec_rows
from peacetalks.frames.panels import cache, contents
from peacetalks.log import Log

COLUMNS = ["deaths_best", "attacks", "refusals_30d"]
RANGE = {"start": "2031-01", "end": "2031-06"}


def told(first, last):
    """Return facts of a war with the statement that they are all."""
    covered = pt.CoverageStated(
        id="covered", occurred="2031-01-01", coverage="c", body="UCDP", period="2031",
        counts=["casualties-reported:killed", "attack-reported"], complete="complete",
    )  # fmt: skip
    facts = [covered] if first == 0 else []
    for number in range(first, last):
        day = f"2031-0{1 + number % 6}-0{1 + number % 9}"
        place = pt.Place("Town", country="UKR")
        facts += [
            pt.AttackReported(id=f"a{number}", occurred=day, by="NORTH", place=place),
            pt.CasualtiesReported(
                id=f"d{number}", occurred=day, series=f"s{number}", incident=f"a{number}",
                measure="killed", count=number, counting="flow", counting_body="UCDP",
            ),
        ]  # fmt: skip
    return facts


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "war.db"
    with pt.open_log(path) as log:
        log.append("war", told(0, 20))
    return path


def panel(source, **asked):
    return frames.panel(source, columns=COLUMNS, **RANGE, **asked).rows()


def in_memory(path, **asked):
    with pt.open_log(path) as log:
        return panel({one.stream: log.history(one.stream) for one in log.streams()}, **asked)


def caches(path):
    return sorted(path.parent.glob(f"{path.name}.spans-*"))


def refused(*_, **__):
    raise AssertionError("events are read")


@pytest.mark.parametrize("by", ["stream", "country", "dyad"])
@pytest.mark.parametrize("known", ["then", None, "2031-03-10"])
def test_a_panel_of_a_log_is_that_of_its_histories(path, by, known):
    for _ in range(2):
        assert panel(path, by=by, known=known) == in_memory(path, by=by, known=known)


@pytest.mark.parametrize("by", ["stream", "country"])
def test_once_a_cache_is_made_no_event_is_read(path, by, monkeypatch):
    before = panel(path, by=by)
    assert len(caches(path)) == 1
    monkeypatch.setattr(codec_rows.RowReader, "fast", refused)
    monkeypatch.setattr(Log, "history", refused)
    assert panel(path, by=by) == before


def test_columns_of_states_are_read_off_histories(path):
    asked = {"columns": ["phase", "attacks"], **RANGE}
    for _ in range(2):
        with pt.open_log(path) as log:
            histories = {"war": log.history("war")}
            assert frames.panel(log, **asked).rows() == frames.panel(histories, **asked).rows()
    assert len(caches(path)) == 1


def test_a_cache_is_extended_by_what_was_appended_and_the_older_one_removed(path, monkeypatch):
    panel(path)
    (before,) = caches(path)
    retracted = pt.EventRetracted(id="r", occurred="2031-05-01", target="d3")
    with pt.open_log(path) as log:
        log.append("war", [*told(20, 22), retracted])
        log.append("talks", [pt.MeetingHeld(id="m", occurred="2031-02-02", meeting="m")])
    taken = []
    add = contents._Filling._add

    def noted(self, stream, events, note=None):
        listed = list(events)
        taken.extend(event.id for event, _ in listed)
        add(self, stream, listed, note)

    monkeypatch.setattr(contents._Filling, "_add", noted)
    assert panel(path) == in_memory(path)
    # The facts of what is retracted are read again with it, and no others.
    assert sorted(taken) == sorted(["a20", "d20", "a21", "d21", "r", "m", *("a3", "d3", "r")])
    (after,) = caches(path)
    assert after != before


def _cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _cut_a_little(path):
    path.write_bytes(path.read_bytes()[:-1_000])


def _emptied(path):
    path.write_bytes(b"")


def _other(path):
    path.write_bytes(b"not a database, but long enough to be one" * 100)


@pytest.mark.parametrize("damage", [_cut, _cut_a_little, _emptied, _other])
@pytest.mark.parametrize("more", [False, True])
def test_a_damaged_cache_is_ignored_and_made_again(path, damage, more):
    expected = panel(path)
    (file,) = caches(path)
    damage(file)
    if more:
        with pt.open_log(path) as log:
            log.append("war", told(20, 25))
        expected = in_memory(path)
    assert panel(path) == expected
    assert len(caches(path)) == 1


def test_a_cache_of_another_log_is_ignored(path, tmp_path):
    other = tmp_path / "other.db"
    with pt.open_log(other) as log:
        log.append("war", told(0, 5))
        head = log.head()
    panel(path)
    (file,) = caches(path)
    file.rename(tmp_path / f"other.db.spans-{head.position}-{head.digest[:16]}.duckdb")
    assert panel(other) == in_memory(other)


def test_a_cache_of_another_release_of_the_package_is_ignored(path, monkeypatch):
    expected = panel(path)
    (file,) = caches(path)
    before = file.stat().st_mtime_ns, file.stat().st_ino
    monkeypatch.setattr(cache, "version", lambda _: "99")
    assert panel(path) == expected
    assert (file.stat().st_mtime_ns, file.stat().st_ino) != before


def test_what_was_erased_from_a_log_is_in_no_panel_of_it(path, tmp_path):
    panel(path)
    copy = tmp_path / "copy.db"
    with pt.open_log(path) as log:
        log.redact(copy, [("war", "d19")])
    for left in path.parent.glob(f"{path.name}-*"):
        left.unlink()
    copy.replace(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert panel(path) == in_memory(path)


def test_a_log_in_memory_and_one_of_own_kinds_have_no_cache(path):
    log = pt.MemoryLog()
    log.append("war", told(0, 20))
    assert panel(log) == panel(path)
    caches(path)[0].unlink()
    own = pt.Vocabulary([*pt.CORE.kinds])
    with pt.open_log(path, vocabulary=own) as log:
        panel(log)
    assert caches(path) == []


@pytest.mark.skipif(os.name == "nt", reason="modes of folders are those of POSIX")
def test_where_no_file_can_be_written_a_panel_is_made_in_memory(path, monkeypatch):
    expected = in_memory(path)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    assert panel(path) == expected
    assert caches(path) == []


def _in_process(path, results):
    results.put(panel(path))


@pytest.mark.engines
def test_two_processes_make_a_cache_at_once(path):
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    both = [context.Process(target=_in_process, args=(path, results)) for _ in range(2)]
    for one in both:
        one.start()
    made = [results.get(timeout=60) for _ in both]
    for one in both:
        one.join()
    assert made == [in_memory(path)] * 2
    assert len(caches(path)) == 1


def test_progress_counts_the_records_that_are_counted_for_the_first_time(path, monkeypatch):
    monkeypatch.setattr(contents, "_PORTION", 10)
    done = []
    definition = frames.Panel(columns=COLUMNS)
    definition.table(path, progress=done.append)
    definition.table(path, progress=done.append)
    assert done == [10, 20, 30, 40, 41]
