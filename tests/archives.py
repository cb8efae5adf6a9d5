"""WARC, WACZ and MIME files made for tests; their words are invented."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FIRST = "The night ferry from Harbourton ran aground on Tuesday with forty people aboard, the harbour office said."
SECOND = "Nobody was hurt, and the ferry was towed off at high water the next morning by two tugs of the company."
THIRD = "The harbour office has opened an inquiry and said it would publish what it finds before the end of the month."
DATE = "2031-05-03T09:28:00Z"


def html(title: str = "Ferry aground", *paragraphs: str) -> bytes:
    body = "".join(f"<p>{p}</p>" for p in paragraphs or (FIRST, SECOND, THIRD))
    page = f"<head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body>"
    return f"<!doctype html><html>{page}</html>".encode()


def warc(*records: tuple[str, bytes], gzip: bool = True, extra: Sequence[Mapping[str, object]] = ()) -> bytes:
    """A WARC of a warcinfo, a request and a response per (url, page), and records of the forms in ``extra``."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("test.warc", {"software": "tests"}))
    for url, page in records:
        request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "quay.example")], is_http_request=True)
        writer.write_record(writer.create_warc_record(url, "request", http_headers=request))
        add(writer, url=url, body=page)
    for form in extra:
        add(writer, **form)  # type: ignore[arg-type]
    return buffer.getvalue()


def add(
    writer: WARCWriter,
    url: str = "https://quay.example/1",
    body: bytes = b"",
    status: str = "200 OK",
    media: str = "text/html; charset=utf-8",
    headers: Sequence[tuple[str, str]] = (),
    kind: str = "response",
) -> None:
    fields = [("Content-Type", media)] if media else []
    http = StatusAndHeaders(status, [*fields, *headers], protocol="HTTP/1.1") if kind != "resource" else None
    record = writer.create_warc_record(
        url, kind, payload=io.BytesIO(body), http_headers=http, warc_content_type=media if kind == "resource" else "",
        warc_headers_dict={"WARC-Date": DATE},
    )  # fmt: skip
    writer.write_record(record)


def wacz(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, data in members.items():
            packed.writestr(f"archive/{name}.warc.gz", data)
        packed.writestr("datapackage.json", "{}")
    return buffer.getvalue()
