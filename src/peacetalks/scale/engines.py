"""Where buckets are folded: any ``concurrent.futures.Executor``.

In this process, buckets are folded one after the other. ``loky`` starts processes of this machine
that need no main module. Dask's ``client.get_executor()`` folds on a cluster; if a worker is lost,
Dask gives its buckets to another one. Callers may also pass an executor of their own.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar, final

from attrs import frozen

from peacetalks._support.optional import import_extra
from peacetalks.errors import InvalidValue, RunStopped
from peacetalks.scale.memory import stream_limit
from peacetalks.scale.tasks import Work

__all__ = ["Engine", "Start", "engine_for", "processes"]

_WAITING: Final = 3
"""The number of buckets that are submitted at a time for each worker, so that none has to wait."""
_LOOKS: Final = 1.0
"""A process checks this often, in seconds, whether its parent is still alive."""
_PATIENCE: Final = 60.0
"""The most seconds to wait for the first worker of a cluster."""

P = ParamSpec("P")
T = TypeVar("T")


@final
@frozen
class Engine:
    """An executor, and what the run has to know about it.

    Attributes:
        opened: opens the executor.
        at_once: the most buckets that are submitted at a time.
        is_here: whether it folds in this process, so that nothing has to be pickled.
        reopens: whether it can be opened again after one of its processes has died.
        killed: the exceptions that stand for a process that died.
        is_alive: returns whether futures will still be finished.
        stream_limit: the most bytes of payload of a stream; None: as on this machine.
    """

    opened: Callable[[], AbstractContextManager[Executor]]
    at_once: int
    is_here: bool = False
    reopens: bool = False
    killed: tuple[type[BaseException], ...] = (BrokenExecutor,)
    is_alive: Callable[[], bool] = lambda: True
    stream_limit: int | None = None


Start: TypeAlias = Callable[[Work], Engine]
"""Starts an engine, as soon as the work is known."""


def engine_for(name: str, client: Any, workers: int) -> Start:
    """Return the engine that a caller asked for.

    Any, here and below: loky and distributed are not typed.

    Args:
        name: ``"processes"`` or ``"dask"``.
        client: an executor, which is used whatever the name; or the client of a cluster.
        workers: the number of workers; 0: fold in this process.

    Raises:
        InvalidValue: if there is no such engine, or the client cannot be used.
        MissingExtra: if Dask is not installed.
    """
    if name not in {"processes", "dask"}:
        raise InvalidValue("not an engine", value=name, accepted="processes, dask")
    if isinstance(client, Executor):
        return lambda _: Engine(lambda: nullcontext(client), max(1, workers) * _WAITING)
    if name == "dask":
        return partial(_cluster, _checked_client(client))
    return lambda _: processes(workers) if workers else Engine(_Here, 1, is_here=True)


class _Here(Executor):
    """Calls functions in this process; ``submit`` raises what they raise."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def processes(workers: int) -> Engine:
    """Return processes of this machine."""
    return Engine(partial(_loky, workers), workers * _WAITING, reopens=True)


@contextmanager
def _loky(workers: int) -> Generator[Executor]:
    executor = import_extra("scale", "loky").ProcessPoolExecutor(
        max_workers=workers, initializer=_begin, initargs=(os.getpid(),)
    )
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, kill_workers=True)


def _begin(parent: int) -> None:
    """Ignore interrupts, which the parent handles, and end when the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_exit_with, args=(parent,), daemon=True).start()


def _exit_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOKS)
    os._exit(1)


def _checked_client(client: Any) -> Any:
    """Return the client of a cluster: ``client``, or the client that was made last."""
    distributed = import_extra("scale", "distributed")
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
        raise InvalidValue("not a Dask client", value=client, accepted="Client(...)")
    if client.status != "running":
        raise InvalidValue("a closed Dask client", value=client, accepted="Client(...)")
    return client


def _cluster(client: Any, work: Work) -> Engine:
    """Return a cluster, once it has a worker.

    Raises:
        RunStopped: if it gets no worker in time.
    """
    distributed = import_extra("scale", "distributed")
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except distributed.TimeoutError as error:
        raise RunStopped(
            str(work.file.parent), "the cluster has no workers", "start workers"
        ) from error
    workers = client.scheduler_info(n_workers=-1)["workers"].values()
    shares = [w["memory_limit"] // w["nthreads"] for w in workers if w["memory_limit"]]
    return Engine(
        # A bucket that is folded twice is not the same work: its fold may have failed before.
        lambda: nullcontext(client.get_executor(pure=False)),
        at_once=max(1, sum(w["nthreads"] for w in workers)) * _WAITING,
        killed=(distributed.KilledWorker,),
        is_alive=lambda: bool(client.status == "running"),
        # Dask pauses a worker at 80 % of its limit, and needs some of the memory itself.
        stream_limit=stream_limit(int(min(shares) * 0.5)) if shares else None,
    )
