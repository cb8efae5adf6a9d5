import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tellings.errors import OutputError
from tellings.serve.folder import serve_folder
from tellings.workspace.output import write_folder


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    write_folder(tmp_path / "out", {"index.html": b"<p>index"})
    with serve_folder(tmp_path / "out", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_the_index_is_served(address: str) -> None:
    assert urllib.request.urlopen(address, timeout=5).read() == b"<p>index"


def test_a_request_under_another_host_name_is_refused(address: str) -> None:
    request = urllib.request.Request(address, headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="421"):
        urllib.request.urlopen(request, timeout=5)


def test_a_folder_that_is_not_ours_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no case files there"):
        serve_folder(tmp_path, 0)
