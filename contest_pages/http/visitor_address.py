"""The visitor's address: of the connection, or what our own proxies say of it."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

from django.http import HttpRequest

from contest_pages import conf

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
#: So many hops are read at most, from the nearest on.
_MOST_HOPS = 20
_LONGEST = 64


def visitor_network(request: HttpRequest) -> str:
    """Return the visitor's network: an IPv4 address, or the /64 that one IPv6 customer gets; "unknown" without one."""
    address = visitor_address(request)
    if address is None:
        return "unknown"
    prefix = 64 if address.version == 6 else 32
    return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False))


def visitor_address(request: HttpRequest) -> Address | None:
    """Return the visitor's address, None where the connection has none that can be read.

    CONTEST_PAGES["CLIENT_ADDRESS_HEADER"] is believed only where the connection comes from one of TRUSTED_PROXIES:
    then the nearest hop that is no proxy of ours is the visitor. A visitor can write whatever precedes it.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    address = read_address(peer)
    header = conf.get("CLIENT_ADDRESS_HEADER")
    if not header or not _is_proxy(peer, address):
        return address
    for hop in reversed(request.META.get(header, "").rsplit(",", _MOST_HOPS)):
        found = read_address(hop)
        if found is None:
            return address
        address = found
        if not _is_proxy(hop, found):
            break
    return address


def read_address(text: str) -> Address | None:
    """Return the address in a text, without port, brackets and zone; None for other texts.

    An IPv4 address that is written as IPv6 (::ffff:192.0.2.1) is the IPv4 address.
    """
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    text = text.partition("%")[0]
    try:
        address = ipaddress.ip_address(text if len(text) <= _LONGEST else "")
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_proxy(text: str, address: Address | None) -> bool:
    """Say whether a connection or hop is one of our proxies; a Unix socket has the empty address."""
    networks, has_socket = _proxies(tuple(conf.get("TRUSTED_PROXIES")))
    if address is None:
        return has_socket and text == ""
    return any(address in network for network in networks)


@lru_cache(maxsize=8)
def _proxies(texts: tuple[str, ...]) -> tuple[list, bool]:
    return [ipaddress.ip_network(text, strict=False) for text in texts if text], "" in texts
