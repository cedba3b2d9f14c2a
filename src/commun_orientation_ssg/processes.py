"""Work shared between processes that are forked from this one: they know what it knows, and end with it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

__all__ = ["can_fork", "forked"]


def can_fork() -> bool:
    """Tell whether this system copies a process as it stands."""
    return "fork" in multiprocessing.get_all_start_methods()


@contextmanager
def forked(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Give `jobs` processes that hold what this one holds now; what they are given next goes by the name of a function.

    None of them outlives this process, even when it is killed.
    """
    life = os.pipe()
    fork = multiprocessing.get_context("fork")
    try:
        with ProcessPoolExecutor(jobs, mp_context=fork, initializer=_end_with_parent, initargs=life) as pool:
            try:
                yield pool
            finally:
                pool.shutdown(cancel_futures=True)
    finally:
        for end in life:
            os.close(end)


def _end_with_parent(life: int, parents_end: int) -> None:
    """End this process when the one that forked it is gone.

    Otherwise it would wait for work, and hold what its parent locked, for ever.
    """
    os.close(parents_end)

    def wait() -> None:
        os.read(life, 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
