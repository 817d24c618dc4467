from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from sustainability_site.people import lockout
from sustainability_site.people.access import remember_wrong_password


def waiting_words(until: timezone.datetime) -> str:
    return f"For mange forsøk. Vent til kl. {timezone.localtime(until):%H.%M.%S}, og prøv igjen."


class SignInForm(AdminAuthenticationForm):
    """Answers alike whether the account exists, is closed, or has another password."""

    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": "Brukernavnet og passordet passer ikke sammen. Pass på store og små bokstaver.",
    }

    def clean(self) -> dict:
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not username or not password:
            return super().clean()
        at = timezone.now()
        address = lockout.client_address(self.request.META, settings.CLIENT_ADDRESS_HEADER)
        until = lockout.try_once(username, address, at=at)
        if until is not None:
            raise ValidationError(waiting_words(until), code="locked")
        try:
            cleaned = super().clean()
        except ValidationError:
            user = User.objects.filter(username=username).first()
            remember_wrong_password(user=user, username=username, address=address, at=at)
            raise
        lockout.succeeded(username, address)
        return cleaned

    def get_invalid_login_error(self) -> ValidationError:
        return ValidationError(self.error_messages["invalid_login"], code="invalid_login")

    def confirm_login_allowed(self, user: User) -> None:
        if not (user.is_active and user.is_staff):
            raise self.get_invalid_login_error()


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Kode",
        max_length=60,
        error_messages={"required": "Skriv koden."},
        help_text="De seks sifrene som appen viser nå. Har du ikke telefonen, kan du skrive en av gjenopprettingskodene.",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )


class SetUpForm(forms.Form):
    """`user` is asked for her password, so that an open screen is not enough."""

    password = forms.CharField(
        label="Passordet ditt",
        strip=False,
        error_messages={"required": "Skriv passordet ditt."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label="Kode fra appen",
        max_length=20,
        error_messages={"required": "Skriv koden som appen viser."},
        help_text="Seks sifre, for eksempel 123 456.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class ConfirmForm(forms.Form):
    password = SetUpForm.base_fields["password"]
