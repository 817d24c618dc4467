"""One polite request for one source: no further than public addresses, no longer than a deadline, no more than a cap.

The standard library does it: the point is which number the socket is opened to, and that is decided below any HTTP
library's own interface. What is judged can't be switched off; only the network itself (names, sockets) is passed in.
"""

import http.client
import io
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from urllib.parse import urljoin, urlsplit

from sustainability_site.content.public_addresses import AddressRefused, Target, judged, target_of

MOST_BYTES = 2 * 1024**2
MOST_SECONDS = 20.0
CONNECT_SECONDS = 8.0
MOST_REDIRECTS = 5
REDIRECTS, PERMANENT = (301, 302, 303, 307, 308), (301, 308)
READABLE = ("text/html", "application/xhtml+xml", "text/plain")


class NoAnswer(Exception):
    """The source could not be reached; the message says why, to an editor."""


def resolve(host: str, port: int) -> list[str]:
    """The numbers of a host, as the system finds them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def dial(number: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((number, port), timeout=seconds)


@dataclass(frozen=True)
class Network:
    """The world outside: how a name becomes numbers, how one of them is called, and whose certificates are believed."""

    resolve: Callable[[str, int], Sequence[str]] = resolve
    dial: Callable[[str, int, float], socket.socket] = dial
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


@dataclass(frozen=True)
class Answer:
    """What came back. `moved_to` is where permanent redirects lead, before any temporary one; "" without them.

    `wait` is how long the host has asked not to be disturbed.
    """

    status: int
    address: str
    media_type: str = ""
    charset: str = "utf-8"
    body: bytes = b""
    moved_to: str = ""
    downgraded: bool = False
    wait: timedelta | None = None


def fetch(
    url: str,
    *,
    agent: str,
    network: Network,
    seconds: float = MOST_SECONDS,
    before: Callable[[str], None] = lambda host: None,
) -> Answer:
    """Visit `url` and what it redirects to, each judged anew. `before` is told each host before it is asked.

    Raises AddressRefused where the site will not go, NoAnswer where nobody answers properly.
    """
    moved_to, permanent, downgraded = "", True, False
    for _hop in range(MOST_REDIRECTS + 1):
        target = target_of(url)
        before(target.host)
        answer, location = _ask(target, agent, network, monotonic() + seconds)
        if answer.status not in REDIRECTS or not location:
            return Answer(**{**vars(answer), "moved_to": moved_to, "downgraded": downgraded})
        url = _next(url, location)
        permanent = permanent and answer.status in PERMANENT
        moved_to = url if permanent else moved_to
        downgraded = downgraded or (target.scheme == "https" and urlsplit(url).scheme == "http")
    raise NoAnswer("Adressen sender videre uten ende.")


def _next(url: str, location: str) -> str:
    try:
        # http.client reads headers as Latin-1; addresses in them are UTF-8.
        return urljoin(url, location.encode("latin-1").decode("utf-8", "replace")).partition("#")[0]
    except ValueError:
        raise AddressRefused("Adressen sender videre til noe som ikke er en adresse.") from None


def _ask(target: Target, agent: str, network: Network, deadline: float) -> tuple[Answer, str]:
    try:
        numbers = judged(list(network.resolve(target.host, target.port)))
        connection = _Connection(target, _reached(numbers, target, network, deadline), network, deadline)
        try:
            return _exchange(connection, target, agent)
        finally:
            connection.raw.close()
    except ssl.SSLCertVerificationError:
        raise NoAnswer("Sertifikatet er ikke gyldig.") from None
    except TimeoutError:
        raise NoAnswer("Svaret kom ikke i tide.") from None
    except socket.gaierror:
        raise NoAnswer("Navnet finnes ikke, eller navnetjenesten svarer ikke.") from None
    except (OSError, http.client.HTTPException):
        raise NoAnswer("Forbindelsen ble brutt, eller svaret var ikke til å forstå.") from None


def _reached(numbers: list[str], target: Target, network: Network, deadline: float) -> socket.socket:
    """A socket to the first of the judged numbers that answers."""
    for number in numbers[:-1]:
        try:
            return network.dial(number, target.port, min(CONNECT_SECONDS, _left(deadline)))
        except OSError:
            continue
    return network.dial(numbers[-1], target.port, min(CONNECT_SECONDS, _left(deadline)))


def _exchange(connection: "_Connection", target: Target, agent: str) -> tuple[Answer, str]:
    """One request. The body is read where its words can be judged, and only up to the cap."""
    connection.request(
        "GET",
        target.path,
        headers={
            "User-Agent": agent,
            "Accept": "text/html, */*;q=0.5",
            "Accept-Language": "nb, en;q=0.8, *;q=0.5",
            "Accept-Encoding": "identity",
            "Connection": "close",
        },
    )
    response = connection.getresponse()
    media_type = response.headers.get_content_type() if response.headers.get("Content-Type") else ""
    worth_reading = (
        response.status == http.client.OK
        and media_type in READABLE
        and response.headers.get("Content-Encoding", "identity") == "identity"
    )
    answer = Answer(
        status=response.status,
        address=str(target),
        media_type=media_type,
        charset=response.headers.get_content_charset("utf-8"),
        body=response.read(MOST_BYTES) if worth_reading else b"",
        wait=_wait(response.headers.get("Retry-After", "")),
    )
    return answer, response.headers.get("Location", "")


def _wait(header: str) -> timedelta | None:
    """Retry-After in seconds, at most thirty days. A date is answered with a day's rest."""
    if not header:
        return None
    if header.strip().isdecimal():
        return min(timedelta(seconds=int(header.strip()[:9])), timedelta(days=30))
    return timedelta(days=1)


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Connection(http.client.HTTPConnection):
    """A connection over a socket that is already open, to a number that has been judged."""

    def __init__(self, target: Target, raw: socket.socket, network: Network, deadline: float) -> None:
        super().__init__(target.host, target.port)
        self.default_port = target.port
        self.raw, self.deadline, self.network, self.target = raw, deadline, network, target

    def connect(self) -> None:
        if self.target.scheme == "https":
            self.raw.settimeout(_left(self.deadline))
            self.raw = self.network.tls.wrap_socket(self.raw, server_hostname=self.target.host)
        self.sock = _TimedSocket(self.raw, self.deadline)


class _TimedSocket:
    """What http.client needs of a socket. One deadline for all of it: a server that sends a byte a second must not
    hold the visitor for ever, and a socket's own time limit starts afresh with each byte."""

    def __init__(self, raw: socket.socket, deadline: float) -> None:
        self.raw, self.deadline = raw, deadline

    def sendall(self, data: bytes) -> None:
        self.raw.settimeout(_left(self.deadline))
        self.raw.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self.raw, self.deadline))

    def close(self) -> None:
        """http.client closes its socket before the body is read; the one below is closed when the visit is over."""


class _TimedReader(io.RawIOBase):
    def __init__(self, raw: socket.socket, deadline: float) -> None:
        self.raw, self.deadline = raw, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        self.raw.settimeout(_left(self.deadline))
        return self.raw.recv_into(buffer)
