"""Releases that are no releases, writers that meet, and what else must not go wrong quietly."""

import pytest

import peacetalks as pt
from peacetalks import importers
from peacetalks.errors import InvalidValue, LogUnavailable
from releases import ROWS, TALLY, deaths, facts, row, write


def test_value_that_cannot_be_read_is_not_taken_for_a_withdrawal(take_in):
    take_in(ROWS, "1")
    head = take_in.log.head()
    for junk in (row(2, day="junk"), row(2, dead="many")):
        with pytest.raises(InvalidValue, match=r"a value that cannot be read \(line 3\)"):
            take_in([ROWS[0], junk, ROWS[2]], "2", "2022-01-01")
    assert take_in.log.head() == head
    meant = take_in([ROWS[0], row(2, day="junk"), ROWS[2]], "2", allow_withdrawals=True)
    assert meant.appended["retractions"] == 2


def test_fact_stands_while_another_data_set_of_the_log_has_its_row(take_in):
    take_in(ROWS, "1", dataset="yearly")
    take_in(ROWS[:2], "1", dataset="monthly")
    take_in(ROWS[:1], "2", "2022-01-01", dataset="monthly")
    assert deaths(take_in.log) == {"tally:1": 1, "tally:2": 3}
    take_in([ROWS[0], ROWS[2]], "2", "2022-01-01", dataset="yearly")
    assert deaths(take_in.log) == {"tally:1": 1}


def test_events_that_people_append_about_a_row_are_left_alone(take_in):
    take_in(ROWS, "1")
    told = pt.ExternalId("tally", "2")
    own = [
        pt.StatementMade(id="mine", occurred="2020-01-03", by="ARM", external_ids=told),
        pt.EventDisputed(
            id="no", occurred="2020-01-04", target="tally:2", by="ARM", external_ids=told
        ),
    ]
    take_in.log.append("here", own)
    take_in([row(1), row(2, dead="4"), ROWS[2]], "2", "2022-01-01")
    retracted = [r.event.target for r in take_in.log.read("here", kinds=pt.EventRetracted)]
    assert retracted == []
    assert "mine" in {event.id for event in facts(take_in.log, "here")}


def test_second_writer_of_a_data_set_is_refused_and_nothing_is_mixed(take_in, tmp_path):
    take_in(ROWS, "1")
    log = take_in.log
    paths = [
        write(tmp_path / f"{name}.csv", [row(1, dead=dead), *ROWS[1:]])
        for name, dead in (("a", "5"), ("b", "6"))
    ]
    first, second = (importers.read(path, TALLY, published="unknown") for path in paths)

    def meanwhile(_done):
        # The other one comes when the first has begun.
        if log.head().position and not meanwhile.done:
            meanwhile.done = True
            importers.sync(log, None, second, published="2022-01-01")

    meanwhile.done = False
    with pytest.raises(LogUnavailable, match="somebody else is importing a release of tally"):
        importers.sync(log, None, first, published="2022-01-01", progress=meanwhile)
    assert deaths(log) == {"tally:1": 6, "tally:2": 3}
    assert importers.release(log, "b").row("1")["dead"] == "6"


def test_file_without_a_date_is_no_release_to_return_from(take_in, tmp_path):
    path = write(tmp_path / "undated.csv", ROWS)
    importers.append(take_in.log, None, importers.read(path, TALLY, published="unknown"))
    synced = take_in([row(1, dead="9"), *ROWS[1:]], "2", "2018-06-01")
    assert (synced.public, synced.is_return) == (pt.When("2018-06-01"), False)
    back = take_in(ROWS, "1", "2017-06-01", today="2024-05-05")
    assert back.is_return
    assert "a return to an earlier release: known from 2024-05-05" in str(back)


def test_release_without_rows_is_refused(take_in):
    take_in(ROWS, "1")
    with pytest.raises(InvalidValue, match="the release has no rows"):
        take_in([], "2", "2022-01-01")


def test_another_rule_of_streams_is_refused_since_it_would_hold_for_some_rows_only(
    take_in, tmp_path
):
    path = tmp_path / "ged.csv"
    header = "id,type_of_violence,side_a,side_b,country,date_start,date_end,low,best,high"
    path.write_text(
        f"{header}\n7,1,Government of Ukraine,DPR,Ukraine,2017-01-30,2017-01-30,5,5,5\n"
    )
    importers.sync(take_in.log, None, importers.read(path), published="2018")
    with pytest.raises(InvalidValue, match=r"by another rule.*'dyad'; accepted: country"):
        importers.sync(take_in.log, "dyad", importers.read(path, release="2"), published="2019")


def test_ids_of_another_format_keep_no_fact_alive(take_in, tmp_path):
    take_in(ROWS, "1")
    path = tmp_path / "ged.csv"
    header = "id,type_of_violence,side_a,side_b,country,date_start,date_end,low,best,high"
    path.write_text(
        f"{header}\n2,1,Government of Ukraine,DPR,Ukraine,2017-01-30,2017-01-30,5,5,5\n"
    )
    importers.sync(take_in.log, None, importers.read(path), published="2018")
    take_in([ROWS[0], ROWS[2]], "2", "2022-01-01")
    assert deaths(take_in.log) == {"tally:1": 1}


def test_of_parts_that_differ_in_a_row_the_one_taken_in_last_holds(take_in):
    take_in([row(1, dead="1")], "1", dataset="yearly")
    take_in([row(1, dead="2")], "1", "2022-01-01", dataset="monthly")
    assert deaths(take_in.log) == {"tally:1": 2}


def test_after_a_redaction_a_data_set_is_taken_in_no_further(take_in, tmp_path):
    take_in(ROWS, "1")
    copy = tmp_path / "copy.db"
    take_in.log.redact(copy, [("here", "tally:2:killed"), ("releases:tally", "2")])
    path = write(tmp_path / "2.csv", [row(1), row(2, dead="4"), ROWS[2]])
    with pt.open_log(copy, create=False) as log:
        head = log.head()
        with pytest.raises(pt.ReadError, match="erased by redaction"):
            importers.sync(log, None, importers.read(path, TALLY), published="2022")
        assert log.head() == head


def test_what_is_appended_after_a_release_is_numbered_after_it(tmp_path, take_in):
    take_in(ROWS, "1")
    path = write(tmp_path / "more.csv", [row(number) for number in range(10, 40)])
    importers.append(take_in.log, None, importers.read(path, TALLY, published="2022"))
    assert [mark.number for _, mark in importers.releases(take_in.log)] == [1, 2]
