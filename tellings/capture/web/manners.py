"""Manners: robots.txt (RFC 9309) and the pace of requests to a host."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

import httpx2
from protego import Protego

from tellings.capture.web.exchange import Exchange, addresses
from tellings.capture.web.rules import ROBOT, Rules
from tellings.errors import InputError, NotFetched

# RFC 9309: at least so much of a robots.txt is to be read.
ROBOTS_LIMIT = 500 * 1024
OK, CLIENT_ERRORS = 200, range(400, 500)
ALLOWED, FORBIDDEN = "", "User-agent: *\nDisallow: /"

Get = Callable[[httpx2.URL], Awaitable[Exchange]]


class Manners:
    """What hosts ask of robots, and when each may be asked again. One for a whole fetch."""

    def __init__(self, rules: Rules, get: Get) -> None:
        """``get`` fetches a robots.txt, following redirects."""
        self._rules = rules
        self._get = get
        self._asked: dict[str, asyncio.Task[tuple[Protego, str | None]]] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._next: dict[str, float] = {}

    async def check(self, url: httpx2.URL) -> None:
        """Raises NotFetched where the host's robots.txt forbids ``url`` or cannot be had, or no host is there."""
        if not self._rules.robots:
            return
        try:
            robots, problem = await self._robots(url)
        except NotFetched as error:
            raise NotFetched(str(url), error.what, error.do) from error
        if problem:
            what = f"the host's robots.txt could not be read ({problem}), which forbids all for now (RFC 9309)."
            raise NotFetched(str(url), what, "Try again later.")
        if not robots.can_fetch(str(url), ROBOT):
            raise NotFetched(
                str(url), "the host's robots.txt forbids it.", "Save the page in a browser, and pass that."
            )

    async def turn(self, url: httpx2.URL) -> None:
        """Wait until the host may be asked again; the next one waits from then."""
        delay = self._rules.delay
        if self._rules.robots and (asked := self._asked.get(_origin(url))) and asked.done() and not asked.exception():
            wished = asked.result()[0].crawl_delay(ROBOT)
            delay = max(delay, min(float(wished or 0), self._rules.patience))
        async with self._turns[url.host]:
            now = asyncio.get_running_loop().time()
            await self._rules.pause(max(0.0, self._next.get(url.host, now) - now))
            self._next[url.host] = asyncio.get_running_loop().time() + delay

    async def _robots(self, url: httpx2.URL) -> tuple[Protego, str | None]:
        origin = _origin(url)
        if origin not in self._asked:
            self._asked[origin] = asyncio.ensure_future(self._ask(url))
        return await self._asked[origin]

    async def _ask(self, url: httpx2.URL) -> tuple[Protego, str | None]:
        # A host that is not there, or not to be connected to, is told as that.
        await addresses(url, self._rules)
        try:
            found = await self._get(url.copy_with(raw_path=b"/robots.txt"))
            if found.status in CLIENT_ERRORS:
                return Protego.parse(ALLOWED), None
            if found.status != OK:
                return Protego.parse(FORBIDDEN), f"status {found.status}"
            text = found.content(self._rules.limit)[:ROBOTS_LIMIT].decode("utf-8", "replace")
            return Protego.parse(text.removeprefix("\ufeff")), None
        except InputError as error:
            return Protego.parse(FORBIDDEN), error.what.rstrip(".")


def _origin(url: httpx2.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"
