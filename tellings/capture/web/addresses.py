"""Which addresses of the network are not the open web, and which URLs are none that can be fetched.

A page, a feed or a redirect must not lead a fetch to this machine or its neighbours. So a host is resolved, every
address it has is checked, and the connection is made to the address that was checked, not to the name again.
Address blocks: the IANA special-purpose registries, as `ipaddress` has them.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx2

from tellings.errors import NotFetched

SCHEMES = ("http", "https")
LONGEST = 4096
PORTS = range(1, 65536)
# Prefixes of IPv6 that carry an IPv4 address in their last four bytes: NAT64 (RFC 6052, RFC 8215) and the old
# "compatible" form, which some systems still connect to.
CARRIERS = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))
DO = "Check the address."


def refused(address: str) -> str | None:
    """Why a fetch does not connect to a numeric address ("loopback", "private", …); null for the open web."""
    whole = ip_address(address.partition("%")[0])
    return next((why for one in (whole, *_carried(whole)) if (why := _special(one))), None)


def checked(url: str) -> httpx2.URL:
    """The URL in ``url``, without fragment. Raises NotFetched where it is none, or none that is fetched."""
    words = url.strip()
    shown = words[:200]
    if len(words) > LONGEST or any(c.isspace() or not c.isprintable() for c in words):
        raise NotFetched(shown, "not an address: it is too long, or holds blanks.", DO)
    try:
        found = httpx2.URL(words).copy_with(fragment=None)
        port = found.port or (443 if found.port is None else 0)
    except (httpx2.InvalidURL, ValueError, UnicodeError) as error:
        raise NotFetched(shown, f"not an address ({error}).", DO) from error
    if found.scheme not in SCHEMES or not found.host or port not in PORTS:
        raise NotFetched(shown, "not an address of the web.", "Only http:// and https:// are fetched.")
    if found.userinfo:
        what = "an address with a name or password in it, which would be kept in the file."
        raise NotFetched(str(found.copy_with(userinfo=b""))[:200], what, "Leave them out.")
    return found


def _carried(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """IPv4 addresses within an IPv6 one: mapped, 6to4, Teredo (server and client), NAT64."""
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in CARRIERS) and int(address) > 1:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


def _special(address: IPv4Address | IPv6Address) -> str | None:
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        # What counts is the address that it carries.
        return None
    if address.is_unspecified or address.is_loopback:
        return "this machine itself"
    if address.is_link_local:
        return "link-local"
    if address.is_multicast:
        return "multicast"
    if address.is_private or (isinstance(address, IPv6Address) and address.is_site_local):
        return "private"
    return None if address.is_global and not address.is_reserved else "reserved"
