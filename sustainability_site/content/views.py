"""Public pages: an address, the edition that is live there, and its template."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import resolve
from django.utils import timezone, translation
from django.views import View

from sustainability_site.content import reading
from sustainability_site.content.addresses import LANGUAGES, above, archive_path, json_path
from sustainability_site.content.cache import stamped
from sustainability_site.content.documents import references, thaw, upgraded
from sustainability_site.content.models import Card


class EditionView(View):
    """The live edition of one kind at the request's path: 301 to its present address, 410 when withdrawn.

    `list_kinds` names the kinds whose live cards the page lists, `documents` and `document_kinds` what is
    thawed besides (`documents["kind", "code"]` and `vocabulary["kind"]` in the context).
    """

    http_method_names = ("get", "head")
    template_name: str
    kind: str
    list_kinds: ClassVar[tuple[str, ...]] = ()
    documents: ClassVar[tuple[tuple[str, str], ...]] = ()
    document_kinds: ClassVar[tuple[str, ...]] = ()

    @stamped
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        at = timezone.now()
        try:
            card = reading.find(request.path, request.LANGUAGE_CODE, at)
        except reading.Gone as gone:
            return gone_page(request, gone.card, at)
        except LookupError:
            raise Http404 from None
        if card.kind != self.kind:
            raise Http404
        if card.path != request.path:
            return HttpResponsePermanentRedirect(card.path)
        return render(request, self.template_name, self.context(card, at))

    def context(self, card: Card, at: datetime) -> dict:
        document = json.loads(card.edition.document)
        return self.context_of(card, document, around=self.surroundings(card.language, document, at), at=at)

    def surroundings(self, language: str, document: dict, at: datetime) -> reading.Surroundings:
        """All that the page shows besides the document itself, as it was or is at a moment."""
        own = f"{document['kind']}/{document['code']}"
        return reading.surroundings(
            language,
            at,
            leaning={own: False} | references(document),
            list_kinds=self.list_kinds,
            documents=tuple("/".join(pair) for pair in self.documents),
            document_kinds=self.document_kinds,
        )

    def context_of(
        self, card: Card, document: dict, *, around: reading.Surroundings, at: datetime
    ) -> dict[str, Any]:
        """The template's context for any document of the kind: live, of an earlier edition, or a preview."""
        subject = thaw(document, around.vocabulary, card.language)
        context = {
            "object": subject,
            "edition": card.edition,
            "card": card,
            "cards": around.cards,
            "documents": {pair: around.vocabulary.get("/".join(pair)) for pair in self.documents},
            "vocabulary": {kind: around.of_kind(kind) for kind in self.document_kinds},
            "frame": around.frame,
            "paths": around.paths,
            "alternates": {language: subject.address(language) or "" for language in LANGUAGES},
            "breadcrumbs": breadcrumbs(card, around.frame),
            "json_path": json_path(card.path) if card.path else "",
            "at": at,
        }
        return context | self.extra_context(context)

    def extra_context(self, context: dict) -> dict:
        return {}


class PageView(EditionView):
    """A text page at an address of its own."""

    kind = "page"
    template_name = "page.html"


def breadcrumbs(card: Card, frame: reading.Frame) -> list[tuple[str, str]]:
    """(path, title) of the pages above this one, the home page first."""
    pages = sorted(frame.pages.values(), key=lambda page: len(page.path))
    above = [page for page in pages if card.path.startswith(page.path) and page.path != card.path]
    return [(page.path, page.facts["menu_title"]) for page in above]


def gone_page(request: HttpRequest, card: Card, at: datetime) -> HttpResponse:
    around = reading.surroundings(request.LANGUAGE_CODE, at)
    context = {"frame": around.frame, "card": card, "at": at}
    return render(request, "410.html", context, status=410)


class ArchiveView(View):
    """Edition n of what is or was at an address: stays for ever, with the vocabulary of its own moment."""

    http_method_names = ("get", "head")

    @stamped
    def get(self, request: HttpRequest, number: int, **kwargs: object) -> HttpResponse:
        at = timezone.now()
        try:
            card = reading.find_edition(above(request.path, 2), request.LANGUAGE_CODE, number, at)
        except LookupError:
            raise Http404 from None
        if request.path != archive_path(card.path, number):
            return HttpResponsePermanentRedirect(archive_path(card.path, number))
        if card.edition.redacted:
            around = reading.surroundings(card.language, at)
            context = {"frame": around.frame, "card": card, "edition": card.edition, "at": at}
            return render(request, "redacted.html", context, status=410)
        view = view_of(card.path, card.language)()
        return render(request, view.template_name, self.context(view, card, at))

    def context(self, view: EditionView, card: Card, at: datetime) -> dict:
        """The page as it was at the edition's own moment, in the frame and with the addresses of today."""
        document, moment = json.loads(card.edition.document), card.edition.moment
        now = view.surroundings(card.language, document, at)
        then = view.surroundings(card.language, document, moment)
        around = replace(then, frame=now.frame, live=now.live)
        present = now.live.get(card.edition.subject)
        superseded = present is None or present.edition_id != card.edition_id
        context = view.context_of(card, document, around=around, at=moment)
        context |= {"archive": {"present": present, "superseded": superseded}}
        # The data at the address are those of what is live there.
        return context | ({"json_path": ""} if superseded else {})


def view_of(path: str, language: str) -> type[EditionView]:
    """The view that shows what stands at a published object's path. Raises Resolver404."""
    with translation.override(language):
        return resolve(path).func.view_class


class PermanentLinkView(View):
    """/-/kind/code/, as internal links are stored: 302 to where the object is now."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, kind: str, code: str) -> HttpResponse:
        leaning = {f"{kind}/{code}": False}
        paths = reading.surroundings(request.LANGUAGE_CODE, timezone.now(), leaning=leaning).paths
        if f"{kind}/{code}" not in paths:
            raise Http404
        return HttpResponseRedirect(paths[f"{kind}/{code}"])


class DocumentView(View):
    """The live document at an address as JSON: open data is the document itself."""

    http_method_names = ("get", "head")

    @stamped
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        path = f"{request.path.removesuffix('.json').removesuffix('/index')}/"
        at = timezone.now()
        try:
            card = reading.find(path, request.LANGUAGE_CODE, at)
        except reading.Gone:
            return JsonResponse(
                {"error": "Trukket tilbake."}, status=410, json_dumps_params={"ensure_ascii": False}
            )
        except LookupError:
            raise Http404 from None
        if json_path(card.path) != request.path:
            return HttpResponsePermanentRedirect(json_path(card.path))
        envelope = {
            "edition": card.edition.number,
            "moment": card.edition.moment.isoformat(),
            "reason": card.edition.reason,
            "sha256": card.edition.sha256,
            "document": upgraded(json.loads(card.edition.document)),
        }
        return JsonResponse(envelope, json_dumps_params={"ensure_ascii": False})
