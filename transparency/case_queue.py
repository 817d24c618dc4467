"""The queue: what is due first, first; suspects and rehearsals apart; letters that have not left."""

from datetime import datetime, timedelta

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from transparency import outbox
from transparency.case_screen import mail_state, urgency
from transparency.models import InformationRequest, OutgoingMail, RequestEvent
from transparency.request_enums import EventKind, Status
from transparency.request_wording import beginning

SHOWN = 5
# How long a word to a closed case stands in the queue.
READ_WITHIN = timedelta(days=60)
NOTICES = {
    outbox.Delivery.FILES: "Ingen e-posttjener er satt opp: brev legges som filer i var/mail.",
    outbox.Delivery.NONE: "Ingen e-posttjener er satt opp: brevene venter. Be den som drifter nettstedet om å sette opp "
    "e-post, og ring eller skriv til dem som venter på svar.",
}


def delivery_notice() -> str:
    return NOTICES.get(outbox.delivery(), "")


def case_address(case: InformationRequest) -> str:
    return reverse("admin:transparency_informationrequest_change", args=(case.pk,))


class QueueFilter(admin.SimpleListFilter):
    """Without a choice the queue is what someone waits for; a search looks everywhere."""

    title = "vis"
    parameter_name = "vis"
    template = "admin/transparency/request/_filter.html"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("over", "Over fristen"),
            ("fare", "Frist i fare"),
            ("karantene", "Mistenkt søppel"),
            ("ferdige", "Ferdige saker"),
            ("ovelser", "Øvelser"),
            ("alle", "Alle saker"),
        ]

    def choices(self, changelist: object) -> list[dict]:
        everything, *others = super().choices(changelist)
        return [everything | {"display": "Venter på dere"}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        today, real = timezone.localdate(), queryset.filter(demo=False)
        match self.value():
            case "over":
                return real.overdue(today)
            case "fare":
                return real.in_danger(today)
            case "karantene":
                return real.quarantined()
            case "ferdige":
                return real.exclude(pk__in=InformationRequest.objects.running().values("pk"))
            case "ovelser":
                return queryset.filter(demo=True)
            case "alle":
                return real
        return queryset if request.GET.get("q") else real.open()


def queue_counts(at: datetime) -> dict[str, int]:
    """Real cases only, suspects included: their deadline runs too."""
    real, today = InformationRequest.objects.real(), timezone.localdate(at)
    return {
        "waiting": real.open().count(),
        "overdue": real.overdue(today).count(),
        "in_danger": real.in_danger(today).count(),
        "quarantine_count": real.quarantined().count(),
    }


def written_since_closing(at: datetime) -> QuerySet[InformationRequest]:
    """Real cases that were decided, and where whoever asked had the last word lately."""
    happened = RequestEvent.objects.filter(request=OuterRef("pk")).exclude(kind=EventKind.REMINDED)
    newest = happened.order_by("-pk").filter(at__gte=at - READ_WITHIN)
    cases = InformationRequest.objects.real().filter(status=Status.ANSWERED, reasons_due_on=None)
    return cases.annotate(newest=Subquery(newest.values("kind")[:1])).filter(newest=EventKind.MESSAGE_ADDED)


def rows_of(cases: QuerySet, at: datetime) -> list[tuple]:
    return [(case, case_address(case), beginning(case.question), urgency(case, at)) for case in cases]


def queue_context(at: datetime) -> dict:
    today = timezone.localdate(at)
    ordered = InformationRequest.objects.by_urgency(today)
    numbers = queue_counts(at)
    rehearsals = InformationRequest.objects.running().by_urgency(today).filter(demo=True)
    return numbers | {
        "quarantined": rows_of(ordered.real().quarantined()[:SHOWN], at),
        "written": rows_of(written_since_closing(at)[:SHOWN], at),
        "demos": rows_of(rehearsals[:SHOWN], at),
        "outbox": outbox_context(at),
    }


def outbox_context(at: datetime) -> dict:
    """A rehearsal's letters reach nobody, so they are not counted."""
    real = OutgoingMail.objects.exclude(request__demo=True)
    unsent = real.unsent().select_related("request")
    to_post = real.to_post().select_related("request")
    waiting = [*to_post[:SHOWN], *unsent[:SHOWN]]
    number = to_post.count() + unsent.count()
    return {
        "notice": delivery_notice(),
        "letters": [
            (mail, case_address(mail.request) if mail.request else "", *mail_state(mail, at))
            for mail in waiting
        ],
        "more": number - len(waiting),
        "to_post": to_post.count(),
        "held": real.held().exclude(request__status="spam").count(),
        "failed": unsent.filter(attempts__gt=0).exists(),
    }
