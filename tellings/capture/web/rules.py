"""Rules: what a fetch may do, how much and how fast. The defaults are for the open web."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tellings.capture.kinds import LIMIT
from tellings.capture.web.addresses import refused
from tellings.version import __version__

# The name under which robots.txt may speak of this program.
ROBOT = "tellings"
AGENT = f"{ROBOT}/{__version__} (fetches pages that its user names; obeys robots.txt)"


async def resolve(host: str, port: int) -> list[str]:
    """Addresses of a host, as the system resolves it, in its order. Raises OSError where there is none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def anywhere(address: str) -> str | None:
    """Refuses no address: for ``--allow-private``."""
    return None


@dataclass(frozen=True, slots=True)
class Rules:
    """What a fetch may do.

    ``most`` pages of one feed or sitemap; ``delay`` seconds between two requests to a host, ``seconds`` for one
    request with its answer, ``patience`` the longest wait that a server may ask for; ``limit`` bytes of one answer,
    before and after decompression; ``refused`` says why an address is not connected to.
    """

    most: int = 50
    delay: float = 1.0
    seconds: float = 60.0
    patience: float = 60.0
    retries: int = 2
    redirects: int = 10
    limit: int = LIMIT
    robots: bool = True
    at_once: int = 8
    refused: Callable[[str], str | None] = refused
    resolve: Callable[[str, int], Awaitable[list[str]]] = resolve
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
