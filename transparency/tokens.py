"""The secret that opens a case's page. The database holds its hash and the nonce that it is made from, never itself.

Made from the nonce and the site's key, it can be written again into later letters, but not by whoever has only a copy
of the database. It is found by its hash, so a link outlives the key; only new letters need the key or a fallback.
"""

import base64
import hashlib
import hmac
import re
import secrets
from typing import NamedTuple

from django.conf import settings

from transparency.models import InformationRequest

SALT = b"transparency.tokens"
# The access log tells a secret from a slug by its capital letters.
SHAPE = re.compile(r"(?=.*[A-Z])[A-Za-z0-9_-]{43}")


class Token(NamedTuple):
    secret: str
    nonce: str
    hash: str


def new() -> Token:
    """A secret of 256 bits, with what is kept of it."""
    while True:
        nonce = secrets.token_hex(32)
        secret = _made_from(nonce, settings.SECRET_KEY)
        if SHAPE.fullmatch(secret):
            return Token(secret, nonce, hash_of(secret))


def token_of(request: InformationRequest) -> str:
    """The request's secret; "" when it was made with a key that is gone, or has been anonymised away."""
    if request.token_nonce:
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            secret = _made_from(request.token_nonce, key)
            if hmac.compare_digest(hash_of(secret), request.token_hash):
                return secret
    return ""


def find(token: str) -> InformationRequest | None:
    """The request that a secret opens. Every string, of the right shape or not, costs the same look-up."""
    return InformationRequest.objects.filter(token_hash=hash_of(token)).first()


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _made_from(nonce: str, key: str) -> str:
    digest = hmac.digest(hashlib.sha256(SALT + key.encode()).digest(), nonce.encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
