"""A case's own page, opened by the secret in its address. A wrong one is the same 404 as any, after the same look-up."""

import hashlib
from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.db import OperationalError, transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from sustainability_site.content.sandbox import POLICY
from transparency import casework, form_tokens, spam, tokens
from transparency.case_ledger import once_in
from transparency.case_reading import (
    MESSAGE,
    REASONS,
    WITHDRAW,
    acts_of,
    answer_owed_on,
    letters_of,
    told_of,
    written_in,
)
from transparency.deadlines import fuller_reasons_may_be_asked_until
from transparency.models import InformationRequest
from transparency.pages import discreet, surrounded
from transparency.posted import Unacceptable, posted, sender
from transparency.request_enums import Status
from transparency.request_form import MessageForm, ReasonsForm, VisitorForm
from transparency.request_views import RETRY_AFTER, case_path, to_case, unacceptable_page

FORMS: dict[str, type[VisitorForm]] = {MESSAGE: MessageForm, REASONS: ReasonsForm, WITHDRAW: VisitorForm}


# The address itself is the secret that a foreign page lacks.
@method_decorator(csrf_exempt, name="dispatch")
class CaseView(View):
    http_method_names = ("get", "head", "post")

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return case_page(request, found(token), token, at=timezone.now())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        at = timezone.now()
        case = found(token)
        try:
            sent = posted(request)
        except Unacceptable as refusal:
            return discreet(unacceptable_page(request, refusal.status, at=at))
        act = sent.get("act", "")
        once = once_of(sent, act)
        if once and case.events.filter(once=once_in(case, once)).exists():
            return to_case(token)
        if act not in acts_of(case):
            return refused(request, case, token, sent, at=at)
        form = FORMS[act](sent)
        page = {"at": at, "act": act, "form": form}
        if sender(request) is spam.Sender.FOREIGN:
            return case_page(request, case, token, status=HTTPStatus.FORBIDDEN, notice="foreign", **page)
        if not form.is_valid():
            return case_page(
                request, case, token, status=HTTPStatus.UNPROCESSABLE_ENTITY, notice="errors", **page
            )
        try:
            done(case, act, form.cleaned_data.get(act, ""), once=once, at=at)
        except casework.CaseworkRefused:
            return refused(request, found(token), token, sent, at=at)
        except (OperationalError, OSError, spam.OverBudget):
            response = case_page(
                request, case, token, status=HTTPStatus.SERVICE_UNAVAILABLE, notice="not-stored", **page
            )
            response.headers["Retry-After"] = RETRY_AFTER
            return response
        return to_case(token)


def refused(
    request: HttpRequest, case: InformationRequest, token: str, sent: QueryDict, *, at: datetime
) -> HttpResponse:
    """The case has changed since the page was opened; the form may be gone, so the words are given back."""
    act = sent.get("act", "")
    unsent = sent.get(act, "") if act in FORMS else ""
    return case_page(request, case, token, at=at, status=HTTPStatus.CONFLICT, notice="refused", unsent=unsent)


def found(token: str) -> InformationRequest:
    case = tokens.find(token)
    if case is None:
        raise Http404
    return case


def once_of(sent: QueryDict, act: str) -> str:
    """Names one sending: the same words in the same rendering are taken once, other words are not lost."""
    try:
        key = form_tokens.read(sent.get("token", ""), at=timezone.now()).key
    except form_tokens.Unreadable:
        return ""
    words = hashlib.sha256(sent.get(act, "").encode()).hexdigest()[:32]
    return f"{act}:{key}:{words}"


def done(case: InformationRequest, act: str, text: str, *, once: str, at: datetime) -> None:
    """The act of whoever asked. Raises CaseworkRefused, OverBudget."""
    spam.require_room(settings.VAR, settings.LEAST_FREE_DISK)
    with transaction.atomic():
        spam.count_message(case.number, at=at)
        if act == MESSAGE:
            casework.add_message(request=case, text=text, once=once, at=at)
        elif act == REASONS:
            casework.ask_for_reasons(request=case, message=text, once=once, at=at)
        else:
            casework.withdraw(request=case, actor=casework.ASKER, once=once, at=at)


def case_page(
    request: HttpRequest,
    case: InformationRequest,
    token: str,
    *,
    at: datetime,
    status: int = HTTPStatus.OK,
    act: str = "",
    form: VisitorForm | None = None,
    notice: str = "",
    unsent: str = "",
) -> HttpResponse:
    told = told_of(case, case.day(at))
    owed_on = case.reasons_due_on if case.status == Status.ANSWERED else answer_owed_on(case)
    address = f"{settings.SITE_URL}{case_path(token)}"
    context = surrounded(
        request,
        str(told.heading),
        at=at,
        act=act,
        acts=list(acts_of(case)),
        case=case,
        case_address=address,
        faulty=form,
        forms={name: form if name == act else kind() for name, kind in FORMS.items()},
        letters=letters_of(case, address),
        notice=notice,
        reasons_until=case.refused_on and fuller_reasons_may_be_asked_until(case.refused_on),
        mark=form_tokens.issue(at),
        secret=token,
        sentence=str(told.sentence).format(day=date_format(owed_on or case.due_on)),
        told=told,
        unsent=unsent,
        written=written_in(case),
    )
    return discreet(render(request, "transparency/request/case.html", context, status=status))


@require_safe
def case_attachment(request: HttpRequest, token: str, number: int) -> FileResponse:
    """A file that came with a letter: to be saved, never shown by the browser as a page of ours."""
    files = [file for letter in letters_of(found(token), "") for file in letter.attachments]
    file = next((one for one in files if one.pk == number), None)
    if file is None:
        raise Http404
    try:
        content = file.file.open()
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=file.name)
    response.headers["Content-Type"] = file.content_type
    response.headers["Content-Security-Policy"] = POLICY
    return discreet(response)
