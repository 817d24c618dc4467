"""When each live page was last found true, and who looks after it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.models import Publishable, Review, TranslationState, publishable_models
from sustainability_site.content.reading import live_cards
from sustainability_site.content.translated_texts import TRANSLATIONS

WITHIN = timedelta(days=365)


@dataclass(frozen=True)
class Standing:
    """A live page. `last_on` is the day it was last reviewed, or published if that is later, and
    `reviewed_by` is "" then."""

    subject: str
    kind: str
    pk: int
    title: str
    last_on: date
    reviewed_by: str
    owner: User | None

    def due(self, today: date) -> bool:
        return today - self.last_on > WITHIN


def standings(kinds: Collection[str], *, at: datetime) -> list[Standing]:
    """The live pages of these kinds that are reviewed, the longest untouched first. Three queries."""
    models = publishable_models()
    kept = {kind for kind in kinds if models[kind].reviewed}
    cards = live_cards(SOURCE_LANGUAGE, at, kept).exclude(path="")
    numbers = dict(
        TranslationState.objects.filter(kind__in=kept, language=TRANSLATIONS[0]).values_list(
            "subject", "object_pk"
        )
    )
    reviews = {review.subject: review for review in Review.objects.select_related("owner")}
    found = []
    for card in cards:
        edition = card.edition
        if (pk := numbers.get(edition.subject)) is None:
            continue  # the working copy lies in the bin
        review = reviews.get(edition.subject, Review())
        published = timezone.localdate(edition.moment)
        reviewed = review.reviewed_on is not None and review.reviewed_on >= published
        last, by = (review.reviewed_on, review.reviewed_by) if reviewed else (published, "")
        found.append(Standing(edition.subject, edition.kind, pk, card.title, last, by, review.owner))
    return sorted(found, key=lambda each: (each.last_on, each.title))


def due(kinds: Collection[str], *, at: datetime) -> list[Standing]:
    """Those that nobody has reviewed or published for a year."""
    today = timezone.localdate(at)
    return [each for each in standings(kinds, at=at) if each.due(today)]


def review_of(subject: Publishable) -> Review:
    return Review.objects.filter(subject=subject.subject).first() or Review(subject=subject.subject)


def found_true(subject: Publishable, *, actor: str, at: datetime) -> None:
    """Someone has read the page and found nothing to mend."""
    Review.objects.update_or_create(
        subject=subject.subject, defaults={"reviewed_on": timezone.localdate(at), "reviewed_by": actor}
    )


def give_to(subject: Publishable, *, owner: User | None) -> None:
    """Let someone look after the page, or nobody."""
    Review.objects.update_or_create(subject=subject.subject, defaults={"owner": owner})
