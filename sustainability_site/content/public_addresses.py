"""Which addresses on the internet the site itself may visit. Nothing here asks the network.

An editor's address, and each one that it redirects to, could lead the server to machines that only the server can
reach (server-side request forgery). So a name is resolved first, what it resolves to is judged here, and the
connection goes to that very number.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

Address = IPv4Address | IPv6Address

DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST = 2000
# IANA's special-purpose registry, and what is no host's address: multicast, reserved, broadcast.
NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
# The only part of IPv6 in public use. Outside it: loopback, private, link-local, multicast, IPv4 in disguise.
PUBLIC_6 = IPv6Network("2000::/3")
# Inside it: Teredo and other protocols' own, documentation, and 6to4, which wraps any IPv4 address and is given up.
NOT_PUBLIC_6 = tuple(
    IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
# A network without IPv4 reaches the rest of the world through this prefix (RFC 6052).
NAT64 = IPv6Network("64:ff9b::/96")
# The last label of a host that browsers and getaddrinfo() take for a number: 2130706433, 0x7f.1, 127.1.
NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
SAFE_IN_PATH, SAFE_IN_QUERY = "/%:@!$&'()*+,;=~-._", "/%:@!$&'()*+,;=~-._?"


class AddressRefused(ValueError):
    """The site will not go there; the message says why, to an editor."""


@dataclass(frozen=True)
class Target:
    """Where a request goes: `host` in ASCII, `path` with its query, both as they are sent."""

    scheme: str
    host: str
    port: int
    path: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{self.path}"


def is_public(address: Address) -> bool:
    """Whether a host on the open internet has the address."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in NOT_PUBLIC_4)
    if address.scope_id is not None:
        return False
    if address in NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in PUBLIC_6 and not any(address in network for network in NOT_PUBLIC_6)


def target_of(url: str) -> Target:
    """The target that an address names. Raises AddressRefused."""
    if len(url) > LONGEST:
        raise AddressRefused("Adressen er for lang.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused("Adressen er ikke gyldig.") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise AddressRefused("Adressen begynner verken med http eller https.")
    if "@" in parts.netloc:
        raise AddressRefused("Adressen inneholder brukernavn eller passord.")
    if port not in (None, DEFAULT_PORTS[parts.scheme]):
        raise AddressRefused(f"Adressen bruker port {port}. Bare de vanlige portene besøkes.")
    path = quote(parts.path or "/", safe=SAFE_IN_PATH)
    query = f"?{quote(parts.query, safe=SAFE_IN_QUERY)}" if parts.query else ""
    return Target(parts.scheme, _host(parts.hostname or ""), DEFAULT_PORTS[parts.scheme], path + query)


def judged(addresses: list[str]) -> list[str]:
    """The numbers that a host resolves to, if every one is public. Raises AddressRefused."""
    try:
        found = [ip_address(address) for address in addresses]
    except ValueError:
        raise AddressRefused("Navnet fører til noe som ikke er en adresse.") from None
    if not found:
        raise AddressRefused("Navnet fører ikke til noen adresse.")
    if not all(is_public(address) for address in found):
        raise AddressRefused("Adressen fører til en maskin som ikke er åpen på internett.")
    return [str(address) for address in found]


def _host(name: str) -> str:
    if ":" in name:
        return name
    try:
        host = name.encode("idna").decode("ascii").rstrip(".").lower()
    except UnicodeError:
        raise AddressRefused("Navnet i adressen er ikke gyldig.") from None
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", host):
        raise AddressRefused("Navnet i adressen er ikke gyldig.")
    if NUMBER.fullmatch(host.rpartition(".")[2]) and not _is_plain_number(host):
        raise AddressRefused("Adressen er skrevet som et tall på en uvanlig måte.")
    return host


def _is_plain_number(host: str) -> bool:
    try:
        return str(IPv4Address(host)) == host
    except ValueError:
        return False
