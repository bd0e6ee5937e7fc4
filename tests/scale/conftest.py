import pytest
from distributed import Client, LocalCluster


@pytest.fixture(scope="session")
def cluster():
    """Start two real worker processes."""
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as made,
        Client(made) as client,
    ):
        yield client


@pytest.fixture(params=["processes", pytest.param("dask", marks=pytest.mark.engines)])
def engine(request):
    """Return the arguments that make a run use an engine."""
    if request.param == "processes":
        return {"workers": 2}
    return {"engine": "dask", "client": request.getfixturevalue("cluster")}
