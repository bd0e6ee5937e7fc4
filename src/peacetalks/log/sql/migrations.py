"""Migrate the schema to a newer version, in the transaction that opens the log.

A step is a list of statements for each database. It may add tables, columns, indexes and views,
but never changes the content of records, because the digests cover it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

from peacetalks.log.sql.schema import LOG, VERSION, Dialect
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["STEPS", "migrate"]

STEPS: Final[Mapping[int, Mapping[str, tuple[str, ...]]]] = FrozenMap({})
"""The steps by start version and database name; there is only one version so far."""


def migrate(
    connection: sa.Connection,
    dialect: Dialect,
    version: int,
    *,
    steps: Mapping[int, Mapping[str, tuple[str, ...]]] = STEPS,
    upto: int = VERSION,
) -> None:
    """Migrate a log from a version of the schema to a newer one."""
    for step in range(version, upto):
        for statement in steps[step][dialect.engine.dialect.name]:
            connection.exec_driver_sql(statement)
    connection.execute(sa.update(LOG).values(schema_version=upto))
