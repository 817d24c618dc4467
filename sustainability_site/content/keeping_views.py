"""Where forms send what is typed in them, and what becomes of a form that was sent and could not be saved."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import admin, messages
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sustainability_site.content import keeping
from sustainability_site.content.admin_addresses import way_back
from sustainability_site.content.busy import RETRY_AFTER

SIGN_IN = "admin:login"


class KeepingMiddleware:
    """What is sent from an editor's form and not saved, is kept: the session had ended, the form was refused, the server
    failed. A view that has settled the matter itself says so in `request.typed_is_settled`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            request.method != "POST"
            or not request.path_info.startswith("/admin/")
            or getattr(request, "typed_is_settled", False)
            or response.status_code == 413
            or not (form := keeping.opened_form(request.POST.get(keeping.TOKEN, "")))
        ):
            return response
        return self._kept(request, form, response)

    def _kept(self, request: HttpRequest, form: keeping.OpenedForm, response: HttpResponse) -> HttpResponse:
        at = timezone.now()
        try:
            kept = keeping.keep(form, keeping.typed_in(request.POST), at=at)
        except (Error, keeping.TooMuch):
            return response
        if kept and (leads_to_sign_in(response) or was_refused_unread(request, response)):
            return not_saved_page(request, response, at)
        return response


def leads_to_sign_in(response: HttpResponse) -> bool:
    location = urlsplit(response.headers.get("Location", ""))
    return response.status_code == 302 and location.path == reverse(SIGN_IN)


def was_refused_unread(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the form's token against forgery was of no use: it was opened before a new sign-in."""
    return response.status_code == 403 and not getattr(request, "csrf_processing_done", False)


def signed_in_as(request: HttpRequest, form: keeping.OpenedForm) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.pk == form.user and user.is_active and user.is_staff


def not_saved_page(request: HttpRequest, response: HttpResponse, at: timezone.datetime) -> HttpResponse:
    """Tells that the text is kept, and leads back to it, by way of signing in where that is needed."""
    to_sign_in = leads_to_sign_in(response)
    context = {
        "way_on": response.headers["Location"] if to_sign_in else request.get_full_path(),
        "signed_out": to_sign_in,
        "kept_at": timezone.localtime(at),
        "site_header": admin.site.site_header,
        "site_title": admin.site.site_title,
    }
    return render(request, "admin/content/not_saved.html", context, status=403)


@csrf_exempt
@require_POST
def keep_view(request: HttpRequest) -> JsonResponse:
    """Keeps what is typed for the one whose form it is. The form's own token is all that counts: a session may have ended."""
    request.typed_is_settled = True
    form = keeping.opened_form(request.POST.get(keeping.TOKEN, ""))
    if form is None:
        return JsonResponse({"why": "old"}, status=403)
    at = timezone.now()
    typed = keeping.typed_in(request.POST)
    try:
        if not typed:
            keeping.discard(form.user, form.key)
        kept = bool(typed) and keeping.keep(form, typed, at=at)
    except keeping.TooMuch:
        return JsonResponse({"why": "much"}, status=413)
    except Error:
        return JsonResponse({"why": "busy"}, status=503, headers={"Retry-After": RETRY_AFTER})
    told = {
        "kept": f"{timezone.localtime(at):%H.%M}" if kept else "",
        "signed_in": signed_in_as(request, form),
    }
    # After a new sign-in the form's own token against forgery is of no use any more.
    return JsonResponse(told | ({"csrf": get_token(request)} if told["signed_in"] else {}))


@require_POST
def discard_view(request: HttpRequest) -> HttpResponse:
    """Throws away one of the editor's own unsaved texts."""
    keeping.discard(request.user.pk, request.POST.get("key", ""))
    messages.success(request, "Teksten som ikke var lagret, er forkastet.")
    return HttpResponseRedirect(way_back(request, request.POST.get("next", ""), reverse("admin:index")))
