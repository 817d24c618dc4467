"""The guided forms: choices first, then the letter as it goes out; nothing typed is lost, and one sending acts once."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.crypto import get_random_string

from sustainability_site.content.bin_admin import actor_of
from transparency import casework, deadlines, letters
from transparency.case_ledger import once_in
from transparency.case_screen import added_to, without_link
from transparency.case_steps import verbs_now
from transparency.case_verbs import VERBS, Verb
from transparency.casework_forms import VerbForm
from transparency.models import InformationRequest
from transparency.request_enums import EventKind, LetterKind, ReplyBy, Status
from transparency.request_wording import in_words

CLOCK_RUNS = "Fristen stopper ikke mens du venter på svar. Den er fortsatt {due}."
TOO_LATE = (
    "Du er for sent ute. Forlengelsen skulle vært varslet innen {notice} (åpenhetsloven § 7). Du kan fortsatt si fra om "
    "når svaret kommer, og det bør du. Men varselet gir ikke lenger frist: saken står som forsinket, og brevet sier det."
)


def fresh(case: InformationRequest | None = None) -> dict:
    """What names one opening of a form."""
    opened = {"once": get_random_string(32)}
    return opened if case is None else opened | {"seen": newest_event(case)}


def newest_event(case: InformationRequest) -> int:
    """The site's own reminders are nothing that a handler must have seen."""
    happened = case.events.exclude(kind=EventKind.REMINDED)
    return max(happened.values_list("pk", flat=True), default=0)


def warnings_for(name: str, case: InformationRequest, at: datetime) -> Iterator[str]:
    if name == "clarify":
        yield CLOCK_RUNS.format(due=in_words(case.due_on))
    if name == "extend" and casework.extension_kind(case, at=at) == LetterKind.EXTENSION_LATE:
        yield TOO_LATE.format(notice=in_words(deadlines.extension_notice_due(case.received_on)))


def going_out(case: InformationRequest) -> str:
    if case.demo:
        return "Dette er en øvelse: brevet når ikke fram til noen."
    if case.status == Status.QUARANTINED:
        return "Brevet blir holdt tilbake til kravet er sluppet fri."
    if case.reply_by == ReplyBy.POST:
        return "Brevet skal i posten: du skriver det ut fra saken etterpå."
    return f"Brevet blir sendt til {case.email}."


def once_from(sent: QueryDict) -> str:
    return sent.get("once", "")[:64]


class GuidedVerbs:
    """Mixed into the ModelAdmin of requests."""

    def verb_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        case, at, verb = self._case(request, pk, to_work=True), timezone.now(), VERBS[name]
        once = once_in(case, once_from(request.POST))
        if once and case.events.filter(once=once).exists():
            return self._back_to(case)
        asked = {"case": case, "today": case.day(at)}
        if name not in verbs_now(case, case.day(at)):
            return self._misplaced(request, case, name, verb.form(request.POST, request.FILES, **asked), at)
        if request.method != "POST":
            form = verb.form(initial=fresh(case), **asked)
            return self._choices(request, case, name, form, at)
        form = verb.form(request.POST, request.FILES, **asked)
        if form.is_valid() and "back" not in request.POST:
            if verb.letter_kind(case, at) and "confirm" not in request.POST:
                return self._letter(request, case, name, form, at)
            if self._done(request, case, name, form, at):
                return self._back_to(case)
        return self._choices(request, case, name, form, at)

    def _misplaced(
        self, request: HttpRequest, case: InformationRequest, name: str, form: VerbForm, at: datetime
    ) -> HttpResponse:
        """Back to the case; but what has been typed stays on the screen, to be copied."""
        refusal = f"«{VERBS[name].label}» passer ikke for saken slik den står nå."
        if not request.POST.get(form.own_words, "").strip():
            messages.warning(request, refusal)
            return self._back_to(case)
        form.errors.clear()
        form.add_error(None, f"{refusal} Ingenting er sendt. Kopier teksten din hvis du trenger den.")
        return self._choices(request, case, name, form, at)

    def _done(
        self, request: HttpRequest, case: InformationRequest, name: str, form: VerbForm, at: datetime
    ) -> bool:
        """Whether the verb is done; if not, the form says why."""
        verb, seen = VERBS[name], form.cleaned_data["seen"]
        try:
            with transaction.atomic():
                locked = InformationRequest.objects.select_for_update().get(pk=case.pk)
                once = form.cleaned_data["once"]
                if not locked.events.filter(once=once_in(locked, once)).exists():
                    if newest_event(locked) != seen:
                        raise casework.CaseworkRefused(self._happened_meanwhile(locked, form))
                    verb.act(request=case, actor=actor_of(request), at=at, once=once, **form.values())
                    self.log_change(request, case, verb.label)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return False
        messages.success(request, verb.done)
        return True

    def _happened_meanwhile(self, case: InformationRequest, form: VerbForm) -> str:
        newest = case.events.get(pk=newest_event(case))
        form.data = form.data.copy()
        form.data["seen"] = newest.pk
        who = newest.actor or "Nettstedet"
        return (
            f"Noe har skjedd i saken siden du åpnet skjemaet: «{newest.get_kind_display()}» ({who}). "
            "Ingenting er sendt. Se på saken i et nytt vindu, og send på nytt hvis det fortsatt er riktig."
        )

    def _choices(
        self, request: HttpRequest, case: InformationRequest, name: str, form: VerbForm, at: datetime
    ) -> HttpResponse:
        verb: Verb = VERBS[name]
        if "back" in request.POST:
            form.errors.clear()
        return self._page(
            request,
            case,
            "admin/transparency/request/verb.html",
            title=verb.label,
            verb=verb,
            form=form,
            added=added_to(case) if verb.shows_question else (),
            explanation=verb.explanation,
            has_letter=bool(verb.letter_kind(case, at)),
            warnings=list(warnings_for(name, case, at)),
        )

    def _letter(
        self, request: HttpRequest, case: InformationRequest, name: str, form: VerbForm, at: datetime
    ) -> HttpResponse:
        verb = VERBS[name]
        values = form.values()
        letter = letters.compose(verb.letter_kind(case, at), case, language=case.language, **values)
        own = form[form.own_words] if form.own_words else None
        kept = [field.as_hidden() for field in form if not own or field.name != own.name]
        return self._page(
            request,
            case,
            "admin/transparency/request/letter.html",
            title="Slik blir brevet",
            verb=verb,
            kept=kept,
            own=own,
            letter=letter,
            opening=without_link(letter.opening),
            closing=without_link(letter.closing),
            files=[file.name for file in values.get("attachments") or ()],
            going_out=going_out(case),
            warnings=list(warnings_for(name, case, at)),
        )
