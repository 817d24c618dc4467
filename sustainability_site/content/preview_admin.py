"""The preview of what stands in a form, saved or not, and the link to a preview for someone without an account."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils import timezone

from sustainability_site.content import preview_links, working_copy
from sustainability_site.content.addresses import LANGUAGES
from sustainability_site.content.documents import freeze, thaw
from sustainability_site.content.models import Publishable
from sustainability_site.content.preview import preview_of
from sustainability_site.content.typed_forms import TypedForms, Unfinished


class PreviewViews(TypedForms):
    """Mixed into a ModelAdmin of a publishable. Nothing here is ever saved."""

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "<int:object_id>/forhandsvis-skjema/<slug:language>/",
                self._admin(self.typed_preview_view),
                name=self._name("typed_preview"),
            ),
            path(
                "add/forhandsvis-skjema/<slug:language>/",
                self._admin(self.typed_preview_view),
                name=self._name("new_preview"),
            ),
            path(
                "<int:pk>/forhandsvis-lenke/",
                self._admin(self.preview_link_view),
                name=self._name("preview_link"),
            ),
            *super().get_urls(),
        ]

    def typed_preview_view(
        self, request: HttpRequest, language: str, object_id: int | None = None
    ) -> HttpResponse:
        may = self.has_change_permission if object_id else self.has_add_permission
        if not may(request):  # before the object is looked for, so that nobody learns what there is
            raise PermissionDenied
        subject = get_object_or_404(self.get_queryset(request), pk=object_id) if object_id else None
        if subject and not self.has_change_permission(request, subject):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(self._form_address(object_id))
        if language not in LANGUAGES:
            raise Http404
        try:
            typed = self.typed(request, object_id)
        except Unfinished as unfinished:
            context = {"faults": unfinished.faults, "site_header": self.admin_site.site_header}
            return render(request, "admin/content/preview_faults.html", context)
        if thaw(typed.public).address(language) is None:
            raise Http404
        if subject:  # a form in which nothing was typed is nothing to keep
            saved = freeze(working_copy.load(self.model, subject.code), everything=True)
            request.typed_is_settled = typed.document == saved
        return preview_of(request, typed.public, language=language, at=timezone.now())

    def _form_address(self, pk: int | None) -> str:
        names = "admin", self._name("change" if pk else "add")
        return reverse(":".join(names), args=(pk,) if pk else ())

    def preview_link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        publishes = self.has_publish_permission(request)
        if not (publishes or self.has_change_permission(request)):
            raise PermissionDenied
        subject = get_object_or_404(self.get_queryset(request), pk=pk)
        if not (publishes or self.has_change_permission(request, subject)):
            raise PermissionDenied
        languages = [language for language in LANGUAGES if subject.address(language) is not None]
        if not languages:
            raise Http404
        until = timezone.now() + preview_links.HOLDS
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            **self.publication_context(request, subject),
            "opts": self.opts,
            "original": subject,
            "title": f"Lenke til forhåndsvisning av «{subject}»",
            "links": [
                (language, preview_links.address_for(subject, language, until=until))
                for language in languages
            ],
            "until": until,
        }
        return TemplateResponse(request, "admin/content/preview_link.html", context)

    def preview_context(self, request: HttpRequest, subject: Publishable | None) -> dict:
        """Where the form's text is shown as a page, by language; nothing for what has no page."""
        if subject is None:
            has_one, may = has_page(self.model()), self.has_add_permission(request)
            addresses = {each: self._address("new_preview", each) for each in LANGUAGES}
        else:
            has_one, may = has_page(subject), self.has_change_permission(request, subject)
            addresses = {each: self._address("typed_preview", subject.pk, each) for each in LANGUAGES}
        if not has_one:
            return {}
        link = self._address("preview_link", subject.pk) if subject else ""
        shares = link and (may or self.has_publish_permission(request))
        return {
            "typed_previews": addresses if may else {},
            "preview_link": link if shares else "",
        }


def has_page(subject: Publishable) -> bool:
    try:
        return subject.address(LANGUAGES[0]) is not None
    except NoReverseMatch:
        return True  # it lacks a slug so far
