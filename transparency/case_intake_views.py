"""The admin views that start a case: registering what came another way, and rehearsing."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils import timezone

from sustainability_site.content.bin_admin import actor_of
from sustainability_site.content.counting import counted
from transparency import casework
from transparency.case_verbs import VERBS
from transparency.casework_forms import RegisterForm
from transparency.guided import fresh
from transparency.models import InformationRequest
from transparency.request_wording import beginning, in_words

READ_AT_ONCE = 25
# What is longer is closed from its own page, where all of it can be read.
SHOWN = 600


class Intake:
    """Mixed into the ModelAdmin of requests."""

    def register_view(self, request: HttpRequest) -> HttpResponse:
        self._require_work(request)
        at = timezone.now()
        form = RegisterForm(request.POST or None, today=timezone.localdate(at), initial=fresh())
        if request.method == "POST" and form.is_valid():
            try:
                return self._registered(request, form, at)
            except ValidationError as refusal:
                form.add_error(None, refusal)
        return self._page(
            request, None, "admin/transparency/request/register.html", title="Registrer et krav", form=form
        )

    def _registered(self, request: HttpRequest, form: RegisterForm, at: datetime) -> HttpResponse:
        case, _secret = casework.register(
            actor=actor_of(request), at=at, once=form.cleaned_data["once"], **form.values()
        )
        self.log_addition(request, case, "Registrert")
        if case.due_on < timezone.localdate(at):
            messages.warning(
                request, f"Sak {case} er registrert. Lovens frist gikk ut {in_words(case.due_on)}. Svar nå."
            )
        else:
            messages.success(
                request, f"Sak {case} er registrert. Svaret skal være sendt innen {in_words(case.due_on)}."
            )
        return self._back_to(case)

    def start_demo_view(self, request: HttpRequest) -> HttpResponse:
        self._require_work(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(("POST",))
        case, _secret = casework.start_demo(actor=actor_of(request), at=timezone.now())
        return self._back_to(case)

    def quarantine_view(self, request: HttpRequest) -> HttpResponse:
        """The suspects, oldest first: what is no request is ticked off after it has been read."""
        self._require_work(request)
        suspects = InformationRequest.objects.real().quarantined().order_by("received_on", "pk")
        if request.method == "POST":
            ticked = set(request.POST.getlist("spam"))
            known = [pk for pk in suspects.values_list("pk", flat=True) if str(pk) in ticked]
            closed = sum(self._marked_spam(request, case) for case in suspects.filter(pk__in=known))
            messages.success(request, f"{counted(closed, 'sak', 'saker')} er lukket som søppel.")
            return HttpResponseRedirect(self._address("quarantine"))
        rows = [
            (case, beginning(case.question, SHOWN), len(case.question) > SHOWN)
            for case in suspects[:READ_AT_ONCE]
        ]
        return self._page(
            request,
            None,
            "admin/transparency/request/quarantine.html",
            title="Gå gjennom mistenkt søppel",
            rows=rows,
            waiting=suspects.count(),
        )

    def _marked_spam(self, request: HttpRequest, case: InformationRequest) -> bool:
        """False where it has been released or answered since the list was read."""
        try:
            casework.mark_spam(request=case, actor=actor_of(request), at=timezone.now())
        except casework.CaseworkRefused:
            return False
        self.log_change(request, case, VERBS["mark_spam"].label)
        return True
