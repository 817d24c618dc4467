"""The page that an editor meets who saves a form opened from an older version than what is saved."""

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from sustainability_site.content import agreements, keeping, merging, working_copy
from sustainability_site.content.bin_admin import actor_of
from sustainability_site.content.choices import may_be_key
from sustainability_site.content.conflict_page import ConflictWords
from sustainability_site.content.documents import Document, freeze, upgraded
from sustainability_site.content.models import Draft, Publishable
from sustainability_site.content.models.abstract import random_key
from sustainability_site.content.translation_marks import confirmed_in
from sustainability_site.content.typed_forms import Typed, TypedForms, Unfinished

SEEN, CHOICE = "merge-seen", "merge-"
CANNOT_STAND_TOGETHER = (
    "Det som er valgt, kan ikke stå sammen: {why} Velg annerledes der dere har lagt til eller slettet rader."
)


@dataclass(frozen=True)
class Conflict:
    """What is saved, what one editor wants to save, and what both were made from, if that is still kept."""

    newest: Draft
    base: Document | None
    theirs: Document
    typed: Typed
    relations: tuple[str, ...]

    @cached_property
    def found(self) -> list[merging.Difference]:
        return merging.differences(self.base, self.theirs, self.typed.document, self.relations)

    def lets_go(self, chosen: dict[str, str]) -> bool:
        """Whether something that was typed does not get into what is saved."""
        sides = ((each, chosen.get(each.place) or each.side) for each in self.found)
        return any(side == merging.THEIRS and each.side != merging.THEIRS for each, side in sides)


class ConflictViews(TypedForms):
    """Mixed into a ModelAdmin of a publishable."""

    def conflict_response(self, request: HttpRequest, subject: Publishable) -> HttpResponse | None:
        """The page to choose on, or the answer when all is chosen and saved. None where there is no conflict, and where the
        form has faults: then they are told first."""
        conflict = self._conflict(request, subject)
        if conflict is None:
            return None
        if not conflict.found:
            if confirmed := confirmed_in(request):
                working_copy.remember(
                    subject, actor=actor_of(request), at=timezone.now(), confirmed=confirmed
                )
            self.settle_typed(request, subject)
            return self.response_change(request, subject)
        chosen = {
            name.removeprefix(CHOICE): value
            for name, value in request.POST.items()
            if name.startswith(CHOICE) and name != SEEN
        }
        sent = SEEN in request.POST
        stale = sent and request.POST[SEEN] != str(conflict.newest.pk)
        fault = ""
        if sent and not stale:
            try:
                return self._merge(request, subject, conflict, chosen)
            except KeyError:
                fault = "Velg én av tekstene der begge har endret."
            except (IntegrityError, Unfinished, working_copy.MissingReference) as error:
                fault = CANNOT_STAND_TOGETHER.format(why=_why(error))
        elif stale:
            fault = "Noen lagret igjen mens du valgte. Se over valgene en gang til."
        return self._conflict_page(request, subject, conflict, chosen, fault, sent=sent)

    def _conflict(self, request: HttpRequest, subject: Publishable) -> Conflict | None:
        newest = Draft.objects.filter(subject=subject.subject).first()
        opened_from = request.POST.get("opened_from", "")
        if newest is None or opened_from == str(newest.pk):
            return None
        base = self._base(subject, opened_from)
        theirs = freeze(working_copy.load(self.model, subject.code), everything=True)
        try:
            typed = self._typed_over(request, subject.pk, base)
        except Unfinished:
            return None
        relations = tuple(self.model.relations)
        known = (theirs,) if base is None else (theirs, base)
        mine = merging.with_passing_keys(typed.document, known, relations)
        return Conflict(newest, base, theirs, replace(typed, document=mine), relations)

    def _base(self, subject: Publishable, opened_from: str) -> Document | None:
        if not may_be_key(opened_from):
            return None
        draft = Draft.objects.filter(subject=subject.subject, pk=opened_from).first()
        return upgraded(json.loads(draft.document)) if draft and draft.document else None

    def _typed_over(self, request: HttpRequest, pk: int, base: Document | None) -> Typed:
        try:
            return self.typed(request, pk, base=base)
        except (working_copy.MissingReference, IntegrityError):
            return self.typed(request, pk)

    def _merge(
        self, request: HttpRequest, subject: Publishable, conflict: Conflict, chosen: dict[str, str]
    ) -> HttpResponse:
        at, actor = timezone.now(), actor_of(request)
        document = merging.merged(
            conflict.theirs, conflict.typed.document, conflict.found, chosen, conflict.relations
        )
        given = defaultdict(random_key)
        document, typed = (
            merging.with_lasting_keys(each, conflict.relations, given)
            for each in (document, conflict.typed.document)
        )
        with transaction.atomic():
            if conflict.lets_go(chosen):
                working_copy.set_aside(typed, conflict.typed.public, actor=actor, at=at)
            if conflict.base is not None:
                # A translation is agreed with the Norwegian that its editor saw, whatever it is merged with.
                agreed = agreements.newly_agreed(typed, before=conflict.base, confirmed=confirmed_in(request))
                agreements.agree(subject.subject, agreed, at=at)
            saved = working_copy.restore(document, actor=actor, at=at)
            self.check_saved(request, self.get_queryset(request).get(pk=saved.pk))
        self.log_change(request, saved, f"Flettet med det {conflict.newest.actor} lagret.")
        self.settle_typed(request, saved)
        return self.response_change(request, saved)

    def _conflict_page(
        self,
        request: HttpRequest,
        subject: Publishable,
        conflict: Conflict,
        chosen: dict[str, str],
        fault: str,
        *,
        sent: bool,
    ) -> HttpResponse:
        words = ConflictWords(self.model, conflict.theirs, conflict.typed.document, chosen, sent)
        choices = words.choices(conflict.found)
        button = next((name for name in keeping.BUTTONS if name in request.POST), "_save")
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            **self.publication_context(request, subject),
            "opts": self.opts,
            "original": subject,
            "title": f"To har endret «{subject}»",
            "conflict": conflict.newest,
            "fault": fault,
            "to_choose": [choice for choice in choices if not choice.given],
            "given": [choice for choice in choices if choice.given],
            "typed": [*keeping.typed_in(request.POST), [button, "1"]],
            "token_name": keeping.TOKEN,
            "token": request.POST.get(keeping.TOKEN, ""),
            "base_known": conflict.base is not None,
        }
        return TemplateResponse(request, "admin/content/conflict.html", context)


def _why(error: Exception) -> str:
    if isinstance(error, Unfinished):
        return " ".join(f"{where}: {what}" if where else what for where, what in error.faults)
    return str(error) if isinstance(error, working_copy.MissingReference) else "To rader er like."
