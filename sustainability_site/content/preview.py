"""The working copy through the public template."""

from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from sustainability_site.content.documents import Document, freeze, references, thaw
from sustainability_site.content.models import Edition, Publishable
from sustainability_site.content.reading import live_vocabulary
from sustainability_site.content.shapes import model_of
from sustainability_site.content.shelving import card_of
from sustainability_site.content.views import view_of
from sustainability_site.content.working_copy import load


def preview(request: HttpRequest, subject: Publishable, *, language: str, at: datetime) -> HttpResponse:
    """The page as it would be if it were published now."""
    return preview_of(request, freeze(load(type(subject), subject.code)), language=language, at=at)


def preview_of(
    request: HttpRequest, document: Document, *, language: str, at: datetime, **told: object
) -> HttpResponse:
    """A document as a page. Vocabulary that is not live is read from its working copy.

    `told` goes to the template: `shared_until`, for whoever has been sent a link.
    """
    vocabulary = previewed_vocabulary(document, at=at, language=language)
    card = card_of(unsaved_edition(document, at), document, vocabulary, language)
    view = view_of(card.path, language)()
    around = view.surroundings(language, document, at)
    around = replace(around, vocabulary=around.vocabulary | vocabulary)
    with translation.override(language):
        request.LANGUAGE_CODE = language
        context = view.context_of(card, document, around=around, at=at) | {"preview": True} | told
        return HttpResponse(render(request, view.template_name, context).content)


def unsaved_edition(document: Document, at: datetime) -> Edition:
    subject = f"{document['kind']}/{document['code']}"
    return Edition(kind=document["kind"], subject=subject, shape=document["shape"], moment=at)


def previewed_vocabulary(document: Document, *, at: datetime, language: str) -> dict[str, Publishable]:
    """Live entries where there are any, else the working copies."""
    required = [subject for subject, is_required in references(document).items() if is_required]
    vocabulary = live_vocabulary(required, at=at, language=language)
    for subject in set(required) - set(vocabulary):
        kind, _, code = subject.partition("/")
        entry = freeze(load(model_of(kind), code))
        near = live_vocabulary(references(entry), at=at, language=language)
        vocabulary[subject] = thaw(entry, near, language)
    return vocabulary
