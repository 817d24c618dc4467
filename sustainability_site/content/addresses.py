"""Addresses of pages in each language."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
SOURCE_LANGUAGE = settings.LANGUAGE_CODE


def localised_reverse(name: str, language: str, **kwargs: object) -> str:
    """The full path of a URL name in `language`, whatever language is active."""
    with translation.override(language):
        return reverse(name, kwargs=kwargs)


def language_of(path: str) -> str:
    """The language a path is in: the address alone decides."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in LANGUAGES and first != SOURCE_LANGUAGE else SOURCE_LANGUAGE


def archive_path(path: str, number: int) -> str:
    """Where edition `number` of the page at `path` stays for ever."""
    word = "utgave" if language_of(path) == SOURCE_LANGUAGE else "edition"
    return f"{path}{word}/{number}/"


def changes_path(path: str, number: int | None = None) -> str:
    """Where it is told what has changed in the page at `path`, or in its edition `number`."""
    word = "endringer" if language_of(path) == SOURCE_LANGUAGE else "changes"
    return f"{archive_path(path, number) if number else path}{word}/"


def above(path: str, steps: int) -> str:
    """The path without its last parts."""
    return path.rstrip("/").rsplit("/", steps)[0] + "/"


def json_path(path: str) -> str:
    """Where the page's document is: the home page's is /index.json."""
    return f"{path[:-1]}.json" if path.strip("/") not in ("", *LANGUAGES) else f"{path}index.json"
