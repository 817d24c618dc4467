"""What a request's headers ask for: RFC 9110, sections 12.5.3 (Accept-Encoding) and 13.1.2 (If-None-Match)."""

import re
from functools import lru_cache

# The best first, where the visitor likes several equally well.
ENCODINGS = ("br", "gzip", "identity")
ALIASES = {"x-gzip": "gzip"}
# A browser's header has some thirty characters. The rest of a longer one is not read.
LONGEST = 1_000
WEIGHT = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
TAG = re.compile(r'(?:W/)?("[^"]*")')


def accepted_encoding(header: str) -> str:
    """The one of ENCODINGS that the visitor likes best; identity when nothing else is accepted."""
    return _best(header[:LONGEST]) if len(header) > 100 else _remembered(header)


def _best(header: str) -> str:
    weights = _weights(header)
    anything = weights.get("*", 0.0)
    # Identity is acceptable unless refused, and still the last resort.
    liked = {"identity": 1e-6} | {name: anything for name in ENCODINGS if anything} | weights
    best = max(ENCODINGS, key=lambda name: (liked.get(name, 0.0), -ENCODINGS.index(name)))
    return best if liked.get(best) else "identity"


_remembered = lru_cache(maxsize=128)(_best)


def _weights(header: str) -> dict[str, float]:
    weights = {}
    for part in header.lower().split(","):
        name, separator, parameter = part.partition(";")
        weight = WEIGHT.fullmatch(parameter.strip()) if separator else None
        # A weight that is none can't be told from a refusal.
        value = float(weight[1]) if weight else 0.0 if separator else 1.0
        name = name.strip()
        weights[ALIASES.get(name, name)] = value
    return weights


def is_among(tag: str, header: str) -> bool:
    """Whether an If-None-Match names `tag`, by weak comparison, or whatever there is."""
    if header == tag or header.strip() == "*":
        return True
    return tag in TAG.findall(header)
