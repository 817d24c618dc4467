"""The form for requests for information: no cookie, no session, no script.

What is sent leads with 303 to the case's own page, which is the receipt: it stands a reload, a bookmark and a phone
that throws its tabs away, where a page that answers a POST would ask to send again, or be gone.
"""

from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from transparency import casework, form_tokens, spam, tokens
from transparency.models import InformationRequest
from transparency.pages import discreet, surrounded, unstored
from transparency.posted import Unacceptable, posted, sender
from transparency.request_enums import ReplyBy, Status
from transparency.request_form import LONGEST_QUESTION, TRAP, RequestForm

RETRY_AFTER = "120"


# Guarded by Origin and Sec-Fetch-Site instead: Django's own guard needs a cookie.
@method_decorator(csrf_exempt, name="dispatch")
class RequestFormView(View):
    http_method_names = ("get", "head", "post")

    def get(self, request: HttpRequest) -> HttpResponse:
        at = timezone.now()
        form = RequestForm(initial={"reply_by": ReplyBy.EMAIL})
        return form_page(request, form, form_tokens.issue(at), at=at)

    def post(self, request: HttpRequest) -> HttpResponse:
        at = timezone.now()
        try:
            sent = posted(request)
        except Unacceptable as refusal:
            return unacceptable_page(request, refusal.status, at=at)
        try:
            return self.handled(request, sent, at)
        except (OperationalError, OSError, spam.OverBudget):
            return not_stored_page(request, sent, at)

    def handled(self, request: HttpRequest, sent: QueryDict, at: datetime) -> HttpResponse:
        form = RequestForm(sent)
        submission = submission_of(request, sent, at)
        if submission.sender is spam.Sender.FOREIGN:
            return self.again(request, form, "foreign", at=at, status=HTTPStatus.FORBIDDEN)
        try:
            token = form_tokens.read(sent.get("token", ""), at=at)
        except form_tokens.Unreadable:
            return self.again(request, form, "expired", at=at)
        earlier = InformationRequest.objects.filter(submission_key=token.key).first()
        if earlier is not None:
            return self.sent_before(request, form, earlier, at)
        if token.expired:
            return self.again(request, form, "expired", at=at)
        if not form.is_valid():
            return form_page(request, form, sent["token"], at=at, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            return to_case(stored(form, submission, token, request, at))
        except IntegrityError:
            earlier = InformationRequest.objects.get(submission_key=token.key)
            return self.sent_before(request, form, earlier, at)

    def again(
        self,
        request: HttpRequest,
        form: RequestForm,
        notice: str,
        *,
        at: datetime,
        status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
    ) -> HttpResponse:
        """The same form with everything kept, a new mark, and why it must be sent once more."""
        return form_page(request, form, form_tokens.reissue(at), at=at, status=status, notice=notice)

    def sent_before(
        self, request: HttpRequest, form: RequestForm, earlier: InformationRequest, at: datetime
    ) -> HttpResponse:
        """One form is one request. Another text in a form that was sent is not lost: it may be sent as a new one."""
        secret = tokens.token_of(earlier)
        if (
            secret
            and form.is_valid()
            and all(getattr(earlier, name) == value for name, value in form.cleaned_data.items())
        ):
            return to_case(secret)
        return form_page(
            request,
            form,
            form_tokens.reissue(at),
            at=at,
            status=HTTPStatus.CONFLICT,
            notice="sent-before",
            earlier=earlier,
            earlier_path=case_path(secret) if secret else "",
        )


def submission_of(request: HttpRequest, sent: QueryDict, at: datetime) -> spam.Submission:
    try:
        too_quick = form_tokens.read(sent.get("token", ""), at=at).too_quick
    except form_tokens.Unreadable:
        too_quick = False
    address = spam.client_address(request.META, settings.CLIENT_ADDRESS_HEADER)
    return spam.Submission(
        sender=sender(request),
        network=spam.network_of(address),
        trapped=bool(sent.get(TRAP)),
        too_quick=too_quick,
    )


def stored(
    form: RequestForm,
    submission: spam.Submission,
    token: form_tokens.FormToken,
    request: HttpRequest,
    at: datetime,
) -> str:
    """The new case's secret token. Raises OverBudget, and IntegrityError when the same form came a moment before."""
    spam.require_room(settings.VAR, settings.LEAST_FREE_DISK)
    with transaction.atomic():
        waiting = InformationRequest.objects.filter(status=Status.QUARANTINED).count()
        suspicion = spam.judge(submission, form.cleaned_data["question"], waiting=waiting, at=at)
        _case, secret = casework.receive(
            **form.cleaned_data,
            language=request.LANGUAGE_CODE,
            submission_key=token.key,
            suspicion=suspicion,
            at=at,
        )
    return secret


def case_path(secret: str) -> str:
    return reverse("transparency:case", kwargs={"token": secret})


def to_case(secret: str) -> HttpResponse:
    return discreet(HttpResponseRedirect(case_path(secret), status=HTTPStatus.SEE_OTHER))


def form_page(
    request: HttpRequest, form: RequestForm, token: str, *, at: datetime, status: int = 200, **context: object
) -> HttpResponse:
    context |= {
        "form": form,
        "token": token,
        "trap": TRAP,
        "longest": LONGEST_QUESTION,
        "kept_months": settings.ANONYMISE_AFTER_MONTHS,
        "indexed": request.method != "POST",
    }
    page = surrounded(request, _("Be om informasjon"), at=at, not_sent=form.is_bound, **context)
    return unstored(render(request, "transparency/request/form.html", page, status=status))


def not_stored_page(request: HttpRequest, sent: QueryDict, at: datetime) -> HttpResponse:
    """503 with the text kept: nobody is told that something was received when it was not."""
    token = sent.get("token") or form_tokens.issue(at)
    response = form_page(
        request, RequestForm(sent), token, at=at, status=HTTPStatus.SERVICE_UNAVAILABLE, notice="not-stored"
    )
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def unacceptable_page(request: HttpRequest, status: int, *, at: datetime) -> HttpResponse:
    context = surrounded(request, _("Ikke mottatt"), at=at, too_large=status == 413, longest=LONGEST_QUESTION)
    return unstored(render(request, "transparency/request/unacceptable.html", context, status=status))
