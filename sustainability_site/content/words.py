"""Words as the search reads them: in the text, in a query and in the index alike."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from threading import Lock

import snowballstemmer

# Raise it when the functions below read a text differently: `prepare` then reads every edition anew.
READING = 1
LONGEST_WORD = 60
SNOWBALL = {"nb": "norwegian", "en": "english"}
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
NORWEGIAN_LETTERS = str.maketrans({"æ": "a", "ø": "o", "đ": "d", "ð": "d", "ł": "l"})
# «ae», «oe» and «aa» are how æ, ø and å are written on a keyboard without them.
DIGRAPH = re.compile(r"a[ea]|oe")
NORWEGIAN_FILLERS = """
    alle at av ble bli blir da de dem den denne der dere deres det dette disse du eller en enn er et for fra får før ga gi
    gir gjelder gjør gjøre ha hadde han har hos hun hva hvem hvilke hvilken hvilket hvor hvordan hvorfor i ikke inn jeg
    kan man med men mener mer mot mye må ned noe noen når og også om opp over på seg si sier sin sine sitt skal som så
    til ut ved vi vil vår være var å
"""
ENGLISH_FILLERS = """
    a about all an and any are as at be by can do does for from get gets give gives has have how i if in into is it its
    me mean means more much my no not of on or our s say says so some than that the their them there these they this
    those to was we were what when where which who why will with you your
"""


def words_in(text: str) -> Iterator[str]:
    """The words of a text as they are written, in small letters; «CE-merke» is one."""
    for match in WORD.finditer(text):
        yield match[0].lower()[:LONGEST_WORD]


def parts_of(word: str) -> list[str]:
    """A hyphenated word and its parts; any other word alone."""
    return [word, *word.split("-")] if "-" in word else [word]


def folded(word: str, language: str) -> str:
    """The word without case, accents and hyphens, and with æ, ø and å as those write them who lack the letters."""
    word = word.replace("-", "")
    if not word.isascii():
        split = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(sign for sign in split if not unicodedata.combining(sign)).translate(NORWEGIAN_LETTERS)
    return DIGRAPH.sub(lambda match: match[0][0], word) if language == "nb" else word


@cache
def fillers(language: str) -> frozenset[str]:
    """Folded words that say nothing of what a page is about."""
    written = NORWEGIAN_FILLERS if language == "nb" else ENGLISH_FILLERS
    return frozenset(folded(word, language) for word in written.split())


@lru_cache(maxsize=8192)
def stem(word: str, language: str) -> str:
    """What the inflected forms of a folded word have in common."""
    with _one_at_a_time:
        found = _stemmer(language).stemWord(word)
    # Snowball takes «-lov» and «-hetslov» for suffixes: every Act would lose its name.
    act = word.rfind("lov", len(found))
    return word[: act + 3] if language == "nb" and act > 0 else found


def as_one(text: str, language: str) -> str:
    """One stem for a whole title or query: the same in another inflection, and for a compound in two words."""
    return stem("".join(folded(word, language) for word in words_in(text)), language)


# A stemmer keeps the word it works on, and workers have threads.
_one_at_a_time = Lock()


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(SNOWBALL[language])
