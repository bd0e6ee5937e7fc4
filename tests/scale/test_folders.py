"""The folders of runs and of buckets: whose they are, and what of them is left alone."""

import json
import subprocess
import sys
import textwrap

import pytest

import peacetalks as pt
from peacetalks import scale
from peacetalks.scale.results import Run
from scale_folds import rows

TALKS = pt.simulate(11, 400, negotiations=20)
OTHERS = pt.simulate(12, 60, negotiations=3)


def folded(source, to, **told):
    return scale.fold_streams(source, told.pop("fold", len), to=to, workers=0, **told)


def told_after(number, act):
    """Return what is told of progress, and acts once so many buckets are folded."""
    told = []

    def tell(progress):
        told.append(progress)
        if progress.step == "folding" and len(told) == number:
            act()

    return tell


@pytest.fixture
def small(monkeypatch):
    """Make many buckets of few rows."""
    monkeypatch.setattr("peacetalks.scale.buckets._ROWS", 40)


def stop():
    raise RuntimeError("stop")


@pytest.mark.usefixtures("small")
def test_buckets_that_are_sorted_anew_meanwhile_change_nothing_of_a_run(tmp_path):
    kept = tmp_path / "kept"
    other = told_after(4, lambda: folded(OTHERS, tmp_path / "b", buckets=kept))
    made = folded(TALKS, tmp_path / "a", buckets=kept, progress=other)
    assert set(rows(made)) == set(TALKS.streams)
    assert len(list(kept.glob("events-*.parquet"))) == 2
    assert folded(TALKS, tmp_path / "c", buckets=kept).events == 400
    assert len(list(kept.glob("events-*.parquet"))) == 1


def test_a_second_run_into_a_folder_is_refused_while_the_first_one_goes_on(tmp_path):
    def second():
        with pytest.raises(pt.RunStopped, match="another run writes into this folder"):
            folded(OTHERS, tmp_path / "run")

    made = folded(TALKS, tmp_path / "run", progress=told_after(2, second))
    assert made.events == 400


KILLED = """
    import os, signal, sys
    import peacetalks as pt
    from peacetalks import scale

    def fold(events):
        os.kill(os.getpid(), signal.SIGKILL)

    scale.fold_streams(pt.simulate(11, 400, negotiations=20), fold, to=sys.argv[1], workers=0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal there")
def test_the_lock_of_a_run_that_was_killed_stops_nobody(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(KILLED))
    killed = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "run")], check=False, timeout=60
    )
    assert killed.returncode < 0
    assert folded(TALKS, tmp_path / "run", overwrite=True).events == 400


@pytest.mark.parametrize("name", ["results/thesis.txt", "parts/engine.stl", "aside.parquet"])
@pytest.mark.parametrize("overwrite", [True, False])
def test_files_of_somebody_else_are_not_removed(name, overwrite, tmp_path):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine")
    with pytest.raises(pt.InvalidValue, match="that no run has written"):
        folded(TALKS, tmp_path, overwrite=overwrite)
    assert file.read_text() == "mine"


def test_overwriting_a_run_leaves_what_was_put_beside_its_files(tmp_path):
    folded(TALKS, tmp_path)
    (tmp_path / "results" / "thesis.txt").write_text("mine")
    made = folded(OTHERS, tmp_path, overwrite=True)
    assert (tmp_path / "results" / "thesis.txt").read_text() == "mine"
    assert set(rows(made)) == set(OTHERS.streams)


def test_a_finished_run_keeps_its_buckets_when_another_source_is_refused(tmp_path):
    folded(TALKS, tmp_path)
    before = scale.Buckets.open(tmp_path / "buckets")
    with pytest.raises(pt.InvalidValue, match="finished"):
        folded(OTHERS, tmp_path)
    assert scale.Buckets.open(tmp_path / "buckets") == before


def test_an_interrupted_run_keeps_its_buckets_when_another_source_is_refused(tmp_path):
    with pytest.raises(RuntimeError):
        folded(TALKS, tmp_path, progress=told_after(2, stop))
    with pytest.raises(pt.InvalidValue, match="with another source"):
        folded(OTHERS, tmp_path)
    assert folded(TALKS, tmp_path).events == 400


@pytest.mark.usefixtures("small")
def test_a_run_of_which_a_bucket_is_missing_is_not_finished(tmp_path):
    folded(TALKS, tmp_path)
    run, buckets = Run(tmp_path), scale.Buckets.open(tmp_path / "buckets")
    parts = list(run.done().values())
    with pytest.raises(pt.RunStopped, match=rf"{len(parts) - 1} of {len(parts)} buckets"):
        run.finish(buckets, parts[1:], [], 0.0)


@pytest.mark.usefixtures("small")
def test_a_part_that_is_damaged_is_folded_again(tmp_path):
    with pytest.raises(RuntimeError):
        folded(TALKS, tmp_path, progress=told_after(5, stop))
    (tmp_path / "parts" / "00000.json").write_text(json.dumps({"streams": 3}))
    assert folded(TALKS, tmp_path).events == 400


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"version": 2}', '{"version": 1}'])
def test_an_index_that_is_none_is_told_as_such(text, tmp_path):
    (tmp_path / "buckets.json").write_text(text)
    with pytest.raises(pt.InvalidValue, match=r"not written by a run|another version"):
        folded(TALKS, tmp_path / "run", buckets=tmp_path)
    with pytest.raises(pt.InvalidValue, match=r"not written by a run|another version"):
        scale.shuffle(TALKS, tmp_path)
    assert (tmp_path / "buckets.json").read_text() == text


@pytest.mark.parametrize("text", ["", "[]"])
def test_a_question_that_is_none_is_told_as_such(text, tmp_path):
    (tmp_path / "run.json").write_text(text)
    with pytest.raises(pt.InvalidValue, match="not written by a run"):
        folded(TALKS, tmp_path)


def test_events_that_are_gone_are_sorted_anew(tmp_path):
    folded(TALKS, tmp_path / "a", buckets=tmp_path / "kept")
    scale.Buckets.open(tmp_path / "kept").file.unlink()
    with pytest.raises(pt.NotFound, match="is gone"):
        scale.Buckets.open(tmp_path / "kept")
    assert folded(TALKS, tmp_path / "b", buckets=tmp_path / "kept").events == 400


def test_a_folder_named_from_here_is_the_same_after_a_step_aside(tmp_path, monkeypatch):
    (tmp_path / "aside").mkdir()
    monkeypatch.chdir(tmp_path)
    made = folded(
        TALKS, "run", buckets="kept", progress=told_after(2, lambda: monkeypatch.chdir("aside"))
    )
    assert made.events == 400
    assert made.results.is_absolute()
    assert {path.name for path in tmp_path.iterdir()} == {"aside", "kept", "run"}


@pytest.mark.usefixtures("small")
def test_the_speed_of_a_run_that_goes_on_counts_what_it_has_folded_itself(tmp_path):
    with pytest.raises(RuntimeError):
        folded(TALKS, tmp_path, progress=told_after(5, stop))
    told = []
    made = folded(TALKS, tmp_path, progress=told.append)
    assert 0 < made.before == told[0].before == told[0].events < made.events == 400
    assert ", 0 a second" in str(told[0])
    assert f"{(400 - made.before) / made.seconds:,.0f} events a second" in str(made)
