import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tellings.cli import main

ROOT = Path(__file__).parents[2]
# relative, as a user would give it: a case file names its captures by the path given
FERRY = Path("examples") / "ferry"


def tellings(*arguments: str | Path, input: str | None = None) -> Result:  # noqa: A002 (as click names it)
    """The command line as a user runs it: its exit status, standard output and standard error."""
    return CliRunner().invoke(main, [str(a) for a in arguments], input=input, catch_exceptions=False)


@pytest.fixture(scope="session", autouse=True)
def _in_the_checkout() -> Iterator[None]:
    with contextlib.chdir(ROOT):
        yield


@pytest.fixture(scope="session")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped example, built once."""
    out = tmp_path_factory.mktemp("ferry") / "out"
    assert tellings("build", FERRY, "-o", out, "--quiet", "--workers", "1").exit_code == 0
    return out


def largest(out: Path) -> Path:
    """The case file of most bytes in a build: of the example, the ferry's."""
    paths: Sequence[Path] = sorted(out.glob("*/case.json"), key=lambda p: p.stat().st_size)
    return paths[-1]
