"""A sync withdraws only what the new release covers, and higher ranks supersede lower ones there."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peacetalks as pt
from ged_rows import ged, read_ged
from peacetalks import importers
from peacetalks.errors import InvalidValue
from peacetalks.importers.coverage import Covered
from peacetalks.importers.syncing import reach, work
from planted import assert_caught, planting

JANUARY = [ged(n, f"2018-01-0{n}") for n in (1, 2, 3, 4)]


@pytest.fixture
def sync(tmp_path):
    """Return what syncs rows of GED into one log."""
    log = pt.MemoryLog()

    def take_in(release, published, *rows, dataset=None, covers=None, **options):
        read = read_ged(tmp_path, release, *rows, covers=covers)
        return importers.sync(log, None, read, published=published, dataset=dataset, **options)

    take_in.log = log
    return take_in


def dead(log, stream="UKR", **viewpoint):
    """Return the dead in each incident."""
    state = log.history(stream).state(**viewpoint)
    return {f.series.removeprefix("ucdp-ged:"): f.count.best for f in state.casualties()}


def periods(log, stream="UKR", **viewpoint):
    """Return what is covered."""
    statements = log.history(stream).state(**viewpoint).coverage.statements
    return sorted((one.dataset, one.places, one.period.text) for one in statements)


def test_a_release_that_lacks_rows_and_does_not_say_what_it_covers_is_refused(sync):
    sync("1", "2018-02", *JANUARY)
    head = sync.log.head()
    with pytest.raises(InvalidValue, match=r"lacks 1 row \(4\).*--covers 2018-01$"):
        sync("2", "2018-03", *JANUARY[:3])
    assert sync.log.head() == head
    done = sync("2", "2018-03", *JANUARY[:3], covers="2018-01")
    assert (done.withdrawn, done.kept) == (("4",), ())
    assert set(dead(sync.log)) == {"1", "2", "3"}


def test_a_release_without_missing_rows_need_not_say_what_it_covers(sync):
    sync("1", "2018-02", *JANUARY)
    assert sync("2", "2018-03", *JANUARY, ged(5, "2018-02-01")).added == ("5",)
    assert periods(sync.log) == []


def test_a_row_outside_stays_until_a_release_covers_it(sync):
    rows = [*JANUARY, ged(9, "2018-02-03"), ged(10, "2018-01-03", 5, "Georgia")]
    sync("1", "2018-02", *rows)
    done = sync("2", "2018-03", *JANUARY[:3], covers="UKR:2018-01")
    assert (done.withdrawn, done.kept) == (("4",), ("9", "10"))
    assert "2 missing but kept: the release does not cover them" in str(done)
    assert set(dead(sync.log)) == {"1", "2", "3", "9"}
    assert set(dead(sync.log, "GEO")) == {"10"}
    # The release is given back as its file was, without the rows that were kept.
    assert set(importers.release(sync.log, "2").keys) == {"1", "2", "3"}
    again = sync("2", "2018-03", *JANUARY[:3], covers="UKR:2018-01")
    assert (again.number, again.kept) == (None, ("9", "10"))
    back = sync("3", "2018-04", *JANUARY[:3], ged(9, "2018-02-03", 7), covers="UKR:2018-01/2018-03")
    assert (back.added, back.kept) == (("9",), ("10",))
    assert dead(sync.log)["9"] == 7
    last = sync(
        "4", "2018-05", *JANUARY[:3], covers="everywhere:2018-01/2018-03", allow_withdrawals=True
    )
    assert (last.withdrawn, last.kept) == (("9", "10"), ())
    assert (set(dead(sync.log)), dead(sync.log, "GEO")) == ({"1", "2", "3"}, {})
    assert set(dead(sync.log, known="2018-03-31")) == {"1", "2", "3", "9"}
    assert not [f for f in pt.check(sync.log.history("UKR")) if f.severity == "error"]


def test_months_of_candidate_events_in_one_data_set_add_up(sync):
    sync("18.0.1", "2018-02", ged(1, "2018-01-03"))
    done = sync("18.0.2", "2018-03", ged(2, "2018-02-03"))
    assert (done.withdrawn, done.kept) == ((), ("1",))
    assert set(dead(sync.log)) == {"1", "2"}
    assert periods(sync.log) == [
        ("ucdp-ged", ("UKR",), "2018-01"),
        ("ucdp-ged", ("UKR",), "2018-02"),
    ]


def test_a_later_release_that_covers_more_replaces_the_statement(sync):
    sync("18.1", "2018-06", ged(1, "2017-01-03"))
    sync("19.1", "2019-06", ged(1, "2017-01-03"), ged(2, "2018-01-03"))
    assert periods(sync.log) == [("ucdp-ged", ("UKR",), "2017/2018")]
    assert periods(sync.log, known="2018-12-31") == [("ucdp-ged", ("UKR",), "2017")]
    assert (
        not sync.log.history("UKR")
        .only([e for e in sync.log.history("UKR").events if isinstance(e, pt.EventRetracted)])
        .events
    )


def test_coverage_that_was_stated_wrongly_is_stated_again_by_the_same_release(sync):
    sync("mine", "2018-06", ged(1, "2017-01-03"), covers="2010/2017")
    sync("mine", "2018-06", ged(1, "2017-01-03"), covers="2017")
    assert periods(sync.log) == [("ucdp-ged", ("UKR",), "2017")]


CANDIDATE = ged(900, "2018-01-03", 50)
ANNUAL = ged(2000, "2018-01-03", 42)


@pytest.mark.parametrize("dataset", [None, "candidate-2018-01"])
def test_the_annual_release_supersedes_candidate_events_where_both_cover(sync, dataset):
    later = ged(901, "2019-01-03", 7)
    sync("18.0.1", "2018-02", CANDIDATE, dataset=dataset)
    sync("19.0.1", "2019-02", later, dataset=dataset)
    sync("19.1", "2019-06", ANNUAL)
    assert dead(sync.log) == {"2000": 42, "901": 7}
    assert dead(sync.log, known="2018-03-01") == {"900": 50}
    assert dict(importers.release(sync.log, "18.0.1").row("900"))["best"] == "50"
    assert not [f for f in pt.check(sync.log.history("UKR")) if f.severity == "error"]


def test_the_result_says_what_was_superseded_and_the_retraction_why(sync):
    sync("18.0.1", "2018-02", CANDIDATE, dataset="candidate")
    done = sync("19.1", "2019-06", ANNUAL)
    assert [str(one) for one in done.superseded] == ["900  of candidate, release 18.0.1"]
    out = [r.event for r in sync.log.read("UKR", kinds=pt.EventRetracted)]
    assert {e.reason for e in out} == {"release 19.1 covers it and supersedes release 18.0.1"}
    head = sync.log.head()
    assert sync("19.1", "2019-06", ANNUAL).number is None
    assert sync.log.head() == head


@pytest.mark.parametrize("dataset", [None, "candidate-2018-01"])
def test_candidate_events_that_come_later_add_no_facts_where_the_annual_release_covers(
    sync, dataset
):
    sync("19.1", "2019-06", ANNUAL)
    done = sync("18.0.1", "2019-07", CANDIDATE, dataset=dataset)
    assert (done.yielded, done.withdrawn, done.appended["facts"]) == (("900",), (), 0)
    assert dead(sync.log) == {"2000": 42}
    assert importers.release(sync.log, "18.0.1").keys == ("900",)


def test_candidate_events_of_other_days_stay_beside_the_annual_release(sync):
    sync("19.0.1", "2019-02", ged(901, "2019-01-03", 7), dataset="candidate")
    done = sync("19.1", "2019-06", ANNUAL)
    assert done.superseded == ()
    assert dead(sync.log) == {"2000": 42, "901": 7}


def test_a_candidate_row_with_the_id_of_an_annual_row_is_that_row(sync):
    sync("18.0.1", "2018-02", ged(7, "2018-01-03", 50), dataset="candidate")
    sync("19.1", "2019-06", ged(7, "2018-01-03", 42))
    assert dead(sync.log) == {"7": 42}


def test_what_was_superseded_comes_back_if_the_annual_release_has_it_later(sync):
    sync("18.0.1", "2018-02", CANDIDATE, dataset="candidate")
    sync("19.1", "2019-06", ANNUAL)
    sync("20.1", "2020-06", ANNUAL, ged(900, "2018-01-03", 51))
    assert dead(sync.log) == {"2000": 42, "900": 51}


def test_a_release_whose_day_is_unknown_changes_nothing_that_was_known(sync):
    sync("18.1", "2018-06", ged(1, "2017-01-03"))
    sync("19.1", "unknown", ged(1, "2017-01-03", 9), ged(2, "2018-01-03"))
    assert dead(sync.log, known="2999-01-01") == {"1": 5}
    assert dead(sync.log) == {"1": 9, "2": 5}
    done = sync(
        "20.1", "2020-06", ged(1, "2017-01-03", 9), ged(2, "2018-01-03"), ged(3, "2019-01-03")
    )
    assert not done.is_return
    assert dead(sync.log, known="2020-07-01")["3"] == 5


DAYS = st.integers(1, 28)
ROWS = st.dictionaries(
    st.integers(1, 8),
    st.tuples(st.integers(1, 3), DAYS, st.sampled_from(["Ukraine", "Georgia"])),
    min_size=1,
    max_size=6,
)


CASES = (ROWS, st.sets(st.integers(1, 8)), st.integers(1, 3), st.sampled_from(["UKR", "GEO"]))


def withdrawn_if_missing_and_covered(rows, gone, month, place):
    """Check that a row is withdrawn if and only if it is missing and the release covers it."""
    log = pt.MemoryLog()
    lines = {
        key: ged(key, f"2018-{in_month:02}-{day:02}", key, country)
        for key, (in_month, day, country) in rows.items()
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        importers.sync(log, None, read_ged(folder, "1", *lines.values()), published="2018-06")
        left = [line for key, line in lines.items() if key not in gone]
        read = read_ged(folder, "2", *left, covers=f"{place}:2018-{month:02}")
        done = importers.sync(log, None, read, published="2018-07", allow_withdrawals=True)
    missing = gone & rows.keys()
    code = {"Ukraine": "UKR", "Georgia": "GEO"}
    covered = {k for k in missing if rows[k][0] == month and code[rows[k][2]] == place}
    assert set(done.withdrawn) == {str(key) for key in covered}
    assert set(done.kept) == {str(key) for key in missing - covered}
    facts = {}
    for stream in {code[row[2]] for row in rows.values()}:
        facts |= dead(log, stream)
    assert facts == {str(key): key for key in rows if key not in covered}
    assert set(importers.release(log, "2").keys) == {str(key) for key in rows.keys() - gone}


@settings(max_examples=max(10, settings().max_examples // 2))
@given(*CASES)
def test_a_row_is_withdrawn_if_and_only_if_it_is_missing_and_covered(rows, gone, month, place):
    withdrawn_if_missing_and_covered(rows, gone, month, place)


BUGS, bug = planting()


@bug(None)
def everything_is_covered(patch):
    patch.setattr(Covered, "contains", lambda *_: True)


@bug(None)
def nothing_is_covered(patch):
    patch.setattr(Covered, "contains", lambda *_: False)


@bug(None)
def places_are_not_compared(patch):
    made = Covered.contains
    patch.setattr(
        Covered, "contains", lambda self, _, first, last: made(self, self.places, first, last)
    )


@bug(None)
def a_row_is_covered_if_its_first_day_is_before_the_end(patch):
    made = Covered.contains
    patch.setattr(
        Covered,
        "contains",
        lambda self, places, _, last: made(self, places, self.period.first_day, last),
    )


@bug(None)
def kept_rows_belong_to_the_release(patch):
    patch.setattr(work.Work, "_withdraw", _withdraw_without_marks)


def _withdraw_without_marks(self, writer, facts, batches):
    kept = self.plan.kept
    self.plan.kept = []
    _WITHDRAW(self, writer, facts, batches)
    self.plan.kept = kept


_WITHDRAW = work.Work._withdraw


@pytest.mark.planted
@pytest.mark.parametrize("name", BUGS)
def test_a_bug_in_what_a_release_withdraws_breaks_the_law(name, monkeypatch):
    plant, _ = BUGS[name]
    assert_caught(plant, monkeypatch, given(*CASES)(withdrawn_if_missing_and_covered), examples=60)


@pytest.mark.planted
def test_a_sync_that_forgets_ranks_counts_the_dead_twice(sync, monkeypatch):
    monkeypatch.setattr(reach.Reach, "superseded", lambda *_: ())
    sync("18.0.1", "2018-02", CANDIDATE, dataset="candidate")
    sync("19.1", "2019-06", ANNUAL)
    assert dead(sync.log) == {"2000": 42, "900": 50}
