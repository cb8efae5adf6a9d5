"""One request and its answer, to an address that was checked, within limits of size and time.

Nothing of the environment is used (no proxy, no .netrc): a proxy would resolve names by itself, past the check. A
connection is made for each request and closed after it: one kept open for a host would serve another host of the
same address under the wrong certificate.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import httpx2

from tellings.capture.coding import undone
from tellings.capture.kinds import media_type, too_large
from tellings.capture.web.rules import AGENT, Rules
from tellings.errors import NotFetched

HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate, br",
    "Connection": "close",
}
# Seconds without a byte, and to connect.
TIMEOUT = httpx2.Timeout(20.0, pool=None)
# So many of a host's addresses are tried.
TRIED = 4
AGAIN = "Try again later."


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer: ``body`` as it came, chunks joined and compression left; ``address`` it came from."""

    url: httpx2.URL
    asked: tuple[tuple[str, str], ...]
    version: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    address: str

    def header(self, name: str) -> str:
        """The first header of that name; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def media(self) -> str:
        """The media type, HTML where none is named."""
        return media_type(self.header("content-type")).get_content_type()

    def content(self, limit: int) -> bytes:
        """The body with its compression undone. Raises TooLarge, Malformed, NotText."""
        return undone(self.body, "", self.header("content-encoding"), limit, str(self.url))


def client() -> httpx2.AsyncClient:
    """The client for `exchange`."""
    return httpx2.AsyncClient(
        trust_env=False,
        follow_redirects=False,
        timeout=TIMEOUT,
        limits=httpx2.Limits(max_keepalive_connections=0),
    )


async def exchange(
    client: httpx2.AsyncClient, url: httpx2.URL, rules: Rules, extra: Mapping[str, str] | None = None
) -> Exchange:
    """Ask for ``url`` once; redirects are not followed.

    Raises NotFetched where its host has an address that is refused, or does not answer whole and in time; TooLarge
    over ``rules.limit``.
    """
    try:
        async with asyncio.timeout(rules.seconds):
            found = await addresses(url, rules)
            return await _first_that_answers(client, url, found, rules, {**HEADERS, **(extra or {})})
    except TimeoutError as error:
        what = f"no whole answer within {rules.seconds:g} seconds."
        raise NotFetched(str(url), what, AGAIN) from error


async def addresses(url: httpx2.URL, rules: Rules) -> list[str]:
    """All addresses of the host, each checked: one that is refused refuses the host. Raises NotFetched."""
    try:
        found = await rules.resolve(url.host, url.port or (443 if url.scheme == "https" else 80))
    except (OSError, UnicodeError) as error:
        raise NotFetched(str(url), f"no address is known for its host ({error}).", "Check the address.") from error
    for address in found:
        if why := rules.refused(address):
            what = f"its host leads to {address}, which is not the open web ({why})."
            raise NotFetched(str(url), what, "If it is a server of yours, pass --allow-private.")
    return found


async def _first_that_answers(
    client: httpx2.AsyncClient, url: httpx2.URL, found: list[str], rules: Rules, headers: Mapping[str, str]
) -> Exchange:
    problem: Exception = OSError("no address")
    for address in found[:TRIED]:
        try:
            return await _exchange(client, url, address, rules, headers)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            problem = error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            what = f"no whole answer ({error or type(error).__name__})."
            raise NotFetched(str(url), what, AGAIN) from error
    raise NotFetched(str(url), f"no connection ({problem or type(problem).__name__}).", AGAIN) from problem


async def _exchange(
    client: httpx2.AsyncClient, url: httpx2.URL, address: str, rules: Rules, headers: Mapping[str, str]
) -> Exchange:
    # The connection goes to the checked address; certificate and Host are those of the name. The request is not built
    # by the client, which would add cookies that another host of that address has set.
    request = httpx2.Request(
        "GET",
        url.copy_with(host=address.partition("%")[0]),
        headers={"Host": url.netloc.decode("ascii"), **headers},
        extensions={"sni_hostname": url.raw_host.decode("ascii"), "timeout": TIMEOUT.as_dict()},
    )
    answer = await client.send(request, stream=True)
    try:
        parts, size = [], 0
        async for part in answer.aiter_raw():
            size += len(part)
            if size > rules.limit:
                raise too_large(str(url), rules.limit, "Save the page's text and pass that.")
            parts.append(part)
    finally:
        await answer.aclose()
    return Exchange(
        url=url,
        asked=_headers(request.headers),
        version=answer.http_version,
        status=answer.status_code,
        reason=answer.reason_phrase,
        headers=_headers(answer.headers),
        body=b"".join(parts),
        address=address,
    )


def _headers(headers: httpx2.Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)
