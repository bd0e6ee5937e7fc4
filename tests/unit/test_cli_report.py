"""``report`` and ``panel``: files that appear when they are whole, and replace nothing by accident."""

import json

import polars as pl
import pytest

import peacetalks as pt
from commands import run


def test_a_report_is_written_and_is_not_replaced_without_force(tmp_path):
    path = tmp_path / "talks.html"
    code, out, err = run("report", "article-2023-11-16", "-o", path)
    assert (code, out) == (0, "")
    assert f"facts written to {path}" in err
    first = path.read_bytes()
    assert "--force overwrites it" in run("report", "article-2023-11-16", "-o", path)[2]
    told = json.loads(run("report", "article-2023-11-16", "-o", path, "--force", "--json")[1])
    assert told["bytes"] == len(first)
    assert path.read_bytes() == first


def test_a_report_of_what_was_known_counts_the_facts_that_it_shows(tmp_path):
    source, path = tmp_path / "three.jsonl", tmp_path / "then.html"
    days = {"granada": None, "brussels": "2023-11-16", "moscow": "2023-11-15"}
    facts = [
        pt.MeetingHeld(occurred="2023-10-05", meeting=name, reported=day)
        for name, day in days.items()
    ]
    pt.write(source, facts)
    told = run("report", source, "-o", path, "--known", "2023-11-15")[2]
    assert told.startswith("2 facts written")


def test_a_report_of_one_event_counts_one_fact(tmp_path):
    source, path = tmp_path / "one.jsonl", tmp_path / "one.html"
    pt.write(source, [pt.MeetingHeld(occurred="2023-10-05", meeting="granada")])
    assert run("report", source, "-o", path)[2].startswith(f"1 fact written to {path}, ")


@pytest.mark.parametrize("words", [("report", "-o"), ("panel", "-o"), ("convert",)])
def test_what_is_read_is_never_written_over(words, tmp_path):
    name, *option = words
    path = tmp_path / "talks.csv.jsonl"
    pt.write(path, pt.datasets.article_2023_11_16())
    before = path.read_bytes()
    link = tmp_path / ("link.csv" if name == "panel" else "link.jsonl")
    link.symlink_to(path)
    code, _, err = run(name, path, *option, link, "--force")
    assert (code, path.read_bytes()) == (2, before)
    assert "the file that is read" in err


def test_a_panel_is_written_as_its_name_says(tmp_path):
    for name in ("panel.csv", "panel.parquet", "PANEL.CSV"):
        path = tmp_path / name
        code, _, err = run("panel", "south-caucasus", "-o", path, "--every", "year")
        assert (code, err) == (0, f"6 rows written to {path}\n")
    assert pl.read_csv(tmp_path / "panel.csv").shape[0] == 6


def test_a_panel_has_the_columns_and_the_hindsight_asked_for(tmp_path):
    path = tmp_path / "panel.csv"
    words = ("panel", "south-caucasus", "-o", path, "--column", "disputes", "--hindsight", "--json")
    told = json.loads(run(*words)[1])
    assert told["columns"] == ["stream", "period_start", "period_end", "disputes"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--every", "fortnight"), "not the length of a period"),
        (("--column", "refusal_90d"), "did you mean"),
        (("--known", "2023", "--hindsight"), "contradict each other"),
    ],
)
def test_what_no_panel_can_be_made_of_is_an_error_and_nothing_is_written(tmp_path, words, told):
    path = tmp_path / "panel.csv"
    code, _, err = run("panel", "south-caucasus", "-o", path, *words)
    assert code == 2
    assert told in err
    assert not path.exists()


def test_a_panel_in_another_form_is_refused(tmp_path):
    code, _, err = run("panel", "south-caucasus", "-o", tmp_path / "panel.xlsx")
    assert code == 2
    assert ".csv, .parquet" in err
