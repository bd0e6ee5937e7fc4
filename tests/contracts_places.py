"""Places of their own in a PostgreSQL database, for tests of logs."""

import uuid


def schema(address):
    """Return the address of a new, empty schema."""
    import psycopg  # noqa: PLC0415 # only those tests that need a server pay

    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    mark = "&" if "?" in address else "?"
    return f"{address}{mark}options=-csearch_path%3D{name}"
