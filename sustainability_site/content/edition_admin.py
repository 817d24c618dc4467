"""The editions of an object in admin: listed, laid side by side with each other and with the form, and fetched back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format

from sustainability_site.content import working_copy
from sustainability_site.content.addresses import LANGUAGES, archive_path
from sustainability_site.content.bin_admin import actor_of
from sustainability_site.content.document_changes import changes
from sustainability_site.content.documents import canonical, freeze
from sustainability_site.content.models import Card, Edition, Entry
from sustainability_site.content.publication_admin import PublicationViews

FORM = "skjema"


class EditionViews(PublicationViews):
    """Mixed into a ModelAdmin of a publishable."""

    def get_urls(self) -> list[URLPattern]:
        return [
            path("<int:pk>/utgaver/", self._admin(self.editions_view), name=self._name("editions")),
            path("<int:pk>/utgaver/sammenlign/", self._admin(self.compare_view), name=self._name("compare")),
            path(
                "<int:pk>/utgaver/<int:number>/gjenopprett/",
                self._admin(self.restore_view),
                name=self._name("restore"),
            ),
            *super().get_urls(),
        ]

    def editions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        subject = self._subject(request, pk)
        entries = Entry.objects.filter(edition__subject=subject.subject).select_related("edition")
        cards = {
            card.edition_id: card
            for card in Card.objects.filter(edition__subject=subject.subject, language=LANGUAGES[0])
        }
        rows = [
            (
                entry,
                archive_path(card.path, entry.edition.number)
                if (card := cards.get(entry.edition_id)) and card.path
                else "",
                self._address("restore", subject.pk, entry.edition.number),
                f"{self._address('compare', subject.pk)}?fra={entry.edition.number}",
            )
            for entry in entries.order_by("-sequence")
        ]
        return self._page(
            request,
            subject,
            "admin/content/editions.html",
            rows=rows,
            may_restore=self.has_change_permission(request, subject),
            title=f"Utgaver av «{subject}»",
        )

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        subject = self._subject(request, pk)
        if not self.has_change_permission(request, subject):
            raise PermissionDenied
        edition = get_object_or_404(Edition, subject=subject.subject, number=number)
        if edition.redacted:
            raise Http404
        if request.method == "POST":
            try:
                working_copy.restore_text(edition.document, actor=actor_of(request), at=timezone.now())
            except working_copy.MissingReference as missing:
                messages.error(request, f"Utgave {number} kan ikke hentes tilbake: {missing}")
                return HttpResponseRedirect(self._address("editions", subject.pk))
            message = f"Skjemaet viser nå teksten fra utgave {number}. Publiser når du er klar."
            planned = Edition.objects.scheduled().filter(subject=subject.subject).first()
            if planned:
                moment = date_format(timezone.localtime(planned.moment), "DATETIME_FORMAT")
                message += f" Utgaven som er planlagt til {moment}, står fortsatt med sin egen tekst."
            return self._back(request, subject, message)
        document = canonical(freeze(working_copy.load(self.model, subject.code)))
        return self._page(
            request,
            subject,
            "admin/content/restore.html",
            changes=changes(document, edition.document),
            title=f"Hent tilbake utgave {number} av «{subject}»",
            number=number,
        )

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """?fra=<number>&til=<number or "skjema">. Without a choice: the edition before the newest, and the form."""
        subject = self._subject(request, pk)
        editions = list(
            Edition.objects.filter(subject=subject.subject).exclude(number=None).order_by("-number")
        )
        readable = {str(edition.number): edition for edition in editions if not edition.redacted}
        default = list(readable)[1:2] or list(readable)[:1]
        before = readable.get(request.GET.get("fra", "".join(default)))
        chosen = request.GET.get("til", FORM)
        after = readable.get(chosen)
        if before is None or (after is None and chosen != FORM):
            raise Http404
        document = after.document if after else canonical(freeze(working_copy.load(self.model, subject.code)))
        return self._page(
            request,
            subject,
            "admin/content/compare.html",
            title=f"Sammenlign utgaver av «{subject}»",
            changes=changes(before.document, document),
            numbers=list(readable),
            before=before,
            after=after,
            form_name=FORM,
            restore=self._address("restore", subject.pk, before.number),
            may_restore=self.has_change_permission(request, subject),
        )
