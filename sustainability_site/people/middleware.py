"""What stands between a signed-in person and the admin: the age of her session, and the second step."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from sustainability_site.people import two_factor
from sustainability_site.people.access import remember_refusal
from sustainability_site.people.session_limits import outlived, renew

ADMIN = "/admin/"
# What may be met between the password and the code.
# `keep` judges by the form's own token alone.
BEFORE_THE_CODE = {"admin:login", "admin:logout", "two_factor", "keep"}
BEFORE_THE_APP = {"admin:login", "admin:logout", "two_factor_set_up", "keep"}


class AccessMiddleware:
    """Stands after OTPMiddleware. The gate is shut for every address of admin, whichever view answers there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADMIN):
            return self.get_response(request)
        at = timezone.now()
        if request.user.is_authenticated:
            if outlived(request.session, at=at):
                logout(request)
            else:
                renew(request.session, at=at)
        response = self.get_response(request)
        if response.status_code == 403 and request.user.is_authenticated:
            remember_refusal(user=request.user, path=request.path_info, at=at)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if not (request.path_info.startswith(ADMIN) and request.user.is_authenticated):
            return None
        step = next_step(request.user)
        allowed = BEFORE_THE_CODE if step == "two_factor" else BEFORE_THE_APP
        if not step or request.resolver_match.view_name in allowed:
            return None
        return HttpResponseRedirect(f"{reverse(step)}?{urlencode({'next': request.get_full_path()})}")


def next_step(user: User) -> str:
    """The view where a person must go before any other, "" when nothing stands in the way.

    Whoever has an app is asked for its code everywhere; in production those who work here must have one.
    """
    if not user.is_staff or user.is_verified():
        return ""
    has_app = user.has_app if hasattr(user, "has_app") else two_factor.device_of(user) is not None
    if has_app:
        return "two_factor"
    return "two_factor_set_up" if settings.PRODUCTION else ""
