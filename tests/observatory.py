"""The score that Mozilla's HTTP Observatory would give, computed from an answer's own headers.

Rules and points as published (developer.mozilla.org/en-US/observatory/docs/tests_and_scoring): from 100, penalties
first; what is 90 or more after them gets the bonuses. The bonus for the browsers' preload list (5) is left out: no
header earns it.
"""

import re

SIX_MONTHS = 15_768_000
BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
UNSAFE = BROAD | {"'unsafe-inline'", "data:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
SCRIPT = re.compile(r"<script\b[^>]*\bsrc=", re.IGNORECASE)

Policy = dict[str, set[str]]


def points(
    headers: dict[str, str], page: str, *, redirect: tuple[int, str], cookies: tuple[str, ...]
) -> dict[str, int]:
    """Points by test. `headers` in lower case and `page` over https; `redirect` is what plain http to the same
    address answers: status and Location."""
    policy = policy_of(headers.get("content-security-policy", ""))
    return {
        "content-security-policy": _policy(policy),
        "cookies": 0 if not cookies else -40,
        "cross-origin-embedder-policy": 10 * (headers.get("cross-origin-embedder-policy") in ("require-corp", "credentialless")),
        "cross-origin-opener-policy": 10 * (headers.get("cross-origin-opener-policy") == "same-origin"),
        "cross-origin-resource-policy": 10 * (headers.get("cross-origin-resource-policy") in ("same-origin", "same-site")),
        "cross-origin-resource-sharing": -50 * ("access-control-allow-credentials" in headers),
        "redirection": 0 if redirect[0] in (301, 302, 307, 308) and redirect[1].startswith("https://") else -20,
        "referrer-policy": 5 if headers.get("referrer-policy") in PRIVATE else -5,
        "strict-transport-security": _transport(headers.get("strict-transport-security", "")),
        "subresource-integrity": -5 * bool(SCRIPT.search(page)),
        "x-content-type-options": 0 if headers.get("x-content-type-options") == "nosniff" else -5,
        "x-frame-options": _framing(policy, headers.get("x-frame-options", "")),
    }  # fmt: skip


def score(points: dict[str, int]) -> int:
    penalised = 100 + sum(value for value in points.values() if value < 0)
    bonus = sum(value for value in points.values() if value > 0)
    return max(0, penalised + bonus if penalised >= 90 else penalised)


def policy_of(header: str) -> Policy:
    directives = (part.split() for part in header.split(";") if part.strip())
    return {name.lower(): {source.lower() for source in sources} for name, *sources in directives}


def _sources(policy: Policy, name: str) -> set[str]:
    return policy.get(name) or policy.get("default-src") or {"*"}


def _policy(policy: Policy) -> int:
    scripts, styles, objects = (_sources(policy, f"{name}-src") for name in ("script", "style", "object"))
    if not policy:
        return -25
    if scripts & UNSAFE or objects & BROAD or any(s.startswith(("http:", "ftp:")) for s in scripts | styles):
        return -20
    if "'unsafe-eval'" in scripts | styles:
        return -10
    if styles & UNSAFE:
        return 0
    strict = policy.get("default-src") == {"'none'"} and policy.get("form-action", set()) <= {
        "'none'",
        "'self'",
    }
    return 10 if strict and "form-action" in policy else 5


def _transport(header: str) -> int:
    found = re.search(r"max-age=(\d+)", header)
    return -20 if not found else 0 if int(found[1]) >= SIX_MONTHS else -10


def _framing(policy: Policy, header: str) -> int:
    if policy.get("frame-ancestors", {"*"}).isdisjoint(BROAD):
        return 5
    return 0 if header in ("DENY", "SAMEORIGIN") else -20
