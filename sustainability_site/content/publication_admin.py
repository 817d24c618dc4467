"""The admin views that publish, schedule, withdraw and preview, for every publishable."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from sustainability_site.content import publishing, working_copy
from sustainability_site.content.addresses import LANGUAGES, SOURCE_LANGUAGE
from sustainability_site.content.agreements import outstanding
from sustainability_site.content.bin_admin import BinViews, actor_of
from sustainability_site.content.clearance import Clearance, clearance_of
from sustainability_site.content.deeds import Deed, enter
from sustainability_site.content.documents import Document, freeze
from sustainability_site.content.forms import PublishForm, ReasonForm
from sustainability_site.content.models import Edition, Publishable
from sustainability_site.content.moments import in_figures
from sustainability_site.content.preview import preview
from sustainability_site.content.remarks import remarks
from sustainability_site.content.state import standing, state_of


class PublicationViews(BinViews):
    """Mixed into a ModelAdmin; every view asks for the object's own permission before it does anything."""

    def get_urls(self) -> list[URLPattern]:
        return [
            *self.bin_urls(),
            path(
                "<int:pk>/forhandsvis/<slug:language>/",
                self._admin(self.preview_view),
                name=self._name("preview"),
            ),
            path("<int:pk>/publiser/", self._admin(self.publish_view), name=self._name("publish")),
            path("<int:pk>/avlys/", self._admin(self.cancel_view), name=self._name("cancel")),
            path("<int:pk>/trekk-tilbake/", self._admin(self.withdraw_view), name=self._name("withdraw")),
            *super().get_urls(),
        ]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    def has_override_permission(self, request: HttpRequest) -> bool:
        """Whether the user may publish in spite of blocking faults."""
        return request.user.has_perm(f"{self.opts.app_label}.override_{self.opts.model_name}")

    def _subject(self, request: HttpRequest, pk: int, *, to_publish: bool = False) -> Publishable:
        """The object, if the user may see it (and publish it). Raises PermissionDenied, Http404."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        subject = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, subject) or (
            to_publish and not self.has_publish_permission(request)
        ):
            raise PermissionDenied
        return subject

    def publication_context(self, request: HttpRequest, subject: Publishable) -> dict:
        record = standing(subject, timezone.now())
        card = record.live.cards.filter(language=SOURCE_LANGUAGE).first() if record.live else None
        return {
            "has_publish_permission": self.has_publish_permission(request),
            "has_page": subject.address(SOURCE_LANGUAGE) is not None,
            "languages": LANGUAGES,
            "record": record,
            "live_card": card,
            "change_address": self._address("change", subject.pk),
            "addresses": {
                view: self._address(view, subject.pk)
                for view in ("publish", "cancel", "withdraw", "editions", "compare", "review")
            },
            "previews": {language: self._address("preview", subject.pk, language) for language in LANGUAGES},
        }

    def _page(
        self, request: HttpRequest, subject: Publishable, template: str, **context: object
    ) -> HttpResponse:
        request.current_app = self.admin_site.name
        publication = self.publication_context(request, subject)
        context = {
            **self.admin_site.each_context(request),
            **publication,
            "opts": self.opts,
            "original": subject,
            "state": state_of(subject, publication["record"]),
            **context,
        }
        return TemplateResponse(request, template, context)

    def _back(self, request: HttpRequest, subject: Publishable, message: str) -> HttpResponse:
        messages.success(request, message)
        return HttpResponseRedirect(self._address("change", subject.pk))

    def preview_view(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        subject = self._subject(request, pk)
        if language not in LANGUAGES or subject.address(language) is None:
            raise Http404
        return preview(request, subject, language=language, at=timezone.now())

    def to_publication(self, request: HttpRequest, subject: Publishable) -> HttpResponse | None:
        """On from a form that was saved with «Lagre og publiser …»."""
        if "_publish" not in request.POST or not self.has_publish_permission(request):
            return None
        return HttpResponseRedirect(self._address("publish", subject.pk))

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        subject, at = self._subject(request, pk, to_publish=True), timezone.now()
        scheduled = Edition.objects.planned(at).filter(subject=subject.subject).first()
        document, clearance = self._cleared(request, subject, at)
        form = PublishForm(
            request.POST or None,
            at=at,
            scheduled=scheduled is not None,
            clearance=clearance,
            may_override=self.has_override_permission(request),
        )
        if request.method == "POST" and form.is_valid():
            try:
                return self._back(request, subject, self._publish(request, subject, form.cleaned_data, at))
            except publishing.PublicationRefused as refusal:
                form.add_error(None, refusal)
                document, clearance = self._cleared(request, subject, at)
        return self._page(
            request,
            subject,
            "admin/content/publish.html",
            form=form,
            clearance=clearance,
            translations=outstanding(document),
            remarks=remarks(document, at),
            linking=publishing.users_of(subject, at=at, required=False),
            scheduled=scheduled,
            title=f"Publiser «{subject}»",
        )

    def _cleared(
        self, request: HttpRequest, subject: Publishable, at: timezone.datetime
    ) -> tuple[Document, Clearance]:
        document = freeze(working_copy.load(self.model, subject.code))
        return document, clearance_of(subject, document, actor=actor_of(request), at=at)

    def _publish(
        self, request: HttpRequest, subject: Publishable, values: dict, at: timezone.datetime
    ) -> str:
        act = {"actor": actor_of(request), "reason": values["reason"], "at": at}
        act["seen"] = request.POST.get("seen", "")
        act["override_reason"] = values.get("override_reason", "")
        if values.get("when") == "later":
            moment = in_figures(values["moment"])
            with transaction.atomic():
                publishing.schedule(subject, moment=values["moment"], **act)
                enter(Deed.PLANNED, subject, user=request.user, words=f" til {moment}: {values['reason']}")
            return f"«{subject}» blir publisert {moment}."
        pending = publishing.Pending(values["pending"]) if values.get("pending") else None
        edition = publishing.publish(subject, pending=pending, **act)
        return f"«{subject}» er publisert som utgave {edition.number}."

    def cancel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        subject = self._subject(request, pk, to_publish=True)
        if request.method == "POST":
            try:
                with transaction.atomic():
                    moment = publishing.cancel(subject, at=timezone.now())
                    words = f", som skulle ut {in_figures(moment)}"
                    enter(Deed.CANCELLED, subject, user=request.user, words=words)
            except publishing.PublicationRefused as refusal:
                messages.error(request, " ".join(refusal.messages))
                return HttpResponseRedirect(self._address("change", subject.pk))
            return self._back(request, subject, "Den planlagte utgaven er avlyst.")
        return self._page(
            request,
            subject,
            "admin/content/confirm.html",
            title=f"Avlys den planlagte utgaven av «{subject}»",
            explanation="Utgaven som er planlagt, kommer ikke ut. Det du har skrevet i skjemaet, blir stående.",
            button="Avlys",
        )

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        subject, at = self._subject(request, pk, to_publish=True), timezone.now()
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                publishing.withdraw(
                    subject, actor=actor_of(request), reason=form.cleaned_data["reason"], at=at
                )
                return self._back(request, subject, f"«{subject}» er trukket tilbake.")
            except publishing.PublicationRefused as refusal:
                form.add_error(None, refusal)
        return self._page(
            request,
            subject,
            "admin/content/confirm.html",
            form=form,
            linking=publishing.users_of(subject, at=at, required=False),
            title=f"Trekk «{subject}» tilbake",
            explanation="Leserne får beskjed om at siden er trukket tilbake. Utgavene blir stående i arkivet.",
            button="Trekk tilbake",
        )
