"""Putting a document on the public shelf, with the cards, references and search texts that lists read."""

import json
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import SlugField
from django.urls import Resolver404, resolve
from django.utils import translation

from sustainability_site.content.addresses import LANGUAGES, SOURCE_LANGUAGE
from sustainability_site.content.chain import unguarded
from sustainability_site.content.documents import (
    Document,
    Vocabulary,
    canonical,
    digest,
    references,
    thaw,
    walk,
)
from sustainability_site.content.indexing import search_text
from sustainability_site.content.models import Card, Edition, Reference, SearchText
from sustainability_site.content.reading import live_vocabulary
from sustainability_site.content.shapes import model_of, public_fields, translated_fields
from sustainability_site.content.untranslated import Untranslated


class PublicationRefused(ValidationError):
    """The object can't be published as it stands; the messages say why, in Norwegian."""


def shelve(document: Document, *, moment: datetime, actor: str, reason: str, at: datetime) -> Edition:
    """Store the document as an edition without a number. Call under the chain's lock.

    Raises PublicationRefused when it needs vocabulary that is not live, or its address is taken.
    """
    needed = references(document)
    required = [subject for subject, is_required in needed.items() if is_required]
    vocabulary = live_vocabulary(required, at=at)
    if missing := sorted(set(required) - set(vocabulary)):
        raise PublicationRefused(
            [f"{_name(subject)} er ikke publisert. Publiser den først." for subject in missing]
        )
    text = canonical(document)
    edition = Edition.objects.create(
        kind=document["kind"],
        subject=f"{document['kind']}/{document['code']}",
        shape=document["shape"],
        document=text,
        sha256=digest(text),
        moment=moment,
        reason=reason,
        actor=actor,
    )
    cards = [card_of(edition, document, vocabulary, language) for language in LANGUAGES]
    for card in cards:
        _require_free(card)
    Card.objects.bulk_create(cards)
    Reference.objects.bulk_create(
        Reference(edition=edition, subject=subject, required=is_required)
        for subject, is_required in sorted(needed.items())
    )
    SearchText.objects.bulk_create(search_text(document, card) for card in cards)
    return edition


def remove_scheduled(scheduled: Edition) -> None:
    """Take an edition that has not been entered in the chain off the shelf."""
    for derived in (Card, Reference, SearchText):
        unguarded(derived).filter(edition=scheduled).delete()
    unguarded(Edition).filter(pk=scheduled.pk, number=None).delete()


def _name(subject: str) -> str:
    kind, _, code = subject.partition("/")
    found = model_of(kind)._default_manager.filter(code=code).first()
    return f"«{found or code}» ({model_of(kind)._meta.verbose_name})"


def card_of(edition: Edition, document: Document, vocabulary: Vocabulary, language: str) -> Card:
    """The card of a document in one language, not saved."""
    with translation.override(language):
        thawed = thaw(document, vocabulary, language)
        path = thawed.address(language) or ""
        values = thawed.card()
        facts = json.loads(json.dumps(values["facts"], default=str))
    texts = values["facts"] | {"title": values["title"], "lead": values["lead"]}
    return Card(
        edition=edition,
        language=language,
        path=path,
        title=str(values["title"])[:300],
        lead=str(values["lead"]),
        facts=facts,
        translated=is_translated(document, language),
        fallback=sorted(name for name, text in texts.items() if isinstance(text, Untranslated)),
    )


def _require_free(card: Card) -> None:
    """Raises PublicationRefused when another object has, had or will have the address, or the site's own routes use it.

    An address stays with its object for ever: old links and the archive lead there.
    """
    if not card.path:
        return
    others = Card.objects.filter(path=card.path).exclude(edition__subject=card.edition.subject)
    if (taken := others.order_by("-pk").first()) is not None:
        raise PublicationRefused(
            f"Adressen {card.path} er eller har vært adressen til «{taken.title}». Velg en annen."
        )
    if card.path.endswith("/index/") or _kind_at(card.path, card.language) != card.kind:
        raise PublicationRefused(f"Adressen {card.path} er satt av til nettstedet selv. Velg en annen.")


def _kind_at(path: str, language: str) -> str | None:
    """The kind that the site's routes show at a path."""
    with translation.override(language):
        try:
            view = resolve(path).func
        except Resolver404:
            return None
    return getattr(getattr(view, "view_class", None), "kind", None)


def is_translated(document: Document, language: str) -> bool:
    """Whether every text that stands in the source language also stands in `language`."""
    return not any(
        values.get(f"{name}_{SOURCE_LANGUAGE}") and not values.get(f"{name}_{language}")
        for model, values in walk(model_of(document["kind"]), document)
        for name in _texts(model)
    )


def _texts(model: type) -> list[str]:
    """Base names of the translated public texts; an address is no text."""
    declared = {field.name for field in public_fields(model) if not isinstance(field, SlugField)}
    return sorted(name for name in translated_fields(model) if f"{name}_{SOURCE_LANGUAGE}" in declared)
