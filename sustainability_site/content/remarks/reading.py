"""How easy a text is to read: LIX, long sentences, passive voice. Hints only, by the rules of klarspråk."""

import re
from collections.abc import Iterable, Iterator

from sustainability_site.content.faults import Fault, Level
from sustainability_site.content.remarks.sentences import beginning, lix, words
from sustainability_site.content.remarks.written import Written

HEAVY, ENOUGH_WORDS = 45, 40
LONGEST, FEWEST = 30, 5
MOST_PASSIVE = 0.4
# «blir kontrollert», «ble sendt», «er blitt vurdert»; «kontrolleres», «skal sendes». Present forms that are no passive
# («synes», «finnes»), and genitives («leverandørenes»), are left out.
PASSIVE = {
    "nb": re.compile(
        r"\b(?:bli|blir|ble|blitt)\s+(?:ikke\s+|også\s+|ofte\s+)?[a-zæøå]{3,}(?:et|t|dd|d|tt)\b"
        r"|\b(?!synes|finnes|trives|lykkes|minnes|møtes|kjennes|ønskes|spesielles|alles|deres|ellers|annes|[a-zæøå]*enes\b)"
        r"[a-zæøå]{4,}(?:eres|ges|des|tes|kes|ses|les|pes|mes|nes|ves)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:is|are|was|were|been|being|be)\s+(?:not\s+|also\s+|often\s+)?[a-z]{3,}(?:ed|wn|ken|ven|ten|ught)\b",
        re.IGNORECASE,
    ),
}


def remarks(texts: Iterable[Written]) -> Iterator[Fault]:
    for text in texts:
        yield from _heavy(text)
        yield from _long(text)
        yield from _passive(text)


def _hint(text: Written, code: str, sentence: str) -> Fault:
    return Fault(code, text.label, sentence, text.field, Level.HINT)


def _heavy(text: Written) -> Iterator[Fault]:
    if sum(len(words(sentence)) for sentence in text.sentences) < ENOUGH_WORDS:
        return
    if (figure := lix(text.sentences)) > HEAVY:
        yield _hint(
            text,
            "LIX",
            f"Teksten har lesbarhetstallet {figure:.0f}. Over {HEAVY} er tungt: korte ned setninger, og bytt lange ord.",
        )


def _long(text: Written) -> Iterator[Fault]:
    for sentence in text.sentences:
        if (number := len(words(sentence))) > LONGEST:
            yield _hint(text, "Lang setning", f"{number} ord i én setning. Del den: {beginning(sentence)}")


def _passive(text: Written) -> Iterator[Fault]:
    passive = [sentence for sentence in text.sentences if PASSIVE[text.language].search(sentence)]
    if len(text.sentences) >= FEWEST and len(passive) / len(text.sentences) > MOST_PASSIVE:
        yield _hint(
            text,
            "Passiv",
            f"{len(passive)} av {len(text.sentences)} setninger sier ikke hvem som gjør noe, for eksempel "
            f"{beginning(passive[0])}",
        )
