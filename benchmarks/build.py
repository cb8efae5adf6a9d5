"""A whole build as a user runs it: wall time and peak memory of fresh processes, beside the plain start-up.

``python -m benchmarks.build [FOLDER ...]`` (the shipped example where none is named, and the two saved reports
beside the checkout where they are there).
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
RUNS = 5


def main(folders: list[str]) -> None:
    """Print a row a folder: median wall seconds, its ratio to start-up, peak memory."""
    given = folders or ["examples/ferry", *([str(SEEDS)] if SEEDS.is_dir() else [])]
    start, memory = measured(["--version"])
    print(f"{'start-up (tellings --version)':44} {start:6.2f} s {memory:6.0f} MB")
    with tempfile.TemporaryDirectory() as out:
        for folder in given:
            wall, memory = measured(["build", folder, "-o", f"{out}/out", "--quiet"])
            print(f"{'build ' + folder:44} {wall:6.2f} s {memory:6.0f} MB   {wall / start:.1f} × start-up")


def measured(arguments: list[str]) -> tuple[float, float]:
    """Median wall seconds and highest resident megabytes over runs of the command line."""
    walls, peaks = [], []
    for _ in range(RUNS):
        begin = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", "tellings", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        walls.append(time.perf_counter() - begin)
        peaks.append(usage.ru_maxrss / 1024)
        if os.waitstatus_to_exitcode(status):
            sys.exit(f"failed: tellings {' '.join(arguments)}")
    return sorted(walls)[RUNS // 2], max(peaks)


if __name__ == "__main__":
    main(sys.argv[1:])
