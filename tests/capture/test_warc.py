import gzip
import hashlib
import zlib
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.capture.files import again, captures
from tellings.capture.warc import pages
from tellings.errors import Aside, EmptyInput, InputError, Malformed, NotFound, NotText, TooLarge
from tellings.model import Capture, CaptureNote, Part
from tests.archives import DATE, html, wacz, warc

A, B = "https://quay.example/a", "https://quay.example/b"


def read(path: Path, data: bytes, limit: int = 1_000_000) -> list[Capture | InputError]:
    path.write_bytes(data)
    return list(captures([str(path)], limit))


def note(capture: Capture) -> CaptureNote:
    return CaptureNote(path=capture.path, url=capture.url, sha256=capture.sha256, encoding="utf-8", part=capture.part)


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_is_a_capture_with_its_address_moment_and_digest(tmp_path: Path, packed: bool) -> None:
    data = warc((A, html("One")), (B, html("Two")), gzip=packed)
    first, second = read(tmp_path / ("a.warc.gz" if packed else "a.warc"), data)
    assert isinstance(first, Capture)
    assert (first.url, first.captured_at, first.charset, first.kind) == (A, DATE, "utf-8", ".html")
    assert first.data == html("One")
    assert first.sha256 == hashlib.sha256(html("One")).hexdigest()
    assert isinstance(second, Capture)
    assert second.part
    assert second.part.record == 5


def test_pages_streams_a_path(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(warc((A, html())))
    assert [c.data for c in pages(tmp_path / "a.warc.gz") if isinstance(c, Capture)] == [html()]


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(html(), mtime=0)),
        ("br", brotli.compress(html())),
        ("deflate, gzip", gzip.compress(__import__("zlib").compress(html()), mtime=0)),
        ("gzip", html()),
        ("br", html()),
        ("identity", html()),
    ],
)
def test_content_codings_are_undone_also_where_only_the_header_has_them(
    tmp_path: Path, coding: str, body: bytes
) -> None:
    found = read(tmp_path / "a.warc.gz", warc(extra=[{"body": body, "headers": [("Content-Encoding", coding)]}]))
    assert [c.data for c in found if isinstance(c, Capture)] == [html()]


@pytest.mark.parametrize("body", [b"6\r\n<html>\r\n7;x=1\r\n</html>\r\n0\r\n\r\n", b"<html></html>"])
def test_chunks_are_joined_also_where_only_the_header_has_them(tmp_path: Path, body: bytes) -> None:
    extra = [{"body": body, "headers": [("Transfer-Encoding", "chunked")]}]
    (found,) = read(tmp_path / "a.warc.gz", warc(extra=extra))
    assert isinstance(found, Capture)
    assert found.data == b"<html></html>"


def test_what_is_no_page_is_counted_in_one_line(tmp_path: Path) -> None:
    extra = [
        {"media": "image/png", "body": b"x"},
        {"media": "image/png", "body": b"y"},
        {"status": "404 Not Found", "body": b"gone"},
        {"status": "301 Moved", "headers": [("Location", B)]},
        {"kind": "revisit"},
    ]
    page, aside = read(tmp_path / "a.warc.gz", warc((A, html()), extra=extra))
    assert isinstance(page, Capture)
    assert isinstance(aside, Aside)
    assert "2 image/png, 1 revisit, 1 with status 404" in aside.what


def test_a_resource_that_is_a_page_is_read(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.warc.gz", warc(extra=[{"kind": "resource", "body": html(), "media": "text/html"}]))
    assert isinstance(found, Capture)


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"body": b"x" * 3000}, TooLarge),
        ({"body": gzip.compress(b"x" * 100_000, mtime=0), "headers": [("Content-Encoding", "gzip")]}, TooLarge),
        ({"body": brotli.compress(b"x" * 9_000_000), "headers": [("Content-Encoding", "br")]}, TooLarge),
        ({"body": b"\x1f\x8bxx", "headers": [("Content-Encoding", "gzip")]}, Malformed),
        ({"body": gzip.compress(html())[:60], "headers": [("Content-Encoding", "gzip")]}, Malformed),
        ({"body": brotli.compress(html())[:60], "headers": [("Content-Encoding", "br")]}, Malformed),
        ({"body": b"x", "headers": [("Content-Encoding", "zstd")]}, NotText),
        ({"body": b" "}, EmptyInput),
    ],
)
def test_a_record_that_cannot_be_read_is_named_and_the_rest_is_read(
    tmp_path: Path, form: dict[str, object], error: type[InputError]
) -> None:
    bad, good = read(tmp_path / "a.warc.gz", warc(extra=[form, {"body": b"<html>fine</html>"}]), limit=2000)
    assert type(bad) is error
    assert bad.where.endswith("a.warc.gz:2")
    assert bad.do
    assert isinstance(good, Capture)


def test_a_file_that_breaks_off_is_an_error_after_what_could_be_read(tmp_path: Path) -> None:
    data = warc((A, html()), (B, html("Two")))
    first, error = read(tmp_path / "a.warc.gz", data[:-200])
    assert isinstance(first, Capture)
    assert isinstance(error, Malformed)


def test_what_stands_behind_a_broken_record_is_read(tmp_path: Path) -> None:
    parts = [warc((address, html(address * 9))) for address in (A, B, "https://quay.example/c")]
    broken = bytearray(parts[1])
    broken[-60:-20] = bytes(40)
    found = read(tmp_path / "a.warc.gz", parts[0] + bytes(broken) + parts[2])
    pages_ = [c for c in found if isinstance(c, Capture)]
    assert [c.url for c in pages_] == [A, "https://quay.example/c"]
    assert sum(isinstance(c, Malformed) for c in found) == 1
    found_again = again(note(pages_[1]))
    assert isinstance(found_again, Capture)
    assert found_again.data == pages_[1].data


@given(st.binary(max_size=300), st.integers(0, 900))
@settings(max_examples=60, deadline=None)
def test_no_damage_raises(tmp_path_factory: pytest.TempPathFactory, noise: bytes, place: int) -> None:
    data = warc((A, html()), gzip=False)
    path = tmp_path_factory.mktemp("warc") / "a.warc"
    found = read(path, data[:place] + noise + data[place:])
    assert all(isinstance(f, Capture | InputError) for f in found)


@pytest.mark.parametrize("name", ["a.warc.gz", "a.wacz"])
def test_a_page_is_found_again_by_its_place(tmp_path: Path, name: str) -> None:
    packed = warc((A, html("One")), (B, html("Two")))
    data = wacz(data=packed, more=warc((A, html("Three")))) if name.endswith("wacz") else packed
    found = [c for c in read(tmp_path / name, data) if isinstance(c, Capture)]
    assert len(found) == (3 if name.endswith("wacz") else 2)
    assert [again(note(c)) for c in found] == found


def test_a_changed_or_missing_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    _, second = read(path, warc((A, html("One")), (B, html("Two"))))
    assert isinstance(second, Capture)
    path.write_bytes(warc((A, html("Another one")), (B, html("Two"))))
    with pytest.raises(Malformed):
        again(note(second))
    path.unlink()
    with pytest.raises(NotFound):
        again(note(second))


def test_a_whole_file_is_got_again_and_a_change_told(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.html.gz", gzip.compress(html()))
    assert isinstance(found, Capture)
    assert again(note(found)) == found
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(html("Another")))
    with pytest.raises(Malformed, match="changed"):
        again(note(found))


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"", wacz()])
def test_a_broken_or_empty_wacz_is_an_error(tmp_path: Path, data: bytes) -> None:
    (error,) = read(tmp_path / "a.wacz", data)
    assert isinstance(error, InputError)
    assert error.do


@pytest.mark.parametrize("harm", ["damaged", "encrypted", "packed in an unknown way"])
def test_a_warc_that_cannot_be_read_costs_no_other_of_a_wacz(tmp_path: Path, harm: str) -> None:
    first = warc((A, html("One")))
    data = bytearray(wacz(a=first, b=warc((B, html("Two")))))
    # of the first file in the zip: its general purpose flags and method, in its own header and in the directory
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(header) + flags
        if harm == "encrypted":
            data[at] |= 1
        elif harm == "packed in an unknown way":
            data[at + 2] = 77
    broken = bytes(data)
    if harm == "damaged":
        broken = broken.replace(zlib.crc32(first).to_bytes(4, "little"), bytes(4))
    found = read(tmp_path / "a.wacz", broken)
    assert B in [c.url for c in found if isinstance(c, Capture)]
    (error,) = [e for e in found if isinstance(e, Malformed)]
    assert "archive/a" in error.where


def test_a_place_outside_the_file_is_told(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.warc.gz", warc((A, html())))
    assert isinstance(found, Capture)
    off = CaptureNote(path=found.path, url=A, sha256=found.sha256, encoding=None, part=Part(record=9, offset=10**9))
    with pytest.raises(Malformed):
        again(off)


def test_of_many_kinds_that_are_no_page_the_most_frequent_are_named(tmp_path: Path) -> None:
    extra = [{"media": f"image/x-{n}", "body": b"x"} for n in range(9)] + [{"media": "image/x-8", "body": b"x"}]
    (aside,) = read(tmp_path / "a.warc.gz", warc(extra=extra))
    assert isinstance(aside, Aside)
    assert "left out: 2 image/x-8, 1 image/x-0" in aside.what
    assert aside.what.endswith("3 of other kinds.")


def test_an_answer_of_another_protocol_is_left_out(tmp_path: Path) -> None:
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: dns:quay.example\r\nContent-Type: text/dns\r\n"
    (aside,) = read(tmp_path / "a.warc", head + b"Content-Length: 9\r\n\r\n127.0.0.1\r\n\r\n")
    assert isinstance(aside, Aside)
    assert "1 text/dns" in aside.what


@pytest.mark.parametrize("status", [b"HTTP/1.1 200 OK", b"HTTP/1.0 200", b"HTTP/2 200", b"HTTP/2.0 200 "])
def test_any_version_of_http_is_read(tmp_path: Path, status: bytes) -> None:
    body = status + b"\r\nContent-Type: text/html\r\n\r\n<p>The ferry.</p>"
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    (found,) = read(tmp_path / "a.warc", head + b"Content-Length: %d\r\n\r\n" % len(body) + body + b"\r\n\r\n")
    assert isinstance(found, Capture)
    assert found.data == b"<p>The ferry.</p>"
