"""Who looks after each page, and which ones nobody has read for a year: the list, and each object's own page for it."""

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst

from sustainability_site.content import reviews
from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.bin_admin import actor_of
from sustainability_site.content.edition_admin import EditionViews
from sustainability_site.content.models import Publishable, Review
from sustainability_site.content.translation_admin import visible_kinds

MINE, NOBODYS = "meg", "ingen"


class OwnerField(forms.ModelChoiceField):
    def label_from_instance(self, person: User) -> str:
        return person.get_full_name() or person.get_username()


class OwnerForm(forms.Form):
    owner = OwnerField(
        User.objects.filter(is_active=True, is_staff=True).order_by("first_name", "username"),
        label="Ansvarlig",
        required=False,
        empty_label="Ingen",
        help_text=Review._meta.get_field("owner").help_text,
        error_messages={"invalid_choice": "Velg en som har en konto her, eller «Ingen»."},
    )


class ReviewViews(EditionViews):
    """Mixed into a ModelAdmin of a publishable."""

    def get_urls(self) -> list[URLPattern]:
        return [
            path("<int:pk>/gjennomgang/", self._admin(self.review_view), name=self._name("review")),
            *super().get_urls(),
        ]

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """«found_true» says that the page is right today, «owner» who looks after it."""
        subject = self._subject(request, pk)
        may_change = self.has_change_permission(request, subject)
        if request.method == "POST" and not may_change:
            raise PermissionDenied
        if not (subject.reviewed and subject.address(SOURCE_LANGUAGE)):
            raise Http404
        form = OwnerForm(
            request.POST if "owner" in request.POST else None,
            initial={"owner": reviews.review_of(subject).owner},
        )
        if "found_true" in request.POST:
            reviews.found_true(subject, actor=actor_of(request), at=timezone.now())
            return self._on(request, subject, f"«{subject}» er satt som gjennomgått i dag.")
        if form.is_valid():
            reviews.give_to(subject, owner=form.cleaned_data["owner"])
            return self._on(request, subject, f"Ansvarlig for «{subject}» er endret.")
        return self._page(
            request,
            subject,
            "admin/content/review.html",
            title=f"Gjennomgang av «{subject}»",
            form=form,
            review=reviews.review_of(subject),
            may_change=may_change,
        )

    def _on(self, request: HttpRequest, subject: Publishable, message: str) -> HttpResponse:
        response, way_back = self._back(request, subject, message), request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(way_back, allowed_hosts={request.get_host()}):
            return HttpResponseRedirect(way_back)
        return response


def review_list(request: HttpRequest) -> HttpResponse:
    """Every live page that the user may see, the longest unread first; ?ansvarlig=meg|ingen, ?vis=alle."""
    kinds = visible_kinds(request, admin.site)
    if not kinds:
        raise PermissionDenied
    at = timezone.now()
    every = reviews.standings(kinds, at=at)
    whose, shown = request.GET.get("ansvarlig", ""), request.GET.get("vis", "")
    theirs = [each for each in every if _is_of(each, whose, request.user)]
    overdue = [each for each in theirs if each.due(timezone.localdate(at))]
    context = {
        **admin.site.each_context(request),
        "title": "Gjennomgang",
        "rows": [_row(request, each, kinds) for each in (theirs if shown == "alle" else overdue)],
        "whose": whose,
        "shown": shown,
        "overdue": len(overdue),
        "every": len(theirs),
    }
    request.current_app = admin.site.name
    return TemplateResponse(request, "admin/content/reviews.html", context)


def _is_of(standing: reviews.Standing, whose: str, user: User) -> bool:
    if whose == MINE:
        return standing.owner == user
    return whose != NOBODYS or standing.owner is None


def _row(request: HttpRequest, standing: reviews.Standing, kinds: dict[str, type[Publishable]]) -> dict:
    model = kinds[standing.kind]
    options, model_admin = model._meta, admin.site.get_model_admin(model)
    name = f"admin:{options.app_label}_{options.model_name}"
    return {
        "standing": standing,
        "kind": capfirst(options.verbose_name),
        "owner": OwnerField.label_from_instance(None, standing.owner) if standing.owner else "",
        "change": reverse(f"{name}_change", args=(standing.pk,)),
        "review": reverse(f"{name}_review", args=(standing.pk,)),
        "may_change": model_admin.has_change_permission(request),
    }
