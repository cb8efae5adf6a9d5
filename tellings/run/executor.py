"""Executors: who does the work. They only map; the steps are pure, so the result never depends on them."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from threading import Thread, current_thread, main_thread
from typing import Protocol, TypeVar

from tellings.errors import WorkerLost

Item = TypeVar("Item")
Result = TypeVar("Result")

# Starting a worker costs about a second of imports and tables: below this a second core does not pay.
WORTH_A_POOL = 16
# A process that the system kills for want of memory may be killed again; one that was killed by hand is not.
TRIES = 5
LOST = "If memory is short, pass fewer --workers."


class Executor(Protocol):
    """Applies a pure function to items; results come in the order of the items."""

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """``function`` of each item, in order."""
        ...

    def close(self) -> None:
        """Let go of workers, and of the memory they hold; a further `map` has new ones."""
        ...


class Serial:
    """One item after the other, in this process."""

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """``function`` of each item, in order."""
        return map(function, items)

    def close(self) -> None:
        """There are no workers to let go of."""


class Cores:
    """This machine's cores, one process each. A process that dies costs what it was at work on, which is redone."""

    def __init__(self, workers: int, *, worth: int = WORTH_A_POOL, at_once: int = 4, kept: bool = False) -> None:
        """``worth`` is the number of items from which a second process pays; ``at_once`` are sent to it together.

        Processes that are ``kept`` serve one map after the other, until `close`.
        """
        self.workers, self.worth, self.at_once, self.kept = workers, worth, at_once, kept
        self._pool: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """End the processes; a further `map` starts new ones."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """``function`` of each item, in order; small work stays in this process.

        Raises WorkerLost where processes die again and again over the same items.
        """
        if self.workers < 2 or len(items) < self.worth:
            yield from map(function, items)
            return
        chunks = [items[n : n + self.at_once] for n in range(0, len(items), self.at_once)]
        done = tries = 0
        while done < len(chunks):
            try:
                for results in self._results(function, chunks[done:]):
                    done, tries = done + 1, 0
                    yield from results
            except BrokenProcessPool as error:
                tries += 1
                if tries > TRIES:
                    raise WorkerLost("workers", f"{TRIES} processes in a row died over the same work.", LOST) from error

    def _results(self, function: Callable[[Item], Result], chunks: Sequence[Sequence[Item]]) -> Iterator[list[Result]]:
        if self._pool is None:
            # spawn: a forked child would share threads that libraries have already started
            most = self.workers if self.kept else min(self.workers, len(chunks))
            self._pool = ProcessPoolExecutor(most, get_context("spawn"), _end_with, (os.getpid(),))
        futures = []
        try:
            with _interrupts_left_to_us():
                futures = [self._pool.submit(_each, function, chunk) for chunk in chunks]
            for future in futures:
                yield future.result()
        except BrokenProcessPool:
            self.close()
            raise
        finally:
            for future in futures:
                future.cancel()
            if not self.kept:
                self.close()


def _end_with(parent: int) -> None:
    """End this worker when ``parent`` does, however that ended: nobody else would."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _each(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [function(item) for item in items]


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
