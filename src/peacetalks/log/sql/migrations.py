"""From one version of the schema to the next, forward only, in the transaction of the opening.

A step is a list of statements, for a database by its name; it may add tables, columns, indexes
and views, and never touches what records hold: the digests cover it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

from peacetalks.frozenmap import FrozenMap
from peacetalks.log.sql.schema import LOG, VERSION, Dialect

__all__ = ["STEPS", "migrate"]

STEPS: Final[Mapping[int, Mapping[str, tuple[str, ...]]]] = FrozenMap({})
"""By the version they start from and the name of the database; there is one version so far."""


def migrate(
    connection: sa.Connection,
    dialect: Dialect,
    version: int,
    *,
    steps: Mapping[int, Mapping[str, tuple[str, ...]]] = STEPS,
    upto: int = VERSION,
) -> None:
    """Bring a log to a version of the schema."""
    for step in range(version, upto):
        for statement in steps[step][dialect.engine.dialect.name]:
            connection.exec_driver_sql(statement)
    connection.execute(sa.update(LOG).values(schema_version=upto))
