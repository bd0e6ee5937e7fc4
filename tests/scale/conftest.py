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
