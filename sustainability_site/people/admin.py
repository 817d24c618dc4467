"""Accounts and roles in admin. Nobody is deleted, since the record names people: an account is closed instead."""

from collections.abc import Callable
from typing import ClassVar

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from sustainability_site.content.history import HistoryAsksFirst
from sustainability_site.people import two_factor
from sustainability_site.people.access import end_sessions, remember
from sustainability_site.people.forms import SignInForm
from sustainability_site.people.models import AccessEvent, Session
from sustainability_site.people.role_form import PermissionsField

admin.site.login_form = SignInForm
for model in (User, Group, TOTPDevice):
    admin.site.unregister(model)

ROLES_HELP = (
    "Redaktøren skriver, og ansvarlig publisist publiserer. Saksbehandleren svarer på innsynskrav. "
    "Administratoren gir tilgang og leser loggen."
)
STANDING = ("is_active", "is_staff", "is_superuser")


@admin.register(User)
class PersonAdmin(HistoryAsksFirst, UserAdmin):
    """Who is not a superuser herself can neither make one nor touch one."""

    change_form_template = "admin/people/user_change_form.html"
    list_display: ClassVar = ("username", "full_name", "roles", "two_factor_on", "last_login", "is_active")
    list_filter: ClassVar = ("is_active", "is_staff", "groups")
    filter_horizontal: ClassVar = ()
    readonly_fields: ClassVar = ("last_login", "two_factor_state", "open_sessions")
    fieldsets: ClassVar = (
        (None, {"fields": ("username", "password")}),
        ("Navn", {"fields": ("first_name", "last_name", "email")}),
        ("Rolle", {"fields": ("groups", *STANDING)}),
        ("Innlogging", {"fields": ("last_login", "two_factor_state", "open_sessions")}),
    )
    add_fieldsets: ClassVar = (
        (
            None,
            {"fields": ("username", "first_name", "last_name", "usable_password", "password1", "password2")},
        ),
        ("Rolle", {"fields": ("groups", "is_staff")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return (
            super().get_queryset(request).annotate(enrolled=two_factor.has_app()).prefetch_related("groups")
        )

    def get_urls(self) -> list[URLPattern]:
        return [
            path("<int:pk>/logg-ut/", self._view(self.sign_out_view), name="auth_user_sign_out"),
            path(
                "<int:pk>/slaa-av-totrinn/",
                self._view(self.remove_device_view),
                name="auth_user_remove_device",
            ),
            *super().get_urls(),
        ]

    def _view(self, view: Callable) -> Callable:
        return self.admin_site.admin_view(view)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple:
        fixed = () if request.user.is_superuser else ("is_superuser",)
        return (*super().get_readonly_fields(request, obj), *fixed)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or request.user.is_superuser or not obj.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field, request: HttpRequest, **kwargs: object):
        """UserAdmin's own looks for permissions, which are given by roles alone here: four boxes to tick."""
        kwargs |= {"widget": CheckboxSelectMultiple, "label": "Roller", "help_text": ROLES_HELP}
        return admin.ModelAdmin.formfield_for_manytomany(self, db_field, request, **kwargs)

    def save_form(self, request: HttpRequest, form: ModelForm, change: bool) -> User:
        before = User.objects.filter(pk=form.instance.pk).first() if change else None
        form.access_before = access_in_words(before) if before else set()
        return super().save_form(request, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        before, after = form.access_before, access_in_words(User.objects.get(pk=form.instance.pk))
        words = [f"+{each}" for each in sorted(after - before)] + [
            f"−{each}" for each in sorted(before - after)
        ]
        if words:
            about = f"{form.instance.username}: {', '.join(words)}"
            remember(AccessEvent.Kind.ACCESS_CHANGED, user=request.user, at=timezone.now(), about=about)

    def _posted(self, request: HttpRequest, pk: int) -> User | HttpResponse:
        """The account of a form that was sent, if it may be changed. Raises PermissionDenied, Http404."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        person = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        return person if request.method == "POST" else HttpResponseNotAllowed(("POST",))

    def _done(self, request: HttpRequest, person: User, kind: AccessEvent.Kind, message: str) -> HttpResponse:
        remember(kind, user=request.user, at=timezone.now(), about=person.username)
        if person == request.user:
            return HttpResponseRedirect(reverse("admin:index"))
        messages.success(request, message)
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=(person.pk,)))

    def sign_out_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = self._posted(request, pk)
        if isinstance(person, HttpResponse):
            return person
        number = end_sessions(person)
        if person == request.user:
            request.session.flush()
        message = f"«{person}» er logget ut av {number} nettlesere."
        return self._done(request, person, AccessEvent.Kind.SESSIONS_ENDED, message)

    def remove_device_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """For someone who has lost her telephone and her codes. Her sessions end with it."""
        person = self._posted(request, pk)
        if isinstance(person, HttpResponse):
            return person
        if person == request.user:
            raise PermissionDenied
        two_factor.remove(person)
        end_sessions(person)
        message = f"Totrinnsinnlogging er slått av for «{person}», som er logget ut overalt."
        return self._done(request, person, AccessEvent.Kind.DEVICE_REMOVED, message)

    @admin.display(description="Navn")
    def full_name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description="Rolle")
    def roles(self, person: User) -> str:
        return ", ".join(group.name for group in person.groups.all()) or (
            "Kan alt" if person.is_superuser else "Ingen"
        )

    @admin.display(description="Totrinn", boolean=True)
    def two_factor_on(self, person: User) -> bool:
        return person.enrolled

    @admin.display(description="Totrinnsinnlogging")
    def two_factor_state(self, person: User) -> str:
        device = two_factor.device_of(person)
        if device is None:
            return "Ikke slått på"
        since = f"{timezone.localdate(device.created_at):%d.%m.%Y}" if device.created_at else "før"
        return f"På siden {since}. {two_factor.codes_left(person)} gjenopprettingskoder igjen."

    @admin.display(description="Logget inn nå")
    def open_sessions(self, person: User) -> str:
        number = Session.objects.filter(user_id=person.pk, expire_date__gt=timezone.now()).count()
        return f"I {number} nettlesere" if number != 1 else "I én nettleser"


def access_in_words(person: User) -> set[str]:
    names = {"is_active": "aktiv", "is_staff": "kan logge inn her", "is_superuser": "kan alt"}
    return {words for name, words in names.items() if getattr(person, name)} | set(
        person.groups.values_list("name", flat=True)
    )


@admin.register(Group)
class RoleAdmin(HistoryAsksFirst, GroupAdmin):
    """Roles are changed by superusers, seen by those who give them. What each may do is told in Norwegian."""

    def formfield_for_manytomany(self, db_field, request: HttpRequest, **kwargs: object):
        if db_field.name == "permissions":
            kwargs["form_class"] = PermissionsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)
