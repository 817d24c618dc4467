"""Who looks after each page, and which ones nobody has read for a year: the list, and each object's own page for it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import capfirst

from sustainability_site.content import reviews
from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.admin_addresses import form_address, way_back
from sustainability_site.content.bin_admin import actor_of
from sustainability_site.content.deeds import Deed, enter
from sustainability_site.content.edition_admin import EditionViews
from sustainability_site.content.models import Publishable, Review
from sustainability_site.content.persons import PersonField, name_of
from sustainability_site.content.translation_admin import visible_kinds

MINE, NOBODYS = "meg", "ingen"


class OwnerForm(forms.Form):
    owner = PersonField(
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
            enter(Deed.REVIEWED, subject, user=request.user)
            return self._on(request, subject, f"«{subject}» er satt som gjennomgått i dag.")
        if form.is_valid():
            owner = form.cleaned_data["owner"]
            reviews.give_to(subject, owner=owner)
            enter(Deed.GIVEN, subject, user=request.user, words=f": {name_of(owner) if owner else 'ingen'}")
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
        messages.success(request, message)
        form = self._address("change", subject.pk)
        return HttpResponseRedirect(way_back(request, request.POST.get("next", ""), form))


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
    return {
        "standing": standing,
        "kind": capfirst(model._meta.verbose_name),
        "owner": name_of(standing.owner) if standing.owner else "",
        "change": form_address(model, standing.pk),
        "review": form_address(model, standing.pk, "review"),
        "may_change": admin.site.get_model_admin(model).has_change_permission(request),
    }
