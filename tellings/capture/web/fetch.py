"""Fetch: URLs, feeds and sitemaps → WARC files in a folder, a page each.

Hosts are asked side by side, each at its own pace. A page that an earlier WARC of the folder holds is asked for on
condition that it has changed. This is the only part of the program that uses the network or looks at a clock.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

import httpx2

from tellings.capture.web import archive
from tellings.capture.web.addresses import checked
from tellings.capture.web.exchange import AGAIN, Exchange, client, exchange
from tellings.capture.web.listing import Listing, listing, may_list, of_file
from tellings.capture.web.manners import Manners
from tellings.capture.web.rules import Rules
from tellings.errors import Aside, InputError, NotFetched

SCHEMES = ("http://", "https://")
HTML = ("text/html", "application/xhtml+xml")
OK, NOT_MODIFIED = 200, 304
REDIRECTS = (301, 302, 303, 307, 308)
BUSY = (429, 503)
# A list of sitemaps lists sitemaps, which list pages; so many of them are looked into.
DEEPEST = 2
SITEMAPS = 20


class Fetched(NamedTuple):
    """A page that was asked for, the WARC that holds it, and whether that is new or was there unchanged."""

    url: str
    path: Path
    new: bool


Outcome = Fetched | InputError


def is_url(given: str) -> bool:
    """Whether an argument is an address, not a path."""
    return given.lower().startswith(SCHEMES)


def fetch(
    addresses: Sequence[str],
    folder: Path,
    rules: Rules,
    tell: Callable[[Outcome], None] | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> list[Outcome]:
    """Fetch all ``addresses`` (URLs of pages, feeds and sitemaps, or saved feeds and sitemaps) into ``folder``.

    What could not be had comes as a value, in order; ``tell`` hears of each as soon as it is known. Raises
    OutputError where the folder cannot be written; what stands in it then is whole.
    """
    return asyncio.run(_all(addresses, folder, rules, tell or (lambda outcome: None), now))


async def _all(
    addresses: Sequence[str],
    folder: Path,
    rules: Rules,
    tell: Callable[[Outcome], None],
    now: Callable[[], datetime],
) -> list[Outcome]:
    async with client() as web:
        return await _Fetch(web, folder, rules, tell, now).each(addresses, 0, rules.most)


class _Fetch:
    """One fetch: what its pages share."""

    def __init__(
        self,
        web: httpx2.AsyncClient,
        folder: Path,
        rules: Rules,
        tell: Callable[[Outcome], None],
        now: Callable[[], datetime],
    ) -> None:
        self._web = web
        self._folder = folder
        self._rules = rules
        self._tell = tell
        self._now = now
        self._manners = Manners(rules, self._robots)
        self._room = asyncio.Semaphore(rules.at_once)
        self._taken: set[str] = set()

    async def each(self, addresses: Sequence[str], depth: int, most: int) -> list[Outcome]:
        """Outcomes of all addresses in order; one that was taken already has none.

        ``most`` is how many pages a feed or sitemap among them may lead to.
        """
        found = await asyncio.gather(*(self._one(address, depth, most) for address in addresses))
        return [outcome for outcomes in found for outcome in outcomes]

    async def _one(self, address: str, depth: int, most: int) -> list[Outcome]:
        outcome: Outcome
        try:
            found = self._saved(address) if depth == 0 and not is_url(address) else await self._visited(address)
            if isinstance(found, Listing):
                return await self._listed(found, address, depth, most)
            if found is None:
                return []
            outcome = found
        except InputError as error:
            outcome = error
        self._tell(outcome)
        return [outcome]

    async def _listed(self, found: Listing, where: str, depth: int, most: int) -> list[Outcome]:
        """Outcomes of what is listed; of a list of sitemaps, one after the other until ``most`` pages are taken."""
        if depth >= DEEPEST or (found.sitemaps and depth >= DEEPEST - 1):
            raise NotFetched(where, "a list of addresses within a list of lists.", "Pass its address itself.")
        if not found.urls:
            raise NotFetched(where, "a feed or sitemap that lists no address.", AGAIN)
        outcomes: list[Outcome] = []
        taken = 0
        if found.sitemaps:
            while taken < min(SITEMAPS, len(found.urls)) and _pages(outcomes) < most:
                outcomes += await self._one(found.urls[taken], depth + 1, most - _pages(outcomes))
                taken += 1
        else:
            taken = min(most, len(found.urls))
            outcomes += await self.each(found.urls[:taken], depth + 1, most)
        if taken < len(found.urls):
            things = "sitemaps" if found.sitemaps else "addresses"
            what = f"{taken} of its {len(found.urls)} {things} taken."
            do = "Take more with --most." if _pages(outcomes) >= most else "Pass the addresses of the others."
            outcomes.append(Aside(where, what, do))
            self._tell(outcomes[-1])
        return outcomes

    @staticmethod
    def _saved(address: str) -> Listing:
        """What a saved feed or sitemap lists. Raises NotFetched where the argument is neither path nor URL."""
        if "://" in address or not Path(address).is_file():
            raise NotFetched(address or "''", "not an address of the web, nor a file.", "Write it in full: https://…")
        return of_file(Path(address))

    async def _visited(self, address: str) -> Fetched | Listing | None:
        """The page at an address in its file, or what is listed there; null where it was taken before."""
        url = checked(address)
        if str(url) in self._taken:
            return None
        self._taken.add(str(url))
        async with self._room:
            return await self._visit(url)

    async def _visit(self, url: httpx2.URL) -> Fetched | Listing:
        before = archive.earlier(self._folder, url)
        exchanges = await self._follow(url, before)
        last = exchanges[-1]
        if last.status == NOT_MODIFIED and before:
            return Fetched(str(url), before.path, new=False)
        if last.status != OK:
            what = f"the server answers {last.status} {last.reason}".rstrip() + "."
            raise NotFetched(str(url), what, AGAIN if last.status in BUSY else "Check the address.")
        content = last.content(self._rules.limit)
        # Some servers name a feed a page.
        if may_list(last.media, content) and (found := listing(content, str(url), self._rules.limit)):
            return found
        if last.media in HTML and content.strip():
            return Fetched(str(url), archive.write(self._folder, url, exchanges, self._now()), new=True)
        what = f"not a page but {last.media}." if content.strip() else "the server answers with nothing."
        raise NotFetched(str(url), what, "Save its text and pass that.")

    async def _follow(self, url: httpx2.URL, before: archive.Earlier | None, robots: bool = True) -> list[Exchange]:
        """The exchange for ``url`` and those that it redirects to, each checked as the first. Raises NotFetched."""
        first, exchanges, seen = str(url), list[Exchange](), set[str]()
        while len(exchanges) <= self._rules.redirects:
            seen.add(str(url))
            if robots:
                await self._manners.check(url)
            exchanges.append(await self._patiently(url, _condition(url, before)))
            location = _location(exchanges[-1])
            if exchanges[-1].status not in REDIRECTS or not location:
                return exchanges
            try:
                url = checked(str(url.join(location)))
            except (httpx2.InvalidURL, ValueError) as error:
                raise NotFetched(first, f"redirects to what is no address ({error}).", "Check the address.") from error
            except NotFetched as error:
                raise NotFetched(first, f"redirects to {error.where}: {error.what}", error.do) from error
            if str(url) in seen:
                raise NotFetched(first, f"redirects in a circle (to {url}).", "Open it in a browser and save the page.")
        raise NotFetched(first, f"redirects more than {self._rules.redirects} times.", "Pass the address it leads to.")

    async def _patiently(self, url: httpx2.URL, condition: Mapping[str, str]) -> Exchange:
        """The answer; where the server is busy and says for how long, after that time."""
        for _ in range(self._rules.retries):
            await self._manners.turn(url)
            found = await exchange(self._web, url, self._rules, condition)
            wait = _wait(found.header("retry-after"), self._now()) if found.status in BUSY else None
            if wait is None:
                return found
            if wait > self._rules.patience:
                raise NotFetched(str(url), f"the server asks to come back in {wait:.0f} seconds.", "Try again then.")
            await self._rules.pause(wait)
        await self._manners.turn(url)
        return await exchange(self._web, url, self._rules, condition)

    async def _robots(self, url: httpx2.URL) -> Exchange:
        return (await self._follow(url, None, robots=False))[-1]


def _pages(outcomes: Sequence[Outcome]) -> int:
    """How many pages were asked for."""
    return sum(not isinstance(one, Aside) for one in outcomes)


def _location(found: Exchange) -> str:
    """Where an answer leads; many servers write it as UTF-8, which a header is not."""
    written = found.header("location")
    try:
        return written.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return written


def _condition(url: httpx2.URL, before: archive.Earlier | None) -> dict[str, str]:
    """Headers that ask for a page only if it has changed; for the address that gave the earlier one."""
    if before is None or before.url != str(url):
        return {}
    stated = {"If-None-Match": before.etag, "If-Modified-Since": before.modified}
    return {name: value for name, value in stated.items() if value and value.isascii()}


def _wait(header: str, now: datetime) -> float | None:
    """Seconds of a Retry-After, which is a number or a date; null where it says neither."""
    if header.strip().isdigit():
        return float(header.strip()[:9])
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError):
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
