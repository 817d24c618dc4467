"""One's own password, asked for again so that an open screen is not enough: counted, and shut, as signing in is."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone

from sustainability_site.people import lockout
from sustainability_site.people.access import remember, remember_wrong_password
from sustainability_site.people.forms import waiting_words
from sustainability_site.people.models import AccessEvent

WRONG_PASSWORD = "Passordet stemmer ikke."  # noqa: S105  what is said of a wrong one


def require(request: HttpRequest, password: str) -> None:
    """Raises ValidationError where the password is not the person's own, or must not be tried yet."""
    user: User = request.user
    username, at = user.get_username(), timezone.now()
    address = lockout.client_address(request.META, settings.CLIENT_ADDRESS_HEADER)
    until = lockout.try_once(username, address, at=at)
    if until is not None:
        raise ValidationError(waiting_words(until), code="locked")
    if not user.check_password(password):
        remember_wrong_password(user=user, username=username, address=address, at=at)
        raise ValidationError(WRONG_PASSWORD, code="password_incorrect")
    lockout.succeeded(username, address)


class OwnPasswordForm(AdminPasswordChangeForm):
    def __init__(self, *args: object, request: HttpRequest, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        password = self.cleaned_data["old_password"]
        require(self.request, password)
        return password


class PasswordChange(PasswordChangeView):
    form_class = OwnPasswordForm
    success_url = reverse_lazy("admin:password_change_done")

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **kwargs: object) -> dict:
        self.request.current_app = admin.site.name
        return super().get_context_data(**admin.site.each_context(self.request), **kwargs)

    def form_valid(self, form: OwnPasswordForm) -> HttpResponse:
        answer = super().form_valid(form)
        remember(AccessEvent.Kind.NEW_PASSWORD, user=self.request.user, at=timezone.now())
        return answer
