"""Ray: the same steps on many machines. Ray maps and restarts; what is shipped is a task's names and numbers.

All nodes have this program installed and see the output folder under the same path (a shared file system); inputs
are read where the task runs.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from tellings.errors import MissingPart, WorkerLost
from tellings.run.executor import Cores, Executor

Item = TypeVar("Item")
Result = TypeVar("Result")

# A task is tried again where its worker or node dies; tasks wait in the cluster up to so many for each core.
RETRIES = 10
WAITING = 3


@contextmanager
def executor(engine: str, workers: int, address: str | None = None) -> Iterator[Executor]:
    """An executor for dear items: this machine's cores (``local``), or a Ray cluster (``ray``), left on the way out.

    ``address`` is the cluster's; without one, a cluster of ``workers`` cores is started here. Raises MissingPart
    where Ray is not installed, WorkerLost where the cluster cannot be reached.
    """
    if engine != "ray":
        cores = Cores(workers, worth=2, at_once=1, kept=True)
        try:
            yield cores
        finally:
            cores.close()
        return
    try:
        import ray
    except ImportError as error:
        raise MissingPart("--engine ray", "Ray is missing.", "pip install 'tellings[ray]' adds it.") from error
    started = not ray.is_initialized()
    if started:
        try:
            # an address is that of a running cluster, whose cores are its own
            ray.init(address=address, num_cpus=None if address else workers, include_dashboard=False,
                     log_to_driver=False, logging_level=logging.ERROR)  # fmt: skip
        except (ConnectionError, ValueError, TimeoutError) as error:
            raise WorkerLost(str(address), f"no Ray cluster there ({error}).", "Check --address.") from error
    try:
        yield OnRay()
    finally:
        if started:
            ray.shutdown()


class OnRay:
    """The cores of the Ray cluster that this process is connected to."""

    def close(self) -> None:
        """Ray ends idle workers itself."""

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """``function`` of each item, in order; a few for each core are waiting at any time.

        Raises WorkerLost where the workers of one item die again and again.
        """
        import ray

        def once(item: Item) -> Result:
            return function(item)

        # Ray wants a plain function; ours may be a partial one.
        applied = ray.remote(num_cpus=1, max_retries=RETRIES)(once)
        most = WAITING * max(int(ray.cluster_resources().get("CPU", 1)), 1)
        waiting = [applied.remote(item) for item in items[:most]]
        try:
            for number in range(len(items)):
                if number + most < len(items):
                    waiting.append(applied.remote(items[number + most]))
                result: Result = ray.get(waiting[number])
                yield result
        except (ray.exceptions.WorkerCrashedError, ray.exceptions.NodeDiedError) as error:
            raise WorkerLost(
                "Ray", f"workers died {RETRIES} times over the same work.", "Look at their logs."
            ) from error
        finally:
            for ref in waiting:
                ray.cancel(ref, force=False)
