"""Which addresses may be fetched: http and https only, public hosts only, no passwords.

A feed is written by strangers, so each address in it may point inward: at the router, at a database,
at a cloud's metadata service. Names are therefore judged by the address that the connection will
really use (see `archiver.sources.fetch.resolver`), and again after each redirect.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urljoin, urlsplit, urlunsplit

from archiver.errors import FetchError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_METADATA = frozenset(
    map(ipaddress.ip_address, ("fd00:ec2::254", "fd20:ce::254", "192.0.0.192", "100.100.100.200", "168.63.129.16"))
)
"""Metadata services that are not at a link-local address: of AWS and Google by IPv6, Oracle, Alibaba, Azure."""
_WELL_KNOWN_PORTS = {("http", 80), ("https", 443)}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: str) -> bool:
    """Whether an IP address, as text, is reachable by everybody. What is no address is not public.

    Private, loopback, link-local (the metadata services of clouds live there), shared, multicast and
    reserved ranges are not public (IANA special-purpose registries, RFC 6890); nor is an IPv6 address
    that carries such an IPv4 address inside.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(
        a.is_global and not (a.is_multicast or a.is_reserved or a in _METADATA) for a in _with_carried(parsed)
    )


def is_reachable(address: str, *, allow_private: bool) -> bool:
    """Whether a connection to this IP address may be made.

    With `allow_private`, loopback and private networks too; link-local addresses and the metadata services
    of clouds never, because that is where clouds keep the credentials of their machines.
    """
    if is_public(address):
        return True
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return allow_private and all(
        (a.is_loopback or a.is_private) and not (a.is_link_local or a.is_unspecified or a in _METADATA)
        for a in _with_carried(parsed)
    )


def _with_carried(address: Address) -> tuple[Address, ...]:
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    carried = address.sixtofour or (address.teredo[1] if address.teredo else None)
    if address in _NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    return (address, carried) if carried else (address,)


def checked(url: str, *, allow_private: bool = False) -> str:
    """The address as it will be asked for: host in lower case, no fragment, no default port.

    Raises FetchError, with any password masked, for another scheme than http and https, for a user
    name or password in the address, for a missing host, and for a literal private IP address unless
    `allow_private`.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"{masked(url)}: not an address ({error})") from None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise FetchError(f"{masked(url)}: only http and https addresses are fetched")
    if "@" in parts.netloc:
        raise FetchError(f"{masked(url)}: addresses with a user name or password are not fetched")
    if not host or any(c.isspace() or ord(c) < 32 for c in url.strip()):
        raise FetchError(f"{masked(url)}: not an address")
    if _looks_numeric(host) and not is_reachable(host, allow_private=allow_private):
        raise FetchError(
            f"{masked(url)}: private or reserved address (--allow-private for a site of your own)"
        )
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and (scheme, port) not in _WELL_KNOWN_PORTS:
        netloc += f":{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", parts.query, ""))


def of_feed(url: str) -> str:
    """The address of a feed that is given as programs hand it on: "feed://a.example/rss", "feed:https://..."."""
    scheme, colon, rest = url.strip().partition(":")
    if scheme.lower() != "feed" or not colon:
        return url
    return f"http:{rest}" if rest.startswith("//") else rest


def joined(url: str, link: str) -> str:
    """A link of the document at `url` as an address; what is none ("http://[") as it stands: `checked` refuses it."""
    try:
        return urljoin(url, link)
    except ValueError:
        return link


def said_against(url: str, error: FetchError) -> str:
    """What `checked` says against an address, without the address: for messages that name it anyway."""
    return str(error).removeprefix(f"{masked(url)}: ")


def _looks_numeric(host: str) -> bool:
    """IPv4 in any of the spellings that inet_aton takes (0x7f.1, 2130706433, 0177.0.0.1), or IPv6."""
    if ":" in host:
        return True
    labels = host.rstrip(".").split(".")
    return all(label.isdigit() or label.lower().startswith("0x") for label in labels)


def host_of(url: str) -> str:
    """Host and port of a checked address: what one polite delay is kept for."""
    return urlsplit(url).netloc


def masked(url: str) -> str:
    """The address without its password and cut to 300 characters: fit for logs and messages."""
    head, at, tail = url.strip().partition("@")
    if at and "/" not in head.partition("://")[2]:
        url = head.partition("://")[0] + "://***@" + tail
    return "".join(c if c.isprintable() else "?" for c in url.strip()[:300])
