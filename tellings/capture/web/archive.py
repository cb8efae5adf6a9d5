"""What was fetched, as WARC 1.1 (ISO 28500): one file for a page, with each request and answer that led to it.

The file stands under its name only when it is whole: it is written beside, flushed to the disk, and renamed. Its name
tells host, address (a digest) and moment, so that the last one of an address is found again.
"""

import hashlib
import io
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import httpx2
from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tellings.capture.web.exchange import Exchange
from tellings.capture.web.rules import AGENT
from tellings.errors import OutputError

ENDING = ".warc.gz"
OTHER = re.compile(r"[^a-z0-9.-]+")


class Earlier(NamedTuple):
    """An earlier capture of an address: its file, the address it ended at, and what a server may know it by."""

    path: Path
    url: str
    etag: str
    modified: str


def write(folder: Path, url: httpx2.URL, exchanges: Sequence[Exchange], moment: datetime) -> Path:
    """Write what ``exchanges`` say, asked for as ``url`` at ``moment``; the path of the file.

    Raises OutputError where the folder cannot be written; nothing half-written is left then.
    """
    path = folder / f"{_stem(url)}-{moment.astimezone(UTC):%Y%m%d%H%M%S}{ENDING}"
    # Hidden while it grows: no walk of the folder reads it.
    growing = folder / f".{path.name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with growing.open("wb") as file:
            file.write(_warc(exchanges, path.name, moment))
            file.flush()
            os.fsync(file.fileno())
        growing.replace(path)
        _settle(folder)
    except OSError as error:
        what = f"cannot be written ({error.strerror or error})."
        raise OutputError(str(folder), what, "Name another folder with -o.") from error
    finally:
        with suppress(OSError):
            growing.unlink(missing_ok=True)
    return path


def earlier(folder: Path, url: httpx2.URL) -> Earlier | None:
    """The last capture of ``url`` in ``folder`` that `write` wrote; null where there is none that can be read."""
    for path in sorted(folder.glob(f"{_stem(url)}-*{ENDING}"), reverse=True):
        try:
            with path.open("rb") as file:
                answers = list(ArchiveIterator(file, record_types=WarcRecordType.response))
                if answers and answers[-1].http_headers is not None:
                    last, headers = answers[-1].headers, answers[-1].http_headers
                    address = last.get("WARC-Target-URI") or ""
                    return Earlier(path, address, headers.get("ETag") or "", headers.get("Last-Modified") or "")
        except OSError:
            # Cut short or another program's: it is fetched again.
            continue
    return None


def _warc(exchanges: Sequence[Exchange], name: str, moment: datetime) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
    date = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    writer.write_record(writer.create_warcinfo_record(name, {"software": AGENT, "format": "WARC file version 1.1"}))
    for one in exchanges:
        answer = writer.create_warc_record(
            str(one.url),
            "response",
            payload=io.BytesIO(one.body),
            http_headers=StatusAndHeaders(f"{one.status} {one.reason}".strip(), _kept(one), protocol=one.version),
            warc_headers_dict={"WARC-Date": date, "WARC-IP-Address": one.address.partition("%")[0]},
        )
        line = f"GET {one.url.raw_path.decode('ascii')} HTTP/1.1"
        request = writer.create_warc_record(
            str(one.url),
            "request",
            http_headers=StatusAndHeaders(line, list(one.asked), is_http_request=True),
            warc_headers_dict={"WARC-Date": date},
        )
        writer.write_request_response_pair(request, answer)
    return buffer.getvalue()


def _kept(one: Exchange) -> list[tuple[str, str]]:
    """Headers as they came; chunks are joined already, so their header bears the name that Common Crawl gives it."""
    renamed = {"transfer-encoding": "X-Crawl-Transfer-Encoding"}
    return [(renamed.get(name.lower(), name), value) for name, value in one.headers]


def _stem(url: httpx2.URL) -> str:
    digest = hashlib.sha256(str(url).encode()).hexdigest()[:12]
    host = OTHER.sub("-", url.raw_host.decode("ascii").lower()).strip("-.")[:80]
    return f"{host}-{digest}"


def _settle(folder: Path) -> None:
    """The folder's entry to the disk too; some file systems cannot."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
