"""Work and its batches enter, results leave as they come: in this process, in several, or on a Dask cluster."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import partial
from itertools import islice
from typing import Any

from discourse.errors import DiscourseError

Run = Callable[[Callable[..., int], Iterable[tuple[Any, ...]]], Iterator[int]]
RETRIES = 2
"""So often a batch is counted again after an error; after the loss of its worker it always is."""
ANSWER = 8
"""So many seconds a scheduler has to answer."""
AHEAD = 3
"""So many batches for each worker are in memory at the same time."""


def on_processes(workers: int) -> Run:
    """Make what runs work on so many processes of this machine, of which this very process is one.

    It counts while the others, which have to start first, are busy, and takes work back that none of them has begun.

    Parameters
    ----------
    workers : int
        From 1.

    Examples
    --------
    >>> list(on_processes(1)(lambda a, b: a * b, [(2, 3), (4, 5)]))
    [6, 20]
    """
    if workers == 1:
        return lambda work, jobs: (work(*job) for job in jobs)

    def run(work: Callable[..., int], jobs: Iterable[tuple[Any, ...]]) -> Iterator[int]:
        from joblib.externals.loky import as_completed, get_reusable_executor

        others = get_reusable_executor(workers - 1)
        given: dict[Future, tuple[Any, ...]] = {}
        try:
            for job in jobs:
                for done in [future for future in given if future.done()]:
                    del given[done]
                    yield done.result()
                if len(given) < AHEAD * (workers - 1):
                    given[others.submit(work, *job)] = job
                else:
                    yield work(*job)
            for future in [future for future in reversed(given) if future.cancel()]:
                yield work(*given.pop(future))
            for future in as_completed(given):
                yield future.result()
        except BaseException:
            others.shutdown(kill_workers=True)
            raise

    return run


def on_cluster(address: str) -> Run:
    """Make what runs work on the workers of a Dask scheduler, again where a worker is lost.

    Parameters
    ----------
    address : str
        For example ``tcp://10.0.0.5:8786``.

    Raises
    ------
    DiscourseError
        If the address is none, or distributed is not installed. If the scheduler does not answer, when the work begins.
    """
    if not re.fullmatch(r"(?:tcp|tls|ws|wss|ucx)://[^\s/]+:[0-9]{1,5}/?", address):
        raise DiscourseError(f"{address!r} is no address of a scheduler", remedy="Write tcp://HOST:PORT.")
    try:
        from distributed import Client
    except ImportError:
        raise DiscourseError("Dask distributed is not installed", remedy="pip install 'discourse[scale]'.") from None

    def run(work: Callable[..., int], jobs: Iterable[tuple[Any, ...]]) -> Iterator[int]:
        try:
            client = Client(address, timeout=ANSWER, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise DiscourseError(f"no scheduler answers ({str(error)[:200]})", place=address,
                                 remedy="Start one with `dask scheduler`, workers with `dask worker ADDRESS`."
                                 ) from None  # fmt: skip
        with client:
            yield from _as_they_come(client, work, iter(jobs))

    return run


def _as_they_come(client, work: Callable[..., int], jobs: Iterator[tuple[Any, ...]]) -> Iterator[int]:
    """Keep every worker busy with a few batches, and never hold more of them than that."""
    import dask
    from distributed import as_completed

    send = partial(client.submit, work, pure=False, retries=RETRIES)
    ahead = AHEAD * max(1, sum(client.nthreads().values()))
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"}):
        running = as_completed([send(*job) for job in islice(jobs, ahead)], loop=client.loop)
        for future in running:
            yield future.result()
            for job in islice(jobs, 1):
                running.add(send(*job))
