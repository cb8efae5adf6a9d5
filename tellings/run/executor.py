"""Executors: who does the work. They only map; the steps are pure, so the result never depends on them."""

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from threading import current_thread, main_thread
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Starting a worker costs about a second of imports and tables: below this a second core does not pay.
WORTH_A_POOL = 16


class Executor(Protocol):
    """Applies a pure function to items; results come in the order of the items."""

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """``function`` of each item, in order."""
        ...


class Serial:
    """One item after the other, in this process."""

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """``function`` of each item, in order."""
        return map(function, items)


class Cores:
    """This machine's cores, one process each."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """``function`` of each item, in order; small work stays in this process."""
        if self.workers < 2 or len(items) < WORTH_A_POOL:
            yield from map(function, items)
            return
        # spawn: a forked child would share threads that libraries have already started
        with ProcessPoolExecutor(min(self.workers, len(items)), mp_context=get_context("spawn")) as pool:
            with _interrupts_left_to_us():
                results = pool.map(function, items, chunksize=4)
            yield from results


@contextmanager
def _interrupts_left_to_us() -> Iterator[None]:
    """Workers started here ignore Ctrl-C, which a terminal sends to all of us: this process ends them."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
