"""Claims about the environment in a text, as Forbrukertilsynet and directive (EU) 2024/825 see them.

G2 (what a shown label must tell) and G4 (a label that no longer holds) stand with the labels. Norway has not told when the
directive's rules come into force; the checks take them as in force. A pattern can't know what a sentence means, so all but
one are for the editor to weigh. The one is G6: that buying quotas makes a product neutral may not be claimed at all.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from sustainability_site.content.faults import Fault, Level
from sustainability_site.content.remarks.sentences import beginning
from sustainability_site.content.remarks.written import Written

DIRECTIVE = "direktiv (EU) 2024/825"
AUTHORITY = "Forbrukertilsynet"


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})", re.IGNORECASE)


GENERIC = _words(
    r"grønn(?:e|t|ere|est)?\b",
    r"bærekraftige?\b",
    r"miljøvennlige?\b",
    r"klimavennlige?\b",
    r"etiske?\b(?! retningslinjer)",
    r"skånsom(?:t|me)?\b",
    r"green(?:er|est)?\b",
    r"sustainable\b",
    r"(?:eco|environmentally|climate)[- ]friendly\b",
    r"ethical\b(?! guidelines)",
    r"gentle on\b",
)
NEUTRAL = _words(
    r"(?:klima|karbon|co2-|co₂-)nøytral\w*",
    r"nullutslipp\w*",
    r"netto ?null\w*",
    r"(?:climate|carbon|co2)[- ]neutral\w*",
    r"net[- ]zero\b",
)
OFFSET = _words(r"kompenser\w*", r"klimakvote\w*", r"kvoter?\b", r"offset\w*", r"carbon credits?\b")
DENIED = _words(
    r"ikke\b",
    r"ingen\b",
    r"aldri\b",
    r"uten\b",
    r"forbud\w*",
    r"forbyr\b",
    r"villed\w*",
    r"not\b",
    r"no\b",
    r"never\b",
    r"without\b",
    r"ban(?:s|ned)?\b",
    r"prohibit\w*",
    r"mislead\w*",
)
DUTY = _words(
    r"ce-merk\w*", r"rohs\b", r"reach\b", r"weee\b", r"ce[- ]mark\w*", r"lovpålagt\w*", r"required by law\b"
)
MERIT = _words(
    r"(?:ekstra|særlig|spesielt) (?:trygg|miljø|ren)\w*",
    r"fordel\w*",
    r"kvalitetsstempel\w*",
    r"(?:godt|trygt|grønt|bedre) valg\b",
    r"stolt\w*",
    r"advantage\w*",
    r"seal of quality\b",
    r"(?:good|safe|green|better) choice\b",
    r"proud\w*",
)
FUTURE = _words(r"(?:skal|vil|innen|mål\w*)\b", r"(?:will|shall|by|aims?|goals?|targets?)\b")
YEAR = re.compile(r"\b20(?:2[7-9]|[3-9]\d)\b")
PROMISED = _words(
    r"utslipp\w*",
    r"klima\w*",
    r"nøytral\w*",
    r"fossilfri\w*",
    r"fornybar\w*",
    r"sirkulær\w*",
    r"emission\w*",
    r"climate\w*",
    r"neutral\w*",
    r"fossil[- ]free\b",
    r"renewable\w*",
    r"circular\w*",
)
USED = _words(
    r"brukt(?:e)?\b",
    r"gjenbrukt\w*",
    r"oppuss\w*",
    r"overhalt\w*",
    r"refurbished\b",
    r"reconditioned\b",
    r"second[- ]hand\b",
)
LABELLED = _words(
    r"energy star\b", r"tco certified\b", r"epeat\b", r"svanemerk\w*", r"nordic swan\b", r"blauer engel\b"
)
KEEPS = _words(
    r"behold\w*",
    r"fortsatt\b",
    r"fremdeles\b",
    r"har merket\b",
    r"er merket\b",
    r"keeps?\b",
    r"still\b",
    r"remains?\b",
)
OURS = _words(
    r"(?:denne|dette|våre?|vårt) (?:modellen?|produkte(?:t|r|ne)|pc-en|skjermen|maskinen)\b",
    r"(?:this|our) (?:model|product|pc|laptop|monitor)s?\b",
)
CERTIFIED = _words(r"sertifisert\b", r"svanemerket\b", r"miljømerket\b", r"certified\b", r"ecolabelled\b")
EVIDENCE = re.compile(r"\d{4,}")


def remarks(texts: Iterable[Written]) -> Iterator[Fault]:
    """G1, G3 and G5–G8; only G6 blocks."""
    for text in texts:
        for rule in RULES:
            yield from rule(text)


def _fault(text: Written, code: str, law: str, told: str, level: Level = Level.WARN) -> Fault:
    return Fault(code, f"{law} · {text.label}", told, text.field, level)


def generic_words_have_sources(text: Written) -> Iterator[Fault]:
    """G1: once for each text, whatever the number of words."""
    if text.sourced or "<a " in text.html:
        return
    for sentence in text.sentences:
        if (found := GENERIC.search(sentence)) and not DENIED.search(sentence):
            yield _fault(
                text,
                "G1",
                AUTHORITY,
                f"«{found[0]}» sier ikke hva som er bedre, og er uten kilde. Skriv hva det gjelder, og hvor det er "
                f"dokumentert: {beginning(sentence)}",
            )
            return


def product_claims_name_the_certificate(text: Written) -> Iterator[Fault]:
    """G3"""
    for sentence in text.sentences:
        if OURS.search(sentence) and CERTIFIED.search(sentence) and not EVIDENCE.search(sentence):
            yield _fault(
                text,
                "G3",
                AUTHORITY,
                "At et produkt er sertifisert, må kunne kontrolleres. Oppgi varenummer, sertifikatnummer og hvor "
                f"lenge det gjelder: {beginning(sentence)}",
            )


def legal_duties_are_no_merits(text: Written) -> Iterator[Fault]:
    """G5"""
    for sentence in text.sentences:
        if (duty := DUTY.search(sentence)) and MERIT.search(sentence) and not DENIED.search(sentence):
            yield _fault(
                text,
                "G5",
                DIRECTIVE,
                f"«{duty[0]}» er et krav som alle må følge, og kan ikke fremheves som en fordel: {beginning(sentence)}",
            )


def neutrality_is_not_bought(text: Written) -> Iterator[Fault]:
    """G6: blocks where the neutrality is said to come from quotas, in the same sentence or the one beside it."""
    for place, sentence in enumerate(text.sentences):
        if not (found := NEUTRAL.search(sentence)) or DENIED.search(sentence):
            continue
        near = " ".join(text.sentences[max(place - 1, 0) : place + 2])
        bought = OFFSET.search(near) is not None and not DENIED.search(near)
        told = (
            f"«{found[0]}» som bygger på kvoter eller kompensasjon, er ikke lov å påstå: {beginning(sentence)}"
            if bought
            else f"«{found[0]}» er en påstand som må dokumenteres uten kvoter eller kompensasjon: {beginning(sentence)}"
        )
        yield _fault(text, "G6", DIRECTIVE, told, Level.BLOCK if bought else Level.WARN)


def goals_have_a_plan(text: Written) -> Iterator[Fault]:
    """G7"""
    if "<a " in text.html:
        return
    for sentence in text.sentences:
        if FUTURE.search(sentence) and PROMISED.search(sentence) and YEAR.search(sentence):
            yield _fault(
                text,
                "G7",
                DIRECTIVE,
                "Et mål fram i tid trenger en åpen plan med delmål, som andre kontrollerer. Lenk til planen: "
                f"{beginning(sentence)}",
            )


def labels_do_not_follow_used_equipment(text: Written) -> Iterator[Fault]:
    """G8"""
    for sentence in text.sentences:
        labelled = LABELLED.search(sentence)
        if labelled and USED.search(sentence) and KEEPS.search(sentence) and not DENIED.search(sentence):
            yield _fault(
                text,
                "G8",
                AUTHORITY,
                f"{labelled[0]} gjelder produktet som nytt. Kontroller med merkeeieren før det sies om brukt utstyr: "
                f"{beginning(sentence)}",
            )


RULES: tuple[Callable[[Written], Iterator[Fault]], ...] = (
    generic_words_have_sources,
    product_claims_name_the_certificate,
    legal_duties_are_no_merits,
    neutrality_is_not_bought,
    goals_have_a_plan,
    labels_do_not_follow_used_equipment,
)
