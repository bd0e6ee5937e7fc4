"""``laws.check_importer`` and ``laws.check_log_stories``: what passes, and what is refused."""

import gzip

import pytest

import peacetalks as pt
from import_fixtures import FILES
from peacetalks import importers
from peacetalks.errors import InvalidValue, NotFound
from peacetalks.testing import check_log, laws
from peacetalks.testing.laws.junk_values import JUNK
from peacetalks.testing.laws.sample import sample_of
from peacetalks.testing.strategies import histories
from releases import TALLY

WITHOUT_EVENTS = {"flows.csv"}
SAMPLES = [path for path in FILES if path.name not in WITHOUT_EVENTS]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_format_that_comes_with_the_library_holds_the_laws(path):
    laws.check_importer(path, max_examples=8)


def test_a_format_is_named_or_given_or_known_by_the_columns(tmp_path):
    path = tmp_path / "tally.csv"
    path.write_text(
        "id,day,what,where,dead,with\nr1,2020-01-02,attack,GEO,5,\nr2,2020-01-03,raid,GEO,,\n"
    )
    laws.check_importer(path, TALLY, max_examples=20)
    ged = next(path for path in FILES if path.name == "global-49.csv")
    laws.check_importer(str(ged), "ucdp-ged", max_examples=1)
    packed = tmp_path / "ged.csv.gz"
    packed.write_bytes(gzip.compress(ged.read_bytes()))
    laws.check_importer(packed, max_examples=1)


def facts_of(read):
    """Return what rows make; what the file covers is no fact of a row."""
    return [event for outcome in read.outcomes() for event in (*outcome.actors, *outcome.events)]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_rows_of_a_sample_written_anew_make_the_events_that_they_made(path, tmp_path):
    sample = sample_of(path, None, "1")
    again = tmp_path / ("rows.json" if sample.dialect is None else "rows.csv")
    again.write_bytes(sample.written(sample.rows).encode())
    first = facts_of(importers.read(path, release="1", published="unknown"))
    second = facts_of(importers.read(again, sample.format, release="1", published="unknown"))
    assert second
    if sample.format.stable_ids and sample.format.group is None:
        assert set(second) <= set(first)


def test_junk_is_put_where_the_file_can_hold_it():
    tabs = next(path for path in FILES if path.name == "raw-1.0.tsv")
    sample = sample_of(tabs, None, "1")
    assert sample.first == 1
    spoilt = sample.spoilt(1, 0, "a\tb\r\nc")
    assert spoilt[1].values[0] == "a b  c"
    assert spoilt[0] == sample.rows[0]
    assert len(set(JUNK)) == len(JUNK)


def test_a_sample_without_events_or_of_no_format_is_refused(tmp_path):
    path = tmp_path / "ged.csv"
    ged = next(path for path in FILES if path.name == "global-49.csv")
    path.write_text(ged.read_text().splitlines()[0] + "\n")
    with pytest.raises(InvalidValue, match="a sample without rows that make events"):
        laws.check_importer(path)
    with pytest.raises(NotFound):
        laws.check_importer(tmp_path / "nowhere.csv")
    with pytest.raises(NotFound):
        laws.check_importer(ged, "ged")
    path.write_text("a,b\n1,2\n")
    with pytest.raises(InvalidValue, match="are not those of"):
        laws.check_importer(path)


# Logs


def test_a_log_in_memory_and_one_in_a_file_tell_the_stories_they_are_told(tmp_path):
    laws.check_log_stories(pt.MemoryLog)
    numbers = iter(range(10_000))
    laws.check_log_stories(lambda: pt.open_log(tmp_path / f"{next(numbers)}.db"), max_examples=5)


def test_own_histories_may_be_told():
    laws.check_log_stories(pt.MemoryLog, histories=histories(max_size=4), max_examples=5)


def test_the_contract_is_among_the_laws():
    assert laws.check_log is check_log
    laws.check_log(pt.MemoryLog)


def test_what_makes_no_log_is_refused():
    for hold in (laws.check_log, laws.check_log_stories):
        for wrong in (3, None, pt.MemoryLog()):
            with pytest.raises(InvalidValue, match="not a function that makes a log"):
                hold(wrong)
        with pytest.raises(InvalidValue, match=r"not a log: it has no append\(\): None"):
            hold(lambda: None)
    with pytest.raises(InvalidValue, match="not a strategy of histories: 3"):
        laws.check_log_stories(pt.MemoryLog, histories=3)
