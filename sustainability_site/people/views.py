"""The second step of signing in, and how an app is enrolled."""

import base64
from io import BytesIO

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login as verify_session

from sustainability_site.content.admin_addresses import way_back
from sustainability_site.content.models import Organisation
from sustainability_site.people import own_password, two_factor
from sustainability_site.people.access import remember
from sustainability_site.people.forms import CodeForm, ConfirmForm, SetUpForm, waiting_words
from sustainability_site.people.models import AccessEvent

Kind = AccessEvent.Kind
KEY = "two_factor_key"
WRONG_CODE = "Koden stemmer ikke, eller den er brukt. Vent på neste kode i appen."


def page(request: HttpRequest, template: str, title: str, **context: object) -> HttpResponse:
    request.current_app = admin.site.name
    return TemplateResponse(
        request,
        f"admin/people/{template}.html",
        admin.site.each_context(request) | {"title": title} | context,
    )


def way_on(request: HttpRequest) -> str:
    """Where the person was going, if that is in admin."""
    return way_back(request, request.GET.get("next", ""), reverse("admin:index"))


@sensitive_post_parameters()
def code(request: HttpRequest) -> HttpResponse:
    if request.user.is_verified():
        return HttpResponseRedirect(way_on(request))
    if two_factor.device_of(request.user) is None:
        return HttpResponseRedirect(reverse("two_factor_set_up"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        try:
            kind = two_factor.prove(request.user, form.cleaned_data["code"], at=at)
        except two_factor.Locked as locked:
            form.add_error("code", waiting_words(locked.until))
        else:
            if kind:
                return _let_in(request, kind, at)
            remember(Kind.WRONG_CODE, user=request.user, at=at)
            form.add_error("code", WRONG_CODE)
    return page(request, "code", "Engangskode", form=form, has_permission=False)


def _let_in(request: HttpRequest, kind: str, at: timezone.datetime) -> HttpResponse:
    verify_session(request, two_factor.device_of(request.user))
    request.session.cycle_key()
    remember(Kind.RECOVERED if kind == "recovery" else Kind.SIGNED_IN, user=request.user, at=at)
    if kind == "recovery":
        messages.warning(
            request,
            f"Koden er brukt opp. Du har {two_factor.codes_left(request.user)} gjenopprettingskoder igjen.",
        )
    return HttpResponseRedirect(way_on(request))


@sensitive_post_parameters()
def set_up(request: HttpRequest) -> HttpResponse:
    """Shows the key as a QR code and in letters. It lies in the session until the app has shown that it has it."""
    if not request.session.get(KEY):
        request.session[KEY] = two_factor.new_key()
    key, form = request.session[KEY], SetUpForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid() and _knows_password(request, form):
        at = timezone.now()
        codes = two_factor.enrol(request.user, key=key, code=form.cleaned_data["code"], at=at)
        if codes is not None:
            del request.session[KEY]
            verify_session(request, two_factor.device_of(request.user))
            request.session.cycle_key()
            remember(Kind.ENROLLED, user=request.user, at=at)
            return _codes_page(request, codes)
        form.add_error(
            "code", "Koden stemmer ikke. Se at klokka på telefonen går riktig, og prøv neste kode."
        )
    address = two_factor.config_address(key, user=request.user, issuer=_issuer())
    letters = two_factor.in_base32(key)
    return page(
        request,
        "set_up",
        "Slå på totrinnsinnlogging",
        form=form,
        picture=qr_picture(address),
        letters=" ".join(letters[i : i + 4] for i in range(0, len(letters), 4)),
        replacing=two_factor.device_of(request.user) is not None,
        required=settings.PRODUCTION,
    )


@sensitive_post_parameters()
def new_codes(request: HttpRequest) -> HttpResponse:
    if two_factor.device_of(request.user) is None:
        return HttpResponseRedirect(reverse("two_factor_set_up"))
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _knows_password(request, form):
        codes = two_factor.new_recovery_codes(request.user)
        remember(Kind.NEW_CODES, user=request.user, at=timezone.now())
        return _codes_page(request, codes)
    left = two_factor.codes_left(request.user)
    return page(request, "new_codes", "Nye gjenopprettingskoder", form=form, left=left)


def _codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return page(request, "codes", "Gjenopprettingskodene dine", codes=codes)


def _knows_password(request: HttpRequest, form: Form) -> bool:
    """Whether the form holds the person's own password."""
    try:
        own_password.require(request, form.cleaned_data["password"])
    except ValidationError as error:
        form.add_error("password", error)
        return False
    return True


def _issuer() -> str:
    """The name under which the app lists the site."""
    names = [organisation.name for organisation in Organisation.objects.all()[:1]]
    return next(filter(None, names), "Redaksjon")


def qr_picture(text: str) -> str:
    """A picture of the QR code as a data address."""
    # Loaded here, since few starts of the site ever need it.
    from qrcode import QRCode
    from qrcode.image.svg import SvgPathFillImage

    code = QRCode(border=4, box_size=10)
    code.add_data(text)
    file = BytesIO()
    code.make_image(image_factory=SvgPathFillImage).save(file)
    return f"data:image/svg+xml;base64,{base64.b64encode(file.getvalue()).decode()}"
