"""What must hold before the site starts: one plain sentence for each fault, none for a site that may start."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.http.request import validate_host

from sustainability_site.secret_key import stated_secret_key

KEY_LENGTH = 50
NUMBERS = {
    "PORT": 65535,
    "WEB_WORKERS": 64,
    "ANONYMISE_AFTER_MONTHS": 120,
    "SHARED_CACHE_SECONDS": 86400,
    "LEAST_FREE_DISK_MB": 1_000_000,
}
SWITCHES = ("HSTS_SUBDOMAINS", "HSTS_PRELOAD")
DATABASE_SCHEMES = ("postgres", "postgresql", "sqlite")
ENCRYPTED_MAIL = ("smtps", "smtp+tls", "smtp+ssl")
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def environment_faults(environment: Mapping[str, str]) -> list[str]:
    mode = environment.get("SITE_MODE", "local")
    if mode not in ("local", "production"):
        return [f"SITE_MODE is «{mode}»: it must be «local» or «production»."]
    faults = [
        *_number_faults(environment),
        *_switch_faults(environment),
        *_database_faults(environment),
        *_mail_faults(environment),
    ]
    if mode == "production":
        faults += [*_key_faults(environment), *_host_faults(environment), *_address_faults(environment)]
    return faults


def _number_faults(environment: Mapping[str, str]) -> list[str]:
    return [
        f"{name} is «{value}»: it must be a number from 1 to {largest}."
        for name, largest in NUMBERS.items()
        if not ((value := environment.get(name, "1")).isdecimal() and 0 < int(value) <= largest)
    ]


def _switch_faults(environment: Mapping[str, str]) -> list[str]:
    return [
        f"{name} is «{value}»: it must be «true» or «false»."
        for name in SWITCHES
        if (value := environment.get(name, "false")) not in ("true", "false")
    ]


def _database_faults(environment: Mapping[str, str]) -> list[str]:
    address = environment.get("DATABASE_URL", "sqlite:")
    if address.partition(":")[0] in DATABASE_SCHEMES:
        return []
    return ["DATABASE_URL must begin with postgresql:// or sqlite:///."]


def _mail_faults(environment: Mapping[str, str]) -> list[str]:
    """No server is allowed: letters wait, and the admin says so."""
    if "@" not in (environment.get("CASE_HANDLER_EMAIL") or "@"):
        return ["CASE_HANDLER_EMAIL is not an e-mail address: nobody would be reminded of deadlines."]
    if "EMAIL_URL" not in environment:
        return []
    try:
        server = urlsplit(environment["EMAIL_URL"])
        known = bool(server.hostname and server.port)
    except ValueError:
        known = False
    if not known or server.scheme not in ("smtp", *ENCRYPTED_MAIL):
        return ["EMAIL_URL must be smtp+tls://user:password@host:587, or smtp+ssl://… with port 465."]
    if server.scheme == "smtp" and server.hostname not in THIS_MACHINE:
        return ["EMAIL_URL would send letters in plain text: use smtp+tls:// or smtp+ssl://."]
    if "@" not in environment.get("DEFAULT_FROM_EMAIL", ""):
        return ["DEFAULT_FROM_EMAIL is missing: set the address that letters are sent from."]
    return []


def _key_faults(environment: Mapping[str, str]) -> list[str]:
    key = stated_secret_key(environment)
    if not key and environment.get("SECRET_KEY_FILE"):
        return ["SECRET_KEY_FILE names a file that is empty or can't be read."]
    if not key:
        return ["SECRET_KEY is missing: set it, or SECRET_KEY_FILE, to at least 50 random characters."]
    if len(key) < KEY_LENGTH or len(set(key)) < 10 or key.startswith("django-insecure-"):
        return ["SECRET_KEY is weak: it must be at least 50 random characters."]
    return []


def _host_faults(environment: Mapping[str, str]) -> list[str]:
    hosts = _hosts(environment)
    if not hosts:
        return ["ALLOWED_HOSTS is missing: name the hosts that the site answers to, with commas between."]
    if any(host in ("*", ".") or "/" in host for host in hosts):
        return ["ALLOWED_HOSTS must name hosts, such as example.no, without «*» and «/»."]
    return []


def _address_faults(environment: Mapping[str, str]) -> list[str]:
    address = environment.get("SITE_URL", "")
    if not address:
        return ["SITE_URL is missing: set the site's own address, such as https://example.no."]
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ["SITE_URL is not an address."]
    if (
        parts.scheme != "https"
        or not host
        or parts.path not in ("", "/")
        or parts.query
        or parts.fragment
        or parts.username
    ):
        return ["SITE_URL must be https:// and a host, and nothing more."]
    if not validate_host(host, _hosts(environment)):
        return [f"SITE_URL's host, {host}, is not among ALLOWED_HOSTS."]
    return []


def _hosts(environment: Mapping[str, str]) -> list[str]:
    return [host.strip() for host in environment.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
