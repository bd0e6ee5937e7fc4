"""Buckets on a Dask cluster, as futures: whatever ``Client`` the user has.

Workers that see the folder of the buckets read them there; to others they are sent. A worker
that is lost is Dask's business: it gives its buckets to another one. Of a bucket that was lost
several times this machine finds out which stream kills.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
from collections.abc import Generator, Iterable
from contextlib import suppress
from itertools import islice
from typing import Any, Final

import attrs

from peacetalks.errors import InvalidValue, RunStopped
from peacetalks.extras import needed
from peacetalks.scale.buckets import Bucket
from peacetalks.scale.memory import stream_limit
from peacetalks.scale.processes import carefully, not_taken
from peacetalks.scale.tasks import Part, Work, fold_bucket, table_of_bucket

__all__ = ["checked_client", "on_cluster"]

_WAITING: Final = 3
"""So many buckets for each thread of the cluster are under way."""
_PATIENCE: Final = 60.0
"""So many seconds a cluster may take until it has a worker."""


def checked_client(client: Any) -> Any:
    """Return the client of a cluster: the one given, else the one that was made last.

    Any, here and below: distributed has no types.

    Raises:
        InvalidValue: if there is none.
        MissingExtra: without Dask.
    """
    distributed = needed("scale", "distributed")
    if client is None:
        try:
            return distributed.get_client()
        except ValueError:
            raise InvalidValue(
                "Dask without a client",
                value=client,
                accepted="client=dask.distributed.Client(...)",
                hint="Client() starts workers on this machine",
            ) from None
    if not isinstance(client, distributed.Client) or client.asynchronous:
        raise InvalidValue("not a client of Dask", value=client, accepted="Client(...)")
    if client.status != "running":
        raise InvalidValue("a client of Dask that is closed", value=client, accepted="Client(...)")
    return client


def on_cluster(work: Work, buckets: Iterable[Bucket], client: Any) -> Generator[Part]:
    """Yield what becomes of buckets, as they are finished.

    Raises:
        RunStopped: if the cluster is lost.
    """
    threads = _threads(client, work)
    left = iter(buckets)
    told = attrs.evolve(work, stream_limit=_limit(client, work.stream_limit))
    visible = all(client.run(os.path.exists, str(work.file)).values())
    running: dict[Any, Bucket] = {}
    finished = needed("scale", "distributed").as_completed(loop=client.loop, raise_errors=False)
    try:
        for bucket in islice(left, _WAITING * threads):
            finished.add(_submitted(client, told, bucket, running, visible=visible))
        for future in finished:
            yield _result(future, work, running.pop(future))
            future.release()
            for following in islice(left, 1):
                finished.add(_submitted(client, told, following, running, visible=visible))
    finally:
        # A client that was closed meanwhile has nothing to cancel, and says so.
        with suppress(Exception):
            client.cancel(list(running))


def _threads(client: Any, work: Work) -> int:
    """Return how many threads the cluster has, once it has any.

    Raises:
        RunStopped: if it has none for long.
    """
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except needed("scale", "distributed").TimeoutError as error:
        raise _stopped(work, "the cluster has no workers", "start some") from error
    threads: int = sum(client.nthreads().values())
    return max(1, threads)


def _submitted(
    client: Any, work: Work, bucket: Bucket, running: dict[Any, Bucket], *, visible: bool
) -> Any:
    rows = None if visible else table_of_bucket(work.file, bucket)
    future = client.submit(fold_bucket, work, bucket, rows=rows, pure=False)
    running[future] = bucket
    return future


def _result(future: Any, work: Work, bucket: Bucket) -> Part:
    """Return what became of a bucket; if its worker is lost before it tells, of another try."""
    distributed = needed("scale", "distributed")
    cancelled = asyncio.CancelledError, concurrent.futures.CancelledError
    lost = (*cancelled, distributed.TimeoutError, distributed.comm.CommClosedError)
    try:
        part: Part = future.result()
    except distributed.KilledWorker:
        return carefully(work, bucket)
    except lost as error:
        raise _stopped(work, f"the cluster is lost: {error}", "connect") from error
    except OSError as error:
        if work.file.exists() and isinstance(error, FileNotFoundError):
            return carefully(work, bucket)  # a worker that came later may not see the file
        raise _stopped(work, f"the events cannot be read: {error}", "mend it") from error
    except Exception as error:
        # What a fold raises is a finding, so it never began.
        raise not_taken(work.folding, error) from error
    return part


def _stopped(work: Work, what: str, hint: str) -> RunStopped:
    return RunStopped(str(work.file.parent), what, hint)


def _limit(client: Any, otherwise: int) -> int:
    """Return how large a stream may be, from the memory of the smallest worker."""
    workers = client.scheduler_info(n_workers=-1)["workers"].values()
    shares = [w["memory_limit"] // w["nthreads"] for w in workers if w["memory_limit"]]
    # Dask pauses a worker at eight tenths of its limit, and what it does itself takes a part.
    return stream_limit(int(min(shares) * 0.5)) if shares else otherwise
