"""The admin views of a case's letters on paper and its files. What lies in private storage is saved, never shown."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sustainability_site.content.bin_admin import actor_of
from sustainability_site.content.sandbox import POLICY
from transparency import casework, outbox
from transparency.request_enums import Medium


class Papers:
    """Mixed into the ModelAdmin of requests."""

    def file_view(self, request: HttpRequest, pk: int, number: int) -> FileResponse:
        case = self._case(request, pk)
        attachment = get_object_or_404(case.attachments.exclude(file=""), pk=number)
        try:
            content = attachment.file.open()
        except FileNotFoundError:
            raise Http404 from None
        response = FileResponse(content, as_attachment=True, filename=attachment.name)
        response.headers["Content-Type"] = attachment.content_type
        response.headers["Content-Security-Policy"] = POLICY
        return response

    def print_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        case = self._case(request, pk, to_work=True)
        mail = get_object_or_404(case.mail.filter(medium=Medium.POST, held=False), pk=number)
        return self._page(
            request,
            case,
            "admin/transparency/request/print.html",
            title="Skriv ut brevet",
            mail=mail,
            text=outbox.text_of(mail),
            posted=self._address("posted", pk, number),
        )

    def posted_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        case = self._case(request, pk, to_work=True)
        mail = get_object_or_404(case.mail, pk=number)
        if request.method != "POST":
            return HttpResponseNotAllowed(("POST",))
        try:
            casework.mark_posted(
                request=case, mail=mail, actor=actor_of(request), at=timezone.now(), once=f"posted-{mail.pk}"
            )
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, "Brevet er merket som postlagt.")
        return self._back_to(case)
