"""The log: what happened, read from where it is kept anyway, and stored nowhere else.

Drafts and the chain tell of content, events of cases (which kind, never the words), Django's own log of pictures,
accounts and what is planned and reviewed, and access events of who came in and who was refused. One query lays them on top of each other.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.contrib.auth.models import User
from django.db.models import Case, CharField, F, Q, QuerySet, TextChoices, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Trim

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.deeds import Deed
from sustainability_site.content.models import Card, Draft, Entry, publishable_models
from sustainability_site.people.models import AccessEvent

COLUMNS = ("log_when", "log_part", "log_what", "log_who", "log_about", "log_key")
# Those who may change these have their changes in drafts.
OTHER_MODELS = ("image", "user", "group")


class Part(TextChoices):
    """The parts of the log, in the order of the filter."""

    SAVED = "lagret", "Innhold lagret"
    PUBLISHED = "publisert", "Publisert og trukket tilbake"
    DONE = "gjort", "Planlagt, avlyst og gjennomgått"
    CASE = "sak", "Innsynssaker"
    OTHER = "annet", "Bilder, brukere og roller"
    ACCESS = "adgang", "Innlogging og adgang"
    REFUSED = "nektet", "Nektet adgang"


REFUSALS = (
    AccessEvent.Kind.FAILED,
    AccessEvent.Kind.WRONG_CODE,
    AccessEvent.Kind.LOCKED,
    AccessEvent.Kind.REFUSED,
)
# The parts that tell of working copies and editions, by "kind/code".
OF_CONTENT = (Part.SAVED, Part.PUBLISHED)
UNKNOWN = "ukjent"


@dataclass(frozen=True)
class Line:
    """`address` is the name of the view that shows what was there before and after, "" where there is none."""

    when: datetime
    part: Part
    what: str
    who: str
    about: str
    address: str
    key: str


@dataclass(frozen=True)
class Wanted:
    """What of the log is asked for: by whom, which part, from and before which moment."""

    person: User | None = None
    part: str = ""
    since: datetime | None = None
    before: datetime | None = None


def lines(wanted: Wanted, start: int, stop: int) -> list[Line]:
    """The lines from `start` to before `stop`, newest first."""
    chosen = [source(wanted) for part, source in SOURCES.items() if wanted.part in ("", part)]
    everything = chosen[0].union(*chosen[1:], all=True) if len(chosen) > 1 else chosen[0]
    rows = list(everything.order_by("-log_when", "-log_part", "-log_key")[start:stop])
    subjects = {_subject(about) for _when, part, _what, _who, about, _key in rows if part in OF_CONTENT}
    titles = titles_of(subjects)
    return [_line(*row, titles=titles) for row in rows]


def titles_of(subjects: Collection[str]) -> dict[str, str]:
    """What each subject ("kind/code") that has been published was called last. One query."""
    cards = Card.objects.filter(language=SOURCE_LANGUAGE, edition__subject__in=subjects)
    return dict(cards.order_by("edition__moment", "edition").values_list("edition__subject", "title"))


def _text(value: object) -> Cast:
    return Cast(value, CharField(max_length=600))


def _columns(
    rows: QuerySet,
    part: Part,
    wanted: Wanted,
    *,
    when: str,
    what: object,
    who: object,
    about: object,
    key: str = "pk",
) -> QuerySet:
    found = rows.order_by().annotate(
        log_when=F(when),
        log_part=_text(Value(part.value)),
        log_what=_text(what),
        log_who=_text(who),
        log_about=_text(about),
        log_key=_text(F(key)),
    )
    if wanted.since:
        found = found.filter(log_when__gte=wanted.since)
    if wanted.before:
        found = found.filter(log_when__lt=wanted.before)
    return found.values_list(*COLUMNS)


def _by(wanted: Wanted, field: str = "actor") -> Q:
    """The rows of one person, known by the name under which the record remembers her."""
    if wanted.person is None:
        return Q()
    return Q(**{f"{field}__in": {wanted.person.get_full_name(), wanted.person.username} - {""}})


def _full_name() -> Coalesce:
    name = NullIf(Trim(Concat("user__first_name", Value(" "), "user__last_name")), Value(""))
    return Coalesce(name, F("user__username"), Value(UNKNOWN))


def _saved(wanted: Wanted) -> QuerySet:
    deleted, aside = When(deleted=True, then=Value("deleted")), When(aside=True, then=Value("aside"))
    what = Case(deleted, aside, default=Value("saved"))
    rows = Draft.objects.filter(_by(wanted))
    return _columns(rows, Part.SAVED, wanted, when="saved_at", what=what, who=F("actor"), about=F("subject"))


def _published(wanted: Wanted) -> QuerySet:
    about = Concat("edition__subject", Value(" · utgave "), _text(F("edition__number")))
    rows = Entry.objects.filter(_by(wanted))
    return _columns(
        rows, Part.PUBLISHED, wanted, when="entered_at", what=F("act"), who=F("actor"), about=about
    )


def _of_cases(wanted: Wanted) -> QuerySet:
    rows = apps.get_model("transparency", "RequestEvent").objects.filter(_by(wanted))
    return _columns(
        rows,
        Part.CASE,
        wanted,
        when="at",
        what=F("kind"),
        who=F("actor"),
        about=F("request__number"),
        key="request_id",
    )


def _logged(rows: QuerySet, part: Part, wanted: Wanted, what: str = "action_flag") -> QuerySet:
    if wanted.person:
        rows = rows.filter(user=wanted.person)
    about = Concat("content_type__model", Value("/"), "object_repr")
    return _columns(rows, part, wanted, when="action_time", what=F(what), who=_full_name(), about=about)


def _access(rows: QuerySet, part: Part, wanted: Wanted) -> QuerySet:
    if wanted.person:
        rows = rows.filter(user=wanted.person)
    return _columns(rows, part, wanted, when="at", what=F("kind"), who=_full_name(), about=F("about"))


SOURCES = {
    Part.SAVED: _saved,
    Part.PUBLISHED: _published,
    Part.DONE: lambda wanted: _logged(
        LogEntry.objects.filter(action_flag__in=Deed.values), Part.DONE, wanted, what="change_message"
    ),
    Part.CASE: _of_cases,
    Part.OTHER: lambda wanted: _logged(
        LogEntry.objects.filter(content_type__model__in=OTHER_MODELS), Part.OTHER, wanted
    ),
    Part.ACCESS: lambda wanted: _access(AccessEvent.objects.exclude(kind__in=REFUSALS), Part.ACCESS, wanted),
    Part.REFUSED: lambda wanted: _access(AccessEvent.objects.filter(kind__in=REFUSALS), Part.REFUSED, wanted),
}


def _line(
    when: datetime, part: str, what: str, who: str, about: str, key: str, *, titles: Mapping[str, str]
) -> Line:
    tell = {
        Part.SAVED: lambda: {"deleted": "Slettet", "aside": "Lagt til side"}.get(what, "Lagret"),
        Part.PUBLISHED: lambda: Entry.Act(what).label.capitalize(),
        Part.DONE: lambda: what,
        Part.CASE: lambda: str(_event_words(what)),
        Part.OTHER: lambda: {ADDITION: "Lagt til", DELETION: "Slettet"}.get(int(what), "Endret"),
        Part.ACCESS: lambda: AccessEvent.Kind(what).label,
        Part.REFUSED: lambda: AccessEvent.Kind(what).label,
    }
    address = {Part.SAVED: "record_draft", Part.PUBLISHED: "record_entry"}.get(part, "")
    words = _subject_words(part, about, titles)
    return Line(when, Part(part), tell[part](), who or "systemet", words, address, key)


def _subject(about: str) -> str:
    return about.partition(" ")[0]


def _event_words(kind: str) -> str:
    field = apps.get_model("transparency", "RequestEvent")._meta.get_field("kind")
    return dict(field.choices).get(kind, kind)


def _subject_words(part: str, about: str, titles: Mapping[str, str]) -> str:
    kind, _slash, rest = about.partition("/")
    if part in OF_CONTENT:
        model, subject = publishable_models().get(kind), _subject(about)
        rest = rest if subject not in titles else titles[subject] + about.removeprefix(subject)
    elif part == Part.DONE:
        model = next((each for each in publishable_models().values() if each._meta.model_name == kind), None)
    elif part == Part.OTHER:
        model = {"image": apps.get_model("content", "Image"), "user": User}.get(kind)
        if model is None:
            return f"Rolle: {rest}"
    else:
        return about
    return f"{str(model._meta.verbose_name).capitalize()}: {rest}" if model else about


def people() -> Iterator[User]:
    """Those who can be chosen in the filter."""
    return (
        User.objects.filter(is_staff=True)
        .order_by("first_name", "username")
        .only("pk", "first_name", "last_name", "username")
    )
