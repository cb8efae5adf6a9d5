"""Fetching from a server of this machine that answers as badly as servers can. Nothing leaves the machine."""

import gzip
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest
from fastwarc.warc import ArchiveIterator

from tellings.capture.files import captures
from tellings.capture.web import addresses, rules
from tellings.capture.web.fetch import Fetched, Outcome, fetch
from tellings.capture.web.rules import Rules
from tellings.errors import Aside, InputError, NotFetched, OutputError, TooLarge
from tellings.model import Capture
from tests.archives import html
from tests.server import Handler, Server, answer, serving

NOW = datetime(2031, 5, 3, 9, 28, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[Server]:
    yield from serving()


async def resolve(host: str, port: int) -> list[str]:
    """Invented hosts are this machine; numeric forms are what the system makes of them."""
    return ["127.0.0.1"] if host.endswith(".example") else await rules.resolve(host, port)


def refused(address: str) -> str | None:
    """The server's own address stands for the open web; every other is checked."""
    return None if address == "127.0.0.1" else addresses.refused(address)


async def no_pause(seconds: float) -> None:
    assert seconds >= 0


RULES = Rules(delay=0, seconds=5, limit=200_000, refused=refused, resolve=resolve, pause=no_pause)


def get(folder: Path, *urls: str, given: Rules = RULES) -> list[Outcome]:
    return fetch(urls, folder, given, now=lambda: NOW)


def one(folder: Path, url: str, given: Rules = RULES) -> Outcome:
    (outcome,) = get(folder, url, given=given)
    return outcome


def page(folder: Path, url: str, given: Rules = RULES) -> Capture:
    outcome = one(folder, url, given)
    assert isinstance(outcome, Fetched), outcome
    (capture,) = captures([str(outcome.path)])
    assert isinstance(capture, Capture), capture
    return capture


def problem(folder: Path, url: str, given: Rules = RULES) -> InputError:
    outcome = one(folder, url, given)
    assert isinstance(outcome, InputError), outcome
    assert not list(folder.glob("**/*")), "something was left"
    return outcome


# ---------------------------------------------------------------- what goes well


def test_a_page_is_written_with_request_and_answer(server: Server, tmp_path: Path) -> None:
    url = server.on("/a", answer(html(), ETag='"1"'))
    capture = page(tmp_path, url)
    assert (capture.data, capture.url, capture.captured_at) == (html(), url, "2031-05-03T09:28:00Z")
    with Path(capture.path).open("rb") as file:
        records = [(r.headers["WARC-Type"], r.headers.get("WARC-IP-Address")) for r in ArchiveIterator(file)]
    assert records == [("warcinfo", None), ("response", "127.0.0.1"), ("request", None)]
    path, asked = server.asked[-1]
    assert path == "/a"
    assert asked["User-Agent"].startswith("tellings/")
    assert asked["Host"] == f"quay.example:{server.server_address[1]}"


@pytest.mark.parametrize(
    ("coding", "packed"), [("gzip", gzip.compress(html())), ("br", brotli.compress(html())), ("identity", html())]
)
def test_a_compressed_answer_is_kept_as_it_came_and_read(
    server: Server, tmp_path: Path, coding: str, packed: bytes
) -> None:
    url = server.on("/a", answer(packed, Content_Encoding=coding))
    assert page(tmp_path, url).data == html()


def test_chunks_are_joined(server: Server, tmp_path: Path) -> None:
    def chunked(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for part in (html()[:50], html()[50:], b""):
            handler.wfile.write(b"%x\r\n%b\r\n" % (len(part), part))

    assert page(tmp_path, server.on("/a", chunked)).data == html()


def test_redirects_are_followed_and_kept(server: Server, tmp_path: Path) -> None:
    server.on("/b", answer(html()))
    url = server.on("/a", answer(b"", 301, Location="/b"))
    capture = page(tmp_path, url)
    assert capture.url == server.url("/b")
    with Path(capture.path).open("rb") as file:
        statuses = [r.http_headers.status_code for r in ArchiveIterator(file) if r.headers["WARC-Type"] == "response"]
    assert statuses == [301, 200]


def test_a_page_is_asked_for_on_condition_that_it_changed(server: Server, tmp_path: Path) -> None:
    url = server.on("/a", answer(html(), ETag='"1"', Last_Modified="Sat, 03 May 2031 09:00:00 GMT"))
    first = one(tmp_path, url)
    server.on("/a", answer(b"", 304))
    second = one(tmp_path, url)
    assert isinstance(first, Fetched)
    assert second == first._replace(new=False)
    asked = server.asked[-1][1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"1"', "Sat, 03 May 2031 09:00:00 GMT")
    assert len(list(tmp_path.iterdir())) == 1


def test_a_broken_earlier_file_is_no_condition(server: Server, tmp_path: Path) -> None:
    url = server.on("/a", answer(html(), ETag='"1"'))
    first = one(tmp_path, url)
    assert isinstance(first, Fetched)
    first.path.write_bytes(b"broken")
    assert isinstance(one(tmp_path, url), Fetched)
    assert "If-None-Match" not in server.asked[-1][1]


def test_the_same_address_is_fetched_once(server: Server, tmp_path: Path) -> None:
    url = server.on("/a", answer(html()))
    assert len(get(tmp_path, url, url + "#part")) == 1


def test_cookies_are_not_sent_back_nor_to_another_host_of_the_same_address(server: Server, tmp_path: Path) -> None:
    server.on("/b", answer(html()))
    url = server.on("/a", answer(b"", 302, Location=server.url("/b", host="other.example"), Set_Cookie="id=1; Path=/"))
    get(tmp_path, url)
    get(tmp_path, server.url("/b"))
    assert not any("Cookie" in headers for _, headers in server.asked)


# ---------------------------------------------------------------- feeds and sitemaps


def feed(*paths: str, base: str) -> bytes:
    items = "".join(f"<item><link>{base}{path}</link></item>" for path in paths)
    return f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()


def test_a_feed_stands_for_its_pages_up_to_a_number(server: Server, tmp_path: Path) -> None:
    paths = ["/1", "/2", "/3"]
    for path in paths:
        server.on(path, answer(html(path)))
    url = server.on("/feed", answer(feed(*paths, base=server.url("")), Content_Type="application/rss+xml"))
    first, second, aside = get(tmp_path, url, given=replace(RULES, most=2))
    assert [o.url for o in (first, second) if isinstance(o, Fetched)] == [server.url("/1"), server.url("/2")]
    assert isinstance(aside, Aside)
    assert "--most" in aside.do


@pytest.mark.parametrize("packed", [False, True])
def test_a_list_of_sitemaps_stands_for_its_pages_newest_first(server: Server, tmp_path: Path, packed: bool) -> None:
    for path in ("/1", "/2"):
        server.on(path, answer(html(path)))
    dated = ((server.url("/1"), "2031-05-01"), (server.url("/2"), "2031-05-03"))
    listed = "".join(f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" for url, day in dated)
    sitemap = f"<urlset>{listed}</urlset>".encode()
    server.on("/s.xml", answer(gzip.compress(sitemap) if packed else sitemap, Content_Type="application/xml"))
    index = f"<sitemapindex><sitemap><loc>{server.url('/s.xml')}</loc></sitemap></sitemapindex>".encode()
    url = server.on("/index.xml", answer(index, Content_Type="text/xml"))
    assert [o.url for o in get(tmp_path, url) if isinstance(o, Fetched)] == [server.url("/2"), server.url("/1")]


def test_a_feed_that_calls_itself_a_page_is_a_feed_and_a_page_in_xml_a_page(server: Server, tmp_path: Path) -> None:
    server.on("/1", answer(html()))
    page_in_xml = b'<?xml version="1.0"?>' + html().replace(b"<!doctype html>", b"")
    urls = (server.on("/f", answer(feed("/1", base=server.url("")))), server.on("/x", answer(page_in_xml)))
    assert [o.url for o in get(tmp_path, *urls) if isinstance(o, Fetched)] == [server.url("/1"), server.url("/x")]


def test_of_a_list_of_sitemaps_no_more_are_asked_for_than_give_the_pages_wanted(server: Server, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        server.on(f"/{number}", answer(html(str(number))))
        one_ = f"<urlset><url><loc>{server.url(f'/{number}')}</loc></url></urlset>".encode()
        server.on(f"/s{number}.xml", answer(one_, Content_Type="text/xml"))
    listed = "".join(f"<sitemap><loc>{server.url(f'/s{n}.xml')}</loc></sitemap>" for n in (1, 2, 3))
    url = server.on("/i.xml", answer(f"<sitemapindex>{listed}</sitemapindex>".encode(), Content_Type="text/xml"))
    *pages, aside = get(tmp_path, url, given=replace(RULES, most=2))
    assert len([p for p in pages if isinstance(p, Fetched)]) == 2
    assert "2 of its 3 sitemaps" in str(aside)
    assert "/s3.xml" not in [path for path, _ in server.asked]


def test_a_redirect_written_in_utf8_is_followed(server: Server, tmp_path: Path) -> None:
    server.on("/f%C3%A4hre", answer(html()))
    url = server.on("/a", answer(b"", 302, Location="/f\u00c3\u00a4hre"))
    assert isinstance(one(tmp_path, url), Fetched)


def test_a_saved_feed_stands_for_its_pages(server: Server, tmp_path: Path) -> None:
    server.on("/1", answer(html()))
    saved = tmp_path / "feed.xml"
    saved.write_bytes(feed("/1", base=server.url("")))
    assert isinstance(one(tmp_path / "out", str(saved)), Fetched)


def test_lists_that_list_each_other_end(server: Server, tmp_path: Path) -> None:
    index = f"<sitemapindex><sitemap><loc>{server.url('/b.xml')}</loc></sitemap></sitemapindex>".encode()
    server.on("/b.xml", answer(index, Content_Type="text/xml"))
    url = server.on("/a.xml", answer(index, Content_Type="text/xml"))
    assert "list of lists" in problem(tmp_path, url).what


def test_a_feed_does_not_lead_to_this_machine(server: Server, tmp_path: Path) -> None:
    url = server.on("/feed", answer(feed("", base="http://127.0.0.2/"), Content_Type="application/rss+xml"))
    assert "not the open web" in problem(tmp_path, url).what


# ---------------------------------------------------------------- where a fetch does not go


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.2/",
        "http://2130706434/",
        "http://0177.0.0.2/",
        "http://0x7f.2/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.2]/",
        "http://[::ffff:7f00:2]/",
        "http://[64:ff9b::7f00:2]/",
        "http://[2002:7f00:2::]/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[ff02::1]/",
        "http://localhost/",
    ],
)
def test_addresses_that_are_not_the_open_web_are_refused_at_once_and_after_a_redirect(
    server: Server, tmp_path: Path, url: str
) -> None:
    strict = replace(RULES, refused=lambda a: "this machine itself" if a == "127.0.0.1" else refused(a))
    assert isinstance(problem(tmp_path, url, strict if "localhost" in url else RULES), NotFetched)
    if "localhost" not in url:
        led = server.on("/a", answer(b"", 302, Location=url))
        found = problem(tmp_path, led)
        assert isinstance(found, NotFetched)
        assert "not the open web" in found.what or "no address" in found.what


def test_this_machine_is_refused_by_default(server: Server, tmp_path: Path) -> None:
    found = problem(tmp_path, server.url("/a", host="127.0.0.1"), Rules())
    assert "this machine itself" in found.what
    assert "--allow-private" in found.do
    assert not server.asked


def test_a_host_with_one_address_that_is_refused_is_refused(server: Server, tmp_path: Path) -> None:
    async def both(host: str, port: int) -> list[str]:
        return ["127.0.0.1", "10.0.0.1"]

    assert "10.0.0.1" in problem(tmp_path, server.url("/a"), replace(RULES, resolve=both)).what


def test_a_name_is_resolved_once_a_request_and_the_address_that_was_checked_is_connected_to(
    server: Server, tmp_path: Path
) -> None:
    told = iter(["127.0.0.1", "10.0.0.1", "10.0.0.1"])

    async def rebound(host: str, port: int) -> list[str]:
        return [next(told)]

    url = server.on("/a", answer(html()))
    assert isinstance(one(tmp_path, url, replace(RULES, resolve=rebound, robots=False)), Fetched)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://quay.example/a",
        "gopher://quay.example/",
        "javascript:alert(1)",
        "http://",
        "http:///a",
        "http://quay.example:99999/",
        "http://ann:secret@quay.example/",
        "http://quay example/",
        "http://quay.example/\r\nX-Header: 1",
        "quay.example/a",
        "",
        "http://" + "a" * 5000,
        "http://quay..example/",
        "http://[::1/",
    ],
)
def test_what_is_no_address_of_the_web_says_so(tmp_path: Path, url: str) -> None:
    found = problem(tmp_path, url)
    assert isinstance(found, NotFetched)
    assert "secret" not in str(found)
    assert found.do


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://quay.example/", "http://a b/", "http://[/", "//", "http://u:p@quay.example/"],
)
def test_a_redirect_to_what_is_no_address_says_so(server: Server, tmp_path: Path, location: str) -> None:
    found = problem(tmp_path, server.on("/a", answer(b"", 302, Location=location)))
    assert isinstance(found, NotFetched)
    assert "u:p" not in str(found)


# ---------------------------------------------------------------- answers without end or sense


def test_redirects_in_a_circle_end(server: Server, tmp_path: Path) -> None:
    server.on("/b", answer(b"", 302, Location="/a"))
    assert "in a circle" in problem(tmp_path, server.on("/a", answer(b"", 302, Location="/b"))).what


def test_redirects_without_end_end(server: Server, tmp_path: Path) -> None:
    for number in range(20):
        server.on(f"/{number}", answer(b"", 302, Location=f"/{number + 1}"))
    assert "more than 10 times" in problem(tmp_path, server.url("/0")).what


def test_a_body_without_end_is_cut_off(server: Server, tmp_path: Path) -> None:
    def endless(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            handler.wfile.write(b"x" * 65536)

    assert isinstance(problem(tmp_path, server.on("/a", endless)), TooLarge)


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [
        ("gzip", gzip.compress(b"x" * 20_000_000)),
        ("br", brotli.compress(b"x" * 20_000_000)),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x" * 20_000_000))),
    ],
)
def test_a_bomb_is_stopped(server: Server, tmp_path: Path, coding: str, bomb: bytes) -> None:
    assert isinstance(problem(tmp_path, server.on("/a", answer(bomb, Content_Encoding=coding))), TooLarge)


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"])
def test_an_answer_that_drips_is_given_up(server: Server, tmp_path: Path, head: bytes) -> None:
    def drip(handler: Handler) -> None:
        handler.wfile.write(head)
        for _ in range(200):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    found = problem(tmp_path, server.on("/a", drip), replace(RULES, seconds=0.4, robots=False))
    assert "within 0.4 seconds" in found.what


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\n" + b"X-Many: y\r\n" * 30_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * 300_000 + b"\r\n\r\n",
        b"HTTP/1.1 999999 What\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"",
        b"\x00\xff\x00",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8bxx",
    ],
)
def test_an_answer_that_is_none_says_so(server: Server, tmp_path: Path, raw: bytes) -> None:
    found = problem(tmp_path, server.on("/a", lambda handler: void(handler.wfile.write(raw))))
    assert found.do


def void(written: int) -> None:
    assert written >= 0


@pytest.mark.parametrize(
    ("status", "words"), [(404, "404"), (403, "403"), (500, "500"), (304, "304"), (204, "204"), (206, "206")]
)
def test_another_status_is_told(server: Server, tmp_path: Path, status: int, words: str) -> None:
    assert words in problem(tmp_path, server.on("/a", answer(b"", status))).what


@pytest.mark.parametrize(
    ("media", "body"), [("application/pdf", b"%PDF"), ("image/png", b"x"), ("text/plain", b"x"), ("text/html", b" ")]
)
def test_what_is_no_page_says_what_it_is(server: Server, tmp_path: Path, media: str, body: bytes) -> None:
    found = problem(tmp_path, server.on("/a", answer(body, Content_Type=media)))
    assert media in found.what or "nothing" in found.what


def test_a_host_that_is_not_there_says_so(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as closed:
        port = closed.server_address[1]
    assert "no connection" in problem(tmp_path, f"http://quay.example:{port}/", replace(RULES, robots=False)).what


# ---------------------------------------------------------------- manners


def test_robots_txt_is_honoured_also_after_a_redirect(server: Server, tmp_path: Path) -> None:
    server.on(
        "/robots.txt",
        answer(b"User-agent: *\nDisallow: /private\n\nUser-agent: other\nDisallow: /", Content_Type="text/plain"),
    )
    server.on("/private/a", answer(html()))
    led = server.on("/a", answer(b"", 302, Location="/private/a"))
    for url in (server.url("/private/a"), led):
        assert "robots.txt forbids" in problem(tmp_path, url).what
    assert "/private/a" not in [path for path, _ in server.asked]
    assert isinstance(one(tmp_path, led, replace(RULES, robots=False)), Fetched)


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (answer(b"", 404), True),
        (answer(b"", 403), True),
        (answer(b"", 500), False),
        (answer(b"User-agent: tellings\nDisallow: /", Content_Type="text/plain"), False),
        (answer(b"User-agent: tellings\nAllow: /a$\nDisallow: /*", Content_Type="text/plain"), True),
        (answer(b"", 302, Location="/robots.txt"), False),
        (answer(b"\xff\xfe\x00 nonsense", Content_Type="text/plain"), True),
        (answer(b"x" * 300_000), False),
    ],
)
def test_what_robots_txt_means(
    server: Server, tmp_path: Path, robots: Callable[[Handler], None], allowed: bool
) -> None:
    server.on("/robots.txt", robots)
    assert isinstance(one(tmp_path, server.on("/a", answer(html()))), Fetched) == allowed


def test_a_host_is_asked_for_robots_txt_once(server: Server, tmp_path: Path) -> None:
    get(tmp_path, *(server.on(f"/{n}", answer(html(str(n)))) for n in range(5)))
    assert [path for path, _ in server.asked].count("/robots.txt") == 1


def test_requests_to_a_host_are_paced_and_robots_txt_may_ask_for_more(server: Server, tmp_path: Path) -> None:
    server.on("/robots.txt", answer(b"User-agent: *\nCrawl-delay: 7", Content_Type="text/plain"))
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    urls = [server.on(f"/{n}", answer(html(str(n)))) for n in range(3)]
    get(tmp_path, *urls, given=replace(RULES, delay=3, pause=pause))
    assert pauses[0] == 0 < pauses[1] <= 3 < pauses[2] <= 7
    assert len(pauses) == 4


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("after", ["30", format_datetime(NOW.replace(second=30), usegmt=True)])
def test_a_server_that_is_busy_is_asked_again_when_it_says(
    server: Server, tmp_path: Path, status: int, after: str
) -> None:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if seconds:
            server.on("/a", answer(html()))

    url = server.on("/a", answer(b"", status, Retry_After=after))
    assert isinstance(one(tmp_path, url, replace(RULES, pause=pause)), Fetched)
    assert max(pauses) == 30


@pytest.mark.parametrize(
    ("after", "words"), [("86400", "86400 seconds"), ("1", "429"), ("soon", "429"), ("9" * 400, "seconds")]
)
def test_a_server_that_stays_busy_is_left_alone(server: Server, tmp_path: Path, after: str, words: str) -> None:
    url = server.on("/a", answer(b"", 429, Retry_After=after))
    assert words in problem(tmp_path, url).what
    assert [path for path, _ in server.asked].count("/a") <= 3


# ---------------------------------------------------------------- the folder


def test_nothing_half_written_is_left(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        get(tmp_path, server.on("/a", answer(html())))
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_a_file_says_so(server: Server, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError):
        get(tmp_path / "out", server.on("/a", answer(html())))
