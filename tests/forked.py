"""Processes that begin with the library loaded: forked from one that has done nothing else."""

import multiprocessing

__all__ = ["FORK"]

FORK = multiprocessing.get_context("forkserver")
FORK.set_forkserver_preload(
    [
        "peacetalks.cli",
        "peacetalks.history",
        "peacetalks.log.sql.store",
        "peacetalks.log.sql.sqlite",
        "rich.table",
    ]
)
