"""A release of a data set in a log: what it changed, and nothing else."""

import csv
from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import importers
from peacetalks.errors import InvalidValue, NotFound
from peacetalks.importers.syncing.storage import PREFIX
from releases import COLUMNS, ROWS, TALLY, TALLY_DELETED, deaths, facts, row, write


def test_first_release_adds_every_row_and_its_facts(take_in):
    synced = take_in(ROWS, "1")
    assert (synced.added, synced.changed, synced.withdrawn) == (("1", "2", "3"), (), ())
    assert synced.appended == {
        "facts": 5,
        "actors": 0,
        "corrections": 0,
        "retractions": 0,
        "coverages": 2,
        "rows": 3,
    }
    assert synced.streams == {"here": 5, "there": 2}
    assert synced.before is None
    assert "release 1, the first" in str(synced)


def test_second_sync_of_a_release_appends_nothing(take_in):
    take_in(ROWS, "1")
    head = take_in.log.head()
    again = take_in(ROWS, "1")
    assert again.number is None
    assert take_in.log.head() == head
    assert "nothing was appended" in str(again)
    assert again.report.rows == 3


def test_changed_column_is_a_correction_that_says_from_what_to_what(take_in):
    take_in(ROWS, "1")
    synced = take_in([row(1), row(2, dead="4"), ROWS[2]], "2", "2022-01-01")
    assert [str(change) for change in synced.changed] == ["2  dead: 3 → 4"]
    assert synced.appended == {
        "facts": 0,
        "actors": 0,
        "corrections": 1,
        "retractions": 0,
        "coverages": 2,
        "rows": 1,
    }
    correction = next(r.event for r in take_in.log.read("here", kinds=pt.EventCorrected))
    assert correction.target == "tally:2:killed"
    assert correction.reason == "dead: 3 → 4"
    assert correction.replacement.count.best == 4
    assert correction.sources[0].publisher == "Nobody"
    assert "release 2" in correction.sources[0].title


def test_missing_row_is_retracted_and_comes_back_when_a_later_release_has_it(take_in):
    take_in(ROWS, "1")
    synced = take_in([ROWS[0], ROWS[2]], "2", "2022-01-01")
    assert synced.withdrawn == ("2",)
    assert deaths(take_in.log) == {"tally:1": 1}
    back = take_in(ROWS, "3", "2023-01-01")
    assert back.added == ("2",)
    assert back.appended["facts"] == 0
    assert deaths(take_in.log) == {"tally:1": 1, "tally:2": 3}
    gone_again = take_in([ROWS[0], ROWS[2]], "4", "2024-01-01")
    assert gone_again.withdrawn == ("2",)
    assert deaths(take_in.log) == {"tally:1": 1}


def test_known_and_recorded_give_back_what_each_release_said(take_in):
    take_in(ROWS, "1", "2021-01-01")
    take_in([row(1, dead="7"), ROWS[2]], "2", "2022-01-01")
    log = take_in.log
    assert deaths(log, known="2021-06-01") == {"tally:1": 1, "tally:2": 3}
    assert deaths(log, known="2022-06-01") == {"tally:1": 7}
    marks = [mark for _, mark in importers.releases(log)]
    assert deaths(log, recorded=marks[0].recorded_at) == {"tally:1": 1, "tally:2": 3}
    assert deaths(log, recorded=marks[1].recorded_at) == {"tally:1": 7}
    assert deaths(log, known="2020-06-01") == {}


def test_return_to_the_older_release_is_known_from_the_day_of_the_sync(take_in):
    take_in(ROWS, "1", "2021-01-01")
    take_in([row(1, dead="7"), ROWS[2]], "2", "2022-01-01")
    back = take_in(ROWS, "1", "2021-01-01", today="2024-05-05")
    assert back.public == pt.When("2024-05-05")
    log = take_in.log
    assert deaths(log, known="2022-06-01") == {"tally:1": 7}
    assert deaths(log, known="2024-05-04") == {"tally:1": 7}
    assert deaths(log, known="2024-05-05") == {"tally:1": 1, "tally:2": 3}
    assert [mark.release for _, mark in importers.releases(log)] == ["1", "2", "1"]


def test_returns_of_one_day_hold_in_the_order_of_the_syncs(take_in):
    other = [row(1, dead="7"), ROWS[2]]
    take_in(ROWS, "1", "2024-05-05")
    for _ in range(3):
        take_in(other, "2", "2024-05-05", today="2024-05-05")
        assert deaths(take_in.log) == {"tally:1": 7}
        take_in(ROWS, "1", "2024-05-05", today="2024-05-05")
        assert deaths(take_in.log) == {"tally:1": 1, "tally:2": 3}


def test_row_that_moves_to_another_stream_leaves_the_first(take_in):
    take_in(ROWS, "1")
    take_in([row(1), row(2, dead="3", where="there"), ROWS[2]], "2", "2022-01-01")
    assert deaths(take_in.log) == {"tally:1": 1}
    assert deaths(take_in.log, "there") == {"tally:2": 3}
    take_in(ROWS, "3", "2023-01-01")
    assert deaths(take_in.log) == {"tally:1": 1, "tally:2": 3}
    assert deaths(take_in.log, "there") == {}


def test_row_whose_facts_change_their_kind_is_no_correction_of_a_kind(take_in):
    take_in(ROWS, "1")
    for number, what in enumerate(("explosion", "attack", "explosion"), 2):
        take_in([row(1, what=what), *ROWS[1:]], str(number), f"202{number}-01-01")
        told = facts(take_in.log, "here")
        kinds = sorted(event.kind for event in told if event.external_ids[0].id == "1")
        first = "attack-reported" if what == "attack" else "incident-reported"
        assert kinds == sorted([first, "casualties-reported"])
    assert not [f for f in pt.check(take_in.log.history("here")) if f.severity == "error"]


def test_columns_that_come_and_zeros_that_go_change_no_fact(take_in):
    take_in(ROWS, "1")
    wider = [{**one, "dead": f"{one['dead']}.0", "region": "Europe"} for one in ROWS]
    synced = take_in(wider, "2", "2022-01-01", columns=(*COLUMNS, "region"))
    assert (synced.rewritten, synced.changed) == (3, ())
    assert synced.columns_added == ("region",)
    assert synced.appended["corrections"] == 0
    assert importers.release(take_in.log, "2").rows == tuple(wider)
    assert importers.release(take_in.log, "1").rows == tuple(ROWS)


def test_what_people_corrected_is_not_undone_by_a_release_that_says_the_same(take_in):
    take_in(ROWS, "1")
    fact = next(r.event for r in take_in.log.read("here") if r.event.id == "tally:2:killed")
    mended = pt.correct(fact, corrected_on="2021-06-01", count=5, reason="counted by hand")
    take_in.log.append("here", [mended])
    take_in([row(1, dead="2"), *ROWS[1:]], "2", "2022-01-01")
    assert deaths(take_in.log) == {"tally:1": 2, "tally:2": 5}


def test_release_that_lacks_most_rows_is_refused_and_writes_nothing(take_in):
    take_in(ROWS, "1")
    head = take_in.log.head()
    with pytest.raises(InvalidValue, match="lacks 2 of the 3 rows"):
        take_in(ROWS[:1], "2", "2022-01-01")
    assert take_in.log.head() == head
    meant = take_in(ROWS[:1], "2", "2022-01-01", allow_withdrawals=True)
    assert meant.withdrawn == ("2", "3")


def test_damaged_row_is_not_taken_for_a_withdrawn_one(take_in, tmp_path):
    take_in([*ROWS, row(4)], "1")
    path = write(tmp_path / "2.csv", ROWS)
    path.write_text(path.read_text() + "4,2020-01-01,attack\n")
    imported = importers.read(path, TALLY, release="2", published="unknown")
    head = take_in.log.head()
    with pytest.raises(InvalidValue, match=r"cannot be read \(line 5\)"):
        importers.sync(take_in.log, None, imported, published="2022-01-01")
    assert take_in.log.head() == head


def test_rows_that_cannot_be_read_are_given_back_with_their_release(take_in, tmp_path):
    path = write(tmp_path / "1.csv", ROWS)
    path.write_text(path.read_text() + "4,2020-01-01,attack\n")
    importers.sync(
        take_in.log, None, importers.read(path, TALLY, release="1"), published="2021-01-01"
    )
    release = importers.release(take_in.log, "1")
    assert release.rows == (*ROWS, {"": "4,2020-01-01,attack"})


def test_second_row_of_an_id_is_kept_and_makes_no_fact(take_in):
    synced = take_in([*ROWS, row(1, dead="9"), ROWS[1]], "1")
    assert [finding.code for finding in synced.findings] == ["PT214", "PT215"]
    assert deaths(take_in.log) == {"tally:1": 1, "tally:2": 3}
    assert len(importers.release(take_in.log, "1")) == 5
    assert take_in([*ROWS, row(1, dead="9"), ROWS[1]], "1").number is None


def test_joined_rows_tell_one_fact_until_a_release_parts_them(take_in):
    joined = [row(1), row(2, joined="1"), ROWS[2]]
    take_in(joined, "1")
    event = next(e for e in facts(take_in.log, "here") if e.id == "tally:1")
    assert [told.id for told in event.external_ids] == ["1", "2"]
    take_in([row(1), row(2), ROWS[2]], "2", "2022-01-01")
    assert deaths(take_in.log) == {"tally:1": 1, "tally:2": 1}
    take_in(joined, "3", "2023-01-01")
    assert deaths(take_in.log) == {"tally:1": 1}


def test_two_parts_of_a_data_set_do_not_withdraw_each_other(take_in):
    take_in(ROWS[:2], "1", dataset="tally-here")
    take_in([row(9, where="there")], "1", dataset="tally-there")
    assert deaths(take_in.log) == {"tally:1": 1, "tally:2": 3}
    with pytest.raises(NotFound, match="several data sets have a release '1'"):
        importers.release(take_in.log, "1")
    assert len(importers.release(take_in.log, "1", dataset="tally-here")) == 2


def test_stream_of_rows_is_refused_for_facts(take_in):
    with pytest.raises(InvalidValue, match="reserved for the rows"):
        take_in(ROWS, "1", stream_of=lambda _: f"{PREFIX}tally")


def test_misspelt_rule_of_streams_is_refused_with_what_there_is(take_in):
    with pytest.raises(InvalidValue, match="did you mean 'where'"):
        take_in(ROWS, "1", stream_of="wher")
    assert take_in.log.head().position == 0


def test_unknown_release_names_those_there_are(take_in):
    take_in(ROWS, "2021")
    with pytest.raises(NotFound, match="did you mean '2021'"):
        importers.release(take_in.log, "2020")


def test_rows_of_a_release_are_found_by_id(take_in):
    take_in(ROWS, "1")
    release = importers.release(take_in.log, "1")
    assert release.row("2")["dead"] == "3"
    assert (len(release), list(release)) == (3, ROWS)
    with pytest.raises(NotFound, match="no row '77'"):
        release.row("77")


def test_append_adds_and_says_what_it_leaves_out(tmp_path):
    log = pt.MemoryLog()

    def append(rows, name):
        path = write(tmp_path / f"{name}.csv", rows)
        return importers.append(log, None, importers.read(path, TALLY, published="2021"))

    first = append(ROWS, "january")
    assert first.appended["facts"] == 5
    again = append(ROWS, "january")
    assert again.appended["facts"] == again.appended["rows"] == 0
    assert "has it already" in str(again)
    more = append([row(2, dead="4"), row(5)], "february")
    assert more.appended["facts"] == 2
    assert [(f.code, f.line) for f in more.left_out] == [("PT214", 2)]
    assert deaths(log) == {"tally:1": 1, "tally:2": 3, "tally:5": 1}
    assert [(mark.release, mark.rows, mark.part) for _, mark in importers.releases(log)] == [
        ("january", 3, True),
        ("february", 1, True),
    ]
    # What was left out is not given back as if it had come in.
    assert importers.release(log, "february").keys == ("5",)
    assert importers.release(log, "january").keys == ("1", "2", "3")


def test_sync_after_append_finds_what_was_appended(tmp_path):
    log = pt.MemoryLog()
    path = write(tmp_path / "1.csv", ROWS)
    importers.append(log, None, importers.read(path, TALLY, published="2021"))
    later = write(tmp_path / "2.csv", [row(1), ROWS[2]])
    synced = importers.sync(log, None, importers.read(later, TALLY), published="2022")
    assert synced.withdrawn == ("2",)
    assert synced.same == 2
    assert deaths(log) == {"tally:1": 1}


def test_release_is_written_as_the_file_was(take_in, tmp_path):
    take_in(ROWS, "1")
    take_in([row(1, dead="2"), *ROWS[1:]], "2", "2022-01-01")
    with (tmp_path / "1.csv").open(newline="") as file:
        assert list(importers.release(take_in.log, "1")) == list(csv.DictReader(file))


def test_feed_of_deletions_retracts_the_facts_of_the_rows_it_names(take_in, tmp_path):
    take_in(ROWS, "1")
    log = take_in.log
    path = tmp_path / "deleted.csv"
    path.write_text("id,deleted\n2,2021-05-05\n3,2021-05-06\n77,2021-05-07\n")
    done = importers.append(
        log, None, importers.read(path, TALLY_DELETED, release="may", published="unknown")
    )
    assert done.appended["retractions"] == 3
    assert [finding.line for finding in done.left_out] == [4]
    assert deaths(log) == {"tally:1": 1}
    assert facts(log, "there") == []
    assert deaths(log, known="2021-05-04") == {"tally:1": 1, "tally:2": 3}
    assert importers.release(log, "may").keys == ("1",)
    head = log.head()
    again = importers.append(
        log, None, importers.read(path, TALLY_DELETED, release="may", published="unknown")
    )
    assert (log.head(), len(again.left_out)) == (head, 3)
    back = take_in(ROWS, "2", "2022-01-01")
    assert back.added == ("2", "3")
    assert deaths(log) == {"tally:1": 1, "tally:2": 3}


def test_sync_of_a_feed_of_deletions_is_refused(take_in, tmp_path):
    path = tmp_path / "deleted.csv"
    path.write_text("id,deleted\n2,2021-05-05\n")
    imported = importers.read(path, TALLY_DELETED, published="unknown")
    with pytest.raises(InvalidValue, match="not a release"):
        importers.sync(take_in.log, None, imported, published="2021-05-05")


def test_renamed_ids_are_matched_by_content_and_said(tmp_path):
    first = Path(__file__).parents[1] / "fixtures" / "mend" / "mend.csv"
    text = first.read_text(encoding="utf-8")
    renamed = tmp_path / "renamed.csv"
    # Every id is given anew, and two of the old ones name other rows.
    renamed.write_text(text.replace("\nSUD202302-1", "\nSUD202302-9").replace("-90,", "-11,"))
    log = pt.MemoryLog()
    importers.sync(log, None, importers.read(first), published="2025-06-27")
    before = {f.id for s in log.streams() if ":" not in s.stream for f in facts(log, s.stream)}
    synced = importers.sync(log, None, importers.read(renamed), published="2025-06-30")
    after = {f.id for s in log.streams() if ":" not in s.stream for f in facts(log, s.stream)}
    assert (synced.added, synced.withdrawn, synced.changed) == ((), (), ())
    assert synced.renamed > 3
    assert before == after
    assert synced.findings[0].code == "PT217"
    assert "mend renames its ids, so rows were matched by day, third parties" in str(synced)
    again = importers.sync(log, None, importers.read(renamed), published="2025-06-30")
    assert again.number is None
