"""Any two editions compared by the public, at an address that can be shared."""

from collections.abc import Callable
from typing import ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views import View

from sustainability_site.content.asked import printable
from sustainability_site.content.comparison import Comparison
from sustainability_site.content.edition_choice import (
    address_of,
    cards_of_editions,
    default_pair,
    name_of,
    named,
    thawed_pair,
)
from sustainability_site.content.models import Card
from sustainability_site.content.surrounded import surrounded

LONGEST_NAME = 200


class ComparisonView(View):
    """?fra=<code>:<number>&til=…, one of the two of the object that the page is about. Without a choice it redirects to
    the two newest.

    `edition_name` is the template that names an edition, `compare` lays two thawed objects side by side, `alone` is said where there is one edition only, `foreign` where
    neither edition is of the object asked about.
    """

    http_method_names = ("get", "head")
    template_name: str
    edition_name: ClassVar[str]
    kind: ClassVar[str]
    above: ClassVar[tuple[str, ...]]
    title: ClassVar[str | Promise]
    alone: ClassVar[str | Promise]
    foreign: ClassVar[str | Promise]
    compare: ClassVar[Callable[..., Comparison]]

    def code(self, cards: list[Card]) -> str:
        """The code of the object that the page is about. Raises Http404 where there is none."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        at = timezone.now()
        cards = list(cards_of_editions(self.kind, request.LANGUAGE_CODE, at))
        code = self.code(cards)
        asked = [printable(request.GET.get(name, ""), LONGEST_NAME) for name in ("fra", "til")]
        before, after = (
            named(name, cards) if name else default
            for name, default in zip(asked, default_pair(code, cards), strict=True)
        )
        if not all(asked) and before and after:
            return HttpResponseRedirect(f"{request.path}?{_query(before, after)}")
        problem, status = self._problem(asked, before, after, code)
        context = surrounded(
            request,
            str(self.title),
            above=self.above,
            at=at,
            edition_name=self.edition_name,
            code=code,
            editions=cards,
            choices=_choices(cards),
            before=before,
            after=after,
            chosen=[name_of(card) if card else "" for card in (before, after)],
            problem=problem,
        )
        if not problem:
            context |= self._compared(request, context, before, after)
        return render(request, self.template_name, context | self.extra_context(context), status=status)

    def extra_context(self, context: dict) -> dict:
        return {}

    def _compared(self, request: HttpRequest, context: dict, before: Card, after: Card) -> dict:
        query = _query(before, after)
        return {
            "alternates": {language: f"{path}?{query}" for language, path in context["alternates"].items()},
            "comparison": self.compare(*thawed_pair(before, after, at=context["at"])),
            "turned": f"{request.path}?{_query(after, before)}",
            "addresses": [address_of(card) for card in (before, after)],
        }

    def _problem(
        self, asked: list[str], before: Card | None, after: Card | None, code: str
    ) -> tuple[str, int]:
        """(what stands in the way of comparing, the status): ("", 200) when nothing does."""
        for name, card in zip(asked, (before, after), strict=True):
            if name and card is None:
                return _("Utgaven «{name}» finnes ikke her. Velg blant dem i listene.").format(name=name), 404
        if before is None or after is None:
            return str(self.alone), 200
        if code not in (before.code, after.code):
            return str(self.foreign), 404
        for card in (before, after):
            if card.blank:
                return self.redacted(card), 410
        return "", 200

    def redacted(self, card: Card) -> str:
        return _("Utgave {number} er sladdet og kan ikke sammenlignes.").format(number=card.edition.number)


def _query(before: Card, after: Card) -> str:
    return f"fra={name_of(before)}&til={name_of(after)}"


def _choices(cards: list[Card]) -> list[tuple[str, list[tuple[str, Card]]]]:
    """(code, [(name, card), …]), the last code first."""
    codes = sorted({card.code for card in cards}, reverse=True)
    return [(code, [(name_of(card), card) for card in cards if card.code == code]) for code in codes]
