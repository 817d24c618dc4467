"""What waits for those who write and publish."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse

from sustainability_site.content import reviews
from sustainability_site.content.admin_addresses import form_address
from sustainability_site.content.counting import counted
from sustainability_site.content.desk import Level, Waiting, on_the_desk
from sustainability_site.content.models import Draft, Edition, Publishable, TranslationState
from sustainability_site.content.moments import in_figures
from sustainability_site.content.tasks import Task, open_tasks
from sustainability_site.content.translated_texts import TRANSLATIONS
from sustainability_site.content.translation_admin import CONDITIONS, Standing, admin_name, visible_kinds
from sustainability_site.content.translation_states import in_words

MOST = 5
ASK_SOMEONE = "Si fra til en som kan endre det."

Kinds = dict[str, type[Publishable]]


@on_the_desk
def lines(request: HttpRequest, at: datetime) -> Iterator[Waiting]:
    yield from _tasks(request, at)
    kinds = visible_kinds(request, admin.site)
    if kinds:
        yield from _translations(kinds)
        yield from _unpublished(kinds, at)
        yield from _reviews(kinds, at)
        yield from _scheduled(kinds, at)


def _tasks(request: HttpRequest, at: datetime) -> Iterator[Waiting]:
    found = list(open_tasks(at))
    for task in found[:MOST]:
        address = _address_of(task, request)
        level = Level.NOW if task.urgent else Level.CALM
        yield Waiting(level, task.text, address, "" if address else ASK_SOMEONE)
    if rest := found[MOST:]:
        address = reverse("admin:content_source_changelist")
        yield Waiting(Level.CALM, f"{counted(len(rest), 'kilde', 'kilder')} til må ses på", address)


def _address_of(task: Task, request: HttpRequest) -> str:
    options = task.subject._meta
    may_change = request.user.has_perm(f"{options.app_label}.change_{options.model_name}")
    return form_address(type(task.subject), task.subject.pk) if may_change else ""


def _translations(kinds: Kinds) -> Iterator[Waiting]:
    """How many are stale or missing, and where the first stale ones are."""
    unsettled = CONDITIONS[Standing.STALE] | CONDITIONS[Standing.MISSING]
    states = list(
        TranslationState.objects.filter(unsettled, kind__in=kinds, language__in=TRANSLATIONS).defer("missing")
    )
    for state in states[:MOST]:
        if state.stale_count:
            fields = ", ".join(text["label"] for text in state.stale)
            address = f"{form_address(kinds[state.kind], state.object_pk)}#{state.stale[0]['anchor']}"
            name = f"{state.name} ({admin_name(state.language)})"
            yield Waiting(Level.CALM, name, address, f"{fields} er utdatert")
    told = in_words(sum(state.stale_count for state in states), sum(state.missing_count for state in states))
    if told:
        yield Waiting(Level.CALM, told, reverse("translations"))


def _unpublished(kinds: Kinds, at: datetime) -> Iterator[Waiting]:
    """As of the newest draft of each; what was withdrawn on purpose waits for nobody."""
    found = list(_changed(kinds, at)[: MOST + 1])
    for state in found[:MOST]:
        model = kinds[state.kind]
        what = "endret siden siste utgave" if state.live else "ikke publisert ennå"
        yield Waiting(
            Level.CALM,
            state.name,
            form_address(model, state.object_pk),
            f"{model._meta.verbose_name}, {what}",
        )
    if found[MOST:]:
        number = _changed(kinds, at).count() - MOST
        yield Waiting(
            Level.CALM, f"{counted(number, 'annen side', 'andre sider')} er endret og ikke publisert"
        )


def _changed(kinds: Kinds, at: datetime) -> QuerySet[TranslationState]:
    editions = Edition.objects.order_by().filter(subject=OuterRef("subject"))
    drafts = Draft.objects.filter(subject=OuterRef("subject")).order_by("-pk")
    states = TranslationState.objects.filter(kind__in=kinds, language=TRANSLATIONS[0]).annotate(
        draft=Subquery(drafts.values("public_sha256")[:1]),
        live=Subquery(editions.live(at).values("sha256")[:1]),
        planned=Subquery(editions.scheduled().values("sha256")[:1]),
        ever=Exists(editions.in_force(at)),
    )
    changed = states.exclude(live=None).exclude(live=F("draft"))
    never = states.filter(live=None, ever=False)
    return (changed | never).exclude(planned=F("draft"), planned__isnull=False).order_by("name", "pk")


def _reviews(kinds: Kinds, at: datetime) -> Iterator[Waiting]:
    if number := len(reviews.due(kinds, at=at)):
        words = f"{counted(number, 'side', 'sider')} er ikke gjennomgått på et år"
        yield Waiting(Level.CALM, words, reverse("reviews"))


def _scheduled(kinds: Kinds, at: datetime) -> Iterator[Waiting]:
    planned = Edition.objects.planned(at).filter(kind__in=kinds).order_by("moment")
    names = {state.subject: state for state in _named(planned.values("subject"))}
    for edition in planned[: 2 * MOST]:
        if state := names.get(edition.subject):
            address = form_address(kinds[state.kind], state.object_pk)
            yield Waiting(Level.AHEAD, state.name, address, f"blir publisert {in_figures(edition.moment)}")


def _named(subjects: QuerySet) -> QuerySet[TranslationState]:
    return TranslationState.objects.filter(subject__in=subjects, language=TRANSLATIONS[0])
