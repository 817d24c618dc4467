"""How often signing in may fail before it must wait: for an account from an address, and for an address.

An account alone is never shut: someone far away can't keep its owner out.
"""

import ipaddress
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from sustainability_site.people.models import SignInBudget

# Free failures before the first wait, which is a minute; each later one doubles it, up to an hour.
FREE_FOR_ACCOUNT, FREE_FOR_ADDRESS = 5, 20
LONGEST_WAIT = timedelta(hours=1)
FORGIVEN = timedelta(days=1)


def client_address(meta: Mapping[str, str], header: str) -> str:
    """Who asks: the last address in the header that the proxy writes, or the connection's own; IPv6 as its /64."""
    if header:
        told = meta.get(f"HTTP_{header.upper().replace('-', '_')}", "").rpartition(",")[2].strip()
    else:
        told = meta.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return ""
    address = getattr(address, "ipv4_mapped", None) or address  # as a socket for both names an IPv4 visitor
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return str(address)


def try_once(username: str, address: str, *, at: datetime) -> datetime | None:
    """Count a try as a failure before it is made: None if it may be made, or the moment until which all must wait.

    Counted beforehand, so that a hundred tries at once are a hundred.
    """
    account, shares = _shares(username, address)
    with transaction.atomic():
        rows = [_row(share, account if own else "", at) for share, own in shares]
        waiting = [row.locked_until for row in rows if row.locked_until and row.locked_until > at]
        if waiting:
            return max(waiting)
        for row, (_share, own) in zip(rows, shares, strict=True):
            over = row.failures + 1 - (FREE_FOR_ACCOUNT if own else FREE_FOR_ADDRESS)
            row.failures, row.last_at = row.failures + 1, at
            row.locked_until = at + wait_after(over) if over >= 0 else None
            row.save()
    return None


def wait_after(over: int) -> timedelta:
    """How long to wait after the failure that is the last free one (0), or as many more."""
    return min(timedelta(minutes=2 ** min(over, 10)), LONGEST_WAIT)


def succeeded(username: str, address: str) -> None:
    """Take back the failure that was counted for a try, and forget those of the account from here."""
    _account, shares = _shares(username, address)
    for share, own in shares:
        row = SignInBudget.objects.filter(share=share)
        if own:
            row.delete()
        else:
            row.filter(failures__gt=0).update(failures=F("failures") - 1, locked_until=None)


def just_locked(username: str, address: str, *, at: datetime) -> bool:
    """Whether the failure that was counted at this moment began a wait."""
    _account, shares = _shares(username, address)
    names = [share for share, _own in shares]
    return SignInBudget.objects.filter(share__in=names, last_at=at, locked_until__gt=at).exists()


def unlock(username: str) -> int:
    """Let an account try again from everywhere: the number of addresses from which it had failed."""
    return SignInBudget.objects.filter(account=_hash("account", username)).delete()[0]


def _shares(username: str, address: str) -> tuple[str, list[tuple[str, bool]]]:
    """(The account's hash, [(share, whether it is the account's own)])."""
    shares = [(_hash("pair", f"{username} {address}"), True)]
    if address and ipaddress.ip_network(address).is_global:
        shares.append((_hash("address", address), False))
    return _hash("account", username), shares


def _hash(kind: str, value: str) -> str:
    message = f"{kind} {value.strip().casefold()}"
    return salted_hmac("people.lockout", message, algorithm="sha256").hexdigest()


def _row(share: str, account: str, at: datetime) -> SignInBudget:
    SignInBudget.objects.get_or_create(share=share, defaults={"account": account, "last_at": at})
    row = SignInBudget.objects.select_for_update().get(share=share)
    if at - row.last_at > FORGIVEN:
        row.failures, row.locked_until = 0, None
    return row
