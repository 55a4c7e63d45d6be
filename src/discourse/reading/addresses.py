"""A web address enters; where to connect leaves: only http(s), only hosts that are public on the internet."""

from __future__ import annotations

import ipaddress
import os
import socket
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from discourse.errors import CorpusError

LOOPBACK_SWITCH = "DISCOURSE_FETCH_LOOPBACK"
"""Environment variable that lets `fetch` talk to this computer itself when it is ``1``. For tests only."""

_PORTS = {"http": 80, "https": 443}
_WEB = "Write an http:// or https:// address."
_SAFE = "/%:@!$&'()*+,;=~-._?"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_DOCUMENTS = ipaddress.ip_network("3fff::/20")


class Place(NamedTuple):
    """Where an address leads.

    Attributes
    ----------
    url, scheme, host : str
    port : int
    target : str
        Path and query, ready for the request line.
    address : str
        The numeric address that was checked; the connection goes there and nowhere else.
    """

    url: str
    scheme: str
    host: str
    port: int
    target: str
    address: str


def resolve(url: str, *, base: str | None = None, loopback: bool = False) -> Place:
    """Check an address and find the numeric address behind it.

    Parameters
    ----------
    url : str
        An address, from a table or from a redirect: data, not to be trusted.
    base : str, optional
        The address that led here; a relative one is completed by it, and https must not become http.
    loopback : bool
        Accept this computer itself, on any port. For tests only.

    Returns
    -------
    Place

    Raises
    ------
    CorpusError
        If the address is not a web address, names a user or an odd port, cannot be found, or is not public.

    Examples
    --------
    >>> resolve("file:///etc/passwd")
    Traceback (most recent call last):
        ...
    discourse.errors.CorpusError: address 'file:///etc/passwd' is not on the web. Write an http:// or https:// address.
    >>> resolve("http://169.254.169.254/latest")
    Traceback (most recent call last):
        ...
    discourse.errors.CorpusError: 169.254.169.254 is not a public address (169.254.169.254). Only texts that anybody \
can read are fetched; save this one by hand into texts/.
    """
    url = _joined(url, base)
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise CorpusError(f"address {url!r} is broken ({error})", remedy=_WEB) from None
    if parts.scheme not in _PORTS or not host:
        raise CorpusError(f"address {url!r} is not on the web", remedy=_WEB)
    if parts.username is not None or parts.password is not None:
        raise CorpusError(f"address of {host!r} names a user", remedy="Write the address without user and password.")
    if base and base.startswith("https:") and parts.scheme == "http":
        raise CorpusError(f"{host!r} sends from https to plain http", remedy="Record the new address.")
    port = _PORTS[parts.scheme] if port is None else port
    if port != _PORTS[parts.scheme] and not loopback:
        raise CorpusError(f"address of {host!r} names the port {port}", remedy="Use an address without a port.")
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    target = quote(parts.path or "/", safe=_SAFE.rstrip("?")) + query
    return Place(url, parts.scheme, host, port, target, _numeric(host, port, loopback))


def _joined(url: str, base: str | None) -> str:
    if not isinstance(url, str) or not url.strip():
        raise CorpusError("the address is empty", remedy=_WEB)
    if len(url) > 2000 or any(c.isspace() or not c.isprintable() for c in url.strip()):
        raise CorpusError(f"address {url[:80]!r} holds blanks or control characters, or is too long", remedy=_WEB)
    try:
        return urljoin(base, url.strip()) if base else url.strip()
    except ValueError as error:
        raise CorpusError(f"address {url!r} is broken ({error})", remedy=_WEB) from None


def _numeric(host: str, port: int, loopback: bool) -> str:
    """Resolve a host name; every address it has must be public."""
    try:
        name = host if ":" in host else host.encode("idna").decode("ascii")
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CorpusError(f"host {host!r} cannot be found ({reason})", remedy="Check the address.") from None
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for number in numbers:
        if not is_public(number, loopback=loopback):
            raise CorpusError(
                f"{host} is not a public address ({number})",
                remedy="Only texts that anybody can read are fetched; save this one by hand into texts/.",
            )
    return numbers[0]


def is_public(number: str, *, loopback: bool = False) -> bool:
    """Tell whether a numeric address belongs to the public internet, also behind the disguises of IPv6.

    Examples
    --------
    >>> [is_public(n) for n in ("8.8.8.8", "10.0.0.1", "::1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::")]
    [True, False, False, False, False, False]
    >>> is_public("127.0.0.1", loopback=True)
    True
    """
    try:
        address = ipaddress.ip_address(number.split("%")[0])
    except ValueError:
        return False
    if address.version == 6:
        if address.is_site_local or address in _DOCUMENTS:
            return False
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64:
            inner = ipaddress.ip_address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner), loopback=loopback)
    if loopback and address.is_loopback:
        return True
    odd = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
    return address.is_global and not odd


def loopback_allowed() -> bool:
    """Tell whether the switch for tests is set in the environment."""
    return os.environ.get(LOOPBACK_SWITCH) == "1"
