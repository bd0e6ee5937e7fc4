"""Cases of section ``actors``, as they come out of the command and the views."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

import peacetalks as pt
from commands import run
from peacetalks import importers, views
from peacetalks.cli.output import fact_line
from peacetalks.history import roster
from peacetalks.views.html_report.page import html_of
from texts_seen import figure_texts, visible

INPUTS = Path(__file__).parent / "inputs" / "actors"
SYRIA = Path(__file__).parents[3] / "shared/data/ged-syria/ged-syria-2016-2019.csv"


def imported(folder: Path, name: str, published: str) -> Path:
    log = folder / "talks.db"
    words = ("--log", log, "--release", "1", "--published", published)
    assert run("import", INPUTS / name, *words)[0] == 0
    return log


def test_the_checks_of_the_house_know_whom_its_importers_write(tmp_path: Path):
    log = imported(tmp_path, "A10-place.csv", "2021-06")
    code, out, _ = run("check", log)
    assert code == 0
    assert "PT171" not in out


def test_the_name_that_a_row_gives_is_printed(tmp_path: Path):
    log = imported(tmp_path, "A06-ged-names.csv", "2018-06")
    shown = run("timeline", log)[1] + run("state", log, "--on", "2018-12-31")[1]
    assert "Syrian insurgents" in shown
    assert "UCDP:" not in shown
    assert "Syrian insurgents" in run("actors", log)[1]


@pytest.mark.skipif(not SYRIA.is_file(), reason="no ../shared/data beside the repository")
def test_no_view_of_the_file_of_syria_shows_a_code_where_the_file_has_a_name():
    pytest.importorskip("matplotlib")
    rows = importers.read(SYRIA, release="20.1", published="2020-06").feed("country")
    history = pt.History(event for _, event in itertools.islice(rows, 1500))
    figures = (
        views.plot_timeline(history),
        views.plot_timeline(history, by="actor"),
        views.plot_phases(history),
    )
    texts = [text for ax in figures for text in figure_texts(ax)]
    texts += [visible(html_of(history)), history.state().summary()]
    texts += [fact_line(event, history.actors.shown) for event in history.timeline()]
    assert [text for text in texts if "UCDP:" in text] == []
    assert any("Syrian insurgents" in text for text in texts)
    assert roster(history).unnamed == ()
