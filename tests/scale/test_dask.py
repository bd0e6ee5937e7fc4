"""Whatever a cluster is, or becomes, a run is right or says what stopped it."""

import threading
import time

import pytest
from distributed import Client, LocalCluster

import peacetalks as pt
from peacetalks import scale
from scale_folds import odd

pytestmark = pytest.mark.engines

TALKS = pt.simulate(11, 400, negotiations=20)


@pytest.fixture(scope="module")
def small():
    with LocalCluster(
        n_workers=1, threads_per_worker=2, processes=True, dashboard_address=":0"
    ) as made:
        yield made


def test_a_cluster_without_workers_stops_a_run_instead_of_finishing_it(tmp_path, monkeypatch):
    monkeypatch.setattr("peacetalks.scale.engines._PATIENCE", 0.2)
    with (
        LocalCluster(n_workers=0, processes=True, dashboard_address=":0") as made,
        Client(made) as client,
        pytest.raises(pt.RunStopped, match="no workers"),
    ):
        scale.fold_streams(TALKS, len, to=tmp_path, engine="dask", client=client)


def test_a_client_that_is_closed_is_refused(small, tmp_path):
    client = Client(small)
    client.close()
    with pytest.raises(pt.InvalidValue, match="closed"):
        scale.fold_streams(TALKS, len, to=tmp_path, engine="dask", client=client)


def test_a_client_that_is_not_the_default_one_is_used(small, tmp_path):
    with Client(small, set_as_default=False) as client:
        folded = scale.fold_streams(TALKS, len, to=tmp_path, engine="dask", client=client)
    assert folded.streams == 20


def test_a_cluster_that_is_closed_in_the_middle_is_what_the_run_says(tmp_path, monkeypatch):
    monkeypatch.setattr("peacetalks.scale.buckets._ROWS", 40)
    made = LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0")

    def slow(_):
        time.sleep(0.3)
        return 1

    def close(progress):
        if progress.done == 1:
            threading.Thread(target=made.close).start()

    with Client(made) as client, pytest.raises(pt.RunStopped, match="the cluster is lost"):
        scale.fold_streams(TALKS, slow, to=tmp_path, engine="dask", client=client, progress=close)


def test_a_fold_that_exits_takes_no_worker_with_it(cluster, tmp_path):
    before = set(cluster.scheduler_info()["workers"])
    folded = scale.fold_streams(
        TALKS, odd(TALKS.streams[3], SystemExit(1)), to=tmp_path, engine="dask", client=cluster
    )
    assert [finding.code for finding in folded.findings] == ["PT302"]
    assert set(cluster.scheduler_info()["workers"]) == before


def test_events_that_no_worker_can_find_any_more_are_not_a_lost_cluster(
    small, tmp_path, monkeypatch
):
    monkeypatch.setattr("peacetalks.scale.buckets._ROWS", 40)
    buckets = scale.shuffle(TALKS, tmp_path / "kept")

    def remove(progress):
        if progress.done == 1:
            buckets.file.rename(tmp_path / "moved")

    with Client(small) as client, pytest.raises(pt.RunStopped, match="cannot be read"):
        scale.fold_streams(
            buckets.folder, odd("none", 1), to=tmp_path, engine="dask", client=client,
            progress=remove,
        )  # fmt: skip


def hide(path):
    """Hide a file from a worker, as if it were on another machine."""
    from pyarrow import parquet  # noqa: PLC0415 # this runs in the worker

    class Elsewhere(parquet.ParquetFile):
        def __init__(self, file, **told):
            if str(file) == path:
                raise FileNotFoundError(path)
            super().__init__(file, **told)

    parquet.ParquetFile = Elsewhere


def test_rows_are_sent_to_workers_that_do_not_see_the_folder(small, tmp_path, monkeypatch):
    monkeypatch.setattr("peacetalks.scale.buckets._ROWS", 40)
    buckets = scale.shuffle(TALKS, tmp_path / "kept")
    with Client(small) as client:
        client.run(hide, str(buckets.file))
        folded = scale.fold_streams(
            buckets.folder, len, to=tmp_path / "run", engine="dask", client=client
        )
    assert folded.events == 400
    assert not folded.set_aside
