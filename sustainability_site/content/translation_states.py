"""Where every object's translations stand, kept beside the working copies so that lists need not read them."""

from collections.abc import Iterable

from django.utils import translation

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.agreements import Outstanding, outstanding
from sustainability_site.content.counting import counted
from sustainability_site.content.documents import Document, freeze
from sustainability_site.content.models import Draft, Publishable, TranslationState, publishable_models
from sustainability_site.content.shapes import prefetch_paths
from sustainability_site.content.translated_texts import TRANSLATIONS

LONGEST_NAME = TranslationState._meta.get_field("name").max_length
TOLD = ("kind", "object_pk", "name", "stale", "missing", "stale_count", "missing_count")


def refresh(subject: Publishable, document: Document) -> None:
    """Keep what the document, everything that the object holds, says of its translations."""
    _keep(_states(subject, outstanding(document)))


def drop(subject: str) -> None:
    TranslationState.objects.filter(subject=subject).delete()


def rebuild() -> int:
    """Keep the states of every working copy anew; the number of them. For a new language, or new fields."""
    states = [state for model in publishable_models().values() for state in _states_of(model)]
    TranslationState.objects.all().delete()
    _keep(states)
    return len(states)


def outdated() -> bool:
    """True while nothing is kept for one of the languages, though something has been written."""
    kept = set(TranslationState.objects.order_by().values_list("language", flat=True).distinct())
    return not kept.issuperset(TRANSLATIONS) and Draft.objects.exists()


def in_words(stale: int, missing: int) -> str:
    """«2 oversettelser er utdatert, og 1 mangler», or ""."""
    names = "oversettelse", "oversettelser"
    told = [f"{counted(stale, *names)} er utdatert"] if stale else []
    if missing:
        told.append(f"{missing if stale else counted(missing, *names)} mangler")
    return ", og ".join(told)


def _states_of(model: type[Publishable]) -> Iterable[TranslationState]:
    for subject in model._default_manager.prefetch_related(*prefetch_paths(model)):
        yield from _states(subject, outstanding(freeze(subject, everything=True)))


def _states(subject: Publishable, found: list[Outstanding]) -> Iterable[TranslationState]:
    with translation.override(SOURCE_LANGUAGE):
        name = str(subject)[:LONGEST_NAME]
    for language in TRANSLATIONS:
        lists = {"stale": [], "missing": []}
        for each in found:
            if each.text.language == language:
                told = {"label": each.text.label, "anchor": each.text.anchor}
                lists["missing" if each.missing else "stale"].append(told)
        yield TranslationState(
            subject=subject.subject,
            kind=subject.kind,
            object_pk=subject.pk,
            name=name,
            language=language,
            **lists,
            **{f"{which}_count": len(each) for which, each in lists.items()},
        )


def _keep(states: Iterable[TranslationState]) -> None:
    TranslationState.objects.bulk_create(
        states,
        update_conflicts=True,
        update_fields=TOLD,
        unique_fields=("subject", "language"),
        batch_size=200,
    )
