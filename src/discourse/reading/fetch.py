"""A web address enters; the bytes of its page leave, within limits of size, time, redirects, type and packing."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import NamedTuple

from discourse import __version__
from discourse.errors import CorpusError
from discourse.files import MAX_BYTES, gunzip
from discourse.reading.addresses import Place, loopback_allowed, resolve

AGENT = f"discourse/{__version__} (research; one request at a time)"
TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_MOVED = (301, 302, 303, 307, 308)
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Limits:
    """How far a download may go.

    Attributes
    ----------
    max_bytes : int
        Size of a page, packed and unpacked (64 MB).
    seconds : float
        Time for one document, redirects included.
    redirects : int
        How often an address may send on to another.
    loopback : bool
        Accept this computer itself. For tests only; the environment variable ``DISCOURSE_FETCH_LOOPBACK=1`` does the
        same.
    """

    max_bytes: int = MAX_BYTES
    seconds: float = 60.0
    redirects: int = 5
    loopback: bool = False


class Page(NamedTuple):
    """What an address gave.

    Attributes
    ----------
    url : str
        Where it was found in the end.
    data : bytes
        Unpacked.
    content_type, charset : str
        As the server declares them; an empty charset if it does not.
    """

    url: str
    data: bytes
    content_type: str
    charset: str


def download(url: str, *, limits: Limits | None = None, base: str | None = None) -> Page:
    """Fetch one page from a public address.

    Parameters
    ----------
    url : str
        An http or https address.
    limits : Limits, optional
        Size, time and redirects.
    base : str, optional
        The page that links to it.

    Returns
    -------
    Page

    Raises
    ------
    CorpusError
        If the address, one it redirects to, or the answer is refused; the message says why.

    Notes
    -----
    Each address on the way is resolved once, checked to be public, and the connection goes to the address that was
    checked. Proxies of the environment are not used, cookies are not kept.
    """
    limits = limits or Limits()
    loopback = limits.loopback or loopback_allowed()
    deadline = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        place = resolve(url, base=base, loopback=loopback)
        with _answer(place, deadline) as answer:
            if answer.status not in _MOVED:
                return _page(place, answer, limits, deadline)
            url, base = answer.getheader("Location") or "", place.url
    raise CorpusError(f"more than {limits.redirects} redirects", place=url, remedy="Open the address in a browser and "
                      "write the final one into documents.csv.")  # fmt: skip


@contextmanager
def _answer(place: Place, deadline: float):
    """Ask for a page; whatever happens, hang up at the deadline and in the end."""
    connection = _connected(place, deadline)
    watch = threading.Timer(max(deadline - time.monotonic(), 0.01), _hang_up, [connection.sock])
    watch.daemon = True
    watch.start()
    try:
        connection.putrequest("GET", place.target, skip_accept_encoding=True)
        for name, value in {"User-Agent": AGENT, "Accept": ", ".join(TYPES), "Accept-Encoding": "gzip",
                            "Accept-Language": "*", "Connection": "close"}.items():  # fmt: skip
            connection.putheader(name, value)
        connection.endheaders()
        yield connection.getresponse()
    except (http.client.HTTPException, OSError) as error:
        raise _failure(place, error, deadline) from None
    finally:
        watch.cancel()
        connection.close()


def _connected(place: Place, deadline: float) -> http.client.HTTPConnection:
    """Connect to the numeric address that was checked; the certificate must name the host."""
    left = max(deadline - time.monotonic(), 0.01)
    connection = http.client.HTTPConnection(place.host, place.port, timeout=left)
    try:
        sock = socket.create_connection((place.address, place.port), timeout=left)
        if place.scheme == "https":
            try:
                sock = ssl.create_default_context().wrap_socket(sock, server_hostname=place.host)
            except BaseException:
                sock.close()
                raise
    except (OSError, ValueError) as error:
        raise _failure(place, error, deadline) from None
    connection.sock = sock
    connection.default_port = 443 if place.scheme == "https" else 80
    return connection


def _hang_up(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _failure(place: Place, error: Exception, deadline: float) -> CorpusError:
    late = time.monotonic() >= deadline - 0.005 or isinstance(error, TimeoutError)
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = f"its certificate is not valid ({error.verify_message})"
    elif isinstance(error, ConnectionRefusedError):
        reason = "it refuses the connection"
    else:
        reason = str(error) or type(error).__name__
    problem = f"{place.host} takes longer than the limit allows" if late else f"no page from {place.host}: {reason}"
    return CorpusError(problem, remedy="Try again later; nothing was changed.")


def _page(place: Place, answer: http.client.HTTPResponse, limits: Limits, deadline: float) -> Page:
    if answer.status != 200:
        raise CorpusError(f"{place.host} answers {answer.status} {answer.reason}".rstrip(),
                          remedy="Open it in a browser; if it has moved, record the new address.")  # fmt: skip
    kind = (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if kind and kind not in TYPES:
        raise CorpusError(f"{place.host} sends {kind}, not a page or a PDF", remedy="Look for the address of the text.")
    data = _body(place, answer, limits, deadline)
    packing = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if packing in ("gzip", "x-gzip"):
        data = gunzip(data, path=place.host, max_bytes=limits.max_bytes)
    elif packing != "identity":
        raise CorpusError(f"{place.host} packs the page as {packing}, unasked", remedy="Try again later.")
    sniffed = "application/pdf" if data.startswith(b"%PDF-") else kind or "text/html"
    return Page(place.url, data, sniffed, answer.headers.get_content_charset() or "")


def _body(place: Place, answer: http.client.HTTPResponse, limits: Limits, deadline: float) -> bytes:
    """Read no more than the limit, no longer than the deadline, and no less than was announced."""
    announced = answer.length
    if announced is not None and announced > limits.max_bytes:
        raise _too_much(place, limits)
    parts, size = [], 0
    while chunk := answer.read1(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > limits.max_bytes:
            raise _too_much(place, limits)
    if time.monotonic() >= deadline:
        raise _failure(place, TimeoutError(), deadline)
    if announced is not None and size < announced:
        raise CorpusError(f"{place.host} stopped after {size:,} of {announced:,} bytes", remedy="Try again later.")
    return b"".join(parts)


def _too_much(place: Place, limits: Limits) -> CorpusError:
    return CorpusError(f"{place.host} sends more than {limits.max_bytes:,} bytes", remedy="Save the text by hand.")
