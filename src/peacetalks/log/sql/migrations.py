"""Migrate the schema to a newer version, in the first transaction that writes to the log.

Until then an older log is read as it is: who reads it changes nothing, and needs no right to.

A step is a list of statements for each database. It may add tables, columns, indexes and views,
but never changes the content of records, because the digests cover it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy.schema import DDLElement

from peacetalks.log.sql import postgres_schema, sqlite_schema
from peacetalks.log.sql.schema import LOG, VERSION, Dialect
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["STEPS", "migrate"]

Step: TypeAlias = Mapping[str, tuple[str | DDLElement, ...]]

STEPS: Final[Mapping[int, Step]] = FrozenMap(
    {
        version: FrozenMap(
            {"sqlite": sqlite_schema.STEPS[version], "postgresql": postgres_schema.STEPS[version]}
        )
        for version in sqlite_schema.STEPS
    }
)
"""The steps by start version and database name."""


def migrate(
    connection: sa.Connection,
    dialect: Dialect,
    version: int,
    *,
    steps: Mapping[int, Step] = STEPS,
    upto: int = VERSION,
) -> None:
    """Migrate a log from a version of the schema to a newer one."""
    for step in range(version, upto):
        for statement in steps[step][dialect.engine.dialect.name]:
            if isinstance(statement, str):
                connection.exec_driver_sql(statement)
            else:
                connection.execute(statement)
    connection.execute(sa.update(LOG).values(schema_version=upto))
